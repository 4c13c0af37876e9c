// SPDX-License-Identifier: LGPL-2.1-or-later
// Addresses and routes, as network cards and host interfaces given to containers carry them.
#pragma once

#include <optional>
#include <string>

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

}  // namespace vireo::model
