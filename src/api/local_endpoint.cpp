// SPDX-License-Identifier: LGPL-2.1-or-later
#include "api/connection.h"
#include "api/facet.h"
#include "run/lane.h"

namespace vireo::api {

LocalEndpoint::LocalEndpoint(std::vector<std::shared_ptr<Connection>> parts) : parts_(std::move(parts)) {
    for (unsigned id = 0; id < facet_count; ++id)
        for (const auto& part : parts_)
            if (void* f = part->facet(static_cast<FacetId>(id))) {
                slots_[id] = {f, part.get()};
                break;
            }
}

LocalEndpoint::~LocalEndpoint() {
    for (auto& [ticket, where] : tickets_) where.first->unsubscribe(where.second);
}

void LocalEndpoint::run(const Procedure& p, Call& call, const void* in, void* out) {
    if (call.read_only) require_writable(p, in);
    const Slot& slot = slots_[static_cast<unsigned>(p.facet)];
    void* facet = slot.facet ? slot.facet : bare_facet(p.facet);
    if (!facet || !p.run) unsupported(p.api[0] ? p.api : p.name, p.domain);
    p.run(facet, call, in, out);
}

std::shared_ptr<run::Lane> LocalEndpoint::lane(const Procedure& p, const void* in) const {
    if (p.lane == LaneKind::inline_ || p.lane == LaneKind::direct || p.domain_offset < 0) return nullptr;
    const Slot& slot = slots_[static_cast<unsigned>(p.facet)];
    if (!slot.owner) return nullptr;
    return slot.owner->lane(p.lane, *reinterpret_cast<const DomainRef*>(static_cast<const char*>(in) + p.domain_offset));
}

void LocalEndpoint::invoke(const Procedure& p, Call& call, const void* in, void* out) {
    if (p.lane == LaneKind::inline_)
        run(p, call, in, out);
    else if (auto strand = lane(p, in))
        strand->run_sync(p.api, queue_limit(call), [&] { run(p, call, in, out); });
    else
        run(p, call, in, out);
}

Deadline LocalEndpoint::queue_limit(const Call& call) { return call.until.sooner(Deadline::in_ms(30'000)); }

EventTicket LocalEndpoint::subscribe(Call&, EventFilter filter, EventSink sink) {
    for (const auto& part : parts_)
        if (EventBus* bus = part->events(filter.cls)) {
            EventTicket inner = bus->subscribe(std::move(filter), std::move(sink));
            std::lock_guard lock(mutex_);
            tickets_[++last_ticket_] = {bus, inner};
            return last_ticket_;
        }
    static constexpr const char* functions[] = {
        "virConnectDomainEventRegisterAny",     "virConnectNetworkEventRegisterAny", "virConnectStoragePoolEventRegisterAny",
        "virConnectNodeDeviceEventRegisterAny", "virConnectSecretEventRegisterAny",  "virConnectDomainQemuMonitorEventRegister"};
    static constexpr Domain domains[] = {Domain::domain, Domain::network, Domain::storage, Domain::nodedev, Domain::secret, Domain::none};
    unsupported(functions[static_cast<int>(filter.cls)], domains[static_cast<int>(filter.cls)]);
}

void LocalEndpoint::unsubscribe(Call&, EventTicket ticket) {
    std::pair<EventBus*, EventTicket> where;
    {
        std::lock_guard lock(mutex_);
        auto it = tickets_.find(ticket);
        if (it == tickets_.end()) fail(Code::invalid_arg, Domain::none, "could not find event callback {} for deletion", ticket);
        where = it->second;
        tickets_.erase(it);
    }
    where.first->unsubscribe(where.second);
}

bool LocalEndpoint::supports_feature(Call&, int feature) {
    // Answered by whoever serves the connection, whatever the driver (facts/protocol/features.json: always).
    switch (feature) {
        case 8: case 9: case 10: case 14: case 15: case 16: return true;
        default: return primary().supports_feature(feature);
    }
}

Registry& Registry::instance() {
    static Registry registry;
    return registry;
}

void Registry::add(std::unique_ptr<Driver> driver) {
    std::lock_guard lock(adding_);
    std::size_t n = count_.load(std::memory_order_relaxed);
    if (n == drivers_.size()) fail(Code::driver_full, Domain::none, "{}", "api::Registry");
    drivers_[n] = std::move(driver);
    count_.store(n + 1, std::memory_order_release);
}

bool Registry::opens_at_once(const Uri& uri) const {
    for (const auto& d : drivers())
        if (!d->opens_at_once(uri)) return false;
    return true;
}

std::shared_ptr<LocalEndpoint> Registry::open(Call& call, const Uri& uri) {
    std::vector<std::shared_ptr<Connection>> parts;
    for (const auto& d : drivers()) {
        if (d->secondary()) continue;
        if (auto c = d->open(call, uri)) {
            parts.push_back(std::move(c));
            break;
        }
    }
    if (parts.empty()) return nullptr;
    for (const auto& d : drivers())
        if (d->secondary())
            if (auto c = d->open(call, uri)) parts.push_back(std::move(c));
    return std::make_shared<LocalEndpoint>(std::move(parts));
}

}  // namespace vireo::api
