// SPDX-License-Identifier: LGPL-2.1-or-later
// The two smallest waits, four bytes each: a thread parked until another wakes it, and a mutex small enough to sit in
// each of ten thousand idle objects. Both sleep in the kernel (futex) and touch it only when somebody really waits.
#pragma once

#include <atomic>
#include <cstdint>

#include "base/clock.h"

namespace vireo::run {

// One thread parks, any thread unparks, once or before. An unpark that comes first is not lost. finish() is the last
// unpark: whoever calls it touches the parker no more once the parked thread can see it, so that may take it away at once.
class Parker {
  public:
    // Returns true when unparked (which is thereby used up), false when the time is over. Measured by the real clock.
    bool park(Deadline until = Deadline::never());
    void unpark();
    // True if park() would return at once.
    bool told_already() const {
        const auto now = state_.load(std::memory_order_acquire);
        return now == told || now == over;
    }
    void finish();
    // Stays true; park() returns at once.
    bool finished() const { return state_.load(std::memory_order_acquire) == over; }

  private:
    static constexpr std::uint32_t empty = 0, told = 1, parked = 2, over = 3;
    std::atomic<std::uint32_t> state_{empty};
};

// Not recursive, not fair; meets the standard library's idea of a lockable.
class TinyMutex {
  public:
    void lock() {
        std::uint32_t none = 0;
        if (!state_.compare_exchange_strong(none, 1, std::memory_order_acquire)) lock_slowly();
    }
    bool try_lock() {
        std::uint32_t none = 0;
        return state_.compare_exchange_strong(none, 1, std::memory_order_acquire);
    }
    void unlock() {
        if (state_.exchange(0, std::memory_order_release) == 2) wake_one();
    }

  private:
    void lock_slowly();
    void wake_one();
    std::atomic<std::uint32_t> state_{0};  // 0 free, 1 held, 2 held and somebody sleeps
};

}  // namespace vireo::run
