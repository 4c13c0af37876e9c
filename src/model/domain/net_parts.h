// SPDX-License-Identifier: LGPL-2.1-or-later
// Addresses and routes, as network cards and host interfaces given to containers carry them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace vireo::model {

struct IpAddress {
    std::string family;                    // "ipv4", "ipv6"; empty: by the address
    std::string address, peer;
    std::optional<unsigned> prefix;
    bool operator==(const IpAddress&) const = default;
};

struct Route {
    std::string family, address, netmask, gateway;
    std::optional<unsigned> prefix, metric;
    bool operator==(const Route&) const = default;
};

// Writes an address as resolvers print it; false: it is none.
bool settle_address(std::string& text);
// The same for the parts of the above; throws what is wrong with them. Peers are only looked at when there is one.
void settle_ip(IpAddress& ip);
void settle_peer(IpAddress& ip);
// `where` names the part of the document that a complaint is about.
void settle_route(Route& r, bool has_address, bool has_netmask, bool has_gateway, std::string_view where);

}  // namespace vireo::model
