// SPDX-License-Identifier: LGPL-2.1-or-later
// Checks of disks and the controllers they hang on.
#include <algorithm>

#include "base/error.h"
#include "model/domain/rules/check.h"

namespace vireo::model::rules {
namespace {

using E = vireo::Domain;

template <class... A>
[[noreturn]] void unsupported(fmt::format_string<A...> text, A&&... args) {
    fail(Code::config_unsupported, E::domain, text, std::forward<A>(args)...);
}
template <class... A>
[[noreturn]] void malformed(fmt::format_string<A...> text, A&&... args) {
    fail(Code::xml_error, E::domain, text, std::forward<A>(args)...);
}

void source(const Disk& x) {
    if (x.device == DiskDevice::cdrom || x.device == DiskDevice::floppy || x.source.startup_policy != StartupPolicy::none) return;
    if (x.source.is_empty()) throw Error(Code::no_source, E::domain, x.target_dev);
}

void protocol(const Disk& x) {
    for (const auto* s = &x.source; s; s = s->backing.get())
        if (s->type == StorageType::network && s->protocol == StorageProtocol::sheepdog)
            unsupported("'sheepdog' protocol is no longer supported by any hypervisor driver");
}

void auth_and_encryption(const Disk& x) {
    if (x.auth && x.source.auth) unsupported("an <auth> definition already found for disk source");
    if (x.encryption && x.source.encryption) unsupported("an <encryption> definition already found for disk source");
    if (const auto* a = x.any_auth()) {
        const char* wanted = x.source.protocol == StorageProtocol::rbd     ? "ceph"
                             : x.source.protocol == StorageProtocol::iscsi ? "iscsi"
                                                                           : nullptr;
        if (wanted && a->secret.type != wanted) unsupported("invalid secret type '{}'", a->secret.type);
    }
    const auto* e = x.any_encryption();
    if (e && !e->cipher.name.empty()) unsupported("supplying <cipher> for domain disk definition is unnecessary");
}

bool printable(const std::string& s) {
    for (char c : s)
        if (c < ' ' || c > '~') return false;
    return true;
}

void inquiry_words(const Disk& x) {
    if (!printable(x.vendor)) malformed("disk vendor is not printable string");
    if (x.vendor.size() > 8) malformed("disk vendor is more than 8 characters");
    if (!printable(x.product)) malformed("disk product is not printable string");
    if (x.product.size() > 16) unsupported("disk product is more than 16 characters");
    if (!x.wwn.empty()) {
        auto digits = x.wwn.starts_with("0x") ? x.wwn.substr(2) : x.wwn;
        if (digits.size() != 16 || digits.find_first_not_of("0123456789abcdefABCDEF") != std::string::npos)
            fail(Code::internal_error, E::domain, "Malformed wwn: {}", x.wwn);
    }
}

void address(const Disk& x) {
    auto t = x.info.address.type;
    if (t == AddressType::none || t == AddressType::drive || t == AddressType::unassigned) return;
    if (x.bus == DiskBus::ide || x.bus == DiskBus::scsi || x.bus == DiskBus::sata || x.bus == DiskBus::fdc)
        unsupported("Invalid address type '{}' for the disk '{}' with the bus type '{}'", word(t), x.target_dev, word(x.bus));
}

void tune(const Disk& x) {
    if (!x.iotune) return;
    const auto& t = *x.iotune;
    if ((t.total_bytes_sec && (t.read_bytes_sec || t.write_bytes_sec)))
        malformed("total and read/write bytes_sec cannot be set at the same time");
    if (t.total_iops_sec && (t.read_iops_sec || t.write_iops_sec))
        malformed("total and read/write iops_sec cannot be set at the same time");
    if (t.total_bytes_sec_max && (t.read_bytes_sec_max || t.write_bytes_sec_max))
        malformed("total and read/write bytes_sec_max cannot be set at the same time");
    if (t.total_iops_sec_max && (t.read_iops_sec_max || t.write_iops_sec_max))
        malformed("total and read/write iops_sec_max cannot be set at the same time");
}

void target(const Disk& x) {
    auto begins = [&](std::initializer_list<std::string_view> prefixes) {
        for (auto p : prefixes)
            if (std::string_view(x.target_dev).starts_with(p)) return true;
        return false;
    };
    if (x.device == DiskDevice::floppy && !begins({"fd"}))
        fail(Code::internal_error, E::domain, "Invalid floppy device name: {}", x.target_dev);
    if ((x.device == DiskDevice::disk || x.device == DiskDevice::lun) && !begins({"hd", "sd", "vd", "xvd", "ubd"}))
        fail(Code::internal_error, E::domain, "Invalid harddisk device name: {}", x.target_dev);
    if (x.removable != OnOff::absent && x.bus != DiskBus::usb && x.bus != DiskBus::scsi)
        malformed("removable is only valid for usb or scsi disks");
}

void throttles(const Domain& d, const Disk& x) {
    for (const auto& name : x.throttle_filters)
        if (std::none_of(d.throttle_groups.begin(), d.throttle_groups.end(), [&](const ThrottleGroup& g) { return g.tune.group_name == name; }))
            malformed("throttle group '{}' not found", name);
}

void lun(const Disk& x) {
    if (x.device != DiskDevice::lun && x.rawio != YesNo::absent) unsupported("rawio can be used only with device='lun'");
    if (x.device != DiskDevice::lun && x.sgio != SgIo::none) unsupported("sgio can be used only with device='lun'");
}

void duplicate_targets(const Domain& d) {
    const auto& all = d.devices.disks;
    auto path = [](const Disk& x) { return x.source.path.empty() ? "<null>" : x.source.path.c_str(); };
    for (std::size_t i = 0; i < all.size(); ++i)
        for (std::size_t k = 0; k < i; ++k)
            if (all[i].target_dev == all[k].target_dev)
                malformed("target '{}' duplicated for disk sources '{}' and '{}'", all[i].target_dev, path(all[k]), path(all[i]));
}

// Two devices behind one SCSI, IDE or SATA controller need places of their own.
void drive_addresses(const Domain& d) {
    const auto& disks = d.devices.disks;
    for (std::size_t i = 0; i < disks.size(); ++i)
        for (std::size_t k = 0; k < i; ++k) {
            const auto &a = disks[i].info.address, &b = disks[k].info.address;
            if (a.type == AddressType::drive && b.type == AddressType::drive && disks[i].bus == disks[k].bus && a.drive == b.drive)
                malformed("Found duplicate drive address for disk with target name '{}' controller='{}' bus='{}' target='{}' unit='{}'",
                          disks[i].target_dev, a.drive.controller, a.drive.bus, a.drive.target, a.drive.unit);
        }
    const auto& host = d.devices.hostdevs;
    for (std::size_t i = 0; i < host.size(); ++i) {
        const auto& a = host[i].info.address;
        if (host[i].type != HostdevType::scsi || a.type != AddressType::drive) continue;
        for (const auto& x : disks)
            if (x.bus == DiskBus::scsi && x.info.address.type == AddressType::drive && x.info.address.drive == a.drive)
                unsupported("SCSI host address controller='{}' bus='{}' target='{}' unit='{}' in use by a SCSI disk",
                            a.drive.controller, a.drive.bus, a.drive.target, a.drive.unit);
        for (std::size_t k = 0; k < i; ++k)
            if (host[k].type == HostdevType::scsi && host[k].info.address.type == AddressType::drive && host[k].info.address.drive == a.drive)
                unsupported("SCSI host address controller='{}' bus='{}' target='{}' unit='{}' in use by another SCSI host device",
                            a.drive.controller, a.drive.bus, a.drive.target, a.drive.unit);
    }
}

void controllers(const Domain& d) {
    const auto& all = d.devices.controllers;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto& c = all[i];
        for (std::size_t k = 0; k < i; ++k)
            if (c.type == all[k].type && c.index == all[k].index && c.type != ControllerType::usb)
                malformed("Multiple '{}' controllers with index '{}'", word(c.type), *c.index);
        if (c.type == ControllerType::pci && c.pci_target.index) {
            if (*c.pci_target.index > 30)
                unsupported("PCI controller target index '{}' out of range - must be 0-30", *c.pci_target.index);
            if ((c.index == 0) != (*c.pci_target.index == 0))
                unsupported("Only the PCI controller with index 0 can have target index 0, and vice versa");
        }
        bool virtio_scsi = c.type == ControllerType::scsi &&
                           (c.scsi_model == ScsiModel::virtio_scsi || c.scsi_model == ScsiModel::virtio_transitional ||
                            c.scsi_model == ScsiModel::virtio_non_transitional);
        if (c.iothread && !virtio_scsi) malformed("'iothread' attribute only supported for virtio scsi controllers");
    }
    bool none = false, other = false;
    for (const auto& c : all)
        if (c.type == ControllerType::usb) (c.usb_model == UsbModel::none ? none : other) = true;
    if (none && other) fail(Code::xml_detail, E::domain, "Can't add another USB controller: USB is disabled for this domain");
    if (!none) return;
    if (!d.devices.hubs.empty()) unsupported("Can't add USB hub: USB is disabled for this domain");
    for (const auto& h : d.devices.hostdevs)
        if (h.type == HostdevType::usb) unsupported("Can't add host USB device: USB is disabled in this host");
}

}  // namespace

void completed_controllers(const Domain& d) { controllers(d); }

void check_disk_kind(const Domain& d) {
    for (const auto& x : d.devices.disks) {
        source(x);
        protocol(x);
        auth_and_encryption(x);
        inquiry_words(x);
        address(x);
        tune(x);
        target(x);
        lun(x);
        throttles(d, x);
    }
}

void whole_disks(const Domain& d) {
    duplicate_targets(d);
    drive_addresses(d);
}

}  // namespace vireo::model::rules
