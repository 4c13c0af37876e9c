// SPDX-License-Identifier: LGPL-2.1-or-later
// The order as the launcher holds it: pointers into the message, no library types.
#pragma once

#include <cstdint>

namespace vireo::launcher {

struct Order {
    const char* program = nullptr;
    char** arguments = nullptr;    // null-terminated
    char** environment = nullptr;  // null-terminated
    const char* directory = "/";
    const char* pid_file = nullptr;
    const char* selinux = nullptr;
    const char* apparmor = nullptr;
    const char* cpus = nullptr;
    const char* groups = nullptr;  // "" drops all
    std::int64_t umask_bits = -1, user = -1, group = -1;
    std::uint64_t capabilities = 0;
    bool set_capabilities = false, no_new_privileges = false, daemonize = false;
    const char** records = nullptr;  // limits, cgroups, namespace steps, nice, oom, scheduler: in the order given
    unsigned record_count = 0;
    int* targets = nullptr;  // of the descriptors that came along
    unsigned target_count = 0;
};

// Reports the failure to the daemon and ends this process. text is a printf format with at most one %s.
[[noreturn]] void die(int error, const char* text, const char* detail = "");

// Cgroups, namespaces, limits: what needs the rights that are given up afterwards.
void apply_records(const Order& order);
void write_pid_file(const char* path);
// Groups, ids, capabilities, labels.
void drop_rights(const Order& order);

// Reads a decimal number and stops at the first other character, which *end then points to.
std::uint64_t number(const char* text, const char** end = nullptr);

}  // namespace vireo::launcher
