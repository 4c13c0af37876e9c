// SPDX-License-Identifier: LGPL-2.1-or-later
// The list of QEMU's fill-ins, one function for each decision.
#include "drivers/qemu/rules/fill.h"

#include <bit>

#include "base/error.h"
#include "drivers/qemu/rules/fill_arch.h"
#include "drivers/qemu/rules/fill_devices.h"
#include "hv/address/buses.h"
#include "hv/address/devices.h"
#include "hv/address/pci.h"
#include "hv/firmware/choose.h"
#include "model/domain/rules/fill.h"

namespace vireo::qemu::rules {

using namespace model;
namespace generic = model::rules;

Accelerator accelerator_of(const model::Domain& d) {
    return d.type == VirtType::kvm ? Accelerator::kvm : d.type == VirtType::hvf ? Accelerator::hvf : Accelerator::tcg;
}

void choose_arch(model::Domain& d, const FillOptions& o) {
    if (d.os.type.empty()) d.os.type = "hvm";
    if (d.os.arch.empty()) d.os.arch = o.host_arch;
}

namespace {

void machine(model::Domain& d, const QemuCaps& caps) {
    const Accelerator a = accelerator_of(d);
    if (d.os.machine.empty()) d.os.machine = caps.preferred_machine(a);
    d.os.machine = caps.canonical_machine(a, d.os.machine);
}

void boot(model::Domain& d) {
    if (!d.os.boot.empty() || !d.os.kernel.empty()) {
        if (!d.os.boot.empty()) return;
    }
    auto& v = d.devices;
    for (const auto& x : v.disks)
        if (x.info.boot_order) return;
    for (const auto& x : v.interfaces)
        if (x.info.boot_order) return;
    for (const auto& x : v.hostdevs)
        if (x.info.boot_order) return;
    for (const auto& x : v.redirdevs)
        if (x.info.boot_order) return;
    for (const auto& x : v.filesystems)
        if (x.info.boot_order) return;
    if (d.os.type == "hvm") d.os.boot.push_back({BootDevice::hd});
}

std::string x86_default_cpu(const model::Domain& d, const QemuCaps& caps) {
    std::string name;
    const MachineType* m = caps.machine(accelerator_of(d), d.os.machine);
    if (m) {
        if (m->default_cpu.empty()) return {};  // a machine without any
        name = m->default_cpu;
    } else if (const AcceleratorCaps* a = caps.under(accelerator_of(d)); a && !a->machines.empty()) name = a->machines.front().default_cpu;
    if (auto at = name.find("-x86_64-cpu"); at != std::string::npos) name.resize(at);
    if (auto at = name.find("-i386-cpu"); at != std::string::npos) name.resize(at);
    return name.empty() ? "qemu64" : name;
}

void cpu(model::Domain& d, const QemuCaps& caps) {
    if (!d.cpu || ((d.cpu->mode == CpuMode::none || d.cpu->mode == CpuMode::custom) && d.cpu->model.empty())) {
        std::string name = is_x86(d) ? x86_default_cpu(d, caps) : arch::default_cpu(d, caps);
        if (name.empty()) return;
        Cpu& c = d.cpu.need();
        if (name == "host") {
            // Only s390 names the host's CPU as that of a machine.
            c.mode = CpuMode::host_model;
            c.match = CpuMatch::none;
            c.check = CpuCheck::partial;
            return;
        }
        c.mode = CpuMode::custom;
        c.match = CpuMatch::exact;
        c.check = CpuCheck::none;
        c.fallback = CpuFallback::forbid;
        c.model = name;
        return;
    }
    Cpu& c = *d.cpu;
    if (c.mode == CpuMode::none) c.mode = CpuMode::custom;
    if (c.mode == CpuMode::custom && c.match == CpuMatch::none) c.match = CpuMatch::exact;
    if (c.check == CpuCheck::default_) {
        switch (c.mode) {
            case CpuMode::host_model: c.check = CpuCheck::partial; break;
            case CpuMode::custom: c.check = d.type == VirtType::kvm ? CpuCheck::partial : CpuCheck::none; break;
            default: c.check = CpuCheck::none; break;
        }
    }
    if (c.mode == CpuMode::host_passthrough && c.migratable == OnOff::absent && caps.has("cpu.migratable"))
        c.migratable = OnOff::on;
    // Without a model of its own there is nothing to fall back from.
    if (c.mode == CpuMode::host_model && c.model.empty()) c.fallback = CpuFallback::none;
    if (c.mode == CpuMode::custom && !c.model.empty() && c.fallback == CpuFallback::none) c.fallback = CpuFallback::allow;
}


// PCs get what their chip set had, or nothing if the emulator lacks it; only Q35 has a modern one built in.
UsbModel default_usb(const model::Domain& d, const QemuCaps& caps, bool abi_update, bool added = false) {
    if (!is_x86(d)) return arch::default_usb(d, caps, abi_update, added);
    if (added && is_q35(d)) {
        if (caps.has("qemu-xhci")) return UsbModel::qemu_xhci;
        if (caps.has("nec-usb-xhci")) return UsbModel::nec_xhci;
        return caps.has("ich9-usb-ehci1") ? UsbModel::ich9_ehci1 : UsbModel::none;
    }
    return caps.has("piix3-usb-uhci") ? UsbModel::piix3_uhci : UsbModel::unset;
}

// A first controller, or the word that there shall be none.
bool has_first_usb(const model::Domain& d) {
    for (const auto& c : d.devices.controllers)
        if (c.type == ControllerType::usb && (c.index.value_or(0) == 0 || c.usb_model == UsbModel::none)) return true;
    return false;
}

// The controller that machines have without being asked; a USB 2 one brings its companions.
void add_usb(model::Domain& d, const QemuCaps& caps, bool abi_update) {
    const UsbModel model = default_usb(d, caps, abi_update, true);
    if (model == UsbModel::none) return;
    generic::add_controller(d, ControllerType::usb, 0).usb_model = model;
    if (model != UsbModel::ich9_ehci1) return;
    for (UsbModel companion : {UsbModel::ich9_uhci1, UsbModel::ich9_uhci2, UsbModel::ich9_uhci3})
        generic::add_controller(d, ControllerType::usb, 0).usb_model = companion;
}

void controllers(model::Domain& d, const QemuCaps& caps, const FillOptions& o) {
    auto& list = d.devices.controllers;
    const bool pci = pci_root(d) != hv::PciMachine::Root::none;
    // What every machine has stands in front of what its devices imply.
    std::vector<Controller> implied;
    std::erase_if(list, [&](Controller& c) {
        if (!c.implied) return false;
        c.implied = false;
        implied.push_back(c);
        return true;
    });
    if (((is_x86(d) && d.os.machine != "isapc") || arch::adds_usb(d)) && !has_first_usb(d)) add_usb(d, caps, o.abi_update);
    if (is_q35(d) && !generic::find_controller(d, ControllerType::sata, 0)) generic::add_controller(d, ControllerType::sata, 0);
    if (pci) {
        // One that is there says for itself what it is.
        if (!generic::find_controller(d, ControllerType::pci, 0))
            generic::add_controller(d, ControllerType::pci, 0).pci_model = pci_root(d) == hv::PciMachine::Root::express ? PciModel::pcie_root : PciModel::pci_root;
    }
    for (Controller& c : implied)
        if (!generic::find_controller(d, c.type, c.index.value_or(0))) generic::add_controller(d, c.type, c.index.value_or(0)) = std::move(c);
    for (auto& c : list) {
        switch (c.type) {
            case ControllerType::usb:
                if (c.usb_model == UsbModel::unset) c.usb_model = default_usb(d, caps, o.abi_update);
                // s390 has USB only where a PCI address shows that it is meant.
                if (c.usb_model == UsbModel::unset && is_s390(d) && c.info.address.type == AddressType::none) c.usb_model = UsbModel::none;
                if (!c.usb_master_startport) {
                    // Companions of a USB 2 controller take its ports two by two.
                    if (c.usb_model == UsbModel::ich9_uhci1) c.usb_master_startport = 0;
                    if (c.usb_model == UsbModel::ich9_uhci2) c.usb_master_startport = 2;
                    if (c.usb_model == UsbModel::ich9_uhci3) c.usb_master_startport = 4;
                }
                break;
            case ControllerType::scsi:
                if (c.scsi_model == ScsiModel::none || c.scsi_model == ScsiModel::auto_) {
                    c.scsi_model = arch::default_scsi(d, caps);
                }
                break;
            case ControllerType::pci: {
                if (!supports_pci(d)) break;
                const unsigned index = static_cast<unsigned>(c.index.value_or(0));
                auto& t = c.pci_target;
                switch (c.pci_model) {
                    case PciModel::pci_bridge:
                        if (c.pci_model_name == PciModelName::none) c.pci_model_name = PciModelName::pci_bridge;
                        if (!t.chassis_nr) t.chassis_nr = index;
                        break;
                    case PciModel::dmi_to_pci_bridge:
                        if (c.pci_model_name == PciModelName::none) c.pci_model_name = PciModelName::i82801b11_bridge;
                        break;
                    case PciModel::pcie_to_pci_bridge:
                        if (c.pci_model_name == PciModelName::none) c.pci_model_name = PciModelName::pcie_pci_bridge;
                        break;
                    case PciModel::pcie_root_port:
                        if (c.pci_model_name == PciModelName::none) c.pci_model_name = caps.has("pcie-root-port") ? PciModelName::pcie_root_port : PciModelName::ioh3420;
                        if (!t.chassis) t.chassis = index;
                        break;
                    case PciModel::pcie_switch_upstream_port:
                        if (c.pci_model_name == PciModelName::none) c.pci_model_name = PciModelName::x3130_upstream;
                        break;
                    case PciModel::pcie_switch_downstream_port:
                        if (c.pci_model_name == PciModelName::none) c.pci_model_name = PciModelName::xio3130_downstream;
                        if (!t.chassis) t.chassis = index;
                        break;
                    case PciModel::pci_expander_bus:
                        if (c.pci_model_name == PciModelName::none) c.pci_model_name = PciModelName::pxb;
                        break;
                    case PciModel::pcie_expander_bus:
                        if (c.pci_model_name == PciModelName::none) c.pci_model_name = PciModelName::pxb_pcie;
                        break;
                    default: break;
                }
                break;
            }
            default: break;
        }
    }
}

void expander_buses(model::Domain& d) {
    // Their guest-side numbers go down from the top, so that real buses have room below.
    unsigned lowest = 256;
    for (const auto& c : d.devices.controllers)
        if (c.pci_target.bus_nr) lowest = std::min(lowest, *c.pci_target.bus_nr);
    for (auto& c : d.devices.controllers)
        if (c.type == ControllerType::pci && (c.pci_model == PciModel::pci_expander_bus || c.pci_model == PciModel::pcie_expander_bus) && !c.pci_target.bus_nr)
            c.pci_target.bus_nr = lowest -= 2;
}

void nics(model::Domain& d, const QemuCaps& caps) {
    for (auto& n : d.devices.interfaces) {
        if (!n.model.empty() || n.type == InterfaceType::hostdev) continue;
        // The other side of these speaks nothing else.
        const bool virtio = n.type == InterfaceType::vhost_user || n.type == InterfaceType::vdpa;
        n.model = virtio ? "virtio" : arch::default_nic(d, caps);
    }
}

void video(model::Domain& d, const QemuCaps& caps) {
    auto& list = d.devices.videos;
    bool screen = false;
    for (const auto& g : d.devices.graphics) screen = screen || g.type != GraphicsType::egl_headless;
    if (list.empty() && !d.devices.graphics.empty() && screen) {
        Video v;
        v.heads = 1;
        v.primary = YesNo::yes;
        list.push_back(v);
    }
    for (auto& v : list) {
        if (v.type == VideoType::default_) {
            v.type = arch::default_video(d, caps);
        }
        switch (v.type) {
            case VideoType::qxl:
                if (!v.ram) v.ram = 64 * 1024;
                if (!v.vram) v.vram = 64 * 1024;
                if (!v.vgamem) v.vgamem = 16 * 1024;
                break;
            case VideoType::vga:
                // The card takes powers of two only.
                if (v.vram) v.vram = std::bit_ceil(std::min(*v.vram, 1u << 31));
                [[fallthrough]];
            case VideoType::cirrus:
            case VideoType::vmvga:
            case VideoType::bochs:
                if (!v.vram) v.vram = 16 * 1024;
                break;
            default: break;
        }
    }
}

void graphics(model::Domain& d) {
    for (auto& g : d.devices.graphics) {
        if (g.type == GraphicsType::vnc) g.gl = YesNo::absent;
        const bool net = g.type == GraphicsType::vnc || g.type == GraphicsType::spice || g.type == GraphicsType::rdp;
        if (net && g.listens.empty()) g.listens.push_back({ListenType::address, {}, {}, {}, false, false});
    }
}

void inputs(model::Domain& d, const QemuCaps&) {
    if (!is_x86(d)) return arch::inputs(d);
    auto has = [&](InputType t) {
        for (const auto& i : d.devices.inputs)
            if (i.type == t && i.bus == InputBus::ps2) return true;
        return false;
    };
    if (d.features.ps2 == OnOff::off || !has_i8042(d)) return;
    for (InputType t : {InputType::mouse, InputType::keyboard})
        if (!has(t)) {
            Input i;
            i.type = t;
            i.bus = InputBus::ps2;
            d.devices.inputs.push_back(std::move(i));
        }
}

void watchdog(model::Domain& d) {
    if (!is_q35(d)) return;
    for (const auto& w : d.devices.watchdogs)
        if (w.model == WatchdogModel::itco) return;
    Watchdog w;
    w.model = WatchdogModel::itco;
    if (!d.devices.watchdogs.empty()) w.action = d.devices.watchdogs.front().action;
    d.devices.watchdogs.push_back(std::move(w));
}

void balloon(model::Domain& d) {
    if (!is_x86(d)) {
        if (!d.devices.memballoon && arch::adds_balloon(d)) d.devices.memballoon.emplace();
        return;
    }
    if (!d.devices.memballoon) d.devices.memballoon.emplace();
}

void channels(model::Domain& d) {
    for (auto& c : d.devices.channels)
        if ((c.source.type == ChardevType::spicevmc || c.source.type == ChardevType::qemu_vdagent) && c.channel_target == ChannelTarget::virtio && c.name.empty())
            c.name = "com.redhat.spice.0";
}

void disks(model::Domain& d) {
    for (auto& x : d.devices.disks) {
        if (x.source.type == StorageType::vhost_user) continue;
        if (x.driver.name.empty()) x.driver.name = "qemu";
        // A volume's own pool may know better.
        if ((x.source.format == StorageFormat::none || x.source.format == StorageFormat::auto_) && x.source.type != StorageType::volume)
            x.source.format = x.source.type == StorageType::dir ? StorageFormat::fat : StorageFormat::raw;
        // QEMU itself decrypts, unless the definition leaves that to a library below it.
        auto engine = [](Box<Encryption>& e) {
            if (e && e->engine == EncryptionEngine::none) e->engine = EncryptionEngine::qemu;
        };
        engine(x.encryption);
        for (auto* s = &x.source; s && s->type != StorageType::none; s = s->backing.get()) engine(s->encryption);
    }
}

void small_devices(model::Domain& d, const FillOptions& o) {
    for (auto& f : d.devices.filesystems)
        if (f.accessmode == AccessMode::none && f.type == FilesystemType::mount && f.driver != FilesystemDriver::mtp && f.socket.empty()) f.accessmode = AccessMode::passthrough;
    arch::tpms(d);
    devices::tpms(d, o);
    if (!is_x86(d)) arch::panic(d);
    else
        for (auto& p : d.devices.panics)
            if (p.model == PanicModel::default_) p.model = PanicModel::isa;
    for (auto& r : d.devices.rngs)
        if (r.model == VirtioModel::none) r.model = VirtioModel::virtio;
    if (d.devices.vsock && d.devices.vsock->model == VirtioModel::none) d.devices.vsock->model = VirtioModel::virtio;
    devices::memory_slots(d);
    devices::shmems(d);
    devices::mediated(d);
}

}  // namespace

void no_firmware(const model::Domain& d) {
    fail(Code::operation_failed, vireo::Domain::none, "Unable to find '{}' firmware that is compatible with the current configuration", word(d.os.firmware));
}

void fill_in(model::Domain& d, const QemuCaps& caps, const FillOptions& o) {
    machine(d, caps);
    devices::stale_sockets(d, o);
    devices::live_state(d);
    devices::seclabels(d, o);
    devices::numa(d, o.abi_update);
    static const std::vector<hv::FirmwareDescriptor> nothing;
    // An old definition may ask for what is gone; it shows when the guest is to start.
    if (!hv::choose_firmware(d, o.firmware ? *o.firmware : nothing, o.legacy_firmware, o.nvram_dir, o.abi_update) && o.abi_update) no_firmware(d);
    boot(d);
    arch::acpi(d, caps, o.abi_update);
    arch::gic(d, caps);
    cpu(d, caps);
    arch::cpu_features(d);
    arch::memory(d, o.abi_update);
    disks(d);
    nics(d, caps);
    arch::serials(d);
    channels(d);
    graphics(d);
    video(d, caps);
    devices::audio(d, o);
    inputs(d, caps);
    watchdog(d);
    balloon(d);
    devices::iommu(d, o.abi_update);
    small_devices(d, o);
    generic::add_implied_controllers(d);
    controllers(d, caps, o);
    expander_buses(d);
    hv::assign_virtio_serial(d, vireo::Domain::none);
    arch::early_addresses(d);
    hv::assign_ccid(d);
    check_roots(d);
    hv::PciMachine m;
    m.i440fx_functions = is_i440fx(d);
    m.q35_functions = is_q35(d);
    // The machine's root bus, or one that the definition puts where there should be none, even by naming a bridge only.
    m.root = hv::PciMachine::Root::none;
    for (const Controller& c : d.devices.controllers) {
        if (c.type != ControllerType::pci) continue;
        if (m.root == hv::PciMachine::Root::none) m.root = hv::PciMachine::Root::conventional;
        if (c.index.value_or(0) == 0 && c.pci_model == PciModel::pcie_root) m.root = hv::PciMachine::Root::express;
    }
    if (m.root == hv::PciMachine::Root::none)
        hv::each_pci_device(d, [&](const hv::PciDevice& x) {
            const PciAddress& a = x.info->address.pci;
            const bool placed = x.info->address.type == AddressType::pci && (a.bus || a.slot);
            if (supports_pci(d) || placed) fail(Code::xml_error, vireo::Domain::none, "No PCI buses available");
        });
    if (is_pseries(d)) m.added = PciModel::pci_root;
    std::map<const DeviceInfo*, unsigned> groups;
    if (is_pseries(d) && o.iommu_group) {
        auto join = [&](const DeviceInfo& i, const PciAddress& host) {
            if (auto group = o.iommu_group(host)) groups[&i] = 1 + *group;
        };
        // Host devices of different isolation groups get host bridges of their own.
        for (const auto& n : d.devices.interfaces)
            if (n.type == InterfaceType::hostdev && n.hostdev) join(n.info, n.hostdev->pci);
        for (const auto& h : d.devices.hostdevs)
            if (h.mode == HostdevMode::subsystem && h.type == HostdevType::pci) join(h.info, h.source.pci);
        m.isolation_group = [&](const DeviceInfo& i) {
            auto at = groups.find(&i);
            return at == groups.end() ? 0u : at->second;
        };
    }
    if (supports_pci(d)) {
        hv::assign_pci(d, m, vireo::Domain::none);
    } else {  // nothing is given there, but what is said must hold together
        model::Domain trial;
        trial.devices = d.devices;
        hv::assign_pci(trial, m, vireo::Domain::none);
    }
    arch::late_addresses(d);
    if (o.abi_update) hv::assign_usb(d, vireo::Domain::none);
    else hv::check_usb(d, vireo::Domain::none);
    // The console that stands for the first serial port is at the same place.
    auto& v = d.devices;
    if (!v.serials.empty() && !v.consoles.empty() && v.consoles[0].console_target == ConsoleTarget::serial) v.consoles[0].info = v.serials[0].info;
}

}  // namespace vireo::qemu::rules
