// SPDX-License-Identifier: LGPL-2.1-or-later
// What the rows know, written out as a dictionary for fuzzers. The grammar is in grammar.cpp, the reference in listing.cpp.
#include <set>

#include "model/row/plan.h"

namespace vireo::model::row {
namespace {

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

}  // namespace

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
