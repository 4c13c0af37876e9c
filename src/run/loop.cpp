// SPDX-License-Identifier: LGPL-2.1-or-later
#include "run/loop.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <future>

#include "base/error.h"
#include "run/thread.h"

namespace vireo::run {
namespace {

constexpr int events_per_wait = 64;
constexpr std::uint64_t wake_mark = ~0ULL;
constexpr std::size_t not_in_heap = ~std::size_t{0};

static_assert(ready::read == EPOLLIN && ready::priority == EPOLLPRI && ready::write == EPOLLOUT &&
              ready::error == EPOLLERR && ready::hangup == EPOLLHUP && ready::peer_closed == EPOLLRDHUP &&
              ready::once == EPOLLONESHOT);

}  // namespace

struct Timer::Node {
    Loop& loop;
    Loop::Task fn;
    SteadyTime at{};
    std::size_t place = not_in_heap;
    bool owned_by_loop = false;
};

// While a round runs, nothing that a callback drops is destroyed: it may be the very function that is running.
struct Loop::Round {
    Loop& loop;
    explicit Round(Loop& l) : loop(l) { loop.in_round_ = true; }
    ~Round() {
        loop.in_round_ = false;
        // Destructors of captured values may drop further watches or timers; those are then freed directly.
        while (!loop.dying_.empty()) {
            auto index = loop.dying_.back();
            loop.dying_.pop_back();
            loop.slots_[index].on_ready = nullptr;
            loop.free_.push_back(index);
        }
        while (!loop.dead_timers_.empty()) {
            auto node = std::move(loop.dead_timers_.back());
            loop.dead_timers_.pop_back();
        }
    }
};

Loop::Loop(Clock& clock) : clock_(clock), events_(new epoll_event[events_per_wait]) {
    epoll_ = Fd(epoll_create1(EPOLL_CLOEXEC));
    if (!epoll_) fail_errno(Domain::event, errno, "Unable to create epoll fd");
    event_ = Fd(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!event_) fail_errno(Domain::event, errno, "Unable to create eventfd");
    // Edge-triggered: each write is one wake-up and nobody has to read the counter.
    epoll_event e{EPOLLIN | EPOLLET, {.u64 = wake_mark}};
    if (epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, event_.get(), &e) < 0)
        fail_errno(Domain::event, errno, "Unable to watch eventfd");
    if (clock_.manual()) clock_ticket_ = clock_.watch([this] { wake(); });
}

Loop::~Loop() {
    if (clock_.manual()) clock_.unwatch(clock_ticket_);
    // Dropped tasks may own timers or watches of this loop, so they go while everything else still stands.
    for (auto* tasks : {&batch_, &incoming_}) tasks->clear();
    while (!heap_.empty()) {
        auto* node = heap_.back();
        heap_remove(*node);
        if (node->owned_by_loop) delete node;
    }
    for (auto& slot : slots_) slot.on_ready = nullptr;
}

void Loop::check_thread() const {
    auto owner = owner_.load(std::memory_order_relaxed);
    if (owner != std::thread::id{} && owner != std::this_thread::get_id())
        fail(Code::internal_error, Domain::event, "event loop used from a foreign thread");
}

void Loop::wake() {
    if (!sleeping_.exchange(false)) return;
    std::uint64_t one = 1;
    // Cannot fail but by an overflow of the counter, and then a wake-up is pending anyway.
    [[maybe_unused]] auto n = ::write(event_.get(), &one, sizeof one);
}

void Loop::post(Task fn) {
    {
        std::lock_guard lock(mutex_);
        incoming_.push_back(std::move(fn));
        posted_.store(true);
    }
    // On the loop's own thread nobody sleeps and the exchange finds false.
    if (!PostsTogether::hold(*this)) wake();
}

namespace {
thread_local PostsTogether* gathering = nullptr;
}

PostsTogether::PostsTogether() noexcept {
    if (!gathering) gathering = this;
}

PostsTogether::~PostsTogether() {
    if (gathering != this) return;
    gathering = nullptr;
    for (Loop* loop : sleepers_) loop->wake();
}

bool PostsTogether::hold(Loop& loop) {
    if (!gathering) return false;
    // Who does not sleep yet looks at what was posted before it does.
    auto& sleepers = gathering->sleepers_;
    if (loop.sleeping_.load() && std::find(sleepers.begin(), sleepers.end(), &loop) == sleepers.end()) sleepers.push_back(&loop);
    return true;
}

void Loop::stop() {
    stopping_.store(true);
    wake();
}

Watch Loop::add(int fd, unsigned events, OnReady on_ready) {
    check_thread();
    std::uint32_t index;
    if (free_.empty()) {
        index = static_cast<std::uint32_t>(slots_.size());
        slots_.emplace_back();
        free_.reserve(slots_.size());
        dying_.reserve(slots_.size());
    } else {
        index = free_.back();
        free_.pop_back();
    }
    auto& slot = slots_[index];
    ++slot.generation;
    epoll_event e{events, {.u64 = index | std::uint64_t{slot.generation} << 32}};
    if (epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, fd, &e) < 0) {
        if (errno != EPERM) {
            int error = errno;
            free_.push_back(index);
            fail_errno(Domain::event, error, "Unable to watch file descriptor {}", fd);
        }
        slot.always = true;  // a plain file: epoll does not take it, poll() calls it ready
        always_.push_back(index);
    }
    slot.on_ready = std::move(on_ready);
    slot.fd = fd;
    slot.events = events;
    slot.live = true;
    return Watch(this, index, slot.generation);
}

void Loop::set_events(Slot& slot, std::uint32_t index, unsigned events) {
    check_thread();
    if (slot.events == events && !(events & ready::once)) return;
    slot.events = events;
    if (slot.always) return;
    epoll_event e{events, {.u64 = index | std::uint64_t{slot.generation} << 32}};
    if (epoll_ctl(epoll_.get(), EPOLL_CTL_MOD, slot.fd, &e) < 0)
        fail_errno(Domain::event, errno, "Unable to watch file descriptor {}", slot.fd);
}

void Loop::remove(std::uint32_t index) {
    auto& slot = slots_[index];
    if (slot.always) {
        std::erase(always_, index);
        slot.always = false;
    } else {
        epoll_ctl(epoll_.get(), EPOLL_CTL_DEL, slot.fd, nullptr);
    }
    slot.live = false;
    ++slot.generation;
    if (in_round_) {
        dying_.push_back(index);
    } else {
        auto dropped = std::move(slot.on_ready);
        slot.on_ready = nullptr;
        free_.push_back(index);
    }
}

Watch& Watch::operator=(Watch&& o) noexcept {
    if (this != &o) {
        reset();
        loop_ = std::exchange(o.loop_, nullptr);
        slot_ = o.slot_;
        generation_ = o.generation_;
    }
    return *this;
}

void Watch::set(unsigned events) {
    if (!loop_) return;
    auto& slot = loop_->slots_[slot_];
    if (slot.generation == generation_) loop_->set_events(slot, slot_, events);
}

void Watch::reset() {
    if (auto* loop = std::exchange(loop_, nullptr)) {
        if (loop->slots_[slot_].generation == generation_) loop->remove(slot_);
    }
}

Watch Loop::on_exit(int pidfd, Task fn) {
    return add(pidfd, ready::read | ready::once, [fn = std::move(fn)](unsigned) mutable { fn(); });
}

// Timers: a binary heap of nodes that know their place.

Timer::Timer(std::unique_ptr<Node> node) : node_(node.release()) {}

void Timer::Free::operator()(Node* node) const { node->loop.bury(std::unique_ptr<Node>(node)); }

void Loop::bury(std::unique_ptr<Timer::Node> node) {
    heap_remove(*node);
    if (in_round_) dead_timers_.push_back(std::move(node));
}

Timer& Timer::operator=(Timer&& o) noexcept {
    if (this != &o) node_ = std::move(o.node_);
    return *this;
}

Timer Loop::timer(Task fn) {
    check_thread();
    return Timer(std::unique_ptr<Timer::Node>(new Timer::Node{*this, std::move(fn)}));
}

void Timer::start(Deadline at) {
    node_->loop.check_thread();
    if (at.is_never()) return stop();
    node_->loop.heap_set(*node_, at.at());
}

void Timer::start_in(Duration d) { start(Deadline::in(d, node_->loop.clock())); }

void Timer::stop() {
    if (node_) node_->loop.heap_remove(*node_);
}

bool Timer::running() const { return node_ && node_->place != not_in_heap; }

void Timer::reset() { node_.reset(); }

void Loop::after(Duration d, Task fn) {
    check_thread();
    auto* node = new Timer::Node{*this, std::move(fn)};
    node->owned_by_loop = true;
    heap_set(*node, Deadline::in(d, clock_).at());
}

void Loop::heap_set(Timer::Node& node, SteadyTime at) {
    node.at = at;
    if (node.place == not_in_heap) {
        node.place = heap_.size();
        heap_.push_back(&node);
    }
    heap_up(node.place);
    heap_down(node.place);
}

void Loop::heap_remove(Timer::Node& node) {
    if (node.place == not_in_heap) return;
    auto at = std::exchange(node.place, not_in_heap);
    auto* last = heap_.back();
    heap_.pop_back();
    if (last == &node) return;
    heap_[at] = last;
    last->place = at;
    heap_up(at);
    heap_down(last->place);
}

void Loop::heap_up(std::size_t at) {
    auto* node = heap_[at];
    while (at > 0) {
        auto parent = (at - 1) / 2;
        if (heap_[parent]->at <= node->at) break;
        heap_[at] = heap_[parent];
        heap_[at]->place = at;
        at = parent;
    }
    heap_[at] = node;
    node->place = at;
}

void Loop::heap_down(std::size_t at) {
    auto* node = heap_[at];
    for (;;) {
        auto child = 2 * at + 1;
        if (child >= heap_.size()) break;
        if (child + 1 < heap_.size() && heap_[child + 1]->at < heap_[child]->at) ++child;
        if (node->at <= heap_[child]->at) break;
        heap_[at] = heap_[child];
        heap_[at]->place = at;
        at = child;
    }
    heap_[at] = node;
    node->place = at;
}

Deadline Loop::next_timer() const { return heap_.empty() ? Deadline::never() : Deadline(heap_.front()->at); }

// The rounds.

unsigned Loop::run_ready(int count) {
    unsigned calls = 0;
    for (int i = 0; i < count; ++i) {
        auto mark = events_[i].data.u64;
        if (mark == wake_mark) continue;
        auto& slot = slots_[static_cast<std::uint32_t>(mark)];
        if (!slot.live || slot.generation != mark >> 32) continue;  // ended by an earlier callback of this round
        ++calls;
        slot.on_ready(events_[i].events);
    }
    if (always_.empty()) return calls;
    auto files = always_;
    for (auto index : files) {
        auto& slot = slots_[index];
        auto events = slot.events & (ready::read | ready::write);
        if (!slot.live || !slot.always || !events) continue;
        if (slot.events & ready::once) slot.events = 0;
        ++calls;
        slot.on_ready(events);
    }
    return calls;
}

unsigned Loop::run_timers() {
    if (heap_.empty()) return 0;
    unsigned calls = 0;
    // One reading of the clock and one call a timer: those that set themselves to "now" starve nobody.
    auto most = heap_.size();
    for (auto now = clock_.now(); calls < most && !heap_.empty() && heap_.front()->at <= now; ++calls) {
        auto* node = heap_.front();
        heap_remove(*node);
        if (node->owned_by_loop) dead_timers_.emplace_back(node);
        node->fn();
    }
    return calls;
}

unsigned Loop::run_posted() {
    if (batch_next_ == batch_.size()) {
        if (!posted_.load(std::memory_order_acquire)) return 0;
        batch_.clear();
        batch_next_ = 0;
        std::lock_guard lock(mutex_);
        batch_.swap(incoming_);
        posted_.store(false);
    }
    unsigned calls = 0;
    while (batch_next_ < batch_.size()) {
        // Counted before the call: a task that throws is not run again.
        auto task = std::move(batch_[batch_next_++]);
        task();
        ++calls;
    }
    batch_.clear();
    batch_next_ = 0;
    return calls;
}

unsigned Loop::run_once(Deadline wait) {
    auto before = owner_.exchange(std::this_thread::get_id(), std::memory_order_relaxed);
    struct Owner {
        Loop& loop;
        std::thread::id before;
        ~Owner() { loop.owner_.store(before, std::memory_order_relaxed); }
    } owner{*this, before};
    if (in_round_) fail(Code::internal_error, Domain::event, "event loop entered from its own callback");

    auto limit = wait.sooner(next_timer());
    int n = 0;
    bool found = eager_ && patience_.worth_it() && patience_.look([&] {
        n = epoll_wait(epoll_.get(), events_.get(), events_per_wait, 0);
        return n != 0 || posted_.load(std::memory_order_relaxed) || stopping_.load(std::memory_order_relaxed);
    });
    if (!found || n == 0) n = sleep(limit);
    if (n < 0 && errno != EINTR) fail_errno(Domain::event, errno, "Unable to poll on file handles");

    Round round(*this);
    unsigned calls = run_ready(n);
    calls += run_timers();
    calls += run_posted();
    return calls;
}

int Loop::sleep(Deadline limit) {
    sleeping_.store(true);  // before looking at what posters left: one of us sees the other
    int timeout = -1;
    if (posted_.load() || stopping_.load() || batch_next_ < batch_.size() || !always_.empty())
        timeout = 0;
    else if (!limit.is_never())
        timeout = clock_.manual() && !limit.expired(clock_) ? -1 : limit.remaining_ms(clock_);
    SteadyTime before;
    if (eager_) before = real_clock().now();
    int n = epoll_wait(epoll_.get(), events_.get(), events_per_wait, timeout);
    int error = errno;
    sleeping_.store(false, std::memory_order_relaxed);
    if (eager_) patience_.slept(real_clock().now() - before);
    errno = error;
    return n;
}

void Loop::run() {
    auto before = owner_.exchange(std::this_thread::get_id(), std::memory_order_relaxed);
    struct Owner {
        Loop& loop;
        std::thread::id before;
        ~Owner() {
            loop.owner_.store(before, std::memory_order_relaxed);
            loop.stopping_.store(false);
        }
    } owner{*this, before};
    while (!stopping_.load(std::memory_order_acquire)) run_once();
}

LoopThread::LoopThread(const char* name, Clock& clock) : loop_(clock) {
    thread_ = start_thread(name, [this] { loop_.run(); });
}

LoopThread::~LoopThread() {
    loop_.stop();
    thread_.join();
}

void LoopThread::call(Loop::Task fn) {
    if (loop_.in_thread()) return fn();
    std::promise<void> done;
    loop_.post([&] {
        try {
            fn();
            done.set_value();
        } catch (...) {
            done.set_exception(std::current_exception());  // belongs to the caller, who is the one to be told
        }
    });
    done.get_future().get();
}

}  // namespace vireo::run
