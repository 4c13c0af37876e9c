// SPDX-License-Identifier: LGPL-2.1-or-later
// The server's end of a stream: carries bytes between a driver's source and the client's packets. At most one outgoing
// data packet is under way, and few incoming ones wait, so neither side fills the other's memory.
#pragma once

#include <deque>
#include <memory>
#include <mutex>

#include "api/procedure.h"
#include "api/stream.h"
#include "rpc/packet/inbox.h"
#include "run/loop.h"

namespace vireo::rpc {

class Session;

class ServerStream final : public api::Stream, public std::enable_shared_from_this<ServerStream> {
  public:
    ServerStream(std::shared_ptr<Session> session, const api::Procedure& row, const Header& call, const void* in);
    ~ServerStream() override;

    // By the driver, while the procedure runs.
    void attach(std::unique_ptr<api::StreamSource> source) override;
    // The reply that makes the stream live has been queued.
    void begin();
    // A packet of the client, on the session's loop.
    void deliver(Packet& packet);
    // The client is gone, or the procedure failed.
    void drop();

    std::pair<std::uint32_t, std::int32_t> key() const { return {header_.serial, header_.procedure}; }

  private:
    struct Piece {
        enum Kind { data, hole, finish, abort } kind = data;
        Buffer bytes;
        std::size_t done = 0;
        std::int64_t length = 0;
    };
    void schedule();
    void pump();
    bool step();       // something was done
    bool take_piece();  // from the client to the source
    bool give_piece();  // from the source to the client
    void send(PacketType type, Status status, std::span<const char> payload, bool paced);
    void send_error(const Error& error);
    void end();
    void update_watch();

    std::shared_ptr<Session> session_;
    Header header_;
    bool to_client_, sparse_ = false;
    std::unique_ptr<api::StreamSource> source_;  // touched by the one pump that runs

    std::mutex mutex_;
    std::deque<Piece> pieces_;
    bool holding_ = false;  // the session was asked to stop reading
    bool pumping_ = false, again_ = false, live_ = false, dropped_ = false, in_flight_ = false;
    // of the pump
    bool at_end_ = false, over_ = false, blocked_out_ = false, blocked_in_ = false;
    std::unique_ptr<char[]> piece_;
    run::Watch watch_;
    int fd_ = -1;
};

}  // namespace vireo::rpc
