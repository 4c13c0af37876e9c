// SPDX-License-Identifier: LGPL-2.1-or-later
#include "fake_qemu.h"

#include <sys/socket.h>
#include <unistd.h>

#include <mutex>

namespace vireo::qemu::test {

FakeQemu::FakeQemu(Answer answer) : answer_(std::move(answer)) {
    int pair[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) std::abort();
    client_ = Fd(pair[0]);
    server_ = Fd(pair[1]);
    thread_ = std::thread([this] {
        write("{\"QMP\": {\"version\": {\"qemu\": {\"micro\": 0, \"minor\": 2, \"major\": 7}, \"package\": \"\"}, \"capabilities\": [\"oob\"]}}\r\n");
        std::string buffer;
        char chunk[4096];
        for (ssize_t n; (n = ::read(server_.get(), chunk, sizeof chunk)) > 0;) {
            buffer.append(chunk, static_cast<std::size_t>(n));
            for (std::size_t end; (end = buffer.find('\n')) != std::string::npos;) {
                std::string line = buffer.substr(0, end);
                buffer.erase(0, end + 1);
                if (!line.empty() && line.back() == '\r') line.pop_back();
                {
                    std::lock_guard lock(mutex_);
                    lines_.push_back(line);
                }
                std::string text = line.find("qmp_capabilities") != std::string::npos ? reply(line, "{}") : answer_(line);
                if (!text.empty()) write(text);
            }
        }
    });
}

FakeQemu::~FakeQemu() {
    hang_up();
    thread_.join();
}

void FakeQemu::write(const std::string& text) {
    for (std::size_t done = 0; done < text.size();) {
        ssize_t n = ::send(server_.get(), text.data() + done, text.size() - done, MSG_NOSIGNAL);
        if (n <= 0) return;
        done += static_cast<std::size_t>(n);
    }
}

void FakeQemu::hang_up() { ::shutdown(server_.get(), SHUT_RDWR); }

std::vector<std::string> FakeQemu::lines() {
    std::lock_guard lock(mutex_);
    return lines_;
}

std::string FakeQemu::id_of(const std::string& line) {
    auto at = line.rfind("\"id\":\"");
    return line.substr(at + 6, line.find('"', at + 6) - at - 6);
}

std::string FakeQemu::reply(const std::string& line, const std::string& value) {
    return "{\"return\": " + value + ", \"id\": \"" + id_of(line) + "\"}\r\n";
}

std::string FakeQemu::error(const std::string& line, const std::string& cls, const std::string& text) {
    return "{\"id\": \"" + id_of(line) + "\", \"error\": {\"class\": \"" + cls + "\", \"desc\": \"" + text + "\"}}\r\n";
}

}  // namespace vireo::qemu::test
