// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/server/peer.h"

#include <fcntl.h>
#include <grp.h>
#include <netdb.h>
#include <pwd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstring>
#include <map>
#include <mutex>

#include <fmt/core.h>

#include "base/fd.h"
#include "base/text.h"

namespace vireo::rpc {
namespace {

// A daemon sees the same few users again and again; asking the name service each time costs more than a whole call.
class Names {
  public:
    std::optional<std::string> user(std::uint32_t uid) {
        return find(users_, uid, [](std::uint32_t id) -> std::optional<std::string> {
            char buffer[4096];
            passwd entry, *found = nullptr;
            if (getpwuid_r(id, &entry, buffer, sizeof buffer, &found) || !found) return std::nullopt;
            return found->pw_name;
        });
    }
    std::optional<std::string> group(std::uint32_t gid) {
        return find(groups_, gid, [](std::uint32_t id) -> std::optional<std::string> {
            char buffer[16384];
            struct group entry, *found = nullptr;
            if (getgrgid_r(id, &entry, buffer, sizeof buffer, &found) || !found) return std::nullopt;
            return found->gr_name;
        });
    }

  private:
    using Map = std::map<std::uint32_t, std::optional<std::string>>;
    template <class Ask>
    std::optional<std::string> find(Map& map, std::uint32_t id, Ask ask) {
        {
            std::lock_guard lock(mutex_);
            if (auto it = map.find(id); it != map.end()) return it->second;
        }
        auto name = ask(id);
        std::lock_guard lock(mutex_);
        if (map.size() > 1000) map.clear();
        return map[id] = name;
    }
    std::mutex mutex_;
    Map users_, groups_;
};

Names& names() {
    static Names all;
    return all;
}

}  // namespace

std::optional<std::uint64_t> process_start_time(std::int64_t pid) {
    Fd fd(open(fmt::format("/proc/{}/stat", pid).c_str(), O_RDONLY | O_CLOEXEC));
    if (!fd) return std::nullopt;
    char buffer[1024];
    ssize_t n = read(fd.get(), buffer, sizeof buffer);
    if (n <= 0) return std::nullopt;
    std::string_view text(buffer, static_cast<std::size_t>(n));
    auto close = text.rfind(')');  // the program's name may hold anything
    if (close == text.npos) return std::nullopt;
    auto words = split_words(text.substr(close + 1));
    if (words.size() < 20) return std::nullopt;
    return to_number<std::uint64_t>(words[19]);
}

api::Identity peer_identity(int fd) {
    api::Identity who;
    int family = 0;
    socklen_t size = sizeof family;
    if (getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &family, &size) || family != AF_UNIX) return who;
    ucred peer{};
    size = sizeof peer;
    if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size)) return who;
    who.uid = peer.uid;
    who.gid = peer.gid;
    who.pid = peer.pid;
    if (peer.pid > 0) who.process_start = process_start_time(peer.pid);
    who.user_name = names().user(peer.uid);
    who.group_name = names().group(peer.gid);
    char label[256];
    size = sizeof label;
    if (getsockopt(fd, SOL_SOCKET, SO_PEERSEC, label, &size) == 0 && size > 0) {
        who.selinux_context = std::string(label, strnlen(label, size));
        if (*who.selinux_context == "unconfined") who.selinux_context.reset();  // AppArmor's word, not a SELinux context
    }
    return who;
}

std::string peer_address(int fd) {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    if (getpeername(fd, reinterpret_cast<sockaddr*>(&address), &size) || address.ss_family == AF_UNIX) return {};
    char host[NI_MAXHOST], port[NI_MAXSERV];
    if (getnameinfo(reinterpret_cast<sockaddr*>(&address), size, host, sizeof host, port, sizeof port, NI_NUMERICHOST | NI_NUMERICSERV)) return {};
    return fmt::format("{}:{}", host, port);
}

}  // namespace vireo::rpc
