// SPDX-License-Identifier: LGPL-2.1-or-later
// What the daemon and vireo-launch say to each other over a stream socket. The launcher has to be up and gone in a
// millisecond, so this is no general format: an order is a header, then records of one key letter, a value and a NUL.
#pragma once

#include <cstdint>

namespace vireo::launch_protocol {

inline constexpr int socket_fd = 3;  // of the launcher
inline constexpr std::uint32_t magic = 0x76694c31;
inline constexpr std::uint32_t most_bytes = 16u << 20;
inline constexpr std::uint32_t most_fds = 4096;
inline constexpr std::uint32_t fds_per_message = 200;
inline constexpr char field_separator = '\x1f';

struct Header {
    std::uint32_t magic;
    std::uint32_t bytes;  // of the records that follow
    std::uint32_t fds;    // that come along with them, in the order of their records
};

enum Key : char {
    program = 'p', argument = 'a', environment = 'e', directory = 'd', umask_bits = 'm',
    user = 'u', group = 'g', groups = 'G', capabilities = 'c', no_new_privileges = 'w', selinux = 'S', apparmor = 'A',
    limit = 'l',      // RLIMIT number:value, both decimal
    nice_level = 'n', oom = 'o', cpus = 'C',
    scheduler = 's',  // policy:priority
    cgroup = 'r',
    step = 'N',       // kind, path, extra, mode, device, uid, gid with separators
    fd = 'f',         // target number of the next descriptor
    pid_file = 'P', daemonize = 'D',
};

// From the launcher. A process report comes first; then the launcher waits for one byte, and the end of the stream
// means that the guest was executed.
struct Report {
    char what;  // 'P' process exists (a pidfd comes along), 'E' something failed
    std::int32_t pid;
    std::int32_t error;  // errno
    char text[240];      // what failed, NUL-terminated
};

inline constexpr char proceed = 'g';

}  // namespace vireo::launch_protocol
