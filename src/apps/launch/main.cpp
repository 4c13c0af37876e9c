// SPDX-License-Identifier: LGPL-2.1-or-later
// vireo-launch: between a daemon with many threads and a guest. Reads one order and the descriptors that belong to it
// from descriptor 3, tells the daemon the guest's process, waits for its word, prepares itself and executes the guest.
// One thread, no library but libc, nothing that outlives an order.
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "apps/launch/order.h"
#include "host/process/launch_protocol.h"

namespace vireo::launcher {
namespace {

namespace wire = launch_protocol;

int report_fd = wire::socket_fd;

int* received = nullptr;
unsigned received_count = 0;

void report(char what, int pid, int error, const char* text, int pidfd) {
    wire::Report r{};
    r.what = what;
    r.pid = pid;
    r.error = error;
    snprintf(r.text, sizeof r.text, "%s", text);
    iovec part{&r, sizeof r};
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))];
    msghdr m{};
    m.msg_iov = &part;
    m.msg_iovlen = 1;
    if (pidfd >= 0) {
        m.msg_control = control;
        m.msg_controllen = sizeof control;
        auto* c = CMSG_FIRSTHDR(&m);
        c->cmsg_level = SOL_SOCKET;
        c->cmsg_type = SCM_RIGHTS;
        c->cmsg_len = CMSG_LEN(sizeof(int));
        memcpy(CMSG_DATA(c), &pidfd, sizeof pidfd);
    }
    // One small message into an empty socket: it fits, or nobody listens any more.
    while (sendmsg(report_fd, &m, MSG_NOSIGNAL) < 0 && errno == EINTR) {}
}

void* allocate(size_t count, size_t size) {
    void* p = calloc(count ? count : 1, size);
    if (!p) die(ENOMEM, "cannot allocate memory for the order");
    return p;
}

// Fills the buffer; descriptors that come along are kept in order.
void receive(void* buffer, size_t size, unsigned most_fds) {
    auto* at = static_cast<char*>(buffer);
    while (size) {
        iovec part{at, size};
        alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int) * wire::fds_per_message)];
        msghdr m{};
        m.msg_iov = &part;
        m.msg_iovlen = 1;
        m.msg_control = control;
        m.msg_controllen = sizeof control;
        auto n = recvmsg(wire::socket_fd, &m, MSG_CMSG_CLOEXEC);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) _exit(1);  // the daemon is gone
        if (m.msg_flags & MSG_CTRUNC) die(EMFILE, "cannot receive file descriptors");
        for (auto* c = CMSG_FIRSTHDR(&m); c; c = CMSG_NXTHDR(&m, c)) {
            if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS) continue;
            auto count = static_cast<unsigned>((c->cmsg_len - CMSG_LEN(0)) / sizeof(int));
            if (received_count + count > most_fds) die(EINVAL, "too many file descriptors");
            memcpy(received + received_count, CMSG_DATA(c), count * sizeof(int));
            received_count += count;
        }
        at += n;
        size -= static_cast<size_t>(n);
    }
}

Order read_order() {
    received = static_cast<int*>(allocate(wire::most_fds, sizeof(int)));
    wire::Header header;
    receive(&header, sizeof header, wire::most_fds);
    if (header.magic != wire::magic || header.bytes > wire::most_bytes || header.fds > wire::most_fds)
        die(EINVAL, "malformed order");
    auto* text = static_cast<char*>(allocate(header.bytes + 1, 1));
    receive(text, header.bytes, wire::most_fds);

    unsigned count = 0;
    for (char* at = text; at < text + header.bytes; at += strlen(at) + 1) ++count;
    Order o;
    o.arguments = static_cast<char**>(allocate(count + 1, sizeof(char*)));
    o.environment = static_cast<char**>(allocate(count + 1, sizeof(char*)));
    o.records = static_cast<const char**>(allocate(count + 1, sizeof(char*)));
    o.targets = static_cast<int*>(allocate(count + 1, sizeof(int)));
    unsigned arguments = 0, variables = 0;
    for (char* at = text; at < text + header.bytes; at += strlen(at) + 1) {
        if (!*at) die(EINVAL, "malformed order");
        char* value = at + 1;
        switch (*at) {
            case wire::program: o.program = value; break;
            case wire::argument: o.arguments[arguments++] = value; break;
            case wire::environment: o.environment[variables++] = value; break;
            case wire::directory: o.directory = value; break;
            case wire::umask_bits: o.umask_bits = static_cast<std::int64_t>(number(value)); break;
            case wire::user: o.user = static_cast<std::int64_t>(number(value)); break;
            case wire::group: o.group = static_cast<std::int64_t>(number(value)); break;
            case wire::groups: o.groups = value; break;
            case wire::capabilities: o.capabilities = number(value), o.set_capabilities = true; break;
            case wire::no_new_privileges: o.no_new_privileges = true; break;
            case wire::selinux: o.selinux = value; break;
            case wire::apparmor: o.apparmor = value; break;
            case wire::cpus: o.cpus = value; break;
            case wire::pid_file: o.pid_file = value; break;
            case wire::daemonize: o.daemonize = true; break;
            case wire::fd: o.targets[o.target_count++] = static_cast<int>(number(value)); break;
            case wire::limit:
            case wire::nice_level:
            case wire::oom:
            case wire::scheduler:
            case wire::cgroup:
            case wire::step: o.records[o.record_count++] = at; break;
            default: die(EINVAL, "unknown record in order");
        }
    }
    if (!o.program || !arguments || o.target_count != header.fds || received_count != header.fds) die(EINVAL, "incomplete order");
    return o;
}

// Makes the process that becomes the guest and tells the daemon about it. Returns in that process only.
void become_guest_process(const Order& order) {
    pid_t pid = getpid();
    if (order.daemonize) {
        pid = fork();
        if (pid < 0) die(errno, "cannot fork child process");
    }
    if (pid) {
        int pidfd = static_cast<int>(syscall(SYS_pidfd_open, pid, 0));
        if (pidfd < 0) {
            int error = errno;
            if (order.daemonize) kill(pid, SIGKILL);
            die(error, "cannot open pidfd");
        }
        report('P', pid, 0, "", pidfd);
        close(pidfd);
        if (order.daemonize) _exit(0);
    }
    setsid();
    char word;
    ssize_t n;
    while ((n = read(wire::socket_fd, &word, 1)) < 0 && errno == EINTR) {}
    if (n != 1 || word != wire::proceed) _exit(1);  // the daemon thought better of it
}

// Puts the descriptors to their numbers and marks all others to be closed by exec.
void arrange_descriptors(const Order& order) {
    int top = 3;
    for (unsigned i = 0; i < order.target_count; ++i)
        if (order.targets[i] >= top) top = order.targets[i] + 1;
    rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
        // Room for the moment of moving; the guest's own limit is put back below.
        rlimit more = limit;
        more.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &more);
    }
    auto raise = [&](int fd) {
        int high = fcntl(fd, F_DUPFD_CLOEXEC, top);
        if (high < 0) die(errno, "cannot move file descriptors");
        return high;
    };
    report_fd = raise(report_fd);
    for (unsigned i = 0; i < received_count; ++i) received[i] = raise(received[i]);
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (null < 0) die(errno, "cannot open %s", "/dev/null");
    null = raise(null);
    if (syscall(SYS_close_range, 3u, ~0u, 1u << 2 /* close on exec */) < 0) die(errno, "cannot close file descriptors");
    for (int fd = 0; fd < 3; ++fd)
        if (dup2(null, fd) < 0) die(errno, "cannot move file descriptors");
    for (unsigned i = 0; i < received_count; ++i)
        if (dup2(received[i], order.targets[i]) < 0) die(errno, "cannot move file descriptors");
    setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace

void die(int error, const char* text, const char* detail) {
    char message[sizeof(wire::Report::text)];
    const char* at = strstr(text, "%s");
    if (at)
        snprintf(message, sizeof message, "%.*s%s%s", static_cast<int>(at - text), text, detail, at + 2);
    else
        snprintf(message, sizeof message, "%s", text);
    report('E', 0, error, message, -1);
    _exit(127);
}

}  // namespace vireo::launcher

int main() {
    using namespace vireo::launcher;
    Order order = read_order();
    become_guest_process(order);
    apply_records(order);
    if (order.pid_file) write_pid_file(order.pid_file);
    drop_rights(order);
    umask(order.umask_bits >= 0 ? static_cast<mode_t>(order.umask_bits) : 022);
    if (chdir(order.directory) < 0) die(errno, "Unable to change to %s", order.directory);
    arrange_descriptors(order);
    execve(order.program, order.arguments, order.environment);
    die(errno, "cannot execute binary %s", order.program);
}
