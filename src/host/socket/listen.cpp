// SPDX-License-Identifier: LGPL-2.1-or-later
#include "host/socket/listen.h"

#include <cerrno>
#include <cstring>

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/error.h"

namespace vireo::host {
namespace {

sockaddr_un unix_address(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path)
        fail(Code::internal_error, Domain::none, "UNIX socket path '{}' too long", path);
    std::memcpy(address.sun_path, path.data(), path.size());
    return address;
}

// 1: free, 0: in use, -1: this host does not have the family.
int try_bind(int family, unsigned port) {
    Fd fd(socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (!fd) {
        if (errno == EAFNOSUPPORT) return -1;
        fail_errno(Domain::none, errno, "Unable to open test socket");
    }
    int on = 1;
    setsockopt(fd.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    int rc;
    if (family == AF_INET6) {
        // Without this the socket would take the IPv4 port as well, and its own twin would be in the way.
        setsockopt(fd.get(), IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
        sockaddr_in6 address{};
        address.sin6_family = AF_INET6;
        address.sin6_port = htons(static_cast<std::uint16_t>(port));
        rc = bind(fd.get(), reinterpret_cast<sockaddr*>(&address), sizeof address);
    } else {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        rc = bind(fd.get(), reinterpret_cast<sockaddr*>(&address), sizeof address);
    }
    if (rc == 0) return 1;
    if (errno == EADDRINUSE) return 0;
    if (errno == EADDRNOTAVAIL && family == AF_INET6) return -1;
    fail_errno(Domain::none, errno, "Unable to bind to port {}", port);
}

}  // namespace

Fd listen_unix(const std::string& path, unsigned mask) {
    auto address = unix_address(path);
    Fd fd(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (!fd) fail_errno(Domain::none, errno, "Unable to create UNIX socket");
    if (unlink(path.c_str()) < 0 && errno != ENOENT) fail_errno(Domain::none, errno, "Unable to unlink {}", path);
    // A process has one umask and many threads: the mode is put right after the bind, and nothing can connect before
    // listen().
    if (bind(fd.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) < 0)
        fail_errno(Domain::none, errno, "Unable to bind to UNIX socket path '{}'", path);
    chmod(path.c_str(), 0777 & ~mask);
    if (listen(fd.get(), 1) < 0) {
        int error = errno;
        unlink(path.c_str());
        fail_errno(Domain::none, error, "Unable to listen to UNIX socket path '{}'", path);
    }
    return fd;
}

bool tcp_port_is_free(unsigned port) {
    int v6 = try_bind(AF_INET6, port);
    return v6 != 0 && try_bind(AF_INET, port) == 1;
}

bool unix_path_answers(const std::string& path) {
    auto address = unix_address(path);
    Fd fd(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    return fd && connect(fd.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
}

}  // namespace vireo::host
