// SPDX-License-Identifier: LGPL-2.1-or-later
// What a driver is: something that opens URIs and gives connections, which offer facets and lanes.
#pragma once

#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/call.h"
#include "api/endpoint.h"
#include "api/events.h"
#include "api/gen/common.h"
#include "api/gen/facets.h"
#include "api/uri.h"

namespace vireo::api {

class Connection {
  public:
    virtual ~Connection() = default;

    // The object that fills this group of procedures (a pointer to the generated class facet::X), or null.
    virtual void* facet(FacetId id) = 0;

    // The strand of a domain; null if the domain is unknown or the driver needs no order (the slot then says so itself).
    virtual std::shared_ptr<run::Lane> lane(LaneKind, const DomainRef&) { return nullptr; }

    // Where the events of this class are published, or null.
    virtual EventBus* events(EventClass) { return nullptr; }

    // Driver features of facts/protocol/features.json (answered_by: driver).
    virtual bool supports_feature(int) { return false; }
};

// Helper for drivers: facet(id) { return pick_facet<facet::Lookup, facet::Lifecycle>(this, id); }
template <class... F, class Self>
void* pick_facet(Self* self, FacetId id) {
    void* found = nullptr;
    static_cast<void>(((F::id == id ? (found = static_cast<F*>(self), true) : false) || ...));
    return found;
}

class Driver {
  public:
    virtual ~Driver() = default;
    virtual std::string_view name() const = 0;  // as virConnectGetType reports it: "QEMU", "TEST", ...

    // A connection if the URI (scheme without transport, no remote host) belongs to this driver, null if not; throws
    // when it belongs to it but cannot be opened. Secondary drivers (networks, storage ...) answer to every URI of the
    // hypervisors that they serve.
    virtual std::shared_ptr<Connection> open(Call& call, const Uri& uri) = 0;

    // True if open() with this URI never waits, for a file or another process, whether it takes the URI or not; it is then
    // called on threads that serve many clients.
    virtual bool opens_at_once(const Uri&) const { return secondary(); }

    // Asked for the URI to use when the caller gave none; empty: not available here.
    virtual std::string probe_uri(bool /*privileged*/) { return {}; }

    virtual bool secondary() const { return false; }

    // Stateful drivers, in a daemon or embedded: load definitions, adopt running guests, start what is marked so.
    // Returns as soon as requests can be served.
    virtual void start() {}
    virtual void reload() {}
    virtual void stop() {}
    // Something that must outlive an idle daemon (running guests).
    virtual bool busy() const { return false; }
};

// The drivers of this process.
class Registry {
  public:
    static Registry& instance();

    // May be called while others open connections: a driver is seen from now on and never goes away.
    void add(std::unique_ptr<Driver> driver);
    std::span<const std::unique_ptr<Driver>> drivers() const { return {drivers_.data(), count_.load(std::memory_order_acquire)}; }

    // Opens uri with the drivers here: the first primary driver that takes it, plus the secondary ones. Null if none does.
    std::shared_ptr<LocalEndpoint> open(Call& call, const Uri& uri);
    // True if that never waits.
    bool opens_at_once(const Uri& uri) const;

  private:
    std::mutex adding_;
    std::array<std::unique_ptr<Driver>, 64> drivers_;  // filled from the front
    std::atomic<std::size_t> count_{0};
};

}  // namespace vireo::api
