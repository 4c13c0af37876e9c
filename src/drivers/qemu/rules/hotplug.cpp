// SPDX-License-Identifier: LGPL-2.1-or-later
// See hotplug.h.
#include "drivers/qemu/rules/hotplug.h"

#include "base/error.h"
#include "hv/address/devices.h"

namespace vireo::qemu::rules {

using namespace model;

namespace {

std::string text_of(const PciAddress& a) { return fmt::format("{:04x}:{:02x}:{:02x}.{:x}", a.domain, a.bus, a.slot, a.function); }

const Controller* bus_of(const model::Domain& d, const PciAddress& a) {
    for (const auto& c : d.devices.controllers)
        if (c.type == ControllerType::pci && static_cast<unsigned>(c.index.value_or(0)) == a.bus) return &c;
    return nullptr;
}

bool shares_slot(const model::Domain& d, const PciAddress& a) {
    if (a.function || a.multifunction == OnOff::on) return true;
    bool shared = false;
    // The walk would allow changes; none is made.
    hv::each_pci_device(const_cast<model::Domain&>(d), [&](const hv::PciDevice& o) {
        const Address& at = o.info->address;
        if (at.type == AddressType::pci && at.pci.bus == a.bus && at.pci.slot == a.slot && at.pci.function != a.function) shared = true;
    });
    return shared;
}

}  // namespace

bool takes_hotplug(const Controller& bus) {
    switch (bus.pci_model) {
        case PciModel::pcie_root:
        case PciModel::pcie_expander_bus:
        case PciModel::dmi_to_pci_bridge:
        case PciModel::pcie_switch_upstream_port: return false;
        default: return bus.pci_target.hotplug != OnOff::off;
    }
}

void check_attach_address(const model::Domain& live, const DeviceInfo& device) {
    const PciAddress& a = device.address.pci;
    if (device.address.type != AddressType::pci || a.is_empty()) return;
    if (a.function) fail(Code::internal_error, vireo::Domain::qemu, "Only PCI device addresses with function=0 are supported");
    const Controller* bus = bus_of(live, a);
    if (bus && !takes_hotplug(*bus))
        fail(Code::xml_error, vireo::Domain::none,
             "The device at PCI address {} requires hotplug capability, but the PCI controller with index='{}' doesn't support hotplug", text_of(a), a.bus);
}

void check_detach_address(const model::Domain& live, const DeviceInfo& device, std::string_view kind) {
    const PciAddress& a = device.address.pci;
    if (device.address.type != AddressType::pci || a.is_empty()) return;
    if (shares_slot(live, a))
        fail(Code::operation_failed, vireo::Domain::qemu, "cannot hot unplug {} device with multifunction PCI guest address: {}", kind, text_of(a));
    const Controller* bus = bus_of(live, a);
    if (bus && bus->pci_target.hotplug == OnOff::off)
        fail(Code::operation_failed, vireo::Domain::qemu, "cannot hot unplug {} device with PCI guest address: {} - not allowed by controller", kind, text_of(a));
}

}  // namespace vireo::qemu::rules
