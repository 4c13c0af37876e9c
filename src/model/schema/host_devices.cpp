// SPDX-License-Identifier: LGPL-2.1-or-later
// Grammars of the host's devices and of its network interfaces.
#include "model/schema/documents.h"
#include "model/schema/form.h"

namespace vireo::model::schema {
namespace {

enum class Kind : std::uint8_t {
    none, system, pci, usb_device, usb, net, scsi_generic, scsi_host, scsi_target, scsi, storage, drm, mdev, ccw, ccwgroup, css,
    vdpa, ap_card, ap_queue, ap_matrix
};
VIREO_WORDS(Kind, "", "system", "pci", "usb_device", "usb", "net", "scsi_generic", "scsi_host", "scsi_target", "scsi", "storage",
            "drm", "mdev", "ccw", "ccwgroup", "css", "vdpa", "ap_card", "ap_queue", "ap_matrix")
enum class Part : std::uint8_t {
    none, phys_function, virt_functions, pci_bridge, cardbus_bridge, mdev_types, vpd, net80203, net80211, fc_host, vport_ops,
    fc_remote_port, removable, hotpluggable, ccwgroup_member, qeth_generic, qeth_layer2, qeth_layer3
};
VIREO_WORDS(Part, "", "phys_function", "virt_functions", "pci-bridge", "cardbus-bridge", "mdev_types", "vpd", "80203", "80211",
            "fc_host", "vport_ops", "fc_remote_port", "removable", "hotpluggable", "ccwgroup_member", "qeth_generic", "qeth_layer2",
            "qeth_layer3")
enum class Access : std::uint8_t { none, readonly, readwrite };
VIREO_WORDS(Access, "", "readonly", "readwrite")
struct DeviceForm {
    Form form;
    Kind kind = Kind::none;
    Part part = Part::none;
    Access access = Access::none;
};
using D = DeviceForm;
using K = Kind;
using Pt = Part;
#define KIND(what) WHEN(DeviceForm, it.kind == Kind::what)
#define PART(what) WHEN(DeviceForm, it.part == Part::what)

constexpr std::string_view number = form::unsigned_long;
constexpr std::string_view path_form = "/[a-zA-Z0-9_+\\-/%]+";
constexpr std::string_view vpd_form = ".{0,255}";

constexpr Row address_rows[] = {
    said("domain", form::hex_lower).needed(), said("bus", form::hex_lower).needed(),
    said("slot", form::hex_lower).needed(),   said("function", form::hex_lower).needed(),
};
const Element address{address_rows};
constexpr Row identity_rows[] = {said("id", form::hex_lower).needed(), words()};
const Element identity{identity_rows};
constexpr Row hardware_rows[] = {line("vendor"), line("version"), line("serial"), line("uuid", form::uuid).needed()};
const Element hardware{hardware_rows};
constexpr Row firmware_rows[] = {line("vendor"), line("version"), line("release_date")};
const Element firmware{firmware_rows};
constexpr Row group_rows[] = {
    said("number", form::unsigned_int).needed(),
    inside("address", address).several().only(KIND(pci)).needed(),
};
const Element iommu_group{group_rows};
constexpr Row numa_rows[] = {said("node", "=int")};
const Element numa{numa_rows};
constexpr Row link_rows[] = {
    said("validity", "cap|sta").needed(),
    said("port", form::unsigned_int),
    said("speed", "[0-9]+(.[0-9]+)?"),
    said("width", form::unsigned_int).needed(),
};
const Element pci_link{link_rows};
constexpr Row express_rows[] = {inside("link", pci_link).several()};
const Element express{express_rows};
constexpr Row net_link_rows[] = {
    said("speed", form::unsigned_int), said("state", "unknown|notpresent|down|lowerlayerdown|testing|dormant|up"),
};
const Element net_link{net_link_rows};
constexpr Row net_feature_rows[] = {said("name", "[a-zA-Z\\-_]+").needed()};
const Element net_feature{net_feature_rows};
constexpr Row mdev_type_rows[] = {
    said("id", form::string).needed(),
    line("name"),
    line("deviceAPI", "vfio-pci|vfio-ccw|vfio-ap").needed(),
    line("availableInstances", form::unsigned_int).needed(),
};
const Element mdev_type{mdev_type_rows};
constexpr Row vendor_field_rows[] = {said("index", "[0-9A-Z]").needed(), words(vpd_form).needed()};
const Element vendor_field{vendor_field_rows};
constexpr Row system_field_rows[] = {said("index", "[0-9B-Z]").needed(), words(vpd_form).needed()};
const Element system_field{system_field_rows};
constexpr auto read_only_fields = WHEN(D, it.access == Access::readonly);
constexpr auto read_write_fields = WHEN(D, it.access == Access::readwrite);
constexpr Row fields_rows[] = {
    attr("access", FIELD(D, access)).needed(),
    line("change_level", vpd_form).only(read_only_fields),
    line("manufacture_id", vpd_form).only(read_only_fields),
    line("part_number", vpd_form).only(read_only_fields),
    line("serial_number", vpd_form).only(read_only_fields),
    line("asset_tag", vpd_form).only(read_write_fields),
    inside("vendor_field", vendor_field).several(),
    inside("system_field", system_field).several().only(read_write_fields),
};
const Element fields{fields_rows};
constexpr auto qeth = WHEN(D, it.part == Pt::qeth_generic || it.part == Pt::qeth_layer2 || it.part == Pt::qeth_layer3);
// Which parts belong to which kind.
bool fits_part(const void* p) {
    const auto& d = *static_cast<const D*>(p);
    switch (d.part) {
        case Pt::phys_function:
        case Pt::virt_functions:
        case Pt::pci_bridge:
        case Pt::cardbus_bridge:
        case Pt::vpd: return d.kind == K::pci;
        case Pt::mdev_types: return d.kind == K::pci || d.kind == K::css || d.kind == K::ap_matrix;
        case Pt::net80203:
        case Pt::net80211: return d.kind == K::net;
        case Pt::fc_host:
        case Pt::vport_ops: return d.kind == K::scsi_host;
        case Pt::fc_remote_port: return d.kind == K::scsi_target;
        case Pt::removable:
        case Pt::hotpluggable: return d.kind == K::storage;
        case Pt::ccwgroup_member: return d.kind == K::ccw;
        default: return d.kind == K::ccwgroup;
    }
}
constexpr auto has_parts = WHEN(D, it.kind == K::pci || it.kind == K::css || it.kind == K::ap_matrix || it.kind == K::net ||
                                       it.kind == K::scsi_host || it.kind == K::scsi_target || it.kind == K::storage ||
                                       it.kind == K::ccw || it.kind == K::ccwgroup);
constexpr Row part_rows[] = {
    attr("type", FIELD(D, part)).needed().fits(fits_part),
    inside("address", address).only(PART(phys_function)),
    said("maxCount", form::unsigned_int).only(PART(virt_functions)),
    inside("address", address).several().only(PART(virt_functions)),
    inside("type", mdev_type).several().only(PART(mdev_types)).needed(),
    line("name", vpd_form).only(PART(vpd)).needed(),
    inside("fields", fields).several().only(PART(vpd)),
    line("wwnn", form::wwn).only(PART(fc_host)).needed(),
    line("wwpn", form::wwn).only(WHEN(D, it.part == Pt::fc_host || it.part == Pt::fc_remote_port)).needed(),
    line("fabric_wwn", form::wwn).only(PART(fc_host)),
    line("rport").only(PART(fc_remote_port)).needed(),
    line("max_vports", form::unsigned_int).only(PART(vport_ops)).needed(),
    line("vports", form::unsigned_int).only(PART(vport_ops)).needed(),
    line("media_available", "0|1").only(PART(removable)).needed(),
    line("media_size", number).only(PART(removable)).needed(),
    line("media_label").only(PART(removable)),
    line("logical_block_size", number).only(PART(removable)).together(1),
    line("num_blocks", number).only(PART(removable)).together(1),
    line("group_device").only(PART(ccwgroup_member)).needed(),
    line("card_type").only(qeth).needed(),
    line("chpid").only(qeth).needed(),
};
const Element part{part_rows};
constexpr Row ccw_rows[] = {
    line("cssid", form::ccw_cssid).needed(), line("ssid", form::ccw_ssid).needed(), line("devno", form::ccw_devno).needed(),
};
const Element ccw_address{ccw_rows};
constexpr Row ccw_device_rows[] = {said("ref", form::string).needed(), words()};
const Element ccw_device{ccw_device_rows};
constexpr Row members_rows[] = {inside("ccw_device", ccw_device).several().needed()};
const Element members{members_rows};
constexpr Row mdev_kind_rows[] = {said("id", form::string).needed()};
const Element mdev_kind{mdev_kind_rows};
constexpr Row setting_rows[] = {said("name").needed(), said("value").needed()};
const Element setting{setting_rows};
constexpr auto on_bus = WHEN(D, it.kind == K::pci || it.kind == K::usb_device || it.kind == K::scsi);
constexpr auto has_ids = WHEN(D, it.kind == K::pci || it.kind == K::usb_device);
constexpr auto has_ccw = WHEN(D, it.kind == K::ccw || it.kind == K::ccwgroup || it.kind == K::css);
constexpr auto has_state = WHEN(D, it.kind == K::ccw || it.kind == K::ccwgroup);
constexpr auto is_ap = WHEN(D, it.kind == K::ap_card || it.kind == K::ap_queue);
constexpr Row capability_rows[] = {
    attr("type", FIELD(D, kind)).needed(),
    line("product").only(KIND(system)),
    inside("hardware", hardware).only(KIND(system)).needed(),
    inside("firmware", firmware).only(KIND(system)).needed(),
    line("class", "0x[0-9a-fA-F]{6}").only(KIND(pci)),
    line("domain", number).only(KIND(pci)).needed(),
    line("bus", number).only(on_bus).needed(),
    line("slot", number).only(KIND(pci)).needed(),
    line("function", number).only(KIND(pci)).needed(),
    line("device", number).only(KIND(usb_device)).needed(),
    inside("product", identity).only(has_ids).needed(),
    inside("vendor", identity).only(has_ids).needed(),
    inside("iommuGroup", iommu_group).only(WHEN(D, it.kind == K::pci || it.kind == K::mdev)),
    inside("numa", numa).only(KIND(pci)),
    inside("pci-express", express).only(KIND(pci)),
    line("number", number).only(KIND(usb)).needed(),
    line("class", number).only(KIND(usb)).needed(),
    line("subclass", number).only(KIND(usb)).needed(),
    line("protocol", number).only(KIND(usb)).needed(),
    line("description").only(KIND(usb)),
    line("interface").only(KIND(net)).needed(),
    line("address", "([a-fA-F0-9]{2}:){5}[a-fA-F0-9]{2}").only(KIND(net)),
    inside("link", net_link).only(KIND(net)),
    inside("feature", net_feature).several().only(KIND(net)),
    line("char").only(KIND(scsi_generic)).needed(),
    line("host", number).only(WHEN(D, it.kind == K::scsi_host || it.kind == K::scsi)).needed(),
    line("unique_id", form::unsigned_int).only(KIND(scsi_host)),
    line("target").only(KIND(scsi_target)).needed(),
    line("target", number).only(KIND(scsi)).needed(),
    line("lun", number).only(KIND(scsi)).needed(),
    line("type").only(KIND(scsi)),
    line("block", path_form).only(KIND(storage)).needed(),
    line("bus").only(KIND(storage)),
    line("drive_type").only(KIND(storage)),
    line("model").only(KIND(storage)),
    line("vendor").only(KIND(storage)),
    line("serial").only(KIND(storage)),
    line("size", number).only(KIND(storage)),
    line("logical_block_size", number).only(KIND(storage)).together(1),
    line("num_blocks", number).only(KIND(storage)).together(1),
    line("type", "primary|control|render").only(KIND(drm)).needed(),
    inside("type", mdev_kind).only(KIND(mdev)).needed(),
    line("uuid", form::uuid).only(KIND(mdev)),
    line("parent_addr", form::string).only(KIND(mdev)),
    inside("attr", setting).several().only(KIND(mdev)),
    line("state", "online|offline").only(has_state),
    line("cssid", form::ccw_cssid).only(has_ccw).needed(),
    line("ssid", form::ccw_ssid).only(has_ccw).needed(),
    line("devno", form::ccw_devno).only(has_ccw).needed(),
    inside("members", members).only(KIND(ccwgroup)),
    inside("channel_dev_addr", ccw_address).only(KIND(css)),
    line("chardev", path_form).only(KIND(vdpa)).needed(),
    line("ap-adapter", form::uint8).only(is_ap).needed(),
    line("ap-domain", "0x[0-9a-fA-F]{1,4}\n=int 0 255").only(KIND(ap_queue)).needed(),
    inside("capability", part).several().only(has_parts),
};
const Element capability_element{capability_rows};
constexpr Row devnode_rows[] = {said("type", "dev|link").needed(), words()};
const Element devnode{devnode_rows};
constexpr Row parent_rows[] = {
    said("wwnn", form::wwn).together(1), said("wwpn", form::wwn).together(1), said("fabric_wwn", form::wwn), words(),
};
const Element parent{parent_rows};
constexpr Row driver_rows[] = {line("name").needed()};
const Element driver{driver_rows};
constexpr Row device_rows[] = {
    line("name").needed(),  line("path"), inside("devnode", devnode).several(), inside("parent", parent), inside("driver", driver),
    inside("capability", capability_element).several(),
};
const Element node_device{device_rows};

// --- interfaces ---
enum class Link : std::uint8_t { none, ethernet, bridge, bond, vlan };
VIREO_WORDS(Link, "", "ethernet", "bridge", "bond", "vlan")
enum class Family : std::uint8_t { none, ipv4, ipv6 };
VIREO_WORDS(Family, "", "ipv4", "ipv6")
struct InterfaceForm {
    Form form;
    Link type = Link::none;
    Link inner = Link::none;
    Link innermost = Link::none;
    Family family = Family::none;
};
using I = InterfaceForm;
constexpr Row hardware_address_rows[] = {said("address", form::mac).needed()};
const Element hardware_address{hardware_address_rows};
constexpr Row start_rows[] = {said("mode", "onboot|none|hotplug").needed()};
const Element start{start_rows};
constexpr Row mtu_rows[] = {said("size", form::unsigned_int).needed()};
const Element mtu{mtu_rows};
constexpr Row dhcp_rows[] = {yes_no("peerdns")};
const Element dhcp{dhcp_rows};
constexpr auto ipv4 = WHEN(I, it.family == Family::ipv4);
constexpr auto ipv6 = WHEN(I, it.family == Family::ipv6);
constexpr Row ip_rows[] = {
    said("address", form::ipv4).only(ipv4).needed(),
    said("address", form::ipv6).only(ipv6).needed(),
    said("prefix", "=unsignedInt 0 32").only(ipv4),
    said("prefix", "=unsignedInt 0 128").only(ipv6),
};
const Element ip{ip_rows};
constexpr Row route_rows[] = {
    said("gateway", form::ipv4).only(ipv4).needed(),
    said("gateway", form::ipv6).only(ipv6).needed(),
};
const Element route{route_rows};
constexpr Row protocol_rows[] = {
    attr("family", FIELD(I, family)).needed(),
    mark("autoconf").only(ipv6),
    inside("dhcp", dhcp),
    inside("ip", ip).several(),
    inside("route", route),
};
const Element protocol{protocol_rows};
constexpr Row named_rows[] = {said("name", form::device).needed()};
const Element named{named_rows};
constexpr Row vlan_rows[] = {said("tag", "=unsignedInt 0 4095").needed(), inside("interface", named).needed()};
const Element vlan{vlan_rows};
constexpr Row slave_rows[] = {
    said("type", "ethernet").needed(), said("name", form::device).needed(), inside("mac", hardware_address), inside("link", net_link),
};
const Element slave{slave_rows};
constexpr Row miimon_rows[] = {
    said("freq", form::unsigned_int).needed(), said("downdelay", form::unsigned_int), said("updelay", form::unsigned_int),
    said("carrier", "ioctl|netif"),
};
const Element miimon{miimon_rows};
constexpr Row arpmon_rows[] = {
    said("interval", form::unsigned_int).needed(), said("target", form::ipv4).needed(), said("validate", "none|active|backup|all"),
};
const Element arpmon{arpmon_rows};
constexpr Row bond_rows[] = {
    said("mode", "balance-rr|active-backup|balance-xor|broadcast|802\\.3ad|balance-tlb|balance-alb"),
    inside("miimon", miimon).at_most_one_of(1),
    inside("arpmon", arpmon).at_most_one_of(1),
    inside("interface", slave).several().needed(),
};
const Element bond{bond_rows};
constexpr Row port_rows[] = {
    attr("type", FIELD(I, inner)).needed().fits(WHEN(I, it.inner != Link::bridge)),
    said("name", form::device).needed(WHEN(I, it.inner != Link::vlan)),
    inside("mac", hardware_address).only(WHEN(I, it.inner == Link::ethernet)),
    inside("link", net_link),
    inside("vlan", vlan).only(WHEN(I, it.inner == Link::vlan)).needed(),
    inside("bond", bond).only(WHEN(I, it.inner == Link::bond)).needed(),
};
const Element port{port_rows};
constexpr Row bridge_rows[] = {on_off("stp"), said("delay", "=double 0"), inside("interface", port).several()};
const Element bridge{bridge_rows};
constexpr Row interface_rows[] = {
    attr("type", FIELD(I, type)).needed(),
    said("name", form::device).needed(WHEN(I, it.type != Link::vlan)),
    inside("start", start),
    inside("mac", hardware_address).only(WHEN(I, it.type == Link::ethernet)),
    inside("mtu", mtu),
    inside("link", net_link).only(WHEN(I, it.type != Link::bridge)),
    inside("protocol", protocol).several(),
    inside("bridge", bridge).only(WHEN(I, it.type == Link::bridge)).needed(),
    inside("bond", bond).only(WHEN(I, it.type == Link::bond)).needed(),
    inside("vlan", vlan).only(WHEN(I, it.type == Link::vlan)).needed(),
};
const Element interface{interface_rows};

}  // namespace

std::string nodedev(Writer write) {
    D d;
    return alone(write, node_device, "device", &d);
}
std::string host_interface(Writer write) {
    I i;
    return alone(write, interface, "interface", &i);
}

}  // namespace vireo::model::schema
