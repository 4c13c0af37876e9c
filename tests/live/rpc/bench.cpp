// SPDX-License-Identifier: LGPL-2.1-or-later
// How many trivial calls a second the client half and a daemon make together: bench URI THREADS CONNECTIONS SECONDS
// [libversion|state|xml].
#include <cstdio>
#include <thread>

#include "api/gen/procedures.h"
#include "drivers/remote/remote.h"

int main(int argc, char** argv) {
    using namespace vireo;
    using namespace vireo::api::proc;
    if (argc < 5) return 2;
    unsigned threads = static_cast<unsigned>(std::stoi(argv[2])), connections = static_cast<unsigned>(std::stoi(argv[3]));
    double seconds = std::stod(argv[4]);
    std::string what = argc > 5 ? argv[5] : "libversion";
    try {
        std::vector<std::shared_ptr<api::Endpoint>> ends;
        for (unsigned i = 0; i < connections; ++i) ends.push_back(remote::open_remote(api::Uri::parse(argv[1]), {}));
        api::Call call;
        api::DomainRef dom;
        if (what != "libversion") dom = api::invoke<DomainLookupByName>(*ends[0], call, {"test"}).dom;
        std::atomic<bool> stop{false};
        std::atomic<std::uint64_t> total{0};
        std::vector<std::thread> all;
        auto start = std::chrono::steady_clock::now();
        for (unsigned t = 0; t < threads; ++t)
            all.emplace_back([&, t] {
                auto& e = *ends[t % connections];
                api::Call mine;
                std::uint64_t n = 0;
                for (; !stop.load(std::memory_order_relaxed); ++n)
                    if (what == "libversion") api::invoke<ConnectGetLibVersion>(e, mine);
                    else if (what == "state") api::invoke<DomainGetState>(e, mine, {dom, 0});
                    else api::invoke<DomainGetXmlDesc>(e, mine, {dom, 0});
                total += n;
            });
        std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
        stop = true;
        for (auto& t : all) t.join();
        double wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        fmt::print("{} t{} c{}: {:.0f} calls/s\n", what, threads, connections, static_cast<double>(total) / wall);
    } catch (const Error& e) {
        fmt::print("error: {}\n", e.message);
        return 1;
    }
    return 0;
}
