// SPDX-License-Identifier: LGPL-2.1-or-later
// Which device of the host a definition means.
#pragma once

#include <string>
#include <vector>

#include "host/usb/usb.h"
#include "model/domain/domain.h"

namespace vireo::qemu::prepare {

// Completes bus and number by vendor and product; marks an optional device that is not there as missing. Throws
// internal_error if there is none, operation_failed if several fit.
void find_usb(model::HostdevSource& source, const std::vector<host::UsbDevice>& present);

// The generic node of a SCSI device behind an adapter of the host; throws system_error if it is not there.
std::string scsi_node(const model::HostdevSource& source);

}  // namespace vireo::qemu::prepare
