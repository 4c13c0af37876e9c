// SPDX-License-Identifier: LGPL-2.1-or-later
// The event loop: descriptors, timers and functions posted from other threads, all run on one thread. A process may have
// many (the RPC server has one per core). A wake-up allocates nothing and takes no lock unless something was posted.
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "base/fd.h"
#include "run/patience.h"

struct epoll_event;

namespace vireo::run {

// What a watch asks for and what its callback is told; may be joined with |. error and hangup are told unasked.
namespace ready {
inline constexpr unsigned read = 0x001, priority = 0x002, write = 0x004, error = 0x008, hangup = 0x010,
                          peer_closed = 0x2000;
// Asked only: after one callback the watch sleeps until set() is called.
inline constexpr unsigned once = 1u << 30;
}  // namespace ready

class Loop;

// A descriptor being watched; ends with this object. It may be destroyed at any time on the loop's thread, also by its
// own callback. The descriptor is not owned and must be closed after the watch has ended.
class Watch {
  public:
    Watch() = default;
    Watch(Watch&& o) noexcept : loop_(std::exchange(o.loop_, nullptr)), slot_(o.slot_), generation_(o.generation_) {}
    Watch& operator=(Watch&& o) noexcept;
    ~Watch() { reset(); }
    explicit operator bool() const { return loop_ != nullptr; }
    // Asks for other events (also re-arms a `once` watch); costs no system call if nothing changes.
    void set(unsigned events);
    void reset();

  private:
    friend class Loop;
    Watch(Loop* loop, std::uint32_t slot, std::uint32_t generation) : loop_(loop), slot_(slot), generation_(generation) {}
    Loop* loop_ = nullptr;
    std::uint32_t slot_ = 0, generation_ = 0;
};

// A timer that can be set again and again; ends with this object, which its own callback may destroy.
class Timer {
  public:
    Timer() = default;
    Timer(Timer&&) noexcept = default;
    Timer& operator=(Timer&& o) noexcept;
    ~Timer() { reset(); }
    explicit operator bool() const { return node_ != nullptr; }
    // Calls back once, not before that time; replaces an earlier setting. Deadline::never() stops it.
    void start(Deadline at);
    void start_in(Duration d);
    void stop();
    bool running() const;
    void reset();

  private:
    friend class Loop;
    struct Node;
    explicit Timer(std::unique_ptr<Node> node);
    struct Free {
        void operator()(Node* node) const;
    };
    std::unique_ptr<Node, Free> node_;
};

class Loop {
  public:
    using Task = std::move_only_function<void()>;
    using OnReady = std::move_only_function<void(unsigned ready)>;

    explicit Loop(Clock& clock = real_clock());
    // Watches and timers must be gone; posted functions that never ran are dropped.
    ~Loop();
    Loop(const Loop&) = delete;
    Loop& operator=(const Loop&) = delete;

    // The following belong to the loop's thread (or to any one thread while the loop does not run).
    // Calls on_ready while fd is ready (level-triggered). One watch per descriptor number; a plain file counts as always
    // ready. Throws system_error if the kernel refuses.
    Watch add(int fd, unsigned events, OnReady on_ready);
    // Calls fn once when that process ends; the process may be a child or not, pidfd stays the caller's.
    Watch on_exit(int pidfd, Task fn);
    // A timer, not yet started.
    Timer timer(Task fn);
    // Calls fn once, after d; cannot be taken back.
    void after(Duration d, Task fn);

    // The following may be called from any thread.
    // Runs fn soon on the loop's thread, in order of posting; never inside the caller.
    void post(Task fn);
    // Makes run() return after the current round, or at once if it is not running yet.
    void stop();
    // True on the thread that is inside run() or run_once().
    bool in_thread() const { return owner_.load(std::memory_order_relaxed) == std::this_thread::get_id(); }

    // Serves until stop(). Exceptions of callbacks pass through; the loop may then be run again.
    void run();
    // One round: waits no longer than until the deadline, then runs what is ready. Returns the number of callbacks.
    unsigned run_once(Deadline wait = Deadline::never());
    // Readable when run_once() would have something to do, except for timers (see next_timer()): lets another loop
    // drive this one.
    int fd() const { return epoll_.get(); }
    Deadline next_timer() const;

    Clock& clock() const { return clock_; }

    // For loops whose next event mostly follows at once: they look for it for some microseconds before they sleep.
    void set_eager(bool eager) { eager_ = eager; }

  private:
    friend class PostsTogether;
    friend class Watch;
    friend class Timer;
    struct Slot {
        OnReady on_ready;
        int fd = -1;
        unsigned events = 0;
        std::uint32_t generation = 0;
        bool live = false, always = false;
    };
    void check_thread() const;
    void wake();
    void set_events(Slot& slot, std::uint32_t index, unsigned events);
    void remove(std::uint32_t index);
    void bury(std::unique_ptr<Timer::Node> node);
    void heap_set(Timer::Node& node, SteadyTime at);
    void heap_remove(Timer::Node& node);
    void heap_up(std::size_t at);
    void heap_down(std::size_t at);
    int sleep(Deadline limit);
    unsigned run_ready(int count);
    unsigned run_timers();
    unsigned run_posted();
    struct Round;  // marks a round; frees at its end what callbacks dropped

    Clock& clock_;
    Fd epoll_, event_;
    std::atomic<std::thread::id> owner_{};
    std::atomic<bool> sleeping_{false}, posted_{false}, stopping_{false};
    bool in_round_ = false, eager_ = false;
    Patience patience_;

    std::deque<Slot> slots_;  // stable addresses
    std::vector<std::uint32_t> free_, dying_, always_;
    std::vector<Timer::Node*> heap_;
    std::vector<std::unique_ptr<Timer::Node>> dead_timers_;
    std::unique_ptr<epoll_event[]> events_;
    std::uint64_t clock_ticket_ = 0;

    std::mutex mutex_;
    std::vector<Task> incoming_;  // under mutex_
    std::vector<Task> batch_;     // being run
    std::size_t batch_next_ = 0;
};

// While it lives, loops that sleep when this thread posts to them are woken at its end, once each: for who posts to many
// loops many times, such as an event with a hundred listeners. Each would else be woken for the first one or two, sleep and
// be woken again. The loops must outlive it. Of nested ones only the outermost counts.
class PostsTogether {
  public:
    PostsTogether() noexcept;
    ~PostsTogether();
    PostsTogether(const PostsTogether&) = delete;
    PostsTogether& operator=(const PostsTogether&) = delete;

  private:
    friend class Loop;
    static bool hold(Loop& loop);  // false: nothing holds wake-ups back
    std::vector<Loop*> sleepers_;
};

// A loop with a thread of its own; the destructor stops it and waits.
class LoopThread {
  public:
    // The name (15 letters are kept) is what tools such as ps show.
    explicit LoopThread(const char* name, Clock& clock = real_clock());
    ~LoopThread();
    Loop& loop() { return loop_; }
    // Runs fn on the loop's thread and waits for its end.
    void call(Loop::Task fn);

  private:
    Loop loop_;
    std::thread thread_;
};

}  // namespace vireo::run
