// SPDX-License-Identifier: LGPL-2.1-or-later
// What this process is, by the name it was started under: the monolithic daemon, the proxy, or one driver's own.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace vireo::api {
class Driver;
}

namespace vireo::daemon {

// The drivers of this build, hypervisors first (the order in which an open call without a URI asks them); made by the
// build. A null name ends it.
struct Known {
    const char* name;
    std::unique_ptr<api::Driver> (*make)();
};
extern const Known known_drivers[];

struct Role {
    std::string name;           // "libvirtd", "virtqemud", ...: of the server, the configuration and the pid file
    std::string socket_prefix;  // "libvirt" or the name
    std::vector<std::string> drivers;  // empty: all there are
    bool monolithic = false, proxy = false;
    bool network() const { return monolithic || proxy; }  // may listen on TCP
};

// program: argv[0]. Unknown names are the monolithic daemon.
Role role_of(std::string_view program);

// Adds the drivers of that role to api::Registry; returns the names of those that exist here.
std::vector<std::string> add_drivers(const Role& role);

}  // namespace vireo::daemon
