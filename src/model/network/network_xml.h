// SPDX-License-Identifier: LGPL-2.1-or-later
// Parts of a network's document that are also read alone, when a network is changed.
#pragma once

#include "model/network/network.h"
#include "model/row/row.h"

namespace vireo::model {

extern const row::Element network_element;

NetworkIp::Host read_dhcp_host(const xml::Node& node);
NetworkIp::Range read_dhcp_range(const xml::Node& node);
NetworkForward::Device read_forward_device(const xml::Node& node);
PortGroup read_port_group(const xml::Node& node);
NetworkDns::Host read_dns_host(const xml::Node& node);
NetworkDns::Txt read_dns_txt(const xml::Node& node);
NetworkDns::Srv read_dns_srv(const xml::Node& node);

}  // namespace vireo::model
