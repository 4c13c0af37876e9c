// SPDX-License-Identifier: LGPL-2.1-or-later
// A stream source over one descriptor.
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

#include "api/stream.h"
#include "base/fd.h"

namespace vireo::api {
namespace {

class FdSource final : public StreamSource {
  public:
    explicit FdSource(int fd) : fd_(fd) {
        int flags = fcntl(fd, F_GETFL);
        if (flags < 0 || fcntl(fd, F_SETFL, flags | O_NONBLOCK) < 0) fail_errno(Domain::streams, errno, "Unable to set non-blocking mode");
    }

    int receive(std::span<char> into, bool) override {
        for (;;) {
            auto n = ::read(fd_.get(), into.data(), into.size());
            if (n >= 0) return static_cast<int>(n);
            if (errno == EINTR) continue;
            if (errno == EAGAIN) return would_block;
            if (errno == EIO) return 0;  // a pty whose other side has gone
            fail_errno(Domain::streams, errno, "cannot read from stream");
        }
    }

    int send(std::span<const char> from) override {
        for (;;) {
            auto n = ::write(fd_.get(), from.data(), from.size());
            if (n >= 0) return static_cast<int>(n);
            if (errno == EINTR) continue;
            if (errno == EAGAIN) return would_block;
            fail_errno(Domain::streams, errno, "cannot write to stream");
        }
    }

    void finish() override { fd_.reset(); }
    void abort() override { fd_.reset(); }
    int poll_fd() const override { return fd_.get(); }

  private:
    Fd fd_;
};

}  // namespace

unsigned StreamSource::wait(unsigned ready, Deadline until) {
    int fd = poll_fd();
    if (fd < 0) return ready;
    pollfd p{fd, static_cast<short>((ready & readable ? POLLIN : 0) | (ready & writable ? POLLOUT : 0)), 0};
    while (::poll(&p, 1, until.remaining_ms()) < 0)
        if (errno != EINTR) fail_errno(Domain::streams, errno, "unable to wait for stream");
    return (p.revents & POLLIN ? readable : 0u) | (p.revents & POLLOUT ? writable : 0u) | (p.revents & POLLERR ? error : 0u) |
           (p.revents & POLLHUP ? hangup : 0u);
}

std::unique_ptr<StreamSource> make_fd_source(int fd_owned) { return std::make_unique<FdSource>(fd_owned); }

}  // namespace vireo::api
