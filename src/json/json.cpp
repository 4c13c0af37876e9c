// SPDX-License-Identifier: LGPL-2.1-or-later
// See json.h. Depth is checked before the library recurses, so hostile nesting costs one pass over the text.
#include "json/json.h"

#include "base/error.h"

namespace vireo::json {
namespace {

bool deeper_than(std::string_view text, unsigned limit) {
    unsigned depth = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (quoted) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                quoted = false;
        } else if (c == '"') {
            quoted = true;
        } else if (c == '[' || c == '{') {
            if (++depth > limit) return true;
        } else if ((c == ']' || c == '}') && depth) {
            --depth;
        }
    }
    return false;
}

}  // namespace

Json parse(std::string_view text, unsigned max_depth, std::size_t max_size) {
    if (text.size() > max_size) fail(Code::internal_error, Domain::none, "cannot parse json: {} bytes", text.size());
    if (deeper_than(text, max_depth)) fail(Code::internal_error, Domain::none, "cannot parse json: nested too deeply");
    Json value = Json::parse(text.begin(), text.end(), nullptr, false);
    if (value.is_discarded())
        fail(Code::internal_error, Domain::none, "cannot parse json {}", text.substr(0, 4096));
    return value;
}

std::string compact(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }

std::string pretty(const Json& value) { return value.dump(2, ' ', false, Json::error_handler_t::replace); }

const Json* find(const Json& value, const char* member) {
    if (!value.is_object()) return nullptr;
    auto at = value.find(member);
    return at == value.end() ? nullptr : &*at;
}

}  // namespace vireo::json
