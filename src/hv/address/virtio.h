// SPDX-License-Identifier: LGPL-2.1-or-later
// Places of paravirtual devices on machines that do not put them on PCI: s390's channel subsystem, POWER's VIO bus, ARM's
// memory-mapped transport; and the two numbers that s390 wants for each PCI function. Pure functions.
#pragma once

#include "base/error.h"
#include "model/domain/domain.h"

namespace vireo::hv {

// Devices that speak virtio and have no address yet become ones of that type (ccw or virtio-mmio).
void prime_virtio(model::Domain& domain, model::AddressType type);
// Any device with a virtio-mmio address?
bool uses_virtio_mmio(const model::Domain& domain);

// Numbers below channel fe.0, in the order of devices, around those that are named. Throws xml_error for a number that
// is given twice or when none is left.
void assign_ccw(model::Domain& domain, vireo::Domain errors);

// Registers on POWER's VIO bus, from a base for each kind in steps of 0x1000. Throws xml_error for one that is used
// twice, config_unsupported for one above 32 bits.
void assign_spapr_vio(model::Domain& domain, vireo::Domain errors);

// The user-defined id (from 1) and function id (from 0) of each PCI device, after PCI addresses are known. Throws
// internal_error for one that is given twice, xml_error for a user-defined id of 0 or above 65535.
void assign_zpci(model::Domain& domain, vireo::Domain errors);

}  // namespace vireo::hv
