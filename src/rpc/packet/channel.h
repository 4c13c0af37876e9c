// SPDX-License-Identifier: LGPL-2.1-or-later
// The bytes below the packets: a socket, and (for peers on the same host) descriptors that ride along.
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/fd.h"

struct iovec;

namespace vireo::host {
class TlsContext;
}

namespace vireo::rpc {

// No call blocks, but for a receive that was told to sleep. A layer that encrypts stands here.
class Channel {
  public:
    static constexpr long would_block = -1;
    static constexpr long closed = 0;

    virtual ~Channel() = default;
    // Bytes read, closed, or would_block; descriptors that came along are added to `fds`. Throws on failure.
    // sleep: waits until there is something (or shut() ends it); only where can_sleep() says so.
    virtual long receive(char* into, std::size_t n, std::deque<Fd>& fds, bool sleep = false) = 0;
    virtual bool can_sleep() const { return false; }
    // Bytes taken, or would_block. Throws on failure, also when the peer is gone.
    virtual long send(const iovec* parts, int count) = 0;
    // One dummy byte with one descriptor; false: would block.
    virtual bool send_fd(int fd) = 0;
    virtual int fd() const = 0;
    virtual bool passes_fds() const { return false; }
    // A channel that has to shake hands before it carries messages: what it waits for, nothing when it is done.
    enum class Wants { nothing, read, write };
    virtual Wants prepare() { return Wants::nothing; }
    // Bytes wait inside that the descriptor does not tell of.
    virtual bool pending() const { return false; }
    // Name in the certificate of the other side.
    virtual std::string peer_name() const { return {}; }
    // Makes both directions end; waiters wake up.
    virtual void shut() = 0;
};

// Over a connected stream socket (UNIX, TCP, a socket pair to a helper program).
std::unique_ptr<Channel> make_socket_channel(Fd socket);

// With TLS on it. host: the name that the other side must have; "" on a server. allowed: on a server, names of clients
// that are let in (empty: all). A server's byte that says "welcome" is part of the handshake. Without `verify` the other
// side may be anybody.
std::unique_ptr<Channel> make_tls_channel(Fd socket, std::shared_ptr<host::TlsContext> context, bool server, std::string host, std::vector<std::string> allowed, bool verify);

}  // namespace vireo::rpc
