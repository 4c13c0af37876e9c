// SPDX-License-Identifier: LGPL-2.1-or-later
// The far end of an ssh connection: finds the daemon's socket for a URI on this host and carries bytes between it and
// standard input and output.
#include <getopt.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "base/error.h"
#include "base/version.h"
#include "drivers/remote/connect.h"
#include "drivers/remote/target.h"

namespace {

using namespace vireo;

void usage(FILE* to) {
    fmt::print(to, "Usage:\n"
                   "  virt-ssh-helper [OPTION?] URI\n\n"
                   "Options:\n"
                   "  -r, --readonly     Connect read-only\n"
                   "  -V, --version      Display version information\n"
                   "  -h, --help         Display program help\n");
}

// One direction. It ends when its source does and all was delivered.
class Way {
  public:
    Way(int from, int to) : from_(from), to_(to), buffer_(new char[size]) {}
    bool over() const { return ended_ && begin_ == end_; }
    short want_read() const { return !ended_ && begin_ == end_ ? POLLIN : short{0}; }
    short want_write() const { return begin_ < end_ ? POLLOUT : short{0}; }
    bool read() {
        ssize_t n = ::read(from_, buffer_.get(), size);
        if (n < 0) return errno == EINTR || errno == EAGAIN;
        begin_ = 0;
        end_ = static_cast<std::size_t>(n);
        ended_ = n == 0;
        return true;
    }
    bool write() {
        ssize_t n = ::write(to_, buffer_.get() + begin_, end_ - begin_);
        if (n < 0) return errno == EINTR || errno == EAGAIN;
        begin_ += static_cast<std::size_t>(n);
        return true;
    }

  private:
    static constexpr std::size_t size = 256 * 1024;
    int from_, to_;
    std::unique_ptr<char[]> buffer_;
    std::size_t begin_ = 0, end_ = 0;
    bool ended_ = false;
};

int carry(int socket) {
    Way out(0, socket), in(socket, 1);
    bool half_closed = false;
    while (!in.over()) {
        if (out.over() && !half_closed) {
            ::shutdown(socket, SHUT_WR);
            half_closed = true;
        }
        pollfd fds[3] = {{out.want_read() ? 0 : -1, POLLIN, 0},
                         {socket, static_cast<short>(out.want_write() | in.want_read()), 0},
                         {in.want_write() ? 1 : -1, POLLOUT, 0}};
        if (::poll(fds, 3, -1) < 0) {
            if (errno == EINTR) continue;
            return EXIT_FAILURE;
        }
        constexpr short end = POLLHUP | POLLERR;
        if (fds[0].revents && !out.read()) return EXIT_FAILURE;
        if (fds[1].revents & (POLLOUT | POLLERR) && out.want_write() && !out.write()) return EXIT_FAILURE;
        if (fds[1].revents & (POLLIN | end) && in.want_read() && !in.read()) return EXIT_FAILURE;
        if (fds[2].revents && !in.write()) return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}

}  // namespace

int main(int argc, char** argv) {
    static const option longs[] = {{"readonly", no_argument, nullptr, 'r'}, {"version", no_argument, nullptr, 'V'}, {"help", no_argument, nullptr, 'h'}, {nullptr, 0, nullptr, 0}};
    bool read_only = false;
    for (int c; (c = getopt_long(argc, argv, "rVh", longs, nullptr)) != -1;) switch (c) {
            case 'r': read_only = true; break;
            case 'V': fmt::print("virt-ssh-helper (libvirt) {}\n", version_text); return EXIT_SUCCESS;
            case 'h': usage(stdout); return EXIT_SUCCESS;
            default: usage(stderr); return EXIT_FAILURE;
        }
    if (optind + 1 != argc) {
        fmt::print(stderr, "virt-ssh-helper: expected a URI\n");
        return EXIT_FAILURE;
    }
    ::signal(SIGPIPE, SIG_IGN);
    try {
        auto uri = api::Uri::parse(argv[optind]);
        if (!uri.transport().empty() || uri.host) fail(Code::invalid_arg, Domain::remote, "the URI of this host must name neither transport nor server");
        auto pipe = remote::connect_to(remote::read_target(uri, "auto"), read_only);
        return carry(pipe.channel->fd());
    } catch (const Error& e) {
        fmt::print(stderr, "virt-ssh-helper: could not proxy traffic: {}\n", e.message);
        return EXIT_FAILURE;
    }
}
