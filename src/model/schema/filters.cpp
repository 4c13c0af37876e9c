// SPDX-License-Identifier: LGPL-2.1-or-later
// Grammar of network filters: nearly every value may be a variable instead.
#include "model/schema/documents.h"
#include "model/schema/form.h"

namespace vireo::model::schema {
namespace {

#define VARIABLE "$[ ]*[a-zA-Z0-9_]+(\\[[ ]*[@]?[0-9]+[ ]*\\])?[ ]*"
#define LOOSE_QUAD "([0-2]?[0-9]?[0-9]\\.){3}[0-2]?[0-9]?[0-9]"
#define LOOSE_IPV6 "([a-fA-F0-9]{0,4}:){2,7}([a-fA-F0-9]*)"
constexpr std::string_view mac_form = VARIABLE "\n([a-fA-F0-9]{1,2}:){5}[a-fA-F0-9]{1,2}";
constexpr std::string_view ip_form = VARIABLE "\n" LOOSE_QUAD;
constexpr std::string_view ip6_form = VARIABLE "\n" LOOSE_IPV6 "(" LOOSE_QUAD ")?";
constexpr std::string_view mask_form = VARIABLE "\n=int 0 32\n" LOOSE_QUAD;
constexpr std::string_view mask6_form = VARIABLE "\n=int 0 128\n" LOOSE_IPV6;
constexpr std::string_view six_bits = "0x([0-3][0-9a-fA-F]|[0-9a-fA-F])\n" VARIABLE "\n=int 0 63";
constexpr std::string_view sixteen_bits = VARIABLE "\n0x[0-9a-fA-F]{1,4}\n=int 0 65535";
constexpr std::string_view thirty_two_bits = VARIABLE "\n0x[0-9a-fA-F]{1,8}\n=unsignedInt";
constexpr std::string_view ether_type = VARIABLE "\n0x([6-9a-fA-F][0-9a-fA-F]{2}|[0-9a-fA-F]{4})\n=int 1536 65535\narp|rarp|ipv4|ipv6|vlan";
constexpr std::string_view vlan_number = VARIABLE "\n0x[0-9a-fA-F]{1,3}\n=int 0 4095";
constexpr std::string_view truth = "yes|no|true|false|1|0";
constexpr std::string_view opcode =
    VARIABLE "\n=int 0 65535\n[Rr]eply|[Rr]equest|[Rr]equest_[Rr]everse|[Rr]eply_[Rr]everse|DRARP_[Rr]equest|DRARP_[Rr]eply|"
    "DRARP_[Ee]rror|InARP_[Rr]equest|ARP_NAK";
constexpr std::string_view ip_protocol = VARIABLE "\n0x[0-9a-fA-F]{1,2}\n=int 0 255\ntcp|udp|udplite|esp|ah|icmp|igmp|sctp|icmpv6";
#define STATES "(NEW|ESTABLISHED|RELATED|INVALID)"
constexpr std::string_view states = STATES "(," STATES ")*|NONE";
#define TCP_FLAGS "((SYN|ACK|URG|PSH|FIN|RST)(,(SYN|ACK|URG|PSH|FIN|RST))*|ALL|NONE)"
constexpr std::string_view tcp_flags = TCP_FLAGS "/" TCP_FLAGS;
constexpr std::string_view set_name = VARIABLE "\n[a-zA-Z0-9_.:\\-+ ]{1,31}";
#define SET_FLAG "([Ss][Rr][Cc]|[Dd][Ss][Tt])"
constexpr std::string_view set_flags = SET_FLAG "(," SET_FLAG "){0,5}";

constexpr Field<Form> whole{0};

// What several protocols have.
constexpr Row every_rows[] = {yes_no("match"), said("comment", form::string)};
const Element every{every_rows};
constexpr Row source_mac_rows[] = {said("srcmacaddr", mac_form)};
const Element source_mac{source_mac_rows};
constexpr Row masked_mac_rows[] = {said("srcmacaddr", mac_form), said("srcmacmask", mac_form)};
const Element masked_mac{masked_mac_rows};
constexpr Row link_rows[] = {
    said("srcmacaddr", mac_form), said("srcmacmask", mac_form), said("dstmacaddr", mac_form), said("dstmacmask", mac_form),
};
const Element link{link_rows};
constexpr Row ip4_rows[] = {
    said("srcipaddr", ip_form), said("srcipmask", mask_form), said("dstipaddr", ip_form), said("dstipmask", mask_form),
};
const Element ip4{ip4_rows};
constexpr Row ip4_more_rows[] = {
    said("srcipfrom", ip_form),  said("srcipto", ip_form),
    said("dstipfrom", ip_form),  said("dstipto", ip_form),
    said("dscp", six_bits),      said("connlimit-above", sixteen_bits),
    said("state", states),       said("ipset", set_name).together(9),
    said("ipsetflags", set_flags).together(9),
};
const Element ip4_more{ip4_more_rows};
constexpr Row ip6_rows[] = {
    said("srcipaddr", ip6_form), said("srcipmask", mask6_form), said("dstipaddr", ip6_form), said("dstipmask", mask6_form),
};
const Element ip6{ip6_rows};
constexpr Row ip6_more_rows[] = {
    said("srcipfrom", ip6_form), said("srcipto", ip6_form), said("dstipfrom", ip6_form), said("dstipto", ip6_form), said("dscp", six_bits),
};
const Element ip6_more{ip6_more_rows};
constexpr Row port_rows[] = {
    said("srcportstart", sixteen_bits), said("srcportend", sixteen_bits),
    said("dstportstart", sixteen_bits), said("dstportend", sixteen_bits),
};
const Element ports{port_rows};
constexpr Row arp_part_rows[] = {
    said("arpsrcmacaddr", mac_form), said("arpsrcipaddr", ip_form), said("arpdstmacaddr", mac_form), said("arpdstipaddr", ip_form),
    said("hwtype", sixteen_bits),    said("opcode", opcode),        said("protocoltype", sixteen_bits), said("gratuitous", truth),
};
const Element arp_part{arp_part_rows};

// The protocols.
constexpr Row mac_rows[] = {embed(whole, every), embed(whole, link), said("protocolid", ether_type)};
const Element mac{mac_rows};
constexpr Row vlan_rows[] = {embed(whole, every), embed(whole, link), said("vlanid", vlan_number), said("encap-protocol", ether_type)};
const Element vlan{vlan_rows};
constexpr Row stp_rows[] = {
    embed(whole, every),
    embed(whole, masked_mac),
    said("type", form::uint8),
    said("flags", form::uint8),
    said("root-priority", sixteen_bits),
    said("root-priority-hi", sixteen_bits),
    said("root-address", mac_form),
    said("root-address-mask", mac_form),
    said("root-cost", thirty_two_bits),
    said("root-cost-hi", thirty_two_bits),
    said("sender-priority", sixteen_bits),
    said("sender-priority-hi", sixteen_bits),
    said("sender-address", mac_form),
    said("sender-address-mask", mac_form),
    said("port", sixteen_bits),
    said("port-hi", sixteen_bits),
    said("age", sixteen_bits),
    said("age-hi", sixteen_bits),
    said("max-age", sixteen_bits),
    said("max-age-hi", sixteen_bits),
    said("hello-time", sixteen_bits),
    said("hello-time-hi", sixteen_bits),
    said("forward-delay", sixteen_bits),
    said("forward-delay-hi", sixteen_bits),
};
const Element stp{stp_rows};
constexpr Row arp_rows[] = {embed(whole, every), embed(whole, link), embed(whole, arp_part)};
const Element arp{arp_rows};
constexpr Row ip_rows[] = {
    embed(whole, every), embed(whole, link), embed(whole, ip4), embed(whole, ports), said("protocol", ip_protocol), said("dscp", six_bits),
};
const Element ip{ip_rows};
constexpr Row ipv6_rows[] = {
    embed(whole, every),        embed(whole, link),           embed(whole, ip6),          embed(whole, ports), said("protocol", ip_protocol),
    said("type", form::uint8),  said("typeend", form::uint8), said("code", form::uint8),  said("codeend", form::uint8),
};
const Element ipv6{ipv6_rows};
constexpr Row plain4_rows[] = {embed(whole, every), embed(whole, source_mac), embed(whole, ip4), embed(whole, ip4_more)};
const Element plain4{plain4_rows};
constexpr Row ports4_rows[] = {embed(whole, plain4), embed(whole, ports)};
const Element ports4{ports4_rows};
constexpr Row tcp4_rows[] = {embed(whole, ports4), said("flags", tcp_flags)};
const Element tcp4{tcp4_rows};
constexpr Row icmp4_rows[] = {embed(whole, plain4), said("type", form::uint8), said("code", form::uint8)};
const Element icmp4{icmp4_rows};
constexpr Row plain6_rows[] = {embed(whole, every), embed(whole, source_mac), embed(whole, ip6), embed(whole, ip6_more)};
const Element plain6{plain6_rows};
constexpr Row ports6_rows[] = {embed(whole, plain6), embed(whole, ports)};
const Element ports6{ports6_rows};
constexpr Row tcp6_rows[] = {embed(whole, ports6), said("flags", tcp_flags)};
const Element tcp6{tcp6_rows};
constexpr Row icmp6_rows[] = {embed(whole, plain6), said("type", form::uint8), said("code", form::uint8)};
const Element icmp6{icmp6_rows};

constexpr Row rule_rows[] = {
    said("action", "drop|accept|reject|continue|return").needed(),
    said("direction", "in|out|inout").needed(),
    said("priority", "=int -1000 1000"),
    said("statematch", "[Ff][Aa][Ll][Ss][Ee]|0"),
    inside("mac", mac).at_most_one_of(1),        inside("vlan", vlan).at_most_one_of(1),      inside("stp", stp).at_most_one_of(1),
    inside("arp", arp).at_most_one_of(1),        inside("rarp", arp).at_most_one_of(1),       inside("ip", ip).at_most_one_of(1),
    inside("ipv6", ipv6).at_most_one_of(1),      inside("tcp", tcp4).at_most_one_of(1),       inside("udp", ports4).at_most_one_of(1),
    inside("sctp", ports4).at_most_one_of(1),    inside("icmp", icmp4).at_most_one_of(1),     inside("igmp", plain4).at_most_one_of(1),
    inside("all", plain4).at_most_one_of(1),     inside("esp", plain4).at_most_one_of(1),     inside("ah", plain4).at_most_one_of(1),
    inside("udplite", plain4).at_most_one_of(1), inside("tcp-ipv6", tcp6).at_most_one_of(1),  inside("udp-ipv6", ports6).at_most_one_of(1),
    inside("sctp-ipv6", ports6).at_most_one_of(1), inside("icmpv6", icmp6).at_most_one_of(1), inside("all-ipv6", plain6).at_most_one_of(1),
    inside("esp-ipv6", plain6).at_most_one_of(1),  inside("ah-ipv6", plain6).at_most_one_of(1), inside("udplite-ipv6", plain6).at_most_one_of(1),
};
const Element rule{rule_rows};
constexpr Row parameter_rows[] = {said("name", "[a-zA-Z0-9_]+").needed(), said("value", "[a-zA-Z0-9_.:]+").needed()};
const Element parameter{parameter_rows};
constexpr Row reference_rows[] = {said("filter", "=NCName").needed(), inside("parameter", parameter).several()};
const Element reference{reference_rows};
constexpr std::string_view chain = "root|(mac|stp|arp)[a-zA-Z0-9_.:\\-]{0,9}|(vlan|rarp|ipv4|ipv6)[a-zA-Z0-9_.:\\-]{0,8}";
constexpr Row filter_rows[] = {
    said("name", "=NCName").needed(),
    said("chain", chain),
    said("priority", "=int -1000 1000"),
    line("uuid", form::uuid),
    inside("filterref", reference).several(),
    inside("rule", rule).several(),
};
const Element filter{filter_rows};

}  // namespace

std::string nwfilter(Writer write) {
    Form f;
    return alone(write, filter, "filter", &f);
}

}  // namespace vireo::model::schema
