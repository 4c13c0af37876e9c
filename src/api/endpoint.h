// SPDX-License-Identifier: LGPL-2.1-or-later
// The one door to an open connection. LocalEndpoint leads to drivers of this process, the remote driver's to a daemon.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "api/events.h"
#include "api/procedure.h"

namespace vireo::run {
class Lane;
}

namespace vireo::api {

class Connection;

class Endpoint {
  public:
    virtual ~Endpoint() = default;

    // Runs procedure p to its end. *in is of type p.in, *out of type p.out (constructed).
    virtual void invoke(const Procedure& p, Call& call, const void* in, void* out) = 0;

    virtual EventTicket subscribe(Call& call, EventFilter filter, EventSink sink) = 0;
    virtual void unsubscribe(Call& call, EventTicket ticket) = 0;

    // Numbers of facts/protocol/features.json.
    virtual bool supports_feature(Call& call, int feature) = 0;

    virtual bool is_alive() { return true; }
    virtual bool is_encrypted() { return false; }
    virtual bool is_secure() { return true; }
    // Returns 0 if pings were set up, 1 if the peer does not know them; throws no_support where there is no peer.
    virtual int set_keepalive(int interval_s, unsigned count);
    // reason: virConnectCloseReason. At most one; an empty function removes it.
    virtual void on_close(std::function<void(int reason)>) {}
    virtual void close() {}
};

// An endpoint over drivers of this process: refuses writes on read-only calls, finds the facet, runs the slot on the
// lane that the row names.
class LocalEndpoint final : public Endpoint {
  public:
    // The first connection that offers a facet answers for it: hypervisor first, then networks, storage, ...
    explicit LocalEndpoint(std::vector<std::shared_ptr<Connection>> parts);
    ~LocalEndpoint() override;

    void invoke(const Procedure& p, Call& call, const void* in, void* out) override;
    EventTicket subscribe(Call& call, EventFilter filter, EventSink sink) override;
    void unsubscribe(Call& call, EventTicket ticket) override;
    bool supports_feature(Call& call, int feature) override;

    // The strand on which p has to run for these arguments, or null: run it where you are. A server posts there instead
    // of occupying a thread; the work that it posts is run().
    std::shared_ptr<run::Lane> lane(const Procedure& p, const void* in) const;
    // How long a call may wait for its turn on a lane: 30 s, as clients of libvirt know it, or its own deadline.
    static Deadline queue_limit(const Call& call);
    // The slot alone, here and now; the caller is already where the row wants to be.
    void run(const Procedure& p, Call& call, const void* in, void* out);

    Connection& primary() const { return *parts_.front(); }

  private:
    struct Slot {
        void* facet = nullptr;
        Connection* owner = nullptr;
    };
    std::vector<std::shared_ptr<Connection>> parts_;
    Slot slots_[facet_count];
    std::mutex mutex_;
    std::map<EventTicket, std::pair<EventBus*, EventTicket>> tickets_;
    EventTicket last_ticket_ = 0;
};

}  // namespace vireo::api
