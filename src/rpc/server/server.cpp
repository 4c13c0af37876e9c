// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/server/server.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <future>
#include <thread>

#include "rpc/packet/channel.h"
#include "rpc/server/session.h"

namespace vireo::rpc {

struct Server::Listening {
    Service service;
    run::Watch watch;
};

Server::Server(run::Loop& accepting, run::Pool& pool, ServerOptions options)
    : accepting_(accepting), pool_(pool), options_(std::move(options)), limits_(options_.limits), alive_(std::make_shared<Server*>(this)) {
    loop_count_ = options_.loops ? options_.loops : std::max(1u, std::thread::hardware_concurrency());
    set_limits(limits_);
}

Server::~Server() {
    stop();
    // Calls that still run hold their session, which needs us.
    while (living_ > 0) std::this_thread::sleep_for(std::chrono::milliseconds(2));
    // The accepting loop may just be doing something for us.
    const std::weak_ptr<Server*> used = alive_;
    alive_.reset();
    while (!used.expired()) std::this_thread::sleep_for(std::chrono::microseconds(50));
    loops_.clear();
}

bool Server::serves(std::uint32_t program) const {
    return std::find(options_.programs.begin(), options_.programs.end(), program) != options_.programs.end();
}

void Server::log(int priority, const std::string& text) const {
    if (options_.log) options_.log(priority, text);
}

Limits Server::limits() const {
    std::lock_guard lock(mutex_);
    return limits_;
}

void Server::set_limits(const Limits& limits) {
    {
        std::lock_guard lock(mutex_);
        limits_ = limits;
    }
    request_limit_ = std::max(1u, limits.max_client_requests);
    event_limit_ = limits.max_queued_events;
    update_listening_later();
}

void Server::add(Service service) {
    auto l = std::make_unique<Listening>();
    l->service = std::move(service);
    int fd = l->service.listener.get();
    int flags = fcntl(fd, F_GETFL);
    fcntl(fd, F_SETFL, flags | O_NONBLOCK);
    Listening* raw = l.get();
    l->watch = accepting_.add(fd, run::ready::read, [this, raw](unsigned) { accept(*raw); });
    listening_.push_back(std::move(l));
}

void Server::accept(Listening& from) {
    // A few at a time, so that a flood of connections does not starve what else this loop does.
    for (int i = 0; i < 16 && !full_; ++i) {
        Fd socket(::accept4(from.service.listener.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
        if (!socket) {
            if (errno == EINTR || errno == ECONNABORTED) continue;
            if (errno != EAGAIN && errno != EWOULDBLOCK) log(4, fmt::format("Unable to accept client: {}", errno_text(errno)));
            return;
        }
        if (from.service.transport != TransportKind::unix_) {
            int on = 1;
            setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        }
        if (options_.owner_only) {
            ucred peer{};
            socklen_t size = sizeof peer;
            if (getsockopt(socket.get(), SOL_SOCKET, SO_PEERCRED, &peer, &size) || peer.uid != geteuid()) {
                log(4, "client of another user refused");
                continue;
            }
        }
        const Service& s = from.service;
        try {
            if (s.tls) serve(make_tls_channel(std::move(socket), s.tls, true, "", s.tls_allowed, s.tls_verify), s.transport, s.auth, s.read_only);
            else serve(std::move(socket), s.transport, s.auth, s.read_only);
        } catch (const Error& e) {
            log(4, e.message);
        }
    }
}

run::Loop& Server::next_loop() {
    load_.resize(loop_count_);
    // On a tie the first: it is there already, and whoever accepts may be it.
    const auto at = static_cast<std::size_t>(std::min_element(load_.begin(), load_.end()) - load_.begin());
    ++load_[at];
    if (options_.accepting_serves && at == 0) return accepting_;
    const auto place = at - options_.accepting_serves;
    while (loops_.size() <= place) {
        loops_.push_back(std::make_unique<run::LoopThread>(fmt::format("rpc-{}", loops_.size() + options_.accepting_serves).c_str()));
        auto& loop = loops_.back()->loop();
        loop.post([&loop] { loop.set_eager(true); });
    }
    return loops_[place]->loop();
}

void Server::serve(Fd socket, TransportKind transport, Auth auth, bool read_only) {
    serve(make_socket_channel(std::move(socket)), transport, auth, read_only);
}

void Server::serve(std::unique_ptr<Channel> channel, TransportKind transport, Auth auth, bool read_only) {
    std::shared_ptr<Session> session;
    {
        std::lock_guard lock(mutex_);
        if (stopping_) return;
        run::Loop& loop = next_loop();
        session = std::make_shared<Session>(*this, loop, ++last_id_, std::move(channel), transport, auth, read_only);
        clients_.emplace(session->id(), session);
        if (auth != Auth::none) ++anonymous_;
    }
    if (session->loop().in_thread()) session->start();
    else session->loop().post([session] { session->start(); });
    update_listening_later();
    if (on_count) on_count(client_count());
}

void Server::left(Session& session) {
    std::size_t count;
    {
        std::lock_guard lock(mutex_);
        clients_.erase(session.id());
        count = clients_.size();
        if (!session.authenticated()) --anonymous_;
        std::size_t at = 0;
        if (!options_.accepting_serves || &session.loop() != &accepting_) {
            while (&loops_[at]->loop() != &session.loop()) ++at;
            at += options_.accepting_serves;
        }
        --load_[at];
    }
    update_listening_later();
    if (on_count) on_count(count);
}

void Server::authenticated() {
    --anonymous_;
    update_listening_later();
}

// Under mutex_: whether no more clients are taken.
bool Server::is_full() const {
    return stopping_ || clients_.size() >= limits_.max_clients || (limits_.max_anonymous_clients && anonymous_ >= limits_.max_anonymous_clients);
}

// Wakes the accepting loop only if there is something to change, which is seldom.
void Server::update_listening_later() {
    {
        std::lock_guard lock(mutex_);
        if (is_full() == full_) return;
    }
    if (accepting_.in_thread()) return update_listening();
    accepting_.post([alive = std::weak_ptr(alive_)] { if (auto s = alive.lock()) (*s)->update_listening(); });
}

void Server::update_listening() {
    bool full;
    {
        std::lock_guard lock(mutex_);
        full = is_full();
        if (full == full_) return;
        full_ = full;
    }
    if (full) log(2, "no more clients are accepted for now");
    for (auto& l : listening_) l->watch.set(full ? 0 : run::ready::read);
}

void Server::stop() {
    if (options_.accepting_serves && !accepting_.in_thread()) {
        std::promise<void> done;
        accepting_.post([&] {
            stop();
            done.set_value();
        });
        return done.get_future().get();
    }
    std::vector<std::shared_ptr<Session>> all;
    {
        std::lock_guard lock(mutex_);
        if (!stopping_)
            for (auto& l : listening_)
                if (!l->service.unlink_path.empty()) ::unlink(l->service.unlink_path.c_str());
        stopping_ = true;
    }
    listening_.clear();
    for (auto& c : clients()) c->shut();
}

std::size_t Server::client_count() const {
    std::lock_guard lock(mutex_);
    return clients_.size();
}

std::vector<std::shared_ptr<Session>> Server::clients() const {
    std::lock_guard lock(mutex_);
    std::vector<std::shared_ptr<Session>> all;
    for (const auto& [id, c] : clients_) all.push_back(c);
    return all;
}

std::shared_ptr<Session> Server::client(std::uint64_t id) const {
    std::lock_guard lock(mutex_);
    auto it = clients_.find(id);
    return it == clients_.end() ? nullptr : it->second;
}

}  // namespace vireo::rpc
