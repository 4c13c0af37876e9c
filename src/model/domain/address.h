// SPDX-License-Identifier: LGPL-2.1-or-later
// Where a device sits: <address>, and what nearly every device carries beside it (alias, boot order, option ROM).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "model/row/types.h"
#include "model/row/words.h"

namespace vireo::model {

enum class AddressType : std::uint8_t {
    none, pci, drive, virtio_serial, ccid, usb, spapr_vio, virtio_s390, ccw, virtio_mmio, isa, dimm, unassigned
};
VIREO_WORDS(AddressType, "", "pci", "drive", "virtio-serial", "ccid", "usb", "spapr-vio", "virtio-s390", "ccw",
            "virtio-mmio", "isa", "dimm", "unassigned")

// domain:bus:slot.function; all zero means "on the PCI bus, place not chosen yet".
struct PciAddress {
    unsigned domain = 0, bus = 0, slot = 0, function = 0;
    OnOff multifunction = OnOff::absent;
    std::optional<unsigned> zpci_uid, zpci_fid;  // s390 only
    bool is_empty() const { return !(domain | bus | slot | function); }
    bool operator==(const PciAddress&) const = default;
};

struct DriveAddress {
    unsigned controller = 0, bus = 0, target = 0, unit = 0;
    bool operator==(const DriveAddress&) const = default;
};

struct VirtioSerialAddress {
    unsigned controller = 0, bus = 0, port = 0;
    bool operator==(const VirtioSerialAddress&) const = default;
};

struct CcidAddress {
    unsigned controller = 0, slot = 0;
    bool operator==(const CcidAddress&) const = default;
};

// Ports below hubs are a path, 0 ends it: {1, 2, 0, 0} is "1.2".
struct UsbAddress {
    unsigned bus = 0;
    std::array<unsigned, 4> port{};
    bool operator==(const UsbAddress&) const = default;
};

// The s390 channel path; `assigned` is false while only the type was given.
struct CcwAddress {
    unsigned cssid = 0, ssid = 0, devno = 0;
    bool assigned = false;
    bool operator==(const CcwAddress&) const = default;
};

struct IsaAddress {
    std::optional<unsigned> iobase, irq;
    bool operator==(const IsaAddress&) const = default;
};

struct DimmAddress {
    std::optional<unsigned> slot;
    std::optional<std::uint64_t> base;
    bool operator==(const DimmAddress&) const = default;
};

// Only the member that `type` names has a meaning.
struct Address {
    AddressType type = AddressType::none;
    PciAddress pci;
    DriveAddress drive;
    VirtioSerialAddress virtio_serial;
    CcidAddress ccid;
    UsbAddress usb;
    std::optional<std::uint64_t> spapr_vio_reg;
    CcwAddress ccw;
    IsaAddress isa;
    DimmAddress dimm;
    bool operator==(const Address&) const = default;
};

struct Rom {
    YesNo enabled = YesNo::absent;
    OnOff bar = OnOff::absent;
    std::string file;
    bool operator==(const Rom&) const = default;
};

struct DeviceInfo {
    std::string alias;                    // "virtio-disk0"; user chosen ones begin with "ua-"
    Address address;
    std::optional<unsigned> boot_order;   // 1 is tried first
    std::string loadparm;                 // s390 boot parameter
    Rom rom;                              // PCI devices only
    std::optional<unsigned> acpi_index;   // 1..16383, guest sees it as a name (eno1)
    bool operator==(const DeviceInfo&) const = default;
};

// Options of every virtio device's <driver>.
struct VirtioOptions {
    OnOff iommu = OnOff::absent, ats = OnOff::absent, packed = OnOff::absent, page_per_vq = OnOff::absent;
    bool operator==(const VirtioOptions&) const = default;
};

enum class VirtioModel : std::uint8_t { none, virtio, transitional, non_transitional };
VIREO_WORDS(VirtioModel, "", "virtio", "virtio-transitional", "virtio-non-transitional")

}  // namespace vireo::model
