// SPDX-License-Identifier: LGPL-2.1-or-later
// Changing one part of a network: the whole of virNetworkUpdate but for where the result goes.
#pragma once

#include <string_view>

#include "model/network/network.h"

namespace vireo::model {

// Values are those of virNetworkUpdateCommand and virNetworkUpdateSection.
enum class NetworkCommand : std::uint8_t { none, modify, remove, add_last, add_first };
VIREO_WORDS(NetworkCommand, "none", "modify", "delete", "add-last", "add-first")
enum class NetworkSection : std::uint8_t {
    none, bridge, domain, ip, ip_dhcp_host, ip_dhcp_range, forward, forward_interface, forward_pf, portgroup, dns_host, dns_txt, dns_srv
};
VIREO_WORDS(NetworkSection, "none", "bridge", "domain", "ip", "ip-dhcp-host", "ip-dhcp-range", "forward", "forward-interface",
            "forward-pf", "portgroup", "dns-host", "dns-txt", "dns-srv")

// `parent`: which <ip> is meant, from 0; -1: the one that fits. Leaves the network as it was if it throws: xml_error and
// xml_detail for a fragment that is none, operation_invalid for what is there already or is not there, no_support for
// parts that cannot be changed like this.
void update_network(Network& network, NetworkCommand command, NetworkSection section, int parent, std::string_view fragment);

}  // namespace vireo::model
