// SPDX-License-Identifier: LGPL-2.1-or-later
// What the machinery under everything costs: loop, pool, lanes, actors, index, store, log, launcher.
#include <malloc.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <thread>

#include "base/log.h"
#include "host/net/tap.h"
#include "host/process/launcher.h"
#include "host/process/process.h"
#include "run/actor.h"
#include "run/index.h"
#include "run/loop.h"
#include "run/store.h"

using namespace vireo;
using namespace vireo::run;

namespace {

constinit log::Source source{"bench"};

double now() { return std::chrono::duration<double>(real_clock().now().time_since_epoch()).count(); }

// Median of seven runs, each of n calls.
template <class F>
void per_call(const char* what, unsigned n, F&& f) {
    std::vector<double> times;
    for (int run = 0; run < 7; ++run) {
        auto start = now();
        for (unsigned i = 0; i < n; ++i) f();
        times.push_back((now() - start) / n);
    }
    std::sort(times.begin(), times.end());
    double t = times[3];
    if (t < 1e-6)
        std::printf("%-58s %9.1f ns\n", what, t * 1e9);
    else if (t < 1e-3)
        std::printf("%-58s %9.2f us\n", what, t * 1e6);
    else
        std::printf("%-58s %9.2f ms\n", what, t * 1e3);
    std::fflush(stdout);
}

struct State {
    std::uint64_t life = 1;
    std::shared_ptr<int> persistent = std::make_shared<int>(), live = std::make_shared<int>();
    int phase = 0;
};

struct House : ActorHouse<State> {
    using ActorHouse::ActorHouse;
    void save(const State&, const State&) override {}
    void announce(const Actor<State>::Snapshot&, const Actor<State>::Snapshot&) override {}
};

void loops() {
    LoopThread a("a"), b("b");
    Parker parker;
    per_call("loop: post and wait, there and back", 20000, [&] {
        a.loop().post([&] { parker.unpark(); });
        parker.park();
    });
    per_call("loop: a posts to b, b posts to a, us waiting", 10000, [&] {
        a.loop().post([&] { b.loop().post([&] { a.loop().post([&] { parker.unpark(); }); }); });
        parker.park();
    });
    Loop loop;
    per_call("loop: post and run on one thread", 200000, [&] {
        loop.post([] {});
        loop.run_once();
    });
    int fds[2];
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, fds)) abort();
    char c = 0;
    auto w = loop.add(fds[0], ready::read, [&](unsigned) { (void)!read(fds[0], &c, 1); });
    per_call("raw: write, epoll-less read, one byte", 200000, [&] { (void)!write(fds[1], &c, 1), (void)!read(fds[0], &c, 1); });
    per_call("loop: the same woken by the loop", 200000, [&] { (void)!write(fds[1], &c, 1), loop.run_once(); });
    Timer t = loop.timer([] {});
    per_call("loop: set and stop a timer", 1000000, [&] { t.start_in(std::chrono::seconds(5)), t.stop(); });
}

void lanes() {
    Pool pool;
    LoopThread thread("deadlines");
    LaneHost host(pool, thread.loop());
    auto lane = std::make_shared<Lane>(host, LaneKind::query);
    auto until = Deadline::in_ms(3600'000);
    Parker parker;
    per_call("pool: post and wait, there and back", 20000, [&] {
        pool.post([&] { parker.unpark(); });
        parker.park();
    });
    per_call("lane: run_sync on an idle lane", 1000000, [&] { lane->run_sync("x", until, [] {}); });
    per_call("lane: post and wait, there and back", 20000, [&] {
        lane->post("x", until, [&] { parker.unpark(); }, [](const Error&) {});
        parker.park();
    });
    std::atomic<unsigned> ran{0};
    per_call("lane: post of one of 60 (throughput)", 2000, [&] {
        ran = 0;
        for (int i = 0; i < 60; ++i) lane->post("x", until, [&] { ++ran; }, [](const Error&) {});
        while (ran != 60) std::this_thread::yield();
    });
    House house(host);
    Actor<State> actor(house, State{});
    (void)actor.read();
    per_call("actor: read", 5000000, [&] { (void)actor.read(); });
    for (int n : {2, 4}) {
        std::atomic<bool> go{false};
        std::vector<std::thread> threads;
        constexpr int reads = 5000000;
        for (int i = 0; i < n; ++i)
            threads.emplace_back([&] {
                while (!go) {}
                for (int k = 0; k < reads; ++k) (void)actor.read();
            });
        auto start = now();
        go = true;
        for (auto& t : threads) t.join();
        std::printf("actor: reads of one object by %d threads %31.1f million/s\n", n, n * reads / (now() - start) / 1e6);
    }
    per_call("actor: commit (save and announce do nothing)", 1000000, [&] { actor.commit(1, [](State& s) { ++s.phase; }); });

    auto before = mallinfo2().uordblks;
    std::vector<std::unique_ptr<Actor<State>>> many;
    many.reserve(10000);
    auto shared = State{};
    for (int i = 0; i < 10000; ++i) many.push_back(std::make_unique<Actor<State>>(house, shared));
    std::printf("actor: memory of one of 10000 idle ones, state of %zu included %6.0f bytes\n", sizeof(State),
                static_cast<double>(mallinfo2().uordblks - before - 80000) / 10000);

    Index<Actor<State>> index;
    std::vector<Uuid> uuids;
    for (int i = 0; i < 10000; ++i) {
        uuids.push_back(Uuid::random());
        index.insert(fmt::format("domain-{}", i), uuids.back(), std::make_shared<Actor<State>>(house, shared));
    }
    per_call("index: find one of 10000 by name", 1000000, [&] { (void)index.find("domain-7777"); });
    per_call("index: find one of 10000 by UUID", 1000000, [&] { (void)index.find(uuids[7777]); });
    per_call("index: list of all 10000, nothing changed", 1000000, [&] { (void)index.all(); });
    per_call("index: list of all 10000 after a change", 100, [&] {
        index.rename("domain-5", "x");
        index.rename("x", "domain-5");
        index.erase("domain-6", uuids[6], index.find(uuids[6]).get());
        index.insert("domain-6", uuids[6], std::make_shared<Actor<State>>(house, shared));
        (void)index.all();
    });
}

void files(const char* dir) {
    std::string text(7000, 'x'), path = fmt::format("{}/bench.xml", dir);
    per_call("store: save 7 KB durably", 100, [&] { save_file(path, text); });
    per_call("store: save 7 KB without fsync", 1000, [&] { save_file(path, text, {.durable = false}); });
    per_call("store: read 7 KB", 10000, [&] { (void)read_file(path); });
    remove_file(path);
    per_call("store: save 3 KB on tmpfs", 1000, [&] { save_file("/dev/shm/vireo-bench", text.substr(0, 3000), {.durable = false}); });
    remove_file("/dev/shm/vireo-bench");
}

void processes() {
    host::LaunchOrder order{.program = "/bin/true", .args = {"true"}, .env = {}};
    auto until = [] { return Deadline::in_ms(10'000); };
    auto spawn = [](const char* path) {
        char* argv[] = {const_cast<char*>(path), nullptr};
        char* envp[] = {nullptr};
        pid_t pid;
        if (posix_spawn(&pid, path, nullptr, nullptr, argv, envp)) abort();
        waitpid(pid, nullptr, 0);
    };
    per_call("raw: posix_spawn of /bin/true until its end", 200, [&] { spawn("/bin/true"); });
    per_call("raw: posix_spawn of the launcher, which finds no order", 200, [&] { spawn(host::launcher_path().c_str()); });
    per_call("launcher: until a guest is executed", 200, [&] { host::launch(order, until()); });
    order.max_core = 0, order.max_files = 1024, order.oom_score_adj = 10, order.umask = 002;
    std::vector<Fd> fds;
    for (int i = 0; i < 20; ++i) {
        fds.push_back(Fd(dup(0)));
        order.fds.push_back({fds.back().get(), 10 + i});
    }
    per_call("launcher: with limits and 20 descriptors", 200, [&] { host::launch(order, until()); });
    per_call("command: run true and take its status", 200, [&] { host::run_command({"/bin/true"}); });
    order = {.program = "/bin/sleep", .args = {"sleep", "100"}, .env = {}};
    std::vector<host::Process> guests;
    for (int i = 0; i < 7 * 50; ++i) guests.push_back(host::launch(order, until()));
    per_call("process: end one by SIGTERM, until it is gone", 50, [&] {
        auto& p = guests.back();
        host::end_process(p.pidfd.get(), p.pid, 15, until(), until());
        guests.pop_back();
    });
    try {
        // The kernel's removal of an interface waits for all processors, so the two are told apart.
        std::vector<host::Tap> taps;
        per_call("tap: make one with MAC, MTU, up", 10, [&] {
            taps.push_back(host::create_tap(
                {.name = "benchtap%d", .setup = {.mac = model::Mac::parse("fe:00:00:00:00:01"), .mtu = 1400, .up = true}}));
        });
        per_call("tap: drop it", 10, [&] { taps.pop_back(); });
    } catch (const Error& e) {
        std::printf("tap: %s\n", e.message.c_str());
    }
}

}  // namespace

int main(int argc, char** argv) {
    per_call("clock: now", 5000000, [] { (void)real_clock().now(); });
    per_call("log: a debug line that nobody wants", 50000000, [] { log::debug(source, "x {}", 1); });
    loops();
    lanes();
    files(argc > 1 ? argv[1] : "/var/tmp");
    processes();
}
