// SPDX-License-Identifier: LGPL-2.1-or-later
// The rows of an element as the engine likes them: embedded structs flattened, attributes apart from children.
#pragma once

#include <cstring>
#include <deque>
#include <vector>

#include "model/row/row.h"

namespace vireo::model::row {

// How to see at once that a field holds nothing; most fields of most structs do. byte: one byte that is zero then (words,
// flags, and the mark of optional values), which is by far the commonest and a single well guessed branch.
enum class Glance : std::uint8_t { byte, text, vector, number, wide_number, count, ask };

struct PlanRow {
    const Row* row;
    std::uint32_t base;    // offset of the struct that the row's predicates and functions expect
    std::uint32_t offset;  // offset of the field, base included
    bool (*outer)(const void*) = nullptr;  // guard of the embedding row
    std::uint32_t outer_base = 0;
    std::uint16_t group_end = 0;  // first row of an embedded group: index behind the group; else 0
    Glance glance = Glance::ask;
    std::uint32_t look = 0;       // of Glance::byte: where
    std::size_t (*count)(const void*) = nullptr;  // of lists and optional parts
    bool certain = false;         // whatever is not nothing at a glance is there
    bool plain = false;           // no flag, guard or predicate of the row decides whether it is printed
    std::string_view opening;     // how it begins when printed: " name='" of an attribute, "<name" of an element
};

struct Plan {
    std::vector<PlanRow> attributes, children;
    std::vector<PlanRow> contents;
    std::size_t required_attributes = 0;
    bool required_children = false;
    // For each attribute and child the byte that tells that there is nothing, or ask_row. Most rows of most structs are
    // passed over by these alone.
    std::vector<std::uint32_t> attribute_looks, child_looks;
    std::deque<std::string> texts;  // that rows refer to
};
inline constexpr std::uint32_t ask_row = 0xffffffff;

const Plan& make_plan(const Element& element);
inline const Plan& plan_of(const Element& element) {
    const Plan* p = element.plan.load(std::memory_order_acquire);
    return p ? *p : make_plan(element);
}

inline const void* at(const void* self, std::uint32_t offset) { return static_cast<const char*>(self) + offset; }
inline void* at(void* self, std::uint32_t offset) { return static_cast<char*>(self) + offset; }

// True only if there is nothing to print.
[[gnu::always_inline]] inline bool nothing_at_a_glance(const PlanRow& p, const void* self) {
    if (p.glance == Glance::byte) return !*static_cast<const std::uint8_t*>(at(self, p.look));
    const void* f = at(self, p.offset);
    if (p.glance == Glance::text) return static_cast<const std::string*>(f)->empty();
    if (p.glance == Glance::vector) {
        const void* ends[2];
        std::memcpy(ends, f, sizeof ends);
        return ends[0] == ends[1];
    }
    switch (p.glance) {
        case Glance::number: return !*static_cast<const unsigned*>(f);
        case Glance::wide_number: return !*static_cast<const std::uint64_t*>(f);
        case Glance::count: return !p.count(f);
        default: return false;
    }
}

// The first row from i on that may have something to print.
inline std::size_t next_to_print(const std::vector<std::uint32_t>& looks, std::size_t i, const void* self) {
    const auto* bytes = static_cast<const std::uint8_t*>(self);
    const std::uint32_t* look = looks.data();
    for (const std::size_t n = looks.size(); i < n && look[i] != ask_row && !bytes[look[i]];) ++i;
    return i;
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
