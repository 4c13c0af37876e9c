// SPDX-License-Identifier: LGPL-2.1-or-later
// See plan.h. Plans live as long as the program; a lost race only costs the loser's work.
#include "model/row/plan.h"

namespace vireo::model::row {
namespace {

void set_glance(PlanRow& p) {
    const Row& r = *p.row;
    auto byte = [&](int at) {
        if (at < 0) return;
        p.glance = Glance::byte;
        p.certain = true;
        p.look = p.offset + static_cast<std::uint32_t>(at);
    };
    switch (r.where) {
        case Where::maybe:
        case Where::through:
        case Where::list:
            p.glance = r.hold->vector ? Glance::vector : Glance::count;
            p.count = r.hold->count;
            if (r.hold->mark) byte(r.hold->mark());
            return;
        case Where::inside: return r.flags & marks_flag ? byte(0) : void();
        case Where::flag: return byte(0);
        case Where::attribute:
        case Where::sized:
        case Where::content:
        case Where::leaf: break;
        default: return;
    }
    const auto present = r.codec.present;
    auto exactly = [&](Glance g) { p.glance = g, p.certain = true; };
    if (present == detail::string_present) exactly(Glance::text);
    else if (present == detail::optional_string_present) byte(mark_of<std::string>());
    else if (present == detail::optional_unsigned_present || present == detail::hex_optional_present) byte(mark_of<unsigned>());
    else if (present == detail::optional_int_present) byte(mark_of<int>());
    else if (present == detail::optional_u64_present || present == detail::hex_optional_u64_present) byte(mark_of<std::uint64_t>());
    else if (present == detail::unsigned__present || present == detail::int__present) exactly(Glance::number);
    else if (present == detail::u64_present) exactly(Glance::wide_number);
    else if (present == detail::word_present && !r.codec.listed && (r.codec.zero_is_absent || r.codec.words.words[0].empty())) {
        byte(0);
        p.certain = false;  // words may be empty, or missing
    }
}

std::string_view opening(Plan& plan, const Row& r) {
    switch (r.where) {
        case Where::attribute:
        case Where::sized: return plan.texts.emplace_back(fmt::format(" {}='", r.name));
        case Where::leaf:
        case Where::scaled_leaf:
        case Where::element:
        case Where::inside:
        case Where::maybe:
        case Where::list: return plan.texts.emplace_back(fmt::format("<{}", r.printed.empty() ? r.name : r.printed));
        default: return {};
    }
}

constexpr std::uint32_t selective_flags =
    secure_flag | live_flag | inactive_flag | not_migratable_flag | status_flag | read_only_flag;

std::vector<std::uint32_t> looks_of(const std::vector<PlanRow>& rows) {
    std::vector<std::uint32_t> out;
    out.reserve(rows.size());
    for (const PlanRow& p : rows) out.push_back(p.glance == Glance::byte && !p.group_end ? p.look : ask_row);
    return out;
}

void add(Plan& plan, const Element& e, std::uint32_t base, bool (*outer)(const void*), std::uint32_t outer_base) {
    for (const Row& r : e.rows) {
        PlanRow p{&r, base, base + r.offset, outer, outer_base};
        if (r.flags & marks_flag) p.offset = base + r.mark;
        set_glance(p);
        p.opening = opening(plan, r);
        p.plain = !(r.flags & selective_flags) && !r.guard && !r.shown;
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

const Plan& make_plan(const Element& element) {
    auto* fresh = new Plan;
    add(*fresh, element, 0, nullptr, 0);
    fresh->attribute_looks = looks_of(fresh->attributes);
    fresh->child_looks = looks_of(fresh->children);
    const Plan* expected = nullptr;
    if (!element.plan.compare_exchange_strong(expected, fresh, std::memory_order_acq_rel)) {
        delete fresh;
        return *expected;
    }
    return *fresh;
}

}  // namespace vireo::model::row
