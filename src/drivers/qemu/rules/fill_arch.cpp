// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/qemu/rules/fill_arch.h"

#include <set>

#include "base/error.h"
#include "hv/address/virtio.h"

namespace vireo::qemu::rules::arch {

using namespace model;

std::string default_cpu(const model::Domain& d, const QemuCaps& caps) {
    // Elsewhere definitions have never named a model that nobody asked for.
    if (!is_ppc64(d) && !is_arm(d) && !is_s390(d) && !is_riscv(d) && d.os.arch != "loongarch64") return {};
    const Accelerator a = accelerator_of(d);
    // KVM on ARM can only show the host's own CPU, whatever the machine says.
    if (is_arm(d) && a != Accelerator::tcg) return {};
    const MachineType* m = caps.machine(a, d.os.machine);
    const AcceleratorCaps* list = caps.under(a);
    if (!m || !list || m->default_cpu.empty()) return {};
    for (const CpuModel& c : list->cpus)
        if (c.type_name == m->default_cpu) return c.name;
    return {};
}

bool adds_usb(const model::Domain& d) {
    if (is_arm(d)) return d.os.machine == "versatilepb" || d.os.machine.starts_with("realview-");
    return is_ppc64(d) || d.os.arch == "ppc" || d.os.arch == "alpha" || d.os.arch == "sh4" || d.os.arch == "sh4eb";
}

bool adds_balloon(const model::Domain& d) { return !is_arm(d) && d.os.arch != "sparc" && d.os.arch != "loongarch64"; }

UsbModel default_usb(const model::Domain& d, const QemuCaps& caps, bool abi_update, bool added) {
    const bool ohci = caps.has("pci-ohci");
    if (is_s390(d)) return UsbModel::unset;
    if (is_ppc64(d)) {
        // Old definitions keep what they were given when there was nothing better.
        if (abi_update && caps.has("qemu-xhci")) return UsbModel::qemu_xhci;
        if (abi_update && caps.has("nec-usb-xhci")) return UsbModel::nec_xhci;
        return ohci ? UsbModel::pci_ohci : UsbModel::unset;
    }
    if (is_arm(d) && added) return ohci ? UsbModel::pci_ohci : UsbModel::unset;
    if (d.os.arch == "aarch64" || d.os.arch == "loongarch64") {
        if (caps.has("qemu-xhci")) return UsbModel::qemu_xhci;
        if (caps.has("nec-usb-xhci")) return UsbModel::nec_xhci;
    }
    if (caps.has("piix3-usb-uhci")) return UsbModel::piix3_uhci;
    return ohci ? UsbModel::pci_ohci : UsbModel::unset;
}

ScsiModel default_scsi(const model::Domain& d, const QemuCaps& caps) {
    if (is_pseries(d)) return ScsiModel::ibmvscsi;
    if (is_s390(d) || is_loongarch_virt(d)) return ScsiModel::virtio_scsi;
    if (has_builtin_esp(d)) return ScsiModel::ncr53c90;
    if (caps.has("lsi")) return ScsiModel::lsilogic;
    if (caps.has("virtio-scsi-pci")) return ScsiModel::virtio_scsi;
    return ScsiModel::none;
}

std::string default_nic(const model::Domain& d, const QemuCaps& caps) {
    if (is_s390(d) || is_virt(d)) return "virtio";
    if (is_arm(d)) return d.os.machine == "versatilepb" ? "scm91c111" : "lan9118";
    if (caps.has("rtl8139")) return "rtl8139";
    if (caps.has("e1000")) return "e1000";
    return "virtio";
}

VideoType default_video(const model::Domain& d, const QemuCaps& caps) {
    if (is_ppc64(d)) return VideoType::vga;
    if (d.os.arch == "aarch64" || is_arm_virt(d) || is_riscv(d) || is_s390(d) || d.os.arch == "loongarch64") return VideoType::virtio;
    if (caps.has("cirrus-vga")) return VideoType::cirrus;
    return caps.has("VGA") ? VideoType::vga : VideoType::virtio;
}

void gic(model::Domain& d, const QemuCaps& caps) {
    if (!is_arm_virt(d)) return;
    auto& f = d.features;
    if (!f.gic_version.empty()) return;
    f.gic = true;
    // Under KVM the newest that the host's kernel has, otherwise the oldest, which every guest knows.
    const bool kvm = d.type == VirtType::kvm;
    unsigned best = 0;
    for (const GicCaps& g : caps.gic) {
        if (!(kvm ? g.kernel : g.emulated)) continue;
        if (!best || (kvm ? g.version > best : g.version < best)) best = g.version;
    }
    f.gic_version = std::to_string(best ? best : 2);
}

void panic(model::Domain& d) {
    auto& list = d.devices.panics;
    PanicModel natural = PanicModel::default_;
    if (is_arm_virt(d)) natural = PanicModel::pvpanic;
    else if (is_pseries(d)) natural = PanicModel::pseries;
    else if (is_s390(d)) natural = PanicModel::s390;
    for (auto& p : list)
        if (p.model == PanicModel::default_) p.model = natural;
    // Part of the machine, whether it is named or not.
    if (natural != PanicModel::pseries && natural != PanicModel::s390) return;
    for (const auto& p : list)
        if (p.model == natural) return;
    list.emplace_back().model = natural;
}

void inputs(model::Domain& d) {
    auto& list = d.devices.inputs;
    if (!is_ppc64(d) || d.devices.graphics.empty()) return;
    auto has = [&](InputType t) {
        for (const auto& i : list)
            if (i.type == t) return true;
        return false;
    };
    auto add = [&](InputType t) {
        Input i;
        i.type = t;
        i.bus = InputBus::usb;
        list.push_back(std::move(i));
    };
    if (!has(InputType::keyboard)) add(InputType::keyboard);
    if (!has(InputType::mouse) && !has(InputType::tablet)) add(InputType::mouse);
}

void serials(model::Domain& d) {
    for (auto& c : d.devices.serials) {
        // Definitions of old say "isa-serial" where there is no such bus.
        if (c.serial_target == SerialTarget::isa_serial && !is_x86(d)) c.serial_target = SerialTarget::none;
        if (c.serial_target == SerialTarget::none) {
            switch (c.info.address.type) {
                case AddressType::usb: c.serial_target = SerialTarget::usb_serial; break;
                case AddressType::pci: c.serial_target = SerialTarget::pci_serial; break;
                default:
                    if (is_x86(d)) c.serial_target = SerialTarget::isa_serial;
                    else if (is_pseries(d)) c.serial_target = SerialTarget::spapr_vio_serial;
                    else if (is_arm_virt(d) || is_riscv_virt(d) || is_loongarch_virt(d)) c.serial_target = SerialTarget::system_serial;
                    else if (is_s390(d)) c.serial_target = SerialTarget::sclp_serial;
            }
        }
        if (c.serial_model != SerialModel::none) continue;
        switch (c.serial_target) {
            case SerialTarget::isa_serial: c.serial_model = SerialModel::isa_serial; break;
            case SerialTarget::usb_serial: c.serial_model = SerialModel::usb_serial; break;
            case SerialTarget::pci_serial: c.serial_model = SerialModel::pci_serial; break;
            case SerialTarget::isa_debug: c.serial_model = SerialModel::isa_debugcon; break;
            case SerialTarget::spapr_vio_serial: c.serial_model = SerialModel::spapr_vty; break;
            case SerialTarget::sclp_serial: c.serial_model = SerialModel::sclpconsole; break;
            case SerialTarget::system_serial:
                if (is_arm_virt(d)) c.serial_model = SerialModel::pl011;
                else if (is_riscv_virt(d) || is_loongarch_virt(d)) c.serial_model = SerialModel::uart_16550a;
                break;
            default: break;
        }
    }
}

void tpms(model::Domain& d) {
    if (!is_ppc64(d)) return;
    for (auto& t : d.devices.tpms)
        if (t.model == TpmModel::none) t.model = TpmModel::spapr;
}

void acpi(model::Domain& d, const QemuCaps& caps, bool abi_update) {
    if (!d.features.acpi || abi_update || !is_s390(d)) return;
    const MachineType* m = caps.machine(accelerator_of(d), d.os.machine);
    if (m && m->acpi && !*m->acpi) d.features.acpi = false;
}

void cpu_features(model::Domain& d) {
    if (!is_arm(d) || !d.cpu) return;
    // A vector length that is on means that vectors are.
    bool any = false;
    for (const auto& f : d.cpu->features) {
        if (f.name == "sve") return;
        const bool length = f.name.size() > 3 && f.name.starts_with("sve") && f.name[3] >= '0' && f.name[3] <= '9';
        any = any || (length && f.policy == CpuPolicy::require);
    }
    if (any) d.cpu->features.push_back({"sve", CpuPolicy::require});
}

std::uint64_t memory_block(const model::Domain& d) { return is_ppc64(d) ? 256 * 1024 : 1024; }

// A guest that may grow needs a NUMA cell that can.
void first_cell(model::Domain& d) {
    if (is_s390(d) || !d.max_memory || (d.cpu && !d.cpu->cells.empty())) return;
    std::uint64_t rest = d.memory.value_or(0);
    for (const auto& m : d.devices.memories) rest -= std::min(rest, m.size.value_or(0));
    NumaCell cell;
    cell.id = 0;
    for (unsigned i = 0; i < d.vcpus; ++i) cell.cpus.set(i);
    cell.memory = rest;
    d.cpu.need().cells.push_back(std::move(cell));
    for (auto& m : d.devices.memories)
        if (!m.node) m.node = 0;
}

void memory(model::Domain& d, bool abi_update) {
    if (!abi_update) return;
    first_cell(d);
    if (!is_pseries(d) || !d.max_memory_slots.value_or(0)) return;
    const std::uint64_t block = memory_block(d);
    std::uint64_t total = 0;
    for (const auto& c : d.cpu->cells) total += c.memory.value_or(0);
    for (auto& m : d.devices.memories) {
        if (m.size) m.size = (*m.size + block - 1) / block * block;
        total += m.size.value_or(0);
    }
    d.memory = total;
}

void host_bridges(model::Domain& d) {
    if (!is_pseries(d)) return;
    auto bridge = [](const Controller& c) { return c.type == ControllerType::pci && c.pci_model == PciModel::pci_root; };
    std::set<unsigned> used;
    for (auto& c : d.devices.controllers) {
        if (!bridge(c)) continue;
        if (c.pci_model_name == PciModelName::none) c.pci_model_name = PciModelName::spapr_pci_host_bridge;
        if (!c.pci_target.index && c.index.value_or(0) == 0) c.pci_target.index = 0;
        if (c.pci_target.index) used.insert(*c.pci_target.index);
    }
    unsigned next = 1;
    for (auto& c : d.devices.controllers) {
        if (!bridge(c) || c.pci_target.index) continue;
        while (!used.insert(next).second) ++next;
        c.pci_target.index = next;
    }
}

void early_addresses(model::Domain& d) {
    if (is_s390_ccw(d)) {
        hv::prime_virtio(d, AddressType::ccw);
        hv::assign_ccw(d, vireo::Domain::none);
        return;
    }
    // Machines with PCI use the old transport only if the definition does so already.
    if (has_virtio_mmio(d) && (pci_root(d) == hv::PciMachine::Root::none || hv::uses_virtio_mmio(d)))
        hv::prime_virtio(d, AddressType::virtio_mmio);
    hv::assign_spapr_vio(d, vireo::Domain::none);
}

void late_addresses(model::Domain& d) {
    host_bridges(d);
    if (is_s390(d)) hv::assign_zpci(d, vireo::Domain::none);
}

}  // namespace vireo::qemu::rules::arch
