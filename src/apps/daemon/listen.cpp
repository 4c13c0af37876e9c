// SPDX-License-Identifier: LGPL-2.1-or-later
#include "apps/daemon/listen.h"

#include <fcntl.h>
#include <grp.h>
#include <netdb.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <memory>

#include "base/error.h"
#include "base/text.h"

namespace vireo::daemon {
namespace {

sockaddr_un unix_address(const std::string& path) {
    sockaddr_un a{};
    a.sun_family = AF_UNIX;
    if (path.size() >= sizeof a.sun_path) fail_errno(Domain::rpc, ENAMETOOLONG, "Path {} too long for unix socket", path);
    std::memcpy(a.sun_path, path.data(), path.size());
    return a;
}

constexpr int backlog = 1000;

}  // namespace

Fd listen_unix(const std::string& path, unsigned mode, std::optional<unsigned> group) {
    sockaddr_un address = unix_address(path);
    auto* a = reinterpret_cast<sockaddr*>(&address);
    {
        Fd probe(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
        if (probe && ::connect(probe.get(), a, sizeof address) == 0)
            fail_errno(Domain::rpc, EADDRINUSE, "Failed to bind socket to '{}'", path);
    }
    if (::unlink(path.c_str()) && errno != ENOENT) fail_errno(Domain::rpc, errno, "Failed to remove '{}'", path);
    Fd fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!fd) fail_errno(Domain::rpc, errno, "{}", "Failed to create socket");
    // Nobody may connect between bind and the right permissions.
    mode_t before = ::umask(0777 & ~mode);
    int bound = ::bind(fd.get(), a, sizeof address);
    int why = errno;
    ::umask(before);
    if (bound) fail_errno(Domain::rpc, why, "Failed to bind socket to '{}'", path);
    if (group && ::chown(path.c_str(), static_cast<uid_t>(-1), *group))
        fail_errno(Domain::rpc, errno, "Failed to change group ID of '{}' to {}", path, *group);
    if (::listen(fd.get(), backlog)) fail_errno(Domain::rpc, errno, "{}", "Unable to listen on socket");
    return fd;
}

std::vector<Fd> listen_tcp(const std::string& host, const std::string& port) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_PASSIVE | AI_ADDRCONFIG;
    addrinfo* list = nullptr;
    if (int error = getaddrinfo(host.empty() ? nullptr : host.c_str(), port.c_str(), &hints, &list))
        fail(Code::system_error, Domain::rpc, "Unable to resolve address '{}' service '{}': {}", host, port, gai_strerror(error));
    std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(list, freeaddrinfo);
    std::vector<Fd> all;
    int why = 0;
    for (auto* a = list; a; a = a->ai_next) {
        Fd fd(::socket(a->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, a->ai_protocol));
        if (!fd) continue;
        int on = 1;
        setsockopt(fd.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
        if (a->ai_family == AF_INET6) setsockopt(fd.get(), 41 /* IPPROTO_IPV6 */, 26 /* IPV6_V6ONLY */, &on, sizeof on);
        if (::bind(fd.get(), a->ai_addr, a->ai_addrlen) || ::listen(fd.get(), backlog)) {
            why = errno;
            continue;
        }
        all.push_back(std::move(fd));
    }
    if (all.empty()) fail_errno(Domain::rpc, why, "Unable to bind to port {}", port);
    return all;
}

std::optional<unsigned> group_id(const std::string& name) {
    if (name.empty()) return std::nullopt;
    char buffer[16384];
    group entry, *found = nullptr;
    if (getgrnam_r(name.c_str(), &entry, buffer, sizeof buffer, &found) == 0 && found) return found->gr_gid;
    if (auto n = to_number<unsigned>(name)) return n;
    fail(Code::internal_error, Domain::none, "Failed to find group record for name '{}'", name);
}

std::vector<Passed> take_passed_sockets() {
    std::vector<Passed> all;
    const char *pid = std::getenv("LISTEN_PID"), *count = std::getenv("LISTEN_FDS"), *names = std::getenv("LISTEN_FDNAMES");
    std::string names_text = names ? names : "";
    bool ours = pid && count && to_number<long>(pid) == static_cast<long>(::getpid());
    unsigned n = ours ? to_number<unsigned>(count).value_or(0) : 0;
    ::unsetenv("LISTEN_PID");
    ::unsetenv("LISTEN_FDS");
    ::unsetenv("LISTEN_FDNAMES");
    auto words = split(names_text, ':');
    for (unsigned i = 0; i < n && i < 64; ++i) {
        Passed p;
        p.fd = Fd(static_cast<int>(3 + i));
        ::fcntl(p.fd.get(), F_SETFD, FD_CLOEXEC);
        sockaddr_storage address{};
        socklen_t size = sizeof address;
        if (::getsockname(p.fd.get(), reinterpret_cast<sockaddr*>(&address), &size)) continue;
        p.is_unix = address.ss_family == AF_UNIX;
        if (i < words.size() && !words[i].empty() && words[i] != "unknown") p.name = words[i];
        if (p.is_unix) {
            // The file's name decides where there is one: unit names can be anything.
            const auto& u = reinterpret_cast<const sockaddr_un&>(address);
            std::string path(u.sun_path, strnlen(u.sun_path, sizeof u.sun_path));
            if (path.ends_with("-sock-ro")) p.name = "-ro.socket";
            else if (path.ends_with("-admin-sock")) p.name = "-admin.socket";
        }
        all.push_back(std::move(p));
    }
    return all;
}

void notify(const std::string& state) {
    const char* where = std::getenv("NOTIFY_SOCKET");
    if (!where || !*where) return;
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::size_t length = std::strlen(where);
    if (length >= sizeof address.sun_path) return;
    std::memcpy(address.sun_path, where, length);
    if (where[0] == '@') address.sun_path[0] = '\0';
    Fd fd(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    if (!fd) return;
    (void)::sendto(fd.get(), state.data(), state.size(), MSG_NOSIGNAL, reinterpret_cast<sockaddr*>(&address),
                   static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + length));
}

}  // namespace vireo::daemon
