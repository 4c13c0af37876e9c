// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/clock.h"

#include <climits>
#include <vector>

namespace vireo {
namespace {

class RealClock final : public Clock {
  public:
    SteadyTime now() const override { return std::chrono::steady_clock::now(); }
};

}  // namespace

Clock& real_clock() {
    // Never destroyed: threads that outlive main() may still ask for the time.
    static RealClock& clock = *new RealClock;
    return clock;
}

SteadyTime VirtualClock::now() const {
    std::lock_guard lock(mutex_);
    return now_;
}

std::uint64_t VirtualClock::watch(std::function<void()> fn) {
    std::lock_guard lock(mutex_);
    watchers_.emplace(++last_ticket_, std::move(fn));
    return last_ticket_;
}

void VirtualClock::unwatch(std::uint64_t ticket) {
    std::lock_guard calling(calling_);
    std::lock_guard lock(mutex_);
    watchers_.erase(ticket);
}

void VirtualClock::advance(Duration by) {
    std::lock_guard calling(calling_);
    std::vector<std::function<void()>> all;
    {
        std::lock_guard lock(mutex_);
        now_ += by;
        for (auto& [ticket, fn] : watchers_) all.push_back(fn);
    }
    for (auto& fn : all) fn();
}

Deadline Deadline::in(Duration d, const Clock& clock) {
    auto now = clock.now();
    if (d >= SteadyTime::max() - now) return never();
    return Deadline(now + d);
}

Duration Deadline::remaining(const Clock& clock) const {
    if (is_never()) return Duration::max();
    auto now = clock.now();
    return now >= at_ ? Duration::zero() : at_ - now;
}

int Deadline::remaining_ms(const Clock& clock) const {
    if (is_never()) return -1;
    auto ms = (remaining(clock).count() + 999'999) / 1'000'000;
    return ms > INT_MAX ? INT_MAX : static_cast<int>(ms);
}

}  // namespace vireo
