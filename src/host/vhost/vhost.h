// SPDX-License-Identifier: LGPL-2.1-or-later
// Devices that the kernel serves to guests by itself: sockets between guest and host, SCSI targets, vDPA.
#pragma once

#include <string>

#include "base/fd.h"

namespace vireo::host {

// A device node for reading and writing; none (errno says why) if it cannot be opened.
Fd open_device(const std::string& path);

// Gives the guest behind this vsock descriptor its address. False if another guest has it; throws system_error for
// anything else.
bool set_vsock_cid(int fd, unsigned cid);

// The first free address from 3 on (0 to 2 are the hypervisor's, the loopback's and the host's), which the descriptor
// has then. Throws internal_error if none is.
unsigned take_vsock_cid(int fd);

}  // namespace vireo::host
