// SPDX-License-Identifier: LGPL-2.1-or-later
// The sockets of a daemon: made here, or handed over by the service manager.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/fd.h"

namespace vireo::daemon {

// A socket below `path` with these permissions and group. A stale file is replaced; throws if another daemon answers there.
Fd listen_unix(const std::string& path, unsigned mode, std::optional<unsigned> group);
// One per address of that name (all addresses without one).
std::vector<Fd> listen_tcp(const std::string& address, const std::string& port);

std::optional<unsigned> group_id(const std::string& name);  // throws if there is no such group

// What the service manager passed (LISTEN_FDS).
struct Passed {
    Fd fd;
    std::string name;  // of the unit or the socket file: tells the kind
    bool is_unix = true;
};
std::vector<Passed> take_passed_sockets();

// Tells the service manager, if there is one: "READY=1", ...
void notify(const std::string& state);

}  // namespace vireo::daemon
