// SPDX-License-Identifier: LGPL-2.1-or-later
// A make-believe host: its figures, its domains, and the one way in which a domain changes (World::commit).
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "api/events.h"
#include "api/gen/common.h"
#include "base/error.h"
#include "drivers/test/networks.h"
#include "drivers/test/storage.h"
#include "hv/domain_list.h"
#include "hv/events.h"
#include "hv/impact.h"
#include "hv/index.h"
#include "hv/phase.h"
#include "hv/published.h"
#include "model/domain/domain.h"
#include "model/snapshot/snapshot.h"

namespace vireo::test {

// Texts made on first use and kept as long as the state that they describe. A copy starts empty.
class TextCache {
  public:
    static constexpr unsigned kinds = 8;
    TextCache() = default;
    TextCache(const TextCache&) {}
    TextCache& operator=(const TextCache&) = delete;
    ~TextCache();
    // make() may run in several threads at once; one result is kept.
    template <class F>
    const std::string& get(unsigned kind, F&& make) const {
        const std::string* have = texts_[kind].load();
        return have ? *have : keep(kind, make());
    }

  private:
    const std::string& keep(unsigned kind, std::string text) const;
    mutable std::array<std::atomic<const std::string*>, kinds> texts_{};
};

// The snapshots of a domain, in the order of making. Names tell parents.
struct SnapshotSet {
    std::vector<model::SnapshotPtr> all;
    std::string current;  // name, or empty

    const model::SnapshotPtr* find(std::string_view name) const;
    std::vector<model::SnapshotPtr> children(std::string_view name) const;
    // All below, deepest last.
    std::vector<model::SnapshotPtr> descendants(std::string_view name) const;
};

// One moment of a domain; never changed once published.
struct DomainState : std::enable_shared_from_this<DomainState> {
    api::DomainRef ref;  // id is -1 while it does not run
    hv::State state;
    bool persistent = false, autostart = false, managed_save = false;
    model::DomainPtr live;    // what runs; null if nothing does
    model::DomainPtr config;  // what the next start will be; null of a transient domain
    std::shared_ptr<const SnapshotSet> snapshots;
    std::array<bool, 2> frozen{};  // file systems of the guest: "/", "/boot"
    std::int64_t clock_s = 627319920;  // what the guest believes the time to be
    std::uint32_t clock_ns = 0;

    bool active() const { return ref.id >= 0; }
    // The definition that questions without further words are about, and the one for the next start.
    const model::DomainPtr& now() const { return live ? live : config; }
    const model::DomainPtr& next() const { return config ? config : live; }
    // By virDomainModificationImpact, for calls that read one definition.
    const model::Domain& definition(std::uint32_t flags) const;
    // flags: virDomainXMLFlags
    const std::string& xml(std::uint32_t flags) const;

    TextCache texts;
};

class TestDomain : public std::enable_shared_from_this<TestDomain> {
  public:
    TestDomain(std::shared_ptr<const DomainState> first, std::uint64_t number) : number(number), state(std::move(first)) {}
    const std::uint64_t number;  // order of appearance
    hv::Published<DomainState> state;
};

struct NodeFigures {
    std::string model = "i686";
    std::uint64_t memory_kib = 3145728;
    std::uint32_t cpus = 16, mhz = 1400, nodes = 2, sockets = 2, cores = 2, threads = 2;
    std::vector<std::uint64_t> cells;  // free KiB of each
};

using Events = std::vector<api::Event>;

// Changes the definitions that flags (virDomainModificationImpact) name, each on a copy of its own.
template <class F>
void change(DomainState& s, std::uint32_t flags, F&& edit) {
    const hv::Impact impact = hv::resolve_impact(flags, s.active(), s.persistent);
    auto apply = [&](model::DomainPtr& p) {
        auto copy = std::make_shared<model::Domain>(*p);
        edit(*copy);
        p = std::move(copy);
    };
    if (impact.live) apply(s.live);
    if (impact.config) apply(s.config);
}

// The same for calls that accept only one of the two.
template <class F>
void change_one(DomainState& s, std::uint32_t flags, F&& edit) {
    change(s, hv::reads_live(flags, s.active(), s.persistent) ? hv::affect_live : hv::affect_config, std::forward<F>(edit));
}

// What list filters ask about.
hv::ListFacts list_facts(const DomainState& s);

class World : public std::enable_shared_from_this<World> {
  public:
    // The shared one of test:///default: made with the first connection, gone with the last.
    static std::shared_ptr<World> shared_default();
    // A private one from a configuration file; throws what is wrong with it.
    static std::shared_ptr<World> from_file(const std::string& path);

    NodeFigures node;
    Networks networks;
    Storage storage;
    const std::string& capabilities() const { return *capabilities_; }
    api::EventBus& events() { return events_; }

    // Throws no_domain with the text of a stale handle.
    std::shared_ptr<TestDomain> domain(const api::DomainRef& ref) const;
    // The same without counting references; valid within the caller's ReadSection.
    const DomainState& peek(const api::DomainRef& ref) const;
    std::shared_ptr<const DomainState> read(const api::DomainRef& ref) const { return domain(ref)->state.read(); }

    // Look-ups; null if there is none.
    const DomainState* peek_uuid(const Uuid& uuid) const;
    const DomainState* peek_name(std::string_view name) const;
    const DomainState* peek_id(int id) const;
    // Newest states, in order of appearance.
    std::vector<std::shared_ptr<const DomainState>> all() const;

    // The one way to change a domain: change(next, events) works on a copy of the newest state; then the indexes follow,
    // the state is published, and the events are announced in this order. What change throws leaves everything as it was.
    // A state that is neither active nor persistent afterwards means that the domain is gone.
    void commit(const api::DomainRef& ref, const std::function<void(DomainState& next, Events& events)>& change);

    // A definition that shall become the persistent one (define) or run now without (create). Returns the reference.
    api::DomainRef define(model::Domain definition);
    enum class Start { transient, restored };
    api::DomainRef create(model::Domain definition, Start how);

    // Steps that several stories share; they work on a state inside commit().
    void start(DomainState& next, int reason);
    static void stop(DomainState& next, int shutoff_reason);

    // Reads a definition with this driver's defaults; flags are model::ParseFlags.
    static model::Domain parse(std::string_view xml, unsigned flags);
    static void finish_definition(model::Domain& definition);

    // Used while a world is built: no events, no checks beyond duplicates.
    void add(DomainState first);
    int next_id() { return ++last_id_; }

  private:
    struct TextHash {
        std::size_t operator()(std::string_view s) const noexcept { return std::hash<std::string_view>{}(s); }
    };
    struct IdHash {
        std::size_t operator()(int id) const noexcept { return static_cast<std::size_t>(id) * 0x9e3779b97f4a7c15u >> 7; }
    };
    void insert(const std::shared_ptr<TestDomain>& d, const DomainState& s);
    void reindex(const std::shared_ptr<TestDomain>& d, const DomainState& before, const DomainState* after);
    void announce(const Events& events);
    // Throws name_taken, uuid_taken, already_active; returns the domain that the definition is about, or null.
    std::shared_ptr<TestDomain> match(const model::Domain& definition, bool refuse_active) const;

    std::mutex writer_;  // one change at a time
    hv::Index<Uuid, TestDomain, UuidHash> by_uuid_;
    hv::Index<std::string, TestDomain, TextHash> by_name_;
    hv::Index<int, TestDomain, IdHash> by_id_;
    int last_id_ = 0;
    std::uint64_t last_number_ = 0;
    api::EventBus events_;
    std::shared_ptr<const std::string> capabilities_;

    friend struct Builder;
};

}  // namespace vireo::test
