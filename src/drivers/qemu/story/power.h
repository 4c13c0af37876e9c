// SPDX-License-Identifier: LGPL-2.1-or-later
// Pausing, resuming, shutting down, rebooting and resetting a running guest.
#pragma once

#include <cstdint>

#include "drivers/qemu/guest.h"

namespace vireo::qemu {

void suspend_guest(Guest& guest);
void resume_guest(Guest& guest);
// flags: virDomainShutdownFlagValues.
void shutdown_guest(Guest& guest, std::uint32_t flags);
// flags: virDomainRebootFlagValues.
void reboot_guest(Guest& guest, std::uint32_t flags);
void reset_guest(Guest& guest);

// The guest has powered itself off and QEMU waits: do what the definition says (on_poweroff, or a reboot that was asked for).
void after_shutdown(Guest& guest, std::uint64_t life);
// The guest's kernel has died: on_crash.
void after_crash(Guest& guest, std::uint64_t life);

}  // namespace vireo::qemu
