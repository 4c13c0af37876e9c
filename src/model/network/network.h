// SPDX-License-Identifier: LGPL-2.1-or-later
// <network>: a virtual network as its document describes it. A plain value, handed out as shared_ptr<const Network>.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/domain/interface.h"

namespace vireo::xml {
struct Node;
}

namespace vireo::model {

enum class ForwardMode : std::uint8_t { none, nat, route, open, bridge, private_, vepa, passthrough, hostdev };
VIREO_WORDS(ForwardMode, "", "nat", "route", "open", "bridge", "private", "vepa", "passthrough", "hostdev")

// Addresses stay texts here; whoever uses them reads them with its own checks.
struct NetworkForward {
    bool given = false;
    ForwardMode mode = ForwardMode::none;
    std::string dev;
    YesNo managed = YesNo::absent;
    std::string driver_name, driver_model;
    struct Pair {
        std::string start, end;
        bool operator==(const Pair&) const = default;
    };
    YesNo nat_ipv6 = YesNo::absent;
    Pair nat_address, nat_port;
    struct Device {
        std::string dev;
        bool operator==(const Device&) const = default;
    };
    std::vector<Device> pfs, interfaces;
    struct PciDevice {
        std::string type = "pci";
        PciAddress address;
        bool operator==(const PciDevice&) const = default;
    };
    std::vector<PciDevice> addresses;
    bool operator==(const NetworkForward&) const = default;
};

struct NetworkBridge {
    std::string name, zone;
    OnOff stp = OnOff::on;
    unsigned delay = 0;                    // seconds
    std::string mac_table_manager;
    bool operator==(const NetworkBridge&) const = default;
};

struct NetworkDns {
    YesNo enable = YesNo::absent, forward_plain_names = YesNo::absent;
    struct Forwarder {
        std::string domain, addr, port;
        bool operator==(const Forwarder&) const = default;
    };
    struct Txt {
        std::string name, value;
        bool operator==(const Txt&) const = default;
    };
    struct Host {
        std::string ip;
        std::vector<std::string> names;
        bool operator==(const Host&) const = default;
    };
    struct Srv {
        std::string service, protocol, domain, target;
        std::optional<unsigned> port, priority, weight;
        bool operator==(const Srv&) const = default;
    };
    std::vector<Forwarder> forwarders;
    std::vector<Txt> txts;
    std::vector<Host> hosts;
    std::vector<Srv> srvs;
    bool operator==(const NetworkDns&) const = default;
};

struct NetworkLease {
    std::string expiry, unit;
    bool operator==(const NetworkLease&) const = default;
};

struct NetworkIp {
    std::string family, address, netmask;
    std::optional<unsigned> prefix;
    std::string local_ptr;
    std::string tftp_root;
    bool dhcp = false;
    struct Range {
        std::string start, end;
        Box<NetworkLease> lease;
        bool operator==(const Range&) const = default;
    };
    struct Host {
        Mac mac;
        std::string id, name, ip;
        Box<NetworkLease> lease;
        bool operator==(const Host&) const = default;
    };
    std::vector<Range> ranges;
    std::vector<Host> hosts;
    std::string bootp_file, bootp_server;
    bool operator==(const NetworkIp&) const = default;
};

struct NetworkRoute {
    std::string family, address, netmask, gateway;
    std::optional<unsigned> prefix, metric;
    bool operator==(const NetworkRoute&) const = default;
};

struct PortGroup {
    std::string name;
    YesNo is_default = YesNo::absent, trust_guest_rx_filters = YesNo::absent;
    Box<Vlan> vlan;
    Box<VirtualPort> virtual_port;
    Box<Bandwidth> bandwidth;
    bool operator==(const PortGroup&) const = default;
};

struct Network {
    YesNo ipv6 = YesNo::absent, trust_guest_rx_filters = YesNo::absent;
    std::string name;
    Uuid uuid;
    std::string title, description;
    std::shared_ptr<const std::vector<std::string>> metadata;  // as Domain's
    NetworkForward forward;
    NetworkBridge bridge;
    bool has_bridge = false;               // isolated, nat, route and open networks have one of their own
    std::optional<unsigned> mtu;
    Mac mac;                               // of the bridge
    std::string domain_name;
    YesNo domain_local_only = YesNo::absent, domain_register = YesNo::absent;
    Box<NetworkDns> dns;
    Box<Vlan> vlan;
    Box<Bandwidth> bandwidth;
    YesNo isolated = YesNo::absent;        // <port>
    std::vector<NetworkIp> ips;
    std::vector<NetworkRoute> routes;
    Box<VirtualPort> virtual_port;
    std::vector<PortGroup> port_groups;
    std::vector<std::string> dnsmasq_options;
    bool operator==(const Network&) const = default;
};

using NetworkPtr = std::shared_ptr<const Network>;

Network parse_network(std::string_view xml);
Network parse_network(const xml::Node& root);
std::string format_network(const Network& network);

}  // namespace vireo::model
