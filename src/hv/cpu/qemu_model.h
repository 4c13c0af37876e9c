// SPDX-License-Identifier: LGPL-2.1-or-later
// From what QEMU says about a CPU (the properties of a model expansion) to the database's terms.
#pragma once

#include <string_view>

#include "hv/cpu/cpuid.h"

namespace vireo::hv::cpu {

// Collects properties one by one; order does not matter.
class QemuProperties {
  public:
    void flag(std::string_view name, bool on) {
        if (!on) return;
        if (int i = find_qemu_feature(name); i >= 0) data_.features.set(static_cast<unsigned>(i));
    }
    void number(std::string_view name, std::int64_t value);
    void text(std::string_view name, std::string_view value);
    X86Data take() const;

  private:
    X86Data data_;
    Signature signature_;
    bool has_signature_ = false;
};

}  // namespace vireo::hv::cpu
