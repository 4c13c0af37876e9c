// SPDX-License-Identifier: LGPL-2.1-or-later
// The agent's client against agents that answer, refuse, babble and stay silent.
#include "drivers/qemu/agent/client.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <thread>

#include "base/error.h"
#include "json/json.h"

namespace vireo::qemu::agent {
namespace {

class FakeAgent {
  public:
    using Answer = std::function<std::string(const std::string&)>;
    explicit FakeAgent(Answer answer) : path_("/tmp/vireo-agent-" + std::to_string(::getpid()) + ".sock"), answer_(std::move(answer)) {
        ::unlink(path_.c_str());
        listen_ = Fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
        sockaddr_un a{};
        a.sun_family = AF_UNIX;
        std::memcpy(a.sun_path, path_.c_str(), path_.size() + 1);
        ::bind(listen_.get(), reinterpret_cast<sockaddr*>(&a), sizeof a);
        ::listen(listen_.get(), 4);
        thread_ = std::thread([this] {
            for (;;) {
                Fd c(::accept(listen_.get(), nullptr, nullptr));
                if (!c) return;
                std::string buffer;
                char chunk[4096];
                for (ssize_t n; (n = ::read(c.get(), chunk, sizeof chunk)) > 0;) {
                    buffer.append(chunk, static_cast<std::size_t>(n));
                    for (std::size_t end; (end = buffer.find('\n')) != std::string::npos;) {
                        std::string line = buffer.substr(0, end);
                        buffer.erase(0, end + 1);
                        std::string out;
                        if (auto at = line.find("guest-sync-delimited"); at != std::string::npos) {
                            auto id = line.find("\"id\":");
                            out = noise_ + "\xff{\"return\": " + line.substr(id + 5, line.find('}', id) - id - 5) + "}\n";
                        } else {
                            out = answer_(line);
                        }
                        if (::send(c.get(), out.data(), out.size(), MSG_NOSIGNAL) < 0) break;
                    }
                }
            }
        });
    }
    ~FakeAgent() {
        ::shutdown(listen_.get(), SHUT_RDWR);
        thread_.join();
        ::unlink(path_.c_str());
    }
    const std::string& path() const { return path_; }
    std::string noise_;

  private:
    std::string path_;
    Answer answer_;
    Fd listen_;
    std::thread thread_;
};

TEST(Agent, AnswersBehindNoise) {
    FakeAgent agent([](const std::string&) { return std::string("{\"return\": {\"count\": 3}}\n"); });
    agent.noise_ = "{\"return\": {}}\n garbage {{{ ";
    Client client(agent.path());
    EXPECT_EQ(client.call(qmp::Command("guest-fsfreeze-freeze"))["count"], 3);
    EXPECT_EQ(client.call_text("{\"execute\":\"guest-info\"}", 5), "{\"return\": {\"count\": 3}}");
    client.disconnect();
}

TEST(Agent, RefusalIsAnError) {
    FakeAgent agent([](const std::string&) { return std::string("{\"error\": {\"class\": \"GenericError\", \"desc\": \"no such file\"}}\n"); });
    Client client(agent.path());
    try {
        client.call(qmp::Command("guest-file-open"));
        FAIL();
    } catch (const Error& e) {
        EXPECT_EQ(e.code, Code::internal_error);
        EXPECT_EQ(e.message, "internal error: unable to execute QEMU agent command 'guest-file-open': no such file");
    }
    client.disconnect();
}

TEST(Agent, SilenceEndsInATimeout) {
    FakeAgent agent([](const std::string&) { return std::string(); });
    Client client(agent.path());
    try {
        client.call(qmp::Command("guest-ping"), 1);
        FAIL();
    } catch (const Error& e) {
        EXPECT_EQ(e.code, Code::agent_command_timeout);
    }
}

TEST(Agent, NobodyThere) {
    Client client("/tmp/vireo-agent-nowhere.sock");
    try {
        client.call(qmp::Command("guest-ping"), default_, Deadline::in_ms(20));
        FAIL();
    } catch (const Error& e) {
        EXPECT_EQ(e.code, Code::agent_unresponsive);
    }
}

}  // namespace
}  // namespace vireo::qemu::agent
