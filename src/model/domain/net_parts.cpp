// SPDX-License-Identifier: LGPL-2.1-or-later
// Which addresses and routes make sense. They are kept as the resolver reads and prints them.
#include "model/domain/net_parts.h"

#include <arpa/inet.h>

#include <array>
#include <cstring>

#include "base/error.h"

namespace vireo::model {
namespace {

using E = vireo::Domain;

struct Number {
    bool six = false;
    std::array<unsigned char, 16> bytes{};

    unsigned bits() const { return six ? 128 : 32; }
    // Nothing is set behind the first `prefix` bits.
    bool is_network(unsigned prefix) const {
        for (unsigned i = prefix; i < bits(); ++i)
            if (bytes[i / 8] & (0x80 >> (i % 8))) return false;
        return true;
    }
    std::string text() const {
        char out[INET6_ADDRSTRLEN];
        return inet_ntop(six ? AF_INET6 : AF_INET, bytes.data(), out, sizeof out) ? out : "";
    }
    bool operator==(const Number&) const = default;
};

// Four numbers, or fewer of which the last fills the rest, as resolvers have always read them.
std::optional<Number> read_number(const std::string& text) {
    Number n;
    in_addr four{};
    if (!text.empty() && text.find_first_of(" \t\n") == std::string::npos && inet_aton(text.c_str(), &four)) {
        std::memcpy(n.bytes.data(), &four, 4);
        return n;
    }
    n.six = true;
    if (inet_pton(AF_INET6, text.c_str(), n.bytes.data()) != 1) return std::nullopt;
    return n;
}

unsigned ones(const Number& n) {
    unsigned i = 0;
    while (i < n.bits() && n.bytes[i / 8] & (0x80 >> (i % 8))) ++i;
    return i;
}

}  // namespace

bool settle_address(std::string& text) {
    const auto n = read_number(text);
    if (n) text = n->text();
    return n.has_value();
}

void settle_ip(IpAddress& ip) {
    auto invalid = [](const char* what, const std::string& value) { fail(Code::xml_error, E::domain, "Invalid {} '{}' in <ip>", what, value); };
    const auto n = read_number(ip.address);
    if (!n || (ip.family == "ipv6" && !n->six) || (ip.family == "ipv4" && n->six)) invalid("address", ip.address);
    ip.family = n->six ? "ipv6" : "ipv4";
    ip.address = n->text();
    if (ip.prefix && *ip.prefix > n->bits()) invalid("prefix value", std::to_string(*ip.prefix));
}

void settle_peer(IpAddress& ip) {
    const auto n = read_number(ip.peer);
    if (!n || n->six != (ip.family == "ipv6")) fail(Code::invalid_arg, E::domain, "Invalid peer '{}' in <ip>", ip.peer);
    ip.peer = n->text();
}

void settle_route(Route& r, bool has_address, bool has_netmask, bool has_gateway, std::string_view where) {
    auto bad = [&](const char* text, const std::string& value) { fail(Code::xml_error, E::none, "{}: {}", where, fmt::format(fmt::runtime(text), value)); };
    auto lacks = [&](bool there, const char* name) {
        if (!there) fail(Code::xml_error, E::none, "{}: Missing required {} attribute in route definition", where, name);
    };
    lacks(has_address, "address");
    lacks(has_gateway, "gateway");
    const auto address = read_number(r.address), gateway = read_number(r.gateway);
    if (!address) bad("Bad network address '{}' in route definition", r.address);
    if (!gateway) bad("Bad gateway address '{}' in route definition", r.gateway);
    std::optional<Number> mask;
    if (has_netmask) {
        mask = read_number(r.netmask);
        if (!mask) bad("Bad netmask address '{}' in route definition", r.netmask);
    }
    if (r.family.empty() || r.family == "ipv4") {
        if (address->six)
            bad(r.family.empty() ? "No family specified for non-IPv4 address '{}' in route definition" : "IPv4 family specified for non-IPv4 address '{}' in route definition", r.address);
        if (gateway->six)
            bad(r.family.empty() ? "No family specified for non-IPv4 gateway '{}' in route definition" : "IPv4 family specified for non-IPv4 gateway '{}' in route definition", r.address);
        if (mask) {
            if (mask->six) fail(Code::xml_error, E::none, "{}: Invalid netmask '{}' for address '{}' (both must be IPv4)", where, r.netmask, r.address);
            if (r.prefix) fail(Code::xml_error, E::none, "{}: Route definition cannot have both a prefix and a netmask", where);
        }
    } else if (r.family == "ipv6") {
        if (!address->six) bad("ipv6 family specified for non-IPv6 address '{}' in route definition", r.address);
        if (mask) bad("Specifying netmask invalid for IPv6 address '{}' in route definition", r.address);
        if (!gateway->six) bad("ipv6 specified for non-IPv6 gateway address '{}' in route definition", r.gateway);
    } else {
        bad("Unrecognized family '{}' in route definition", r.family);
    }
    if (r.prefix && *r.prefix > address->bits())
        fail(Code::xml_error, E::none, "{}: Invalid prefix {} specified in route definition, must be 0 - {}", where, *r.prefix, address->bits());
    // Without a size it can only be the default route.
    const unsigned prefix = r.prefix ? *r.prefix : mask ? ones(*mask) : 0;
    if (!address->is_network(prefix)) bad("Address '{}' in route definition is not a network address", r.address);
    r.address = address->text();
    r.gateway = gateway->text();
    if (mask) r.netmask = mask->text();
}

}  // namespace vireo::model
