// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/packet/channel.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <cerrno>
#include <cstring>

#include "base/error.h"
#include "rpc/packet/header.h"

namespace vireo::rpc {
namespace {

class SocketChannel final : public Channel {
  public:
    explicit SocketChannel(Fd socket) : socket_(std::move(socket)) {
        int family = 0;
        socklen_t size = sizeof family;
        unix_ = getsockopt(socket_.get(), SOL_SOCKET, SO_DOMAIN, &family, &size) == 0 && family == AF_UNIX;
        sleeps_ = !(fcntl(socket_.get(), F_GETFL) & O_NONBLOCK);
    }

    long receive(char* into, std::size_t n, std::deque<Fd>& fds, bool sleep) override {
        const int wait = sleep ? 0 : MSG_DONTWAIT;
        for (;;) {
            ssize_t got;
            if (unix_) {
                iovec part{into, n};
                alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int) * fds_max)];
                msghdr m{};
                m.msg_iov = &part;
                m.msg_iovlen = 1;
                m.msg_control = control;
                m.msg_controllen = sizeof control;
                got = ::recvmsg(socket_.get(), &m, wait | MSG_CMSG_CLOEXEC);
                if (got >= 0 && m.msg_controllen) take_fds(m, fds);
            } else {
                got = ::recv(socket_.get(), into, n, wait);
            }
            if (got >= 0) return got;
            if (errno == EINTR) continue;
            if (errno == EAGAIN || errno == EWOULDBLOCK) return would_block;
            if (errno == ECONNRESET) return closed;
            fail_errno(Domain::rpc, errno, "Unable to read from socket");
        }
    }

    long send(const iovec* parts, int count) override {
        msghdr m{};
        m.msg_iov = const_cast<iovec*>(parts);
        m.msg_iovlen = static_cast<std::size_t>(count);
        for (;;) {
            ssize_t put = ::sendmsg(socket_.get(), &m, MSG_DONTWAIT | MSG_NOSIGNAL);
            if (put >= 0) return put;
            if (errno == EINTR) continue;
            if (errno == EAGAIN || errno == EWOULDBLOCK) return would_block;
            fail_errno(Domain::rpc, errno, "Cannot write data");
        }
    }

    bool send_fd(int fd) override {
        char dummy = 0;
        iovec part{&dummy, 1};
        alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
        msghdr m{};
        m.msg_iov = &part;
        m.msg_iovlen = 1;
        m.msg_control = control;
        m.msg_controllen = sizeof control;
        cmsghdr* c = CMSG_FIRSTHDR(&m);
        c->cmsg_level = SOL_SOCKET;
        c->cmsg_type = SCM_RIGHTS;
        c->cmsg_len = CMSG_LEN(sizeof(int));
        std::memcpy(CMSG_DATA(c), &fd, sizeof fd);
        for (;;) {
            if (::sendmsg(socket_.get(), &m, MSG_DONTWAIT | MSG_NOSIGNAL) >= 0) return true;
            if (errno == EINTR) continue;
            if (errno == EAGAIN || errno == EWOULDBLOCK) return false;
            fail_errno(Domain::rpc, errno, "Failed to send file descriptor {}", fd);
        }
    }

    bool can_sleep() const override { return sleeps_; }
    int fd() const override { return socket_.get(); }
    bool passes_fds() const override { return unix_; }
    void shut() override { ::shutdown(socket_.get(), SHUT_RDWR); }

  private:
    static void take_fds(msghdr& m, std::deque<Fd>& fds) {
        for (cmsghdr* c = CMSG_FIRSTHDR(&m); c; c = CMSG_NXTHDR(&m, c)) {
            if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS) continue;
            std::size_t n = (c->cmsg_len - CMSG_LEN(0)) / sizeof(int);
            for (std::size_t i = 0; i < n; ++i) {
                int fd;
                std::memcpy(&fd, CMSG_DATA(c) + i * sizeof fd, sizeof fd);
                fds.emplace_back(fd);
            }
        }
    }

    Fd socket_;
    bool unix_ = false, sleeps_ = false;
};

}  // namespace

std::unique_ptr<Channel> make_socket_channel(Fd socket) { return std::make_unique<SocketChannel>(std::move(socket)); }

}  // namespace vireo::rpc
