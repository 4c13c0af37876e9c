// SPDX-License-Identifier: LGPL-2.1-or-later
#include "shim/events.h"

#include <regex.h>

#include "shim/connection_state.h"
#include "shim/sisters.h"
#include "shim/wall.h"

namespace vireo::shim {
namespace {

// Monitor events are chosen by a pattern over their names.
bool pattern_matches(const api::EventFilter& filter, const std::string& name) {
    if (filter.cls != api::EventClass::qemu_monitor || !filter.name) return true;
    bool no_case = filter.flags & VIR_CONNECT_DOMAIN_QEMU_MONITOR_EVENT_REGISTER_NOCASE;
    if (!(filter.flags & VIR_CONNECT_DOMAIN_QEMU_MONITOR_EVENT_REGISTER_REGEX))
        return no_case ? strcasecmp(filter.name->c_str(), name.c_str()) == 0 : *filter.name == name;
    regex_t compiled;
    if (regcomp(&compiled, filter.name->c_str(), REG_EXTENDED | REG_NOSUB | (no_case ? REG_ICASE : 0)) != 0) return false;
    bool matches = regexec(&compiled, name.c_str(), 0, nullptr, 0) == 0;
    regfree(&compiled);
    return matches;
}

}  // namespace

void EventQueue::ensure_timer() {
    {
        std::lock_guard lock(mutex_);
        if (timer_ >= 0) return;
    }
    // Asleep until something is queued. The loop keeps the queue alive until it has forgotten the timer.
    auto* self = new std::shared_ptr<EventQueue>(shared_from_this());
    int timer = virEventAddTimeout(
        -1,
        [](int, void* opaque) {
            auto queue = *static_cast<std::shared_ptr<EventQueue>*>(opaque);
            queue->dispatch();
        },
        self, [](void* opaque) { delete static_cast<std::shared_ptr<EventQueue>*>(opaque); });
    if (timer < 0) {
        delete self;
        fail(Code::internal_error, Domain::none, "could not initialize domain event timer");
    }
    int surplus = -1;
    {
        std::lock_guard lock(mutex_);
        if (timer_ < 0) timer_ = timer;
        else surplus = timer;
    }
    if (surplus >= 0) virEventRemoveTimeout(surplus);
}

int EventQueue::add(virConnectPtr conn, api::EventFilter filter, bool legacy, AnyCallback callback, void* opaque, virFreeCallback ff) {
    auto entry = std::make_shared<Registration>();
    entry->filter = filter;
    entry->legacy = legacy;
    entry->callback = callback;
    entry->opaque = opaque;
    entry->free_opaque = ff;
    entry->conn = conn;
    auto same = [&](const Entry& e) {
        return e->legacy == legacy && e->callback == callback && e->filter.cls == filter.cls && e->filter.id == filter.id && e->filter.uuid == filter.uuid &&
               e->filter.name == filter.name;
    };
    std::weak_ptr<EventQueue> queue = weak_from_this();
    std::weak_ptr<Registration> to = entry;
    auto call = make_call(conn);
    {
        std::lock_guard lock(mutex_);
        if (std::any_of(entries_.begin(), entries_.end(), same))
            fail(Code::invalid_arg, Domain::none, "event callback already tracked");
    }
    // Subscribed before it is known to all: an event that is published meanwhile waits in the queue.
    entry->ticket = conn->endpoint->subscribe(call, filter, [queue, to](const api::Event& event) {
        if (auto q = queue.lock()) q->published(to, event);
    });
    try {
        ensure_timer();
        std::lock_guard lock(mutex_);
        if (std::any_of(entries_.begin(), entries_.end(), same))
            fail(Code::invalid_arg, Domain::none, "event callback already tracked");
        entry->id = ++last_id_;
        entries_.push_back(entry);
    } catch (...) {
        try {
            conn->endpoint->unsubscribe(call, entry->ticket);
        } catch (const Error&) {
            // The first reason is the one to tell.
        }
        throw;
    }
    hold(conn);
    return entry->id;
}

// In the publisher's thread.
void EventQueue::published(const std::weak_ptr<Registration>& to, const api::Event& event) {
    auto entry = to.lock();
    if (!entry || !pattern_matches(entry->filter, event.name)) return;
    int timer;
    {
        std::lock_guard lock(mutex_);
        if (entry->removed) return;
        queue_.emplace_back(std::move(entry), event);
        timer = timer_;
    }
    if (timer >= 0) virEventUpdateTimeout(timer, 0);
}

// In the application's loop.
void EventQueue::dispatch() {
    std::deque<std::pair<Entry, api::Event>> now;
    {
        std::lock_guard lock(mutex_);
        now.swap(queue_);
        if (timer_ >= 0) virEventUpdateTimeout(timer_, -1);
    }
    for (auto& [entry, event] : now) {
        {
            std::lock_guard lock(mutex_);
            if (entry->removed) continue;
            ++entry->running;
        }
        try {
            call_back(*entry, event);
        } catch (abi::__forced_unwind&) {
            throw;
        } catch (...) {
            // An event whose handles cannot be made is lost; the loop belongs to the application.
        }
        leave(entry);
    }
}

void EventQueue::leave(const Entry& entry) {
    {
        std::lock_guard lock(mutex_);
        if (--entry->running > 0 || !entry->removed) return;
    }
    finish(entry);
}

// The last step of a registration, when no callback of it runs any more.
void EventQueue::finish(const Entry& entry) {
    if (entry->free_opaque) entry->free_opaque(entry->opaque);
    drop(entry->conn);
}

void EventQueue::remove(Entry entry) {
    auto keep = shared_from_this();  // finish may drop the connection that owns this queue
    int timer = -1;
    bool now;
    {
        std::lock_guard lock(mutex_);
        if (entry->removed) return;
        entry->removed = true;
        now = entry->running == 0;
        std::erase(entries_, entry);
        std::erase_if(queue_, [&](const auto& q) { return q.first == entry; });
        if (entries_.empty()) std::swap(timer, timer_);
    }
    if (timer >= 0) virEventRemoveTimeout(timer);
    auto call = make_call(entry->conn);
    try {
        entry->conn->endpoint->unsubscribe(call, entry->ticket);
    } catch (...) {
        if (now) finish(entry);
        throw;
    }
    if (now) finish(entry);
}

void EventQueue::remove(int id) {
    Entry found;
    {
        std::lock_guard lock(mutex_);
        for (const auto& e : entries_)
            if (e->id == id) found = e;
    }
    if (!found) fail(Code::invalid_arg, Domain::none, "could not find event callback {} for deletion", id);
    remove(std::move(found));
}

void EventQueue::remove_legacy(AnyCallback callback) {
    Entry found;
    {
        std::lock_guard lock(mutex_);
        for (const auto& e : entries_)
            if (e->legacy && e->callback == callback) found = e;
    }
    if (!found)
        fail(Code::invalid_arg, Domain::none, "event callback function {} not registered", reinterpret_cast<const void*>(callback));
    remove(std::move(found));
}

namespace {

std::shared_ptr<EventQueue> queue_of(virConnectPtr conn) {
    std::lock_guard lock(conn->more->mutex);
    if (!conn->more->events) conn->more->events = std::make_shared<EventQueue>();
    return conn->more->events;
}

template <class F>
AnyCallback any(F f) {
    return reinterpret_cast<AnyCallback>(f);
}

// Common to all the registrations of one object kind.
void need_id_below(const Where& w, int id, int limit, bool names_function) {
    need_nonnegative(w, id, "eventID");
    if (id >= limit)
        throw Error::verbatim(Code::invalid_arg, w.domain, ErrorLevel::error,
                              names_function ? fmt::format("eventID in {} must be less than {}", w.function, limit)
                                             : fmt::format("eventID must be less than {}", limit),
                              w.function, "eventID", "", 0, 0);
}

template <class H>
void need_own(const Where& w, virConnectPtr conn, H* object, const char* kind, const std::string& name, const char* argument) {
    need(w, object);
    if (object->conn != conn)
        throw Error::verbatim(Code::invalid_arg, w.domain, ErrorLevel::error, fmt::format("{} '{}' must match connection", kind, name),
                              w.function, argument, "", 0, 0);
}

// A registration refused for want of a driver names the function that the caller used.
template <class F>
int subscribing(const Where& w, F&& f) {
    try {
        return f();
    } catch (const Error& e) {
        if (e.code == Code::no_support) throw Error(Code::no_support, w.domain, w.function);
        throw;
    }
}

int deregister(const Where& w, virConnectPtr conn, int id, api::EventClass) {
    return c_wall(conn, -1, [&] {
        need(w, conn);
        need_nonnegative(w, id, "callbackID");
        queue_of(conn)->remove(id);
        return 0;
    });
}

}  // namespace
}  // namespace vireo::shim

using namespace vireo;
using namespace vireo::shim;
using api::EventClass;

int virConnectDomainEventRegister(virConnectPtr conn, virConnectDomainEventCallback cb, void* opaque, virFreeCallback freecb) {
    static constexpr Where w{"virConnectDomainEventRegister", vireo::Domain::domain};
    return c_wall(conn, -1, [&] {
        need(w, conn);
        need_nonnull(w, cb, "cb");
        subscribing(w, [&] {
            return queue_of(conn)->add(conn, {.cls = EventClass::domain, .id = VIR_DOMAIN_EVENT_ID_LIFECYCLE}, true, any(cb), opaque, freecb);
        });
        return 0;
    });
}

int virConnectDomainEventDeregister(virConnectPtr conn, virConnectDomainEventCallback cb) {
    static constexpr Where w{"virConnectDomainEventDeregister", vireo::Domain::domain};
    return c_wall(conn, -1, [&] {
        need(w, conn);
        need_nonnull(w, cb, "cb");
        queue_of(conn)->remove_legacy(any(cb));
        return 0;
    });
}

int virConnectDomainEventRegisterAny(virConnectPtr conn, virDomainPtr dom, int eventID, virConnectDomainEventGenericCallback cb,
                                     void* opaque, virFreeCallback freecb) {
    static constexpr Where w{"virConnectDomainEventRegisterAny", vireo::Domain::domain};
    return c_wall(conn, -1, [&] {
        need(w, conn);
        api::EventFilter filter{.cls = EventClass::domain, .id = eventID};
        if (dom) {
            need(w, dom);
            need_own(w, conn, dom, "domain", dom->name, "dom");
            filter.uuid = dom->uuid;
        }
        need_nonnull(w, cb, "cb");
        need_id_below(w, eventID, VIR_DOMAIN_EVENT_ID_LAST, false);
        return subscribing(w, [&] { return queue_of(conn)->add(conn, filter, false, any(cb), opaque, freecb); });
    });
}

int virConnectDomainEventDeregisterAny(virConnectPtr conn, int callbackID) {
    return deregister({"virConnectDomainEventDeregisterAny", vireo::Domain::domain}, conn, callbackID, EventClass::domain);
}

int virConnectNetworkEventRegisterAny(virConnectPtr conn, virNetworkPtr net, int eventID, virConnectNetworkEventGenericCallback cb,
                                      void* opaque, virFreeCallback freecb) {
    static constexpr Where w{"virConnectNetworkEventRegisterAny", vireo::Domain::network};
    return c_wall(conn, -1, [&] {
        need(w, conn);
        api::EventFilter filter{.cls = EventClass::network, .id = eventID};
        if (net) {
            need_own(w, conn, net, "network", is_valid(net) ? net->id.name : "", "net");
            filter.uuid = net->id.uuid;
        }
        need_nonnull(w, cb, "cb");
        need_id_below(w, eventID, VIR_NETWORK_EVENT_ID_LAST, true);
        return subscribing(w, [&] { return queue_of(conn)->add(conn, filter, false, any(cb), opaque, freecb); });
    });
}

int virConnectNetworkEventDeregisterAny(virConnectPtr conn, int callbackID) {
    return deregister({"virConnectNetworkEventDeregisterAny", vireo::Domain::network}, conn, callbackID, EventClass::network);
}

int virConnectStoragePoolEventRegisterAny(virConnectPtr conn, virStoragePoolPtr pool, int eventID,
                                          virConnectStoragePoolEventGenericCallback cb, void* opaque, virFreeCallback freecb) {
    static constexpr Where w{"virConnectStoragePoolEventRegisterAny", vireo::Domain::storage};
    return c_wall(conn, -1, [&] {
        need(w, conn);
        api::EventFilter filter{.cls = EventClass::storage_pool, .id = eventID};
        if (pool) {
            need_own(w, conn, pool, "storage pool", is_valid(pool) ? pool->id.name : "", "pool");
            filter.uuid = pool->id.uuid;
        }
        need_nonnull(w, cb, "cb");
        need_id_below(w, eventID, VIR_STORAGE_POOL_EVENT_ID_LAST, true);
        return subscribing(w, [&] { return queue_of(conn)->add(conn, filter, false, any(cb), opaque, freecb); });
    });
}

int virConnectStoragePoolEventDeregisterAny(virConnectPtr conn, int callbackID) {
    return deregister({"virConnectStoragePoolEventDeregisterAny", vireo::Domain::storage}, conn, callbackID, EventClass::storage_pool);
}

int virConnectNodeDeviceEventRegisterAny(virConnectPtr conn, virNodeDevicePtr dev, int eventID,
                                         virConnectNodeDeviceEventGenericCallback cb, void* opaque, virFreeCallback freecb) {
    static constexpr Where w{"virConnectNodeDeviceEventRegisterAny", vireo::Domain::nodedev};
    return c_wall(conn, -1, [&] {
        need(w, conn);
        api::EventFilter filter{.cls = EventClass::node_device, .id = eventID};
        if (dev) {
            need_own(w, conn, dev, "node device", is_valid(dev) ? dev->id.name : "", "dev");
            filter.name = dev->id.name;
        }
        need_nonnull(w, cb, "cb");
        need_id_below(w, eventID, VIR_NODE_DEVICE_EVENT_ID_LAST, true);
        return subscribing(w, [&] { return queue_of(conn)->add(conn, filter, false, any(cb), opaque, freecb); });
    });
}

int virConnectNodeDeviceEventDeregisterAny(virConnectPtr conn, int callbackID) {
    return deregister({"virConnectNodeDeviceEventDeregisterAny", vireo::Domain::nodedev}, conn, callbackID, EventClass::node_device);
}

int virConnectSecretEventRegisterAny(virConnectPtr conn, virSecretPtr secret, int eventID, virConnectSecretEventGenericCallback cb,
                                     void* opaque, virFreeCallback freecb) {
    static constexpr Where w{"virConnectSecretEventRegisterAny", vireo::Domain::secret};
    return c_wall(conn, -1, [&] {
        need(w, conn);
        api::EventFilter filter{.cls = EventClass::secret, .id = eventID};
        if (secret) {
            need_own(w, conn, secret, "secret", is_valid(secret) ? secret->id.uuid.text() : "", "secret");
            filter.uuid = secret->id.uuid;
        }
        need_nonnull(w, cb, "cb");
        need_id_below(w, eventID, VIR_SECRET_EVENT_ID_LAST, true);
        return subscribing(w, [&] { return queue_of(conn)->add(conn, filter, false, any(cb), opaque, freecb); });
    });
}

int virConnectSecretEventDeregisterAny(virConnectPtr conn, int callbackID) {
    return deregister({"virConnectSecretEventDeregisterAny", vireo::Domain::secret}, conn, callbackID, EventClass::secret);
}

int vireo_virConnectDomainQemuMonitorEventRegister(virConnectPtr conn, virDomainPtr dom, const char* event,
                                                   virConnectDomainQemuMonitorEventCallback cb, void* opaque,
                                                   virFreeCallback freecb, unsigned int flags) {
    static constexpr Where w{"virConnectDomainQemuMonitorEventRegister", vireo::Domain::none};
    return c_wall(conn, -1, [&] {
        need(w, conn);
        api::EventFilter filter{.cls = EventClass::qemu_monitor, .id = 0, .flags = flags};
        if (dom) {
            need(w, dom);
            need_own(w, conn, dom, "domain", dom->name, "dom");
            filter.uuid = dom->uuid;
        }
        if (event) filter.name = event;
        need_nonnull(w, cb, "cb");
        need_writable(w, conn);
        return subscribing(w, [&] { return queue_of(conn)->add(conn, filter, false, any(cb), opaque, freecb); });
    });
}

int vireo_virConnectDomainQemuMonitorEventDeregister(virConnectPtr conn, int callbackID) {
    static constexpr Where w{"virConnectDomainQemuMonitorEventDeregister", vireo::Domain::none};
    return c_wall(conn, -1, [&] {
        need(w, conn);
        need_writable(w, conn);
        need_nonnegative(w, callbackID, "callbackID");
        queue_of(conn)->remove(callbackID);
        return 0;
    });
}
