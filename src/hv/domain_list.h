// SPDX-License-Identifier: LGPL-2.1-or-later
// Filters of virConnectListAllDomains, also used by the bulk statistics (which spell the same bits).
#pragma once

#include <cstdint>

#include "hv/phase.h"

namespace vireo::hv {

// virConnectListAllDomainsFlags
namespace list {
inline constexpr std::uint32_t active = 1, inactive = 2, persistent = 4, transient = 8, running = 16, paused = 32,
                               shutoff = 64, other = 128, managed_save = 256, no_managed_save = 512, autostart = 1024,
                               no_autostart = 2048, has_snapshot = 4096, no_snapshot = 8192, has_checkpoint = 16384,
                               no_checkpoint = 32768;
inline constexpr std::uint32_t all = 0xffff;
}  // namespace list

// What the filter asks about one domain.
struct ListFacts {
    Phase phase = Phase::shutoff;
    bool active = false, persistent = false, managed_save = false, autostart = false, snapshots = false, checkpoints = false;
};

// Bits of one group are alternatives; groups are joined by "and"; a group without bits does not filter.
constexpr bool listed(std::uint32_t flags, const ListFacts& d) {
    auto group = [flags](std::uint32_t yes_bit, std::uint32_t no_bit, bool value) {
        return !(flags & (yes_bit | no_bit)) || ((flags & yes_bit) && value) || ((flags & no_bit) && !value);
    };
    constexpr std::uint32_t phases = list::running | list::paused | list::shutoff | list::other;
    std::uint32_t phase_bit = d.phase == Phase::running   ? list::running
                              : d.phase == Phase::paused  ? list::paused
                              : d.phase == Phase::shutoff ? list::shutoff
                                                          : list::other;
    return group(list::active, list::inactive, d.active) && group(list::persistent, list::transient, d.persistent) &&
           (!(flags & phases) || (flags & phase_bit)) && group(list::managed_save, list::no_managed_save, d.managed_save) &&
           group(list::autostart, list::no_autostart, d.autostart) &&
           group(list::has_snapshot, list::no_snapshot, d.snapshots) &&
           group(list::has_checkpoint, list::no_checkpoint, d.checkpoints);
}

}  // namespace vireo::hv
