// SPDX-License-Identifier: LGPL-2.1-or-later
// An object that many look at and few change. Readers get the published snapshot and never wait; commit is the only way
// to change it: one writer at a time, given the newest state, in the fixed order save, publish, announce. The state's
// `life` counts starts, stops and undefines, so work that waited meanwhile learns from commit that the world moved on.
#pragma once

#include <array>
#include <atomic>
#include <concepts>
#include <cstdint>
#include <memory>
#include <mutex>
#include <type_traits>

#include "base/error.h"
#include "run/lane.h"
#include "run/park.h"

namespace vireo::run {

template <class S>
concept ActorState = std::copy_constructible<S> && requires(const S& s) {
    { s.life } -> std::convertible_to<std::uint64_t>;
};

// What the actors of one driver share; outlives them.
template <ActorState State>
class ActorHouse {
  public:
    explicit ActorHouse(LaneHost& lanes, Rank rank = Rank::domain, Domain domain = Domain::qemu)
        : lanes_(lanes), rank_(rank), domain_(domain) {}
    virtual ~ActorHouse() = default;

    // Puts on disk what has to be there before anybody hears of it; if it throws, the change did not happen.
    virtual void save(const State& before, const State& after) = 0;
    // Tells observers, in commit order. Must not commit to the same actor; what wants to, posts.
    virtual void announce(const std::shared_ptr<const State>& before, const std::shared_ptr<const State>& after) = 0;
    // What work is told whose object moved on while it waited.
    virtual Error stale(const State&) const {
        return Error(Code::operation_failed, domain_, "the object changed while the operation was waiting");
    }

    LaneHost& lanes() const { return lanes_; }
    Rank rank() const { return rank_; }
    Domain domain() const { return domain_; }

  private:
    LaneHost& lanes_;
    Rank rank_;
    Domain domain_;
};

namespace detail {

// A few snapshots per thread, each held through a counter of the thread's own: threads that read the same object again
// and again share no cache line that anybody writes. An outdated snapshot stays until its place is used again or the
// thread ends, so states must be plain values whose late end nobody waits for.
struct SnapshotCache {
    struct Slot {
        std::uint64_t version = 0, candidate = 0;
        std::shared_ptr<const void> snapshot;
    };
    static constexpr unsigned size = 16;
    std::array<Slot, size> slots;
    static Slot& slot(const void* actor);
};

// Never given out twice, so a version alone says whose state it is.
std::uint64_t next_version();

// Throws internal_error if this thread is inside a commit of the same actor.
class CommitScope {
  public:
    explicit CommitScope(const void* actor);
    ~CommitScope();

  private:
    const void* before_;
};

}  // namespace detail

inline constexpr std::uint64_t any_life = ~std::uint64_t{0};

template <ActorState State>
class Actor {
  public:
    using Snapshot = std::shared_ptr<const State>;

    Actor(ActorHouse<State>& house, State first)
        : house_(house), state_(std::make_shared<const State>(std::move(first))), version_(detail::next_version()) {}
    Actor(const Actor&) = delete;
    Actor& operator=(const Actor&) = delete;

    // The newest published state; never waits for a writer.
    Snapshot read() const {
        auto& slot = detail::SnapshotCache::slot(this);
        auto version = version_.load(std::memory_order_acquire);
        if (slot.version == version)
            return Snapshot(slot.snapshot, static_cast<const State*>(slot.snapshot.get()));
        Snapshot now;
        {
            std::lock_guard lock(mutex_);
            now = state_;
            version = version_.load(std::memory_order_relaxed);
        }
        if (slot.candidate != version) {  // worth a place in the cache at the second look only
            slot.candidate = version;
            return now;
        }
        auto* raw = now.get();
        Snapshot own(raw, [now = std::move(now)](const State*) mutable { now.reset(); });
        slot.snapshot = own;
        slot.version = version;
        return own;
    }

    // Changes the object: change(State&) gets a copy of the newest state and its value is returned. life is that of the
    // state on which the work was based; if it moved on, house.stale() is thrown and nothing happens. any_life skips
    // the check. Whatever change or save throws passes through, and nothing happened.
    template <class F>
    auto commit(std::uint64_t life, F&& change) -> std::invoke_result_t<F&, State&> {
        detail::CommitScope scope(this);
        std::lock_guard writer(writer_);
        const Snapshot before = state_;  // only writers replace it
        if (life != any_life && before->life != life) throw house_.stale(*before);
        auto next = std::make_shared<State>(*before);
        if constexpr (std::is_void_v<std::invoke_result_t<F&, State&>>) {
            change(*next);
            finish(before, std::move(next));
        } else {
            auto result = change(*next);
            finish(before, std::move(next));
            return result;
        }
    }

    // Made at first use.
    std::shared_ptr<Lane> lane(LaneKind kind) {
        std::lock_guard lock(mutex_);
        if (!lanes_) lanes_ = std::make_unique<Lanes>();
        auto& lane = (*lanes_)[static_cast<unsigned>(kind)];
        if (!lane) lane = std::make_shared<Lane>(house_.lanes(), kind, house_.rank(), house_.domain());
        return lane;
    }

    ActorHouse<State>& house() const { return house_; }

  private:
    using Lanes = std::array<std::shared_ptr<Lane>, lane_kinds>;

    void finish(const Snapshot& before, std::shared_ptr<State> next) {
        house_.save(*before, *next);
        Snapshot after = std::move(next);
        {
            std::lock_guard lock(mutex_);
            state_ = after;
            version_.store(detail::next_version(), std::memory_order_release);
        }
        house_.announce(before, after);
    }

    ActorHouse<State>& house_;
    Snapshot state_;                       // read under mutex_ or by the writer, replaced under both
    std::atomic<std::uint64_t> version_;   // of state_
    std::unique_ptr<Lanes> lanes_;         // under mutex_
    TinyMutex writer_;
    mutable TinyMutex mutex_;
};

}  // namespace vireo::run
