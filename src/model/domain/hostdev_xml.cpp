// SPDX-License-Identifier: LGPL-2.1-or-later
// How devices of the host look.
#include "model/domain/address_xml.h"
#include "model/domain/domain_xml.h"
#include "model/domain/source_xml.h"
#include "model/row/forms.h"

namespace vireo::model {
namespace {

using namespace row;
using S = HostdevSource;
using H = Hostdev;
using T = HostdevType;
using E = vireo::Domain;

enum class AdapterKind : std::uint8_t { none, scsi_host, fc_host };
VIREO_WORDS(AdapterKind, "", "scsi_host", "fc_host")

constexpr auto usb = WHEN(H, it.type == T::usb);
constexpr auto pci = WHEN(H, it.type == T::pci);
constexpr auto scsi = WHEN(H, it.type == T::scsi);
constexpr auto mdev = WHEN(H, it.type == T::mdev);

// USB bus and device numbers may be written in any base and are printed as decimals.
constexpr Codec any_base = [] {
    Codec c = default_codec<std::optional<unsigned>>();
    c.parse = hex_codec<std::optional<unsigned>>(0).parse;
    return c;
}();

constexpr Row vendor_rows[] = {hex("id", FIELD(S, vendor), 4).req().form(form::usb_id)};
const Element vendor_element{vendor_rows};
constexpr Row product_rows[] = {hex("id", FIELD(S, product), 4).req().form(form::usb_id)};
const Element product_element{product_rows};
constexpr Row usb_address_rows[] = {
    attr("bus", FIELD(S, usb_bus), any_base).req().form(form::usb_address),
    attr("device", FIELD(S, usb_device), any_base).req().form(form::usb_address),
};
const Element usb_address_element{usb_address_rows};
constexpr Row adapter_rows[] = {attr("name", FIELD(S, adapter)).req(Code::xml_error, "'adapter' name must be specified for scsi hostdev source")};
const Element adapter_element{adapter_rows};
constexpr Row scsi_address_rows[] = {
    attr("bus", FIELD(ScsiHostAddress, bus)).even_zero().req().form(form::two_digits),
    attr("target", FIELD(ScsiHostAddress, target)).even_zero().req().form("[0-9]{1,10}"),
    attr("unit", FIELD(ScsiHostAddress, unit)).even_zero().req().form("[0-9]{1,20}"),
};
const Element scsi_address_element{scsi_address_rows};
constexpr Row iqn_rows[] = {attr("name", FIELD(S, initiator_iqn)).needed()};
const Element iqn_element{iqn_rows};
constexpr Row initiator_rows[] = {inside("iqn", iqn_element).needed()};
const Element initiator_element{initiator_rows};
constexpr Row mdev_rows[] = {attr("uuid", FIELD(S, mdev_uuid)).req(Code::config_unsupported, "Missing 'uuid' attribute for element <address>")
                             .wrong(Code::internal_error, "Cannot parse uuid attribute of element <address>")};
const Element mdev_element{mdev_rows};

// Sources of each type; chosen by the device's type, which the source does not hold.
constexpr Row usb_rows[] = {
    attr("startupPolicy", FIELD(S, startup_policy)),
    attr("guestReset", FIELD(S, guest_reset)),
    attr("missing", FIELD(S, missing)).live().unspoken(),
    inside("vendor", vendor_element),
    inside("product", product_element),
    inside("address", usb_address_element),
};
const Element usb_element{usb_rows};
constexpr Row origstates_rows[] = {
    flag("unbind", FIELD(S, unbind)),
    flag("removeslot", FIELD(S, remove_slot)),
    flag("reprobe", FIELD(S, reprobe)),
};
const Element origstates_element{origstates_rows};
void read_private(const xml::Node& node, void* self, ParseContext& cx) {
    if (cx.flags & ParseContext::status) static_cast<S*>(self)->private_data = read_private_data(node);
}
void write_private(const void* self, FormatContext& cx) {
    if (cx.flags & format_status) cx.out.block(static_cast<const S*>(self)->private_data);
}
constexpr Row pci_rows[] = {
    attr("startupPolicy", FIELD(S, startup_policy)).read_only(),
    attr("writeFiltering", FIELD(S, write_filtering)),
    element("address", FIELD(S, pci), pci_source_address_element).always().needed(),
    inside("origstates", origstates_element).status(),
};
const Element pci_element{pci_rows};
constexpr auto iscsi = WHEN(S, it.scsi_protocol == ScsiProtocol::iscsi);
constexpr auto adapter = WHEN(S, it.scsi_protocol == ScsiProtocol::adapter);
// What the grammar knows of adapters, as storage pools have them; only the name is read here.
struct AdapterForm {
    AdapterKind kind = AdapterKind::none;
    std::string text;
    YesNo managed = YesNo::absent;
    PciAddress address;
};
constexpr auto is_fc = WHEN(AdapterForm, it.kind == AdapterKind::fc_host);
constexpr auto is_plain = WHEN(AdapterForm, it.kind != AdapterKind::fc_host);
constexpr Row parent_address_rows[] = {
    attr("unique_id", FIELD(AdapterForm, text)).form(form::positive),
    element("address", FIELD(AdapterForm, address), pci_source_address_element).needed(),
};
const Element parent_address_element{parent_address_rows};
constexpr Row adapter_form_rows[] = {
    attr("type", FIELD(AdapterForm, kind)),
    attr("name", FIELD(AdapterForm, text)).only(is_plain),
    inside("parentaddr", parent_address_element).only(is_plain),
    attr("parent", FIELD(AdapterForm, text)).only(is_fc),
    attr("managed", FIELD(AdapterForm, managed)).only(is_fc),
    attr("parent_wwnn", FIELD(AdapterForm, text)).only(is_fc).form(form::wwn),
    attr("parent_wwpn", FIELD(AdapterForm, text)).only(is_fc).form(form::wwn),
    attr("parent_fabric_wwn", FIELD(AdapterForm, text)).only(is_fc).form(form::wwn),
    attr("wwnn", FIELD(AdapterForm, text)).only(is_fc).needed().form(form::wwn),
    attr("wwpn", FIELD(AdapterForm, text)).only(is_fc).needed().form(form::wwn),
};
const Element adapter_form{adapter_form_rows};
constexpr Row scsi_rows[] = {
    attr("protocol", FIELD(S, scsi_protocol)).quiet_zero(),
    attr("name", FIELD(S, iscsi_name)).when(iscsi).req(Code::xml_error, "missing iSCSI hostdev source path name"),
    list("host", FIELD(S, hosts), storage_host_element).when(iscsi).needed(),
    custom("privateData", read_private, write_private).when(iscsi).unspoken(),
    maybe("auth", FIELD(S, auth), storage_auth_element).when(iscsi),
    inside("initiator", initiator_element).when(iscsi),
    inside("adapter", adapter_element).when(adapter).req(Code::xml_error, "'adapter' must be specified for scsi hostdev source"),
    custom("adapter", nullptr, nullptr).when(adapter).needed().looks_like<AdapterForm>(adapter_form),
    element("address", FIELD(S, scsi), scsi_address_element).when(adapter).always().req(Code::xml_error, "'address' must be specified for scsi hostdev source"),
};
const Element scsi_element{scsi_rows};
constexpr Row scsi_host_rows[] = {
    attr("protocol", FIELD(S, scsi_protocol)).otherwise("vhost").needed().fits(WHEN(S, it.scsi_protocol == ScsiProtocol::vhost)),
    attr("wwpn", FIELD(S, wwpn)).req(Code::xml_error, "missing vhost-scsi hostdev source wwpn").form("naa\\.[0-9a-fA-F]{16}"),
};
const Element scsi_host_element{scsi_host_rows};
constexpr Row mdev_source_rows[] = {inside("address", mdev_element).needed()};
const Element mdev_source_element{mdev_source_rows};
constexpr Row storage_rows[] = {leaf("block", FIELD(S, block)).needed().form(form::absolute_file)};
const Element storage_element{storage_rows};
constexpr Row misc_rows[] = {leaf("char", FIELD(S, character)).needed().form(form::absolute_file)};
const Element misc_element{misc_rows};
constexpr Row net_rows[] = {leaf("interface", FIELD(S, net_interface)).needed().form(form::device)};
const Element net_element{net_rows};

// <interface type='hostdev'>: the address says whether it is PCI or USB.
void read_nic_source(const xml::Node& node, void* self, ParseContext& cx) {
    auto& s = *static_cast<S*>(self);
    const auto* a = node.child("address");
    if (a) s.address_type = a->value("type");
    if (s.address_type == "usb")
        row::parse(usb_address_element, *a, &s, cx);
    else if (s.address_type == "pci")
        row::parse(pci_source_address_element, *a, &s.pci, cx);
    else
        fail(Code::config_unsupported, E::domain, "unknown host device source address type '{}'", s.address_type.empty() ? "(null)" : s.address_type);
}
void write_nic_source(const void* self, FormatContext& cx) {
    const auto& s = *static_cast<const S*>(self);
    cx.out.open("address");
    cx.out.attribute("type", s.address_type);
    s.address_type == "usb" ? row::format(usb_address_element, &s, cx) : row::format(pci_source_address_element, &s.pci, cx);
    cx.out.close();
}
struct NicAddressForm {
    AddressType type = AddressType::none;
    S source;
};
constexpr auto on_pci = WHEN(NicAddressForm, it.type == AddressType::pci);
constexpr auto on_usb = WHEN(NicAddressForm, it.type == AddressType::usb);
constexpr Row nic_address_rows[] = {
    attr("type", FIELD(NicAddressForm, type)).needed([](const void* p) { return !on_usb(p); }).fits([](const void* p) { return on_pci(p) || on_usb(p); }),
    embed(FIELD(NicAddressForm, source.pci), pci_address_element).when(on_pci),
    embed(FIELD(NicAddressForm, source), usb_address_element).when(on_usb),
};
const Element nic_address_element{nic_address_rows};
constexpr Row nic_form_rows[] = {custom("address", nullptr, nullptr).looks_like<NicAddressForm>(nic_address_element)};
const Element nic_form{nic_form_rows};
constexpr Row nic_source_rows[] = {
    attr("missing", FIELD(S, missing)).live(),
    inside("vendor", vendor_element),
    inside("product", product_element),
    custom("", read_nic_source, write_nic_source).looks(nic_form),
};

constexpr Row driver_rows[] = {
    attr("name", FIELD(HostdevDriver, name)),
    attr("model", FIELD(HostdevDriver, model)).form(form::word),
};
const Element driver_element{driver_rows};
constexpr std::string_view teaming_words[] = {"persistent", "transient"};
constexpr Row teaming_rows[] = {
    attr("type", FIELD(HostdevTeaming, type)).among(teaming_words).wrong(Code::config_unsupported, "unknown teaming type '{}'").needed().form("persistent|transient"),
    attr("persistent", FIELD(HostdevTeaming, persistent)).form(form::alias),
};
const Element teaming_element{teaming_rows};

constexpr Codec quiet_managed = default_codec<YesNo>();
constexpr Row hostdev_rows[] = {
    attr("mode", FIELD(H, mode)).guest(),
    attr("type", FIELD(H, type)).req().guest().fits([](const void* p) {
        const auto& h = *static_cast<const H*>(p);
        return (h.mode == HostdevMode::capabilities) == (h.type == T::storage || h.type == T::misc || h.type == T::net);
    }),
    attr("managed", FIELD(H, managed), quiet_managed).lenient().show(WHEN(H, it.mode == HostdevMode::subsystem)).only(WHEN(H, it.mode == HostdevMode::subsystem)),
    attr("sgio", FIELD(H, sgio)).when(scsi),
    attr("rawio", FIELD(H, rawio)).when(scsi),
    attr("model", FIELD(H, scsi_host_model)).when(WHEN(H, it.type == T::scsi_host)).guest(),
    attr("model", FIELD(H, mdev_model)).when(mdev).req().guest(),
    attr("display", FIELD(H, display)).when(WHEN(H, it.type == T::mdev || it.type == T::pci)),
    attr("ramfb", FIELD(H, ramfb)).when(WHEN(H, it.type == T::mdev || it.type == T::pci)),
    element("driver", FIELD(H, driver), driver_element).only(pci),
    element("source", FIELD(H, source), usb_element).when(usb).always().needed(),
    element("source", FIELD(H, source), pci_element).when(pci).always().needed(),
    element("source", FIELD(H, source), scsi_element).when(scsi).always().needed(),
    element("source", FIELD(H, source), scsi_host_element).when(WHEN(H, it.type == T::scsi_host)).always().needed(),
    element("source", FIELD(H, source), mdev_source_element).when(mdev).always().needed(),
    element("source", FIELD(H, source), storage_element).when(WHEN(H, it.type == T::storage)).always().needed(),
    element("source", FIELD(H, source), misc_element).when(WHEN(H, it.type == T::misc)).always().needed(),
    element("source", FIELD(H, source), net_element).when(WHEN(H, it.type == T::net)).always().needed(),
    maybe("teaming", FIELD(H, teaming), teaming_element).only(pci),
    list("ip", FIELD(H, ips), ip_element).when(WHEN(H, it.type == T::net)),
    list("route", FIELD(H, routes), route_element).when(WHEN(H, it.type == T::net)),
    flag("readonly", FIELD(H, readonly)).when(scsi),
    flag("shareable", FIELD(H, shareable)).when(scsi),
    embed(FIELD(H, info), bootable_rows),
};
void finish_hostdev(const xml::Node& node, void* self, ParseContext&) {
    auto& h = *static_cast<H*>(self);
    bool cap = h.type == T::storage || h.type == T::misc || h.type == T::net;
    if (cap != (h.mode == HostdevMode::capabilities))
        fail(Code::xml_error, E::domain, "unknown host device source address type '{}'", word(h.type));
    if (h.type == T::scsi_host && (h.source.wwpn.size() != 20 || !h.source.wwpn.starts_with("naa.")))
        fail(Code::xml_error, E::domain, "malformed 'wwpn' value");
    if (!node.child("source")) fail(Code::xml_error, E::domain, "Missing <source> element in hostdev device");
    if (h.mode == HostdevMode::subsystem && h.managed == YesNo::absent) h.managed = YesNo::no;
    if (node.has("sgio") && h.type != T::scsi)
        fail(Code::xml_error, E::domain, "sgio is only supported for scsi host device");
    if (node.has("rawio") && h.type != T::scsi) fail(Code::xml_error, E::domain, "rawio is only supported for scsi host device");
    if (node.has("model") && h.type != T::mdev && h.type != T::scsi_host)
        fail(Code::xml_error, E::domain, "'model' attribute in <hostdev> is only supported when type='{}'", word(h.type));
    if (h.type == T::scsi && h.source.scsi_protocol == ScsiProtocol::iscsi) {
        if (h.source.hosts.empty()) fail(Code::xml_error, E::domain, "missing the host address for the iSCSI hostdev");
        if (h.source.hosts.size() > 1) fail(Code::xml_error, E::domain, "only one source host address may be specified for the iSCSI hostdev");
    }
    if (h.source.scsi_protocol == ScsiProtocol::iscsi && h.source.iscsi_name.find('/') == std::string::npos)
        h.source.iscsi_name += "/0";
    if (h.type == T::usb && !h.source.vendor && !h.source.usb_bus)
        fail(Code::xml_error, E::domain, "usb source is missing vendor or address");
}

}  // namespace

const Element hostdev_source_element{nic_source_rows};
const Element hostdev_element{hostdev_rows, finish_hostdev};

}  // namespace vireo::model
