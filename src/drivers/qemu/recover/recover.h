// SPDX-License-Identifier: LGPL-2.1-or-later
// After a start of the daemon: what a status file tells of is adopted, or cleaned up after.
#pragma once

#include "drivers/qemu/guest.h"

namespace vireo::qemu {

class Core;

// Puts the guest in place at once, as its status file says, and goes on behind: adopts a process that is alive and
// answers, ends what has gone, undoes an open intent.
void recover_guest(Core& core, GuestState status);

// Of this boot of the host.
std::string boot_id();

}  // namespace vireo::qemu
