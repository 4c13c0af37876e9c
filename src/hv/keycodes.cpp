// SPDX-License-Identifier: LGPL-2.1-or-later
#include "hv/keycodes.h"

#include <iterator>

namespace vireo::hv {
namespace {
#include "hv/keycodes.inc"
constexpr const char* names[] = {"linux", "xt", "atset1", "atset2", "atset3", "os_x", "xt_kbd", "usb", "win32", "qnum"};
}  // namespace

std::optional<int> to_qemu_number(std::uint32_t codeset, int code) {
    if (codeset >= std::size(names)) return std::nullopt;
    if (codeset == 9) return code;
    for (const auto& key : keys)
        if (key[codeset] >= 0 && key[codeset] == code && key[9] >= 0) return key[9];
    return std::nullopt;
}

const char* codeset_name(std::uint32_t codeset) { return codeset < std::size(names) ? names[codeset] : ""; }

}  // namespace vireo::hv
