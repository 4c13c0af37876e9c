// SPDX-License-Identifier: LGPL-2.1-or-later
// See plan.h. Plans live as long as the program; a lost race only costs the loser's work.
#include "model/row/plan.h"

namespace vireo::model::row {
namespace {

void add(Plan& plan, const Element& e, std::uint32_t base, bool (*outer)(const void*), std::uint32_t outer_base) {
    for (const Row& r : e.rows) {
        PlanRow p{&r, base, base + r.offset, outer, outer_base};
        switch (r.where) {
            case Where::embed:
                if (r.guard) {
                    auto a = plan.attributes.size(), c = plan.children.size();
                    add(plan, *r.element, base + r.offset, r.guard, base);
                    if (plan.attributes.size() > a) plan.attributes[a].group_end = static_cast<std::uint16_t>(plan.attributes.size());
                    if (plan.children.size() > c) plan.children[c].group_end = static_cast<std::uint16_t>(plan.children.size());
                } else
                    add(plan, *r.element, base + r.offset, outer, outer_base);
                break;
            case Where::attribute:
                plan.attributes.push_back(p);
                if (r.flags & required_flag) ++plan.required_attributes;
                break;
            case Where::content:
            case Where::scaled: plan.contents.push_back(p); break;
            case Where::custom:
                (r.name.starts_with('@') ? plan.attributes : plan.children).push_back(p);
                break;
            default:
                plan.children.push_back(p);
                if (r.flags & required_flag) plan.required_children = true;
        }
    }
}

}  // namespace

const Plan& plan_of(const Element& element) {
    if (const Plan* p = element.plan.load(std::memory_order_acquire)) return *p;
    auto* fresh = new Plan;
    add(*fresh, element, 0, nullptr, 0);
    const Plan* expected = nullptr;
    if (!element.plan.compare_exchange_strong(expected, fresh, std::memory_order_acq_rel)) {
        delete fresh;
        return *expected;
    }
    return *fresh;
}

}  // namespace vireo::model::row
