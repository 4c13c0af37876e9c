// SPDX-License-Identifier: LGPL-2.1-or-later
// The JSON value of the house: nlohmann's ordered_json (64-bit integers exact, member order kept). Headers of other
// rooms that only mention the type include json/fwd.h; this one costs more than a second and belongs into .cpp files.
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "json/fwd.h"

namespace vireo::json {

// Reads one value; throws internal_error ("cannot parse json ...") for anything else, for nesting deeper than
// `max_depth` and for text longer than `max_size`.
Json parse(std::string_view text, unsigned max_depth = 128, std::size_t max_size = 64u << 20);

// Without white space, as it goes over a wire. Bytes that are not UTF-8 are replaced.
std::string compact(const Json& value);
// Two spaces a level, no final newline.
std::string pretty(const Json& value);

// A member of an object; null if `value` is no object or has no such member.
const Json* find(const Json& value, const char* member);

// Objects out of dotted member names, on all levels: {"a.b": 1, "a.c": 2} is {"a": {"b": 1, "c": 2}}. Names that meet
// become one object; throws invalid_arg where two of them cannot.
Json deflatten(const Json& value);

}  // namespace vireo::json
