// SPDX-License-Identifier: LGPL-2.1-or-later
// <device>: a device of the host and what it can do. A plain value.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/domain/address.h"
#include "model/iface/iface.h"
#include "model/row/box.h"
#include "model/row/words.h"

namespace vireo::model {

enum class NodeCapType : std::uint8_t {
    none, system, pci, usb_device, usb, net, scsi_host, scsi_target, scsi, storage, fc_host, vports, scsi_generic, drm,
    mdev_types, mdev, ccw, css, vdpa, ap_card, ap_queue, ap_matrix, vpd, ccwgroup_dev, ccwgroup_member,
    // only within others
    phys_function, virt_functions, pci_bridge, cardbus_bridge, fc_remote_port, removable, hotpluggable, net_80203, net_80211
};
VIREO_WORDS(NodeCapType, "", "system", "pci", "usb_device", "usb", "net", "scsi_host", "scsi_target", "scsi", "storage", "fc_host",
            "vport_ops", "scsi_generic", "drm", "mdev_types", "mdev", "ccw", "css", "vdpa", "ap_card", "ap_queue", "ap_matrix", "vpd",
            "ccwgroup", "ccwgroup_member", "phys_function", "virt_functions", "pci-bridge", "cardbus-bridge", "fc_remote_port",
            "removable", "hotpluggable", "80203", "80211")

// A product or vendor: its number on the bus, its name.
struct NodeIdentity {
    std::optional<unsigned> id;
    std::string name;
    bool operator==(const NodeIdentity&) const = default;
};

struct NodeMdevType {
    std::string id, name, device_api;
    std::optional<unsigned> available;
    bool operator==(const NodeMdevType&) const = default;
};

struct NodeMdevAttribute {
    std::string name, value;
    bool operator==(const NodeMdevAttribute&) const = default;
};

struct NodePcieLink {
    std::string validity;  // "cap": what it can do, "sta": what it does
    std::optional<unsigned> port;
    std::string speed;     // GT/s
    std::optional<unsigned> width;
    bool operator==(const NodePcieLink&) const = default;
};

struct NodeIommuGroup {
    unsigned number = 0;
    std::vector<PciAddress> devices;
    bool operator==(const NodeIommuGroup&) const = default;
};

// Vital product data of a PCI device.
struct NodeVpdField {
    std::string index, value;
    bool operator==(const NodeVpdField&) const = default;
};
struct NodeVpdFields {
    std::string access;  // "readonly", "readwrite"
    std::string change_level, manufacture_id, part_number, serial_number, asset_tag;
    std::vector<NodeVpdField> vendor, system;
    bool operator==(const NodeVpdFields&) const = default;
};

struct NodeChannelAddress {
    std::optional<unsigned> cssid, ssid, devno;
    bool operator==(const NodeChannelAddress&) const = default;
};

// One capability; which members count depends on the type.
struct NodeCap {
    NodeCapType type = NodeCapType::none;
    // system
    std::string product_name, hw_vendor, hw_version, hw_serial, hw_uuid, fw_vendor, fw_version, fw_date;
    // pci, usb_device
    std::optional<unsigned> pci_class, domain, bus, slot, function, device;
    NodeIdentity product, vendor;
    PciAddress physical;                          // phys_function
    std::optional<unsigned> max_functions;        // virt_functions
    std::vector<PciAddress> functions;
    Box<NodeIommuGroup> iommu;
    std::optional<int> numa_node;
    std::vector<NodePcieLink> pcie_links;
    // usb
    std::optional<unsigned> number, usb_class, subclass, protocol;
    std::string description;
    // net
    std::string interface, address;
    std::optional<unsigned> link_speed;           // Mb/s
    IfaceLinkState link_state = IfaceLinkState::none;
    std::vector<std::string> features;
    // scsi_host, fc_host, vport_ops, scsi_target, fc_remote_port, scsi
    std::optional<unsigned> host, target_number, lun;
    std::optional<int> unique_id;
    std::string wwnn, wwpn, fabric_wwn, target, rport, scsi_type;
    unsigned max_vports = 0, vports = 0;               // figures of the moment, never read
    // storage, removable
    std::string block, bus_name, drive_type, model, vendor_name, serial, media_label;
    std::optional<std::uint64_t> size, media_available, media_size, logical_block_size, num_blocks;
    // scsi_generic, vdpa, drm
    std::string character, drm_type;
    // mdev_types, mdev
    std::vector<NodeMdevType> mdev_types;
    std::string mdev_type, mdev_uuid, mdev_parent;
    unsigned mdev_iommu_group = 0;
    std::vector<NodeMdevAttribute> mdev_attributes;
    // ccw, css, ccwgroup, ccwgroup_member, ap
    std::optional<unsigned> cssid, ssid, devno;
    Box<NodeChannelAddress> channel;
    std::string group_device, group_state;
    std::optional<unsigned> ap_adapter, ap_domain;
    // vpd
    std::string vpd_name;
    std::vector<NodeVpdFields> vpd_fields;

    std::vector<NodeCap> capabilities;            // further ones of this one
    bool operator==(const NodeCap&) const = default;
};

struct NodeParent {
    std::string name, wwnn, wwpn, fabric_wwn;
    bool operator==(const NodeParent&) const = default;
};

struct NodeDevice {
    std::string name, path, devnode;
    std::vector<std::string> devlinks;
    NodeParent parent;
    std::string driver;
    std::vector<NodeCap> capabilities;
    bool operator==(const NodeDevice&) const = default;
};

// Throws Error of libvirt's code and wording.
NodeDevice parse_node_device(std::string_view xml);
std::string format_node_device(const NodeDevice& device);

}  // namespace vireo::model
