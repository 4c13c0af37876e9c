// SPDX-License-Identifier: LGPL-2.1-or-later
// Where PCI devices of a guest sit: explicit addresses are reserved, the others fill in around them, buses are added as
// needed, root ports share slots, and function 0 of a shared slot learns that it is shared. Pure functions.
#pragma once

#include <functional>
#include <vector>

#include "base/error.h"
#include "model/domain/domain.h"

namespace vireo::hv {

// What the allocator has to know about a machine.
struct PciMachine {
    enum class Root { none, conventional, express } root = Root::none;
    bool i440fx_functions = false;  // 00:01 is the south bridge with IDE, USB and power management
    bool q35_functions = false;     // 00:1f is the south bridge with SATA and SMBus
    // May missing buses be added? Not for machines without bridges.
    bool can_add_buses = true;
    // What a bus that is added to a conventional machine is: a bridge, or on POWER one more host bridge.
    model::PciModel added = model::PciModel::pci_bridge;
    // Devices of the host that must not share a bus with others have the number of their company; 0 for all the rest.
    std::function<unsigned(const model::DeviceInfo&)> isolation_group;
    unsigned domain_error = 0;
};

// Gives every PCI device an address; adds controllers (bridges, root ports) that are needed for that. Throws xml_error
// for addresses out of bounds, taken twice or on buses that do not exist; the definition is then unusable.
void assign_pci(model::Domain& domain, const PciMachine& machine, vireo::Domain errors);

}  // namespace vireo::hv
