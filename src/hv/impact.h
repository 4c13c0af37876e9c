// SPDX-License-Identifier: LGPL-2.1-or-later
// Which definition a call is about: the running guest's (live), the one of the next boot (config), or both.
#pragma once

#include <cstdint>

namespace vireo::hv {

// virDomainModificationImpact
inline constexpr std::uint32_t affect_current = 0, affect_live = 1, affect_config = 2;

struct Impact {
    bool live = false;
    bool config = false;
};

// Reads the two lowest bits of flags: neither means live if the domain runs, else config. Throws operation_invalid
// "domain is not running" and "transient domains do not have any persistent config".
Impact resolve_impact(std::uint32_t flags, bool active, bool persistent);

// The same for a call that reads one definition: both bits at once are refused. True: the live one.
bool reads_live(std::uint32_t flags, bool active, bool persistent);

// Throws operation_invalid "domain is not running".
void require_active(bool active);

}  // namespace vireo::hv
