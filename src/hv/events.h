// SPDX-License-Identifier: LGPL-2.1-or-later
// Domain events from what happened: one function per event that drivers raise themselves.
#pragma once

#include <optional>
#include <string>

#include "api/events.h"
#include "api/gen/common.h"
#include "api/gen/events.h"

namespace vireo::hv {

// virDomainEventType and the details of each type.
namespace event {
enum class Lifecycle : int {
    defined = 0, undefined = 1, started = 2, suspended = 3, resumed = 4, stopped = 5, shutdown = 6, pmsuspended = 7, crashed = 8,
};
namespace defined {
inline constexpr int added = 0, updated = 1, renamed = 2, from_snapshot = 3;
}
namespace undefined {
inline constexpr int removed = 0, renamed = 1;
}
namespace started {
inline constexpr int booted = 0, migrated = 1, restored = 2, from_snapshot = 3, wakeup = 4, recovered = 5;
}
namespace suspended {
inline constexpr int paused = 0, migrated = 1, io_error = 2, watchdog = 3, restored = 4, from_snapshot = 5, api_error = 6,
                     postcopy = 7, postcopy_failed = 8;
}
namespace resumed {
inline constexpr int unpaused = 0, migrated = 1, from_snapshot = 2, postcopy = 3, postcopy_failed = 4;
}
namespace stopped {
inline constexpr int shutdown = 0, destroyed = 1, crashed = 2, migrated = 3, saved = 4, failed = 5, from_snapshot = 6,
                     recovered = 7;
}
namespace shutdown {
inline constexpr int finished = 0, guest = 1, host = 2;
}
}  // namespace event

// The id in `dom` is what subscribers see: of a domain that stopped it is the one that libvirt reports (-1 afterwards).
api::Event lifecycle_event(const api::DomainRef& dom, event::Lifecycle what, int detail);
api::Event reboot_event(const api::DomainRef& dom);
api::Event rtc_change_event(const api::DomainRef& dom, std::int64_t offset_s);
api::Event balloon_change_event(const api::DomainRef& dom, std::uint64_t actual_kib);
api::Event control_error_event(const api::DomainRef& dom);
api::Event device_added_event(const api::DomainRef& dom, std::string alias);
api::Event device_removed_event(const api::DomainRef& dom, std::string alias);
api::Event device_removal_failed_event(const api::DomainRef& dom, std::string alias);
api::Event tunable_event(const api::DomainRef& dom, api::TypedParams params);
// type: virDomainMetadataType; uri only of custom elements.
api::Event metadata_change_event(const api::DomainRef& dom, int type, std::optional<std::string> uri);
api::Event agent_lifecycle_event(const api::DomainRef& dom, int state, int reason);
api::Event job_completed_event(const api::DomainRef& dom, api::TypedParams params);

}  // namespace vireo::hv
