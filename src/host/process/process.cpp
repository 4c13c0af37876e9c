// SPDX-License-Identifier: LGPL-2.1-or-later
#include "host/process/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "base/text.h"
#include "run/store.h"

#ifndef P_PIDFD
#define P_PIDFD 3
#endif

namespace vireo::host {
namespace {

struct Pipe {
    Fd read, write;
    Pipe() {
        int fds[2];
        if (pipe2(fds, O_CLOEXEC) < 0) fail_errno(Domain::none, errno, "Unable to create pipe");
        read = Fd(fds[0]);
        write = Fd(fds[1]);
    }
};

// Our ends only: the program must not see its own pipes change.
void unblock(const Fd& fd) { fcntl(fd.get(), F_SETFL, O_NONBLOCK); }

Fd pidfd_of(pid_t pid) { return Fd(static_cast<int>(syscall(SYS_pidfd_open, pid, 0))); }

struct Actions {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    Actions() {
        posix_spawn_file_actions_init(&actions);
        posix_spawnattr_init(&attributes);
        sigset_t all, none;
        sigfillset(&all);
        sigemptyset(&none);
        posix_spawnattr_setsigdefault(&attributes, &all);
        posix_spawnattr_setsigmask(&attributes, &none);
        posix_spawnattr_setpgroup(&attributes, 0);
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
    }
    ~Actions() {
        posix_spawn_file_actions_destroy(&actions);
        posix_spawnattr_destroy(&attributes);
    }
};

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> out;
    for (auto& t : texts) out.push_back(t.data());
    out.push_back(nullptr);
    return out;
}

std::vector<std::string> clean_environment(const std::vector<std::string>& added) {
    std::vector<std::string> env{"LC_ALL=C"};
    for (const char* name : {"PATH", "HOME", "USER", "LOGNAME", "TMPDIR", "LD_PRELOAD", "LD_LIBRARY_PATH"})
        if (const char* v = getenv(name)) env.push_back(fmt::format("{}={}", name, v));
    for (const auto& a : added) {
        auto name = std::string_view(a).substr(0, a.find('=') + 1);
        std::erase_if(env, [&](const std::string& e) { return e.starts_with(name); });
        env.push_back(a);
    }
    return env;
}

// Reads what is there; false at the end of the stream.
bool take(const Fd& fd, std::string& into) {
    char buffer[16384];
    for (;;) {
        auto n = read(fd.get(), buffer, sizeof buffer);
        if (n > 0) {
            into.append(buffer, static_cast<std::size_t>(n));
            if (n < static_cast<ssize_t>(sizeof buffer)) return true;
            continue;
        }
        if (n < 0 && errno == EINTR) continue;
        return n < 0 && errno == EAGAIN;
    }
}

// A program that does not read its input is no error, and the signal for it must not reach an application that uses
// this library: it is held back on this thread and taken.
ssize_t write_quietly(const Fd& fd, std::string_view data) {
    sigset_t broken, before;
    sigemptyset(&broken);
    sigaddset(&broken, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &broken, &before);
    auto n = write(fd.get(), data.data(), data.size());
    int error = errno;
    if (n < 0 && error == EPIPE && !sigismember(&before, SIGPIPE)) {
        timespec now{};
        sigtimedwait(&broken, nullptr, &now);
    }
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    errno = error;
    return n;
}

}  // namespace

int CommandResult::exit_code() const { return WIFEXITED(status) ? WEXITSTATUS(status) : -1; }

std::string status_text(int status) {
    if (WIFEXITED(status)) return fmt::format("exit status {}", WEXITSTATUS(status));
    if (WIFSIGNALED(status)) return fmt::format("fatal signal {}", WTERMSIG(status));
    return fmt::format("invalid value {}", status);
}

std::optional<std::string> find_program(std::string_view name) {
    auto runnable = [](const std::string& path) { return access(path.c_str(), X_OK) == 0; };
    if (name.find('/') != name.npos) {
        std::string path(name);
        return runnable(path) ? std::optional(path) : std::nullopt;
    }
    const char* path = getenv("PATH");
    for (auto dir : split(path ? path : "/usr/sbin:/usr/bin:/sbin:/bin", ':')) {
        auto candidate = fmt::format("{}/{}", dir.empty() ? "." : dir, name);
        if (runnable(candidate)) return candidate;
    }
    return std::nullopt;
}

CommandResult run_command(const std::vector<std::string>& argv, const CommandOptions& o) {
    auto program = find_program(argv.at(0));
    if (!program) fail_errno(Domain::none, ENOENT, "Cannot find '{}' in path", argv[0]);

    Pipe in, out, err;
    Actions a;
    if (!o.directory.empty()) posix_spawn_file_actions_addchdir_np(&a.actions, o.directory.c_str());
    // The pipes' numbers are above 2 unless the daemon was started without standard descriptors, which it never is.
    posix_spawn_file_actions_adddup2(&a.actions, in.read.get(), 0);
    posix_spawn_file_actions_adddup2(&a.actions, out.write.get(), 1);
    posix_spawn_file_actions_adddup2(&a.actions, err.write.get(), 2);
    if (o.keep_fds.empty()) {
        posix_spawn_file_actions_addclosefrom_np(&a.actions, 3);
    } else {
        // Everything of ours is close-on-exec; a dup2 onto itself takes that flag away.
        for (int fd : o.keep_fds) posix_spawn_file_actions_adddup2(&a.actions, fd, fd);
    }
    auto args = argv;
    auto env = clean_environment(o.env);
    pid_t pid;
    int error = posix_spawn(&pid, program->c_str(), &a.actions, &a.attributes, pointers(args).data(), pointers(env).data());
    if (error) fail_errno(Domain::none, error, "cannot execute binary {}", *program);
    in.read.reset();
    out.write.reset();
    err.write.reset();
    Fd pidfd = pidfd_of(pid);  // a child not collected yet: the number cannot be somebody else's

    CommandResult result;
    auto kill_group = [&] {
        kill(-pid, SIGKILL);
        while (waitpid(pid, &result.status, 0) < 0 && errno == EINTR) {}
    };
    if (!pidfd) {
        int e = errno;
        kill_group();
        fail_errno(Domain::none, e, "cannot open pidfd");
    }
    for (auto* fd : {&in.write, &out.read, &err.read}) unblock(*fd);
    auto input = o.input;
    if (input.empty()) in.write.reset();
    for (;;) {
        pollfd fds[4] = {{in.write.get(), POLLOUT, 0}, {out.read.get(), POLLIN, 0}, {err.read.get(), POLLIN, 0}, {pidfd.get(), POLLIN, 0}};
        int n = poll(fds, 4, o.until.remaining_ms());
        if (n < 0 && errno != EINTR) {
            int e = errno;
            kill_group();
            fail_errno(Domain::none, e, "unable to poll on child");
        }
        if (n < 0) continue;
        if (n == 0 && o.until.expired()) {
            kill_group();
            fail(Code::operation_timeout, Domain::none, "program '{}' did not end in time", argv[0]);
        }
        if (fds[0].revents) {
            auto w = write_quietly(in.write, input);
            if (w > 0) input.remove_prefix(static_cast<std::size_t>(w));
            if (input.empty() || (w < 0 && errno != EAGAIN && errno != EINTR)) in.write.reset();
        }
        if (fds[1].revents && !take(out.read, result.out)) out.read.reset();
        if (fds[2].revents && !take(err.read, result.err)) err.read.reset();
        if (result.out.size() > o.max_output || result.err.size() > o.max_output) {
            kill_group();
            fail(Code::internal_error, Domain::none, "program '{}' wrote more than {} bytes", argv[0], o.max_output);
        }
        if (fds[3].revents) {
            // What it wrote before its end is in the pipes; what a grandchild may write later is nobody's concern.
            if (out.read) take(out.read, result.out);
            if (err.read) take(err.read, result.err);
            while (waitpid(pid, &result.status, 0) < 0 && errno == EINTR) {}
            return result;
        }
    }
}

std::string run_checked(const std::vector<std::string>& argv, const CommandOptions& options, Domain domain) {
    auto result = run_command(argv, options);
    if (!result.ok())
        fail(Code::internal_error, domain, "Child process ({}) unexpected {}: {}", join(argv, " "), status_text(result.status),
             result.err);
    return std::move(result.out);
}

std::vector<std::string_view> stat_fields(std::string_view text) {
    const auto begin = text.find(" ("), end = text.rfind(')');
    if (begin == text.npos || end == text.npos || end < begin + 2) return {};
    std::vector<std::string_view> out{text.substr(0, begin), text.substr(begin + 2, end - begin - 2)};
    for (auto field : split_words(text.substr(end + 1))) out.push_back(field);
    return out;
}

std::optional<std::uint64_t> process_start_time(pid_t pid) {
    Fd fd(open(fmt::format("/proc/{}/stat", pid).c_str(), O_RDONLY | O_CLOEXEC));
    if (!fd) return std::nullopt;
    char buffer[1024];
    auto n = read(fd.get(), buffer, sizeof buffer);
    if (n <= 0) return std::nullopt;
    auto fields = stat_fields({buffer, static_cast<std::size_t>(n)});
    if (fields.size() < 22) return std::nullopt;
    return to_number<std::uint64_t>(fields[21]);
}

std::optional<Fd> open_process(pid_t pid, std::optional<std::uint64_t> start_time) {
    Fd fd = pidfd_of(pid);
    if (!fd) {
        if (errno == ESRCH) return std::nullopt;
        fail_errno(Domain::none, errno, "cannot open process {}", pid);
    }
    // Asked after the descriptor was got: if the answer is right now, the descriptor names that process.
    if (start_time && process_start_time(pid) != start_time) return std::nullopt;
    return fd;
}

bool wait_for_end(int pidfd, Deadline until) {
    for (;;) {
        pollfd p{pidfd, POLLIN, 0};
        int n = poll(&p, 1, until.remaining_ms());
        if (n > 0) return true;
        if (n < 0 && errno != EINTR) fail_errno(Domain::none, errno, "unable to poll on child");
        if (n == 0 && until.expired()) return false;
    }
}

Ending end_process(int pidfd, pid_t pid, int signal, Deadline gentle, Deadline hard) {
    auto send = [&](int sig) -> bool {
        if (syscall(SYS_pidfd_send_signal, pidfd, sig, nullptr, 0) == 0) return true;
        if (errno == ESRCH) return false;
        fail_errno(Domain::none, errno, "Failed to terminate process {} with SIG{}", pid, sigabbrev_np(sig));
    };
    if (wait_for_end(pidfd, Deadline::in_ms(0)) || !send(signal)) return Ending::was_gone;
    if (wait_for_end(pidfd, signal == SIGKILL ? hard : gentle)) return signal == SIGKILL ? Ending::by_kill : Ending::by_first_signal;
    if (signal != SIGKILL) {
        if (!send(SIGKILL) || wait_for_end(pidfd, hard)) return Ending::by_kill;
    }
    fail_errno(Domain::none, EBUSY, "Failed to terminate process {} with SIG{}", pid, "KILL");
}

std::optional<int> collect_child(int pidfd) {
    siginfo_t info{};
    if (waitid(static_cast<idtype_t>(P_PIDFD), static_cast<id_t>(pidfd), &info, WEXITED | WNOHANG) < 0 || info.si_pid == 0)
        return std::nullopt;
    if (info.si_code == CLD_EXITED) return (info.si_status & 0xff) << 8;
    return (info.si_status & 0x7f) | (info.si_code == CLD_DUMPED ? 0x80 : 0);
}

}  // namespace vireo::host
