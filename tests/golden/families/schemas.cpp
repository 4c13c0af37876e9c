// SPDX-License-Identifier: LGPL-2.1-or-later
// Documents checked against the grammar that our rows give.
#include <map>
#include <memory>
#include <mutex>

#include "../golden.h"
#include "base/error.h"
#include "model/schema/schema.h"
#include "xml/relaxng.h"

namespace {

using golden::Case;
using golden::Outcome;

// Compiled once a run; null: we have no such grammar.
std::shared_ptr<const vireo::xml::RelaxNg> grammar(const std::string& name) {
    static std::mutex lock;
    static std::map<std::string, std::shared_ptr<const vireo::xml::RelaxNg>> all;
    std::lock_guard guard(lock);
    auto [it, fresh] = all.try_emplace(name);
    if (fresh) {
        auto text = vireo::model::schema_text(name);
        if (!text.empty()) it->second = std::make_shared<vireo::xml::RelaxNg>(text);
    }
    return it->second;
}

Outcome schemas(const Case& c) {
    auto xml = c.input("xml");
    auto schema = c.inputs.find("schema");
    if (!xml || schema == c.inputs.end() || schema->second.empty()) return Outcome::skip("no input");
    // The file's base name says which grammar is meant.
    std::string name = schema->second[0];
    name = name.substr(name.rfind('/') + 1);
    name = name.substr(0, name.rfind(".rng"));
    try {
        auto g = grammar(name);
        if (!g) return Outcome::skip("no grammar of this name: " + name);
        auto remarks = g->check(*xml);
        if (c.result == "invalid") return remarks.empty() ? Outcome::fail("was found valid") : Outcome::pass();
        return remarks.empty() ? Outcome::pass() : Outcome::fail(remarks);
    } catch (const vireo::Error& e) {
        return Outcome::fail(e.message);
    }
}

golden::Family family("schemas", schemas);

}  // namespace
