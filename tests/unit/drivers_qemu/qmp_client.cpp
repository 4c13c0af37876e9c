// SPDX-License-Identifier: LGPL-2.1-or-later
// The client against a QEMU that answers, refuses, is late, sends events between, and dies.
#include "drivers/qemu/qmp/client.h"

#include <gtest/gtest.h>

#include <condition_variable>
#include <future>
#include <thread>

#include "fake_qemu.h"
#include "json/json.h"
#include "run/loop.h"

namespace vireo::qemu::qmp {
namespace {

using test::FakeQemu;

// What happened, for threads to wait for.
class Log {
  public:
    void add(std::string what) {
        std::lock_guard lock(mutex_);
        items_.push_back(std::move(what));
        changed_.notify_all();
    }
    std::vector<std::string> wait_for(std::size_t count) {
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, std::chrono::seconds(10), [&] { return items_.size() >= count; });
        return items_;
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::string> items_;
};

Listener listen_to(Log& log) {
    Listener l;
    l.on_event = [&log](std::string_view name, std::string_view data, std::int64_t micros) {
        log.add(fmt::format("event {} {} {}", name, data, micros));
    };
    l.on_close = [&log](const std::string& why) { log.add("close " + why); };
    l.on_unresponsive = [&log](bool silent) { log.add(silent ? "silent" : "back"); };
    return l;
}

struct House {
    run::LoopThread thread{"test-qmp"};
    Log log;
};

TEST(Client, NegotiatesThenAnswersByIdInAnyOrder) {
    House h;
    std::string first;
    FakeQemu qemu([&](const std::string& line) {
        if (line.find("query-status") != std::string::npos) {
            first = line;
            return std::string();
        }
        return FakeQemu::reply(line, "{\"name\": \"vm\"}") + FakeQemu::reply(first, "{\"running\": true}");
    });
    Client client(h.thread.loop(), qemu.client_end(), "vm", listen_to(h.log));
    const Command commands[] = {Command("query-status"), Command("query-name")};
    auto futures = client.send(commands);
    EXPECT_EQ(futures[0].get()["running"], true);
    EXPECT_EQ(futures[1].get()["name"], "vm");
    auto lines = qemu.lines();
    ASSERT_EQ(lines.size(), 3u);
    EXPECT_EQ(lines[0], "{\"execute\":\"qmp_capabilities\",\"id\":\"libvirt-1\"}");
    EXPECT_EQ(lines[1], "{\"execute\":\"query-status\",\"id\":\"libvirt-2\"}");
}

TEST(Client, RefusalBecomesAnError) {
    House h;
    FakeQemu qemu([](const std::string& line) { return FakeQemu::error(line, "GenericError", "Device 'x' not found"); });
    Client client(h.thread.loop(), qemu.client_end(), "vm", listen_to(h.log));
    try {
        client.call(Command("device_del", json::Json{{"id", "x"}}));
        FAIL();
    } catch (const Error& e) {
        EXPECT_EQ(e.code, Code::internal_error);
        EXPECT_EQ(e.message, "internal error: unable to execute QEMU command 'device_del': Device 'x' not found");
    }
    EXPECT_EQ(qemu.lines().back(), "{\"execute\":\"device_del\",\"arguments\":{\"id\":\"x\"},\"id\":\"libvirt-2\"}");
}

TEST(Client, EventsComeWithTimeAndData) {
    House h;
    FakeQemu qemu([](const std::string& line) {
        return "{\"timestamp\": {\"seconds\": 12, \"microseconds\": 345}, \"event\": \"RESET\", \"data\": {\"guest\": true}}\r\n" +
               FakeQemu::reply(line, "{}");
    });
    Client client(h.thread.loop(), qemu.client_end(), "vm", listen_to(h.log));
    client.call(Command("system_reset"));
    EXPECT_EQ(h.log.wait_for(1)[0], "event RESET {\"guest\": true} 12000345");
}

TEST(Client, ALateAnswerMarksAndClears) {
    House h;
    std::promise<std::string> late;
    FakeQemu qemu([&](const std::string& line) {
        if (line.find("query-slow") != std::string::npos) {
            late.set_value(line);
            return std::string();
        }
        return FakeQemu::reply(line, "{}");
    });
    Client client(h.thread.loop(), qemu.client_end(), "vm", listen_to(h.log));
    auto f = client.send(Command("query-slow"));
    EXPECT_THROW(f.get(Deadline::in_ms(30)), Error);
    EXPECT_TRUE(client.unresponsive());
    try {
        client.send(Command("query-status"));
        FAIL();
    } catch (const Error& e) {
        EXPECT_EQ(e.code, Code::operation_timeout);
    }
    qemu.write(FakeQemu::reply(late.get_future().get(), "{}"));
    EXPECT_EQ(h.log.wait_for(2), (std::vector<std::string>{"silent", "back"}));
    EXPECT_FALSE(client.unresponsive());
    client.call(Command("query-status"));
}

TEST(Client, ReadersThatPeekDoNotMark) {
    House h;
    FakeQemu qemu([](const std::string&) { return std::string(); });
    Client client(h.thread.loop(), qemu.client_end(), "vm", listen_to(h.log));
    auto f = client.send(Command("query-blockstats"));
    EXPECT_EQ(f.peek(Deadline::in_ms(10)), nullptr);
    EXPECT_FALSE(client.unresponsive());
}

TEST(Gathering, WaitsForTheAnswersOfSeveralMonitors) {
    House h;
    std::promise<void> go;
    auto may = go.get_future().share();
    auto answer = [may](const std::string& line) {
        if (line.find("qmp_capabilities") == std::string::npos) may.wait();
        return FakeQemu::reply(line, "{}");
    };
    FakeQemu one(answer), other(answer);
    Client a(h.thread.loop(), one.client_end(), "a", listen_to(h.log)), b(h.thread.loop(), other.client_end(), "b", listen_to(h.log));
    auto gathering = std::make_shared<Gathering>();
    EXPECT_EQ(gathering->wait(Deadline::never()), 0u);  // nothing was asked
    const Command commands[] = {Command("query-blockstats"), Command("query-iothreads")};
    auto first = a.send(commands, gathering), second = b.send({commands, 1}, gathering);
    EXPECT_EQ(gathering->wait(Deadline::in_ms(20)), 3u);  // and the deadline holds
    go.set_value();
    EXPECT_EQ(gathering->wait(Deadline::in_ms(10'000)), 0u);
    EXPECT_EQ(gathering->expected(), 3u);
    for (const auto* f : {&first[0], &first[1], &second[0]}) EXPECT_TRUE(f->peek(Deadline::in_ms(0)));
}

TEST(Gathering, ASilentMonitorIsTheOneThatIsLeft) {
    House h;
    FakeQemu good([](const std::string& line) { return FakeQemu::reply(line, "{}"); });
    FakeQemu bad([](const std::string&) { return std::string(); });
    Client a(h.thread.loop(), good.client_end(), "a", listen_to(h.log)), b(h.thread.loop(), bad.client_end(), "b", listen_to(h.log));
    auto gathering = std::make_shared<Gathering>();
    const Command commands[] = {Command("query-blockstats")};
    auto answered = a.send(commands, gathering), silent = b.send(commands, gathering);
    while (gathering->wait(Deadline::in_ms(20)) > 1) {}
    EXPECT_TRUE(answered[0].peek(Deadline::in_ms(0)));
    EXPECT_EQ(silent[0].peek(Deadline::in_ms(0)), nullptr);
    EXPECT_FALSE(b.unresponsive());
}

TEST(Gathering, TheEndOfAMonitorCountsAsItsAnswers) {
    House h;
    FakeQemu qemu([](const std::string&) { return std::string(); });
    Client client(h.thread.loop(), qemu.client_end(), "vm", listen_to(h.log));
    auto gathering = std::make_shared<Gathering>();
    const Command commands[] = {Command("query-blockstats"), Command("query-iothreads")};
    auto futures = client.send(commands, gathering);
    qemu.hang_up();
    EXPECT_EQ(gathering->wait(Deadline::in_ms(10'000)), 0u);
    EXPECT_THROW(futures[0].peek(Deadline::in_ms(0)), Error);
    // What cannot be sent is not waited for either.
    h.log.wait_for(1);
    EXPECT_THROW(client.send(commands, gathering), Error);
    EXPECT_EQ(gathering->wait(Deadline::in_ms(0)), 0u);
}

TEST(Gathering, SendersInManyThreadsLoseNothing) {
    House h;
    FakeQemu qemu([](const std::string& line) { return FakeQemu::reply(line, "{}"); });
    Client client(h.thread.loop(), qemu.client_end(), "vm", listen_to(h.log));
    auto gathering = std::make_shared<Gathering>();
    std::vector<std::thread> senders;
    for (int t = 0; t < 4; ++t)
        senders.emplace_back([&] {
            const Command commands[] = {Command("query-blockstats"), Command("query-iothreads"), Command("query-status")};
            for (int i = 0; i < 50; ++i) client.send(commands, gathering);
        });
    for (auto& s : senders) s.join();
    EXPECT_EQ(gathering->wait(Deadline::in_ms(30'000)), 0u);
    const auto lines = qemu.lines();
    EXPECT_EQ(lines.size(), 601u);
    // Commands of one call stay together, whoever else sends.
    for (std::size_t i = 1; i + 2 < lines.size(); i += 3) {
        EXPECT_NE(lines[i].find("query-blockstats"), std::string::npos) << i;
        EXPECT_NE(lines[i + 2].find("query-status"), std::string::npos) << i;
    }
}

TEST(Client, DeathFailsEveryWaiter) {
    House h;
    FakeQemu qemu([](const std::string&) { return std::string(); });
    Client client(h.thread.loop(), qemu.client_end(), "vm", listen_to(h.log));
    const Command commands[] = {Command("query-status"), Command("query-name")};
    auto futures = client.send(commands);
    qemu.hang_up();
    for (auto& f : futures) EXPECT_THROW(f.get(), Error);
    EXPECT_EQ(h.log.wait_for(1)[0], "close domain is not running");
    EXPECT_THROW(client.send(Command("query-status")), Error);
}

TEST(Client, GarbageEndsTheConversation) {
    House h;
    FakeQemu qemu([](const std::string&) { return std::string("no json\r\n"); });
    Client client(h.thread.loop(), qemu.client_end(), "vm", listen_to(h.log));
    EXPECT_THROW(client.call(Command("query-status")), Error);
    EXPECT_EQ(h.log.wait_for(1)[0], "close cannot parse monitor output: text outside of a document");
}

TEST(Client, LargeBurstsGoThrough) {
    House h;
    FakeQemu qemu([](const std::string& line) { return FakeQemu::reply(line, "\"" + std::string(3000, 'y') + "\""); });
    Client client(h.thread.loop(), qemu.client_end(), "vm", listen_to(h.log));
    std::vector<Command> many;
    for (int i = 0; i < 1000; ++i) many.emplace_back("echo", json::Json{{"pad", std::string(2000, 'x')}});
    for (auto& f : client.send(many)) EXPECT_EQ(f.get().get<std::string>().size(), 3000u);
}

}  // namespace
}  // namespace vireo::qemu::qmp
