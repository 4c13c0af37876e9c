// SPDX-License-Identifier: LGPL-2.1-or-later
#include "hv/published.h"

#include <mutex>
#include <vector>

namespace vireo::hv {
namespace {

// Two sets of counters: new sections count in the set `side` says, while the other one runs dry. A value that is retired
// may go once both sets have been seen empty after that moment. Threads share counters only above 64 of them.
constexpr unsigned stripes = 64;
struct alignas(64) Stripe {
    std::atomic<unsigned> readers[2]{};
};
Stripe counters[stripes];
std::atomic<unsigned> side{0};

unsigned next_stripe() {
    static std::atomic<unsigned> last{0};
    return last.fetch_add(1, std::memory_order_relaxed) % stripes;
}

struct Yard {
    std::mutex mutex;
    std::vector<std::shared_ptr<const void>> fresh, waiting;  // seen no empty set yet; seen one
};

Yard& yard() {
    static Yard* y = new Yard;  // never destroyed: readers may outlive static objects
    return *y;
}

bool empty(unsigned set) {
    for (const auto& s : counters)
        if (s.readers[set].load() != 0) return false;
    return true;
}

}  // namespace

ReadSection::ReadSection() noexcept {
    static thread_local unsigned stripe = stripes;
    if (stripe == stripes) stripe = next_stripe();
    counter_ = &counters[stripe].readers[side.load(std::memory_order_relaxed)];
    counter_->fetch_add(1);
}

ReadSection::~ReadSection() { counter_->fetch_sub(1, std::memory_order_release); }

void retire(std::shared_ptr<const void> value) {
    std::vector<std::shared_ptr<const void>> done;
    Yard& y = yard();
    {
        std::lock_guard lock(y.mutex);
        y.fresh.push_back(std::move(value));
        for (int round = 0; round < 2; ++round) {
            unsigned now = side.load(std::memory_order_relaxed);
            if (!empty(now ^ 1)) break;
            for (auto& v : y.waiting) done.push_back(std::move(v));
            y.waiting = std::move(y.fresh);
            y.fresh.clear();
            side.store(now ^ 1);
        }
    }
    // `done` goes here, outside of the lock: what dies may retire more.
}

}  // namespace vireo::hv
