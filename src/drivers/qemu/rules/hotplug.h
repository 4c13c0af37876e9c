// SPDX-License-Identifier: LGPL-2.1-or-later
// Where devices may come to a running guest, and from where they may go. Pure functions over the live definition.
#pragma once

#include <string_view>

#include "model/domain/domain.h"

namespace vireo::qemu::rules {

// Does the bus of this PCI controller take devices while the guest runs? Root complexes of PCI Express do not; others
// do unless their <target hotplug='off'/> says otherwise.
bool takes_hotplug(const model::Controller& bus);

// Refuses an explicit PCI address of a device that is about to be attached: only function 0 (internal_error), only on a
// bus that takes devices (xml_error). Addresses of other types and missing ones pass.
void check_attach_address(const model::Domain& live, const model::DeviceInfo& device);

// Refuses to detach a device that shares its slot, or whose bus lets nothing go: operation_failed. `kind` is the name of
// its element.
void check_detach_address(const model::Domain& live, const model::DeviceInfo& device, std::string_view kind);

}  // namespace vireo::qemu::rules
