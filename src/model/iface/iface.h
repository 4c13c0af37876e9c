// SPDX-License-Identifier: LGPL-2.1-or-later
// <interface> of the host: an Ethernet device, bridge, bond or VLAN and how it is configured. A plain value.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/row/box.h"
#include "model/row/words.h"

namespace vireo::model {

enum class IfaceType : std::uint8_t { none, ethernet, bridge, bond, vlan };
VIREO_WORDS(IfaceType, "", "ethernet", "bridge", "bond", "vlan")
enum class IfaceStart : std::uint8_t { unspecified, none, onboot, hotplug };
VIREO_WORDS(IfaceStart, "", "none", "onboot", "hotplug")
enum class BondMode : std::uint8_t { none, balance_rr, active_backup, balance_xor, broadcast, ieee_802_3ad, balance_tlb, balance_alb };
VIREO_WORDS(BondMode, "", "balance-rr", "active-backup", "balance-xor", "broadcast", "802.3ad", "balance-tlb", "balance-alb")
enum class BondCarrier : std::uint8_t { none, ioctl, netif };
VIREO_WORDS(BondCarrier, "", "ioctl", "netif")
enum class BondValidate : std::uint8_t { none, active, backup, all };
VIREO_WORDS(BondValidate, "", "active", "backup", "all")
enum class IfaceLinkState : std::uint8_t { none, unknown, notpresent, down, lowerlayerdown, testing, dormant, up };
VIREO_WORDS(IfaceLinkState, "", "unknown", "notpresent", "down", "lowerlayerdown", "testing", "dormant", "up")

struct IfaceAddress {
    std::string address;
    std::optional<int> prefix;
    bool operator==(const IfaceAddress&) const = default;
};

struct IfaceDhcp {
    YesNo peer_dns = YesNo::absent;
    bool operator==(const IfaceDhcp&) const = default;
};

struct IfaceProtocol {
    std::string family;  // "ipv4", "ipv6"
    bool autoconf = false;
    Box<IfaceDhcp> dhcp;
    std::vector<IfaceAddress> addresses;
    std::string gateway;
    bool operator==(const IfaceProtocol&) const = default;
};

struct BondMii {
    std::optional<int> freq, downdelay, updelay;  // ms
    BondCarrier carrier = BondCarrier::none;
    bool operator==(const BondMii&) const = default;
};
struct BondArp {
    std::optional<int> interval;  // ms
    std::string target;
    BondValidate validate = BondValidate::none;
    bool operator==(const BondArp&) const = default;
};

struct Iface {
    IfaceType type = IfaceType::none;
    std::string name;
    IfaceStart start = IfaceStart::unspecified;
    std::optional<unsigned> mtu;
    std::string mac;
    std::optional<unsigned> link_speed;  // Mb/s
    IfaceLinkState link_state = IfaceLinkState::none;
    std::vector<IfaceProtocol> protocols;
    // bridge
    std::string stp, delay;              // "on", "off"; seconds
    // bond
    BondMode bond_mode = BondMode::none;
    Box<BondMii> mii;
    Box<BondArp> arp;
    // vlan
    std::string tag, device;
    std::vector<Iface> members;          // of a bridge or bond
    bool operator==(const Iface&) const = default;
};

// Throws Error of libvirt's code and wording.
Iface parse_iface(std::string_view xml);
std::string format_iface(const Iface& iface);

}  // namespace vireo::model
