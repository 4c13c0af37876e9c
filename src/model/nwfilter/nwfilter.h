// SPDX-License-Identifier: LGPL-2.1-or-later
// <filter>: rules for the traffic of guests' interfaces, and references to other filters. A plain value.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/uuid.h"
#include "model/row/types.h"
#include "model/row/words.h"

namespace vireo::model {

enum class FilterAction : std::uint8_t { drop, accept, reject, return_, continue_ };
VIREO_WORDS(FilterAction, "drop", "accept", "reject", "return", "continue")
enum class FilterDirection : std::uint8_t { in, out, inout };
VIREO_WORDS(FilterDirection, "in", "out", "inout")

// One attribute of a protocol: its place in the table of that protocol and its value in the form in which it is printed.
struct FilterMatch {
    std::uint8_t attribute = 0;
    std::string value;
    bool negated = false;  // match='no'
    bool operator==(const FilterMatch&) const = default;
};

struct FilterRule {
    FilterAction action = FilterAction::drop;
    FilterDirection direction = FilterDirection::in;
    int priority = 500;
    bool state_match = true;
    std::string protocol;              // "tcp", "arp", ...; empty: everything
    std::vector<FilterMatch> matches;  // in the order of the table

    // The value of an attribute; null if the rule does not name it.
    const std::string* find(std::string_view attribute) const;
    bool operator==(const FilterRule&) const = default;
};

// Values of variables, by name; a variable may have several.
using NwFilterParameters = std::map<std::string, std::vector<std::string>>;

struct NwFilterReference {
    std::string filter;
    NwFilterParameters parameters;
    bool operator==(const NwFilterReference&) const = default;
};

struct Filter {
    std::string name;
    std::string chain = "root";
    std::optional<int> priority;       // of the chain; printed if it is not the usual one of "root"
    Uuid uuid;
    bool uuid_generated = false;       // the document named none
    std::vector<std::variant<FilterRule, NwFilterReference>> entries;
    bool operator==(const Filter&) const = default;
};

// <filterbinding>: a filter at work on one interface.
struct FilterBinding {
    std::string owner_name;
    Uuid owner_uuid;
    std::string port_device, link_device;
    Mac mac;
    NwFilterReference filter;
    bool operator==(const FilterBinding&) const = default;
};

// Throws Error of libvirt's code and wording.
Filter parse_filter(std::string_view xml);
std::string format_filter(const Filter& filter);
FilterBinding parse_filter_binding(std::string_view xml);
std::string format_filter_binding(const FilterBinding& binding);

}  // namespace vireo::model
