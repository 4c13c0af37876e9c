// SPDX-License-Identifier: LGPL-2.1-or-later
// The driver's one world: configuration, guests, threads, and the place where every change of a guest is saved and
// announced.
#pragma once

#include <condition_variable>

#include "api/events.h"
#include "drivers/qemu/caps/guest_cpus.h"
#include "drivers/qemu/caps/store.h"
#include "drivers/qemu/config.h"
#include "drivers/qemu/guest.h"
#include "run/durable_store.h"
#include "run/index.h"
#include "run/lane.h"
#include "drivers/qemu/monitor_loops.h"
#include "run/loop.h"
#include "run/pool.h"

namespace vireo::qemu {

class Core final : public run::ActorHouse<GuestState> {
  public:
    explicit Core(Config config);
    ~Core() override;

    // Definitions and running guests as found on disk; returns when requests can be served. Adoption goes on behind.
    void load();
    void autostart();
    // Ends all threads; guests go on.
    void close();

    // ActorHouse
    void save(const GuestState& before, const GuestState& after) override;
    void announce(const std::shared_ptr<const GuestState>& before, const std::shared_ptr<const GuestState>& after) override;
    Error stale(const GuestState& now) const override;

    // Look-ups by reference; throw no_domain with libvirt's wording.
    GuestPtr find(const api::DomainRef& ref) const;
    GuestPtr find_by_name(std::string_view name) const { return guests.find(name); }
    GuestPtr find_by_id(int id) const { return ids.find(id); }

    // Forgets a guest that neither runs nor is defined.
    void drop(const GuestPtr& guest);

    std::string definition_path(std::string_view name) const;
    std::string autostart_path(std::string_view name) const;
    std::string status_path(std::string_view name) const;
    int new_id() { return ++last_id_; }
    void seen_id(int id);

    const Config config;
    run::DurableStore store;      // of definitions and what belongs to them
    api::EventBus events, monitor_events;
    run::Index<Guest> guests;
    run::KeyMap<int, Guest> ids;  // of running guests
    std::mutex defining;          // one definition or creation of a name or UUID at a time
    run::LoopThread loop{"qemu-loop"};
    MonitorLoops monitor_loops;
    CapsStore caps;
    GuestCpus guest_cpus;
    run::LaneHost lane_host{pool, loop.loop()};
    // Last, so that it ends first: what still runs on it uses everything above.
    run::Pool pool;
    std::atomic<bool> closing{false};

  private:
    void load_definitions();
    void load_status();
    std::atomic<int> last_id_{0};
};

}  // namespace vireo::qemu
