// SPDX-License-Identifier: LGPL-2.1-or-later
#include "run/park.h"

#include <linux/futex.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <thread>

#include "run/patience.h"

namespace vireo::run {
namespace {

static_assert(sizeof(std::atomic<std::uint32_t>) == 4);

// Sleeps while word has this value; limit null means for ever. Wakes for no reason are possible.
void futex_wait(std::atomic<std::uint32_t>& word, std::uint32_t value, const timespec* limit) {
    syscall(SYS_futex, &word, FUTEX_WAIT_PRIVATE, value, limit, nullptr, 0);
}

// The word may be gone by now (its waiter saw the new value and left); the kernel only looks at the address.
void futex_wake_one(std::atomic<std::uint32_t>& word) {
    syscall(SYS_futex, &word, FUTEX_WAKE_PRIVATE, 1, nullptr, nullptr, 0);
}

void pause() {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#endif
}

}  // namespace

bool Parker::park(Deadline until) {
    // What was told is used up, unless it was the last word.
    auto heard = [this](std::uint32_t seen) {
        if (seen == over) return true;
        if (seen != told) return false;
        state_.compare_exchange_strong(seen, empty, std::memory_order_relaxed);
        return true;
    };
    auto seen = empty;
    if (!state_.compare_exchange_strong(seen, parked, std::memory_order_acquire)) return heard(seen);
    for (;;) {
        if (until.is_never()) {
            futex_wait(state_, parked, nullptr);
        } else {
            auto left = until.remaining().count();
            timespec limit{static_cast<time_t>(left / 1'000'000'000), static_cast<long>(left % 1'000'000'000)};
            if (left > 0) futex_wait(state_, parked, &limit);
        }
        seen = state_.load(std::memory_order_acquire);
        if (heard(seen)) return true;
        // Whoever unparks between the look above and this exchange is still heard.
        if (until.expired() && state_.compare_exchange_strong(seen, empty, std::memory_order_acquire)) return false;
        if (heard(seen)) return true;
    }
}

void Parker::unpark() {
    auto seen = state_.load(std::memory_order_relaxed);
    do {
        if (seen == over) return;
    } while (!state_.compare_exchange_weak(seen, told, std::memory_order_release, std::memory_order_relaxed));
    if (seen == parked) futex_wake_one(state_);
}

void Parker::finish() {
    if (state_.exchange(over, std::memory_order_release) == parked) futex_wake_one(state_);
}

void TinyMutex::lock_slowly() {
    // Holders stay for some tens of instructions, so a short spin mostly saves the way to the kernel.
    for (int i = 0; i < 64; ++i) {
        if (state_.load(std::memory_order_relaxed) == 0 && try_lock()) return;
        pause();
    }
    while (state_.exchange(2, std::memory_order_acquire) != 0) futex_wait(state_, 2, nullptr);
}

void TinyMutex::wake_one() { futex_wake_one(state_); }

bool Patience::several_processors() {
    static const bool several = std::thread::hardware_concurrency() > 1;
    return several;
}

}  // namespace vireo::run
