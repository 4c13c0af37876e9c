// SPDX-License-Identifier: LGPL-2.1-or-later
// See json.h. Depth is checked before the library recurses, so hostile nesting costs one pass over the text.
#include "json/json.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"

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

// Recursion is bounded by the depth that parse() allows, and names go no deeper either.
Json deflatten(const Json& value) {
    if (!value.is_object()) return value;
    Json out = Json::object();
    for (const auto& [name, member] : value.items()) {
        if (std::count(name.begin(), name.end(), '.') > 127) fail(Code::internal_error, Domain::none, "cannot parse json: nested too deeply");
        Json inner = deflatten(member);
        Json* place = &out;
        std::string_view rest = name;
        for (;;) {
            const bool last = rest.find('.') == rest.npos;
            const std::string part(take_until(rest, '.'));
            auto at = place->find(part);
            if (!last) {
                if (at == place->end()) at = place->emplace(part, Json::object()).first;
                if (!at->is_object())
                    fail(Code::invalid_arg, Domain::none, "can't deflatten colliding key '{}'", name);
                place = &*at;
                continue;
            }
            if (at != place->end()) fail(Code::invalid_arg, Domain::none, "can't deflatten colliding key '{}'", name);
            place->emplace(part, std::move(inner));
            break;
        }
    }
    return out;
}

}  // namespace vireo::json
