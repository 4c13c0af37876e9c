// SPDX-License-Identifier: LGPL-2.1-or-later
// A channel with TLS: the handshake, the certificate, and the byte by which a server says that it liked ours.
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <cerrno>

#include "base/error.h"
#include "host/tls/tls.h"
#include "rpc/packet/channel.h"

namespace vireo::rpc {
namespace {

class TlsChannel final : public Channel {
  public:
    TlsChannel(Fd socket, std::shared_ptr<host::TlsContext> context, bool server, std::string host, std::vector<std::string> allowed, bool verify)
        : socket_(std::move(socket)), session_(std::move(context), nonblocking(socket_.get()), std::move(host)), allowed_(std::move(allowed)), server_(server),
          verify_(verify) {}

    Wants prepare() override {
        if (step_ == 0) {
            switch (session_.handshake()) {
                case host::TlsSession::Wants::read: return Wants::read;
                case host::TlsSession::Wants::write: return Wants::write;
                case host::TlsSession::Wants::nothing: break;
            }
            if (verify_) session_.verify(allowed_);
            step_ = 1;
        }
        if (step_ == 1) {
            char welcome = 1;
            if (server_) {
                if (session_.write(&welcome, 1) == host::TlsSession::would_block) return Wants::write;
            } else {
                long n = session_.read(&welcome, 1);
                if (n == host::TlsSession::would_block) return Wants::read;
                if (n != 1 || welcome != 1) fail(Code::rpc, Domain::rpc, "server verification (of our certificate or IP address) failed");
            }
            step_ = 2;
        }
        return Wants::nothing;
    }

    long receive(char* into, std::size_t n, std::deque<Fd>&, bool) override { return session_.read(into, n); }

    long send(const iovec* parts, int count) override {
        long total = 0;
        for (int i = 0; i < count; ++i) {
            auto* at = static_cast<const char*>(parts[i].iov_base);
            std::size_t left = parts[i].iov_len;
            while (left) {
                long n = session_.write(at, left);
                if (n == host::TlsSession::would_block) return total ? total : would_block;
                at += n;
                left -= static_cast<std::size_t>(n);
                total += n;
            }
        }
        return total;
    }

    bool send_fd(int) override { fail(Code::rpc, Domain::rpc, "File descriptor passing is not supported on this socket"); }
    int fd() const override { return socket_.get(); }
    bool pending() const override { return session_.pending(); }
    std::string peer_name() const override { return session_.peer_name(); }
    void shut() override { ::shutdown(socket_.get(), SHUT_RDWR); }

  private:
    static int nonblocking(int fd) {
        int flags = fcntl(fd, F_GETFL);
        fcntl(fd, F_SETFL, flags | O_NONBLOCK);
        return fd;
    }
    Fd socket_;
    host::TlsSession session_;
    std::vector<std::string> allowed_;
    bool server_, verify_;
    int step_ = 0;
};

}  // namespace

std::unique_ptr<Channel> make_tls_channel(Fd socket, std::shared_ptr<host::TlsContext> context, bool server, std::string host, std::vector<std::string> allowed, bool verify) {
    return std::make_unique<TlsChannel>(std::move(socket), std::move(context), server, std::move(host), std::move(allowed), verify);
}

}  // namespace vireo::rpc
