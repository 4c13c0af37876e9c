// SPDX-License-Identifier: LGPL-2.1-or-later
// Connecting a guest with its monitor.
#pragma once

#include <memory>
#include <string>

#include "base/clock.h"
#include "base/fd.h"
#include "drivers/qemu/guest.h"

namespace vireo::qemu {

// A conversation over a connected socket; QEMU's events go to the guest's events strand.
std::shared_ptr<qmp::Client> make_monitor(Guest& guest, Fd socket);
// The same over the socket at `path`, which QEMU serves.
std::shared_ptr<qmp::Client> open_monitor(Guest& guest, const std::string& path, Deadline until);

}  // namespace vireo::qemu
