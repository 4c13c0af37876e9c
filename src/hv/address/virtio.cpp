// SPDX-License-Identifier: LGPL-2.1-or-later
#include "hv/address/virtio.h"

#include <set>

#include "hv/address/devices.h"

namespace vireo::hv {

using namespace model;

namespace {

constexpr unsigned virtio_css = 0xfe;

bool virtio_nic(const Interface& n) { return n.model == "virtio" || n.model == "virtio-transitional" || n.model == "virtio-non-transitional"; }

bool is_virtio(const Controller& c) {
    // Of SCSI adapters the model is not asked.
    return c.type == ControllerType::virtio_serial || c.type == ControllerType::scsi;
}

}  // namespace

void prime_virtio(model::Domain& d, AddressType type) {
    auto prime = [&](DeviceInfo& i) {
        if (i.address.type == AddressType::none) i.address.type = type;
    };
    auto& v = d.devices;
    for (auto& x : v.disks)
        if (x.bus == DiskBus::virtio) prime(x.info);
    for (auto& x : v.interfaces)
        if (virtio_nic(x)) prime(x.info);
    if (type == AddressType::ccw)
        for (auto& x : v.filesystems) prime(x.info);
    for (auto& x : v.controllers)
        if (is_virtio(x)) prime(x.info);
    for (auto& x : v.inputs)
        if (x.bus == InputBus::virtio) prime(x.info);
    for (auto& x : v.sounds)
        if (x.model == SoundModel::virtio) prime(x.info);
    if (v.memballoon && v.memballoon->model != BalloonModel::none && v.memballoon->model != BalloonModel::xen) prime(v.memballoon->info);
    for (auto& x : v.rngs) prime(x.info);
    for (auto& x : v.cryptos) prime(x.info);
    if (v.vsock && type == AddressType::ccw) prime(v.vsock->info);
    if (type == AddressType::ccw)
        for (auto& x : v.memories)
            if (x.model == MemoryModel::virtio_mem || x.model == MemoryModel::virtio_pmem) prime(x.info);
    for (auto& x : v.hostdevs)
        if (x.mode == HostdevMode::subsystem && x.type == HostdevType::scsi_host) prime(x.info);
    for (auto& x : v.videos)
        if (x.type == VideoType::virtio) prime(x.info);
    if (type == AddressType::ccw)
        for (auto& x : v.hostdevs)
            if (x.mode == HostdevMode::subsystem && x.type == HostdevType::mdev && x.mdev_model == MdevModel::vfio_ccw) prime(x.info);
}

bool uses_virtio_mmio(const model::Domain& d) {
    bool any = false;
    // Only read, though the walk would allow more.
    each_device(const_cast<model::Domain&>(d), [&](DeviceInfo& i) { any = any || i.address.type == AddressType::virtio_mmio; });
    return any;
}

void assign_ccw(model::Domain& d, vireo::Domain errors) {
    std::set<unsigned> used;  // cssid, ssid, devno in one number
    auto number = [](const CcwAddress& a) { return a.cssid << 18 | a.ssid << 16 | a.devno; };
    each_device(d, [&](DeviceInfo& i) {
        const Address& a = i.address;
        if (a.type != AddressType::ccw || !a.ccw.assigned) return;
        if (!used.insert(number(a.ccw)).second)
            throw Error(Code::xml_error, errors, fmt::format("The CCW devno '{:x}.{:x}.{:04x}' is in use already", a.ccw.cssid, a.ccw.ssid, a.ccw.devno));
    });
    CcwAddress next{virtio_css, 0, 0, true};
    each_device(d, [&](DeviceInfo& i) {
        if (i.address.type != AddressType::ccw || i.address.ccw.assigned) return;
        while (!used.insert(number(next)).second) {
            if (++next.devno <= 0xffff) continue;
            next.devno = 0;
            if (++next.ssid > 3) throw Error(Code::internal_error, errors, "There are no more free CCW devnos.");
        }
        i.address.ccw = next;
    });
}

namespace {

void each_vio(model::Domain& d, const std::function<void(DeviceInfo&, std::uint64_t base)>& fn) {
    auto& v = d.devices;
    auto vio = [](const DeviceInfo& i) { return i.address.type == AddressType::spapr_vio; };
    // What can be nowhere else is put there.
    auto only_there = [&](DeviceInfo& i, std::uint64_t base) {
        if (i.address.type == AddressType::none) i.address.type = AddressType::spapr_vio;
        if (vio(i)) fn(i, base);
    };
    for (auto& n : v.interfaces)
        if (n.model == "spapr-vlan") only_there(n.info, 0x1000);
        else if (vio(n.info)) fn(n.info, 0x1000);
    for (auto& c : v.controllers)
        if (c.type == ControllerType::scsi && c.scsi_model == ScsiModel::ibmvscsi) only_there(c.info, 0x2000);
        else if (vio(c.info)) fn(c.info, 0x2000);
    for (auto& s : v.serials)
        if (s.serial_target == SerialTarget::spapr_vio_serial) only_there(s.info, 0x30000000);
        else if (vio(s.info)) fn(s.info, 0x30000000);
    if (v.nvram) only_there(v.nvram->info, 0x3000);
    for (auto& t : v.tpms)
        if (t.model == TpmModel::spapr) only_there(t.info, 0x4000);
}

}  // namespace

void assign_spapr_vio(model::Domain& d, vireo::Domain errors) {
    std::set<std::uint64_t> used;
    each_vio(d, [&](DeviceInfo& i, std::uint64_t) {
        if (!i.address.spapr_vio_reg) return;
        if (*i.address.spapr_vio_reg > 0xffffffffu)
            throw Error(Code::config_unsupported, errors, fmt::format("spapr-vio reg='0x{:x}' exceeds maximum possible value (0xffffffff)", *i.address.spapr_vio_reg));
        if (!used.insert(*i.address.spapr_vio_reg).second)
            throw Error(Code::xml_error, errors, fmt::format("spapr-vio address 0x{:x} already in use", *i.address.spapr_vio_reg));
    });
    each_vio(d, [&](DeviceInfo& i, std::uint64_t base) {
        if (i.address.spapr_vio_reg) return;
        while (!used.insert(base).second) base += 0x1000;
        i.address.spapr_vio_reg = base;
    });
    // The console that stands for the first serial port is at the same place.
    auto& v = d.devices;
    if (!v.serials.empty() && !v.consoles.empty() && v.consoles[0].console_target == ConsoleTarget::serial) v.consoles[0].info.address = v.serials[0].info.address;
}

void assign_zpci(model::Domain& d, vireo::Domain errors) {
    std::set<unsigned> uids, fids;
    auto each = [&](auto fn) {
        auto& ports = d.devices.serials;
        each_device(d, [&](DeviceInfo& i) {
            // Serial ports have no such numbers.
            for (const auto& p : ports)
                if (&p.info == &i) return;
            if (i.address.type == AddressType::pci && !i.address.pci.is_empty()) fn(i.address.pci);
        });
    };
    each([&](PciAddress& a) {
        if (a.zpci_uid) {
            if (*a.zpci_uid == 0 || *a.zpci_uid > 0xffff)
                throw Error(Code::xml_error, errors, fmt::format("Invalid PCI address uid='0x{:04x}', must be > 0x0000 and <= 0xffff", *a.zpci_uid));
            // Octal, as it has always been.
            if (!uids.insert(*a.zpci_uid).second) throw Error(Code::internal_error, errors, fmt::format("zPCI uid {:o} is already reserved", *a.zpci_uid));
        }
        if (a.zpci_fid && !fids.insert(*a.zpci_fid).second)
            throw Error(Code::internal_error, errors, fmt::format("zPCI fid {:o} is already reserved", *a.zpci_fid));
    });
    auto complete = [&](PciAddress& a) {
        if (!a.zpci_uid) {
            unsigned n = 1;
            while (!uids.insert(n).second) ++n;
            a.zpci_uid = n;
        }
        if (!a.zpci_fid) {
            unsigned n = 0;
            while (!fids.insert(n).second) ++n;
            a.zpci_fid = n;
        }
    };
    // Those who named one of the two choose first.
    each([&](PciAddress& a) {
        if (a.zpci_uid || a.zpci_fid) complete(a);
    });
    each(complete);
}

}  // namespace vireo::hv
