// SPDX-License-Identifier: LGPL-2.1-or-later
#include "apps/daemon/role.h"

#include "api/connection.h"
namespace vireo::daemon {
namespace {

constexpr std::string_view secondary[] = {"network", "storage", "secret", "nodedev", "nwfilter", "interface"};

}  // namespace

Role role_of(std::string_view program) {
    if (auto slash = program.rfind('/'); slash != program.npos) program.remove_prefix(slash + 1);
    Role r;
    if (program == "virtproxyd") {
        r.name = program;
        r.socket_prefix = "libvirt";
        r.proxy = true;
        r.drivers = {""};
    } else if (program.starts_with("virt") && program.ends_with("d") && program.size() > 5) {
        r.name = r.socket_prefix = program;
        std::string own(program.substr(4, program.size() - 5));
        r.drivers = {own};
        // A hypervisor brings along what its guests use; it would ask those daemons otherwise.
        if (std::find(std::begin(secondary), std::end(secondary), own) == std::end(secondary))
            for (auto s : secondary) r.drivers.emplace_back(s);
    } else {
        r.name = "libvirtd";
        r.socket_prefix = "libvirt";
        r.monolithic = true;
    }
    return r;
}

std::vector<std::string> add_drivers(const Role& role) {
    std::vector<std::string> added;
    for (const Known* known = known_drivers; known->name; ++known) {
        const Known& k = *known;
        if (!role.drivers.empty() && std::find(role.drivers.begin(), role.drivers.end(), k.name) == role.drivers.end()) continue;
        api::Registry::instance().add(k.make());
        added.emplace_back(k.name);
    }
    return added;
}

}  // namespace vireo::daemon
