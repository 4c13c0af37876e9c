// SPDX-License-Identifier: LGPL-2.1-or-later
// The default event loop, events through it, and streams.
#include <gtest/gtest.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cstring>
#include <thread>

#include "fake_driver.h"
#include "shim/public.h"
#include "shim/sisters.h"

namespace {

using namespace vireo;
using fake::Host;

void silent(void*, virErrorPtr) {}

struct Loop : testing::Test {
    Loop() {
        fake::register_driver();
        virSetErrorFunc(nullptr, silent);
        virEventRegisterDefaultImpl();
        Host::instance()->pipe = std::make_shared<fake::Pipe>();
        conn = virConnectOpen("fake:///x");
        dom = virDomainLookupByName(conn, "guest");
    }
    ~Loop() override {
        virDomainFree(dom);
        virConnectClose(conn);
        virSetErrorFunc(nullptr, nullptr);
    }
    // Turns the loop until there is nothing to do.
    static void settle() {
        bool over = false;
        int t = virEventAddTimeout(30, [](int, void* o) { *static_cast<bool*>(o) = true; }, &over, nullptr);
        while (!over) virEventRunDefaultImpl();
        virEventRemoveTimeout(t);
    }
    void publish(int event) {
        Host::instance()->bus.publish(api::make_event(api::EventClass::domain, VIR_DOMAIN_EVENT_ID_LIFECYCLE, Host::instance()->dom.uuid,
                                                      api::DomainEventCallbackLifecycleMsg{0, {Host::instance()->dom, event, 1}}));
    }
    virConnectPtr conn;
    virDomainPtr dom;
};

TEST_F(Loop, HandlesAndTimers) {
    int fds[2];
    ASSERT_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0);
    struct Seen {
        int events = 0, calls = 0, freed = 0;
    } seen;
    int watch = virEventAddHandle(
        fds[0], VIR_EVENT_HANDLE_READABLE,
        [](int, int fd, int events, void* o) {
            char c;
            EXPECT_EQ(read(fd, &c, 1), 1);
            static_cast<Seen*>(o)->events = events;
            ++static_cast<Seen*>(o)->calls;
        },
        &seen, [](void* o) { ++static_cast<Seen*>(o)->freed; });
    ASSERT_GE(watch, 0);
    ASSERT_EQ(write(fds[1], "x", 1), 1);
    settle();
    EXPECT_EQ(seen.calls, 1);
    EXPECT_EQ(seen.events, VIR_EVENT_HANDLE_READABLE);
    virEventUpdateHandle(watch, 0);
    ASSERT_EQ(write(fds[1], "x", 1), 1);
    settle();
    EXPECT_EQ(seen.calls, 1);
    EXPECT_EQ(virEventRemoveHandle(watch), 0);
    EXPECT_EQ(virEventRemoveHandle(watch), -1);
    EXPECT_EQ(seen.freed, 0);  // not from within the removal
    settle();
    EXPECT_EQ(seen.freed, 1);
    close(fds[0]);
    close(fds[1]);
    EXPECT_EQ(virEventRemoveTimeout(-1), -1);
}

TEST_F(Loop, AnotherThreadWakesTheLoop) {
    bool done = false;
    std::thread other([&] {
        usleep(20000);
        virEventAddTimeout(0, [](int t, void* o) {
            *static_cast<bool*>(o) = true;
            virEventRemoveTimeout(t);
        }, &done, nullptr);
    });
    while (!done) virEventRunDefaultImpl();
    other.join();
}

// What a thread that turns the loop returns when a callback has ended it.
void* result_of_loop_thread() {
    pthread_t thread;
    EXPECT_EQ(pthread_create(&thread, nullptr, [](void*) -> void* { for (;;) virEventRunDefaultImpl(); }, nullptr), 0);
    void* result = nullptr;
    EXPECT_EQ(pthread_join(thread, &result), 0);
    return result;
}

// As Python does with its threads when the program ends.
TEST_F(Loop, CallbacksMayEndTheirThread) {
    static int ended;
    int timer = virEventAddTimeout(0, [](int t, void*) { virEventRemoveTimeout(t); pthread_exit(&ended); }, nullptr, nullptr);
    EXPECT_EQ(result_of_loop_thread(), &ended);
    EXPECT_EQ(virEventRemoveTimeout(timer), -1);

    int id = virConnectDomainEventRegisterAny(
        conn, dom, VIR_DOMAIN_EVENT_ID_LIFECYCLE,
        VIR_DOMAIN_EVENT_CALLBACK(+[](virConnectPtr, virDomainPtr, int, int, void*) -> int { pthread_exit(&ended); }), nullptr, nullptr);
    ASSERT_GE(id, 0);
    publish(VIR_DOMAIN_EVENT_STARTED);
    EXPECT_EQ(result_of_loop_thread(), &ended);
    EXPECT_EQ(virConnectDomainEventDeregisterAny(conn, id), 0);

    virSetErrorFunc(nullptr, [](void*, virErrorPtr) { pthread_exit(&ended); });
    virEventAddTimeout(0, [](int t, void*) { virEventRemoveTimeout(t); virDomainLookupByName(nullptr, "x"); }, nullptr, nullptr);
    EXPECT_EQ(result_of_loop_thread(), &ended);
    virSetErrorFunc(nullptr, silent);
}

struct Heard {
    int calls = 0, event = -1, detail = -1, freed = 0, id = -1;
    virConnectPtr conn = nullptr;
    std::string name;
    std::thread::id thread;
};

int on_lifecycle(virConnectPtr, virDomainPtr dom, int event, int detail, void* opaque) {
    auto* h = static_cast<Heard*>(opaque);
    ++h->calls;
    h->event = event;
    h->detail = detail;
    h->name = virDomainGetName(dom);
    h->thread = std::this_thread::get_id();
    return 0;
}
void on_freed(void* opaque) { ++static_cast<Heard*>(opaque)->freed; }

TEST_F(Loop, EventsComeFromTheLoopOnly) {
    Heard h;
    int id = virConnectDomainEventRegisterAny(conn, dom, VIR_DOMAIN_EVENT_ID_LIFECYCLE, VIR_DOMAIN_EVENT_CALLBACK(on_lifecycle), &h, on_freed);
    ASSERT_GE(id, 0);
    std::thread([&] { publish(3); }).join();
    EXPECT_EQ(h.calls, 0);
    settle();
    EXPECT_EQ(h.calls, 1);
    EXPECT_EQ(h.event, 3);
    EXPECT_EQ(h.detail, 1);
    EXPECT_EQ(h.name, "guest");
    EXPECT_EQ(h.thread, std::this_thread::get_id());
    EXPECT_EQ(virConnectDomainEventRegisterAny(conn, dom, VIR_DOMAIN_EVENT_ID_LIFECYCLE, VIR_DOMAIN_EVENT_CALLBACK(on_lifecycle), &h, on_freed), -1);
    EXPECT_STREQ(virGetLastErrorMessage(), "invalid argument: event callback already tracked");
    publish(4);  // queued, and then nobody wants it any more
    EXPECT_EQ(virConnectDomainEventDeregisterAny(conn, id), 0);
    EXPECT_EQ(h.freed, 1);
    settle();
    EXPECT_EQ(h.calls, 1);
    EXPECT_EQ(virConnectDomainEventDeregisterAny(conn, id), -1);
}

TEST_F(Loop, ACallbackMayDeregisterItself) {
    static Heard h;
    h = {};
    h.conn = conn;
    h.id = virConnectDomainEventRegisterAny(conn, nullptr, VIR_DOMAIN_EVENT_ID_LIFECYCLE,
                                            VIR_DOMAIN_EVENT_CALLBACK(+[](virConnectPtr, virDomainPtr, int, int, void*) {
                                                ++h.calls;
                                                EXPECT_EQ(virConnectDomainEventDeregisterAny(h.conn, h.id), 0);
                                                EXPECT_EQ(h.freed, 0);  // while it runs, its data must live
                                                return 0;
                                            }),
                                            &h, on_freed);
    publish(1);
    publish(2);
    settle();
    EXPECT_EQ(h.calls, 1);
    EXPECT_EQ(h.freed, 1);
}

TEST_F(Loop, LegacyRegistrationGoesByFunction) {
    Heard h;
    EXPECT_EQ(virConnectDomainEventRegister(conn, on_lifecycle, &h, on_freed), 0);
    publish(5);
    settle();
    EXPECT_EQ(h.event, 5);
    EXPECT_EQ(virConnectDomainEventDeregister(conn, on_lifecycle), 0);
    EXPECT_EQ(h.freed, 1);
    EXPECT_EQ(virConnectDomainEventDeregister(conn, on_lifecycle), -1);
}

TEST_F(Loop, EventsWithDetails) {
    struct Got {
        std::string disk, path;
        unsigned long long threshold = 0;
    } got;
    int id = virConnectDomainEventRegisterAny(
        conn, nullptr, VIR_DOMAIN_EVENT_ID_BLOCK_THRESHOLD,
        VIR_DOMAIN_EVENT_CALLBACK(+[](virConnectPtr, virDomainPtr, const char* dev, const char* path, unsigned long long t,
                                      unsigned long long, void* o) {
            auto* g = static_cast<Got*>(o);
            g->disk = dev;
            g->path = path ? path : "(none)";
            g->threshold = t;
        }),
        &got, nullptr);
    ASSERT_GE(id, 0);
    Host::instance()->bus.publish(api::make_event(api::EventClass::domain, VIR_DOMAIN_EVENT_ID_BLOCK_THRESHOLD, Uuid{},
                                                  api::DomainEventBlockThresholdMsg{0, Host::instance()->dom, "vda", std::nullopt, 12, 3}));
    settle();
    EXPECT_EQ(got.disk, "vda");
    EXPECT_EQ(got.path, "(none)");
    EXPECT_EQ(got.threshold, 12u);
    virConnectDomainEventDeregisterAny(conn, id);
    EXPECT_EQ(virConnectDomainEventRegisterAny(conn, nullptr, VIR_DOMAIN_EVENT_ID_LAST, VIR_DOMAIN_EVENT_CALLBACK(on_lifecycle), nullptr, nullptr), -1);
    EXPECT_STREQ(virGetLastErrorMessage(), "eventID must be less than 28");
    EXPECT_EQ(virConnectSecretEventRegisterAny(conn, nullptr, 0, VIR_SECRET_EVENT_CALLBACK(on_lifecycle), nullptr, nullptr), -1);
    EXPECT_EQ(virGetLastErrorCode(), VIR_ERR_NO_SUPPORT);
}

TEST_F(Loop, MonitorEventsAreChosenByPattern) {
    int calls = 0;
    auto cb = [](virConnectPtr, virDomainPtr, const char*, long long, unsigned, const char*, void* o) { ++*static_cast<int*>(o); };
    int id = vireo_virConnectDomainQemuMonitorEventRegister(conn, nullptr, "^block_", cb, &calls, nullptr,
                                                            VIR_CONNECT_DOMAIN_QEMU_MONITOR_EVENT_REGISTER_REGEX |
                                                                VIR_CONNECT_DOMAIN_QEMU_MONITOR_EVENT_REGISTER_NOCASE);
    ASSERT_GE(id, 0);
    for (const char* name : {"BLOCK_IO_ERROR", "RESUME"}) {
        auto e = api::make_event(api::EventClass::qemu_monitor, 0, Uuid{}, api::QemuDomainMonitorEventMsg{0, Host::instance()->dom, name, 1, 2, {}});
        e.name = name;
        Host::instance()->bus.publish(e);
    }
    settle();
    EXPECT_EQ(calls, 1);
    EXPECT_EQ(vireo_virConnectDomainQemuMonitorEventDeregister(conn, id), 0);
}

TEST_F(Loop, StreamsCarryBytesAndHoles) {
    virStreamPtr st = virStreamNew(conn, 0);
    ASSERT_NE(st, nullptr);
    EXPECT_EQ(virStreamSend(st, "x", 1), -1);
    EXPECT_STREQ(virGetLastErrorMessage(), "this function is not supported by the connection driver: virStreamSend");
    ASSERT_EQ(virDomainOpenConsole(dom, nullptr, st, 0), 0);
    EXPECT_EQ(virDomainOpenConsole(dom, nullptr, st, 0), -1);
    auto pipe = Host::instance()->pipe;
    pipe->busy = 3;
    EXPECT_EQ(virStreamSend(st, "hello", 5), 5);
    EXPECT_EQ(pipe->in, "hello");
    EXPECT_EQ(virStreamSendHole(st, 4096, 0), 0);
    ASSERT_EQ(pipe->holes, std::vector<std::int64_t>{4096});
    pipe->out = std::string("abc\0\0\0def", 9);
    char buffer[16];
    EXPECT_EQ(virStreamRecvFlags(st, buffer, 16, VIR_STREAM_RECV_STOP_AT_HOLE), 3);
    EXPECT_EQ(virStreamRecvFlags(st, buffer, 16, VIR_STREAM_RECV_STOP_AT_HOLE), -3);
    long long hole = 0;
    EXPECT_EQ(virStreamRecvHole(st, &hole, 0), 0);
    EXPECT_EQ(hole, 3);
    EXPECT_EQ(virStreamRecv(st, buffer, 16), 3);
    EXPECT_EQ(std::string(buffer, 3), "def");
    EXPECT_EQ(virStreamRecv(st, buffer, 16), 0);
    EXPECT_EQ(virStreamFinish(st), 0);
    EXPECT_TRUE(pipe->finished);
    EXPECT_EQ(virStreamFinish(st), -1);
    EXPECT_EQ(virStreamFree(st), 0);
}

TEST_F(Loop, StreamsInOneGo) {
    auto pipe = Host::instance()->pipe;
    virStreamPtr st = virStreamNew(conn, 0);
    ASSERT_EQ(virDomainOpenConsole(dom, nullptr, st, 0), 0);
    int left = 5000;
    auto source = [](virStreamPtr, char* data, size_t n, void* o) {
        int& rest = *static_cast<int*>(o);
        int now = std::min<int>(rest, static_cast<int>(n));
        memset(data, 'z', now);
        rest -= now;
        return now;
    };
    EXPECT_EQ(virStreamSendAll(st, source, &left), 0);
    EXPECT_EQ(pipe->in, std::string(5000, 'z'));
    pipe->out = std::string("12\0\0\0" "345", 8);
    std::string got;
    EXPECT_EQ(virStreamSparseRecvAll(
                  st,
                  [](virStreamPtr, const char* data, size_t n, void* o) {
                      static_cast<std::string*>(o)->append(data, std::min<size_t>(n, 2));
                      return static_cast<int>(std::min<size_t>(n, 2));
                  },
                  [](virStreamPtr, long long n, void* o) {
                      static_cast<std::string*>(o)->append("[" + std::to_string(n) + "]");
                      return 0;
                  },
                  &got),
              0);
    EXPECT_EQ(got, "12[3]345");
    EXPECT_EQ(virStreamSendAll(st, [](virStreamPtr, char*, size_t, void*) { return -1; }, nullptr), -1);
    EXPECT_TRUE(pipe->aborted);
    virStreamFree(st);
}

TEST_F(Loop, NonBlockingStreamsSayWhenTheyWouldWait) {
    auto pipe = Host::instance()->pipe;
    virStreamPtr st = virStreamNew(conn, VIR_STREAM_NONBLOCK);
    ASSERT_EQ(virDomainOpenConsole(dom, nullptr, st, 0), 0);
    pipe->busy = 1;
    char c;
    EXPECT_EQ(virStreamRecv(st, &c, 1), -2);
    EXPECT_EQ(virStreamSendAll(st, [](virStreamPtr, char*, size_t, void*) { return 0; }, nullptr), -1);
    EXPECT_STREQ(virGetLastErrorMessage(), "Requested operation is not valid: data sources cannot be used for non-blocking streams");
    struct Seen {
        int events = 0, freed = 0;
    } seen;
    ASSERT_EQ(virStreamEventAddCallback(st, VIR_STREAM_EVENT_READABLE,
                                        [](virStreamPtr s, int events, void* o) {
                                            static_cast<Seen*>(o)->events = events;
                                            virStreamEventUpdateCallback(s, 0);
                                        },
                                        &seen, [](void* o) { ++static_cast<Seen*>(o)->freed; }),
              0);
    EXPECT_EQ(virStreamEventAddCallback(st, VIR_STREAM_EVENT_READABLE, [](virStreamPtr, int, void*) {}, nullptr, nullptr), -1);
    settle();
    EXPECT_EQ(seen.events, VIR_STREAM_EVENT_READABLE);
    EXPECT_EQ(virStreamEventRemoveCallback(st), 0);
    settle();
    EXPECT_EQ(seen.freed, 1);
    virStreamAbort(st);
    virStreamFree(st);
}

TEST_F(Loop, ManyThreadsAtOnce) {
    std::atomic<bool> stop{false};
    std::atomic<int> heard{0}, freed{0}, made{0};
    struct Shared {
        std::atomic<int>*heard, *freed;
    } shared{&heard, &freed};
    std::vector<std::thread> threads;
    for (int t = 0; t < 3; ++t)
        threads.emplace_back([&] {
            while (!stop) {
                virDomainPtr d = virDomainLookupByName(conn, "guest");
                virDomainInfo info;
                EXPECT_EQ(virDomainGetInfo(d, &info), 0);
                virDomainDestroy(d);
                EXPECT_EQ(virDomainGetInfo(d, nullptr), -1);
                EXPECT_EQ(virGetLastErrorCode(), VIR_ERR_INVALID_ARG);
                int id = virConnectDomainEventRegisterAny(
                    conn, nullptr, VIR_DOMAIN_EVENT_ID_LIFECYCLE,
                    VIR_DOMAIN_EVENT_CALLBACK(+[](virConnectPtr, virDomainPtr dom, int, int, void* o) {
                        EXPECT_STREQ(virDomainGetName(dom), "guest");
                        ++*static_cast<Shared*>(o)->heard;
                        return 0;
                    }),
                    &shared, [](void* o) { ++*static_cast<Shared*>(o)->freed; });
                virDomainFree(d);
                if (id < 0) continue;  // another thread has just this callback
                ++made;
                usleep(300);
                EXPECT_EQ(virConnectDomainEventDeregisterAny(conn, id), 0);
            }
        });
    auto guest = Host::instance()->dom;
    threads.emplace_back([&, guest] {
        while (!stop) {
            Host::instance()->bus.publish(api::make_event(api::EventClass::domain, VIR_DOMAIN_EVENT_ID_LIFECYCLE, guest.uuid,
                                                          api::DomainEventCallbackLifecycleMsg{0, {guest, 1, 0}}));
            usleep(50);
        }
    });
    for (int i = 0; i < 10; ++i) settle();
    stop = true;
    for (auto& t : threads) t.join();
    settle();
    EXPECT_GT(heard, 0);
    EXPECT_EQ(freed, made);
}

}  // namespace
