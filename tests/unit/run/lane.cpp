// SPDX-License-Identifier: LGPL-2.1-or-later
// Lanes: order, exclusion, deadlines on a virtual clock, refusal, cancelling, inline turns.
#include "run/lane.h"

#include <gmock/gmock.h>

#include <latch>
#include <thread>

using namespace vireo;
using namespace vireo::run;
using namespace std::chrono_literals;
using testing::ElementsAre;

namespace {

struct LaneTest : testing::Test {
    VirtualClock clock;
    Pool pool;
    LoopThread thread{"deadlines", clock};
    LaneHost host{pool, thread.loop()};

    std::shared_ptr<Lane> make(LaneKind kind = LaneKind::query, Rank rank = Rank::domain) {
        return std::make_shared<Lane>(host, kind, rank);
    }
    Deadline in(Duration d) { return Deadline::in(d, clock); }
};

// Holds a lane from another thread until released.
struct Holder {
    std::latch taken{1}, release{1};
    std::thread thread;
    Holder(Lane& lane, const char* what)
        : thread([this, &lane, what] {
              lane.run_sync(what, Deadline::never(), [&] {
                  taken.count_down();
                  release.wait();
              });
          }) {
        taken.wait();
    }
    void let_go() {
        release.count_down();
        thread.join();
    }
};

template <class F>
Error error_of(F&& f) {
    try {
        f();
    } catch (const Error& e) {
        return e;
    }
    ADD_FAILURE() << "nothing was thrown";
    return Error(Code::ok, Domain::none, "");
}

void wait_queued(Lane& lane, unsigned n) {
    while (lane.queued() != n) std::this_thread::yield();
}

}  // namespace

TEST_F(LaneTest, RunSyncIsInlineWhenIdle) {
    auto lane = make();
    auto me = std::this_thread::get_id();
    EXPECT_EQ(lane->run_sync("a", in(1s), [&] { return std::this_thread::get_id(); }), me);
    EXPECT_FALSE(lane->busy());
    EXPECT_EQ(pool.figures().peak, 0u);
    EXPECT_THROW(lane->run_sync("a", in(1s), []() -> int { throw 3; }), int);
    EXPECT_FALSE(lane->busy());
}

TEST_F(LaneTest, EntriesRunInOrderOneAtATime) {
    auto lane = make();
    std::vector<int> order;
    std::atomic<int> inside{0};
    std::latch done(50);
    Holder holder(*lane, "first");
    for (int i = 0; i < 50; ++i)
        lane->post(
            "entry", in(1h),
            [&, i] {
                EXPECT_EQ(++inside, 1);
                order.push_back(i);
                --inside;
                done.count_down();
            },
            [](const Error& e) { ADD_FAILURE() << e.message; });
    holder.let_go();
    done.wait();
    EXPECT_EQ(order.size(), 50u);
    EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
    EXPECT_EQ(pool.figures().peak, 1u);
}

TEST_F(LaneTest, MixOfPostsAndTurnsStaysExclusive) {
    auto lane = make();
    long sum = 0;  // unguarded: the lane guards it
    std::atomic<int> refused{0}, posted{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&] {
            for (int i = 0; i < 500; ++i) {
                lane->run_sync("sync", Deadline::never(), [&] { ++sum; });
                lane->post("post", Deadline::never(), [&] { ++sum, ++posted; }, [&](const Error&) { ++refused; });
            }
        });
    for (auto& t : threads) t.join();
    while (posted + refused != 2000) std::this_thread::yield();
    while (lane->busy()) std::this_thread::yield();
    EXPECT_EQ(lane->run_sync("read", Deadline::never(), [&] { return sum; }), 4000 - refused);
}

TEST_F(LaneTest, AnExpiredEntryIsAnsweredWithoutAThread) {
    auto lane = make();
    Holder holder(*lane, "remoteDispatchDomainSuspend");
    std::latch answered(2);
    std::string text;
    Code code{};
    lane->post("x", in(30s), [] { ADD_FAILURE(); },
               [&](const Error& e) { text = e.message, code = e.code, answered.count_down(); });
    lane->post("y", in(20s), [] { ADD_FAILURE(); }, [&](const Error&) { answered.count_down(); });
    bool late_ran = false;
    std::latch late(1);
    lane->post("z", in(40s), [&] { late_ran = true, late.count_down(); }, [&](const Error&) { late.count_down(); });
    clock.advance(20s);
    wait_queued(*lane, 2);
    clock.advance(10s);
    answered.wait();
    EXPECT_EQ(code, Code::operation_timeout);
    EXPECT_EQ(text, "Timed out during operation: cannot acquire state change lock (held by monitor=remoteDispatchDomainSuspend)");
    EXPECT_EQ(pool.figures().peak, 0u);
    holder.let_go();
    late.wait();
    EXPECT_TRUE(late_ran);
}

TEST_F(LaneTest, AWaitingTurnExpiresToo) {
    auto lane = make(LaneKind::agent);
    Holder holder(*lane, "ping");
    std::thread waiter([&] {
        auto e = error_of([&] { lane->run_sync("b", in(5s), [] {}); });
        EXPECT_EQ(e.message, "Timed out during operation: cannot acquire state change lock (held by agent=ping)");
    });
    wait_queued(*lane, 1);
    clock.advance(5s);
    waiter.join();
    holder.let_go();
    EXPECT_FALSE(lane->busy());
}

TEST_F(LaneTest, AWaitingTurnRunsOnItsOwnThread) {
    auto lane = make();
    Holder holder(*lane, "a");
    std::thread waiter([&] {
        auto me = std::this_thread::get_id();
        EXPECT_EQ(lane->run_sync("b", in(5s), [] { return std::this_thread::get_id(); }), me);
    });
    wait_queued(*lane, 1);
    holder.let_go();
    waiter.join();
    EXPECT_EQ(pool.figures().peak, 0u);
}

TEST_F(LaneTest, AFullLaneRefusesAtOnce) {
    auto lane = make();
    Holder holder(*lane, "a");
    std::atomic<int> ran{0};
    for (int i = 0; i < 64; ++i) lane->post("x", in(1h), [&] { ++ran; }, [](const Error&) { ADD_FAILURE(); });
    Error got(Code::ok, Domain::none, "");
    lane->post("x", in(1h), [] { ADD_FAILURE(); }, [&](const Error& e) { got = e; });
    EXPECT_EQ(got.code, Code::operation_failed);
    EXPECT_EQ(got.message, "operation failed: cannot acquire state change lock due to max_queued limit");
    EXPECT_EQ(error_of([&] { lane->run_sync("x", in(1h), [] {}); }).code, Code::operation_failed);
    holder.let_go();
    while (ran != 64) std::this_thread::yield();
}

TEST_F(LaneTest, CancelAnswersAQueuedEntryAtOnce) {
    auto lane = make();
    Holder holder(*lane, "a");
    CancelSource source;
    Code code{};
    std::latch answered(1);
    lane->post("x", in(1h), [] { ADD_FAILURE(); }, [&](const Error& e) { code = e.code, answered.count_down(); },
               source.get_token());
    std::thread waiter([&] {
        auto e = error_of([&] { lane->run_sync("y", in(1h), [] {}, source.get_token()); });
        EXPECT_EQ(e.code, Code::operation_aborted);
    });
    wait_queued(*lane, 2);
    source.request_stop();
    answered.wait();
    waiter.join();
    EXPECT_EQ(code, Code::operation_aborted);
    lane->post("z", in(1h), [] { ADD_FAILURE(); }, [&](const Error& e) { EXPECT_EQ(e.code, Code::operation_aborted); },
               source.get_token());
    EXPECT_EQ(lane->queued(), 0u);
    holder.let_go();
    EXPECT_THROW(lane->run_sync("w", in(1h), [] {}, source.get_token()), Error);
}

TEST_F(LaneTest, WaitingForOnesOwnKindThrowsInsteadOfHanging) {
    auto domain = make(), other = make(), network = make(LaneKind::modify, Rank::network);
    domain->run_sync("a", in(1s), [&] {
        EXPECT_THROW(domain->run_sync("b", in(1s), [] {}), Error);
        EXPECT_THROW(other->run_sync("b", in(1s), [] {}), Error);
        EXPECT_EQ(network->run_sync("b", in(1s), [] { return current_rank(); }), Rank::network);
    });
    EXPECT_EQ(current_rank(), Rank::none);
    std::latch done(1);
    domain->post("c", in(1s), [&] {
        EXPECT_THROW(other->run_sync("d", in(1s), [] {}), Error);
        done.count_down();
    }, [](const Error&) { ADD_FAILURE(); });
    done.wait();
}

TEST_F(LaneTest, AnEntryThatWaitsForAFullPoolExpires) {
    Pool small({.max_threads = 1});
    LaneHost crowded(small, thread.loop());
    auto lane = std::make_shared<Lane>(crowded, LaneKind::query);
    std::latch gate(1), answered(1);
    small.post([&] { gate.wait(); });
    lane->post("x", in(1s), [] { ADD_FAILURE(); }, [&](const Error& e) {
        EXPECT_EQ(e.message, "Timed out during operation: cannot acquire state change lock");
        answered.count_down();
    });
    clock.advance(1s);
    answered.wait();
    gate.count_down();
    while (lane->busy()) std::this_thread::yield();
}

// One guest hangs; nobody else notices (the trial of the architecture, section 3.5).
TEST_F(LaneTest, AHangingGuestHoldsUpNobodyElse) {
    constexpr int guests = 200, queries = 4000;
    std::vector<std::shared_ptr<Lane>> lanes;
    for (int i = 0; i < guests; ++i) lanes.push_back(make());
    std::latch hang(1);
    lanes[0]->post("hang", Deadline::never(), [&] { hang.wait(); }, [](const Error&) {});
    std::atomic<int> answered{0}, expired{0};
    for (int i = 0; i < queries; ++i)
        lanes[static_cast<unsigned>(i) % guests]->post("q", in(1s), [&] { ++answered; }, [&](const Error&) { ++expired; });
    while (answered != queries - queries / guests) std::this_thread::yield();
    EXPECT_EQ(lanes[0]->queued(), static_cast<unsigned>(queries / guests));
    clock.advance(1s);
    while (expired != queries / guests) std::this_thread::yield();
    hang.count_down();
    while (lanes[0]->busy()) std::this_thread::yield();  // it still looks at the latch
}

// Everything at once: whatever happens to an entry, it is run or refused, once, and nobody is inside beside another.
TEST_F(LaneTest, EachEntryIsAnsweredExactlyOnce) {
    constexpr int lanes = 3, threads = 4, rounds = 400;
    struct Guarded {
        std::shared_ptr<Lane> lane;
        std::atomic<int> inside{0};
        long ran = 0;  // guarded by the lane
    };
    Guarded all[lanes];
    for (auto& g : all) g.lane = make();
    std::atomic<long> ran{0}, refused{0}, asked{0};
    std::atomic<bool> stop{false};
    std::thread hands([&] {
        while (!stop) clock.advance(1ms), std::this_thread::yield();
    });
    {
        std::vector<std::jthread> workers;
        for (int t = 0; t < threads; ++t)
            workers.emplace_back([&, t] {
                unsigned seed = static_cast<unsigned>(t) + 1;
                auto random = [&](unsigned n) { return (seed = seed * 1103515245 + 12345, seed >> 16) % n; };
                CancelSource source;
                for (int i = 0; i < rounds; ++i) {
                    auto& g = all[random(lanes)];
                    auto work = [&] {
                        EXPECT_EQ(++g.inside, 1);
                        ++g.ran;
                        ++ran;
                        for (unsigned k = random(200); k; --k) std::atomic_signal_fence(std::memory_order_seq_cst);
                        --g.inside;
                    };
                    auto until = random(3) ? in(std::chrono::microseconds(random(5000))) : Deadline::never();
                    auto token = random(2) ? source.get_token() : CancelToken{};
                    ++asked;
                    if (random(2)) {
                        auto quick = [&g, &ran] {
                            EXPECT_EQ(++g.inside, 1);
                            ++g.ran;
                            ++ran;
                            --g.inside;
                        };
                        g.lane->post("post", until, quick, [&](const Error&) { ++refused; }, token);
                    } else {
                        try {
                            g.lane->run_sync("sync", until, work, token);
                        } catch (const Error&) {
                            ++refused;
                        }
                    }
                    if (random(10) == 0) source.request_stop(), source = CancelSource();
                }
            });
    }
    auto limit = Deadline::in(30s);
    while (ran + refused != asked && !limit.expired()) std::this_thread::yield();
    stop = true;
    hands.join();
    EXPECT_EQ(ran + refused, asked);
    EXPECT_EQ(asked, threads * rounds);
    long inside = 0;
    for (auto& g : all) {
        while (g.lane->busy()) std::this_thread::yield();
        inside += g.lane->run_sync("read", Deadline::never(), [&] { return g.ran; });
    }
    EXPECT_EQ(inside, ran);
    EXPECT_GT(ran, 0);
}

TEST_F(LaneTest, IsSmall) { EXPECT_LE(sizeof(Lane), 96u); }
