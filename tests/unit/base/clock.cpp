// SPDX-License-Identifier: LGPL-2.1-or-later
// Deadlines and the clock that tests turn by hand.
#include "base/clock.h"

#include <gtest/gtest.h>

#include <climits>

using namespace vireo;
using namespace std::chrono_literals;

TEST(Clock, RealTimeMovesForward) {
    auto a = real_clock().now();
    auto b = real_clock().now();
    EXPECT_LE(a, b);
    EXPECT_FALSE(real_clock().manual());
}

TEST(Clock, VirtualTimeMovesByHandAndTellsItsWatchers) {
    VirtualClock clock;
    auto start = clock.now();
    int calls = 0;
    auto ticket = clock.watch([&] { ++calls; });
    clock.advance(5ms);
    EXPECT_EQ(clock.now() - start, 5ms);
    EXPECT_EQ(calls, 1);
    clock.unwatch(ticket);
    clock.advance(5ms);
    EXPECT_EQ(calls, 1);
}

TEST(Deadline, NeverDoesNotExpire) {
    Deadline d;
    EXPECT_TRUE(d.is_never());
    EXPECT_FALSE(d.expired());
    EXPECT_EQ(d.remaining_ms(), -1);
    EXPECT_EQ(d.remaining(), Duration::max());
    EXPECT_TRUE(Deadline::in(Duration::max()).is_never());
}

TEST(Deadline, ExpiresAtItsTime) {
    VirtualClock clock;
    auto d = Deadline::in_ms(30, clock);
    EXPECT_EQ(d.remaining_ms(clock), 30);
    clock.advance(29ms + 1ns);
    EXPECT_EQ(d.remaining_ms(clock), 1) << "rounded up, so that poll() does not wake early";
    EXPECT_FALSE(d.expired(clock));
    clock.advance(1ms);
    EXPECT_TRUE(d.expired(clock));
    EXPECT_EQ(d.remaining_ms(clock), 0);
}

TEST(Deadline, LongOnesFitPoll) {
    VirtualClock clock;
    EXPECT_EQ(Deadline::in(std::chrono::hours(24 * 365), clock).remaining_ms(clock), INT_MAX);
}

TEST(Deadline, SoonerTakesTheNearer) {
    VirtualClock clock;
    auto a = Deadline::in_ms(1, clock), b = Deadline::in_ms(2, clock);
    EXPECT_EQ(a.sooner(b), a);
    EXPECT_EQ(b.sooner(a), a);
    EXPECT_EQ(Deadline::never().sooner(b), b);
}
