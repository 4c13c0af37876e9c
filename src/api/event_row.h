// SPDX-License-Identifier: LGPL-2.1-or-later
// Which message carries which event.
#pragma once

#include "api/procedure.h"

namespace vireo::api {

enum class EventClass : std::uint8_t { domain, network, storage_pool, node_device, secret, qemu_monitor };

struct EventRow {
    EventClass cls;
    int id;                   // virDomainEventID and its sisters
    const Procedure* message; // the form with a callback id: its first member is the 32-bit callbackID
    const Procedure* legacy;  // the old form of domain events, or null: the member `msg` of the new one
};

extern const EventRow event_rows[];
extern const unsigned event_row_count;

// Null if there is no such event.
const EventRow* find_event(EventClass cls, int id);

}  // namespace vireo::api
