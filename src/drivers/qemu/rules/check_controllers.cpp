// SPDX-License-Identifier: LGPL-2.1-or-later
// Controllers and their options that QEMU's machines do not have.
#include <algorithm>

#include "base/error.h"
#include "drivers/qemu/rules/checks.h"
#include "drivers/qemu/rules/machine.h"

namespace vireo::qemu::rules {

using namespace model;

namespace {

using D = vireo::Domain;
using K = DeviceKind;

template <class... A>
[[noreturn]] void unsupported(fmt::format_string<A...> text, A&&... args) {
    fail(Code::config_unsupported, D::none, text, std::forward<A>(args)...);
}

bool is_virtio(ScsiModel m) {
    return m == ScsiModel::virtio_scsi || m == ScsiModel::virtio_transitional || m == ScsiModel::virtio_non_transitional;
}

void scsi(const Subject& s) {
    for (const Controller& c : s.d.devices.controllers) {
        if (c.type == ControllerType::scsi && c.scsi_model == ScsiModel::buslogic) unsupported("Unsupported controller model: {}", word(c.scsi_model));
        if (c.type == ControllerType::scsi && is_virtio(c.scsi_model)) {
            const auto& known = s.d.iothread_ids;
            if (c.iothread && std::none_of(known.begin(), known.end(), [&](const Iothread& t) { return t.id == *c.iothread; }))
                unsupported("controller iothread '{}' not defined in iothreadid", *c.iothread);
            continue;
        }
        const std::pair<bool, const char*> options[] = {{c.queues.value_or(0) != 0, "queues"},
                                                        {c.cmd_per_lun.value_or(0) != 0, "cmd_per_lun"},
                                                        {c.max_sectors.value_or(0) != 0, "max_sectors"},
                                                        {c.ioeventfd != OnOff::absent, "ioeventfd"}};
        for (const auto& [given, name] : options)
            if (given) unsupported("'{}' is only supported by virtio-scsi controller", name);
    }
}

void ide(const Subject& s) {
    for (const Controller& c : s.d.devices.controllers) {
        if (c.type == ControllerType::sata && !s.caps.has("ich9-ahci")) unsupported("SATA is not supported with this QEMU binary");
        if (c.type != ControllerType::ide) continue;
        if (!has_builtin_ide(s.d)) unsupported("IDE controllers are unsupported for this QEMU binary or machine type");
        if (c.index.value_or(0) != 0 && is_i440fx(s.d)) unsupported("Only a single IDE controller is supported for this machine type");
    }
}

void usb(const Subject& s) {
    const auto& list = s.d.devices.controllers;
    for (const Controller& c : list) {
        if (c.type != ControllerType::usb) continue;
        if (c.usb_model == UsbModel::qusb1 || c.usb_model == UsbModel::qusb2)
            unsupported("USB controller model type 'qusb1' or 'qusb2' is not supported in qemu");
        const PciAddress& a = c.info.address.pci;
        if (is_i440fx(s.d) && c.usb_model == UsbModel::piix3_uhci && c.index.value_or(0) == 0 && c.info.address.type == AddressType::pci &&
            (a.domain || a.bus || a.slot != 1 || a.function != 2))
            fail(Code::internal_error, D::none, "PIIX3 USB controller at index 0 must have PCI address 0:0:1.2");
    }
}

// Options of PCI controllers, and the models that have them.
void pci_options(const Subject& s) {
    using M = PciModel;
    using N = PciModelName;
    for (const Controller& c : s.d.devices.controllers) {
        if (c.type != ControllerType::pci) continue;
        const int index = c.index.value_or(0);
        const auto& t = c.pci_target;
        const M m = c.pci_model;
        const std::string_view name = c.pci_model_name == N::none ? "none" : word(c.pci_model_name);
        if (m == M::none) fail(Code::internal_error, D::none, "PCI controller model was not set correctly");
        if (index > 255) unsupported("PCI controller index {} too high, maximum is 255", index);
        auto bad = [&](const char* option, const char* how) {
            unsupported("Option '{}' {} for PCI controller with index '{}', model '{}' and modelName '{}'", option, how, index, word(m), name);
        };
        auto only = [&](bool given, const char* option, std::initializer_list<M> models) {
            if (given && std::find(models.begin(), models.end(), m) == models.end()) bad(option, "is not valid");
        };
        auto range = [&](const char* option, std::optional<unsigned> value, unsigned low, unsigned high) {
            if (value && (*value < low || *value > high)) unsupported("PCI controller {} '{}' out of range - must be {}-{}", option, *value, low, high);
        };
        range("chassisNr", t.chassis_nr, 1, 255);
        range("chassis", t.chassis, 0, 255);
        // Where nobody chose one it was chosen by index, and may be too large as well.
        range("target index", t.index, 0, 30);
        range("port", t.port, 0, 255);
        range("busNr", t.bus_nr, 1, 254);
        const std::initializer_list<M> ports = {M::pcie_root_port, M::pcie_switch_downstream_port};
        const std::initializer_list<M> expanders = {M::pci_expander_bus, M::pcie_expander_bus};
        const bool root = (m == M::pci_root && !is_pseries(s.d)) || m == M::pcie_root;
        if (root && c.pci_model_name != N::none) bad("modelName", "is not valid");
        auto needed = [&](bool given, const char* option, std::initializer_list<M> models) {
            if (!given && std::find(models.begin(), models.end(), m) != models.end())
                fail(Code::internal_error, D::none, "Required option '{}' is not set for PCI controller with index '{}', model '{}' and modelName '{}'", option, index, word(m), name);
        };
        needed(root || c.pci_model_name != N::none, "modelName", {m});
        if (m == M::pci_root && !root && c.pci_model_name != N::spapr_pci_host_bridge) bad("modelName", "has invalid value");
        struct Named {
            M model;
            std::initializer_list<N> names;
        };
        static constexpr N bridges[] = {N::pci_bridge}, dmi[] = {N::i82801b11_bridge}, to_pci[] = {N::pcie_pci_bridge},
                           root_ports[] = {N::ioh3420, N::pcie_root_port}, up[] = {N::x3130_upstream}, down[] = {N::xio3130_downstream}, pxb[] = {N::pxb},
                           pxb_pcie[] = {N::pxb_pcie};
        auto named = [&](M model, std::span<const N> names) {
            if (m == model && c.pci_model_name != N::none && std::find(names.begin(), names.end(), c.pci_model_name) == names.end())
                bad("modelName", "has invalid value");
        };
        named(M::pci_bridge, bridges);
        named(M::dmi_to_pci_bridge, dmi);
        named(M::pcie_to_pci_bridge, to_pci);
        named(M::pcie_root_port, root_ports);
        named(M::pcie_switch_upstream_port, up);
        named(M::pcie_switch_downstream_port, down);
        named(M::pci_expander_bus, pxb);
        named(M::pcie_expander_bus, pxb_pcie);
        if (t.index && (m != M::pci_root || root)) bad("targetIndex", "is not valid");
        only(t.chassis_nr.has_value(), "chassisNr", {M::pci_bridge});
        only(t.chassis.has_value(), "chassis", ports);
        only(t.port.has_value(), "port", ports);
        only(t.bus_nr.has_value(), "busNr", expanders);
        only(t.index.has_value(), "targetIndex", {M::pci_root});
        only(t.hotplug != OnOff::absent, "hotplug", {M::pcie_root_port, M::pcie_switch_downstream_port, M::pci_root});
        if (c.pcihole64 && !(m == M::pci_root && is_i440fx(s.d)) && !(m == M::pcie_root && is_q35(s.d)))
            unsupported("Setting the 64-bit PCI hole size is not supported for machine '{}'", s.d.os.machine);
        if (m == M::pci_root && t.hotplug != OnOff::absent && !s.caps.has("piix4.acpi-root-pci-hotplug"))
            unsupported("setting the '{}' property on a '{}' device is not supported by this QEMU binary", "hotplug", word(m));
        needed(t.bus_nr.has_value(), "busNr", expanders);
        needed(t.chassis_nr.has_value(), "chassisNr", {M::pci_bridge});
        needed(t.chassis.has_value(), "chassis", ports);
        needed(t.port.has_value(), "port", ports);
        static constexpr std::pair<N, const char*> flags[] = {{N::pci_bridge, "pci-bridge"}, {N::i82801b11_bridge, "dmi-to-pci-bridge"}, {N::pcie_pci_bridge, "pcie-pci-bridge"},
                                                              {N::ioh3420, "ioh3420"}, {N::pcie_root_port, "pcie-root-port"}, {N::x3130_upstream, "x3130-upstream"},
                                                              {N::xio3130_downstream, "xio3130-downstream"}, {N::pxb, "pxb"}, {N::pxb_pcie, "pxb-pcie"}};
        for (const auto& [known, flag] : flags)
            if (known == c.pci_model_name && !s.caps.has(flag)) unsupported("The '{}' device is not supported by this QEMU binary", name);
    }
}

// Buses of other hypervisors.
void foreign(const Subject& s) {
    for (const Controller& c : s.d.devices.controllers)
        if (c.type == ControllerType::xenbus || c.type == ControllerType::isa)
            fail(Code::internal_error, D::none, "Cannot automatically add a new PCI bus for a device with connect flags {:02x}", 0);
}

constexpr KindCheck list[] = {{K::controller, scsi}, {K::controller, ide}, {K::controller, usb}, {K::controller, pci_options}, {K::controller, foreign}};

}  // namespace

std::span<const KindCheck> controller_checks() { return list; }

}  // namespace vireo::qemu::rules
