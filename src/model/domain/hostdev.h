// SPDX-License-Identifier: LGPL-2.1-or-later
// <hostdev>: devices of the host given to the guest.
#pragma once

#include "model/domain/disk.h"
#include "model/domain/net_parts.h"

namespace vireo::model {


enum class HostdevMode : std::uint8_t { subsystem, capabilities };
VIREO_WORDS(HostdevMode, "subsystem", "capabilities")
enum class HostdevType : std::uint8_t { none, usb, pci, scsi, scsi_host, mdev, storage, misc, net };
VIREO_WORDS(HostdevType, "", "usb", "pci", "scsi", "scsi_host", "mdev", "storage", "misc", "net")
enum class HostdevDriverName : std::uint8_t { none, kvm, vfio, xen };
VIREO_WORDS(HostdevDriverName, "", "kvm", "vfio", "xen")
enum class MdevModel : std::uint8_t { none, vfio_pci, vfio_ccw, vfio_ap };
VIREO_WORDS(MdevModel, "", "vfio-pci", "vfio-ccw", "vfio-ap")
enum class GuestReset : std::uint8_t { none, off, uninitialized, on };
VIREO_WORDS(GuestReset, "", "off", "uninitialized", "on")

enum class ScsiProtocol : std::uint8_t { adapter, iscsi, vhost };
VIREO_WORDS(ScsiProtocol, "adapter", "iscsi", "vhost")

struct HostdevDriver {
    HostdevDriverName name = HostdevDriverName::none;
    std::string model;
    bool operator==(const HostdevDriver&) const = default;
};

struct ScsiHostAddress {
    unsigned bus = 0, target = 0;
    std::uint64_t unit = 0;
    bool operator==(const ScsiHostAddress&) const = default;
};

// What on the host is given away; `type` of the hostdev says which members count.
struct HostdevSource {
    StartupPolicy startup_policy = StartupPolicy::none;
    YesNo missing = YesNo::absent;
    // usb
    std::optional<unsigned> vendor, product;
    std::optional<unsigned> usb_bus, usb_device;
    GuestReset guest_reset = GuestReset::none;
    // pci
    PciAddress pci;
    YesNo write_filtering = YesNo::absent;
    // pci, status files: what was done to the device and is to be undone
    bool unbind = false, remove_slot = false, reprobe = false;
    std::string private_data;              // iscsi, status files: the driver's <privateData>, printed at level 0
    std::string address_type;              // interface hostdev: "pci" or "usb"
    // scsi
    ScsiProtocol scsi_protocol = ScsiProtocol::adapter;
    std::string adapter;
    ScsiHostAddress scsi;
    std::string iscsi_name;
    std::vector<StorageHost> hosts;
    Box<StorageAuth> auth;
    std::string initiator_iqn;
    // scsi_host
    std::string wwpn;
    // mdev
    std::optional<Uuid> mdev_uuid;
    // capabilities
    std::string block, character, net_interface;
    bool operator==(const HostdevSource&) const = default;
};

struct HostdevTeaming {
    std::string type, persistent;
    bool operator==(const HostdevTeaming&) const = default;
};

struct Hostdev {
    HostdevMode mode = HostdevMode::subsystem;
    HostdevType type = HostdevType::none;
    YesNo managed = YesNo::absent;
    SgIo sgio = SgIo::none;
    YesNo rawio = YesNo::absent;
    VirtioModel scsi_host_model = VirtioModel::none;
    MdevModel mdev_model = MdevModel::none;
    OnOff display = OnOff::absent, ramfb = OnOff::absent;
    HostdevDriver driver;
    HostdevSource source;
    Box<HostdevTeaming> teaming;
    bool readonly = false, shareable = false;
    std::vector<IpAddress> ips;            // capabilities net
    std::vector<Route> routes;
    DeviceInfo info;
    bool operator==(const Hostdev&) const = default;
};

}  // namespace vireo::model
