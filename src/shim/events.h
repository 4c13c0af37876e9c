// SPDX-License-Identifier: LGPL-2.1-or-later
// Event callbacks of one connection. Drivers publish in threads of their own; what they publish is queued here and
// handed to the callbacks by the application's event loop.
#pragma once

#include <deque>
#include <mutex>
#include <vector>

#include "api/events.h"
#include "shim/handles.h"

namespace vireo::shim {

// Any callback; its real type follows from class and id of the event.
using AnyCallback = void (*)();

struct Registration {
    int id = 0;
    api::EventFilter filter;
    bool legacy = false;
    AnyCallback callback = nullptr;
    void* opaque = nullptr;
    virFreeCallback free_opaque = nullptr;
    virConnectPtr conn = nullptr;  // held until the end
    api::EventTicket ticket = 0;

    // Guarded by the mutex of the queue.
    bool removed = false;
    int running = 0;
};

class EventQueue : public std::enable_shared_from_this<EventQueue> {
  public:
    // Throws what the driver says, and internal_error if the application runs no event loop. Returns the new id.
    int add(virConnectPtr conn, api::EventFilter filter, bool legacy, AnyCallback callback, void* opaque, virFreeCallback ff);
    // Throws if there is no such registration.
    void remove(int id);
    void remove_legacy(AnyCallback callback);

  private:
    using Entry = std::shared_ptr<Registration>;

    void ensure_timer();
    void published(const std::weak_ptr<Registration>& to, const api::Event& event);
    void dispatch();
    void remove(Entry entry);
    void leave(const Entry& entry);
    void finish(const Entry& entry);

    std::mutex mutex_;
    std::vector<Entry> entries_;
    std::deque<std::pair<Entry, api::Event>> queue_;
    int last_id_ = -1;
    int timer_ = -1;
};

// Calls the registration's callback with the event's content as its type asks for (event_callbacks.cpp).
void call_back(const Registration& to, const api::Event& event);

}  // namespace vireo::shim
