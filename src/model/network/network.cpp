// SPDX-License-Identifier: LGPL-2.1-or-later
// How networks look.
#include "model/network/network.h"

#include <arpa/inet.h>

#include "base/error.h"
#include "model/domain/domain_xml.h"
#include "model/network/network_xml.h"
#include "model/row/forms.h"
#include "model/row/row.h"
#include "xml/parse.h"
#include "xml/writer.h"

namespace vireo::model {
namespace {

using namespace row;
using N = Network;
using F = NetworkForward;

struct Connections {
    unsigned count = 0;
};
constexpr Row connections_rows[] = {attr("connections", FIELD(Connections, count)).form(form::unsigned_int)};
const Element connections_element{connections_rows};

constexpr Row pair_rows[] = {attr("start", FIELD(F::Pair, start)).needed().form(form::ipv4), attr("end", FIELD(F::Pair, end)).needed().form(form::ipv4)};
const Element pair_element{pair_rows};
constexpr Row ports_rows[] = {attr("start", FIELD(F::Pair, start)).needed().form("=integer 1 65535"), attr("end", FIELD(F::Pair, end)).needed().form("=integer 1 65535")};
const Element ports_element{ports_rows};
constexpr Row nat_rows[] = {
    attr("ipv6", FIELD(F, nat_ipv6)),
    element("address", FIELD(F, nat_address), pair_element),
    element("port", FIELD(F, nat_port), ports_element),
};
const Element nat_element{nat_rows};
constexpr Row forward_driver_rows[] = {attr("name", FIELD(F, driver_name)).form("kvm|vfio|xen"), attr("model", FIELD(F, driver_model)).form(form::word)};
const Element forward_driver_element{forward_driver_rows};
constexpr Row device_rows[] = {attr("dev", FIELD(F::Device, dev)).needed().form(form::device)};
// Who uses a network is printed by the daemon that runs it.
constexpr Row interface_rows[] = {
    attr("dev", FIELD(F::Device, dev)).needed().form(form::device),
    custom("@connections", nullptr, nullptr).looks(connections_element),
};
const Element interface_element_of_network{interface_rows};
const Element device_element{device_rows};
constexpr Row forward_address_rows[] = {
    attr("type", FIELD(F::PciDevice, type)).needed().form("pci"),
    custom("@connections", nullptr, nullptr).looks(connections_element),
    hex("domain", FIELD(F::PciDevice, address.domain), 4).even_zero().form(form::uint32),
    hex("bus", FIELD(F::PciDevice, address.bus), 2).even_zero().form(form::uint8),
    hex("slot", FIELD(F::PciDevice, address.slot), 2).even_zero().form(form::pci_slot),
    hex("function", FIELD(F::PciDevice, address.function), 1).even_zero().form(form::pci_function),
};
const Element forward_address_element{forward_address_rows};

template <class T, class Name>
void refuse_twins(const std::vector<T>& all, const char* what, Name name) {
    for (std::size_t i = 0; i < all.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (all[i] == all[j])
                fail(Code::xml_error, vireo::Domain::network, "{} '{}' is listed multiple times in network", what, name(all[i]));
}

void finish_forward(const xml::Node&, void* self, ParseContext&) {
    auto& f = *static_cast<F*>(self);
    refuse_twins(f.interfaces, "interface", [](const auto& d) { return d.dev; });
    refuse_twins(f.addresses, "PCI device", [](const auto& d) {
        const auto& a = d.address;
        return fmt::format("{:04x}:{:02x}:{:02x}.{:x}", a.domain, a.bus, a.slot, a.function);
    });
    f.given = true;
    if (f.mode == ForwardMode::none) f.mode = ForwardMode::nat;
    if (f.mode == ForwardMode::hostdev) return;
    // The device of the old spelling and the first of the list are one.
    if (f.dev.empty() && !f.interfaces.empty()) f.dev = f.interfaces.front().dev;
    if (!f.dev.empty() && f.interfaces.empty() && f.pfs.empty()) f.interfaces.push_back({f.dev});
}
constexpr Row forward_rows[] = {
    attr("dev", FIELD(F, dev)).form(form::device),
    attr("mode", FIELD(F, mode)).wrong(Code::xml_error, "unknown forwarding type '{}'"),
    attr("managed", FIELD(F, managed)),
    inside("driver", forward_driver_element),
    inside("nat", nat_element),
    list("pf", FIELD(F, pfs), device_element).alone([](const void*) { return true; }),
    list("interface", FIELD(F, interfaces), interface_element_of_network),
    list("address", FIELD(F, addresses), forward_address_element),
};
const Element forward_element{forward_rows, finish_forward};

constexpr Row bridge_rows[] = {
    attr("name", FIELD(NetworkBridge, name)).form(form::device),
    attr("zone", FIELD(NetworkBridge, zone)).form(form::zone),
    attr("stp", FIELD(NetworkBridge, stp)),
    attr("delay", FIELD(NetworkBridge, delay)).even_zero().form(form::unsigned_long),
    attr("macTableManager", FIELD(NetworkBridge, mac_table_manager)),
};
const Element network_bridge_element{bridge_rows};
// Networks that only point to a bridge of the host print its name and nothing else.
constexpr Row host_bridge_rows[] = {
    attr("name", FIELD(NetworkBridge, name)).form(form::device),
    attr("zone", FIELD(NetworkBridge, zone)).form(form::zone),
    attr("macTableManager", FIELD(NetworkBridge, mac_table_manager)),
};
const Element host_bridge_element{host_bridge_rows};

using Dns = NetworkDns;
constexpr Row forwarder_rows[] = {attr("domain", FIELD(Dns::Forwarder, domain)).form(form::host), attr("addr", FIELD(Dns::Forwarder, addr)).form(form::ip),
                              attr("port", FIELD(Dns::Forwarder, port))};
const Element forwarder_element{forwarder_rows};
constexpr Row txt_rows[] = {attr("name", FIELD(Dns::Txt, name)).needed().form(form::host), attr("value", FIELD(Dns::Txt, value)).needed()};
const Element txt_element{txt_rows};
constexpr Row dns_host_rows[] = {attr("ip", FIELD(Dns::Host, ip)).needed().form(form::ip), leaves("hostname", FIELD(Dns::Host, names)).needed().form(form::host)};
// Addresses are printed in their shortest form.
void finish_dns_host(const xml::Node&, void* self, ParseContext&) {
    auto& ip = static_cast<Dns::Host*>(self)->ip;
    unsigned char bytes[16];
    char text[INET6_ADDRSTRLEN];
    if (inet_pton(AF_INET6, ip.c_str(), bytes) == 1 && inet_ntop(AF_INET6, bytes, text, sizeof text)) ip = text;
}
const Element dns_host_element{dns_host_rows, finish_dns_host};
constexpr Row srv_rows[] = {
    attr("service", FIELD(Dns::Srv, service)).needed(), attr("protocol", FIELD(Dns::Srv, protocol)).needed().form("tcp|udp"),
    attr("domain", FIELD(Dns::Srv, domain)).form(form::host), attr("target", FIELD(Dns::Srv, target)),
    attr("port", FIELD(Dns::Srv, port)).form("=integer 0 65535"),         attr("priority", FIELD(Dns::Srv, priority)).form("=integer 0 65535"),
    attr("weight", FIELD(Dns::Srv, weight)).form("=integer 0 65535"),
};
const Element srv_element{srv_rows};
constexpr Row dns_rows[] = {
    attr("enable", FIELD(Dns, enable)),
    attr("forwardPlainNames", FIELD(Dns, forward_plain_names)),
    list("forwarder", FIELD(Dns, forwarders), forwarder_element),
    list("txt", FIELD(Dns, txts), txt_element),
    list("srv", FIELD(Dns, srvs), srv_element),
    list("host", FIELD(Dns, hosts), dns_host_element),
};
const Element dns_element{dns_rows};

constexpr Row lease_rows[] = {attr("expiry", FIELD(NetworkLease, expiry)).needed(), attr("unit", FIELD(NetworkLease, unit)).form("seconds|minutes|hours")};
const Element network_lease_element{lease_rows};
constexpr Row range_rows[] = {
    attr("start", FIELD(NetworkIp::Range, start)).needed().form(form::ip),
    attr("end", FIELD(NetworkIp::Range, end)).needed().form(form::ip),
    maybe("lease", FIELD(NetworkIp::Range, lease), network_lease_element),
};
const Element dhcp_range_element{range_rows};
constexpr Row host_rows[] = {
    attr("mac", FIELD(NetworkIp::Host, mac)).at_most_one_of(1).form(form::unicast_mac),
    attr("id", FIELD(NetworkIp::Host, id)).at_most_one_of(1).form(form::duid),
    attr("name", FIELD(NetworkIp::Host, name)),
    attr("ip", FIELD(NetworkIp::Host, ip)).needed().form(form::ip),
    maybe("lease", FIELD(NetworkIp::Host, lease), network_lease_element),
};
const Element dhcp_host_element{host_rows};
constexpr Row bootp_rows[] = {attr("file", FIELD(NetworkIp, bootp_file)).needed().form(form::file), attr("server", FIELD(NetworkIp, bootp_server)).form(form::host)};
const Element bootp_element{bootp_rows};
constexpr Row tftp_rows[] = {attr("root", FIELD(NetworkIp, tftp_root)).needed()};
const Element tftp_element{tftp_rows};
constexpr Row dhcp_rows[] = {
    list("range", FIELD(NetworkIp, ranges), dhcp_range_element),
    list("host", FIELD(NetworkIp, hosts), dhcp_host_element),
    inside("bootp", bootp_element),
};
const Element dhcp_element{dhcp_rows};
constexpr Row network_ip_rows[] = {
    attr("family", FIELD(NetworkIp, family)).form("ipv4|ipv6"),
    attr("address", FIELD(NetworkIp, address)).form(form::ip),
    attr("netmask", FIELD(NetworkIp, netmask)).at_most_one_of(1).form(form::ipv4),
    attr("prefix", FIELD(NetworkIp, prefix)).at_most_one_of(1).form(form::prefix),
    attr("localPtr", FIELD(NetworkIp, local_ptr)),
    inside("tftp", tftp_element),
    inside("dhcp", dhcp_element),
};
const Element network_ip_element{network_ip_rows};
constexpr Row network_route_rows[] = {
    attr("family", FIELD(NetworkRoute, family)).form("ipv4|ipv6"),   attr("address", FIELD(NetworkRoute, address)).needed().form(form::ip),
    attr("netmask", FIELD(NetworkRoute, netmask)).at_most_one_of(1).form(form::ipv4), attr("prefix", FIELD(NetworkRoute, prefix)).at_most_one_of(1).form(form::prefix),
    attr("gateway", FIELD(NetworkRoute, gateway)).needed().form(form::ip), attr("metric", FIELD(NetworkRoute, metric)).form(form::unsigned_int),
};
const Element network_route_element{network_route_rows};

constexpr Row port_group_rows[] = {
    attr("name", FIELD(PortGroup, name)).needed().form(form::device),
    attr("default", FIELD(PortGroup, is_default)),
    attr("trustGuestRxFilters", FIELD(PortGroup, trust_guest_rx_filters)),
    maybe("vlan", FIELD(PortGroup, vlan), vlan_element),
    maybe("virtualport", FIELD(PortGroup, virtual_port), virtual_port_element),
    maybe("bandwidth", FIELD(PortGroup, bandwidth), bandwidth_element),
};
const Element port_group_element{port_group_rows};

constexpr Row mtu_rows[] = {attr("size", FIELD(N, mtu)).needed().form("=integer 0 65535")};
const Element network_mtu_element{mtu_rows};
constexpr Row mac_rows[] = {attr("address", FIELD(N, mac)).needed().form(form::unicast_mac)};
const Element network_mac_element{mac_rows};
constexpr Row domain_rows[] = {attr("name", FIELD(N, domain_name)).needed().form(form::host), attr("localOnly", FIELD(N, domain_local_only)),
                           attr("register", FIELD(N, domain_register))};
const Element network_domain_element{domain_rows};
constexpr Row port_rows[] = {attr("isolated", FIELD(N, isolated))};
const Element network_port_element{port_rows};

void read_metadata(const xml::Node& node, void* self, ParseContext&) {
    auto all = std::make_shared<std::vector<std::string>>();
    for (const auto& e : node.elements())
        if (!e.ns.empty()) all->push_back(xml::dump(e, 2));
    static_cast<N*>(self)->metadata = std::move(all);
}
void write_metadata(const void* self, FormatContext& cx) {
    const auto& n = *static_cast<const N*>(self);
    if (!n.metadata || n.metadata->empty()) return;
    cx.out.open("metadata");
    for (const auto& m : *n.metadata) cx.out.verbatim(m);
    cx.out.close();
}

bool own_bridge(const void* p) { return static_cast<const N*>(p)->has_bridge; }
bool host_bridge(const void* p) {
    const auto& n = *static_cast<const N*>(p);
    return !n.has_bridge && (!n.bridge.name.empty() || !n.bridge.zone.empty());
}
bool forwards(const void* p) { return static_cast<const N*>(p)->forward.given; }

void finish_network(const xml::Node&, void* self, ParseContext&) {
    auto& n = *static_cast<N*>(self);
    if (n.name.empty()) throw Error(Code::no_name, vireo::Domain::network, "");
    if (n.name.find('/') != n.name.npos)
        fail(Code::xml_detail, vireo::Domain::xml, "invalid char in name: /");
    if (n.uuid.is_null()) n.uuid = Uuid::random();
    if (n.dns && n.dns->enable == YesNo::no &&
        (!n.dns->forwarders.empty() || !n.dns->txts.empty() || !n.dns->hosts.empty() || !n.dns->srvs.empty()))
        fail(Code::xml_error, vireo::Domain::network, "Extra data in disabled network '{}'", n.name);
    const auto mode = n.forward.mode;
    n.has_bridge = !n.forward.given || mode == ForwardMode::nat || mode == ForwardMode::route || mode == ForwardMode::open;
}

constexpr std::string_view dnsmasq_namespace = "http://libvirt.org/schemas/network/dnsmasq/1.0";
constexpr Row option_rows[] = {attr("value", Field<std::string>{0}).needed()};
const Element option_element{option_rows};
constexpr Row options_rows[] = {inside("option", option_element).in(dnsmasq_namespace).several()};
const Element options_element{options_rows};

constexpr Row network_rows[] = {
    attr("ipv6", FIELD(N, ipv6)).show([](const void* p) { return static_cast<const N*>(p)->ipv6 == YesNo::yes; }),
    attr("trustGuestRxFilters", FIELD(N, trust_guest_rx_filters)),
    custom("@connections", nullptr, nullptr).looks(connections_element),
    leaf("name", FIELD(N, name)).needed(),
    leaf("uuid", FIELD(N, uuid)),
    leaf("title", FIELD(N, title)).form(form::name_with_slash),
    leaf("description", FIELD(N, description)),
    custom("metadata", read_metadata, write_metadata),
    element("forward", FIELD(N, forward), forward_element).always().show(forwards),
    element("bridge", FIELD(N, bridge), network_bridge_element).show(own_bridge),
    element("bridge", FIELD(N, bridge), host_bridge_element).write_only().show(host_bridge),
    inside("mtu", network_mtu_element),
    inside("mac", network_mac_element),
    inside("domain", network_domain_element),
    maybe("dns", FIELD(N, dns), dns_element),
    maybe("vlan", FIELD(N, vlan), vlan_element),
    maybe("bandwidth", FIELD(N, bandwidth), bandwidth_element),
    inside("port", network_port_element),
    list("ip", FIELD(N, ips), network_ip_element).with(wide_flag),
    list("route", FIELD(N, routes), network_route_element),
    maybe("virtualport", FIELD(N, virtual_port), virtual_port_element),
    list("portgroup", FIELD(N, port_groups), port_group_element),
    custom("options", nullptr, nullptr).in(dnsmasq_namespace).looks_like<std::string>(options_element),
};
template <class T>
T read_as(const Element& element, const xml::Node& node) {
    T value{};
    ParseContext cx;
    row::parse(element, node, &value, cx);
    return value;
}

}  // namespace

const Element network_element{network_rows, finish_network};

NetworkIp::Host read_dhcp_host(const xml::Node& n) { return read_as<NetworkIp::Host>(dhcp_host_element, n); }
NetworkIp::Range read_dhcp_range(const xml::Node& n) { return read_as<NetworkIp::Range>(dhcp_range_element, n); }
NetworkForward::Device read_forward_device(const xml::Node& n) { return read_as<F::Device>(device_element, n); }
PortGroup read_port_group(const xml::Node& n) { return read_as<PortGroup>(port_group_element, n); }
NetworkDns::Host read_dns_host(const xml::Node& n) { return read_as<Dns::Host>(dns_host_element, n); }
NetworkDns::Txt read_dns_txt(const xml::Node& n) { return read_as<Dns::Txt>(txt_element, n); }
NetworkDns::Srv read_dns_srv(const xml::Node& n) { return read_as<Dns::Srv>(srv_element, n); }

Network parse_network(std::string_view text) {
    auto document = xml::parse(text, {.domain = vireo::Domain::network});
    xml::expect_root(document, "network");
    return parse_network(document.root());
}

Network parse_network(const xml::Node& root) {
    Network n;
    ParseContext cx;
    row::parse(network_element, root, &n, cx);
    for (const auto& options : root.elements())
        if (options.ns == dnsmasq_namespace && options.name == "options")
            for (const auto& o : options.elements()) n.dnsmasq_options.emplace_back(o.value("value"));
    return n;
}

std::string format_network(const Network& n) {
    xml::Writer out(2048);
    FormatContext cx{out, 0};
    out.open("network");
    if (!n.dnsmasq_options.empty()) out.attribute("xmlns:dnsmasq", dnsmasq_namespace);
    row::format(network_element, &n, cx);
    if (!n.dnsmasq_options.empty()) {
        out.open("dnsmasq:options");
        for (const auto& o : n.dnsmasq_options) {
            out.open("dnsmasq:option");
            out.attribute("value", o);
            out.close();
        }
        out.close();
    }
    out.close();
    return out.take();
}

}  // namespace vireo::model
