// SPDX-License-Identifier: LGPL-2.1-or-later
// What a guest would notice: two values walked side by side by the rows that are marked guest().
#include "model/row/plan.h"

namespace vireo::model::row {
namespace {

std::string shown(const Row& r, const void* field) {
    if (!r.codec.present(r.codec, field)) return {};
    std::string out;
    r.codec.format(r.codec, field, out);
    return out;
}

void walk(const Element& e, const std::string& path, const void* a, const void* b, std::vector<Difference>& out) {
    const Plan& plan = plan_of(e);
    auto scalar = [&](const PlanRow& p, const std::string& where) {
        const Row& r = *p.row;
        if (!(r.flags & guest_flag)) return;
        // A row that applies to one side only is covered by the field that chooses it.
        if (!applies(p, a) || !applies(p, b)) return;
        const void *x = at(a, p.offset), *y = at(b, p.offset);
        if (r.where == Where::flag) {
            bool l = *static_cast<const bool*>(x), m = *static_cast<const bool*>(y);
            if (l != m) out.push_back({where, l ? "yes" : "no", m ? "yes" : "no"});
        } else if (!r.codec.equal(x, y)) {
            out.push_back({where, shown(r, x), shown(r, y)});
        }
    };
    for (const PlanRow& p : plan.attributes)
        if (p.row->where == Where::attribute || p.row->where == Where::sized) scalar(p, path + "/@" + std::string(p.row->name));
    for (const PlanRow& p : plan.contents) scalar(p, path);
    for (const PlanRow& p : plan.children) {
        const Row& r = *p.row;
        std::string here = path + "/" + std::string(r.name);
        const void *x = at(a, p.offset), *y = at(b, p.offset);
        switch (r.where) {
            case Where::leaf:
            case Where::scaled_leaf:
            case Where::flag: scalar(p, here); break;
            case Where::element:
                if (applies(p, a) && applies(p, b)) walk(*r.element, here, x, y, out);
                break;
            case Where::inside:
                if ((r.flags & marks_flag) && (r.flags & guest_flag)) {
                    bool l = *static_cast<const bool*>(at(a, p.base + r.mark)), m = *static_cast<const bool*>(at(b, p.base + r.mark));
                    if (l != m) out.push_back({here, l ? "yes" : "no", m ? "yes" : "no"});
                }
                if (applies(p, a) && applies(p, b)) walk(*r.element, here, at(a, p.base), at(b, p.base), out);
                break;
            case Where::maybe:
            case Where::list: {
                if (!applies(p, a) || !applies(p, b)) break;
                std::size_t n = r.hold->count(x), m = r.hold->count(y);
                if (n != m) {
                    out.push_back({"count(" + here + ")", std::to_string(n), std::to_string(m)});
                    break;
                }
                for (std::size_t i = 0; i < n; ++i)
                    walk(*r.element, n > 1 ? fmt::format("{}[{}]", here, i + 1) : here, r.hold->at(x, i), r.hold->at(y, i), out);
                break;
            }
            default: break;
        }
    }
}

}  // namespace

std::vector<Difference> compare(const Element& element, const void* left, const void* right) {
    std::vector<Difference> out;
    walk(element, "", left, right, out);
    return out;
}

}  // namespace vireo::model::row
