// SPDX-License-Identifier: LGPL-2.1-or-later
// The bytes below the packets: a socket, and (for peers on the same host) descriptors that ride along.
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <span>

#include "base/fd.h"

struct iovec;

namespace vireo::rpc {

// Neither call ever blocks. A layer that encrypts stands here.
class Channel {
  public:
    static constexpr long would_block = -1;
    static constexpr long closed = 0;

    virtual ~Channel() = default;
    // Bytes read, closed, or would_block; descriptors that came along are added to `fds`. Throws on failure.
    virtual long receive(char* into, std::size_t n, std::deque<Fd>& fds) = 0;
    // Bytes taken, or would_block. Throws on failure, also when the peer is gone.
    virtual long send(const iovec* parts, int count) = 0;
    // One dummy byte with one descriptor; false: would block.
    virtual bool send_fd(int fd) = 0;
    virtual int fd() const = 0;
    virtual bool passes_fds() const { return false; }
    // Makes both directions end; waiters wake up.
    virtual void shut() = 0;
};

// Over a connected stream socket (UNIX, TCP, a socket pair to a helper program).
std::unique_ptr<Channel> make_socket_channel(Fd socket);

}  // namespace vireo::rpc
