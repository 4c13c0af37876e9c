// SPDX-License-Identifier: LGPL-2.1-or-later
// The client's end of a stream, as the source that a blocking or non-blocking reader and writer works with.
#pragma once

#include <deque>
#include <memory>

#include "api/stream.h"
#include "rpc/client/client.h"

namespace vireo::rpc {

class ClientStream final : public api::StreamSource {
  public:
    ClientStream(std::shared_ptr<Client> client, const api::Procedure& row, std::uint32_t serial);
    ~ClientStream() override;

    int receive(std::span<char> into, bool stop_at_hole) override;
    int send(std::span<const char> from) override;
    void send_hole(std::int64_t length) override;
    std::int64_t receive_hole() override;
    void finish() override;
    void abort() override;
    int poll_fd() const override;
    unsigned wait(unsigned ready, Deadline until) override;

  private:
    friend class Client;
    struct Piece {
        Buffer bytes;
        std::size_t done = 0;
        std::int64_t hole = 0;  // above 0: a hole of that length
        bool end = false;
    };
    // With the client's lock held.
    void arrived(Piece piece);
    void failed(Error error);
    bool readable() const { return !pieces_.empty() || error_.has_value(); }
    void note() const;
    void conclude(Status status);
    void throw_if_failed() const;

    std::shared_ptr<Client> client_;
    Header header_;
    bool confirmed_ = false, concluded_ = false;
    std::deque<Piece> pieces_;
    std::optional<Error> error_;
    mutable Fd notice_;  // readable while something waits; made when somebody polls
    mutable bool noted_ = false;
};

}  // namespace vireo::rpc
