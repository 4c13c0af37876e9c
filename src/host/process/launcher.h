// SPDX-License-Identifier: LGPL-2.1-or-later
// Starting guests: the daemon has many threads and must not run anything of its own between fork and exec, so it hands
// an order and descriptors to the small single-threaded program vireo-launch, which enters cgroups and namespaces, sets
// limits, labels and ids, and executes the guest.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/fd.h"

namespace vireo::host {

inline constexpr std::uint64_t unlimited = UINT64_MAX;

// What the launcher does inside the namespaces, in this order; paths are absolute.
struct NamespaceStep {
    enum class Kind : char {
        unshare_mount = 'u',  // a mount namespace of its own
        join = 'j',           // path: a namespace file, /proc/N/ns/... or /run/netns/...
        slave = 's',          // path and all below: mounts come in, none goes out
        tmpfs = 't',          // path, extra: mount options ("mode=755,size=65536")
        bind = 'b',           // extra onto path, recursively
        move = 'm',           // the mount at extra to path
        unmount = 'x',        // path, lazily
        directory = 'd',      // path, mode; an existing one is left alone
        file = 'f',           // path, mode: an empty one, to bind upon
        node = 'n',           // path, mode with type bits, device, uid, gid
        symlink = 'l',        // path leads to extra
    };
    Kind kind;
    std::string path, extra;
    mode_t mode = 0;
    dev_t device = 0;
    uid_t uid = 0;
    gid_t gid = 0;
};

struct LaunchOrder {
    std::string program;               // absolute path
    std::vector<std::string> args;     // beginning with argv[0]
    std::vector<std::string> env;      // the whole environment, NAME=value
    std::string directory = "/";
    std::optional<mode_t> umask;

    std::optional<uid_t> uid;
    std::optional<gid_t> gid;
    std::optional<std::vector<gid_t>> groups;         // supplementary groups
    std::optional<std::uint64_t> capabilities;        // mask of those kept (1 << CAP_X); absent: as they are
    bool no_new_privileges = false;
    std::string selinux_label, apparmor_profile;      // in force from exec on

    std::optional<std::uint64_t> max_memlock, max_files, max_processes, max_core;  // both soft and hard; or unlimited
    std::optional<int> nice, oom_score_adj;
    std::string cpus;                                 // "0-3,8": affinity
    struct Scheduler {
        int policy, priority;  // SCHED_*
    };
    std::optional<Scheduler> scheduler;
    std::vector<std::string> cgroups;                 // cgroup directories to join
    std::vector<NamespaceStep> namespaces;

    // Descriptor of ours -> number in the guest; 0, 1 and 2 are /dev/null unless given. All others are closed.
    std::vector<std::pair<int, int>> fds;
    std::string pid_file;                             // gets the pid and a line end
    // The guest's parent is init (or the nearest subreaper), so that nobody here has to collect it. Else it is a child
    // of this process, to be collected with waitid(P_PIDFD).
    bool daemonize = true;
};

struct Process {
    pid_t pid = -1;
    Fd pidfd;                      // readable when the process has ended
    std::uint64_t start_time = 0;  // clock ticks since boot: with the pid it names a process for ever
};

// A guest that is not executed yet: its pid is known, so that it can be registered (machined, cgroups), and it waits.
class Launch {
  public:
    // Starts the launcher and waits until the process exists. Throws what the launcher reports, operation_timeout at
    // the deadline.
    Launch(const LaunchOrder& order, Deadline until);
    // A launch that was not finished is taken back: the process is killed.
    ~Launch();
    Launch(const Launch&) = delete;
    Launch& operator=(const Launch&) = delete;

    const Process& process() const { return process_; }
    // Lets it go on and waits until it was executed; throws what failed, naming the step.
    Process finish(Deadline until);

  private:
    Fd socket_;
    Process process_;
    pid_t launcher_ = -1;
    bool daemonize_;
};

// Both steps at once.
Process launch(const LaunchOrder& order, Deadline until);

// Where vireo-launch is: $VIREO_LAUNCH, beside the running program or its build folder, else where it is installed.
std::string launcher_path();

}  // namespace vireo::host
