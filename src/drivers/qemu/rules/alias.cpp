// SPDX-License-Identifier: LGPL-2.1-or-later
// Names by which QEMU knows devices, numbers of image nodes, and boot orders: all that a start adds to a definition.
#include <functional>

#include "drivers/qemu/rules/fill.h"
#include "model/domain/rules/fill.h"

namespace vireo::qemu::rules {

using namespace model;

namespace {

bool users(const DeviceInfo& i) { return i.alias.starts_with("ua-"); }

void name(DeviceInfo& i, std::string alias) {
    if (!users(i)) i.alias = std::move(alias);
}

std::string disk_alias(const model::Domain& d, const Disk& x) {
    const auto& a = x.info.address;
    auto controller = [&](ControllerType type) -> const Controller* {
        for (const auto& c : d.devices.controllers)
            if (c.type == type && c.index.value_or(-1) == static_cast<int>(a.drive.controller)) return &c;
        return nullptr;
    };
    switch (x.bus) {
        case DiskBus::ide: return fmt::format("ide{}-{}-{}", a.drive.controller, a.drive.bus, a.drive.unit);
        case DiskBus::sata: return fmt::format("sata{}-{}-{}", a.drive.controller, a.drive.bus, a.drive.unit);
        case DiskBus::fdc: return fmt::format("fdc{}-{}-{}", a.drive.controller, a.drive.bus, a.drive.unit);
        case DiskBus::scsi: {
            const Controller* c = controller(ControllerType::scsi);
            if (c && c->scsi_model == ScsiModel::lsilogic) return fmt::format("scsi{}-{}-{}", a.drive.controller, a.drive.bus, a.drive.unit);
            return fmt::format("scsi{}-{}-{}-{}", a.drive.controller, a.drive.bus, a.drive.target, a.drive.unit);
        }
        case DiskBus::virtio: return fmt::format("virtio-disk{}", model::rules::disk_index(x.target_dev).value_or(0));
        case DiskBus::usb: return fmt::format("usb-disk{}", model::rules::disk_index(x.target_dev).value_or(0));
        case DiskBus::sd: return fmt::format("sd{}", model::rules::disk_index(x.target_dev).value_or(0));
        default: return fmt::format("disk{}", model::rules::disk_index(x.target_dev).value_or(0));
    }
}

std::string controller_alias(const model::Domain& d, const Controller& c) {
    const int n = c.index.value_or(0);
    const bool root = n == 0;
    switch (c.type) {
        case ControllerType::pci:
            // Emulators that know one PCI bus of a machine call every one of them so.
            if (std::string_view(root_bus_name(d)) == "pci") return "pci";
            return root && c.pci_model == PciModel::pcie_root ? "pcie.0" : fmt::format("pci.{}", n);
        case ControllerType::ide: return root ? "ide" : fmt::format("ide{}", n);
        // Q35's own SATA controller is called "ide" there.
        case ControllerType::sata: return root && is_q35(d) ? "ide" : fmt::format("sata{}", n);
        case ControllerType::usb: return root ? "usb" : fmt::format("usb{}", n);
        // The adapter on the board is called so by the board.
        case ControllerType::scsi: return root && c.scsi_model == ScsiModel::ncr53c90 && has_builtin_esp(d) ? "scsi" : fmt::format("scsi{}", n);
        case ControllerType::virtio_serial: return fmt::format("virtio-serial{}", n);
        case ControllerType::ccid: return fmt::format("ccid{}", n);
        case ControllerType::fdc: return fmt::format("fdc{}", n);
        default: return fmt::format("{}{}", word(c.type), n);
    }
}

}  // namespace

void assign_aliases(model::Domain& d) {
    auto& v = d.devices;
    auto number = [](auto& list, const char* prefix) {
        unsigned n = 0;
        for (auto& x : list) name(x.info, fmt::format("{}{}", prefix, n++));
    };
    for (auto& x : v.disks) name(x.info, disk_alias(d, x));
    for (auto& c : v.controllers) name(c.info, controller_alias(d, c));
    unsigned nets = 0, hosts = 0;
    for (auto& n : v.interfaces)
        name(n.info, n.type == InterfaceType::hostdev ? fmt::format("hostdev{}", hosts++) : fmt::format("net{}", nets++));
    number(v.filesystems, "fs");
    number(v.sounds, "sound");
    // Cards that are host devices were numbered first.
    for (auto& x : v.hostdevs)
        if (!users(x.info)) name(x.info, fmt::format("hostdev{}", hosts++));
    number(v.redirdevs, "redir");
    number(v.videos, "video");
    number(v.consoles, "console");
    number(v.hubs, "hub");
    number(v.shmems, "shmem");
    number(v.smartcards, "smartcard");
    number(v.serials, "serial");
    number(v.parallels, "parallel");
    number(v.channels, "channel");
    number(v.inputs, "input");
    number(v.watchdogs, "watchdog");
    number(v.rngs, "rng");
    number(v.tpms, "tpm");
    number(v.panics, "panic");
    number(v.cryptos, "crypto");
    // The first console of a machine is its first serial port seen from elsewhere, by the same name.
    if (!v.consoles.empty() && !v.serials.empty() && v.consoles[0].console_target == ConsoleTarget::serial) v.consoles[0].info.alias = v.serials[0].info.alias;
    if (v.memballoon) name(v.memballoon->info, "balloon0");
    if (v.nvram) name(v.nvram->info, "nvram");
    if (v.iommu) name(v.iommu->info, "iommu0");
    if (v.vsock) name(v.vsock->info, "vsock0");
    if (v.pstore) name(v.pstore->info, "pstore0");
    unsigned counts[6] = {};
    for (auto& m : v.memories) {
        static constexpr const char* prefix[] = {"mem", "dimm", "nvdimm", "virtiopmem", "virtiomem", "epc"};
        const auto kind = static_cast<unsigned>(m.model);
        unsigned n = counts[kind]++;
        if ((m.model == MemoryModel::dimm || m.model == MemoryModel::nvdimm) && m.info.address.type == AddressType::dimm && m.info.address.dimm.slot)
            n = *m.info.address.dimm.slot;
        name(m.info, fmt::format("{}{}", prefix[kind], n));
    }
}

void assign_nodes(model::Domain& d, const QemuCaps& caps) {
    unsigned last = 0;
    const bool raw_layer = wants_raw_layers(caps);
    std::function<void(StorageSource&)> chain = [&](StorageSource& s) {
        if (s.is_empty()) return;
        s.index = ++last;
        s.raw_layer = raw_layer;
        if (s.data_store && !s.data_store->is_empty()) s.data_store->index = ++last;
        if (s.backing) chain(*s.backing);
    };
    // The last disk comes first: numbers are handed out as images are pushed in front of each other.
    for (auto it = d.devices.disks.rbegin(); it != d.devices.disks.rend(); ++it) {
        if (it->bus == DiskBus::sd) continue;  // the board's own, without nodes
        if (it->source.is_empty()) ++last;     // an empty drive keeps a number for what may be put in
        chain(it->source);
        it->throttle_nodes.clear();
        for (std::size_t i = 0; i < it->throttle_filters.size(); ++i) it->throttle_nodes.push_back(++last);
    }
}

void mark_raw_layers(model::Domain& d, const QemuCaps& caps) {
    const bool raw_layer = wants_raw_layers(caps);
    std::function<void(StorageSource&)> mark = [&](StorageSource& s) {
        if (s.is_empty()) return;
        s.raw_layer = raw_layer;
        if (s.backing) mark(*s.backing);
    };
    for (auto& x : d.devices.disks) {
        if (x.bus == DiskBus::sd) continue;
        mark(x.source);
        if (x.mirror) mark(x.mirror->source);
    }
}

void assign_boot(model::Domain& d) {
    auto& v = d.devices;
    bool any = false;
    for (const auto& x : v.disks) any = any || x.info.boot_order;
    for (const auto& x : v.interfaces) any = any || x.info.boot_order;
    for (const auto& x : v.hostdevs) any = any || x.info.boot_order;
    for (const auto& x : v.redirdevs) any = any || x.info.boot_order;
    for (const auto& x : v.filesystems) any = any || x.info.boot_order;
    if (any) return;
    unsigned order[4] = {};  // by BootDevice
    unsigned next = 1;
    for (const auto& b : d.os.boot) {
        unsigned& slot = order[static_cast<unsigned>(b.dev)];
        if (!slot) slot = next++;
    }
    // The first device of each kind; further network cards follow only if none of the others is named.
    bool disk = false, cd = false, floppy = false;
    for (auto& x : v.disks) {
        switch (x.device) {
            case DiskDevice::cdrom:
                if (order[1] && !cd) x.info.boot_order = order[1], cd = true;
                break;
            case DiskDevice::floppy:
                if (order[0] && !floppy) x.info.boot_order = order[0], floppy = true;
                break;
            default:
                if (order[2] && !disk) x.info.boot_order = order[2], disk = true;
        }
    }
    if (order[3] && !v.interfaces.empty()) v.interfaces.front().info.boot_order = order[3];
    else if (order[3])
        for (auto& h : v.hostdevs)
            if (h.type == HostdevType::pci) {
                h.info.boot_order = order[3];
                break;
            }
}

void forget_boot(model::Domain& d) {
    if (d.os.boot.empty()) return;  // then the orders are the definition's own
    auto forget = [](auto& devices) {
        for (auto& x : devices) x.info.boot_order.reset();
    };
    forget(d.devices.disks);
    forget(d.devices.interfaces);
    forget(d.devices.hostdevs);
    forget(d.devices.redirdevs);
    forget(d.devices.filesystems);
}

}  // namespace vireo::qemu::rules
