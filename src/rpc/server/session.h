// SPDX-License-Identifier: LGPL-2.1-or-later
// One client of a server: reads its messages, runs what they ask where the procedure's row says, writes what is due.
#pragma once

#include <atomic>
#include <ctime>
#include <map>
#include <memory>
#include <mutex>

#include "api/call.h"
#include "api/endpoint.h"
#include "rpc/codec/codec.h"
#include "rpc/packet/inbox.h"
#include "rpc/packet/outbox.h"
#include "rpc/server/server.h"
#include "run/loop.h"

namespace vireo::rpc {

class ServerStream;
class Subscriptions;

// One call on its way: what a lane or the pool works on.
struct Request;

class Session final : public std::enable_shared_from_this<Session> {
  public:
    Session(Server& server, run::Loop& loop, std::uint64_t id, std::unique_ptr<Channel> channel, TransportKind transport, Auth auth, bool read_only);
    ~Session();

    // On the loop's thread: begins to read.
    void start();
    // From any thread: the connection ends soon.
    void shut();

    // From any thread. Messages leave in the order of these calls.
    void send(Outgoing message);
    void send(Buffer bytes) { send(Outgoing{std::move(bytes), {}, {}, false}); }
    // An event; a client that does not take them is disconnected once too many wait. Written by the loop.
    void send_event(Buffer bytes);

    Server& server() const { return server_; }
    run::Loop& loop() const { return loop_; }
    std::uint64_t id() const { return id_; }
    std::time_t since() const { return since_; }
    TransportKind transport() const { return transport_; }
    bool read_only() const { return read_only_; }
    bool authenticated() const { return authenticated_; }
    std::string address() const { return address_; }
    std::shared_ptr<const api::Identity> who() const;

    // Streams that ended.
    void forget(ServerStream& stream);
    // A stream takes no more packets for now, or again.
    void hold();
    void release();

  private:
    friend struct Request;
    void on_ready(unsigned ready);
    bool prepare();
    void read();
    void handle(Packet& packet);
    void handle_call(Packet& packet);
    bool quick(const api::Procedure& row);
    void answer_quickly(const api::Procedure& row, Packet& packet);
    void commit_replies();
    void handle_stream(Packet& packet);
    void flush();
    bool try_flush(std::vector<std::move_only_function<void()>>& done);
    void update_watch();
    bool busy() const;
    bool must_pause();
    void wake_if_paused();
    void resume();
    void tick();  // keepalive
    void closed();

    // Runs a request to its end and answers it; on whatever thread the row asked for. alone: the caller holds calls_.
    void run(Request& request, bool alone = false);
    void refuse(Request& request, const Error& error);
    void answer(const Header& call, const Error& error);
    void finished(Request& request);

    // Procedures that are the session's own business; *out is of the row's type.
    void session_call(Request& request, void* out);
    bool runs_here(const api::Procedure& row) const;
    bool opens_here(const Request& request) const;
    void auth_list(void* out);
    void auth_polkit(void* out);
    void open(Request& request);
    void set_identity(const Request& request);
    void supports_feature(Request& request, void* out);
    void event_call(Request& request, void* out);
    void let_in();
    void start_keepalive();

    Server& server_;
    run::Loop& loop_;
    const std::uint64_t id_;
    const std::time_t since_;
    const TransportKind transport_;
    const Auth auth_;
    bool read_only_;  // of the socket, or asked for when opening
    std::string address_;

    std::unique_ptr<Channel> channel_;
    run::Watch watch_;
    Inbox inbox_;
    bool paused_here_ = false, prepared_ = false;
    std::atomic<unsigned> limit_{5};
    // Calls that never wait are answered here and now: what they need is at hand, their replies leave in one piece.
    Buffer replies_;
    api::Call quick_call_;
    std::shared_ptr<api::LocalEndpoint> quick_local_;
    std::atomic<bool> changed_{true};  // who_, endpoint_ or read_only_ are others now

    mutable std::mutex mutex_;  // the following, and who_ and endpoint_
    Outbox outbox_;
    bool corked_ = false, flush_posted_ = false, want_write_ = false, overrun_ = false;
    std::atomic<bool> gone_{false};
    std::shared_ptr<const api::Identity> who_;
    std::shared_ptr<api::Endpoint> endpoint_;
    std::map<std::pair<std::uint32_t, std::int32_t>, std::shared_ptr<ServerStream>> streams_;  // serial, procedure

    std::mutex calls_;  // one session procedure at a time
    std::atomic<bool> authenticated_{false}, close_after_reply_{false}, close_callback_{false};
    std::atomic<unsigned> in_flight_{0}, held_{0};
    std::atomic<bool> paused_{false}, congested_{false};
    std::unique_ptr<Subscriptions> subscriptions_;
    std::shared_ptr<api::LocalEndpoint> local_;  // endpoint_ if it leads to drivers of this process

    run::Timer keepalive_;
    SteadyTime heard_{};
    unsigned pings_ = 0;
};

}  // namespace vireo::rpc
