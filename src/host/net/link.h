// SPDX-License-Identifier: LGPL-2.1-or-later
// Network interfaces of the host: looking at them, changing them, bridges.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "model/row/types.h"

namespace vireo::host {

struct LinkStatistics {  // as the host sees it; a guest sees the other side of its tap
    std::uint64_t rx_bytes = 0, rx_packets = 0, rx_errors = 0, rx_dropped = 0;
    std::uint64_t tx_bytes = 0, tx_packets = 0, tx_errors = 0, tx_dropped = 0;
};

struct Link {
    unsigned index = 0;
    std::string name, kind;   // kind: "bridge", "tun", "veth", ...; "" for hardware
    model::Mac mac;
    unsigned mtu = 0;
    bool up = false, carrier = false;
    unsigned master = 0;      // index of the bridge or bond it belongs to; 0 for none
    LinkStatistics statistics;
};

// Nothing if there is no such interface; otherwise failures are system_errors.
std::optional<Link> find_link(const std::string& name, Domain domain = Domain::none);
std::vector<Link> list_links(Domain domain = Domain::none);
// 0 if there is none.
unsigned link_index(const std::string& name);

struct LinkChange {
    std::optional<model::Mac> mac = {};
    std::optional<unsigned> mtu = {};
    std::optional<bool> up = {};
    std::optional<std::string> master = {};    // bridge to join; "" leaves the present one
    std::optional<std::string> new_name = {};
};

// Makes all changes in one request; should the kernel refuse, the error names the change that it refused (those before
// it are then made). Order: name, MAC, MTU, master, up.
void change_link(const std::string& name, const LinkChange& change, Domain domain = Domain::none);

// False if there was none.
bool delete_link(const std::string& name, Domain domain = Domain::none);

struct BridgeOptions {
    std::optional<model::Mac> mac = {};
    bool spanning_tree = false;
    unsigned forward_delay_ms = 0;
    bool up = false;
};

void create_bridge(const std::string& name, const BridgeOptions& options, Domain domain = Domain::none);

// How a bridge learns about its port: both on is the kernel's default, both off with <macTableManager libvirt>.
void set_port_learning(const std::string& port, bool learning, bool unicast_flood, Domain domain = Domain::none);
// No traffic between isolated ports of a bridge.
void set_port_isolated(const std::string& port, bool isolated, Domain domain = Domain::none);

// An address of 4 or 16 bytes with its prefix length. Adding one that is there already is no error, nor is removing one
// that is not.
void add_address(const std::string& name, std::span<const std::uint8_t> address, unsigned prefix, Domain domain = Domain::none);
void remove_address(const std::string& name, std::span<const std::uint8_t> address, unsigned prefix, Domain domain = Domain::none);

}  // namespace vireo::host
