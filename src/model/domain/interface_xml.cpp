// SPDX-License-Identifier: LGPL-2.1-or-later
// How network cards look.
#include <algorithm>

#include "model/domain/address_xml.h"
#include "model/domain/domain_xml.h"
#include "model/domain/source_xml.h"
#include "model/row/forms.h"

namespace vireo::model {
namespace {

using namespace row;
constexpr std::string_view native_words[] = {"tagged", "untagged"};
constexpr std::string_view proto_words[] = {"tcp", "udp"};
using I = Interface;
using T = InterfaceType;
using E = vireo::Domain;


constexpr Row mac_rows[] = {
    attr("address", FIELD(I, mac)).needed().form(form::unicast_mac).wrong(Code::xml_error, "unable to parse mac address '{}'").guest(),
    attr("type", FIELD(I, mac_type)),
    attr("check", FIELD(I, mac_check)),
    attr("currentAddress", FIELD(I, mac_current)).live().live_read().form(form::unicast_mac),
};
const Element mac_element{mac_rows};

constexpr Row ip_rows[] = {
    attr("address", FIELD(IpAddress, address)).req(Code::xml_error, "Missing required address in <ip>").form(form::ip),
    attr("family", FIELD(IpAddress, family)).form("ipv4|ipv6"),
    attr("prefix", FIELD(IpAddress, prefix)).wrong(Code::xml_error, "Invalid prefix value '{}' in <ip>").form(form::prefix),
    attr("peer", FIELD(IpAddress, peer)).form(form::ip),
};
void finish_ip(const xml::Node& node, void* self, ParseContext&) {
    auto& ip = *static_cast<IpAddress*>(self);
    settle_ip(ip);
    if (node.has("peer")) settle_peer(ip);
}
constexpr Row route_rows[] = {
    attr("family", FIELD(Route, family)).form("ipv4|ipv6"),
    attr("address", FIELD(Route, address)).needed().form(form::ip),
    attr("netmask", FIELD(Route, netmask)).form(form::ipv4).at_most_one_of(1),
    attr("prefix", FIELD(Route, prefix)).form(form::prefix).at_most_one_of(1),
    attr("gateway", FIELD(Route, gateway)).needed().form(form::ip),
    attr("metric", FIELD(Route, metric)).nonzero().form(form::unsigned_int),
};
void finish_route(const xml::Node& node, void* self, ParseContext&) {
    settle_route(*static_cast<Route*>(self), node.has("address"), node.has("netmask"), node.has("gateway"), "guest interface");
}
void finish_host_route(const xml::Node& node, void* self, ParseContext&) {
    settle_route(*static_cast<Route*>(self), node.has("address"), node.has("netmask"), node.has("gateway"), "interface host IP");
}
const Element host_route_element{route_rows, finish_host_route};

constexpr auto on_network = WHEN(I, it.type == T::network);
constexpr auto on_bridge = WHEN(I, it.type == T::bridge || it.type == T::network);
constexpr auto socket_like = WHEN(I, it.type == T::server || it.type == T::client || it.type == T::mcast || it.type == T::udp);
constexpr Row local_rows[] = {
    attr("address", FIELD(I, local_address)).needed().form(form::ipv4),
    [] {
        Row r = attr("port", FIELD(I, local_port));
        r.codec.shape = Shape::whole;
        return r;
    }().needed().form(form::port),
};
const Element local_element{local_rows};

void read_vhost_user(const xml::Node& node, void* self, ParseContext& cx) {
    auto& i = *static_cast<I*>(self);
    if (i.type != T::vhost_user) return;
    auto& s = i.vhost_user;
    s.type = ChardevType::unix_;
    auto type = node.value("type"), mode = node.value("mode");
    if (!type.empty() && type != "unix")
        fail(Code::config_unsupported, E::domain, "Type='{}' unsupported for <interface type='vhostuser'>", type);
    if (!mode.empty() && mode != "server" && mode != "client")
        fail(Code::xml_error, E::xml, "Invalid value for attribute 'mode' in element 'source': '{}'.", mode);
    i.vhost_user_source = node.has("path");
    s.path = node.value("path");
    s.listen = mode == "server";
    i.source_dev = node.value("dev");
    if (const auto* r = node.child("reconnect")) {
        row::parse(reconnect_element, *r, &s.reconnect, cx);
        if (s.reconnect.enabled == YesNo::yes && !s.reconnect.timeout)
            fail(Code::xml_error, E::xml, "Missing required attribute 'timeout' in element 'reconnect'");
    }
}
void write_vhost_user(const void* self, FormatContext& cx) {
    const auto& i = *static_cast<const I*>(self);
    if (i.type != T::vhost_user) return;
    const auto& s = i.vhost_user;
    if (i.vhost_user_source) {
        cx.out.plain_attribute("type", "unix");
        cx.out.attribute("path", s.path);
        cx.out.plain_attribute("mode", s.listen ? "server" : "client");
    }
    if (!i.source_dev.empty()) cx.out.attribute("dev", i.source_dev);
}
// passt brings its own socket: it only asks which device of the host to use. Others are told where theirs is.
void settle_vhost_user(I& i) {
    if (i.backend == NicBackend::passt) {
        i.vhost_user = {};
        i.vhost_user.type = ChardevType::unix_;
        i.vhost_user_source = false;
        return;
    }
    i.source_dev.clear();
}
constexpr std::string_view bridge_form = R"([a-zA-Z0-9_.\-\\:/ ]*)";
// How the source of a vhost-user card looks; it is read and printed by hand.
constexpr auto vhost_user = WHEN(I, it.type == T::vhost_user);
constexpr Row vhost_user_rows[] = {
    attr("type", FIELD(I, internal_name)).when(vhost_user).form("unix"),
    attr("path", FIELD(I, vhost_user.path)).when(vhost_user).form(form::absolute_file),
    attr("mode", FIELD(I, internal_name)).when(vhost_user).form("server|client"),
    attr("dev", FIELD(I, source_dev)).when(vhost_user).form(form::device),
};
const Element vhost_user_form{vhost_user_rows};
constexpr auto on_ethernet = WHEN(I, it.type == T::ethernet);
constexpr Row source_rows[] = {
    custom("@vhostuser", read_vhost_user, write_vhost_user).looks(vhost_user_form),
    attr("network", FIELD(I, network)).when(on_network).needed(),
    attr("portgroup", FIELD(I, portgroup)).when(on_network).form(form::device),
    attr("portid", FIELD(I, port_id)).when(WHEN(I, it.type == T::network || it.type == T::bridge)).live().live_read(),
    attr("bridge", FIELD(I, bridge)).when(WHEN(I, it.type == T::bridge)).needed().form(bridge_form),
    attr("bridge", FIELD(I, bridge)).when(on_network).live().form(bridge_form),
    attr("macTableManager", FIELD(I, mac_table_manager)).when(on_bridge).live(),
    attr("address", FIELD(I, address)).when(socket_like).needed(WHEN(I, it.type != T::server)).form(form::ipv4),
    attr("port", FIELD(I, port)).when(socket_like).needed().form(form::port),
    attr("name", FIELD(I, internal_name)).when(WHEN(I, it.type == T::internal)).needed().form(form::device),
    attr("dev", FIELD(I, source_dev)).when(WHEN(I, it.type == T::direct || it.type == T::vdpa || it.type == T::user)).needed().form(form::device),
    attr("mode", FIELD(I, direct_mode)).when(WHEN(I, it.type == T::direct)),
    attr("switchid", FIELD(I, vds_switch_id)).when(WHEN(I, it.type == T::vds)).needed().form(form::uuid),
    attr("portid", FIELD(I, vds_port_id)).when(WHEN(I, it.type == T::vds)),
    attr("portgroupid", FIELD(I, vds_port_group_id)).when(WHEN(I, it.type == T::vds)),
    attr("connectionid", FIELD(I, vds_connection_id)).when(WHEN(I, it.type == T::vds)),
    inside("local", local_element).when(WHEN(I, it.type == T::udp)).needed(),
    element("reconnect", FIELD(I, vhost_user.reconnect), reconnect_element).write_only().only(vhost_user),
    list("ip", FIELD(I, host_ips), ip_element).only(on_ethernet),
    list("route", FIELD(I, host_routes), host_route_element).only(on_ethernet),
};
const Element source_element{source_rows};

constexpr auto qbg = WHEN(VirtualPort, it.type != VirtualPortType::qbh && it.type != VirtualPortType::openvswitch && it.type != VirtualPortType::midonet);
constexpr auto midonet = WHEN(VirtualPort, it.type == VirtualPortType::midonet);
constexpr Row parameters_rows[] = {
    attr("managerid", FIELD(VirtualPort, manager_id)).wrong(Code::xml_error, "cannot parse value of managerid parameter").blames(E::none).only(qbg).form(form::uint8),
    attr("typeid", FIELD(VirtualPort, type_id)).wrong(Code::xml_error, "cannot parse value of typeid parameter").blames(E::none).only(qbg).form(form::uint24),
    attr("typeidversion", FIELD(VirtualPort, type_id_version)).wrong(Code::xml_error, "cannot parse value of typeidversion parameter").blames(E::none).only(qbg).form(form::uint8),
    attr("instanceid", FIELD(VirtualPort, instance_id)).wrong(Code::xml_error, "cannot parse instanceid parameter as a uuid").blames(E::none).only(qbg),
    attr("interfaceid", FIELD(VirtualPort, interface_id)).wrong(Code::xml_error, "cannot parse interfaceid parameter as a uuid").blames(E::none).only(WHEN(VirtualPort, it.type != VirtualPortType::qbg && it.type != VirtualPortType::qbh)).needed(midonet),
    attr("profileid", FIELD(VirtualPort, profile_id)).only(WHEN(VirtualPort, it.type != VirtualPortType::qbg && it.type != VirtualPortType::midonet)).form(".{0,39}"),
};
void finish_parameters(const xml::Node&, void* self, ParseContext&) {
    const auto& p = *static_cast<const VirtualPort*>(self);
    if (p.manager_id.value_or(0) > 0xff) fail(Code::xml_error, E::none, "value of managerid out of range");
    if (p.type_id.value_or(0) > 0xffffff) fail(Code::xml_error, E::none, "value for typeid out of range");
    if (p.type_id_version.value_or(0) > 0xff) fail(Code::xml_error, E::none, "value of typeidversion out of range");
    if (p.profile_id.size() > 39) fail(Code::xml_error, E::none, "profileid parameter too long");
}
const Element parameters_element{parameters_rows, finish_parameters};
constexpr Row virtual_port_rows[] = {
    attr("type", FIELD(VirtualPort, type)).wrong(Code::config_unsupported, "unknown virtualport type {}").blames(vireo::Domain::none).fits(WHEN(VirtualPort, it.type != VirtualPortType::none_named)),
    inside("parameters", parameters_element).needed(midonet),
};

constexpr Row rate_rows[] = {
    attr("average", FIELD(Bandwidth::Rate, average)).form("=unsignedLong 1 18014398509481984"),
    attr("peak", FIELD(Bandwidth::Rate, peak)).form("=unsignedLong 1 18014398509481984"),
    attr("floor", FIELD(Bandwidth::Rate, floor)).form("=unsignedLong 1 18014398509481984"),
    attr("burst", FIELD(Bandwidth::Rate, burst)).form("=unsignedInt 1"),
};
// As much as the kernel's tools can be told.
void finish_rate(const xml::Node&, void* self, ParseContext&) {
    const auto& r = *static_cast<const Bandwidth::Rate*>(self);
    auto limit = [](std::uint64_t value, std::uint64_t most, const char* name) {
        if (value > most) fail(Code::overflow, E::none, "value '{}' is too big for '{}' parameter, maximum is '{}'", value, name, most);
    };
    limit(r.average, 1ull << 54, "average");
    limit(r.peak, 1ull << 54, "peak");
    limit(r.burst, (1ull << 22) - 1, "burst");
    limit(r.floor, 1ull << 54, "floor");
}
const Element rate_element{rate_rows, finish_rate};
constexpr Row bandwidth_rows[] = {
    attr("classID", FIELD(Bandwidth, class_id)).live().form(form::positive),
    maybe("inbound", FIELD(Bandwidth, inbound), rate_element),
    maybe("outbound", FIELD(Bandwidth, outbound), rate_element),
};

constexpr Row tag_rows[] = {
    attr("id", FIELD(Vlan::Tag, id)).even_zero().req().form("=unsignedInt 0 4095"),
    attr("nativeMode", FIELD(Vlan::Tag, native_mode)).among(native_words),
};
const Element tag_element{tag_rows};
constexpr Row vlan_rows[] = {
    attr("trunk", FIELD(Vlan, trunk)).lenient().fits(WHEN(Vlan, it.trunk == YesNo::yes)).show(WHEN(Vlan, it.trunk == YesNo::yes)),
    list("tag", FIELD(Vlan, tags), tag_element).needed(),
};
void finish_vlan(const xml::Node& node, void* self, ParseContext&) {
    auto& v = *static_cast<Vlan*>(self);
    for (const auto& t : v.tags)
        if (t.id > 4095) fail(Code::xml_error, E::none, "vlan tag id {} too large (maximum 4095)", t.id);
    if (v.tags.empty()) fail(Code::xml_error, E::none, "missing tag id - each <vlan> must have at least one <tag id='n'/> subelement");
    if (v.tags.size() > 1 && node.value("trunk") != "yes" && !node.value("trunk").empty())
        fail(Code::xml_error, E::none, "invalid \"trunk='{}'\" in <vlan> - trunk='yes' is required for more than one vlan tag", node.value("trunk"));
    if (node.has("trunk") && node.value("trunk") != "yes" && node.value("trunk") != "no")
        fail(Code::xml_error, E::none, "invalid \"trunk='{}'\" in <vlan> - must be yes or no", node.value("trunk"));
    bool native = false;
    for (const auto& t : v.tags) native = native || !t.native_mode.empty();
    if (v.tags.size() > 1 || native) v.trunk = YesNo::yes;
}

constexpr Row script_rows[] = {attr("path", FIELD(I, script)).needed().form(form::file)};
const Element script_element{script_rows};
constexpr Row downscript_rows[] = {attr("path", FIELD(I, downscript)).needed().form(form::file)};
const Element downscript_element{downscript_rows};
constexpr Row backend_domain_rows[] = {attr("name", FIELD(I, backend_domain)).needed().form(form::name_with_slash)};
const Element backend_domain_element{backend_domain_rows};
// Names from the daemon's own pools are given again at each start.
constexpr bool generated_name(std::string_view dev) {
    for (std::string_view prefix : {"vnet", "macvtap", "macvlan"}) {
        if (!dev.starts_with(prefix)) continue;
        auto rest = dev.substr(prefix.size());
        if (rest.empty()) return false;
        for (char c : rest)
            if ((c < '0' || c > '9') && c != '%' && c != 'd') return false;
        return true;
    }
    return false;
}
void write_target(const void* self, FormatContext& cx) {
    const auto& i = *static_cast<const I*>(self);
    bool hide = i.target_dev.empty() || ((cx.flags & format_inactive) && generated_name(i.target_dev));
    if (hide && i.target_managed == YesNo::absent) return;
    cx.out.open("target");
    if (!hide) cx.out.attribute("dev", i.target_dev);
    if (i.target_managed != YesNo::absent) cx.out.plain_attribute("managed", word(i.target_managed));
    cx.out.close();
}
void read_target(const xml::Node& node, void* self, ParseContext& cx) {
    auto& i = *static_cast<I*>(self);
    auto dev = node.value("dev");
    if (!((cx.flags & parse_inactive) && generated_name(dev))) i.target_dev = dev;
    if (const auto* m = node.find("managed")) {
        auto w = from_word<YesNo>(m->value);
        if (!w) fail(Code::xml_error, E::xml, "Invalid value for attribute 'managed' in element 'target': '{}'.", m->value);
        i.target_managed = *w;
    }
}
// How the target looks; it is read and printed by hand.
constexpr Row target_rows[] = {
    attr("dev", FIELD(I, target_dev)).needed().form(form::device),
    attr("managed", FIELD(I, target_managed)),
};
const Element target_form{target_rows};
constexpr Row guest_rows[] = {
    attr("dev", FIELD(I, guest_dev)).form(form::device),
    attr("actual", FIELD(I, guest_actual)).live().form(form::device),
};
const Element guest_element{guest_rows};
constexpr Row model_rows[] = {attr("type", FIELD(I, model)).guest().needed().form("[a-zA-Z0-9\\-_]+")};
const Element model_element{model_rows};

constexpr Row host_offload_rows[] = {
    attr("csum", FIELD(NicOffload, csum)).guest(), attr("gso", FIELD(NicOffload, gso)).guest(), attr("tso4", FIELD(NicOffload, tso4)).guest(),
    attr("tso6", FIELD(NicOffload, tso6)).guest(), attr("ecn", FIELD(NicOffload, ecn)).guest(), attr("ufo", FIELD(NicOffload, ufo)).guest(),
    attr("mrg_rxbuf", FIELD(NicOffload, mrg_rxbuf)).guest(),
};
const Element host_offload_element{host_offload_rows};
constexpr Row guest_offload_rows[] = {
    attr("csum", FIELD(NicOffload, csum)).guest(), attr("tso4", FIELD(NicOffload, tso4)).guest(), attr("tso6", FIELD(NicOffload, tso6)).guest(),
    attr("ecn", FIELD(NicOffload, ecn)).guest(), attr("ufo", FIELD(NicOffload, ufo)).guest(),
};
const Element guest_offload_element{guest_offload_rows};
constexpr auto own_driver = WHEN(I, it.type != T::hostdev);
constexpr Row driver_rows[] = {
    attr("name", FIELD(I, hostdev_driver.name)).when(WHEN(I, it.type == T::hostdev)).wrong(Code::config_unsupported, "unknown interface <driver name='{}'> has been specified"),
    attr("model", FIELD(I, hostdev_driver.model)).when(WHEN(I, it.type == T::hostdev)).form(form::word),
    attr("name", FIELD(I, driver)).when(own_driver),
    attr("txmode", FIELD(I, txmode)).when(own_driver),
    attr("ioeventfd", FIELD(I, ioeventfd)).when(own_driver),
    attr("event_idx", FIELD(I, event_idx)).when(own_driver).guest(),
    attr("queues", FIELD(I, queues)).when(own_driver).guest().form(form::positive),
    attr("rx_queue_size", FIELD(I, rx_queue_size)).when(own_driver).guest().form(form::positive),
    attr("tx_queue_size", FIELD(I, tx_queue_size)).when(own_driver).guest().form(form::positive),
    attr("rss", FIELD(I, rss)).when(own_driver).guest(),
    attr("rss_hash_report", FIELD(I, rss_hash_report)).when(own_driver).guest(),
    embed(FIELD(I, virtio), virtio_options_rows),
    element("host", FIELD(I, host_offload), host_offload_element),
    element("guest", FIELD(I, guest_offload), guest_offload_element),
};
const Element driver_element{driver_rows};
constexpr Row backend_rows[] = {
    attr("type", FIELD(I, backend)).quiet_zero(),
    attr("tap", FIELD(I, backend_tap)).form(form::absolute_file),
    attr("vhost", FIELD(I, backend_vhost)).form(form::absolute_file),
    attr("logFile", FIELD(I, backend_log_file)).form(form::absolute_file),
};
const Element backend_element{backend_rows};

constexpr Row parameter_rows[] = {
    attr("name", FIELD(FilterParameter, name)).needed().form("[a-zA-Z0-9_]+"),
    attr("value", FIELD(FilterParameter, value)).needed(),
};
const Element parameter_element{parameter_rows};
constexpr Row filter_rows[] = {
    attr("filter", FIELD(FilterReference, filter)).needed(),
    list("parameter", FIELD(FilterReference, parameters), parameter_element),
};
// Parameters are kept by name.
void finish_filter(const xml::Node&, void* self, ParseContext&) {
    auto& f = *static_cast<FilterReference*>(self);
    std::stable_sort(f.parameters.begin(), f.parameters.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
}
const Element filter_element{filter_rows, finish_filter};

constexpr Row link_rows[] = {attr("state", FIELD(I, link)).needed().wrong(Code::config_unsupported, "unknown interface link state '{}'")};
const Element link_element{link_rows};
constexpr Row sndbuf_rows[] = {leaf("sndbuf", FIELD(I, sndbuf)).wrong(Code::xml_error, "sndbuf must be a positive integer")};
const Element tune_element{sndbuf_rows};
constexpr Row mtu_rows[] = {attr("size", FIELD(I, mtu)).quiet_zero().needed().form(form::unsigned_short).wrong(Code::xml_error, "malformed mtu size").guest()};
const Element mtu_element{mtu_rows};
constexpr Row frames_rows[] = {attr("max", FIELD(I, coalesce_rx_frames_max)).wrong(Code::xml_detail, "cannot parse value '{}' for coalesce parameter")};
const Element frames_element{frames_rows};
constexpr Row rx_rows[] = {inside("frames", frames_element)};
const Element rx_element{rx_rows};
constexpr Row coalesce_rows[] = {inside("rx", rx_element)};
const Element coalesce_element{coalesce_rows};
constexpr std::string_view teaming_words[] = {"persistent", "transient"};
constexpr Row teaming_rows[] = {
    attr("type", FIELD(Teaming, type)).among(teaming_words).wrong(Code::config_unsupported, "unknown teaming type '{}'").needed().form("persistent|transient"),
    attr("persistent", FIELD(Teaming, persistent)).form(form::alias),
};
const Element teaming_element{teaming_rows};
constexpr Row range_rows[] = {
    attr("start", FIELD(PortForward::Range, start)).req().nonzero().form(form::port),
    attr("end", FIELD(PortForward::Range, end)).nonzero().form(form::port),
    attr("to", FIELD(PortForward::Range, to)).nonzero().form(form::port),
    attr("exclude", FIELD(PortForward::Range, exclude)),
};
const Element range_element{range_rows};
constexpr Row forward_rows[] = {
    attr("proto", FIELD(PortForward, proto)).req().among(proto_words),
    attr("address", FIELD(PortForward, address)).form(form::ip),
    attr("dev", FIELD(PortForward, dev)).form(form::device),
    list("range", FIELD(PortForward, ranges), range_element),
};
void finish_forward(const xml::Node& node, void* self, ParseContext&) {
    auto& f = *static_cast<PortForward*>(self);
    if (node.has("address") && !settle_address(f.address)) fail(Code::xml_error, E::domain, "Invalid address '{}' in <portForward>", f.address);
}
const Element forward_element{forward_rows, finish_forward};
constexpr Row port_rows[] = {attr("isolated", FIELD(I, isolated))};
const Element port_element{port_rows};

constexpr auto bridged = WHEN(ActualNic, it.type == T::bridge || it.type == T::network);
constexpr auto direct = WHEN(ActualNic, it.type == T::direct);
constexpr Row actual_source_rows[] = {
    attr("bridge", FIELD(ActualNic, bridge)).when(bridged),
    attr("macTableManager", FIELD(ActualNic, mac_table_manager)).when(bridged),
    attr("dev", FIELD(ActualNic, dev)).when(direct),
    attr("mode", FIELD(ActualNic, mode)).when(direct),
};
const Element actual_source_element{actual_source_rows};
constexpr Row actual_rows[] = {
    attr("type", FIELD(ActualNic, type)),
    attr("managed", FIELD(ActualNic, managed)),
    inside("source", actual_source_element),
};
const Element actual_element{actual_rows};
void read_actual(const xml::Node& node, void* self, ParseContext& cx) {
    if (cx.flags & parse_status) row::parse(actual_element, node, &static_cast<I*>(self)->actual.emplace(), cx);
}
void write_actual(const void* self, FormatContext& cx) {
    const auto& a = static_cast<const I*>(self)->actual;
    if (!a || !(cx.flags & format_status)) return;
    cx.out.open("actual");
    row::format(actual_element, a.get(), cx);
    cx.out.close();
}

constexpr auto source_needed = WHEN(I, it.type != T::bridge && it.type != T::ethernet && it.type != T::vhost_user && it.type != T::user);
constexpr Row interface_rows[] = {
    attr("type", FIELD(I, type)).needed(),
    attr("managed", FIELD(I, managed)).lenient().when(WHEN(I, it.type == T::hostdev)),
    attr("trustGuestRxFilters", FIELD(I, trust_guest_rx_filters)),
    inside("mac", mac_element),
    inside("driver", driver_element).when(WHEN(I, it.type == T::hostdev)),
    inside("source", source_element).when(WHEN(I, it.type != T::hostdev)).only(WHEN(I, it.type != T::null)).needed(source_needed),
    maybe("source", FIELD(I, hostdev), hostdev_source_element).when(WHEN(I, it.type == T::hostdev)).needed(),
    custom("actual", read_actual, write_actual).unspoken(),
    maybe("vlan", FIELD(I, vlan), vlan_element),
    maybe("virtualport", FIELD(I, virtual_port), virtual_port_element).only(WHEN(I, it.type == T::bridge || it.type == T::network || it.type == T::direct || it.type == T::hostdev)),
    maybe("bandwidth", FIELD(I, bandwidth), bandwidth_element),
    inside("port", port_element),
    list("ip", FIELD(I, ips), ip_element),
    list("route", FIELD(I, routes), route_element),
    list("portForward", FIELD(I, port_forwards), forward_element),
    inside("script", script_element),
    inside("downscript", downscript_element),
    inside("backenddomain", backend_domain_element),
    custom("target", read_target, write_target).looks(target_form),
    inside("guest", guest_element),
    inside("model", model_element),
    inside("driver", driver_element).when(own_driver),
    inside("backend", backend_element),
    maybe("filterref", FIELD(I, filter), filter_element),
    inside("tune", tune_element),
    maybe("teaming", FIELD(I, teaming), teaming_element),
    inside("link", link_element),
    inside("mtu", mtu_element),
    inside("coalesce", coalesce_element),
    embed(FIELD(I, info), bootable_rows),
};

// What each kind of port profile must say, and what it must not.
using V = VirtualPortType;
void complete_port(const VirtualPort& p) {
    if (p.type == V::none) fail(Code::xml_error, E::none, "missing required virtualport type");
    auto wants = [&](bool there, V type, const char* name) {
        if (p.type == type && !there) fail(Code::xml_error, E::none, "missing {} in <virtualport type='{}'>", name, word(type));
    };
    wants(p.manager_id.has_value(), V::qbg, "managerid");
    wants(p.type_id.has_value(), V::qbg, "typeid");
    wants(p.type_id_version.has_value(), V::qbg, "typeidversion");
    wants(!p.profile_id.empty(), V::qbh, "profileid");
    wants(p.interface_id.has_value(), V::midonet, "interfaceid");
}
void lean_port(const VirtualPort& p) {
    auto only = [&](bool there, std::initializer_list<V> types, const char* name) {
        if (there && std::find(types.begin(), types.end(), p.type) == types.end())
            fail(Code::xml_error, E::none, "extra {} unsupported in <virtualport type='{}'>", name, word(p.type));
    };
    only(p.manager_id.has_value(), {V::qbg}, "managerid");
    only(p.type_id.has_value(), {V::qbg}, "typeid");
    only(p.type_id_version.has_value(), {V::qbg}, "typeidversion");
    only(p.instance_id.has_value(), {V::qbg}, "instanceid");
    only(!p.profile_id.empty(), {V::qbh, V::openvswitch}, "profileid");
    only(p.interface_id.has_value(), {V::openvswitch, V::midonet}, "interfaceid");
}

void finish_interface(const xml::Node& node, void* self, ParseContext& cx) {
    auto& i = *static_cast<I*>(self);
    if (i.virtual_port) {
        auto fresh = [&] {
            const auto* o = static_cast<const ParseOptions*>(cx.options);
            return o && o->make_uuid ? o->make_uuid() : Uuid::random();
        };
        auto& p = *i.virtual_port;
        // A network may have a port profile of its own that fills this one up.
        if (i.type == T::direct || i.type == T::bridge || i.type == T::hostdev) complete_port(p);
        else if (i.type != T::network)
            fail(Code::config_unsupported, E::domain, "<virtualport> element unsupported for <interface type='{}'>", word(i.type));
        if (p.type != VirtualPortType::none && p.type != VirtualPortType::none_named) lean_port(p);
        if (p.type == VirtualPortType::qbg && !p.instance_id) p.instance_id = fresh();
        if (p.type == VirtualPortType::openvswitch && !p.interface_id) p.interface_id = fresh();
        if (p.type == VirtualPortType::openvswitch && i.isolated == YesNo::yes)
            fail(Code::config_unsupported, E::domain,
                 "interface {} - <port isolated='yes'/> is not supported for network interfaces with virtualport type='openvswitch'",
                 i.mac.text());
    }
    if (i.type == T::vds) {
        if (!i.vds_port_id) i.vds_port_id = 0;
        if (!i.vds_connection_id) i.vds_connection_id = 0;
    }
    if (i.type == T::vhost_user) settle_vhost_user(i);
    auto needs = [&](const char* what, bool have) {
        if (!have) fail(Code::xml_error, E::xml, "Missing required attribute '{}' in element 'source'", what);
    };
    // passt has its socket where it wants.
    if (i.type == T::vhost_user && i.backend == NicBackend::passt) i.vhost_user = {};
    bool source = node.child("source") != nullptr;
    if (!source && (i.type == T::network || i.type == T::bridge || i.type == T::direct || i.type == T::hostdev ||
                    i.type == T::internal || i.type == T::vdpa || i.type == T::client || i.type == T::server ||
                    i.type == T::mcast || i.type == T::udp || i.type == T::vds))
        fail(Code::xml_error, E::domain, "interface type='{}' requires a 'source' element", word(i.type));
    if (i.coalesce_rx_frames_max == 0u) i.coalesce_rx_frames_max.reset();
    // Options of the virtio device and its back end on the host.
    bool is_virtio = i.model == "virtio" || i.model == "virtio-transitional" || i.model == "virtio-non-transitional";
    if (i.queues == 1u) i.queues.reset();
    if (!is_virtio) {
        i.driver = NicDriver::none;
        i.txmode = TxMode::none;
        i.ioeventfd = i.event_idx = i.rss = i.rss_hash_report = OnOff::absent;
        i.queues.reset();
        i.rx_queue_size.reset();
        i.tx_queue_size.reset();
        i.host_offload = i.guest_offload = {};
        i.backend_vhost.clear();
    }
    // Filters work on taps only.
    if (i.type != T::network && i.type != T::bridge && i.type != T::ethernet) i.filter.reset();
    switch (i.type) {
        case T::network: needs("network", !i.network.empty()); break;
        case T::bridge: needs("bridge", !i.bridge.empty()); break;
        case T::direct:
            needs("dev", !i.source_dev.empty());
            if (i.direct_mode == DirectMode::none) i.direct_mode = DirectMode::vepa;
            break;
        case T::vdpa: needs("dev", !i.source_dev.empty()); break;
        case T::internal: needs("name", !i.internal_name.empty()); break;
        case T::vds: needs("switchid", !i.vds_switch_id.empty()); break;
        case T::client:
        case T::mcast:
        case T::udp: needs("address", !i.address.empty()); [[fallthrough]];
        case T::server:
            needs("port", i.port.has_value());
            if (i.type != T::udp) break;
            if (!node.child("source")->child("local")) fail(Code::xml_error, E::domain, "'<local>' element missing for 'udp' socket interface");
            if (i.local_address.empty()) fail(Code::xml_error, E::xml, "Missing required attribute 'address' in element 'local'");
            if (!i.local_port) fail(Code::xml_error, E::xml, "Missing required attribute 'port' in element 'local'");
            break;
        default: break;
    }
    if (i.mac.given && i.mac.is_multicast())
        fail(Code::xml_error, E::domain, "expected unicast mac address, found multicast '{}'", node.child("mac")->value("address"));
}

}  // namespace

const Element ip_element{ip_rows, finish_ip};
const Element route_element{route_rows, finish_route};
const Element virtual_port_element{virtual_port_rows};
const Element bandwidth_element{bandwidth_rows};
const Element vlan_element{vlan_rows, finish_vlan};
const Element interface_element{interface_rows, finish_interface};

}  // namespace vireo::model
