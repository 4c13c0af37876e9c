// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/qemu/caps/schema.h"

#include "base/text.h"
#include "json/json.h"

namespace vireo::qemu {

using json::Json;

namespace {

bool lists(const Json& owner, const char* member, std::string_view value) {
    const Json* list = json::find(owner, member);
    if (!list || !list->is_array()) return false;
    for (const Json& v : *list)
        if (v.is_string() && v.get_ref<const std::string&>() == value) return true;
    return false;
}

std::string_view meta(const Json& t) {
    const Json* m = json::find(t, "meta-type");
    return m && m->is_string() ? std::string_view(m->get_ref<const std::string&>()) : std::string_view();
}

}  // namespace

Schema::Schema(const Json& entries) {
    if (!entries.is_array()) return;
    for (const Json& e : entries)
        if (const Json* n = json::find(e, "name"); n && n->is_string()) by_name_.emplace(n->get_ref<const std::string&>(), &e);
}

const Json* Schema::named(std::string_view name) const {
    auto at = by_name_.find(name);
    return at == by_name_.end() ? nullptr : at->second;
}

const Json* Schema::type(const Json& owner, const char* member) const {
    const Json* n = json::find(owner, member);
    const Json* t = n && n->is_string() ? named(n->get_ref<const std::string&>()) : nullptr;
    for (int i = 0; t && meta(*t) == "array" && i < 8; ++i) {  // arrays of arrays do not go deeper than that
        n = json::find(*t, "element-type");
        t = n && n->is_string() ? named(n->get_ref<const std::string&>()) : nullptr;
    }
    return t;
}

// `at`: the type reached; `carrier`: what led to it (a member or command), which may have features.
bool Schema::step(const Json* at, const Json* carrier, std::string_view rest) const {
    if (rest.empty()) return true;
    std::string_view name = take_until(rest, '/');
    if (name.starts_with('$')) return rest.empty() && ((carrier && lists(*carrier, "features", name.substr(1))) || (at && lists(*at, "features", name.substr(1))));
    if (!at) return false;
    if (name.starts_with('^')) {
        if (meta(*at) == "alternate") {
            if (const Json* options = json::find(*at, "members"); options && options->is_array())
                for (const Json& o : *options)
                    if (const Json* t = type(o, "type"); t && meta(*t) != "alternate" && step(t, nullptr, name)) return true;
            return false;
        }
        return lists(*at, "values", name.substr(1)) && rest.empty();
    }
    if (name.starts_with('+')) {
        if (const Json* variants = json::find(*at, "variants"); variants && variants->is_array())
            for (const Json& v : *variants)
                if (const Json* c = json::find(v, "case"); c && c->is_string() && c->get_ref<const std::string&>() == name.substr(1))
                    return step(type(v, "type"), &v, rest);
        return false;
    }
    const Json* members = json::find(*at, "members");
    if (!members || !members->is_array()) return false;
    for (const Json& m : *members) {
        if (meta(*at) == "alternate") {  // none of whose members is another one
            if (const Json* t = type(m, "type"); t && meta(*t) != "alternate" && step(t, &m, rest.empty() ? name : std::string_view(name.data(), name.size() + 1 + rest.size()))) return true;
            continue;
        }
        const Json* n = json::find(m, "name");
        if (n && n->is_string() && n->get_ref<const std::string&>() == name) return step(type(m, "type"), &m, rest);
    }
    return false;
}

bool Schema::has(std::string_view path) const {
    std::string_view rest = path;
    std::string_view name = take_until(rest, '/');
    const Json* entry = named(name);
    if (!entry) return false;
    if (rest.empty()) return true;
    if (rest.starts_with('$')) return lists(*entry, "features", rest.substr(1));
    std::string_view side = take_until(rest, '/');
    return step(type(*entry, side == "ret" ? "ret-type" : "arg-type"), entry, rest);
}

}  // namespace vireo::qemu
