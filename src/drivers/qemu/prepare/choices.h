// SPDX-License-Identifier: LGPL-2.1-or-later
// What a start decides from the driver's configuration alone. Pure: the host is neither asked nor touched.
#pragma once

#include <string>

#include "drivers/qemu/argv/command_line.h"
#include "drivers/qemu/config.h"
#include "model/domain/domain.h"

namespace vireo::qemu::prepare {

// Every display learns where it listens; sockets get paths below domain_dir. Ports and networks are left open.
void choose_listens(model::Domain& live, const Settings& s, const std::string& domain_dir);

// A channel whose socket has no path gets one of ours, where we listen.
void choose_channel_path(model::Chardev& channel, const std::string& dir);
void choose_channel_paths(model::Domain& live, const std::string& dir);

// Sockets that do not say whether they are encrypted follow the configuration.
void choose_tls(model::ChardevSource& source, const Settings& s);
void choose_chardev_tls(model::Domain& live, const Settings& s);

// What the configuration says to every guest.
void bind_settings(argv::Bindings& b, const Config& c);

// Where the helpers of a guest have their sockets.
std::string passt_socket(const model::Domain& live, const model::Interface& n, const Paths& paths);
std::string dbus_address(const model::Domain& live, const Paths& paths);

// Does anything of the guest need a bus of its own?
bool wants_dbus(const model::Domain& live);

}  // namespace vireo::qemu::prepare
