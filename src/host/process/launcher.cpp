// SPDX-License-Identifier: LGPL-2.1-or-later
#include "host/process/launcher.h"

#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <span>

#include "base/error.h"
#include "base/text.h"
#include "host/process/launch_protocol.h"
#include "host/process/process.h"
#include "run/fault.h"

#ifndef VIREO_LAUNCH_INSTALLED
#define VIREO_LAUNCH_INSTALLED "/usr/libexec/vireo-launch"
#endif

namespace vireo::host {
namespace {

namespace wire = launch_protocol;

std::string encode(const LaunchOrder& o) {
    std::string out;
    auto put = [&](char key, std::string_view value) {
        if (value.find('\0') != value.npos) fail(Code::invalid_arg, Domain::none, "launch order holds a NUL character");
        out += key;
        out += value;
        out += '\0';
    };
    auto number = [&](char key, auto value) { put(key, std::to_string(value)); };
    put(wire::program, o.program);
    for (const auto& a : o.args) put(wire::argument, a);
    for (const auto& e : o.env) put(wire::environment, e);
    put(wire::directory, o.directory);
    if (o.umask) number(wire::umask_bits, *o.umask);
    if (o.uid) number(wire::user, *o.uid);
    if (o.gid) number(wire::group, *o.gid);
    if (o.groups) {
        std::string list;
        for (auto g : *o.groups) list += (list.empty() ? "" : ",") + std::to_string(g);
        put(wire::groups, list);
    }
    if (o.capabilities) number(wire::capabilities, *o.capabilities);
    if (o.no_new_privileges) put(wire::no_new_privileges, "");
    if (!o.selinux_label.empty()) put(wire::selinux, o.selinux_label);
    if (!o.apparmor_profile.empty()) put(wire::apparmor, o.apparmor_profile);
    auto limit = [&](int which, const std::optional<std::uint64_t>& value) {
        if (value) put(wire::limit, fmt::format("{}:{}", which, *value));
    };
    limit(RLIMIT_MEMLOCK, o.max_memlock);
    limit(RLIMIT_NOFILE, o.max_files);
    limit(RLIMIT_NPROC, o.max_processes);
    limit(RLIMIT_CORE, o.max_core);
    if (o.nice) number(wire::nice_level, *o.nice);
    if (o.oom_score_adj) number(wire::oom, *o.oom_score_adj);
    if (!o.cpus.empty()) put(wire::cpus, o.cpus);
    if (o.scheduler) put(wire::scheduler, fmt::format("{}:{}", o.scheduler->policy, o.scheduler->priority));
    for (const auto& c : o.cgroups) put(wire::cgroup, c);
    for (const auto& s : o.namespaces) {
        auto kind = static_cast<char>(s.kind);
        auto fields = {std::string(1, kind), s.path, s.extra, std::to_string(s.mode), std::to_string(s.device),
                       std::to_string(s.uid), std::to_string(s.gid)};
        put(wire::step, join(fields, std::string_view(&wire::field_separator, 1)));
    }
    for (const auto& [ours, target] : o.fds) number(wire::fd, target);
    if (!o.pid_file.empty()) put(wire::pid_file, o.pid_file);
    if (o.daemonize) put(wire::daemonize, "");
    return out;
}

void wait_ready(int fd, short events, Deadline until) {
    for (;;) {
        pollfd p{fd, events, 0};
        int n = poll(&p, 1, until.remaining_ms());
        if (n > 0) return;
        if (n < 0 && errno != EINTR) fail_errno(Domain::none, errno, "unable to poll on child");
        if (n == 0 && until.expired()) fail(Code::operation_timeout, Domain::none, "the launcher did not answer in time");
    }
}

// Sends all bytes, descriptors along with the first ones.
void send_all(int socket, std::string_view data, std::span<const int> fds, Deadline until) {
    while (!data.empty()) {
        auto now = fds.subspan(0, std::min<std::size_t>(fds.size(), wire::fds_per_message));
        // While descriptors remain, each message carries few bytes, so that there are enough messages for all.
        iovec part{const_cast<char*>(data.data()), fds.size() > now.size() ? 1 : data.size()};
        alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int) * wire::fds_per_message)];
        msghdr m{};
        m.msg_iov = &part;
        m.msg_iovlen = 1;
        if (!now.empty()) {
            m.msg_control = control;
            m.msg_controllen = CMSG_SPACE(now.size_bytes());
            auto* c = CMSG_FIRSTHDR(&m);
            c->cmsg_level = SOL_SOCKET;
            c->cmsg_type = SCM_RIGHTS;
            c->cmsg_len = CMSG_LEN(now.size_bytes());
            std::memcpy(CMSG_DATA(c), now.data(), now.size_bytes());
        }
        auto n = sendmsg(socket, &m, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n < 0 && errno == EAGAIN) {
            wait_ready(socket, POLLOUT, until);
            continue;
        }
        if (n < 0 && errno == EINTR) continue;
        if (n < 0 && errno == EPIPE) return;  // what the launcher had to say first is read next
        if (n < 0) fail_errno(Domain::none, errno, "cannot send order to launcher");
        data.remove_prefix(static_cast<std::size_t>(n));
        fds = fds.subspan(now.size());
    }
}

// Nothing at the end of the stream. The descriptor that comes along, if any, is put into pidfd.
std::optional<wire::Report> receive(int socket, Deadline until, Fd* pidfd) {
    wire::Report r{};
    std::size_t have = 0;
    while (have < sizeof r) {
        wait_ready(socket, POLLIN, until);
        iovec part{reinterpret_cast<char*>(&r) + have, sizeof r - have};
        alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))];
        msghdr m{};
        m.msg_iov = &part;
        m.msg_iovlen = 1;
        m.msg_control = control;
        m.msg_controllen = sizeof control;
        auto n = recvmsg(socket, &m, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
        if (n < 0 && (errno == EINTR || errno == EAGAIN)) continue;
        if (n < 0 && errno != ECONNRESET) fail_errno(Domain::none, errno, "cannot read from launcher");
        for (auto* c = CMSG_FIRSTHDR(&m); n > 0 && c; c = CMSG_NXTHDR(&m, c))
            if (c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_RIGHTS) {
                int fd;
                std::memcpy(&fd, CMSG_DATA(c), sizeof fd);
                Fd got(fd);
                if (pidfd) *pidfd = std::move(got);
            }
        if (n <= 0) {
            if (have) fail(Code::internal_error, Domain::none, "truncated report of the launcher");
            return std::nullopt;
        }
        have += static_cast<std::size_t>(n);
    }
    r.text[sizeof r.text - 1] = 0;
    return r;
}

void collect(pid_t pid) {
    int status;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {}
}

// Starts the launcher with our end of a socket pair.
pid_t spawn(Fd& socket) {
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0) fail_errno(Domain::none, errno, "cannot create socket pair");
    socket = Fd(pair[0]);
    Fd theirs(pair[1]);
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    sigset_t all, none;
    sigfillset(&all);
    sigemptyset(&none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    posix_spawn_file_actions_adddup2(&actions, theirs.get(), wire::socket_fd);
    posix_spawn_file_actions_addclosefrom_np(&actions, wire::socket_fd + 1);
    static const std::string path = launcher_path();
    char* argv[] = {const_cast<char*>("vireo-launch"), nullptr};
    char* envp[] = {nullptr};
    pid_t pid;
    int error = posix_spawn(&pid, path.c_str(), &actions, &attributes, argv, envp);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    if (error) fail_errno(Domain::none, error, "cannot execute binary {}", path);
    return pid;
}

}  // namespace

std::string launcher_path() {
    if (const char* path = secure_getenv("VIREO_LAUNCH")) return path;
    char self[PATH_MAX];
    auto n = readlink("/proc/self/exe", self, sizeof self);
    if (n > 0) {
        std::string_view dir(self, static_cast<std::size_t>(n));
        // Beside the program, then in the build tree that it is part of.
        for (int i = 0; i < 6 && dir.find('/') != dir.npos; ++i) {
            dir = dir.substr(0, dir.rfind('/'));
            for (const char* below : {"vireo-launch", "bin/vireo-launch"}) {
                auto path = fmt::format("{}/{}", dir, below);
                if ((i == 0) == (below[0] == 'v') && access(path.c_str(), X_OK) == 0) return path;
            }
        }
    }
    return VIREO_LAUNCH_INSTALLED;
}

Launch::Launch(const LaunchOrder& order, Deadline until) : daemonize_(order.daemonize) {
    if (int e = run::fault("launch.spawn")) fail_errno(Domain::none, e, "cannot execute binary {}", order.program);
    auto records = encode(order);
    std::vector<int> fds;
    for (const auto& [ours, target] : order.fds) fds.push_back(ours);
    if (records.size() > wire::most_bytes || fds.size() > wire::most_fds)
        fail(Code::internal_error, Domain::none, "launch order is too large");
    wire::Header header{wire::magic, static_cast<std::uint32_t>(records.size()), static_cast<std::uint32_t>(fds.size())};
    std::string message(reinterpret_cast<const char*>(&header), sizeof header);
    message += records;

    launcher_ = spawn(socket_);
    std::optional<wire::Report> report;
    try {
        send_all(socket_.get(), message, fds, until);
        report = receive(socket_.get(), until, &process_.pidfd);
    } catch (...) {
        kill(launcher_, SIGKILL);
        collect(launcher_);
        throw;
    }
    if (!report || report->what != 'P' || !process_.pidfd) {
        kill(launcher_, SIGKILL);
        collect(launcher_);
        if (report && report->what == 'E') fail_errno(Domain::none, report->error, "{}", report->text);
        fail(Code::internal_error, Domain::none, "the launcher ended unexpectedly");
    }
    process_.pid = report->pid;
    process_.start_time = process_start_time(report->pid).value_or(0);  // it waits for us, so it exists
    if (daemonize_) collect(std::exchange(launcher_, -1));                // its work is done
}

Launch::~Launch() {
    if (!socket_) return;
    socket_.reset();  // it ends by itself when it sees this; the signal is for one that hangs
    if (process_.pidfd) syscall(SYS_pidfd_send_signal, process_.pidfd.get(), SIGKILL, nullptr, 0);
    if (launcher_ > 0) collect(launcher_);
}

Process Launch::finish(Deadline until) {
    if (int e = run::fault("launch.finish")) fail_errno(Domain::none, e, "cannot start process {}", process_.pid);
    send_all(socket_.get(), std::string_view(&wire::proceed, 1), {}, until);
    if (auto report = receive(socket_.get(), until, nullptr)) fail_errno(Domain::none, report->error, "{}", report->text);
    // The end of the stream: executed, or killed on the way, which its pidfd tells.
    socket_.reset();
    return std::move(process_);
}

Process launch(const LaunchOrder& order, Deadline until) {
    Launch l(order, until);
    return l.finish(until);
}

}  // namespace vireo::host
