// SPDX-License-Identifier: LGPL-2.1-or-later
// A lane is a first-in first-out strand over the pool: at most one thread works for it, none while it is empty. Each
// entry has a deadline; one that expires in the queue is answered with a timeout and never occupies a thread. A full
// lane refuses at once. So nobody waits for somebody else's guest.
#pragma once

#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <type_traits>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "run/cancel.h"
#include "run/loop.h"
#include "run/park.h"
#include "run/pool.h"
#include "run/rank.h"

namespace vireo::run {

// modify changes the object, query asks its monitor, agent talks to the guest agent, events takes what the hypervisor
// reports. Each object has one lane of each kind, and they never wait for each other.
enum class LaneKind : std::uint8_t { modify, query, agent, events };
inline constexpr unsigned lane_kinds = 4;

class Lane;

// What the lanes of a process share: threads, and a loop that watches the deadlines of what is queued.
class LaneHost {
  public:
    LaneHost(Pool& pool, Loop& loop);
    ~LaneHost();
    Pool& pool() const { return pool_; }
    Clock& clock() const;

  private:
    friend class Lane;
    struct Alarms;
    void alarm(SteadyTime at, std::weak_ptr<Lane> lane);
    Pool& pool_;
    std::shared_ptr<Alarms> alarms_;
};

// One piece of work of a lane. Exactly one of run() and refuse() is called, once. Neither may throw.
class LaneEntry {
  public:
    virtual ~LaneEntry() = default;
    // On a thread of the pool, while the lane belongs to it.
    virtual void run() = 0;
    // On any thread, also the poster's; must be short. Codes: operation_timeout (expired in the queue),
    // operation_failed (lane full), operation_aborted (cancelled).
    virtual void refuse(const Error& error) = 0;

    Deadline until;              // by when it has to be started
    CancelToken cancel;
    const char* what = nullptr;  // a static name; those who wait are told who held the lane

  private:
    friend class Lane;
    struct Kick {
        std::weak_ptr<Lane> lane;
        void operator()() const;
    };
    LaneEntry* next_ = nullptr;
    Parker* waiter_ = nullptr;  // set for run_sync: the lane is handed to that thread
    std::optional<CancelHook<Kick>> hook_;
};

class Lane : public std::enable_shared_from_this<Lane> {
  public:
    // rank is that of the object the lane belongs to, domain that of the errors. Lanes live in shared_ptr.
    Lane(LaneHost& host, LaneKind kind, Rank rank = Rank::domain, Domain domain = Domain::qemu, unsigned limit = 64);
    ~Lane();

    void post(std::unique_ptr<LaneEntry> entry);
    // The same for a pair of functions: run(), refuse(const Error&).
    template <class Run, class Refuse>
    void post(const char* what, Deadline until, Run run, Refuse refuse, CancelToken cancel = {});

    // Runs fn on this thread when it is its turn and returns what it returns; on an idle lane that is at once and
    // without a change of thread. Throws what fn throws, the refusals above, and internal_error for a wait uphill.
    template <class F>
    std::invoke_result_t<F&> run_sync(const char* what, Deadline until, F&& fn, const CancelToken& cancel = {}) {
        Turn turn(*this, what, until, cancel);
        return fn();
    }

    LaneKind kind() const { return kind_; }
    // Entries waiting, and whether one is at work.
    unsigned queued() const;
    bool busy() const;

  private:
    friend class LaneHost;
    friend class LaneEntry;
    class Turn {  // the lane belongs to this thread
      public:
        Turn(Lane& lane, const char* what, Deadline until, const CancelToken& cancel);
        ~Turn() { lane_.release(); }
        Turn(const Turn&) = delete;
        Turn& operator=(const Turn&) = delete;

      private:
        Lane& lane_;
        RankScope rank_;
    };
    enum class Put { started, queued, full };
    class Waiting;

    bool try_take(const char* what);
    void wait_turn(const char* what, Deadline until, const CancelToken& cancel);
    Put put(LaneEntry& entry);
    void release();
    void drain();
    void sweep();
    void watch(Deadline until);
    LaneEntry* pop();
    static void answer(LaneEntry* entry, const Error& error);
    Error timed_out() const;

    LaneHost& host_;
    LaneEntry *head_ = nullptr, *tail_ = nullptr;
    SteadyTime alarm_ = SteadyTime::max();  // when the host will call sweep()
    std::atomic<const char*> holder_{nullptr};
    mutable TinyMutex mutex_;
    std::uint16_t count_ = 0, limit_;
    bool busy_ = false;
    LaneKind kind_;
    Rank rank_;
    Domain domain_;
};

template <class Run, class Refuse>
void Lane::post(const char* what, Deadline until, Run run, Refuse refuse, CancelToken cancel) {
    struct Functions final : LaneEntry {
        Functions(Run r, Refuse f) : run_(std::move(r)), refuse_(std::move(f)) {}
        void run() override { run_(); }
        void refuse(const Error& error) override { refuse_(error); }
        Run run_;
        Refuse refuse_;
    };
    auto entry = std::make_unique<Functions>(std::move(run), std::move(refuse));
    entry->what = what;
    entry->until = until;
    entry->cancel = std::move(cancel);
    post(std::move(entry));
}

}  // namespace vireo::run
