// SPDX-License-Identifier: LGPL-2.1-or-later
#include "model/nodedev/nodedev.h"

#include "base/error.h"
#include "model/domain/address_xml.h"
#include "model/row/row.h"
#include "xml/parse.h"
#include "xml/writer.h"

namespace vireo::model {
namespace {

using namespace row;
using C = NodeCap;
using T = NodeCapType;
constexpr auto from = vireo::Domain::nodedev;
constexpr unsigned max_depth = 4;

#define IS(kind) WHEN(C, it.type == T::kind)

// A number printed with 0x and at least so many digits.
constexpr Row hex_leaf(std::string_view name, Field<std::optional<unsigned>> f, std::uint8_t width) {
    Row r = leaf(name, f);
    r.codec = hex_codec<std::optional<unsigned>>(width);
    return r;
}

constexpr Row identity_rows[] = {hex("id", FIELD(NodeIdentity, id), 4), content(FIELD(NodeIdentity, name))};
const Element identity_element{identity_rows};
constexpr Row hardware_rows[] = {
    leaf("vendor", FIELD(C, hw_vendor)),
    leaf("version", FIELD(C, hw_version)),
    leaf("serial", FIELD(C, hw_serial)),
    leaf("uuid", FIELD(C, hw_uuid)),
};
const Element hardware_element{hardware_rows};
constexpr Row firmware_rows[] = {
    leaf("vendor", FIELD(C, fw_vendor)),
    leaf("version", FIELD(C, fw_version)),
    leaf("release_date", FIELD(C, fw_date)),
};
const Element firmware_element{firmware_rows};
constexpr Row iommu_rows[] = {
    attr("number", FIELD(NodeIommuGroup, number)).req().even_zero(),
    list("address", FIELD(NodeIommuGroup, devices), pci_source_address_element),
};
const Element iommu_element{iommu_rows};
constexpr Row mdev_iommu_rows[] = {attr("number", FIELD(C, mdev_iommu_group)).even_zero()};
const Element mdev_iommu_element{mdev_iommu_rows};
constexpr Row numa_rows[] = {attr("node", FIELD(C, numa_node))};
const Element numa_element{numa_rows};
constexpr Row pcie_link_rows[] = {
    attr("validity", FIELD(NodePcieLink, validity)).req(),
    attr("port", FIELD(NodePcieLink, port)),
    attr("speed", FIELD(NodePcieLink, speed)),
    attr("width", FIELD(NodePcieLink, width)),
};
const Element pcie_link_element{pcie_link_rows};
constexpr Row pcie_rows[] = {list("link", FIELD(C, pcie_links), pcie_link_element)};
const Element pcie_element{pcie_rows};
constexpr Row net_link_rows[] = {attr("speed", FIELD(C, link_speed)), attr("state", FIELD(C, link_state))};
const Element net_link_element{net_link_rows};
constexpr Row mdev_type_rows[] = {
    attr("id", FIELD(NodeMdevType, id)).req(),
    leaf("name", FIELD(NodeMdevType, name)),
    leaf("deviceAPI", FIELD(NodeMdevType, device_api)),
    leaf("availableInstances", FIELD(NodeMdevType, available)),
};
const Element mdev_type_element{mdev_type_rows};
constexpr Row mdev_own_type_rows[] = {attr("id", FIELD(C, mdev_type)).req(Code::xml_error, "missing type id attribute for '{}'").blames(from)};
const Element mdev_own_type_element{mdev_own_type_rows};
constexpr Row mdev_attribute_rows[] = {
    attr("name", FIELD(NodeMdevAttribute, name)).req(Code::xml_error, "mdev attribute missing name or value").blames(from),
    attr("value", FIELD(NodeMdevAttribute, value)).req(Code::xml_error, "mdev attribute missing name or value").blames(from),
};
const Element mdev_attribute_element{mdev_attribute_rows};
constexpr Row channel_rows[] = {
    hex_leaf("cssid", FIELD(NodeChannelAddress, cssid), 0),
    hex_leaf("ssid", FIELD(NodeChannelAddress, ssid), 0),
    hex_leaf("devno", FIELD(NodeChannelAddress, devno), 4),
};
const Element channel_element{channel_rows};
constexpr Row vpd_field_rows[] = {attr("index", FIELD(NodeVpdField, index)).req(), content(FIELD(NodeVpdField, value))};
const Element vpd_field_element{vpd_field_rows};
constexpr Row vpd_fields_rows[] = {
    attr("access", FIELD(NodeVpdFields, access)).req(),
    leaf("change_level", FIELD(NodeVpdFields, change_level)),
    leaf("manufacture_id", FIELD(NodeVpdFields, manufacture_id)),
    leaf("part_number", FIELD(NodeVpdFields, part_number)),
    leaf("serial_number", FIELD(NodeVpdFields, serial_number)),
    leaf("asset_tag", FIELD(NodeVpdFields, asset_tag)),
    list("vendor_field", FIELD(NodeVpdFields, vendor), vpd_field_element),
    list("system_field", FIELD(NodeVpdFields, system), vpd_field_element),
};
const Element vpd_fields_element{vpd_fields_rows};

void read_feature(const xml::Node& n, void* self, ParseContext&) { static_cast<C*>(self)->features.emplace_back(n.value("name")); }
void write_features(const void* self, FormatContext& cx) {
    for (const auto& f : static_cast<const C*>(self)->features) {
        cx.out.open("feature");
        cx.out.attribute("name", f);
        cx.out.close();
    }
}

extern const Element capability_element;
#define INNER(kind) list("capability", FIELD(C, capabilities), capability_element).when(IS(kind))

constexpr auto on_bus = WHEN(C, it.type == T::pci || it.type == T::usb_device);
constexpr auto channel_device = WHEN(C, it.type == T::ccw || it.type == T::css || it.type == T::ccwgroup_dev);
constexpr auto sized = WHEN(C, it.type == T::storage || it.type == T::removable);
constexpr auto fibre = WHEN(C, it.type == T::fc_host || it.type == T::fc_remote_port);
constexpr auto adjunct = WHEN(C, it.type == T::ap_card || it.type == T::ap_queue);

constexpr Row capability_rows[] = {
    attr("type", FIELD(C, type)).req(Code::xml_error, "missing capability type").wrong(Code::xml_error, "unknown capability type '{}'").blames(from),
    attr("maxCount", FIELD(C, max_functions)).when(IS(virt_functions)),
    // system
    leaf("product", FIELD(C, product_name)).when(IS(system)),
    inside("hardware", hardware_element).when(IS(system)),
    inside("firmware", firmware_element).when(IS(system)),
    // pci and usb_device
    hex_leaf("class", FIELD(C, pci_class), 6).when(IS(pci)),
    leaf("domain", FIELD(C, domain)).when(IS(pci)).req(),
    leaf("bus", FIELD(C, bus)).when(on_bus).req(),
    leaf("slot", FIELD(C, slot)).when(IS(pci)).req(),
    leaf("function", FIELD(C, function)).when(IS(pci)).req(),
    leaf("device", FIELD(C, device)).when(IS(usb_device)),
    element("product", FIELD(C, product), identity_element).when(on_bus),
    element("vendor", FIELD(C, vendor), identity_element).when(on_bus),
    INNER(pci),
    maybe("iommuGroup", FIELD(C, iommu), iommu_element).when(IS(pci)),
    inside("numa", numa_element).when(IS(pci)),
    inside("pci-express", pcie_element).when(IS(pci)),
    element("address", FIELD(C, physical), pci_source_address_element).when(IS(phys_function)).always(),
    list("address", FIELD(C, functions), pci_source_address_element).when(IS(virt_functions)),
    // usb
    leaf("number", FIELD(C, number)).when(IS(usb)),
    leaf("class", FIELD(C, usb_class)).when(IS(usb)),
    leaf("subclass", FIELD(C, subclass)).when(IS(usb)),
    leaf("protocol", FIELD(C, protocol)).when(IS(usb)),
    leaf("description", FIELD(C, description)).when(IS(usb)),
    // net
    leaf("interface", FIELD(C, interface)).when(IS(net)).req(),
    leaf("address", FIELD(C, address)).when(IS(net)),
    inside("link", net_link_element).when(IS(net)),
    custom("feature", read_feature, write_features).when(IS(net)),
    INNER(net),
    // scsi_host and what belongs to it
    leaf("host", FIELD(C, host)).when(IS(scsi_host)),
    leaf("unique_id", FIELD(C, unique_id)).when(IS(scsi_host)),
    INNER(scsi_host),
    leaf("wwnn", FIELD(C, wwnn)).when(IS(fc_host)),
    leaf("rport", FIELD(C, rport)).when(IS(fc_remote_port)),
    leaf("wwpn", FIELD(C, wwpn)).when(fibre),
    leaf("fabric_wwn", FIELD(C, fabric_wwn)).when(IS(fc_host)),
    leaf("max_vports", FIELD(C, max_vports)).when(IS(vports)).even_zero().write_only(),
    leaf("vports", FIELD(C, vports)).when(IS(vports)).even_zero().write_only(),
    leaf("target", FIELD(C, target)).when(IS(scsi_target)),
    INNER(scsi_target),
    leaf("host", FIELD(C, host)).when(IS(scsi)),
    leaf("bus", FIELD(C, bus)).when(IS(scsi)),
    leaf("target", FIELD(C, target_number)).when(IS(scsi)),
    leaf("lun", FIELD(C, lun)).when(IS(scsi)),
    leaf("type", FIELD(C, scsi_type)).when(IS(scsi)),
    // storage
    leaf("block", FIELD(C, block)).when(IS(storage)).req(),
    leaf("bus", FIELD(C, bus_name)).when(IS(storage)),
    leaf("drive_type", FIELD(C, drive_type)).when(IS(storage)),
    leaf("model", FIELD(C, model)).when(IS(storage)),
    leaf("vendor", FIELD(C, vendor_name)).when(IS(storage)),
    leaf("serial", FIELD(C, serial)).when(IS(storage)),
    INNER(storage),
    leaf("media_available", FIELD(C, media_available)).when(IS(removable)),
    leaf("media_size", FIELD(C, media_size)).when(IS(removable)),
    leaf("media_label", FIELD(C, media_label)).when(IS(removable)),
    leaf("size", FIELD(C, size)).when(IS(storage)),
    leaf("logical_block_size", FIELD(C, logical_block_size)).when(sized),
    leaf("num_blocks", FIELD(C, num_blocks)).when(sized),
    // character devices
    leaf("char", FIELD(C, character)).when(IS(scsi_generic)),
    leaf("chardev", FIELD(C, character)).when(IS(vdpa)),
    leaf("type", FIELD(C, drm_type)).when(IS(drm)),
    // mediated devices
    list("type", FIELD(C, mdev_types), mdev_type_element).when(IS(mdev_types)),
    inside("type", mdev_own_type_element).when(IS(mdev)),
    leaf("uuid", FIELD(C, mdev_uuid)).when(IS(mdev)),
    leaf("parent_addr", FIELD(C, mdev_parent)).when(IS(mdev)),
    inside("iommuGroup", mdev_iommu_element).when(IS(mdev)),
    list("attr", FIELD(C, mdev_attributes), mdev_attribute_element).when(IS(mdev)),
    // channel devices
    leaf("state", FIELD(C, group_state)).when(IS(ccwgroup_dev)),
    hex_leaf("cssid", FIELD(C, cssid), 0).when(channel_device).req(),
    hex_leaf("ssid", FIELD(C, ssid), 0).when(channel_device).req(),
    hex_leaf("devno", FIELD(C, devno), 4).when(channel_device).req(),
    maybe("channel_dev_addr", FIELD(C, channel), channel_element).when(IS(css)),
    INNER(ccw),
    INNER(css),
    INNER(ccwgroup_dev),
    leaf("group_device", FIELD(C, group_device)).when(IS(ccwgroup_member)),
    // adjunct processors
    hex_leaf("ap-adapter", FIELD(C, ap_adapter), 2).when(adjunct).req(),
    hex_leaf("ap-domain", FIELD(C, ap_domain), 4).when(IS(ap_queue)).req(),
    INNER(ap_matrix),
    // vpd
    leaf("name", FIELD(C, vpd_name)).when(IS(vpd)),
    list("fields", FIELD(C, vpd_fields), vpd_fields_element).when(IS(vpd)),
};
#undef INNER
const Element capability_element{capability_rows};

constexpr Row parent_rows[] = {
    attr("wwnn", FIELD(NodeParent, wwnn)),
    attr("wwpn", FIELD(NodeParent, wwpn)),
    attr("fabric_wwn", FIELD(NodeParent, fabric_wwn)),
    content(FIELD(NodeParent, name)),
};
const Element parent_element{parent_rows};
constexpr Row driver_rows[] = {leaf("name", FIELD(NodeDevice, driver))};
const Element driver_element{driver_rows};

void read_devnode(const xml::Node& n, void* self, ParseContext&) {
    auto& d = *static_cast<NodeDevice*>(self);
    const auto type = n.value("type");
    if (type == "dev")
        d.devnode = n.text;
    else if (type == "link")
        d.devlinks.emplace_back(n.text);
    else
        fail(Code::xml_error, vireo::Domain::xml, "Invalid value for attribute 'type' in element 'devnode': '{}'.", type);
}
void write_devnodes(const void* self, FormatContext& cx) {
    const auto& d = *static_cast<const NodeDevice*>(self);
    auto one = [&](const char* type, const std::string& path) {
        cx.out.open("devnode");
        cx.out.plain_attribute("type", type);
        cx.out.text(path);
        cx.out.close();
    };
    if (!d.devnode.empty()) one("dev", d.devnode);
    for (const auto& link : d.devlinks) one("link", link);
}
// The device's own capabilities end with a tag of their own, even when there is nothing in them.
void read_capability(const xml::Node& n, void* self, ParseContext& cx) {
    row::parse(capability_element, n, &static_cast<NodeDevice*>(self)->capabilities.emplace_back(), cx);
}
void write_capabilities(const void* self, FormatContext& cx) {
    for (const auto& c : static_cast<const NodeDevice*>(self)->capabilities) {
        cx.out.open("capability");
        row::format(capability_element, &c, cx);
        cx.out.begin_content();
        cx.out.close();
    }
}

constexpr Row device_rows[] = {
    leaf("name", FIELD(NodeDevice, name)),
    leaf("path", FIELD(NodeDevice, path)),
    custom("devnode", read_devnode, write_devnodes),
    element("parent", FIELD(NodeDevice, parent), parent_element),
    inside("driver", driver_element),
    custom("capability", read_capability, write_capabilities),
};
const Element device_element{device_rows};

unsigned depth_of(const xml::Node& n) {
    unsigned deepest = 0;
    for (const auto& e : n.elements())
        if (e.is("capability")) deepest = std::max(deepest, 1 + depth_of(e));
    return deepest;
}

}  // namespace

NodeDevice parse_node_device(std::string_view text) {
    auto document = xml::parse(text, {.domain = from});
    xml::expect_root(document, "device");
    if (depth_of(document.root()) > max_depth) fail(Code::xml_error, from, "too many capabilities within each other");
    NodeDevice d;
    ParseContext cx;
    row::parse(device_element, document.root(), &d, cx);
    if (d.name.empty()) d.name = "new device";
    if (d.capabilities.empty()) fail(Code::xml_error, from, "no device capabilities for '{}'", d.name);
    return d;
}

std::string format_node_device(const NodeDevice& d) {
    xml::Writer w(2048);
    FormatContext cx{w, format_secure};
    w.open("device");
    row::format(device_element, &d, cx);
    w.close();
    return w.take();
}

}  // namespace vireo::model
