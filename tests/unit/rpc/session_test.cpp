// SPDX-License-Identifier: LGPL-2.1-or-later
// Server and client against each other, and the server against raw bytes.
#include <gtest/gtest.h>
#include <poll.h>

#include <random>
#include <thread>

#include "api/gen/procedures.h"
#include "fake_driver.h"
#include "rpc/client/client.h"
#include "rpc/client/client_stream.h"
#include "rpc/server/server.h"
#include "rpc/server/session.h"

namespace vireo::rpc {
namespace {

using test::FakeConnection;
using namespace api::proc;

// The application's loop, turned by hand or by a thread.
class TestLoop final : public ClientLoop {
  public:
    ~TestLoop() override { stop(); }
    int add_fd(int fd, int, std::function<void(int)> fn) override {
        std::lock_guard lock(mutex_);
        fds_[++last_] = {fd, std::move(fn)};
        return last_;
    }
    void update_fd(int, int) override {}
    void remove_fd(int w) override {
        std::lock_guard lock(mutex_);
        fds_.erase(w);
    }
    int add_timer(int ms, std::function<void()> fn) override {
        std::lock_guard lock(mutex_);
        timers_[++last_] = {ms, {}, std::move(fn)};
        set(timers_[last_], ms);
        return last_;
    }
    void update_timer(int t, int ms) override {
        std::lock_guard lock(mutex_);
        if (timers_.count(t)) set(timers_[t], ms);
    }
    void remove_timer(int t) override {
        std::lock_guard lock(mutex_);
        timers_.erase(t);
    }
    void start() {
        thread_ = std::thread([this] {
            while (!stop_) turn();
        });
    }
    void stop() {
        stop_ = true;
        if (thread_.joinable()) thread_.join();
    }
    void turn() {
        std::vector<pollfd> polls;
        std::vector<std::function<void(int)>> fns;
        std::vector<std::function<void()>> due;
        {
            std::lock_guard lock(mutex_);
            for (auto& [id, f] : fds_) polls.push_back({f.fd, POLLIN, 0}), fns.push_back(f.fn);
            for (auto& [id, t] : timers_)
                if (t.ms >= 0 && real_clock().now() >= t.due) due.push_back(t.fn), set(t, t.ms);
        }
        for (auto& fn : due) fn();
        ::poll(polls.data(), polls.size(), 2);
        for (std::size_t i = 0; i < polls.size(); ++i)
            if (polls[i].revents) fns[i](ClientLoop::readable);
    }

  private:
    struct Watched {
        int fd;
        std::function<void(int)> fn;
    };
    struct Timed {
        int ms;
        SteadyTime due;
        std::function<void()> fn;
    };
    static void set(Timed& t, int ms) {
        t.ms = ms;
        t.due = real_clock().now() + std::chrono::milliseconds(ms);
    }
    std::mutex mutex_;
    std::map<int, Watched> fds_;
    std::map<int, Timed> timers_;
    int last_ = 0;
    std::atomic<bool> stop_{false};
    std::thread thread_;
};

struct House : testing::Test {
    House() { make({}); }
    void make(Limits limits, Auth = Auth::none) {
        server.reset();
        ServerOptions o;
        o.programs = {remote_program, qemu_program, lxc_program};
        o.limits = limits;
        o.loops = 2;
        o.accepting_serves = accepting_serves;
        if (accepting_serves) o.opens_at_once = [](const std::string& name) { return name != "slow:///"; };
        o.open = [this](api::Call&, const std::string& name) -> std::shared_ptr<api::Endpoint> {
            opened_by = std::this_thread::get_id();
            if (name == "bad:///") fail(Code::no_connect, Domain::none, "{}", "bad:///");
            std::vector<std::shared_ptr<api::Connection>> parts{driver};
            return std::make_shared<api::LocalEndpoint>(parts);
        };
        o.log = [this](int, const std::string& text) {
            std::lock_guard lock(log_mutex);
            log += text + "\n";
        };
        server = std::make_unique<Server>(accepting.loop(), pool, std::move(o));
    }
    Fd connect(Auth auth = Auth::none, bool read_only = false) {
        int fds[2];
        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds)) std::abort();
        accepting.call([&] { server->serve(Fd(fds[0]), TransportKind::unix_, auth, read_only); });
        return Fd(fds[1]);
    }
    std::shared_ptr<Client> client(std::shared_ptr<ClientLoop> loop = nullptr, bool opened = true) {
        auto c = Client::make(make_socket_channel(connect()), std::move(loop));
        if (opened) call<ConnectOpen>(*c, {"fake:///", 0});
        return c;
    }
    template <class P>
    typename P::Out call(Client& c, const typename P::In& in = {}) {
        api::Call extra;
        return call<P>(c, extra, in);
    }
    template <class P>
    typename P::Out call(Client& c, api::Call& extra, const typename P::In& in) {
        typename P::Out out{};
        c.call(api::procedures[P::row], extra, &in, &out);
        return out;
    }
    template <class F>
    Error error_of(F f) {
        try {
            f();
        } catch (const Error& e) {
            return e;
        }
        ADD_FAILURE() << "no error";
        return Error(Code::ok, Domain::none, "");
    }
    api::DomainRef dom(const char* name) { return {name, Uuid{}, 1}; }

    run::LoopThread accepting{"accept"};
    run::Pool pool;
    run::LaneHost host{pool, accepting.loop()};
    std::shared_ptr<FakeConnection> driver = std::make_shared<FakeConnection>(host);
    std::mutex log_mutex;
    std::string log;
    bool accepting_serves = false;
    std::atomic<std::thread::id> opened_by{};
    std::unique_ptr<Server> server;
};

TEST_F(House, answers) {
    auto c = client();
    EXPECT_EQ(call<ConnectGetLibVersion>(*c).lib_ver, 11003000u);
    EXPECT_EQ(call<DomainLookupByName>(*c, {"web"}).dom.name, "web");
    EXPECT_EQ(call<ConnectGetHostname>(*c).hostname, std::to_string(getuid()));
}

TEST_F(House, the_accepting_loop_serves_too) {
    accepting_serves = true;
    make({});
    std::thread::id front;
    accepting.call([&] { front = std::this_thread::get_id(); });
    std::vector<std::shared_ptr<Client>> clients;
    for (int i = 0; i < 6; ++i) {
        clients.push_back(client());
        EXPECT_EQ(call<ConnectGetLibVersion>(*clients.back()).lib_ver, 11003000u);
        EXPECT_EQ(opened_by.load() == front, i % 2 == 0) << "clients are dealt out evenly, and opened where they are served";
    }
    std::size_t here = 0;
    for (const auto& c : server->clients()) here += &c->loop() == &accepting.loop();
    EXPECT_EQ(here, 3u);
    // Those who leave make room where they were.
    for (int i : {0, 2}) call<ConnectClose>(*clients[static_cast<std::size_t>(i)]);
    while (server->client_count() > 4) std::this_thread::yield();
    for (int i = 0; i < 2; ++i) {
        client();
        EXPECT_EQ(opened_by.load(), front);
        while (server->client_count() > 4) std::this_thread::yield();
    }
    // What may wait is opened elsewhere.
    auto c = client(nullptr, false);
    call<ConnectOpen>(*c, {"slow:///", 0});
    EXPECT_NE(opened_by.load(), front);
    EXPECT_EQ(error_of([&] { call<ConnectOpen>(*client(nullptr, false), {"bad:///", 0}); }).code, Code::no_connect);
}

TEST_F(House, errors_come_back_whole) {
    auto c = client();
    auto e = error_of([&] { call<DomainLookupByName>(*c, {"none"}); });
    EXPECT_EQ(e.code, Code::no_domain);
    EXPECT_EQ(e.domain, Domain::test);
    EXPECT_EQ(e.message, "Domain not found: no domain with matching name 'none'");
    EXPECT_EQ(error_of([&] { call<ConnectOpen>(*c, {"fake:///", 0}); }).message, "internal error: connection already open");
    EXPECT_EQ(error_of([&] { call<ConnectGetLibVersion>(*c); }).message, "internal error: hypervisor connection not open");
    EXPECT_EQ(error_of([&] { call<ConnectGetType>(*client()); }).code, Code::no_support);
    EXPECT_EQ(error_of([&] { call<ConnectOpen>(*client(nullptr, false), {"bad:///", 0}); }).code, Code::no_connect);
}

TEST_F(House, read_only_socket_and_flag) {
    auto c = Client::make(make_socket_channel(connect(Auth::none, true)), nullptr);
    call<ConnectOpen>(*c, {"fake:///", 0});
    EXPECT_EQ(error_of([&] { call<DomainSuspend>(*c, {dom("a")}); }).code, Code::operation_denied);
    auto d = client(nullptr, false);
    call<ConnectOpen>(*d, {"fake:///", 1});
    EXPECT_EQ(error_of([&] { call<DomainSuspend>(*d, {dom("a")}); }).code, Code::operation_denied);
}

TEST_F(House, many_threads_share_one_connection) {
    auto c = client();
    std::vector<std::thread> threads;
    std::atomic<unsigned> good{0};
    for (int t = 0; t < 16; ++t)
        threads.emplace_back([&, t] {
            for (int i = 0; i < 300; ++i) {
                std::string name = fmt::format("vm-{}-{}", t, i);
                if (call<DomainLookupByName>(*c, {name}).dom.name == name) ++good;
            }
        });
    for (auto& t : threads) t.join();
    EXPECT_EQ(good, 4800u);
}

// Long texts in both directions: each side has to take while it gives.
TEST_F(House, many_threads_with_long_texts) {
    auto c = client();
    std::vector<std::thread> threads;
    std::atomic<int> good{0};
    for (int t = 0; t < 8; ++t)
        threads.emplace_back([&, t] {
            std::string name(t % 2 ? 700'000 : 10, static_cast<char>('a' + t));
            for (int i = 0; i < 20; ++i) good += call<DomainLookupByName>(*c, {name}).dom.name == name;
        });
    for (auto& t : threads) t.join();
    EXPECT_EQ(good, 160);
}

// The thread that reads for all gives up; another one has to read on.
TEST_F(House, a_reader_that_runs_out_of_time_hands_the_reading_on) {
    auto c = client();
    std::atomic<int> late{0}, answered{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&, t] {
            api::Call extra;
            if (t < 2) extra.until = Deadline::in_ms(30 + 20 * t);
            try {
                call<DomainResume>(*c, extra, {dom("stuck")});
                ++answered;
            } catch (const Error& e) {
                late += e.code == Code::operation_timeout;
            }
        });
    for (int i = 0; i < 200; ++i) EXPECT_EQ(call<DomainLookupByName>(*c, {"x"}).dom.name, "x");
    threads[0].join();
    threads[1].join();
    EXPECT_EQ(late, 2);
    EXPECT_EQ(answered, 0);
    {
        std::lock_guard lock(driver->mutex);
        driver->released = true;
    }
    driver->changed.notify_all();
    threads[2].join();
    threads[3].join();
    EXPECT_EQ(answered, 2);
    EXPECT_EQ(call<DomainLookupByName>(*c, {"y"}).dom.name, "y");
}

// Short deadlines among many threads: whoever leaves early disturbs nobody.
TEST_F(House, threads_that_leave_early_disturb_nobody) {
    auto c = client();
    std::vector<std::thread> threads;
    std::atomic<int> wrong{0};
    for (int t = 0; t < 6; ++t)
        threads.emplace_back([&, t] {
            std::string name = "d" + std::to_string(t);
            for (int i = 0; i < 300; ++i) {
                api::Call extra;
                if (t % 2) extra.until = Deadline::in(std::chrono::microseconds(i % 60));
                try {
                    wrong += call<DomainLookupByName>(*c, extra, {name}).dom.name != name;
                } catch (const Error& e) {
                    wrong += t % 2 == 0 || e.code != Code::operation_timeout;
                }
            }
        });
    for (auto& t : threads) t.join();
    EXPECT_EQ(wrong, 0);
}

TEST_F(House, closing_wakes_all_who_wait) {
    auto c = client();
    std::atomic<int> failed{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 3; ++t)
        threads.emplace_back([&] {
            try {
                call<DomainResume>(*c, {dom("stuck")});
            } catch (const Error& e) {
                failed += e.code == Code::internal_error;
            }
        });
    {
        std::unique_lock lock(driver->mutex);
        driver->changed.wait(lock, [&] { return driver->waiting > 0; });
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    c->close();
    for (auto& t : threads) t.join();
    EXPECT_EQ(failed, 3);
    std::lock_guard lock(driver->mutex);
    driver->released = true;
    driver->changed.notify_all();
}

// The server goes away in the middle of calls.
TEST_F(House, a_server_that_vanishes_is_told_to_all) {
    auto c = client();
    std::atomic<int> failed{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 6; ++t)
        threads.emplace_back([&] {
            try {
                for (;;) call<DomainLookupByName>(*c, {"x"});
            } catch (const Error&) {
                ++failed;
            }
        });
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    for (auto& s : server->clients()) s->shut();
    for (auto& t : threads) t.join();
    EXPECT_EQ(failed, 6);
    EXPECT_FALSE(c->alive());
}

TEST_F(House, waiters_on_a_stuck_guest_slow_nobody) {
    std::vector<std::thread> threads;
    for (int i = 0; i < 40; ++i)
        threads.emplace_back([&] {
            auto c = client();
            call<DomainResume>(*c, {dom("stuck")});
        });
    {
        std::unique_lock lock(driver->mutex);
        driver->changed.wait(lock, [&] { return driver->waiting == 1; });
    }
    auto c = client();
    for (int i = 0; i < 100; ++i) call<DomainSuspend>(*c, {dom("other")});
    // The threads that opened the connections are idle again; only the lane's one is at work.
    auto figures = pool.figures();
    for (auto until = Deadline::in_ms(3000); figures.threads - figures.idle > 1 && !until.expired(); figures = pool.figures()) std::this_thread::yield();
    EXPECT_EQ(figures.threads - figures.idle, 1u);
    {
        std::lock_guard lock(driver->mutex);
        driver->released = true;
    }
    driver->changed.notify_all();
    for (auto& t : threads) t.join();
    EXPECT_EQ(driver->waiting, 40u);
}

TEST_F(House, events_reach_subscribers_before_the_reply) {
    auto loop = std::make_shared<TestLoop>();
    auto c = client(loop);
    std::vector<std::pair<int, std::string>> seen;
    std::mutex m;
    c->on_event([&](const Header& h, std::span<const char> payload) {
        std::lock_guard lock(m);
        api::DomainEventCallbackLifecycleMsg msg;
        decode(payload, api::find_event(api::EventClass::domain, 0)->message->in, &msg);
        EXPECT_EQ(h.serial, 1u);
        EXPECT_EQ(h.procedure, 318);
        seen.emplace_back(msg.callbackID, msg.msg.dom.name);
    });
    auto first = call<ConnectDomainEventCallbackRegisterAny>(*c, {0, {}}).callbackID;
    auto second = call<ConnectDomainEventCallbackRegisterAny>(*c, {0, {}}).callbackID;
    EXPECT_NE(first, second);
    call<DomainSuspend>(*c, {dom("a")});
    call<ConnectDomainEventCallbackDeregisterAny>(*c, {first});
    call<DomainSuspend>(*c, {dom("b")});
    for (int i = 0; i < 5; ++i) loop->turn();
    ASSERT_EQ(seen.size(), 3u);
    EXPECT_EQ(seen[2], std::pair(second, std::string("b")));
    EXPECT_EQ(error_of([&] { call<ConnectDomainEventCallbackDeregisterAny>(*c, {first}); }).message,
              fmt::format("internal error: domain event callback {} not registered", first));
    EXPECT_EQ(error_of([&] { call<ConnectDomainEventCallbackRegisterAny>(*c, {99, {}}); }).message, "internal error: unsupported event ID 99");
}

TEST_F(House, an_event_of_the_old_form_has_no_callback_id) {
    auto loop = std::make_shared<TestLoop>();
    auto c = client(loop);
    std::string name;
    c->on_event([&](const Header& h, std::span<const char> payload) {
        EXPECT_EQ(h.procedure, 107);
        api::DomainEventLifecycleMsg msg;
        decode(payload, api::find_event(api::EventClass::domain, 0)->legacy->in, &msg);
        name = msg.dom.name;
    });
    EXPECT_EQ(call<ConnectDomainEventRegister>(*c).cb_registered, 1);
    call<DomainSuspend>(*c, {dom("old")});
    for (int i = 0; i < 5; ++i) loop->turn();
    EXPECT_EQ(name, "old");
}

class Caller final : public api::Stream {
  public:
    void attach(std::unique_ptr<api::StreamSource> s) override { source = std::move(s); }
    std::unique_ptr<api::StreamSource> source;
};

int read_some(api::StreamSource& s, std::span<char> into, bool stop = false) {
    for (;;) {
        int n = s.receive(into, stop);
        if (n != api::StreamSource::would_block) return n;
        s.wait(api::StreamSource::readable, Deadline::never());
    }
}

TEST_F(House, download_with_a_hole) {
    auto c = client();
    api::Call extra;
    auto stream = std::make_shared<Caller>();
    extra.stream = stream;
    call<StorageVolDownload>(*c, extra, {{"p", "v", "k"}, 1, 3'000'000, 1});
    std::vector<char> buffer(100'000);
    EXPECT_EQ(read_some(*stream->source, buffer, true), api::StreamSource::at_hole);
    EXPECT_EQ(stream->source->receive_hole(), 1 << 20);
    std::size_t total = 0;
    for (int n; (n = read_some(*stream->source, buffer)) > 0;) total += static_cast<std::size_t>(n);
    EXPECT_EQ(total, 3'000'000u);
    EXPECT_EQ(read_some(*stream->source, buffer), 0);
    stream->source->finish();
    EXPECT_EQ(*driver->sink, "<finished>");
    EXPECT_EQ(call<ConnectGetLibVersion>(*c).lib_ver, 11003000u);
}

TEST_F(House, upload_finish_abort_and_failure) {
    auto c = client();
    auto open = [&] {
        api::Call extra;
        auto stream = std::make_shared<Caller>();
        extra.stream = stream;
        call<StorageVolUpload>(*c, extra, {{"p", "v", "k"}, 0, 0, 1});
        return std::move(stream->source);
    };
    auto send = [](api::StreamSource& s, std::string_view all) {
        while (!all.empty()) {
            int n = s.send(all);
            if (n == api::StreamSource::would_block) s.wait(api::StreamSource::writable, Deadline::never());
            else all.remove_prefix(static_cast<std::size_t>(n));
        }
    };
    std::string large(5'000'000, 'u');
    auto s = open();
    send(*s, large);
    s->send_hole(10);
    send(*s, "end");
    s->finish();
    EXPECT_EQ(*driver->sink, large + std::string(10, '\0') + "end<finished>");
    driver->sink->clear();
    s = open();
    send(*s, "abc");
    s->abort();
    EXPECT_EQ(driver->sink->substr(driver->sink->size() - 9), "<aborted>");
    s = open();
    send(*s, "!");
    EXPECT_EQ(error_of([&] { s->finish(); }).message, "internal error: disk full");
    s.reset();
    api::Call extra;
    auto stream = std::make_shared<Caller>();
    extra.stream = stream;
    EXPECT_EQ(error_of([&] { call<StorageVolDownload>(*c, extra, {{"p", "v", "k"}, 0, 7, 0}); }).code, Code::no_storage_vol);
    EXPECT_FALSE(stream->source);
}

TEST_F(House, console_both_ways) {
    auto c = client();
    api::Call extra;
    auto stream = std::make_shared<Caller>();
    extra.stream = stream;
    call<DomainOpenConsole>(*c, extra, {dom("a"), {}, 0});
    char buffer[64];
    (void)!write(driver->guest.get(), "login: ", 7);
    EXPECT_EQ(read_some(*stream->source, buffer), 7);
    EXPECT_EQ(stream->source->send(std::string_view("root\n")), 5);
    pollfd p{driver->guest.get(), POLLIN, 0};
    ASSERT_EQ(poll(&p, 1, 2000), 1);
    EXPECT_EQ(read(driver->guest.get(), buffer, sizeof buffer), 5);
    driver->guest.reset();
    EXPECT_EQ(read_some(*stream->source, buffer), 0);
    stream->source->finish();
}

TEST_F(House, descriptors_both_ways) {
    auto c = client();
    api::Call extra;
    call<DomainOpenGraphicsFd>(*c, extra, {dom("a"), 0, 0});
    ASSERT_EQ(extra.fds_out.size(), 1u);
    char buffer[16];
    EXPECT_EQ(read(extra.fds_out[0].get(), buffer, sizeof buffer), 4);
    int fds[2];
    ASSERT_EQ(pipe2(fds, O_CLOEXEC), 0);
    Fd reader(fds[0]);
    api::Call with;
    with.fds_in.emplace_back(fds[1]);
    call<DomainOpenGraphics>(*c, with, {dom("a"), 0, 0});
    EXPECT_EQ(read(reader.get(), buffer, sizeof buffer), 8);
}

TEST_F(House, close_is_answered_and_then_the_server_hangs_up) {
    auto c = client();
    call<ConnectClose>(*c);
    auto e = error_of([&] { call<ConnectGetLibVersion>(*c); });
    EXPECT_TRUE(e.message == "End of file while reading data: Input/output error" || e.code == Code::system_error) << e.message;
}

TEST_F(House, keepalive_ends_a_dead_connection) {
    int fds[2];
    ASSERT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds), 0);
    Fd silent(fds[0]);
    auto loop = std::make_shared<TestLoop>();
    auto c = Client::make(make_socket_channel(Fd(fds[1])), loop);
    int reason = -1;
    c->on_close([&](int r) { reason = r; });
    c->set_keepalive(1, 1);
    auto until = Deadline::in_ms(5000);
    while (reason < 0 && !until.expired()) loop->turn();
    EXPECT_EQ(reason, 2);
    char ping[64];
    EXPECT_EQ(recv(silent.get(), ping, sizeof ping, MSG_DONTWAIT), 28);
    EXPECT_EQ(error_of([&] { call<ConnectGetLibVersion>(*c); }).message, "internal error: connection closed due to keepalive timeout");
}

// ---- raw bytes ----

struct Raw {
    explicit Raw(Fd socket) : channel(make_socket_channel(std::move(socket))) {}
    void send(const Header& h, std::span<const char> payload = {}) {
        Buffer b = make_packet(h, payload);
        ASSERT_EQ(write(channel->fd(), b.data(), b.size()), static_cast<ssize_t>(b.size()));
    }
    bool next(Packet& p) {
        while (!in.next(p)) {
            pollfd poll_in{channel->fd(), POLLIN, 0};
            if (::poll(&poll_in, 1, 3000) != 1) return false;
            if (in.fill(*channel) == Channel::closed) return false;
        }
        return true;
    }
    std::string error(const Header& h, std::span<const char> payload = {}) {
        send(h, payload);
        Packet p;
        if (!next(p) || p.header.status != Status::error) return "?";
        auto e = decode_error(p.payload);
        EXPECT_EQ(e.code, Code::rpc);
        EXPECT_EQ(e.domain, Domain::rpc);
        EXPECT_EQ(e.level, ErrorLevel::error);
        EXPECT_EQ(p.header.serial, h.serial);
        return e.message;
    }
    std::unique_ptr<Channel> channel;
    Inbox in;
};

TEST_F(House, texts_of_the_wire_itself) {
    Raw raw(connect());
    EXPECT_EQ(raw.error({0x12345678, 1, 1, PacketType::call, 5, Status::ok}), "Cannot find program 305419896 version 1");
    EXPECT_EQ(raw.error({remote_program, 2, 1, PacketType::call, 6, Status::ok}), "Cannot find program 536903814 version 2");
    EXPECT_EQ(raw.error({remote_program, 1, 9999, PacketType::call, 7, Status::ok}), "unknown procedure: 9999");
    EXPECT_EQ(raw.error({remote_program, 1, 318, PacketType::call, 7, Status::ok}), "unknown procedure: 318");
    EXPECT_EQ(raw.error({remote_program, 1, 1, PacketType::call, 8, Status::ok}), "Unable to decode message payload");
    EXPECT_EQ(raw.error({remote_program, 1, 1, PacketType::call, 9, Status::error}), "Unexpected message status 1");
    Raw locked(connect(Auth::polkit));
    EXPECT_EQ(locked.error({remote_program, 1, 157, PacketType::call, 1, Status::ok}), "authentication required");
}

TEST_F(House, auth_list_of_a_polkit_service) {
    Raw raw(connect(Auth::polkit));
    raw.send({remote_program, 1, 66, PacketType::call, 0, Status::ok});
    Packet p;
    ASSERT_TRUE(raw.next(p));
    ASSERT_EQ(p.payload.size(), 8u);
    EXPECT_EQ(get_be32(p.payload.data()), 1u);
    EXPECT_EQ(get_be32(p.payload.data() + 4), getuid() == 0 ? 0u : 2u);
}

TEST_F(House, pings_are_answered) {
    Raw raw(connect());
    raw.send({keepalive_program, 1, 1, PacketType::message, 0, Status::ok});
    Packet p;
    ASSERT_TRUE(raw.next(p));
    EXPECT_EQ(p.header.procedure, 2);
    EXPECT_EQ(p.header.type, PacketType::message);
}

TEST_F(House, no_more_than_so_many_requests_at_once) {
    Raw raw(connect());
    Buffer open;
    api::ConnectOpenArgs args{"fake:///", 0};
    encode(open, api::procedures[ConnectOpen::row].in, &args);
    raw.send({remote_program, 1, 1, PacketType::call, 0, Status::ok}, open.bytes());
    Packet p;
    ASSERT_TRUE(raw.next(p));
    Buffer resume;
    api::DomainResumeArgs who{dom("stuck")};
    encode(resume, api::procedures[DomainResume::row].in, &who);
    for (unsigned i = 1; i <= 5; ++i) raw.send({remote_program, 1, api::procedures[DomainResume::row].number, PacketType::call, i, Status::ok}, resume.bytes());
    raw.send({remote_program, 1, api::procedures[ConnectGetLibVersion::row].number, PacketType::call, 6, Status::ok});
    pollfd quiet{raw.channel->fd(), POLLIN, 0};
    timespec before{}, after{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &before);
    EXPECT_EQ(::poll(&quiet, 1, 200), 0);  // the sixth is not even read
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &after);
    // And nobody turns in circles meanwhile.
    EXPECT_LT((after.tv_sec - before.tv_sec) * 1000 + (after.tv_nsec - before.tv_nsec) / 1'000'000, 50);
    {
        std::lock_guard lock(driver->mutex);
        driver->released = true;
    }
    driver->changed.notify_all();
    std::set<std::uint32_t> serials;
    while (serials.size() < 6 && raw.next(p)) serials.insert(p.header.serial);
    EXPECT_EQ(serials.size(), 6u);
}

TEST_F(House, max_clients_stops_accepting) {
    Limits limits;
    limits.max_anonymous_clients = 2;
    make(limits);
    Fd a = connect(Auth::polkit), b = connect(Auth::polkit);
    EXPECT_EQ(server->anonymous_count(), 2u);
    a.reset();
    auto until = Deadline::in_ms(3000);
    while (server->anonymous_count() != 1 && !until.expired()) std::this_thread::yield();
    EXPECT_EQ(server->anonymous_count(), 1u);
    EXPECT_EQ(server->client_count(), 1u);
}

TEST_F(House, a_client_that_takes_no_events_is_disconnected) {
    Limits limits;
    limits.max_queued_events = 500;
    make(limits);
    Raw raw(connect());
    Buffer open, reg;
    api::ConnectOpenArgs args{"fake:///", 0};
    encode(open, api::procedures[ConnectOpen::row].in, &args);
    raw.send({remote_program, 1, 1, PacketType::call, 0, Status::ok}, open.bytes());
    Packet p;
    ASSERT_TRUE(raw.next(p));
    reg.u32(0);
    reg.u32(0);
    raw.send({remote_program, 1, 316, PacketType::call, 1, Status::ok}, reg.bytes());
    ASSERT_TRUE(raw.next(p));
    auto c = client();
    auto until = Deadline::in_ms(20000);
    while (server->client_count() == 2 && !until.expired()) call<DomainSuspend>(*c, {dom(std::string(1000, 'n').c_str())});
    EXPECT_EQ(server->client_count(), 1u);
    std::lock_guard lock(log_mutex);
    EXPECT_NE(log.find("500 events wait"), log.npos) << log;
}

TEST_F(House, a_client_that_reads_no_answers_is_not_read) {
    Raw raw(connect());
    Buffer open, look;
    api::ConnectOpenArgs args{"fake:///", 0};
    encode(open, api::procedures[ConnectOpen::row].in, &args);
    raw.send({remote_program, 1, 1, PacketType::call, 0, Status::ok}, open.bytes());
    Packet p;
    ASSERT_TRUE(raw.next(p));
    // Answers as large as the questions.
    api::DomainLookupByNameArgs who{std::string(20000, 'n')};
    encode(look, api::procedures[DomainLookupByName::row].in, &who);
    Buffer call = make_packet({remote_program, 1, 23, PacketType::call, 7, Status::ok}, look.bytes());
    std::size_t sent = 0, whole = 0;
    int fd = raw.channel->fd();
    while (sent < 64u << 20) {
        pollfd w{fd, POLLOUT, 0};
        if (::poll(&w, 1, 300) != 1) break;
        ssize_t n = ::send(fd, call.data() + sent % call.size(), call.size() - sent % call.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
        if (n > 0) sent += static_cast<std::size_t>(n);
    }
    EXPECT_LT(sent, 16u << 20);
    whole = sent / call.size();
    for (std::size_t i = 0; i < whole; ++i) {
        ASSERT_TRUE(raw.next(p)) << i << " of " << whole;
        ASSERT_EQ(p.header.serial, 7u);
    }
}

TEST_F(House, noise_never_harms_the_server) {
    std::mt19937 random(5);
    for (int round = 0; round < 300; ++round) {
        Fd fd = connect();
        std::string noise;
        for (int k = 0; k < 4; ++k) {
            std::string payload(random() % 120, '\0');
            for (char& ch : payload) ch = static_cast<char>(random() % 4 ? 0 : random());
            Buffer b = make_packet({random() % 3 ? remote_program : qemu_program, 1, static_cast<int>(random() % 460), static_cast<PacketType>(random() % 8), static_cast<std::uint32_t>(k),
                                    static_cast<Status>(random() % 4)},
                                   payload);
            if (random() % 20 == 0) put_be32(b.data(), static_cast<std::uint32_t>(random()));
            noise.append(b.data(), b.size());
        }
        (void)!::send(fd.get(), noise.data(), noise.size() - random() % 20, MSG_NOSIGNAL);
    }
    EXPECT_EQ(call<ConnectGetLibVersion>(*client()).lib_ver, 11003000u);
}

}  // namespace
}  // namespace vireo::rpc
