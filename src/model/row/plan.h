// SPDX-License-Identifier: LGPL-2.1-or-later
// The rows of an element as the engine likes them: embedded structs flattened, attributes apart from children.
#pragma once

#include <vector>

#include "model/row/row.h"

namespace vireo::model::row {

struct PlanRow {
    const Row* row;
    std::uint32_t base;    // offset of the struct that the row's predicates and functions expect
    std::uint32_t offset;  // offset of the field, base included
    bool (*outer)(const void*) = nullptr;  // guard of the embedding row
    std::uint32_t outer_base = 0;
    std::uint16_t group_end = 0;  // first row of an embedded group: index behind the group; else 0
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

// A group whose guard fails is stepped over as a whole; its rows need not ask again.
inline bool steps_over(const PlanRow& p, const void* self) { return p.group_end && !p.outer(at(self, p.outer_base)); }
inline bool applies_in_group(const PlanRow& p, const void* self) {
    return !p.row->guard || p.row->guard(at(self, p.base));
}

inline bool applies(const PlanRow& p, const void* self) {
    return (!p.outer || p.outer(at(self, p.outer_base))) && (!p.row->guard || p.row->guard(at(self, p.base)));
}

}  // namespace vireo::model::row
