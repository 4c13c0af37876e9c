// SPDX-License-Identifier: LGPL-2.1-or-later
// See row_coverage.h.
#include "row_coverage.h"

#include "model/row/plan.h"

namespace vireo::test {

using namespace model::row;

namespace {

bool in_element(const Row& r) { return r.name.empty() || r.name[0] == '@'; }

// Custom rows that describe a part of the element itself stand for the rows of that description.
void each(const Element& e, std::uint32_t base, const auto& f) {
    const Plan& plan = plan_of(e);
    for (const auto* rows : {&plan.attributes, &plan.contents, &plan.children})
        for (const PlanRow& p : *rows) {
            const Row& r = *p.row;
            if (r.flags & (status_flag | unspoken_flag)) continue;
            if (r.where == Where::custom && in_element(r)) {
                if (r.element) each(*r.element, base + p.base, f);
                continue;
            }
            PlanRow moved = p;
            moved.base += base;
            moved.offset += base;
            moved.outer_base += base;
            f(moved);
        }
}

bool holds(const PlanRow& p, const void* self) {
    return applies(p, self) && (!p.row->only_if || p.row->only_if(at(self, p.base)));
}

}  // namespace

void RowCoverage::list(const Element& e, const std::string& path) {
    if (!listed_.insert(&e).second) return;
    each(e, 0, [&](const PlanRow& p) {
        const Row& r = *p.row;
        const bool attribute = r.where == Where::attribute || r.where == Where::sized;
        const std::string place = path + "/" + (attribute ? "@" : "") + (r.name.empty() ? "text()" : std::string(r.name));
        if (r.where != Where::through) all_.emplace(&r, place);
        if (r.element) list(*r.element, r.where == Where::through ? path : place);
    });
}

void RowCoverage::walk(const Element& e, const xml::Node& node, void* self, ParseContext& cx) {
    std::map<const Row*, std::size_t> count;
    each(e, 0, [&](const PlanRow& p) {
        const Row& r = *p.row;
        void* field = at(self, p.offset);
        switch (r.where) {
            case Where::attribute:
            case Where::sized:
                if (node.has(r.name) && holds(p, self)) seen_.insert(&r);
                return;
            case Where::content:
            case Where::scaled:
                if (!node.text.empty() && holds(p, self)) seen_.insert(&r);
                return;
            case Where::through:
                if (r.hold->count(field)) walk(*r.element, node, const_cast<void*>(r.hold->at(field, 0)), cx);
                return;
            default: break;
        }
        std::size_t n = 0;
        for (const auto& child : node.elements()) {
            if (child.name != r.name || child.ns != r.ns || !holds(p, self)) continue;
            seen_.insert(&r);
            if (!r.element) continue;
            std::shared_ptr<void> apart;
            void* inner = nullptr;
            switch (r.where) {
                case Where::element: inner = field; break;
                case Where::inside: inner = at(self, p.base); break;
                case Where::maybe:
                case Where::list:
                    if (n < r.hold->count(field)) inner = const_cast<void*>(r.hold->at(field, n++));
                    break;
                case Where::custom:
                    if (r.apart) {
                        apart = r.apart();
                        try {
                            parse(*r.element, child, apart.get(), cx);
                        } catch (const Error&) {
                            // A form is stricter than the reader whose text it describes.
                        }
                    }
                    inner = r.apart ? apart.get() : at(self, p.base);
                    break;
                default: break;
            }
            if (inner) walk(*r.element, child, inner, cx);
        }
    });
}

void RowCoverage::add(const xml::Node& document, void* fresh, ParseContext& cx) {
    parse(root_, document, fresh, cx);
    walk(root_, document, fresh, cx);
}

std::set<std::string> RowCoverage::missing() const {
    std::set<std::string> out;
    for (const auto& [row, place] : all_)
        if (!seen_.contains(row)) out.insert(place);
    return out;
}

}  // namespace vireo::test
