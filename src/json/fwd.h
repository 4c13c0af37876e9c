// SPDX-License-Identifier: LGPL-2.1-or-later
// The name of the JSON type without its weight.
#pragma once

#include <nlohmann/json_fwd.hpp>

namespace vireo::json {

using Json = nlohmann::ordered_json;

}  // namespace vireo::json
