// SPDX-License-Identifier: LGPL-2.1-or-later
// Places on buses other than PCI: virtio-serial ports, USB ports, CCID slots.
#pragma once

#include "base/error.h"
#include "model/domain/domain.h"

namespace vireo::hv {

// Channels get ports from 1 up (0 is the console's) on the first controller with room; controllers are added as needed.
void assign_virtio_serial(model::Domain& domain, vireo::Domain errors);
// Hubs first, then everything that plugs into them; hubs are added for devices that would find no port. Throws xml_error
// for ports that do not exist or are taken twice.
void assign_usb(model::Domain& domain, vireo::Domain errors);
// Only the latter: the ports that the definition names.
void check_usb(model::Domain& domain, vireo::Domain errors);
void assign_ccid(model::Domain& domain);

}  // namespace vireo::hv
