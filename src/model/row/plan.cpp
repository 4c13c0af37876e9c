// SPDX-License-Identifier: LGPL-2.1-or-later
// See plan.h. Plans live as long as the program; a lost race only costs the loser's work.
#include "model/row/plan.h"

namespace vireo::model::row {
namespace {

Glance glance_of(const Row& r) {
    switch (r.where) {
        case Where::maybe:
        case Where::through:
        case Where::list: return Glance::count;
        case Where::inside: return r.flags & marks_flag ? Glance::flag : Glance::ask;
        case Where::flag: return Glance::flag;
        case Where::attribute:
        case Where::sized:
        case Where::content:
        case Where::leaf: break;
        default: return Glance::ask;
    }
    const auto present = r.codec.present;
    if (present == detail::string_present) return Glance::text;
    if (present == detail::optional_string_present) return Glance::optional_text;
    if (present == detail::optional_unsigned_present || present == detail::hex_optional_present) return Glance::optional_unsigned;
    if (present == detail::optional_int_present) return Glance::optional_int;
    if (present == detail::optional_u64_present || present == detail::hex_optional_u64_present) return Glance::optional_u64;
    if (present == detail::unsigned__present || present == detail::int__present) return Glance::number;
    if (present == detail::u64_present) return Glance::wide_number;
    if (present == detail::word_present && !r.codec.listed && (r.codec.zero_is_absent || r.codec.words.words[0].empty())) return Glance::word;
    return Glance::ask;
}

void add(Plan& plan, const Element& e, std::uint32_t base, bool (*outer)(const void*), std::uint32_t outer_base) {
    for (const Row& r : e.rows) {
        PlanRow p{&r, base, base + r.offset, outer, outer_base, 0, glance_of(r), r.hold ? r.hold->count : nullptr};
        if (r.flags & marks_flag) p.offset = base + r.mark;
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
            case Where::sized:
                plan.attributes.push_back(p);
                if (r.flags & (required_flag | fallback_flag)) ++plan.required_attributes;
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
