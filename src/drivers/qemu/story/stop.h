// SPDX-License-Identifier: LGPL-2.1-or-later
// How guests end.
#pragma once

#include <cstdint>

#include "drivers/qemu/guest.h"

namespace vireo::qemu {

// Ends the process (SIGTERM, then SIGKILL unless graceful) and cleans up. Throws operation_invalid if the guest does not
// run, system_error EBUSY-like if a graceful end takes too long.
void destroy_guest(Guest& guest, bool graceful);

// After the process has ended, for whatever reason: gives back what the host lent, publishes and announces the end. Does
// nothing if that life is over already. reason: virDomainShutoffReason; -1: as noted in guest.end_reason, else crashed.
void end_guest(Guest& guest, std::uint64_t life, int reason);

}  // namespace vireo::qemu
