// SPDX-License-Identifier: LGPL-2.1-or-later
// The protocols that rules can name, and for each the attributes in the order in which they are printed.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace vireo::model {

enum class MatchKind : std::uint8_t {
    mac, mac_mask, ipv4, ipv4_mask, ipv6, ipv6_mask, number, ether_type, ip_protocol, arp_opcode, boolean, states, tcp_flags, ipset,
    ipset_flags, comment
};

struct MatchRow {
    const char* name;
    MatchKind kind;
    std::uint32_t low = 0, high = 0;     // kind number
    const char* negated_with = nullptr;  // its negation is that of this one, if the rule names it
    bool hex = true;                     // may be written with 0x
};

// Empty for a name that is no protocol.
std::span<const MatchRow> match_rows(std::string_view protocol);

// The value as it is printed, or nothing if it is none. Variables ("$A[@1]") fit everywhere but in comments.
std::optional<std::string> normalized(const MatchRow& row, std::string_view value);

}  // namespace vireo::model
