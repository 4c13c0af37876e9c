// SPDX-License-Identifier: LGPL-2.1-or-later
// All devices of a definition in the order in which addresses are handed out.
#pragma once

#include <functional>

#include "model/domain/domain.h"

namespace vireo::hv {

// How a device wants to be connected when it has no address.
enum class PciKind : unsigned char {
    none,          // not on the PCI bus
    conventional,  // a slot of a conventional bus
    express,       // a port of its own
    integrated,    // on the root bus of the machine
    either,        // conventional or express alike: goes where the machine's other devices go
};

struct PciDevice {
    model::DeviceInfo* info;
    PciKind kind;
    model::Controller* controller = nullptr;  // if it is one
    const char* what = "device";
};

// Calls fn for every device that sits on the PCI bus or would be put there.
void each_pci_device(model::Domain& domain, const std::function<void(const PciDevice&)>& fn);

// Every device with a place for alias and address, of whatever bus, in the order in which numbers that are not PCI's are
// handed out.
void each_device(model::Domain& domain, const std::function<void(model::DeviceInfo&)>& fn);

// The device that has this alias; null if there is none.
const model::DeviceInfo* find_device(const model::Domain& domain, std::string_view alias);

}  // namespace vireo::hv
