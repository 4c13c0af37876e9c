// SPDX-License-Identifier: LGPL-2.1-or-later
// What the rows know, written out: a reference page and a dictionary for fuzzers. The grammar is in grammar.cpp.
#include <set>

#include "model/row/plan.h"

namespace vireo::model::row {
namespace {

// --- reference and dictionary: one walk over all rows ---

template <class F>
void each_row(const Element& e, const std::string& path, std::vector<const Element*>& chain, F&& visit) {
    for (const Element* c : chain)
        if (c == &e) return;  // recursion: seen further up
    chain.push_back(&e);
    const Plan& plan = plan_of(e);
    for (const auto* rows : {&plan.attributes, &plan.contents, &plan.children})
        for (const PlanRow& p : *rows) {
            const Row& r = *p.row;
            std::string name(r.name);
            std::string here = r.where == Where::attribute || r.where == Where::sized ? path + "/@" + name : name.empty() || name[0] == '@' ? path : path + "/" + name;
            visit(here, r);
            if (r.element && r.where != Where::embed) each_row(*r.element, here, chain, visit);
        }
    chain.pop_back();
}

const char* shape_name(const Row& r) {
    if (r.where == Where::flag) return "flag";
    if (r.where == Where::scaled || r.where == Where::sized || r.where == Where::scaled_leaf) return "size";
    if (r.where == Where::custom) return "special";
    switch (r.codec.shape) {
        case Shape::natural: return "natural number";
        case Shape::whole: return "whole number";
        case Shape::hex: return "hexadecimal number";
        case Shape::uuid: return "UUID";
        case Shape::mac: return "MAC address";
        case Shape::bitmap: return "list of numbers";
        default: return "text";
    }
}

}  // namespace

std::string reference(const Element& element, std::string_view root) {
    std::string out = "| where | value | guest sees it | since | |\n|---|---|---|---|---|\n";
    std::vector<const Element*> chain;
    each_row(element, "/" + std::string(root), chain, [&](const std::string& path, const Row& r) {
        if (r.element || (r.where == Where::custom && r.name.empty())) return;
        std::string value;
        if (r.codec.shape == Shape::word && r.codec.words.count) {
            for (std::size_t i = 0; i < r.codec.words.count; ++i)
                if (!r.codec.words.words[i].empty()) {
                    if (!value.empty()) value += ", ";
                    value += r.codec.words.words[i];
                }
        } else {
            value = shape_name(r);
        }
        out += fmt::format("| `{}` | {} | {} | {} | {} |\n", path, value, r.flags & guest_flag ? "yes" : "", r.since, r.doc);
    });
    return out;
}

std::string dictionary(const Element& element, std::string_view root) {
    std::set<std::string> words{std::string(root)};
    std::vector<const Element*> chain;
    each_row(element, "", chain, [&](const std::string&, const Row& r) {
        if (!r.name.empty() && r.name[0] != '@') words.insert(std::string(r.name));
        if (r.codec.shape == Shape::word)
            for (std::size_t i = 0; i < r.codec.words.count; ++i)
                if (!r.codec.words.words[i].empty()) words.insert(std::string(r.codec.words.words[i]));
    });
    std::string out;
    for (const auto& w : words) out += "\"" + w + "\"\n";
    return out;
}

}  // namespace vireo::model::row
