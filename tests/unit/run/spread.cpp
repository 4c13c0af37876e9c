// SPDX-License-Identifier: LGPL-2.1-or-later
#include "run/spread.h"

#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <stdexcept>

namespace vireo::run {
namespace {

TEST(Spread, EveryThingOnceInRangesOfTheGrain) {
    Pool pool;
    std::vector<std::atomic<int>> hits(1003);
    std::atomic<std::size_t> widest{0};
    spread(pool, hits.size(), 10, [&](std::size_t from, std::size_t to) {
        for (std::size_t w = widest; to - from > w && !widest.compare_exchange_weak(w, to - from);) {}
        for (; from < to; ++from) ++hits[from];
    });
    for (auto& h : hits) EXPECT_EQ(h, 1);
    EXPECT_EQ(widest, 10u);
}

TEST(Spread, NothingMeansNoCallAndLittleStaysHere) {
    Pool pool;
    spread(pool, 0, 10, [](std::size_t, std::size_t) { FAIL(); });
    std::thread::id where;
    spread(pool, 7, 10, [&](std::size_t from, std::size_t to) {
        EXPECT_EQ(from, 0u);
        EXPECT_EQ(to, 7u);
        where = std::this_thread::get_id();
    });
    EXPECT_EQ(where, std::this_thread::get_id());
}

// A pool whose only thread is busy: the caller does all of it.
TEST(Spread, WaitsForNoThreadThatHasNotBegun) {
    Pool pool({.max_threads = 1, .name = "one"});
    std::atomic<bool> release{false};
    pool.post([&] { release.wait(false); });
    std::atomic<int> sum{0};
    spread(pool, 100, 5, [&](std::size_t from, std::size_t to) { sum += static_cast<int>(to - from); });
    EXPECT_EQ(sum, 100);
    release = true;
    release.notify_all();
}

TEST(Spread, ThrowsTheFirstErrorAfterTheRest) {
    Pool pool;
    std::atomic<int> sum{0};
    EXPECT_THROW(spread(pool, 100, 1,
                        [&](std::size_t from, std::size_t) {
                            ++sum;
                            if (from == 50) throw std::runtime_error("half way");
                        }),
                 std::runtime_error);
    EXPECT_EQ(sum, 100);
}

}  // namespace
}  // namespace vireo::run
