// SPDX-License-Identifier: LGPL-2.1-or-later
// The rows of an element as the engine likes them: embedded structs flattened, attributes apart from children.
#pragma once

#include <vector>

#include "model/row/row.h"

namespace vireo::model::row {

// How to see at once that a field holds nothing; most fields of most structs do.
enum class Glance : std::uint8_t { ask, text, optional_text, word, optional_unsigned, optional_int, optional_u64, number, wide_number, count, flag };

struct PlanRow {
    const Row* row;
    std::uint32_t base;    // offset of the struct that the row's predicates and functions expect
    std::uint32_t offset;  // offset of the field, base included
    bool (*outer)(const void*) = nullptr;  // guard of the embedding row
    std::uint32_t outer_base = 0;
    std::uint16_t group_end = 0;  // first row of an embedded group: index behind the group; else 0
    Glance glance = Glance::ask;
    std::size_t (*count)(const void*) = nullptr;  // of lists and optional parts
};

struct Plan {
    std::vector<PlanRow> attributes, children;
    std::vector<PlanRow> contents;
    std::size_t required_attributes = 0;
    bool required_children = false;
};

const Plan& plan_of(const Element& element);

inline const void* at(const void* self, std::uint32_t offset) { return static_cast<const char*>(self) + offset; }
inline void* at(void* self, std::uint32_t offset) { return static_cast<char*>(self) + offset; }

// True only if there is nothing to print.
inline bool nothing_at_a_glance(const PlanRow& p, const void* self) {
    const void* f = at(self, p.offset);
    switch (p.glance) {
        case Glance::ask: return false;
        case Glance::text: return static_cast<const std::string*>(f)->empty();
        case Glance::optional_text: return !static_cast<const std::optional<std::string>*>(f)->has_value();
        case Glance::word: return !*static_cast<const std::uint8_t*>(f);
        case Glance::optional_unsigned: return !static_cast<const std::optional<unsigned>*>(f)->has_value();
        case Glance::optional_int: return !static_cast<const std::optional<int>*>(f)->has_value();
        case Glance::optional_u64: return !static_cast<const std::optional<std::uint64_t>*>(f)->has_value();
        case Glance::number: return !*static_cast<const unsigned*>(f);
        case Glance::wide_number: return !*static_cast<const std::uint64_t*>(f);
        case Glance::count: return !p.count(f);
        case Glance::flag: return !*static_cast<const bool*>(f);
    }
    return false;
}

// A group whose guard fails is stepped over as a whole; its rows need not ask again.
inline bool steps_over(const PlanRow& p, const void* self) { return p.group_end && !p.outer(at(self, p.outer_base)); }
inline bool applies_in_group(const PlanRow& p, const void* self) {
    return !p.row->guard || p.row->guard(at(self, p.base));
}

inline bool applies(const PlanRow& p, const void* self) {
    return (!p.outer || p.outer(at(self, p.outer_base))) && (!p.row->guard || p.row->guard(at(self, p.base)));
}

}  // namespace vireo::model::row
