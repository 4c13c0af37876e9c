// SPDX-License-Identifier: LGPL-2.1-or-later
// The single steps between an order and the guest's execution. Plain system calls; whatever fails ends the launch.
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "apps/launch/order.h"
#include "host/process/launch_protocol.h"

namespace vireo::launcher {
namespace {

namespace wire = launch_protocol;

void write_file(const char* path, const char* text, const char* complaint) {
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0) die(errno, complaint, path);
    size_t length = strlen(text);
    if (write(fd, text, length) != static_cast<ssize_t>(length)) die(errno, complaint, path);
    close(fd);
}

void join_cgroup(const char* directory) {
    char path[4096];
    if (snprintf(path, sizeof path, "%s/cgroup.procs", directory) >= static_cast<int>(sizeof path))
        die(ENAMETOOLONG, "Unable to write to '%s'", directory);
    write_file(path, "0", "Unable to write to '%s'");
}

void set_limit(const char* record) {
    const char* at;
    auto which = static_cast<int>(number(record, &at));
    auto value = number(at + 1);
    rlimit limit{};
    limit.rlim_cur = limit.rlim_max = value == UINT64_MAX ? RLIM_INFINITY : value;
    const char* text = "cannot set resource limit to %s";
    switch (which) {
        case RLIMIT_MEMLOCK: text = "cannot limit locked memory to %s"; break;
        case RLIMIT_NOFILE: text = "cannot limit number of open files to %s"; break;
        case RLIMIT_NPROC: text = "cannot limit number of subprocesses to %s"; break;
        case RLIMIT_CORE: text = "cannot limit core file size to %s"; break;
    }
    if (setrlimit(static_cast<__rlimit_resource>(which), &limit) < 0) die(errno, text, at + 1);
}

void set_affinity(const char* list) {
    unsigned char bits[1024] = {};
    for (const char* at = list; *at;) {
        auto first = number(at, &at);
        auto last = first;
        if (*at == '-') last = number(at + 1, &at);
        if (last >= sizeof bits * 8 || first > last || (*at && *at != ',')) die(EINVAL, "cannot set CPU affinity to '%s'", list);
        for (auto cpu = first; cpu <= last; ++cpu) bits[cpu / 8] = static_cast<unsigned char>(bits[cpu / 8] | 1u << cpu % 8);
        if (*at == ',') ++at;
    }
    if (syscall(SYS_sched_setaffinity, 0, sizeof bits, bits) < 0) die(errno, "cannot set CPU affinity to '%s'", list);
}

void set_scheduler(const char* record) {
    const char* at;
    auto policy = static_cast<int>(number(record, &at));
    sched_param param{};
    param.sched_priority = static_cast<int>(number(at + 1));
    if (syscall(SYS_sched_setscheduler, 0, policy, &param) < 0) die(errno, "Cannot set scheduler parameters '%s'", record);
}

void run_step(char* record) {
    char* field[7];
    unsigned count = 0;
    for (char* at = record; at && count < 7; ++count) {
        field[count] = at;
        at = strchr(at, wire::field_separator);
        if (at) *at++ = 0;
    }
    if (count != 7) die(EINVAL, "malformed namespace step");
    const char *path = field[1], *extra = field[2];
    auto mode = static_cast<mode_t>(number(field[3]));
    auto device = static_cast<dev_t>(number(field[4]));
    auto uid = static_cast<uid_t>(number(field[5]));
    auto gid = static_cast<gid_t>(number(field[6]));
    switch (field[0][0]) {
        case 'u':
            if (unshare(CLONE_NEWNS) < 0) die(errno, "Cannot create a new mount namespace");
            return;
        case 'j': {
            int fd = open(path, O_RDONLY | O_CLOEXEC);
            if (fd < 0 || setns(fd, 0) < 0) die(errno, "Unable to join namespace '%s'", path);
            close(fd);
            return;
        }
        case 's':
            if (mount("", path, nullptr, MS_SLAVE | MS_REC, nullptr) < 0) die(errno, "Failed to switch root mount into slave mode '%s'", path);
            return;
        case 't':
            if (mount("devfs", path, "tmpfs", MS_NOSUID, extra) < 0) die(errno, "Failed to mount devfs on %s", path);
            return;
        case 'b':
            if (mount(extra, path, nullptr, MS_BIND | MS_REC, nullptr) < 0) die(errno, "Failed to bind mount %s", path);
            return;
        case 'm':
            if (mount(extra, path, nullptr, MS_MOVE, nullptr) < 0) die(errno, "Unable to move mount to %s", path);
            return;
        case 'x':
            if (umount2(path, MNT_DETACH) < 0) die(errno, "Unable to umount %s", path);
            return;
        case 'd':
            if (mkdir(path, mode) < 0 && errno != EEXIST) die(errno, "Unable to create directory %s", path);
            return;
        case 'f': {
            int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, mode);
            if (fd < 0) die(errno, "Unable to create file %s", path);
            close(fd);
            return;
        }
        case 'n':
            if (mknod(path, mode, device) < 0 && errno != EEXIST) die(errno, "Unable to create device %s", path);
            if (lchown(path, uid, gid) < 0) die(errno, "Failed to chown device %s", path);
            return;
        case 'l':
            if (symlink(extra, path) < 0 && errno != EEXIST) die(errno, "Unable to create symlink %s", path);
            return;
    }
    die(EINVAL, "unknown namespace step '%s'", field[0]);
}

}  // namespace

std::uint64_t number(const char* text, const char** end) {
    std::uint64_t n = 0;
    while (*text >= '0' && *text <= '9') n = n * 10 + static_cast<std::uint64_t>(*text++ - '0');
    if (end) *end = text;
    return n;
}

void apply_records(const Order& order) {
    umask(0);
    for (unsigned i = 0; i < order.record_count; ++i) {
        const char* record = order.records[i] + 1;
        switch (order.records[i][0]) {
            case wire::cgroup: join_cgroup(record); break;
            case wire::limit: set_limit(record); break;
            case wire::oom: write_file("/proc/self/oom_score_adj", record, "Unable to write to '%s'"); break;
            case wire::nice_level: {
                bool negative = record[0] == '-';
                auto n = static_cast<int>(number(record + negative));
                if (setpriority(PRIO_PROCESS, 0, negative ? -n : n) < 0) die(errno, "cannot set nice level to %s", record);
                break;
            }
            case wire::scheduler: set_scheduler(record); break;
            case wire::step: run_step(const_cast<char*>(record)); break;
        }
    }
    if (order.cpus) set_affinity(order.cpus);
}

void write_pid_file(const char* path) {
    char text[32];
    int length = snprintf(text, sizeof text, "%ld\n", static_cast<long>(getpid()));
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (fd < 0) die(errno, "Failed to open pid file '%s'", path);
    if (ftruncate(fd, 0) < 0 || write(fd, text, static_cast<size_t>(length)) != length) die(errno, "Failed to write to pid file '%s'", path);
    close(fd);
}

void drop_rights(const Order& order) {
    auto bit = [&](int cap) { return (order.capabilities >> cap & 1) != 0; };
    if (order.set_capabilities) {
        for (int cap = 0; cap < 64 && prctl(PR_CAPBSET_READ, cap, 0, 0, 0) >= 0; ++cap)
            if (!bit(cap) && prctl(PR_CAPBSET_DROP, cap, 0, 0, 0) < 0 && errno != EPERM) die(errno, "cannot apply process capabilities");
        if (order.capabilities && prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0) < 0) die(errno, "cannot keep process capabilities");
    }
    if (order.groups) {
        gid_t list[1024];
        size_t count = 0;
        for (const char* at = order.groups; *at;) {
            if (count == sizeof list / sizeof *list) die(E2BIG, "cannot set supplemental groups");
            list[count++] = static_cast<gid_t>(number(at, &at));
            if (*at) ++at;
        }
        if (setgroups(count, list) < 0) die(errno, "cannot set supplemental groups");
    }
    char text[32];
    if (order.group >= 0) {
        auto gid = static_cast<gid_t>(order.group);
        snprintf(text, sizeof text, "'%u'", gid);
        if (setresgid(gid, gid, gid) < 0) die(errno, "cannot change to %s group", text);
    }
    if (order.user >= 0) {
        auto uid = static_cast<uid_t>(order.user);
        snprintf(text, sizeof text, "'%u'", uid);
        if (setresuid(uid, uid, uid) < 0) die(errno, "cannot change to uid to %s", text);
    }
    if (order.set_capabilities) {
        __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
        __user_cap_data_struct now[2] = {}, data[2];
        if (syscall(SYS_capget, &header, now) < 0) die(errno, "cannot apply process capabilities");
        for (int i = 0; i < 2; ++i) {
            auto keep = static_cast<std::uint32_t>(order.capabilities >> (32 * i)) & now[i].permitted;
            data[i].effective = data[i].permitted = data[i].inheritable = keep;
        }
        if (syscall(SYS_capset, &header, data) < 0) die(errno, "cannot apply process capabilities");
        // Without the ambient set a guest that is not root would lose them at exec.
        if (geteuid() != 0)
            for (int cap = 0; cap < 64; ++cap)
                if (data[cap / 32].permitted >> (cap % 32) & 1) prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, cap, 0, 0);
    }
    if (order.selinux) write_file("/proc/thread-self/attr/exec", order.selinux, "unable to set security context in '%s'");
    if (order.apparmor) {
        char command[512];
        if (snprintf(command, sizeof command, "exec %s", order.apparmor) >= static_cast<int>(sizeof command))
            die(ENAMETOOLONG, "error calling aa_change_profile()");
        const char* path = "/proc/thread-self/attr/apparmor/exec";
        write_file(access(path, F_OK) == 0 ? path : "/proc/thread-self/attr/exec", command, "error calling aa_change_profile() on '%s'");
    }
    if (order.no_new_privileges && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) die(errno, "cannot set no_new_privs");
}

}  // namespace vireo::launcher
