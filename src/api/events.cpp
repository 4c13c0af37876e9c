// SPDX-License-Identifier: LGPL-2.1-or-later
#include "api/events.h"

#include "run/loop.h"

namespace vireo::api {

bool EventFilter::matches(const Event& e) const {
    if (e.row->cls != cls || e.row->id != id) return false;
    if (uuid && *uuid != e.uuid) return false;
    // A pattern of monitor events is judged by who subscribed; here it only means "some of them".
    if (name && cls != EventClass::qemu_monitor && *name != e.name) return false;
    return true;
}

EventTicket EventBus::subscribe(EventFilter filter, EventSink sink) {
    std::lock_guard lock(mutex_);
    auto next = std::make_shared<Entries>(*entries_);
    next->push_back(std::make_shared<const Entry>(Entry{++last_, std::move(filter), std::move(sink)}));
    entries_ = std::move(next);
    return last_;
}

void EventBus::unsubscribe(EventTicket ticket) {
    {
        std::lock_guard lock(mutex_);
        auto next = std::make_shared<Entries>(*entries_);
        std::erase_if(*next, [&](const auto& e) { return e->ticket == ticket; });
        entries_ = std::move(next);
    }
    std::lock_guard wait_for_running_sinks(publishing_);
}

void EventBus::publish(const Event& event) {
    std::lock_guard in_order(publishing_);
    std::shared_ptr<const Entries> now;
    {
        std::lock_guard lock(mutex_);
        now = entries_;
    }
    run::PostsTogether posts;
    for (const auto& e : *now)
        if (e->filter.matches(event)) e->sink(event);
}

}  // namespace vireo::api
