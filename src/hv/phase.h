// SPDX-License-Identifier: LGPL-2.1-or-later
// States of a domain and why it is in them; numbers are those of virDomainState and its reasons.
#pragma once

namespace vireo::hv {

enum class Phase : unsigned char {
    nostate = 0, running = 1, blocked = 2, paused = 3, shutdown = 4, shutoff = 5, crashed = 6, pmsuspended = 7,
};

// Reasons belong to a phase: the same number means different things in different phases.
namespace why {
inline constexpr int unknown = 0;
namespace running {
inline constexpr int booted = 1, migrated = 2, restored = 3, from_snapshot = 4, unpaused = 5, migration_canceled = 6,
                     save_canceled = 7, wakeup = 8, crashed = 9, postcopy = 10, postcopy_failed = 11;
}
namespace paused {
inline constexpr int user = 1, migration = 2, save = 3, dump = 4, io_error = 5, watchdog = 6, from_snapshot = 7,
                     shutting_down = 8, snapshot = 9, crashed = 10, starting_up = 11, postcopy = 12,
                     postcopy_failed = 13, api_error = 14;
}
namespace shutdown {
inline constexpr int user = 1;
}
namespace shutoff {
inline constexpr int shutdown = 1, destroyed = 2, crashed = 3, migrated = 4, saved = 5, failed = 6, from_snapshot = 7,
                     daemon = 8;
}
namespace crashed {
inline constexpr int panicked = 1;
}
}  // namespace why

struct State {
    Phase phase = Phase::shutoff;
    int reason = why::unknown;
    bool operator==(const State&) const = default;
};

}  // namespace vireo::hv
