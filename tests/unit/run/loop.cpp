// SPDX-License-Identifier: LGPL-2.1-or-later
// The event loop: watches, timers on a virtual clock, posting from other threads.
#include "run/loop.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <future>

#include "base/error.h"

using namespace vireo;
using namespace vireo::run;
using namespace std::chrono_literals;
using testing::ElementsAre;

namespace {

struct Pair {
    Fd a, b;
    Pair() {
        int fds[2];
        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds)) abort();
        a = Fd(fds[0]);
        b = Fd(fds[1]);
    }
    void send(char c = 'x') { EXPECT_EQ(::write(b.get(), &c, 1), 1); }
    char take() {
        char c = 0;
        EXPECT_EQ(::read(a.get(), &c, 1), 1);
        return c;
    }
};

Deadline at_once() { return Deadline::in_ms(0); }

}  // namespace

TEST(Loop, TellsReadiness) {
    Loop loop;
    Pair p;
    std::vector<unsigned> seen;
    auto watch = loop.add(p.a.get(), ready::read, [&](unsigned r) {
        seen.push_back(r);
        if (r & ready::read) p.take();
    });
    EXPECT_EQ(loop.run_once(at_once()), 0u);
    p.send();
    EXPECT_EQ(loop.run_once(), 1u);
    watch.set(ready::write);
    EXPECT_EQ(loop.run_once(at_once()), 1u);
    EXPECT_THAT(seen, ElementsAre(ready::read, ready::write));
}

TEST(Loop, HangupIsToldUnasked) {
    Loop loop;
    Pair p;
    unsigned got = 0;
    auto watch = loop.add(p.a.get(), 0, [&](unsigned r) { got = r; });
    p.b.reset();
    loop.run_once();
    EXPECT_TRUE(got & ready::hangup);
}

TEST(Loop, OnceSleepsUntilSet) {
    Loop loop;
    Pair p;
    int calls = 0;
    auto watch = loop.add(p.a.get(), ready::read | ready::once, [&](unsigned) { ++calls; });
    p.send();
    loop.run_once();
    loop.run_once(at_once());
    EXPECT_EQ(calls, 1);
    watch.set(ready::read | ready::once);
    loop.run_once(at_once());
    EXPECT_EQ(calls, 2);
}

TEST(Loop, WatchMayEndInsideItsOwnCallback) {
    Loop loop;
    Pair p;
    auto alive = std::make_shared<int>(7);
    std::optional<Watch> watch;
    int seen = 0;
    watch = loop.add(p.a.get(), ready::read, [&, alive](unsigned) {
        watch.reset();
        seen = *alive;  // the callback's own captures are still there
    });
    p.send();
    loop.run_once();
    EXPECT_EQ(seen, 7);
    EXPECT_EQ(alive.use_count(), 1) << "captures are freed when the round ends";
    EXPECT_EQ(loop.run_once(at_once()), 0u);
}

TEST(Loop, WatchEndedByAnotherInTheSameRoundIsNotCalled) {
    Loop loop;
    Pair p, q;
    Watch first, second;
    int calls = 0;
    first = loop.add(p.a.get(), ready::read, [&](unsigned) { ++calls, second.reset(); });
    second = loop.add(q.a.get(), ready::read, [&](unsigned) { ++calls, first.reset(); });
    p.send();
    q.send();
    loop.run_once();
    EXPECT_EQ(calls, 1);
}

TEST(Loop, SlotsAreReusedSafely) {
    Loop loop;
    Pair p;
    for (int i = 0; i < 100; ++i) {
        int calls = 0;
        Watch old = loop.add(p.a.get(), ready::read, [&](unsigned) { calls += 100; });
        old.reset();
        Watch now = loop.add(p.a.get(), ready::read, [&](unsigned) { ++calls, p.take(); });
        old.reset();
        p.send();
        loop.run_once();
        EXPECT_EQ(calls, 1);
    }
}

TEST(Loop, PlainFilesAreAlwaysReady) {
    Loop loop;
    Fd file(open("/proc/self/exe", O_RDONLY | O_CLOEXEC));
    int calls = 0;
    auto watch = loop.add(file.get(), ready::read, [&](unsigned) { ++calls; });
    loop.run_once();
    loop.run_once();
    EXPECT_EQ(calls, 2);
    watch.set(0);
    loop.run_once(at_once());
    EXPECT_EQ(calls, 2);
}

TEST(Loop, BadDescriptorIsAnError) {
    Loop loop;
    try {
        auto w = loop.add(9999, ready::read, [](unsigned) {});
        FAIL();
    } catch (const Error& e) {
        EXPECT_EQ(e.code, Code::system_error);
        EXPECT_EQ(e.message, "Unable to watch file descriptor 9999: Bad file descriptor");
    }
}

TEST(Loop, TimersFireInOrderOnVirtualTime) {
    VirtualClock clock;
    Loop loop(clock);
    std::vector<int> fired;
    std::vector<Timer> timers;
    for (int ms : {30, 10, 20, 50, 40}) {
        timers.push_back(loop.timer([&fired, ms] { fired.push_back(ms); }));
        timers.back().start_in(std::chrono::milliseconds(ms));
    }
    EXPECT_EQ(loop.next_timer(), Deadline::in_ms(10, clock));
    clock.advance(9ms);
    loop.run_once(Deadline(clock.now()));
    EXPECT_TRUE(fired.empty());
    clock.advance(11ms);
    loop.run_once();
    EXPECT_THAT(fired, ElementsAre(10, 20));
    timers[0].stop();
    timers[3].start_in(1ms);
    EXPECT_FALSE(timers[0].running());
    clock.advance(100ms);
    loop.run_once();
    EXPECT_THAT(fired, ElementsAre(10, 20, 50, 40));
    EXPECT_TRUE(loop.next_timer().is_never());
}

TEST(Loop, ManyTimersWithRandomStops) {
    VirtualClock clock;
    Loop loop(clock);
    std::vector<Timer> timers;
    std::vector<SteadyTime> fired;
    unsigned seed = 1;
    auto next = [&] { return (seed = seed * 1103515245 + 12345) >> 8; };
    std::vector<Timer*> at;
    for (int i = 0; i < 500; ++i) {
        auto when = clock.now() + std::chrono::microseconds(next() % 100000);
        timers.push_back(loop.timer([&fired, when] { fired.push_back(when); }));
        timers.back().start(Deadline(when));
    }
    unsigned stopped = 0;
    for (auto& t : timers)
        if (next() % 3 == 0) t.stop(), ++stopped;
    clock.advance(1s);
    loop.run_once();
    EXPECT_EQ(fired.size(), 500 - stopped);
    EXPECT_TRUE(std::is_sorted(fired.begin(), fired.end()));
}

TEST(Loop, TimerMayRestartOrEndItself) {
    VirtualClock clock;
    Loop loop(clock);
    int ticks = 0;
    Timer periodic;
    periodic = loop.timer([&] {
        if (++ticks < 3)
            periodic.start_in(0ms);
        else
            periodic.reset();
    });
    periodic.start_in(10ms);
    for (int i = 0; i < 5; ++i) clock.advance(10ms), loop.run_once(Deadline(clock.now()));
    EXPECT_EQ(ticks, 3);
    EXPECT_FALSE(periodic);
}

TEST(Loop, AfterIsFreedEvenIfItNeverFires) {
    VirtualClock clock;
    auto token = std::make_shared<int>();
    int calls = 0;
    {
        Loop loop(clock);
        loop.after(1ms, [&, token] { ++calls; });
        loop.after(1h, [token] {});
        clock.advance(1ms);
        loop.run_once();
    }
    EXPECT_EQ(calls, 1);
    EXPECT_EQ(token.use_count(), 1);
}

TEST(Loop, VirtualClockWakesASleepingLoop) {
    VirtualClock clock;
    LoopThread thread("test", clock);
    std::atomic<int> fired{0};
    thread.loop().post([&] { thread.loop().after(10s, [&] { fired = 1, fired.notify_all(); }); });
    thread.call([] {});
    clock.advance(10s);
    fired.wait(0);
    EXPECT_EQ(fired, 1);
}

TEST(Loop, RealTimersDoNotFireEarly) {
    Loop loop;
    auto start = real_clock().now();
    bool fired = false;
    loop.after(5ms, [&] { fired = true; });
    while (!fired) loop.run_once();
    EXPECT_GE(real_clock().now() - start, 5ms);
}

TEST(Loop, PostedTasksRunInOrderFromManyThreads) {
    LoopThread thread("test");
    std::vector<int> seen[4];
    std::vector<std::thread> posters;
    for (int t = 0; t < 4; ++t)
        posters.emplace_back([&, t] {
            for (int i = 0; i < 2000; ++i) thread.loop().post([&, t, i] { seen[t].push_back(i); });
        });
    for (auto& p : posters) p.join();
    thread.call([] {});
    for (auto& s : seen) {
        ASSERT_EQ(s.size(), 2000u);
        EXPECT_TRUE(std::is_sorted(s.begin(), s.end()));
    }
}

TEST(Loop, PostFromInsideRunsInTheNextRound) {
    Loop loop;
    std::vector<int> order;
    loop.post([&] {
        order.push_back(1);
        loop.post([&] { order.push_back(3); });
        order.push_back(2);
    });
    EXPECT_EQ(loop.run_once(), 1u);
    EXPECT_EQ(loop.run_once(), 1u);
    EXPECT_THAT(order, ElementsAre(1, 2, 3));
}

TEST(Loop, StopBeforeRunCounts) {
    Loop loop;
    loop.stop();
    loop.run();
    loop.post([&] { loop.stop(); });
    loop.run();
}

TEST(Loop, ExceptionsPassAndNothingIsLost) {
    Loop loop;
    int ran = 0;
    loop.post([] { throw 1; });
    loop.post([&] { ++ran; });
    EXPECT_THROW(loop.run_once(), int);
    EXPECT_EQ(loop.run_once(), 1u);
    EXPECT_EQ(ran, 1);
    EXPECT_FALSE(loop.in_thread());
}

TEST(Loop, ForeignThreadsAreRefused) {
    LoopThread thread("test");
    thread.call([] {});
    EXPECT_THROW(thread.loop().after(1ms, [] {}), Error);
    EXPECT_FALSE(thread.loop().in_thread());
    thread.call([&] { EXPECT_TRUE(thread.loop().in_thread()); });
    EXPECT_THROW(thread.call([] { throw 5; }), int);
}

TEST(Loop, ProcessEndIsAnEvent) {
    Loop loop;
    pid_t child = fork();
    if (child == 0) _exit(3);
    Fd pidfd(static_cast<int>(syscall(SYS_pidfd_open, child, 0)));
    ASSERT_TRUE(pidfd);
    bool gone = false;
    auto watch = loop.on_exit(pidfd.get(), [&] { gone = true; });
    while (!gone) loop.run_once();
    int status = 0;
    EXPECT_EQ(waitpid(child, &status, WNOHANG), child);
    EXPECT_EQ(WEXITSTATUS(status), 3);
}

TEST(Loop, AnotherLoopCanDriveIt) {
    Loop inner, outer;
    int ran = 0;
    auto watch = outer.add(inner.fd(), ready::read, [&](unsigned) { inner.run_once(Deadline::in_ms(0)); });
    inner.run_once(Deadline::in_ms(0));
    Pair p;
    auto w = inner.add(p.a.get(), ready::read, [&](unsigned) { ++ran, p.take(); });
    p.send();
    outer.run_once();
    EXPECT_EQ(ran, 1);
}

TEST(Loop, PostsTogetherWakeAtTheEnd) {
    LoopThread a("a"), b("b");
    std::atomic<int> ran{0};
    std::vector<int> order;  // of a's thread
    for (int round = 0; round < 200; ++round) {
        ran = 0;
        order.clear();
        {
            PostsTogether outer;
            for (int i = 0; i < 3; ++i) {
                PostsTogether inner;  // holds nothing by itself
                a.loop().post([&, i] { order.push_back(i), ++ran; });
                b.loop().post([&] { ++ran; });
            }
        }
        a.call([] {});
        b.call([] {});
        ASSERT_EQ(ran, 6);
        ASSERT_EQ(order, (std::vector{0, 1, 2}));
    }
    // Nobody but the end of the scope wakes them.
    for (int round = 0; round < 20; ++round) {
        std::promise<void> done;
        {
            PostsTogether posts;
            a.loop().post([&] { done.set_value(); });
        }
        ASSERT_EQ(done.get_future().wait_for(std::chrono::seconds(20)), std::future_status::ready);
    }
}
