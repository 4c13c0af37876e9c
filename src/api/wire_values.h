// SPDX-License-Identifier: LGPL-2.1-or-later
// The few value types that generated structs are made of, besides numbers and strings.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/uuid.h"

namespace vireo::api {

using Bytes = std::vector<std::uint8_t>;

// The index of an alternative plus one is its virTypedParameterType.
using TypedValue = std::variant<std::int32_t, std::uint32_t, std::int64_t, std::uint64_t, double, bool, std::string>;

// A named value: how tunables, statistics and job figures travel.
struct TypedParam {
    std::string field;
    TypedValue value;
    bool operator==(const TypedParam&) const = default;
};
using TypedParams = std::vector<TypedParam>;

// The two programs use one form.
using AdminTypedParam = TypedParam;

// Stands for "no argument" and "no result".
struct Nothing {};

}  // namespace vireo::api
