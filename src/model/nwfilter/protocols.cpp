// SPDX-License-Identifier: LGPL-2.1-or-later
#include "model/nwfilter/protocols.h"

#include <arpa/inet.h>

#include <array>
#include <vector>

#include "base/text.h"
#include "model/row/codec.h"
#include "model/row/types.h"

namespace vireo::model {
namespace {

using K = MatchKind;
constexpr std::uint32_t u8 = 0xff, u16 = 0xffff, u32 = 0xffffffff;

constexpr MatchRow comment{"comment", K::comment};
#define MACS \
    {"srcmacaddr", K::mac}, {"srcmacmask", K::mac_mask, 0, 0, "srcmacaddr"}, {"dstmacaddr", K::mac}, {"dstmacmask", K::mac_mask, 0, 0, "dstmacaddr"}
#define ADDRESSES(ip) \
    {"srcipaddr", K::ip}, {"srcipmask", K::ip##_mask, 0, 0, "srcipaddr"}, {"dstipaddr", K::ip}, {"dstipmask", K::ip##_mask, 0, 0, "dstipaddr"}
#define PORTS \
    {"srcportstart", K::number, 0, u16}, {"srcportend", K::number, 0, u16, "srcportstart"}, \
    {"dstportstart", K::number, 0, u16, "srcportstart"}, {"dstportend", K::number, 0, u16, "srcportstart"}
#define RANGES(ip) \
    {"srcipfrom", K::ip}, {"srcipto", K::ip, 0, 0, "srcipfrom"}, {"dstipfrom", K::ip}, {"dstipto", K::ip, 0, 0, "dstipfrom"}
#define DSCP {"dscp", K::number, 0, 63}
#define STATE {"connlimit-above", K::number, 0, u16, nullptr, false}, {"state", K::states}, {"ipset", K::ipset}, {"ipsetflags", K::ipset_flags, 0, 0, "ipset"}
#define HI(name, high) {name, K::number, 0, high}, {name "-hi", K::number, 0, high, name}

constexpr MatchRow mac_rows[] = {MACS, {"protocolid", K::ether_type, 0x600, u16}, comment};
constexpr MatchRow vlan_rows[] = {MACS, {"vlanid", K::number, 0, 0xfff}, {"encap-protocol", K::ether_type, 0x3c, u16}, comment};
constexpr MatchRow stp_rows[] = {
    {"srcmacaddr", K::mac}, {"srcmacmask", K::mac_mask, 0, 0, "srcmacaddr"}, {"type", K::number, 0, u8}, {"flags", K::number, 0, u8},
    HI("root-priority", u16), {"root-address", K::mac}, {"root-address-mask", K::mac_mask, 0, 0, "root-address"}, HI("root-cost", u32),
    HI("sender-priority", u16), {"sender-address", K::mac}, {"sender-address-mask", K::mac_mask, 0, 0, "sender-address"}, HI("port", u16),
    HI("max-age", u16), HI("hello-time", u16), HI("forward-delay", u16), comment};
constexpr MatchRow arp_rows[] = {MACS, {"hwtype", K::number, 0, u16}, {"protocoltype", K::number, 0, u16}, {"opcode", K::arp_opcode, 0, u16},
                                 {"arpsrcmacaddr", K::mac}, {"arpdstmacaddr", K::mac}, {"arpsrcipaddr", K::ipv4},
                                 {"arpsrcipmask", K::ipv4_mask, 0, 0, "arpsrcipaddr"}, {"arpdstipaddr", K::ipv4},
                                 {"arpdstipmask", K::ipv4_mask, 0, 0, "arpdstipaddr"}, {"gratuitous", K::boolean}, comment};
constexpr MatchRow ip_rows[] = {MACS, ADDRESSES(ipv4), {"protocol", K::ip_protocol, 0, u8}, PORTS, DSCP, comment};
constexpr MatchRow ipv6_rows[] = {MACS, ADDRESSES(ipv6), {"protocol", K::ip_protocol, 0, u8}, PORTS, {"type", K::number, 0, u8},
                                  {"typeend", K::number, 0, u8}, {"code", K::number, 0, u8}, {"codeend", K::number, 0, u8}, comment};
#define HEAD(ip) {"srcmacaddr", K::mac}, ADDRESSES(ip), RANGES(ip), DSCP, STATE
constexpr MatchRow tcp_rows[] = {HEAD(ipv4), PORTS, {"flags", K::tcp_flags}, comment};
constexpr MatchRow tcp6_rows[] = {HEAD(ipv6), PORTS, comment};
constexpr MatchRow port_rows[] = {HEAD(ipv4), PORTS, comment};
constexpr MatchRow port6_rows[] = {HEAD(ipv6), PORTS, comment};
constexpr MatchRow plain_rows[] = {HEAD(ipv4), comment};
constexpr MatchRow plain6_rows[] = {HEAD(ipv6), comment};
#define ICMP {"type", K::number, 0, u8}, {"code", K::number, 0, u8, "type"}
constexpr MatchRow icmp_rows[] = {HEAD(ipv4), ICMP, comment};
constexpr MatchRow icmp6_rows[] = {HEAD(ipv6), ICMP, comment};

struct Protocol {
    std::string_view name;
    std::span<const MatchRow> rows;
};
constexpr Protocol protocols[] = {
    {"mac", mac_rows}, {"vlan", vlan_rows}, {"stp", stp_rows}, {"arp", arp_rows}, {"rarp", arp_rows}, {"ip", ip_rows}, {"ipv6", ipv6_rows},
    {"tcp", tcp_rows}, {"tcp-ipv6", tcp6_rows}, {"udp", port_rows}, {"udp-ipv6", port6_rows}, {"sctp", port_rows}, {"sctp-ipv6", port6_rows},
    {"icmp", icmp_rows}, {"icmpv6", icmp6_rows}, {"igmp", plain_rows}, {"all", plain_rows}, {"all-ipv6", plain6_rows}, {"esp", plain_rows},
    {"esp-ipv6", plain6_rows}, {"ah", plain_rows}, {"ah-ipv6", plain6_rows}, {"udplite", plain_rows}, {"udplite-ipv6", plain6_rows},
};

struct Named {
    std::string_view name;
    std::uint32_t number;
};
constexpr Named ether_types[] = {{"ipv4", 0x800}, {"arp", 0x806}, {"rarp", 0x8035}, {"vlan", 0x8100}, {"ipv6", 0x86dd}};
constexpr Named ip_protocols[] = {{"tcp", 6}, {"udp", 17}, {"udplite", 136}, {"esp", 50}, {"ah", 51}, {"icmp", 1}, {"igmp", 2}, {"sctp", 132}, {"icmpv6", 58}};
constexpr Named opcodes[] = {{"Request", 1}, {"Reply", 2}, {"Request_Reverse", 3}, {"Reply_Reverse", 4}, {"DRARP_Request", 5},
                             {"DRARP_Reply", 6}, {"DRARP_Error", 7}, {"InARP_Request", 8}, {"ARP_NAK", 9}};

// "$NAME", "$NAME[1]", "$NAME[@1]", with blanks around; the form without them. "[@0]" is what is meant without an index.
std::optional<std::string> variable(std::string_view text) {
    auto rest = trim(text.substr(1));
    const auto bracket = rest.find('[');
    std::string out = "$" + std::string(rest.substr(0, bracket));
    for (char c : out.substr(1))
        if (!is_alnum(c) && c != '_') return std::nullopt;
    if (bracket == rest.npos) return out;
    auto index = rest.substr(bracket + 1);
    if (!index.ends_with(']')) return std::nullopt;
    index = trim(index.substr(0, index.size() - 1));
    const bool iterator = index.starts_with('@');
    if (iterator) index = trim(index.substr(1));
    auto n = to_number<std::uint32_t>(index);
    if (!n) return std::nullopt;
    if (iterator && *n == 0) return out;
    return out + fmt::format("[{}{}]", iterator ? "@" : "", *n);
}

// Numbers stay hexadecimal if they were written so.
std::optional<std::string> number(const MatchRow& row, std::string_view text, std::span<const Named> names = {}) {
    const bool hex = row.hex && text.starts_with("0x");
    auto n = hex ? to_number<std::uint32_t>(text.substr(2), 16) : to_number<std::uint32_t>(text);
    if (!n) {
        for (const auto& named : names)
            if (equal_ignoring_case(named.name, text)) return std::string(named.name);
        return std::nullopt;
    }
    if (*n < row.low || *n > row.high) return std::nullopt;
    for (const auto& named : names)
        if (named.number == *n) return std::string(named.name);
    return hex ? fmt::format("0x{:x}", *n) : std::to_string(*n);
}

std::optional<std::string> address(int family, const std::string& text) {
    std::array<unsigned char, 16> bytes{};
    char out[INET6_ADDRSTRLEN];
    if (family == AF_INET) {
        in_addr a{};
        if (text.find_first_not_of("0123456789abcdefABCDEFxX.") != text.npos || std::count(text.begin(), text.end(), '.') != 3 ||
            inet_aton(text.c_str(), &a) == 0)
            return std::nullopt;
        return inet_ntop(AF_INET, &a, out, sizeof out) ? std::optional<std::string>(out) : std::nullopt;
    }
    if (inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1) return std::nullopt;
    return inet_ntop(AF_INET6, bytes.data(), out, sizeof out) ? std::optional<std::string>(out) : std::nullopt;
}

// A length of the prefix, or a mask without holes.
std::optional<std::string> mask(int family, const std::string& text) {
    const unsigned bits = family == AF_INET ? 32 : 128;
    if (auto n = to_number<unsigned>(text)) return *n <= bits ? std::optional(std::to_string(*n)) : std::nullopt;
    std::array<unsigned char, 16> bytes{};
    if (inet_pton(family, text.c_str(), bytes.data()) != 1) return std::nullopt;
    unsigned length = 0;
    while (length < bits && (bytes[length / 8] >> (7 - length % 8) & 1)) ++length;
    for (unsigned i = length; i < bits; ++i)
        if (bytes[i / 8] >> (7 - i % 8) & 1) return std::nullopt;
    return std::to_string(length);
}

std::optional<std::string> mac(std::string_view text, bool is_mask) {
    auto m = Mac::parse(text);
    if (!m) return std::nullopt;
    if (is_mask) {
        bool hole = false;
        for (unsigned i = 0; i < 48; ++i) {
            const bool bit = m->bytes[i / 8] >> (7 - i % 8) & 1;
            if (bit && hole) return std::nullopt;
            hole |= !bit;
        }
    }
    return m->text();
}

// A comma separated list out of these words, each once, in their order.
std::optional<std::string> words(std::string_view text, std::span<const std::string_view> known) {
    std::vector<bool> given(known.size());
    for (auto part : split(text, ',')) {
        auto at = std::find_if(known.begin(), known.end(), [&](std::string_view k) { return equal_ignoring_case(k, trim(part)); });
        if (at == known.end()) return std::nullopt;
        given[static_cast<std::size_t>(at - known.begin())] = true;
    }
    std::string out;
    for (std::size_t i = 0; i < known.size(); ++i)
        if (given[i]) out += (out.empty() ? "" : ",") + std::string(known[i]);
    return out;
}

std::optional<std::string> tcp_flags(std::string_view text) {
    static constexpr std::string_view names[] = {"FIN", "SYN", "RST", "PSH", "ACK", "URG"};
    auto side = [](std::string_view list) -> std::optional<std::string> {
        if (equal_ignoring_case(list, "NONE")) return "NONE";
        if (equal_ignoring_case(list, "ALL")) return "ALL";
        auto out = words(list, names);
        return out && *out == "FIN,SYN,RST,PSH,ACK,URG" ? std::optional<std::string>("ALL") : out;
    };
    const auto slash = text.find('/');
    if (slash == text.npos) return std::nullopt;
    auto wanted = side(text.substr(0, slash)), examined = side(text.substr(slash + 1));
    if (!wanted || !examined) return std::nullopt;
    return *wanted + "/" + *examined;
}

}  // namespace

std::span<const MatchRow> match_rows(std::string_view protocol) {
    for (const auto& p : protocols)
        if (p.name == protocol) return p.rows;
    return {};
}

std::optional<std::string> normalized(const MatchRow& row, std::string_view value) {
    if (value.starts_with('$') && row.kind != K::comment) return variable(value);
    const std::string text(value);
    switch (row.kind) {
        case K::mac: return mac(text, false);
        case K::mac_mask: return mac(text, true);
        case K::ipv4: return address(AF_INET, text);
        case K::ipv6: return address(AF_INET6, text);
        case K::ipv4_mask: return mask(AF_INET, text);
        case K::ipv6_mask: return mask(AF_INET6, text);
        case K::number: return number(row, value);
        case K::ether_type: return number(row, value, ether_types);
        case K::ip_protocol: return number(row, value, ip_protocols);
        case K::arp_opcode: return number(row, value, opcodes);
        case K::boolean:
            if (value == "1" || equal_ignoring_case(value, "yes") || equal_ignoring_case(value, "true")) return "true";
            if (value == "0" || equal_ignoring_case(value, "no") || equal_ignoring_case(value, "false")) return "false";
            return std::nullopt;
        case K::states: {
            static constexpr std::string_view names[] = {"NEW", "ESTABLISHED", "RELATED", "INVALID", "NONE"};
            return words(value, names);
        }
        case K::tcp_flags: return tcp_flags(value);
        case K::ipset:
            if (value.empty() || value.size() > 31) return std::nullopt;
            for (char c : value)
                if (!is_alnum(c) && std::string_view("_.:-+ ").find(c) == std::string_view::npos) return std::nullopt;
            return text;
        case K::ipset_flags: {
            std::string out = lower(value);
            auto parts = split(out, ',');
            if (parts.size() > 6) return std::nullopt;
            for (auto p : parts)
                if (p != "src" && p != "dst") return std::nullopt;
            return out;
        }
        case K::comment: return text.substr(0, 256);
    }
    return std::nullopt;
}

}  // namespace vireo::model
