// SPDX-License-Identifier: LGPL-2.1-or-later
#include "model/iface/iface.h"

#include "base/error.h"
#include "model/row/row.h"
#include "xml/parse.h"
#include "xml/writer.h"

namespace vireo::model {
namespace {

using namespace row;
constexpr auto from = vireo::Domain::interface;
constexpr unsigned max_depth = 8;  // bridges over bonds over VLANs

constexpr Row address_rows[] = {
    attr("address", FIELD(IfaceAddress, address)),
    attr("prefix", FIELD(IfaceAddress, prefix)),
};
const Element address_element{address_rows};
constexpr Row dhcp_rows[] = {attr("peerdns", FIELD(IfaceDhcp, peer_dns))};
const Element dhcp_element{dhcp_rows};
constexpr Row route_rows[] = {attr("gateway", FIELD(IfaceProtocol, gateway))};
const Element route_element{route_rows};
constexpr Row protocol_rows[] = {
    attr("family", FIELD(IfaceProtocol, family)).req(Code::xml_error, "protocol misses the family attribute").blames(from),
    flag("autoconf", FIELD(IfaceProtocol, autoconf)),
    maybe("dhcp", FIELD(IfaceProtocol, dhcp), dhcp_element),
    list("ip", FIELD(IfaceProtocol, addresses), address_element),
    inside("route", route_element),
};
void finish_protocol(const xml::Node&, void* self, ParseContext&) {
    auto& p = *static_cast<IfaceProtocol*>(self);
    if (p.family != "ipv4" && p.family != "ipv6") fail(Code::xml_error, from, "unsupported protocol family '{}'", p.family);
    if (p.family == "ipv4") p.autoconf = false;
    std::erase_if(p.addresses, [](const IfaceAddress& a) { return a.address.empty(); });
}
const Element protocol_element{protocol_rows, finish_protocol};

constexpr Row mii_rows[] = {
    attr("freq", FIELD(BondMii, freq)).req(Code::xml_error, "bond interface miimon freq missing or invalid").wrong(Code::xml_error, "bond interface miimon freq missing or invalid").blames(from),
    attr("downdelay", FIELD(BondMii, downdelay)).wrong(Code::xml_error, "bond interface miimon downdelay invalid").blames(from),
    attr("updelay", FIELD(BondMii, updelay)).wrong(Code::xml_error, "bond interface miimon updelay invalid").blames(from),
    attr("carrier", FIELD(BondMii, carrier)).wrong(Code::xml_error, "unknown mii bonding carrier {}").blames(from),
};
const Element mii_element{mii_rows};
constexpr Row arp_rows[] = {
    attr("interval", FIELD(BondArp, interval)).req(Code::xml_error, "bond interface arpmon interval missing or invalid").wrong(Code::xml_error, "bond interface arpmon interval missing or invalid").blames(from),
    attr("target", FIELD(BondArp, target)).req(Code::xml_error, "bond interface arpmon target missing").blames(from),
    attr("validate", FIELD(BondArp, validate)).wrong(Code::xml_error, "unknown arp bonding validate {}").blames(from),
};
const Element arp_element{arp_rows};

constexpr Row start_rows[] = {attr("mode", FIELD(Iface, start)).wrong(Code::xml_error, "unknown interface startmode {}").blames(from)};
const Element start_element{start_rows};
constexpr Row mtu_rows[] = {attr("size", FIELD(Iface, mtu))};
const Element mtu_element{mtu_rows};
constexpr Row mac_rows[] = {attr("address", FIELD(Iface, mac))};
const Element mac_element{mac_rows};
constexpr Row link_rows[] = {attr("speed", FIELD(Iface, link_speed)), attr("state", FIELD(Iface, link_state))};
const Element link_element{link_rows};
constexpr Row bridge_rows[] = {attr("stp", FIELD(Iface, stp)), attr("delay", FIELD(Iface, delay))};
const Element bridge_element{bridge_rows};
constexpr Row bond_rows[] = {
    attr("mode", FIELD(Iface, bond_mode)).wrong(Code::xml_error, "unknown bonding mode {}").blames(from),
    maybe("miimon", FIELD(Iface, mii), mii_element),
    maybe("arpmon", FIELD(Iface, arp), arp_element),
};
const Element bond_element{bond_rows};

constexpr Row head_rows[] = {
    attr("type", FIELD(Iface, type)).req(),
    attr("name", FIELD(Iface, name)),
    inside("start", start_element),
    inside("mtu", mtu_element),
    list("protocol", FIELD(Iface, protocols), protocol_element),
    inside("link", link_element),
    inside("mac", mac_element),
};
const Element head_element{head_rows};

[[noreturn]] void wrong(const char* text) { fail(Code::xml_error, from, "{}", text); }

void read(const xml::Node& n, Iface& i, unsigned depth) {
    if (depth > max_depth) wrong("too many interfaces within each other");
    ParseContext cx;
    row::parse(head_element, n, &i, cx);
    if (i.type != IfaceType::vlan && i.name.empty()) wrong("interface has no name");
    auto members = [&](const xml::Node& parent) {
        for (const auto& e : parent.elements())
            if (e.is("interface")) read(e, i.members.emplace_back(), depth + 1);
    };
    switch (i.type) {
        case IfaceType::bridge: {
            const xml::Node* b = n.child("bridge");
            if (!b) wrong("bridge interface misses the bridge element");
            row::parse(bridge_element, *b, &i, cx);
            members(*b);
            break;
        }
        case IfaceType::bond: {
            const xml::Node* b = n.child("bond");
            if (!b) wrong("bond interface misses the bond element");
            row::parse(bond_element, *b, &i, cx);
            members(*b);
            break;
        }
        case IfaceType::vlan: {
            const xml::Node* v = n.child("vlan");
            if (!v) wrong("vlan interface misses the vlan element");
            i.tag = v->value("tag");
            if (i.tag.empty()) wrong("vlan interface misses the tag attribute");
            const xml::Node* d = v->child("interface");
            if (d) i.device = d->value("name");
            if (i.device.empty()) wrong("vlan interface misses name attribute");
            break;
        }
        default: break;
    }
}

void write(xml::Writer& w, const Iface& i);

void write_members(xml::Writer& w, const Iface& i) {
    for (const auto& m : i.members) write(w, m);
}

// Elements that hold others end with a tag of their own, even when they are empty.
void write(xml::Writer& w, const Iface& i) {
    FormatContext cx{w, format_secure};
    w.open("interface");
    w.plain_attribute("type", word(i.type));
    if (!i.name.empty()) w.attribute("name", i.name);
    w.begin_content();
    if (i.start != IfaceStart::unspecified) {
        w.open("start");
        row::format(start_element, &i, cx);
        w.close();
    }
    if (i.mtu) {
        w.open("mtu");
        row::format(mtu_element, &i, cx);
        w.close();
    }
    for (const auto& p : i.protocols) {
        w.open("protocol");
        w.attribute("family", p.family);
        w.begin_content();
        if (p.autoconf) w.empty("autoconf");
        if (p.dhcp) {
            w.open("dhcp");
            row::format(dhcp_element, p.dhcp.get(), cx);
            w.close();
        }
        for (const auto& a : p.addresses) {
            w.open("ip");
            row::format(address_element, &a, cx);
            w.close();
        }
        if (!p.gateway.empty()) {
            w.open("route");
            row::format(route_element, &p, cx);
            w.close();
        }
        w.close();
    }
    if (i.link_speed || i.link_state != IfaceLinkState::none) {
        w.open("link");
        row::format(link_element, &i, cx);
        w.close();
    }
    if (!i.mac.empty()) {
        w.open("mac");
        row::format(mac_element, &i, cx);
        w.close();
    }
    switch (i.type) {
        case IfaceType::bridge:
            w.open("bridge");
            row::format(bridge_element, &i, cx);
            w.begin_content();
            write_members(w, i);
            w.close();
            break;
        case IfaceType::bond:
            w.open("bond");
            if (i.bond_mode != BondMode::none) w.plain_attribute("mode", word(i.bond_mode));
            w.begin_content();
            if (i.mii) {
                w.open("miimon");
                row::format(mii_element, i.mii.get(), cx);
                w.close();
            }
            if (i.arp) {
                w.open("arpmon");
                row::format(arp_element, i.arp.get(), cx);
                w.close();
            }
            write_members(w, i);
            w.close();
            break;
        case IfaceType::vlan:
            w.open("vlan");
            w.attribute("tag", i.tag);
            w.open("interface");
            w.attribute("name", i.device);
            w.close();
            w.close();
            break;
        default: break;
    }
    w.close();
}

}  // namespace

Iface parse_iface(std::string_view text) {
    auto document = xml::parse(text, {.domain = from});
    xml::expect_root(document, "interface");
    Iface i;
    read(document.root(), i, 0);
    return i;
}

std::string format_iface(const Iface& i) {
    xml::Writer w(1024);
    write(w, i);
    return w.take();
}

}  // namespace vireo::model
