// SPDX-License-Identifier: LGPL-2.1-or-later
#include "hv/cpu/qemu_model.h"

namespace vireo::hv::cpu {

void QemuProperties::number(std::string_view name, std::int64_t value) {
    if (value < 0 || value > 0xffff) return;
    const auto v = static_cast<unsigned>(value);
    if (name == "family") signature_.family = v, has_signature_ = true;
    else if (name == "model") signature_.model = v, has_signature_ = true;
    else if (name == "stepping") signature_.stepping = v, has_signature_ = true;
}

void QemuProperties::text(std::string_view name, std::string_view value) {
    if (name != "vendor") return;
    for (unsigned i = 0; i < tables.vendors.size(); ++i)
        if (tables.vendors[i].string == value) data_.vendor = static_cast<int>(i);
}

X86Data QemuProperties::take() const {
    X86Data out = data_;
    if (has_signature_) out.signature = join_signature(signature_);
    return out;
}

}  // namespace vireo::hv::cpu
