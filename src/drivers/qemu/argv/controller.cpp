// SPDX-License-Identifier: LGPL-2.1-or-later
// Controllers, and how devices say where they sit.
#include "base/error.h"
#include "drivers/qemu/argv/parts.h"
#include "drivers/qemu/rules/machine.h"
#include "hv/address/devices.h"

namespace vireo::qemu::argv {

using namespace model;

namespace {

// What s390 calls a function of PCI stands in front of it; what the loader is told stands beside the boot order.
void s390_device(const Build& b, Props& props) {
    const Value* id = props.find("id");
    const DeviceInfo* info = id && id->text() ? hv::find_device(b.d, *id->text()) : nullptr;
    if (!info) return;
    const PciAddress& a = info->address.pci;
    const Value* driver = props.find("driver");
    // Neither memory nor a mediated device is a function that the guest would look for.
    const bool function = driver && driver->text() && !driver->text()->starts_with("virtio-mem") && !driver->text()->starts_with("virtio-pmem") && !props.find("sysfsdev");
    if (info->address.type == AddressType::pci && a.zpci_uid && function)
        b.line.add("-device", Props{{"driver", "zpci"}, {"uid", *a.zpci_uid}, {"fid", a.zpci_fid.value_or(0)}, {"target", *id->text()},
                                    {"id", fmt::format("zpci{}", *a.zpci_uid)}});
    // Older emulators take the first device's as an option of the machine.
    if (info->loadparm.empty() || !b.caps.has("virtio-ccw.loadparm")) return;
    Props with;
    for (const auto& [k, v] : props.items()) {
        with.set(k, v);
        if (k == "bootindex") with.set("loadparm", info->loadparm);
    }
    props = std::move(with);
}

}  // namespace

void Build::device(Props props) const {
    if (d.qemu)
        if (const Value* id = props.find("id"); id && id->text())
            for (const auto& o : d.qemu->overrides)
                if (o.alias == *id->text())
                    for (const auto& p : o.frontend) {
                        if (p.type == "remove") {
                            Props kept;
                            for (const auto& [k, v] : props.items())
                                if (k != p.name) kept.set(k, v);
                            props = std::move(kept);
                        } else if (p.type == "bool") {
                            props.replace(p.name, p.value == "true" || p.value == "on" || p.value == "yes");
                        } else if (p.type == "signed") {
                            props.replace(p.name, static_cast<long>(std::strtoll(p.value.c_str(), nullptr, 0)));
                        } else if (p.type == "unsigned") {
                            props.replace(p.name, static_cast<unsigned long>(std::strtoull(p.value.c_str(), nullptr, 0)));
                        } else {
                            props.replace(p.name, p.value);
                        }
                    }
    if (rules::is_s390(d)) s390_device(*this, props);
    line.add("-device", props);
}

std::string pci_bus(const Build& b, unsigned index) {
    for (const Controller& c : b.dev().controllers)
        if (c.type == ControllerType::pci && c.index.value_or(-1) == static_cast<int>(index)) {
            // The root is named by its machine, the others by us.
            if (index == 0) return rules::root_bus_name(b.d);
            // A host bridge is a device whose only bus is numbered below it.
            if (c.pci_model == PciModel::pci_root) return c.info.alias + ".0";
            return c.info.alias.empty() ? fmt::format("pci.{}", index) : c.info.alias;
        }
    return fmt::format("pci.{}", index);
}

void add_address(const Build& b, Props& p, const DeviceInfo& info) {
    const Address& a = info.address;
    switch (a.type) {
        case AddressType::pci: {
            p.set("bus", pci_bus(b, a.pci.bus));
            if (a.pci.multifunction != OnOff::absent) p.set("multifunction", on(a.pci.multifunction));
            p.set("addr", a.pci.function ? fmt::format("0x{:x}.0x{:x}", a.pci.slot, a.pci.function) : fmt::format("0x{:x}", a.pci.slot));
            if (info.acpi_index) p.set("acpi-index", *info.acpi_index);
            break;
        }
        case AddressType::usb: {
            std::string alias = fmt::format("usb{}", a.usb.bus);
            if (a.usb.bus == 0) alias = "usb";
            for (const Controller& c : b.dev().controllers)
                if (c.type == ControllerType::usb && c.index.value_or(-1) == static_cast<int>(a.usb.bus) && !c.usb_master_startport)
                    alias = c.info.alias;
            p.set("bus", alias + ".0");
            std::string port;
            for (unsigned part : a.usb.port) {
                if (!part) break;
                if (!port.empty()) port += '.';
                port += std::to_string(part);
            }
            p.set_text("port", port);
            break;
        }
        case AddressType::isa:
            if (a.isa.iobase) p.set("iobase", *a.isa.iobase);
            if (a.isa.irq) p.set("irq", *a.isa.irq);
            break;
        case AddressType::dimm:
            if (a.dimm.slot) p.set("slot", *a.dimm.slot);
            if (a.dimm.base) p.set("addr", *a.dimm.base);
            break;
        case AddressType::ccw:
            if (a.ccw.assigned) p.set("devno", fmt::format("{:x}.{:x}.{:04x}", a.ccw.cssid, a.ccw.ssid, a.ccw.devno));
            break;
        case AddressType::spapr_vio:
            if (a.spapr_vio_reg) p.set("reg", *a.spapr_vio_reg);
            break;
        default: break;
    }
}

void add_virtio(Props& p, const VirtioOptions& v) {
    if (v.iommu != OnOff::absent) p.set("iommu_platform", on(v.iommu));
    if (v.ats != OnOff::absent) p.set("ats", on(v.ats));
    if (v.packed != OnOff::absent) p.set("packed", on(v.packed));
    if (v.page_per_vq != OnOff::absent) p.set("page-per-vq", on(v.page_per_vq));
}

void add_boot_index(Props& p, const DeviceInfo& info) {
    if (info.boot_order) p.set("bootindex", *info.boot_order);
}

void add_rom(Props& p, const DeviceInfo& info) {
    if (info.rom.enabled == YesNo::no) p.set("romfile", "");
    if (info.rom.bar != OnOff::absent) p.set("rombar", on(info.rom.bar) ? 1 : 0);
    if (info.rom.enabled != YesNo::no) p.set_text("romfile", info.rom.file);
}

std::string virtio_driver(const char* name, VirtioModel model, const DeviceInfo& info) {
    std::string out = name;
    switch (info.address.type) {
        case AddressType::ccw: out += "-ccw"; break;
        case AddressType::virtio_mmio: out += "-device"; break;
        default: out += "-pci";
    }
    if (model == VirtioModel::transitional) out += "-transitional";
    if (model == VirtioModel::non_transitional) out += "-non-transitional";
    return out;
}

namespace {

std::string chassis_bus(const Controller& c) { return c.info.alias; }

std::optional<Props> pci_controller(const Controller& c) {
    Props p;
    const PciControllerTarget& t = c.pci_target;
    switch (c.pci_model) {
        case PciModel::pci_root:
            p.set("driver", "spapr-pci-host-bridge").set("index", t.index.value_or(0)).set("id", chassis_bus(c));
            if (t.numa_node) p.set("numa_node", *t.numa_node);
            break;
        case PciModel::pci_bridge: p.set("driver", "pci-bridge").set("chassis_nr", t.chassis_nr.value_or(0)).set("id", chassis_bus(c)); break;
        case PciModel::pci_expander_bus:
        case PciModel::pcie_expander_bus:
            p.set("driver", c.pci_model == PciModel::pci_expander_bus ? "pxb" : "pxb-pcie").set("bus_nr", t.bus_nr.value_or(0)).set("id", chassis_bus(c));
            if (t.numa_node) p.set("numa_node", *t.numa_node);
            break;
        case PciModel::dmi_to_pci_bridge: p.set("driver", "i82801b11-bridge").set("id", chassis_bus(c)); break;
        case PciModel::pcie_to_pci_bridge: p.set("driver", "pcie-pci-bridge").set("id", chassis_bus(c)); break;
        case PciModel::pcie_switch_upstream_port: p.set("driver", "x3130-upstream").set("id", chassis_bus(c)); break;
        case PciModel::pcie_root_port:
        case PciModel::pcie_switch_downstream_port: {
            const char* driver = c.pci_model == PciModel::pcie_switch_downstream_port ? "xio3130-downstream"
                                 : c.pci_model_name == PciModelName::ioh3420             ? "ioh3420"
                                                                                         : "pcie-root-port";
            p.set("driver", driver).set("port", t.port.value_or(0)).set("chassis", t.chassis.value_or(0)).set("id", chassis_bus(c));
            if (t.hotplug != OnOff::absent) p.set("hotplug", on(t.hotplug));
            if (t.mem_reserve) p.set("mem-reserve", *t.mem_reserve << 10);
            break;
        }
        default: return std::nullopt;
    }
    return p;
}

// The USB 2 controller that a companion belongs to: it has the same number.
const std::string& master_alias(const Build& b, const Controller& companion) {
    for (const Controller& c : b.dev().controllers)
        if (c.type == ControllerType::usb && c.index == companion.index && !c.usb_master_startport) return c.info.alias;
    return companion.info.alias;
}

std::optional<Props> usb_controller(const Build& b, const Controller& c) {
    static constexpr const char* drivers[] = {"piix3-usb-uhci", "piix3-usb-uhci", "piix4-usb-uhci", "usb-ehci", "ich9-usb-ehci1",
                                              "ich9-usb-uhci1", "ich9-usb-uhci2", "ich9-usb-uhci3", "vt82c686b-usb-uhci",
                                              "pci-ohci", "nec-usb-xhci", nullptr, nullptr, "qemu-xhci", nullptr};
    const char* driver = drivers[static_cast<int>(c.usb_model)];
    if (!driver) return std::nullopt;
    Props p{{"driver", driver}};
    if (c.ports && (c.usb_model == UsbModel::nec_xhci || c.usb_model == UsbModel::qemu_xhci)) p.set("p2", *c.ports).set("p3", *c.ports);
    if (c.usb_master_startport)
        p.set("masterbus", master_alias(b, c) + ".0").set("firstport", *c.usb_master_startport);
    else
        p.set("id", c.info.alias);
    return p;
}

std::optional<Props> scsi_controller(const Controller& c) {
    Props p;
    auto virtio = [&](VirtioModel m) {
        p.set("driver", virtio_driver("virtio-scsi", m, c.info));
        add_virtio(p, c.virtio);
        if (c.iothread) p.set("iothread", fmt::format("iothread{}", *c.iothread));
        p.set("id", c.info.alias);
        if (c.queues) p.set("num_queues", *c.queues);
        if (c.cmd_per_lun) p.set("cmd_per_lun", *c.cmd_per_lun);
        if (c.max_sectors) p.set("max_sectors", *c.max_sectors);
        if (c.ioeventfd != OnOff::absent) p.set("ioeventfd", on(c.ioeventfd));
    };
    switch (c.scsi_model) {
        case ScsiModel::virtio_scsi: virtio(VirtioModel::virtio); break;
        case ScsiModel::virtio_transitional: virtio(VirtioModel::transitional); break;
        case ScsiModel::virtio_non_transitional: virtio(VirtioModel::non_transitional); break;
        case ScsiModel::lsilogic: p.set("driver", "lsi").set("id", c.info.alias); break;
        case ScsiModel::ibmvscsi: p.set("driver", "spapr-vscsi").set("id", c.info.alias); break;
        case ScsiModel::lsisas1068: p.set("driver", "mptsas1068").set("id", c.info.alias); break;
        case ScsiModel::lsisas1078: p.set("driver", "megasas").set("id", c.info.alias); break;
        case ScsiModel::vmpvscsi: p.set("driver", "pvscsi").set("id", c.info.alias); break;
        case ScsiModel::dc390: p.set("driver", "dc-390").set("id", c.info.alias); break;
        case ScsiModel::am53c974: p.set("driver", "am53c974").set("id", c.info.alias); break;
        default: return std::nullopt;
    }
    return p;
}

bool implied(const Build& b, const Controller& c) {
    const int index = c.index.value_or(0);
    switch (c.type) {
        // POWER's first host bridge has to be named only if something is said about it.
        case ControllerType::pci:
            if (rules::is_pseries(b.d) && c.pci_model == PciModel::pci_root) return c.pci_target.index.value_or(0) == 0;
            return index == 0 || c.pci_model == PciModel::pci_root || c.pci_model == PciModel::pcie_root;
        case ControllerType::ide: return true;
        case ControllerType::sata: return index == 0 && b.is_q35();
        case ControllerType::fdc: return !b.is_q35();
        case ControllerType::isa:
        case ControllerType::xenbus: return true;
        case ControllerType::usb: return c.usb_model == UsbModel::none || (c.usb_model == UsbModel::unset && rules::is_s390(b.d));
        case ControllerType::scsi: return c.scsi_model == ScsiModel::ncr53c90 && index == 0 && rules::has_builtin_esp(b.d);
        default: return false;
    }
}

}  // namespace

std::optional<Props> controller_props(const Build& b, const Controller& c) {
    if (implied(b, c)) return std::nullopt;
    std::optional<Props> p;
    switch (c.type) {
        case ControllerType::pci: p = pci_controller(c); break;
        case ControllerType::usb:
            p = usb_controller(b, c);
            break;
        case ControllerType::scsi: p = scsi_controller(c); break;
        case ControllerType::sata: p = Props{{"driver", "ahci"}, {"id", c.info.alias}}; break;
        case ControllerType::fdc: return std::nullopt;
        case ControllerType::ccid: p = Props{{"driver", "usb-ccid"}, {"id", c.info.alias}}; break;
        case ControllerType::virtio_serial: {
            p = Props{{"driver", virtio_driver("virtio-serial", c.virtio_serial_model, c.info)}};
            add_virtio(*p, c.virtio);
            p->set("id", c.info.alias);
            if (c.ports && *c.ports >= 0) p->set("max_ports", *c.ports);
            if (c.vectors && *c.vectors >= 0) p->set("vectors", *c.vectors);
            break;
        }
        default: return std::nullopt;
    }
    if (p) add_address(b, *p, c.info);
    return p;
}

namespace {

void of_type(const Build& b, ControllerType type) {
    for (const Controller& c : b.dev().controllers) {
        if (c.type != type) continue;
        if (auto p = controller_props(b, c)) b.device(std::move(*p));
    }
}

}  // namespace

void controllers(const Build& b) {
    for (const Controller& c : b.dev().controllers)
        if (c.type == ControllerType::pci && c.index.value_or(0) == 0 && c.pcihole64)
            b.line.add("-global", fmt::format("{}.pci-hole64-size={}K", b.is_q35() ? "q35-pcihost" : "i440FX-pcihost", *c.pcihole64));
    // PCI first: the others plug into them. Disks name the controllers of their buses, so those follow.
    for (ControllerType type : {ControllerType::pci, ControllerType::usb, ControllerType::scsi, ControllerType::ide, ControllerType::sata,
                                ControllerType::virtio_serial})
        of_type(b, type);
}

void usb_hubs(const Build& b) {
    // Card readers are USB devices: they may sit behind a hub.
    hubs(b);
    of_type(b, ControllerType::ccid);
}

}  // namespace vireo::qemu::argv
