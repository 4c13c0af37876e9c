// SPDX-License-Identifier: LGPL-2.1-or-later
// The server half of the wire: sockets that it accepts on, clients spread over loops, limits. What it serves is given
// to it; it knows no driver.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "api/endpoint.h"
#include "base/fd.h"
#include "rpc/server/access.h"
#include "run/loop.h"
#include "run/pool.h"

namespace vireo::host {
class TlsContext;
}

namespace vireo::rpc {

class Session;
class Channel;

enum class Auth : std::uint8_t { none = 0, sasl = 1, polkit = 2 };
// As VIR_CLIENT_TRANS_*.
enum class TransportKind : std::uint8_t { unix_ = 0, tcp = 1, tls = 2 };

// A socket that clients come through.
struct Service {
    Fd listener;  // bound and listening
    TransportKind transport = TransportKind::unix_;
    Auth auth = Auth::none;
    bool read_only = false;
    std::string unlink_path;  // removed when the service ends
    // Of TLS: credentials, names of clients that are let in (empty: all), and whether certificates are judged at all.
    std::shared_ptr<host::TlsContext> tls;
    std::vector<std::string> tls_allowed;
    bool tls_verify = true;
};

struct Limits {
    std::size_t max_clients = 5000, max_anonymous_clients = 20;
    std::size_t max_queued_clients = 1000;
    unsigned max_client_requests = 5;
    std::size_t max_queued_events = 10000;
    int keepalive_interval = 5;
    unsigned keepalive_count = 5;
};

struct ServerOptions {
    std::string name = "libvirtd";
    std::vector<std::uint32_t> programs;  // numbers of those it serves
    Limits limits;
    unsigned loops = 0;  // 0: one per core
    // The accepting loop is the first of them: a client that it keeps needs no change of thread. It must run as long as
    // the server lives, and belong to no thread that waits for something else.
    bool accepting_serves = false;
    // Opens what a client asked for; name is empty if the client left the choice to us. May wait, unless the next says not.
    std::function<std::shared_ptr<api::Endpoint>(api::Call&, const std::string& name)> open;
    std::function<bool(const std::string& name)> opens_at_once;  // may be empty: never
    // If set, every client has this from the start and needs not open anything (admin).
    std::shared_ptr<api::Endpoint> fixed;
    std::shared_ptr<AccessChecker> access;  // may be null
    std::shared_ptr<Authenticator> authenticator;
    // The text that a caller must present to speak for somebody else (procedure connect_set_identity); empty: only a
    // caller with our own user id or root may.
    std::string identity_token;
    bool owner_only = false;  // only peers with our user id (admin)
    std::function<void(int priority, const std::string& text)> log;  // 1 debug ... 4 error; may be empty
};

class Server {
  public:
    // `accepting` is the loop that listens; pool runs what may wait.
    Server(run::Loop& accepting, run::Pool& pool, ServerOptions options);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    // On the accepting loop's thread.
    void add(Service service);
    // Serves a connected socket (tests, socket activation with Accept=yes).
    void serve(Fd socket, TransportKind transport = TransportKind::unix_, Auth auth = Auth::none, bool read_only = false);
    void serve(std::unique_ptr<Channel> channel, TransportKind transport, Auth auth, bool read_only);
    // No new clients; those that are here are disconnected. On the accepting loop's thread, or on any if that loop serves.
    void stop();

    const std::string& name() const { return options_.name; }
    const ServerOptions& options() const { return options_; }
    Limits limits() const;
    void set_limits(const Limits& limits);
    unsigned request_limit() const { return request_limit_; }
    std::size_t event_limit() const { return event_limit_; }
    run::Pool& pool() { return pool_; }

    std::size_t client_count() const;
    // Clients that still exist, also those that left while a call of theirs is at work.
    std::size_t living_count() const { return living_.load(); }
    std::size_t anonymous_count() const { return anonymous_.load(); }
    std::vector<std::shared_ptr<Session>> clients() const;
    std::shared_ptr<Session> client(std::uint64_t id) const;
    // Called on some loop's thread whenever the number of clients changed.
    std::function<void(std::size_t clients)> on_count;

    bool serves(std::uint32_t program) const;
    void log(int priority, const std::string& text) const;

  private:
    friend class Session;
    struct Listening;
    void accept(Listening& from);
    bool is_full() const;
    void update_listening();
    // Under mutex_. The loop with the fewest clients.
    run::Loop& next_loop();
    void update_listening_later();
    void left(Session& session);
    void authenticated();

    run::Loop& accepting_;
    run::Pool& pool_;
    ServerOptions options_;
    mutable std::mutex mutex_;
    Limits limits_;
    std::map<std::uint64_t, std::shared_ptr<Session>> clients_;
    std::uint64_t last_id_ = 0;
    std::atomic<std::size_t> anonymous_{0}, event_limit_{10000}, living_{0};
    std::atomic<unsigned> request_limit_{5};
    std::vector<std::unique_ptr<Listening>> listening_;
    std::vector<std::unique_ptr<run::LoopThread>> loops_;
    std::size_t loop_count_ = 1;
    std::vector<std::size_t> load_;  // clients of each loop; under mutex_
    bool stopping_ = false;
    bool full_ = false;              // under mutex_, read without it by the accepting loop, who alone changes it
    std::shared_ptr<Server*> alive_;  // what posted functions hold on to
};

}  // namespace vireo::rpc
