// SPDX-License-Identifier: LGPL-2.1-or-later
// The elastic pool, its smallest waits, and ranks.
#include "run/pool.h"

#include <gtest/gtest.h>

#include <latch>

#include "base/error.h"
#include "run/park.h"
#include "run/rank.h"

using namespace vireo;
using namespace vireo::run;
using namespace std::chrono_literals;

TEST(Parker, AnEarlyUnparkIsNotLost) {
    Parker p;
    p.unpark();
    EXPECT_TRUE(p.park());
    EXPECT_FALSE(p.park(Deadline::in(2ms)));
}

TEST(Parker, WakesTheSleeper) {
    Parker p, back;
    std::thread t([&] {
        for (int i = 0; i < 1000; ++i) p.park(), back.unpark();
    });
    for (int i = 0; i < 1000; ++i) {
        p.unpark();
        EXPECT_TRUE(back.park());
    }
    t.join();
}

TEST(TinyMutex, ExcludesAndIsTiny) {
    static_assert(sizeof(TinyMutex) == 4);
    TinyMutex m;
    long sum = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&] {
            for (int i = 0; i < 20000; ++i) {
                std::lock_guard lock(m);
                ++sum;
            }
        });
    for (auto& t : threads) t.join();
    EXPECT_EQ(sum, 80000);
    EXPECT_TRUE(m.try_lock());
    EXPECT_FALSE(m.try_lock());
    m.unlock();
}

TEST(Pool, RunsAllAndGrowsOnDemand) {
    std::atomic<int> sum{0};
    std::latch together(8);
    {
        Pool pool;
        EXPECT_EQ(pool.figures().threads, 0u);
        for (int i = 0; i < 8; ++i)
            EXPECT_TRUE(pool.post([&] {
                together.arrive_and_wait();  // all eight at once, or never
                ++sum;
            }));
        together.wait();
        EXPECT_EQ(pool.figures().peak, 8u);
        for (int i = 0; i < 1000; ++i) pool.post([&] { ++sum; });
    }
    EXPECT_EQ(sum, 1008);
}

TEST(Pool, CapQueues) {
    std::latch gate(1), done(5);
    Pool pool({.max_threads = 2});
    EXPECT_TRUE(pool.post([&] { gate.wait(), done.count_down(); }));
    EXPECT_TRUE(pool.post([&] { gate.wait(), done.count_down(); }));
    EXPECT_FALSE(pool.post([&] { done.count_down(); }));
    EXPECT_EQ(pool.figures().queued, 1u);
    pool.set_max_threads(3);  // a third thread takes it
    while (pool.figures().queued) std::this_thread::yield();
    gate.count_down();
    pool.post([&] { done.count_down(); });
    pool.post([&] { done.count_down(); });
    done.wait();
    EXPECT_LE(pool.figures().peak, 3u);
}

TEST(Pool, IdleThreadsLeaveAndComeBack) {
    std::deque<std::latch> latches;
    Pool pool({.idle = 1ms});
    for (int round = 0; round < 3; ++round) {
        auto &done = latches.emplace_back(3), &together = latches.emplace_back(3);
        for (int i = 0; i < 3; ++i) pool.post([&together, &done] { together.arrive_and_wait(), done.count_down(); });
        done.wait();
        auto limit = Deadline::in(5s);
        while (pool.figures().threads && !limit.expired()) std::this_thread::sleep_for(1ms);
        EXPECT_EQ(pool.figures().threads, 0u);
        EXPECT_EQ(pool.figures().idle, 0u);
    }
}

TEST(Pool, TasksMayPostWhileThePoolEnds) {
    std::atomic<int> sum{0};
    {
        Pool pool({.max_threads = 1});
        pool.post([&] {
            std::this_thread::sleep_for(5ms);
            pool.post([&] { ++sum; });
            ++sum;
        });
    }
    EXPECT_EQ(sum, 2);
}

TEST(Rank, WaitingRunsDownhillOnly) {
    EXPECT_EQ(current_rank(), Rank::none);
    EXPECT_NO_THROW(require_downhill(Rank::domain));
    {
        RankScope domain(Rank::domain);
        EXPECT_NO_THROW(require_downhill(Rank::network));
        EXPECT_THROW(require_downhill(Rank::domain), Error);
        {
            RankScope pool(Rank::storage_pool);
            EXPECT_NO_THROW(require_downhill(Rank::secret));
            try {
                require_downhill(Rank::network);
                FAIL();
            } catch (const Error& e) {
                EXPECT_EQ(e.code, Code::internal_error);
                EXPECT_EQ(e.message, "internal error: work on a storage pool must not wait for a network");
            }
            RankScope again(Rank::domain);  // does not lift
            EXPECT_EQ(current_rank(), Rank::storage_pool);
        }
        EXPECT_EQ(current_rank(), Rank::domain);
    }
    EXPECT_EQ(current_rank(), Rank::none);
}
