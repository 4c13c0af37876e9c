// SPDX-License-Identifier: LGPL-2.1-or-later
#include "model/network/update.h"

#include <arpa/inet.h>

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "model/network/network_xml.h"
#include "xml/parse.h"

namespace vireo::model {
namespace {

constexpr auto from = vireo::Domain::network;

template <class... A>
[[noreturn]] void invalid(fmt::format_string<A...> text, A&&... args) {
    fail(Code::operation_invalid, from, text, std::forward<A>(args)...);
}
template <class... A>
[[noreturn]] void detail(fmt::format_string<A...> text, A&&... args) {
    fail(Code::xml_detail, from, text, std::forward<A>(args)...);
}
template <class... A>
[[noreturn]] void bad(fmt::format_string<A...> text, A&&... args) {
    fail(Code::xml_error, from, text, std::forward<A>(args)...);
}

// What one update is about.
struct Update {
    Network& net;
    NetworkCommand command;
    int parent;
    xml::Document document;

    const xml::Node& expect(std::string_view name) const {
        const xml::Node& root = document.root();
        if (!root.is(name))
            bad("unexpected element <{}>, expecting <{}>, while updating network '{}'", root.name, name, net.name);
        return root;
    }
    bool adds() const { return command == NetworkCommand::add_first || command == NetworkCommand::add_last; }
    bool removes() const { return command == NetworkCommand::remove; }
    bool modifies() const { return command == NetworkCommand::modify; }
    template <class T>
    void add(std::vector<T>& list, T value) const {
        list.insert(command == NetworkCommand::add_first ? list.begin() : list.end(), std::move(value));
    }
};

bool is_address(const std::string& text) {
    unsigned char bytes[16];
    return inet_pton(AF_INET, text.c_str(), bytes) == 1 || inet_pton(AF_INET6, text.c_str(), bytes) == 1;
}

NetworkIp& ip_of(Update& u, const char* what) {
    auto& ips = u.net.ips;
    if (u.parent >= 0) {
        if (static_cast<std::size_t>(u.parent) >= ips.size())
            invalid("couldn't update dhcp {} entry - no <ip> element found at index {} in network '{}'", what, u.parent, u.net.name);
        return ips[static_cast<std::size_t>(u.parent)];
    }
    // The one that has such entries already, or the first IPv4 one.
    for (auto& ip : ips)
        if (!ip.ranges.empty() || !ip.hosts.empty()) return ip;
    for (auto& ip : ips)
        if (ip.family.empty() || ip.family == "ipv4") return ip;
    if (ips.empty()) invalid("couldn't update dhcp {} entry - no <ip> element found at index {} in network '{}'", what, 0, u.net.name);
    return ips.front();
}

// A <dns> without anything in it vanishes.
void keep(Network& net, NetworkDns dns) {
    if (dns == NetworkDns{})
        net.dns.reset();
    else
        net.dns = std::move(dns);
}

std::string shown(const std::string& text) { return text.empty() ? "(null)" : text; }

void dhcp_host(Update& u) {
    const xml::Node& n = u.expect("host");
    if (n.has("mac") && !Mac::parse(n.value("mac"))) bad("Cannot parse MAC address '{}' in network '{}'", n.value("mac"), u.net.name);
    const auto host = read_dhcp_host(n);
    auto& ip = ip_of(u, "host");
    if (!host.ip.empty() && !is_address(host.ip)) bad("Invalid IP address in static host definition for network '{}'", u.net.name);
    if (!u.removes()) {
        const bool v6 = ip.family == "ipv6";
        if (v6 ? host.id.empty() && host.name.empty() : !host.mac.given && host.name.empty())
            bad("Static host definition in {} network '{}' must have {} or name attribute", v6 ? "IPv6" : "IPv4", u.net.name, v6 ? "id" : "mac");
        if (host.ip.empty()) bad("Missing IP address in static host definition for network '{}'", u.net.name);
    }
    auto& hosts = ip.hosts;
    auto same = [&](const NetworkIp::Host& h) {
        return (host.mac.given && h.mac == host.mac) || (!host.name.empty() && h.name == host.name);
    };
    const std::string mac = host.mac.given ? host.mac.text() : "";
    if (u.modifies()) {
        auto at = std::find_if(hosts.begin(), hosts.end(), same);
        if (at == hosts.end())
            invalid("couldn't locate an existing dhcp host entry with \"mac='{}'\" \"name='{}'\" \"ip='{}'\" in network '{}'", shown(mac),
                    shown(host.name), shown(host.ip), u.net.name);
        *at = host;
    } else if (u.adds()) {
        for (const auto& h : hosts)
            if (same(h) || h.ip == host.ip)
                invalid("there is an existing dhcp host entry in network '{}' that matches \"<host mac='{}' name='{}' ip='{}'/>\"",
                        u.net.name, shown(mac), shown(host.name), shown(host.ip));
        u.add(hosts, host);
    } else {
        auto at = std::find_if(hosts.begin(), hosts.end(), [&](const NetworkIp::Host& h) {
            return (!host.mac.given || h.mac == host.mac) && (host.name.empty() || h.name == host.name) && (host.ip.empty() || h.ip == host.ip);
        });
        if (at == hosts.end()) invalid("couldn't locate a matching dhcp host entry in network '{}'", u.net.name);
        hosts.erase(at);
    }
}

void dhcp_range(Update& u) {
    auto& ip = ip_of(u, "range");
    const auto range = read_dhcp_range(u.expect("range"));
    if (range.start.empty()) bad("Missing 'start' attribute in dhcp range for network '{}'", u.net.name);
    if (range.end.empty()) bad("Missing 'end' attribute in dhcp range for network '{}'", u.net.name);
    if (!is_address(range.start)) bad("Invalid dhcp range start address '{}' in network '{}'", range.start, u.net.name);
    if (!is_address(range.end)) bad("Invalid dhcp range end address '{}' in network '{}'", range.end, u.net.name);
    unsigned char a[16] = {}, b[16] = {};
    const int family = range.start.find(':') == range.start.npos ? AF_INET : AF_INET6;
    if (inet_pton(family, range.start.c_str(), a) == 1 && inet_pton(family, range.end.c_str(), b) == 1 &&
        std::lexicographical_compare(b, b + 16, a, a + 16))
        fail(Code::internal_error, from, "range {} - {} is reversed ", range.start, range.end);
    auto& ranges = ip.ranges;
    auto at = std::find_if(ranges.begin(), ranges.end(), [&](const NetworkIp::Range& r) { return r.start == range.start && r.end == range.end; });
    if (u.modifies()) fail(Code::operation_unsupported, from, "dhcp ranges cannot be modified, only added or deleted");
    if (u.adds()) {
        if (at != ranges.end())
            invalid("there is an existing dhcp range entry in network '{}' that matches \"<range start='{}' end='{}'/>\"", u.net.name,
                    range.start, range.end);
        u.add(ranges, range);
    } else {
        if (at == ranges.end()) invalid("couldn't locate a matching dhcp range entry in network '{}'", u.net.name);
        ranges.erase(at);
    }
}

void forward_interface(Update& u) {
    const auto device = read_forward_device(u.expect("interface"));
    if (device.dev.empty()) bad("missing dev attribute in <interface> element");
    auto& list = u.net.forward.interfaces;
    auto at = std::find(list.begin(), list.end(), device);
    if (u.modifies()) fail(Code::operation_unsupported, from, "forward interface entries cannot be modified, only added or deleted");
    if (u.adds()) {
        if (at != list.end())
            invalid("there is an existing interface entry in network '{}' that matches \"<interface dev='{}'>\"", u.net.name, device.dev);
        u.add(list, device);
    } else {
        if (at == list.end())
            invalid("couldn't find an interface entry in network '{}' matching <interface dev='{}'>", u.net.name, device.dev);
        list.erase(at);
    }
    // The first of the list also stands in <forward dev>.
    u.net.forward.dev = list.empty() ? "" : list.front().dev;
}

void port_group(Update& u) {
    const auto group = read_port_group(u.expect("portgroup"));
    if (group.name.empty()) bad("Missing required name attribute in portgroup");
    auto& list = u.net.port_groups;
    auto at = std::find_if(list.begin(), list.end(), [&](const PortGroup& g) { return g.name == group.name; });
    if (!u.adds() && at == list.end())
        invalid("couldn't find a portgroup entry in network '{}' matching <portgroup name='{}'>", u.net.name, group.name);
    if (u.adds() && at != list.end())
        invalid("there is an existing portgroup entry in network '{}' that matches \"<portgroup name='{}'>\"", u.net.name, group.name);
    if (!u.removes() && group.is_default == YesNo::yes)
        for (const auto& g : list)
            if (g.is_default == YesNo::yes && g.name != group.name)
                invalid("a different portgroup entry in network '{}' is already set as the default. Only one default is allowed.", u.net.name);
    if (u.modifies())
        *at = group;
    else if (u.adds())
        u.add(list, group);
    else
        list.erase(at);
}

void dns_host(Update& u) {
    auto host = read_dns_host(u.expect("host"));
    const auto& name = u.net.name;
    std::erase(host.names, "");
    if (host.ip.empty() && host.names.empty()) detail("Missing ip and hostname in network '{}' DNS HOST record", name);
    if (!u.removes()) {
        if (host.ip.empty()) detail("Missing IP address in network '{}' DNS HOST record", name);
        if (host.names.empty()) detail("Missing hostname in network '{}' DNS HOST record", name);
    }
    NetworkDns dns = u.net.dns ? *u.net.dns : NetworkDns{};
    auto& list = dns.hosts;
    auto match = [&](const NetworkDns::Host& h) {
        if (!host.ip.empty()) return h.ip == host.ip;
        return std::any_of(host.names.begin(), host.names.end(),
                           [&](const auto& n) { return std::find(h.names.begin(), h.names.end(), n) != h.names.end(); });
    };
    auto at = std::find_if(list.begin(), list.end(), match);
    if (!u.adds() && at == list.end()) invalid("couldn't locate a matching DNS HOST record in network {}", name);
    if (!u.removes() && !is_address(host.ip)) detail("Invalid IP address in network '{}' DNS HOST record", name);
    if (u.adds()) {
        if (at != list.end()) invalid("there is already at least one DNS HOST record with a matching field in network {}", name);
        u.add(list, host);
    } else if (u.modifies()) {
        *at = host;
    } else {
        if (std::count_if(list.begin(), list.end(), match) > 1)
            invalid("multiple matching DNS HOST records were found in network {}", name);
        list.erase(at);
    }
    keep(u.net, std::move(dns));
}

void dns_txt(Update& u) {
    const auto& name = u.net.name;
    const auto txt = read_dns_txt(u.expect("txt"));
    if (txt.name.empty()) detail("missing required name attribute in DNS TXT record of network {}", name);
    if (txt.name.find(' ') != txt.name.npos) detail("prohibited character in DNS TXT record name '{}' of network {}", txt.name, name);
    if (txt.value.empty() && !u.removes()) detail("missing required value attribute in DNS TXT record named '{}' of network {}", txt.name, name);
    NetworkDns dns = u.net.dns ? *u.net.dns : NetworkDns{};
    auto& list = dns.txts;
    auto at = std::find_if(list.begin(), list.end(), [&](const NetworkDns::Txt& t) { return t.name == txt.name; });
    if (u.adds()) {
        if (at != list.end()) invalid("there is already a DNS TXT record with name '{}' in network {}", txt.name, name);
        u.add(list, txt);
    } else {
        if (at == list.end()) invalid("couldn't locate a matching DNS TXT record in network {}", name);
        if (u.modifies())
            *at = txt;
        else
            list.erase(at);
    }
    keep(u.net, std::move(dns));
}

void dns_srv(Update& u) {
    const auto& name = u.net.name;
    const auto srv = read_dns_srv(u.expect("srv"));
    if (u.modifies()) fail(Code::operation_unsupported, from, "DNS SRV records cannot be modified, only added or deleted");
    if (!u.removes()) {
        if (srv.service.empty()) detail("missing required service attribute in DNS SRV record of network '{}'", name);
        if (srv.protocol.empty()) detail("missing required protocol attribute in DNS SRV record '{}' of network '{}'", srv.service, name);
    }
    if (!srv.protocol.empty() && srv.protocol != "tcp" && srv.protocol != "udp")
        detail("Invalid protocol attribute value '{}' in DNS SRV record of network '{}'", srv.protocol, name);
    NetworkDns dns = u.net.dns ? *u.net.dns : NetworkDns{};
    auto& list = dns.srvs;
    auto match = [&](const NetworkDns::Srv& s) {
        auto text = [](const std::string& wanted, const std::string& has) { return wanted.empty() || wanted == has; };
        auto number = [](const auto& wanted, const auto& has) { return !wanted || wanted == has; };
        return text(srv.domain, s.domain) && text(srv.service, s.service) && text(srv.protocol, s.protocol) && text(srv.target, s.target) &&
               number(srv.port, s.port) && number(srv.priority, s.priority) && number(srv.weight, s.weight);
    };
    const auto found = std::count_if(list.begin(), list.end(), match);
    if (u.adds()) {
        if (found) invalid("there is already at least one DNS SRV record matching all specified fields in network {}", name);
        u.add(list, srv);
    } else {
        if (!found) invalid("couldn't locate a matching DNS SRV record in network {}", name);
        if (found > 1) invalid("multiple DNS SRV records matching all specified fields were found in network {}", name);
        list.erase(std::find_if(list.begin(), list.end(), match));
    }
    keep(u.net, std::move(dns));
}

}  // namespace

void update_network(Network& network, NetworkCommand command, NetworkSection section, int parent, std::string_view fragment) {
    if (command == NetworkCommand::none)
        fail(Code::operation_unsupported, from, "unrecognized network update command code {}", 0);
    Update u{network, command, parent, xml::parse(fragment, {.domain = from})};
    switch (section) {
        case NetworkSection::ip_dhcp_host: return dhcp_host(u);
        case NetworkSection::ip_dhcp_range: return dhcp_range(u);
        case NetworkSection::forward_interface: return forward_interface(u);
        case NetworkSection::portgroup: return port_group(u);
        case NetworkSection::dns_host: return dns_host(u);
        case NetworkSection::dns_txt: return dns_txt(u);
        case NetworkSection::dns_srv: return dns_srv(u);
        case NetworkSection::none: fail(Code::operation_unsupported, from, "can't update unrecognized section of network");
        default:
            fail(Code::operation_unsupported, from, "can't update '{}' section of network '{}'",
                 section == NetworkSection::forward_pf ? "forward pf" : word(section), network.name);
    }
}

}  // namespace vireo::model
