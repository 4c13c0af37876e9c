// SPDX-License-Identifier: LGPL-2.1-or-later
// Asking QEMU's description of its protocol for types, and whether a command's arguments fit it.
#include "base/error.h"
#include "base/text.h"
#include "drivers/qemu/caps/schema.h"
#include "json/json.h"

namespace vireo::qemu {

using json::Json;

namespace {

std::string_view text_of(const Json& owner, const char* member) {
    const Json* v = json::find(owner, member);
    return v && v->is_string() ? std::string_view(v->get_ref<const std::string&>()) : std::string_view();
}
std::string_view meta(const Json& t) { return text_of(t, "meta-type"); }

bool lists(const Json& owner, const char* member, std::string_view value) {
    if (const Json* list = json::find(owner, member); list && list->is_array())
        for (const Json& v : *list)
            if (v.is_string() && v.get_ref<const std::string&>() == value) return true;
    return false;
}

const Json* item(const Json& owner, const char* list_name, const char* key, std::string_view value) {
    if (const Json* list = json::find(owner, list_name); list && list->is_array())
        for (const Json& v : *list)
            if (text_of(v, key) == value) return &v;
    return nullptr;
}

[[noreturn]] void malformed(std::string_view whole) {
    fail(Code::internal_error, Domain::qemu, "malformed QAPI schema query '{}'", whole);
}

bool fits_builtin(const Json& value, std::string_view kind) {
    if (kind == "string") return value.is_string();
    if (kind == "int") return value.is_number_integer();
    if (kind == "number") return value.is_number();
    if (kind == "boolean") return value.is_boolean();
    if (kind == "null") return value.is_null();
    if (kind == "object") return value.is_object();
    if (kind == "array") return value.is_array();
    return kind == "value";
}

}  // namespace

Schema::Hit Schema::walk(const Json* at, const Json* carrier, std::string_view rest, std::string_view whole) const {
    if (rest.empty()) return {true, at};
    std::string_view step = take_until(rest, '/');
    if (step.empty()) malformed(whole);
    const std::string_view name = step.substr(1);
    switch (step.front()) {
        case '$':
            if (!rest.empty()) malformed(whole);
            return {(carrier && lists(*carrier, "features", name)) || (at && lists(*at, "features", name)), nullptr};
        case '^':
        case '!':
            if (!rest.empty()) malformed(whole);
            break;
        default: break;
    }
    if (!at) return {};
    if (meta(*at) == "alternate") {
        const std::string_view remaining(step.data(), step.size() + (rest.empty() ? 0 : 1 + rest.size()));
        if (const Json* members = json::find(*at, "members"); members && members->is_array())
            for (const Json& m : *members)
                if (const Json* t = type(m, "type"); t && meta(*t) != "alternate")
                    if (Hit hit = walk(t, &m, remaining, whole); hit.found) return hit;
        return {};
    }
    if (step.front() == '^') return {lists(*at, "values", name), nullptr};
    if (step.front() == '!') return {meta(*at) == "builtin" && text_of(*at, "json-type") == name, nullptr};
    if (step.front() == '+') {
        const Json* v = item(*at, "variants", "case", name);
        return v ? walk(type(*v, "type"), v, rest, whole) : Hit{};
    }
    const bool optional = step.front() == '*';
    const Json* m = item(*at, "members", "name", optional ? name : step);
    if (!m || (optional && !m->contains("default"))) return {};
    return walk(type(*m, "type"), m, rest, whole);
}

Schema::Hit Schema::look(std::string_view path) const {
    std::string_view rest = path;
    const Json* entry = named(take_until(rest, '/'));
    if (!entry) return {};
    if (rest.empty()) return {true, entry};
    if (rest.starts_with('$')) return walk(nullptr, entry, rest, path);
    std::string_view side = take_until(rest, '/');
    if (side != "arg-type" && side != "ret-type") malformed(path);
    return walk(type(*entry, std::string(side).c_str()), entry, rest, path);
}

std::optional<std::string> Schema::object_mismatch(const Json& value, const Json& t, const std::string& where, unsigned depth) const {
    if (!value.is_object()) return fmt::format("{}: object expected", where);
    const Json* variant = nullptr;
    if (auto tag = text_of(t, "tag"); !tag.empty()) {
        const Json* chosen = json::find(value, std::string(tag).c_str());
        if (!chosen || !chosen->is_string()) return fmt::format("{}: '{}' is missing", where, tag);
        const Json* v = item(t, "variants", "case", chosen->get_ref<const std::string&>());
        if (!v) return fmt::format("{}: there is no variant '{}'", where, chosen->get_ref<const std::string&>());
        variant = type(*v, "type");
    }
    for (const auto& [name, member] : value.items()) {
        const Json* m = item(t, "members", "name", name);
        if (!m && variant) m = item(*variant, "members", "name", name);
        if (!m) return fmt::format("{}: there is no member '{}'", where, name);
        const Json* mt = named(text_of(*m, "type"));
        if (!mt) return fmt::format("{}.{}: unknown type", where, name);
        if (auto bad = mismatch(member, *mt, where + "." + name, depth + 1)) return bad;
    }
    for (const Json* owner : {&t, variant}) {
        const Json* members = owner ? json::find(*owner, "members") : nullptr;
        if (!members || !members->is_array()) continue;
        for (const Json& m : *members)
            if (!m.contains("default") && !value.contains(std::string(text_of(m, "name"))))
                return fmt::format("{}: '{}' is missing", where, text_of(m, "name"));
    }
    return std::nullopt;
}

std::optional<std::string> Schema::mismatch(const Json& value, const Json& t, std::string where, unsigned depth) const {
    if (depth > 256) return fmt::format("{}: too deep", where);
    const auto kind = meta(t);
    if (kind == "builtin") {
        if (fits_builtin(value, text_of(t, "json-type"))) return std::nullopt;
        return fmt::format("{}: {} expected", where, text_of(t, "json-type"));
    }
    if (kind == "enum") {
        if (value.is_string() && lists(t, "values", value.get_ref<const std::string&>())) return std::nullopt;
        return fmt::format("{}: not a value of the enumeration", where);
    }
    if (kind == "array") {
        if (!value.is_array()) return fmt::format("{}: list expected", where);
        const Json* element = named(text_of(t, "element-type"));
        if (!element) return fmt::format("{}: unknown type", where);
        for (std::size_t i = 0; i < value.size(); ++i)
            if (auto bad = mismatch(value[i], *element, fmt::format("{}[{}]", where, i), depth + 1)) return bad;
        return std::nullopt;
    }
    if (kind == "alternate") {
        if (const Json* members = json::find(t, "members"); members && members->is_array())
            for (const Json& m : *members)
                if (const Json* mt = named(text_of(m, "type")); mt && meta(*mt) != "alternate" && !mismatch(value, *mt, where, depth + 1)) return std::nullopt;
        return fmt::format("{}: fits none of the alternatives", where);
    }
    if (kind == "object") return object_mismatch(value, t, where, depth);
    return fmt::format("{}: unknown kind of type", where);
}

std::optional<std::string> Schema::mismatch(const Json& value, std::string_view path) const {
    const Hit hit = look(path);
    if (!hit.found || !hit.type) return fmt::format("the emulator does not know {}", path);
    return mismatch(value, *hit.type, std::string(path), 0);
}

}  // namespace vireo::qemu
