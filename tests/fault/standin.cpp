// SPDX-License-Identifier: LGPL-2.1-or-later
// qemu-system-standin: a process that looks like a paused guest to the daemon and costs next to nothing, so that hundreds
// fit on one machine. Questions about what the emulator can do go to the real one.
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

namespace {

constexpr const char* real = "/usr/bin/qemu-system-x86_64";

// The descriptor of the monitor's listening socket: -chardev socket,id=charmonitor,fd=N,...
int monitor_fd(int argc, char** argv) {
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        if (word.find("id=charmonitor") == word.npos) continue;
        if (auto at = word.find(",fd="); at != word.npos) return std::atoi(argv[i] + at + 4);
    }
    return -1;
}

std::string_view field(std::string_view command, std::string_view name) {
    const std::string key = "\"" + std::string(name) + "\":";
    auto at = command.find(key);
    if (at == command.npos) return {};
    at = command.find('"', at + key.size());
    if (at == command.npos) return {};
    return command.substr(at + 1, command.find('"', at + 1) - at - 1);
}

std::string answer(std::string_view name, std::string_view property) {
    if (name == "query-status") return R"({"running":false,"singlestep":false,"status":"prelaunch"})";
    if (name == "query-cpus-fast")
        return R"([{"thread-id":)" + std::to_string(getpid()) +
               R"(,"props":{"core-id":0,"thread-id":0,"socket-id":0},"qom-path":"/machine/unattached/device[0]","cpu-index":0,"target":"x86_64"}])";
    if (name == "query-balloon") return R"({"actual":33554432})";
    if (name == "qom-get" && property != "guest-stats") return "[]";
    if (name == "qom-get") return R"({"stats":{"stat-total-memory":33554432},"last-update":0})";
    if (name == "query-dirty-rate") return R"({"status":"unstarted","sample-pages":0,"mode":"page-sampling","start-time":0,"calc-time":0})";
    if (name == "query-blockstats")
        return R"([{"device":"","qdev":"/machine/peripheral/virtio-disk0/virtio-backend","node-name":"libvirt-1-storage","stats":{"rd_operations":1,"rd_bytes":512,)"
               R"("rd_total_time_ns":1000,"wr_operations":2,"wr_bytes":1024,"wr_total_time_ns":2000,"flush_operations":1,"flush_total_time_ns":100}}])";
    if (name.substr(0, 6) == "query-") return "[]";
    return "{}";
}

bool put(int fd, std::string_view text) {
    while (!text.empty()) {
        const ssize_t n = write(fd, text.data(), text.size());
        if (n <= 0) return false;
        text.remove_prefix(static_cast<std::size_t>(n));
    }
    return true;
}

// Serves one client until it leaves; false if the guest was told to end.
bool serve(int fd) {
    if (!put(fd, "{\"QMP\": {\"version\": {\"qemu\": {\"micro\": 0, \"minor\": 2, \"major\": 7}, \"package\": \"\"}, \"capabilities\": [\"oob\"]}}\r\n")) return true;
    std::string pending, out;
    char buffer[8192];
    for (;;) {
        const ssize_t n = read(fd, buffer, sizeof buffer);
        if (n <= 0) return true;
        pending.append(buffer, static_cast<std::size_t>(n));
        out.clear();
        bool quit = false;
        std::size_t start = 0;
        int depth = 0;
        bool text = false;
        for (std::size_t i = 0; i < pending.size(); ++i) {
            const char c = pending[i];
            if (text) {
                if (c == '\\') ++i;
                else if (c == '"') text = false;
            } else if (c == '"') {
                text = true;
            } else if (c == '{') {
                if (depth++ == 0) start = i;
            } else if (c == '}' && --depth == 0) {
                const std::string_view command = std::string_view(pending).substr(start, i + 1 - start);
                const auto name = field(command, "execute"), id = field(command, "id");
                quit = quit || name == "quit";
                out += std::string("{\"return\": ") + answer(name, field(command, "property"));
                if (!id.empty()) out += ", \"id\": \"" + std::string(id) + "\"";
                out += "}\r\n";
                start = i + 1;
            }
        }
        pending.erase(0, depth ? start : pending.size());
        if (!put(fd, out)) return true;
        if (quit) return false;
    }
}

}  // namespace

int main(int argc, char** argv) {
    const int listener = monitor_fd(argc, argv);
    if (listener < 0) {
        argv[0] = const_cast<char*>(real);
        execv(real, argv);
        return 127;
    }
    signal(SIGPIPE, SIG_IGN);
    for (;;) {
        const int client = accept(listener, nullptr, nullptr);
        if (client < 0) return 1;
        if (!serve(client)) return 0;
        close(client);
    }
}
