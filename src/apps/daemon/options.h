// SPDX-License-Identifier: LGPL-2.1-or-later
// The command line of the daemons (facts/virsh.json, daemons), and where their files are.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "apps/daemon/role.h"

namespace vireo::daemon {

struct Options {
    bool verbose = false, background = false, listen = false, help = false, version = false;
    std::optional<std::string> config, pid_file, drivers, root;
    std::optional<unsigned> timeout_s;
};

// Prints what is wrong and returns nothing if the words make no sense.
std::optional<Options> parse_options(int argc, char** argv, const Role& role);
std::string help_text(const Role& role, bool privileged);

// Folders. With a root (for private instances beside a system's own) everything of a privileged daemon is below it.
struct Places {
    bool privileged = false;
    std::string root;
    std::string config_dir;   // of the configuration files
    std::string socket_dir;
    std::string pid_dir;
    std::string log_dir;
};
Places find_places(const Options& options, bool privileged);

}  // namespace vireo::daemon
