// SPDX-License-Identifier: LGPL-2.1-or-later
// Events: what a commit announces, and the bus that hands it to subscribers in commit order.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "api/event_row.h"
#include "base/uuid.h"

namespace vireo::api {

// One event. `body` is the message struct of row->message (callbackID unset), for example
// DomainEventCallbackLifecycleMsg; whoever hands it on fills in the callback id of the subscriber.
struct Event {
    const EventRow* row = nullptr;
    Uuid uuid;         // of the domain, network, pool or secret
    std::string name;  // of the node device, or the QEMU monitor event
    std::shared_ptr<const void> body;
};

template <class Msg>
Event make_event(EventClass cls, int id, const Uuid& uuid, Msg msg) {
    return {find_event(cls, id), uuid, {}, std::make_shared<const Msg>(std::move(msg))};
}

struct EventFilter {
    EventClass cls = EventClass::domain;
    int id = 0;
    std::optional<Uuid> uuid;         // only this object
    std::optional<std::string> name;  // only this node device; of monitor events: the pattern
    std::uint32_t flags = 0;          // of monitor events: virConnectDomainQemuMonitorEventRegisterFlags
    bool matches(const Event& e) const;
};

// Called in the thread of whoever publishes, so it must not wait: it queues and returns.
using EventSink = std::function<void(const Event&)>;
using EventTicket = std::uint64_t;

class EventBus {
  public:
    EventTicket subscribe(EventFilter filter, EventSink sink);
    // After the return the sink is not called any more (unless the caller is that very sink).
    void unsubscribe(EventTicket ticket);
    void publish(const Event& event);

  private:
    struct Entry {
        EventTicket ticket;
        EventFilter filter;
        EventSink sink;
    };
    using Entries = std::vector<std::shared_ptr<const Entry>>;
    std::mutex mutex_;
    std::shared_ptr<const Entries> entries_ = std::make_shared<Entries>();
    EventTicket last_ = 0;
    std::recursive_mutex publishing_;  // keeps the order of events and lets unsubscribe wait for a running sink
};

}  // namespace vireo::api
