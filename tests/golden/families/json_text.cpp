// SPDX-License-Identifier: LGPL-2.1-or-later
// JSON: what is read, how it is written, dotted names.
#include "../golden.h"
#include "base/error.h"

namespace {

using namespace golden;
namespace json = vireo::json;

// Long lines of recorded files are wrapped: a backslash at the end joins the next one.
std::optional<std::string> unwrapped(std::optional<std::string> text) {
    if (text)
        for (std::size_t at; (at = text->find("\\\n")) != text->npos;) text->erase(at, 2);
    return text;
}

Outcome text(const Case& c) {
    const auto doc = c.params.contains("doc") ? std::optional(c.word("doc")) : unwrapped(c.input("json"));
    if (!doc) return Outcome::fail("no document");
    std::string got;
    try {
        json::Json value = json::parse(*doc);
        const std::string op = c.word("op");
        if (op == "deflatten") {
            value = json::deflatten(value);
        } else if (op == "remove-key-then-append") {
            auto* removed = json::find(value, c.word("remove").c_str());
            if (!removed || *removed != c.params["removed_value"]) return Outcome::fail("the member to be removed differs");
            value.erase(c.word("remove"));
            for (const auto& [name, member] : c.params["append"].items()) value[name] = member;
        } else if (op != "parse-format") {
            return Outcome::fail("unknown operation " + op);
        }
        got = c.flag("pretty") ? json::pretty(value) : json::compact(value);
    } catch (const vireo::Error& e) {
        return c.result == "ok" ? Outcome::fail(e.message) : Outcome::pass();
    }
    if (c.result != "ok") return Outcome::fail("was not refused");
    auto wanted = c.params.contains("expect") ? c.word("expect") : unwrapped(c.expect("json")).value_or("");
    if (!wanted.empty() && wanted.back() == '\n') got += '\n';
    return Outcome::compare(std::move(wanted), std::move(got));
}

Family family("virjson", text);

}  // namespace
