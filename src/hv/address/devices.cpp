// SPDX-License-Identifier: LGPL-2.1-or-later
#include "hv/address/devices.h"

#include <algorithm>
#include <string_view>

namespace vireo::hv {

using namespace model;

namespace {

bool pci_or_open(const DeviceInfo& i) { return i.address.type == AddressType::none || i.address.type == AddressType::pci; }

PciKind virtio(VirtioModel m) { return m == VirtioModel::transitional ? PciKind::conventional : PciKind::express; }

PciKind controller_kind(const Controller& c) {
    switch (c.type) {
        case ControllerType::virtio_serial: return virtio(c.virtio_serial_model);
        case ControllerType::scsi:
            switch (c.scsi_model) {
                case ScsiModel::virtio_scsi:
                case ScsiModel::virtio_non_transitional: return PciKind::express;
                case ScsiModel::none:
                case ScsiModel::auto_:
                case ScsiModel::ibmvscsi:
                case ScsiModel::ncr53c90: return PciKind::none;
                default: return PciKind::conventional;
            }
        case ControllerType::usb:
            switch (c.usb_model) {
                case UsbModel::none:
                case UsbModel::qusb1:
                case UsbModel::qusb2: return PciKind::none;
                case UsbModel::nec_xhci:
                case UsbModel::qemu_xhci: return PciKind::express;
                default: return PciKind::conventional;
            }
        case ControllerType::sata: return PciKind::conventional;
        case ControllerType::pci: return PciKind::integrated;  // each model knows its own place, see pci.cpp
        default: return PciKind::none;
    }
}

PciKind nic_kind(const Interface& n) {
    if (n.type == InterfaceType::hostdev) return PciKind::express;
    if (n.model == "usb-net" || n.model == "spapr-vlan") return PciKind::none;
    // Cards that have been known by name for long are of the old kind; what nobody knows is taken for a new one.
    static constexpr std::string_view old[] = {"netfront", "rtl8139", "e1000", "virtio-transitional", "lan9118", "scm91c111", "vlance", "vmxnet", "vmxnet2", "vmxnet3", "Am79C970A", "Am79C973", "82540EM",
                                               "82545EM", "82543GC"};
    return std::find(std::begin(old), std::end(old), n.model) != std::end(old) ? PciKind::conventional : PciKind::express;
}

PciKind video_kind(const Video& v) {
    switch (v.type) {
        case VideoType::virtio: return PciKind::express;
        case VideoType::ramfb:
        case VideoType::none: return PciKind::none;
        case VideoType::bochs: return PciKind::express;
        default: return PciKind::conventional;
    }
}

}  // namespace

void each_pci_device(Domain& d, const std::function<void(const PciDevice&)>& fn) {
    auto& dev = d.devices;
    auto visit = [&](DeviceInfo& info, PciKind kind, const char* what) {
        if (!pci_or_open(info)) return;
        if (kind == PciKind::none && info.address.type != AddressType::pci) return;
        fn({&info, kind, nullptr, what});
    };
    for (auto& f : dev.filesystems)
        if (f.driver != FilesystemDriver::mtp) visit(f.info, virtio(f.model), "filesystem");
    for (auto& n : dev.interfaces)
        if (n.type != InterfaceType::hostdev) visit(n.info, nic_kind(n), "interface");
    for (auto& s : dev.sounds)
        if (s.model == SoundModel::es1370 || s.model == SoundModel::ac97 || s.model == SoundModel::ich6 || s.model == SoundModel::ich9 || s.model == SoundModel::virtio)
            visit(s.info, s.model == SoundModel::virtio ? PciKind::express : PciKind::conventional, "sound");
    for (auto& c : dev.controllers) {
        const PciKind kind = controller_kind(c);
        if (!pci_or_open(c.info)) continue;
        // IDE comes with the machine; where it is on PCI, the machine says where.
        if (kind == PciKind::none && (c.type != ControllerType::ide || c.info.address.type != AddressType::pci)) continue;
        if (c.type == ControllerType::pci && (c.pci_model == PciModel::pci_root || c.pci_model == PciModel::pcie_root)) continue;
        fn({&c.info, kind, &c, "controller"});
    }
    for (auto& x : dev.disks)
        if (x.bus == DiskBus::virtio) visit(x.info, virtio(x.model), "disk");
    for (auto& n : dev.interfaces)
        if (n.type == InterfaceType::hostdev) visit(n.info, nic_kind(n), "interface");
    for (auto& h : dev.hostdevs) {
        if (h.mode != HostdevMode::subsystem) continue;
        if (h.type == HostdevType::pci || (h.type == HostdevType::mdev && h.mdev_model == MdevModel::vfio_pci)) visit(h.info, PciKind::express, "hostdev");
        if (h.type == HostdevType::scsi_host) visit(h.info, virtio(h.scsi_host_model), "hostdev");
    }
    if (dev.memballoon && dev.memballoon->model != BalloonModel::none && dev.memballoon->model != BalloonModel::xen)
        visit(dev.memballoon->info, dev.memballoon->model == BalloonModel::virtio_transitional ? PciKind::conventional : PciKind::express, "memballoon");
    for (auto& r : dev.rngs) visit(r.info, virtio(r.model), "rng");
    for (auto& w : dev.watchdogs)
        if (w.model == WatchdogModel::i6300esb) visit(w.info, PciKind::conventional, "watchdog");
    for (auto& v : dev.videos) visit(v.info, video_kind(v), "video");
    for (auto& s : dev.shmems) visit(s.info, PciKind::conventional, "shmem");
    for (auto& i : dev.inputs)
        if (i.bus == InputBus::virtio) visit(i.info, virtio(i.model), "input");
    for (auto& c : dev.serials)
        if (c.serial_model == SerialModel::pci_serial) visit(c.info, PciKind::conventional, "serial");
    if (dev.vsock) visit(dev.vsock->info, virtio(dev.vsock->model), "vsock");
    for (auto& m : dev.memories)
        if (m.model == MemoryModel::virtio_mem || m.model == MemoryModel::virtio_pmem) visit(m.info, PciKind::express, "memory");
    for (auto& c : dev.cryptos) visit(c.info, PciKind::conventional, "crypto");
    if (dev.iommu && dev.iommu->model == IommuModel::virtio) visit(dev.iommu->info, PciKind::integrated, "iommu");
    for (auto& p : dev.panics)
        if (p.model == PanicModel::pvpanic) visit(p.info, PciKind::integrated, "panic");
    if (dev.pstore) visit(dev.pstore->info, PciKind::conventional, "pstore");
}

void each_device(Domain& d, const std::function<void(DeviceInfo&)>& fn) {
    auto& dev = d.devices;
    auto all = [&](auto& list) {
        for (auto& x : list) fn(x.info);
    };
    all(dev.disks);
    all(dev.interfaces);
    all(dev.sounds);
    all(dev.hostdevs);
    all(dev.videos);
    all(dev.controllers);
    all(dev.smartcards);
    all(dev.serials);
    all(dev.parallels);
    all(dev.channels);
    // The console that stands for the first serial port is not a second device.
    for (std::size_t i = 0; i < dev.consoles.size(); ++i)
        if (i || dev.consoles[i].console_target != ConsoleTarget::serial || dev.serials.empty()) fn(dev.consoles[i].info);
    all(dev.inputs);
    all(dev.filesystems);
    all(dev.redirdevs);
    all(dev.watchdogs);
    if (dev.memballoon) fn(dev.memballoon->info);
    all(dev.rngs);
    if (dev.nvram) fn(dev.nvram->info);
    all(dev.hubs);
    all(dev.shmems);
    all(dev.tpms);
    all(dev.panics);
    all(dev.memories);
    if (dev.iommu) fn(dev.iommu->info);
    if (dev.vsock) fn(dev.vsock->info);
    all(dev.cryptos);
    all(dev.graphics);
    if (dev.pstore) fn(dev.pstore->info);
}

const DeviceInfo* find_device(const Domain& d, std::string_view alias) {
    const DeviceInfo* found = nullptr;
    // The walk only offers to change what it shows.
    each_device(const_cast<Domain&>(d), [&](DeviceInfo& i) {
        if (!found && i.alias == alias) found = &i;
    });
    return found;
}

}  // namespace vireo::hv
