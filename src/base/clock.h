// SPDX-License-Identifier: LGPL-2.1-or-later
// Time that only moves forward, as an interface: whatever waits takes a Deadline and reads a Clock, so that tests turn
// the hands themselves.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>

namespace vireo {

using Duration = std::chrono::nanoseconds;
using SteadyTime = std::chrono::time_point<std::chrono::steady_clock, Duration>;

class Clock {
  public:
    virtual ~Clock() = default;
    virtual SteadyTime now() const = 0;
    // True if time moves only by hand: then a waiter sleeps without a limit and relies on its watcher (below).
    virtual bool manual() const { return false; }
    // Calls fn, from whatever thread, each time a manual clock was moved; returns a ticket for unwatch(). After
    // unwatch() has returned, fn neither runs nor will run. A real clock ignores both.
    virtual std::uint64_t watch(std::function<void()>) { return 0; }
    virtual void unwatch(std::uint64_t) {}
};

// The kernel's monotonic clock.
Clock& real_clock();

// A clock for tests; starts at one hour so that subtracting from it stays positive.
class VirtualClock final : public Clock {
  public:
    SteadyTime now() const override;
    bool manual() const override { return true; }
    std::uint64_t watch(std::function<void()> fn) override;
    void unwatch(std::uint64_t ticket) override;
    void advance(Duration by);

  private:
    mutable std::mutex mutex_;
    std::mutex calling_;  // held while watchers run, so that unwatch() can wait for them
    SteadyTime now_{std::chrono::hours(1)};
    std::uint64_t last_ticket_ = 0;
    std::map<std::uint64_t, std::function<void()>> watchers_;
};

// An absolute point in time until which something may wait.
class Deadline {
  public:
    // Waits without a limit.
    constexpr Deadline() : at_(SteadyTime::max()) {}
    constexpr explicit Deadline(SteadyTime at) : at_(at) {}

    static constexpr Deadline never() { return Deadline(); }
    static Deadline in(Duration d, const Clock& clock = real_clock());
    static Deadline in_ms(std::int64_t ms, const Clock& clock = real_clock()) {
        return in(std::chrono::milliseconds(ms), clock);
    }

    constexpr SteadyTime at() const { return at_; }
    constexpr bool is_never() const { return at_ == SteadyTime::max(); }
    bool expired(const Clock& clock = real_clock()) const { return !is_never() && clock.now() >= at_; }
    // Rounded up, at least 0; -1 if there is no limit (the form that poll() takes; capped to fit it).
    int remaining_ms(const Clock& clock = real_clock()) const;
    // The same, exact; Duration::max() if there is no limit.
    Duration remaining(const Clock& clock = real_clock()) const;
    // The nearer of both.
    constexpr Deadline sooner(Deadline o) const { return at_ < o.at_ ? *this : o; }

    friend constexpr auto operator<=>(const Deadline&, const Deadline&) = default;

  private:
    SteadyTime at_;
};

}  // namespace vireo
