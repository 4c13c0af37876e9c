// SPDX-License-Identifier: LGPL-2.1-or-later
#include "run/lane.h"

#include <algorithm>
#include <queue>

namespace vireo::run {

// Deadlines, nearest first. A lane stands here at most once for each time it asked to be called earlier than before;
// it is called without need now and then, but nobody has to take alarms back.
struct LaneHost::Alarms {
    struct Alarm {
        SteadyTime at;
        std::weak_ptr<Lane> lane;
        bool operator<(const Alarm& o) const { return at > o.at; }
    };
    explicit Alarms(Loop& l) : loop(l) {}

    Loop& loop;
    std::mutex mutex;
    std::priority_queue<Alarm> queue;
    SteadyTime planned = SteadyTime::max();  // when the loop will look next
    Timer timer;                             // of the loop's thread
    // Held while lanes are swept, so that their host does not end under them; recursive, for an answer may be what ends it.
    std::recursive_mutex sweeping;
    bool closed = false;  // under sweeping

    // On the loop's thread.
    static void plan(const std::shared_ptr<Alarms>& self) {
        std::lock_guard sweep(self->sweeping);
        if (self->closed) return;
        std::lock_guard lock(self->mutex);
        if (!self->timer) self->timer = self->loop.timer([weak = std::weak_ptr(self)] { ring(weak.lock()); });
        self->timer.start(Deadline(self->planned));
    }
    static void ring(const std::shared_ptr<Alarms>& self) {
        if (!self) return;
        std::lock_guard sweep(self->sweeping);
        if (self->closed) return;
        std::vector<std::shared_ptr<Lane>> due;
        {
            std::lock_guard lock(self->mutex);
            auto now = self->loop.clock().now();
            while (!self->queue.empty() && self->queue.top().at <= now) {
                if (auto lane = self->queue.top().lane.lock()) due.push_back(std::move(lane));
                self->queue.pop();
            }
            self->planned = self->queue.empty() ? SteadyTime::max() : self->queue.top().at;
        }
        plan(self);
        for (auto& lane : due)
            if (!self->closed) lane->sweep();
    }
};

LaneHost::LaneHost(Pool& pool, Loop& loop) : pool_(pool), alarms_(std::make_shared<Alarms>(loop)) {}

LaneHost::~LaneHost() {
    {
        std::lock_guard sweep(alarms_->sweeping);
        alarms_->closed = true;
    }
    // The timer belongs to the loop's thread, so it is taken down there; if the loop runs no more, the loop's own end
    // drops this function and the alarms with it.
    alarms_->loop.post([alarms = alarms_] { alarms->timer.reset(); });
}

Clock& LaneHost::clock() const { return alarms_->loop.clock(); }

void LaneHost::alarm(SteadyTime at, std::weak_ptr<Lane> lane) {
    {
        std::lock_guard lock(alarms_->mutex);
        alarms_->queue.push({at, std::move(lane)});
        if (at >= alarms_->planned) return;
        alarms_->planned = at;
    }
    alarms_->loop.post([alarms = alarms_] { Alarms::plan(alarms); });
}

void LaneEntry::Kick::operator()() const {
    if (auto l = lane.lock()) l->sweep();
}

Lane::Lane(LaneHost& host, LaneKind kind, Rank rank, Domain domain, unsigned limit)
    : host_(host), limit_(static_cast<std::uint16_t>(limit)), kind_(kind), rank_(rank), domain_(domain) {}

Lane::~Lane() = default;  // whoever works or waits holds the lane, so the queue is empty here

unsigned Lane::queued() const {
    std::lock_guard lock(mutex_);
    return count_;
}

bool Lane::busy() const {
    std::lock_guard lock(mutex_);
    return busy_;
}

Error Lane::timed_out() const {
    const char* who = holder_.load(std::memory_order_relaxed);
    std::string detail = "cannot acquire state change lock";
    if (who) detail += fmt::format(" (held by {}={})", kind_ == LaneKind::agent ? "agent" : "monitor", who);
    return Error(Code::operation_timeout, domain_, std::move(detail));
}

void Lane::answer(LaneEntry* entry, const Error& error) {
    bool ours = !entry->waiter_;  // a waiter's entry lives on the waiter's stack and is gone once it was told
    entry->refuse(error);
    if (ours) delete entry;
}

// Under the mutex.
LaneEntry* Lane::pop() {
    auto* entry = head_;
    if (!entry) return nullptr;
    head_ = entry->next_;
    if (!head_) tail_ = nullptr;
    --count_;
    return entry;
}

void Lane::watch(Deadline until) {
    if (until.is_never()) return;
    {
        std::lock_guard lock(mutex_);
        if (until.at() >= alarm_) return;
        alarm_ = until.at();
    }
    host_.alarm(until.at(), weak_from_this());
}

Lane::Put Lane::put(LaneEntry& entry) {
    std::lock_guard lock(mutex_);
    if (count_ >= limit_) return Put::full;
    entry.next_ = nullptr;
    (tail_ ? tail_->next_ : head_) = &entry;
    tail_ = &entry;
    ++count_;
    if (busy_) return Put::queued;
    busy_ = true;
    return Put::started;
}

void Lane::post(std::unique_ptr<LaneEntry> entry) {
    auto until = entry->until;
    auto cancel = entry->cancel;
    auto self = shared_from_this();
    // The hook stands before the entry can be seen by others; a cancel in between is looked for below.
    if (cancel.stop_possible()) entry->hook_.emplace(cancel, LaneEntry::Kick{self});
    switch (put(*entry)) {
        case Put::full:
            entry->refuse(Error(Code::operation_failed, domain_, "cannot acquire state change lock due to max_queued limit"));
            return;
        case Put::started:
            entry.release();
            if (!host_.pool().post([self] { self->drain(); })) watch(until);
            break;
        case Put::queued:
            entry.release();
            watch(until);
            break;
    }
    if (cancel.stop_requested()) sweep();
}

// The lane belongs to this thread of the pool.
void Lane::drain() {
    for (;;) {
        LaneEntry* entry;
        {
            std::lock_guard lock(mutex_);
            holder_.store(nullptr, std::memory_order_relaxed);
            entry = pop();
            if (!entry) {
                busy_ = false;
                return;
            }
            holder_.store(entry->what, std::memory_order_relaxed);
        }
        if (entry->waiter_) {
            // It runs on its own thread, which releases the lane; the entry may be gone as soon as it is told.
            entry->run();
            return;
        }
        if (entry->cancel.stop_requested()) {
            answer(entry, Error(Code::operation_aborted, domain_, "canceled by client"));
            continue;
        }
        if (entry->until.expired(host_.clock())) {
            holder_.store(nullptr, std::memory_order_relaxed);
            answer(entry, timed_out());
            continue;
        }
        RankScope rank(rank_);
        entry->hook_.reset();
        entry->run();
        delete entry;
    }
}

// The thread that owned the lane is done with it.
void Lane::release() {
    bool pooled = false;
    LaneEntry* next = nullptr;
    {
        std::lock_guard lock(mutex_);
        holder_.store(nullptr, std::memory_order_relaxed);
        if (!head_) {
            busy_ = false;
            return;
        }
        if (head_->waiter_) {
            next = pop();
            holder_.store(next->what, std::memory_order_relaxed);
        } else {
            pooled = true;
        }
    }
    if (next) next->run();
    if (pooled) host_.pool().post([self = shared_from_this()] { self->drain(); });
}

// Answers what has expired or was cancelled while it waited.
void Lane::sweep() {
    auto now = host_.clock().now();
    LaneEntry* out = nullptr;
    LaneEntry** out_tail = &out;
    auto nearest = SteadyTime::max();
    {
        std::lock_guard lock(mutex_);
        LaneEntry** at = &head_;
        LaneEntry* last = nullptr;
        while (auto* entry = *at) {
            bool over = !entry->until.is_never() && now >= entry->until.at();
            if (over || entry->cancel.stop_requested()) {
                *at = entry->next_;
                --count_;
                entry->next_ = nullptr;
                *out_tail = entry;
                out_tail = &entry->next_;
                continue;
            }
            nearest = std::min(nearest, entry->until.at());
            last = entry;
            at = &entry->next_;
        }
        tail_ = last;
        alarm_ = nearest;
    }
    if (nearest != SteadyTime::max()) host_.alarm(nearest, weak_from_this());
    while (out) {
        auto* entry = std::exchange(out, out->next_);
        if (entry->cancel.stop_requested())
            answer(entry, Error(Code::operation_aborted, domain_, "canceled by client"));
        else
            answer(entry, timed_out());
    }
}

// run_sync.

bool Lane::try_take(const char* what) {
    std::lock_guard lock(mutex_);
    if (busy_) return false;
    busy_ = true;
    holder_.store(what, std::memory_order_relaxed);
    return true;
}

class Lane::Waiting final : public LaneEntry {
  public:
    Waiting() { waiter_ = &parker_; }
    void run() override { parker_.unpark(); }
    void refuse(const Error& error) override {
        error_.emplace(error);
        parker_.unpark();
    }
    void wait() {
        parker_.park();
        hook_.reset();
        if (error_) throw *std::move(error_);
    }

    using LaneEntry::hook_;

  private:
    Parker parker_;
    std::optional<Error> error_;
};

void Lane::wait_turn(const char* what, Deadline until, const CancelToken& cancel) {
    auto self = shared_from_this();
    Waiting entry;
    entry.what = what;
    entry.until = until;
    entry.cancel = cancel;
    if (cancel.stop_possible()) entry.hook_.emplace(cancel, LaneEntry::Kick{self});
    switch (put(entry)) {
        case Put::full:
            throw Error(Code::operation_failed, domain_, "cannot acquire state change lock due to max_queued limit");
        case Put::started: {
            // The lane became idle meanwhile and is ours.
            std::lock_guard lock(mutex_);
            pop();
            holder_.store(what, std::memory_order_relaxed);
            return;
        }
        case Put::queued: break;
    }
    watch(until);
    if (cancel.stop_requested()) sweep();
    entry.wait();
}

Lane::Turn::Turn(Lane& lane, const char* what, Deadline until, const CancelToken& cancel)
    : lane_(lane), rank_((require_downhill(lane.rank_), lane.rank_)) {
    throw_if_cancelled(cancel);
    if (!lane.try_take(what)) lane.wait_turn(what, until, cancel);
}

}  // namespace vireo::run
