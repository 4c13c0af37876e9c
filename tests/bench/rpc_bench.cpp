// SPDX-License-Identifier: LGPL-2.1-or-later
// Calls a second through the wire, with a server in a process of its own that answers from memory:
// rpc_bench [THREADS [CONNECTIONS [SECONDS [loop]]]]. With "loop" an event loop is registered, as virsh does.
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <thread>

#include "../unit/rpc/fake_driver.h"
#include "api/gen/procedures.h"
#include "rpc/client/client.h"
#include "rpc/server/server.h"

using namespace vireo;
using namespace vireo::api::proc;

namespace {

void serve(std::vector<int> sockets) {
    run::LoopThread accepting("accept");
    run::Pool pool;
    run::LaneHost host(pool, accepting.loop());
    auto driver = std::make_shared<test::FakeConnection>(host);
    rpc::ServerOptions o;
    o.programs = {rpc::remote_program};
    o.open = [&](api::Call&, const std::string&) -> std::shared_ptr<api::Endpoint> {
        return std::make_shared<api::LocalEndpoint>(std::vector<std::shared_ptr<api::Connection>>{driver});
    };
    rpc::Server server(accepting.loop(), pool, std::move(o));
    for (int fd : sockets) accepting.call([&] { server.serve(Fd(fd)); });
    pause();
}

class NoLoop final : public rpc::ClientLoop {
  public:
    int add_fd(int, int, std::function<void(int)>) override { return 1; }
    void update_fd(int, int) override {}
    void remove_fd(int) override {}
    int add_timer(int, std::function<void()>) override { return 1; }
    void update_timer(int, int) override {}
    void remove_timer(int) override {}
};

template <class P>
typename P::Out call(rpc::Client& c, const typename P::In& in = {}) {
    api::Call extra;
    typename P::Out out{};
    c.call(api::procedures[P::row], extra, &in, &out);
    return out;
}

}  // namespace

int main(int argc, char** argv) {
    auto number = [&](int i, int fallback) { return argc > i ? std::atoi(argv[i]) : fallback; };
    const int threads = number(1, 1), connections = number(2, 1), seconds = number(3, 1);
    std::vector<int> ours, theirs;
    for (int i = 0; i < connections; ++i) {
        int pair[2];
        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair)) return 1;
        ours.push_back(pair[0]);
        theirs.push_back(pair[1]);
    }
    pid_t child = fork();
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        for (int fd : ours) close(fd);
        serve(theirs);
    }
    for (int fd : theirs) close(fd);
    std::shared_ptr<rpc::ClientLoop> loop;
    if (argc > 4) loop = std::make_shared<NoLoop>();
    std::vector<std::shared_ptr<rpc::Client>> clients;
    for (int fd : ours) {
        clients.push_back(rpc::Client::make(rpc::make_socket_channel(Fd(fd)), loop));
        call<ConnectOpen>(*clients.back(), {"fake:///", 0});
    }
    std::atomic<bool> stop{false};
    std::vector<std::vector<float>> times(static_cast<std::size_t>(threads));
    std::vector<std::thread> workers;
    auto begin = real_clock().now();
    for (int t = 0; t < threads; ++t)
        workers.emplace_back([&, t] {
            auto& c = *clients[static_cast<std::size_t>(t % connections)];
            auto& mine = times[static_cast<std::size_t>(t)];
            mine.reserve(1 << 20);
            while (!stop.load(std::memory_order_relaxed)) {
                auto a = real_clock().now();
                call<ConnectGetLibVersion>(c);
                mine.push_back(static_cast<float>((real_clock().now() - a).count()) / 1000);
            }
        });
    sleep(static_cast<unsigned>(seconds));
    stop = true;
    for (auto& w : workers) w.join();
    double took = std::chrono::duration<double>(real_clock().now() - begin).count();
    std::vector<float> all;
    for (auto& t : times) all.insert(all.end(), t.begin(), t.end());
    std::sort(all.begin(), all.end());
    rusage self{};
    getrusage(RUSAGE_SELF, &self);
    auto cpu = [](const timeval& v) { return static_cast<double>(v.tv_sec) + static_cast<double>(v.tv_usec) / 1e6; };
    fmt::print("t{} c{}: {:.0f} calls/s, p50 {:.1f} us, p99 {:.1f} us; client {:.1f} us of processor and {:.2f} sleeps a call\n", threads, connections,
               static_cast<double>(all.size()) / took, all[all.size() / 2], all[all.size() * 99 / 100],
               (cpu(self.ru_utime) + cpu(self.ru_stime)) * 1e6 / static_cast<double>(all.size()), static_cast<double>(self.ru_nvcsw) / static_cast<double>(all.size()));
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
}
