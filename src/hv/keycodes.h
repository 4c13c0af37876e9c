// SPDX-License-Identifier: LGPL-2.1-or-later
// Key codes of the sets that virDomainSendKey knows, translated to QEMU's numbering.
#pragma once

#include <cstdint>
#include <optional>

namespace vireo::hv {

// The number that QEMU's send-key takes; nothing if that set has no such key. codeset: virKeycodeSet.
std::optional<int> to_qemu_number(std::uint32_t codeset, int code);
// "linux", "xt", ...; "" if there is no such set.
const char* codeset_name(std::uint32_t codeset);

}  // namespace vireo::hv
