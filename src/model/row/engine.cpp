// SPDX-License-Identifier: LGPL-2.1-or-later
// Reading and printing by rows. Both loops are linear over short flat tables and start the search for the next name
// where the last one was found, because documents mostly come in the order in which we print them.
#include <charconv>

#include "model/row/plan.h"

namespace vireo::model::row {
namespace {

[[noreturn]] void refuse(const Row& r, Verdict verdict, std::string_view owner, std::string_view text) {
    using D = vireo::Domain;
    // Lists of numbers are read by code that belongs to no object.
    if (r.error)
        throw Error(r.error_code, r.error_code == Code::invalid_arg ? D::none : r.error_domain,
                    fmt::format(fmt::runtime(r.error), text));
    if (r.where != Where::attribute)
        fail(Code::xml_error, D::xml, "Invalid value '{}' for element or attribute './{}'", text,
             r.name.empty() ? std::string_view("text()") : r.name);
    if (verdict == Verdict::zero)
        fail(Code::xml_error, D::xml, "Invalid value for attribute '{}' in element '{}': Zero is not permitted", r.name,
             owner);
    std::string_view expected = ".";
    if (verdict == Verdict::negative)
        expected = ". Expected non-negative value";
    else if (r.codec.shape == Shape::natural || r.codec.shape == Shape::hex)
        expected = ". Expected non-negative integer value";
    else if (r.codec.shape == Shape::whole)
        expected = ". Expected integer value";
    fail(Code::xml_error, D::xml, "Invalid value for attribute '{}' in element '{}': '{}'{}", r.name, owner, text,
         expected);
}

[[noreturn]] void lacks(const Row& r, std::string_view owner) {
    using D = vireo::Domain;
    if (r.missing) throw Error(r.missing_code, r.error_domain, r.missing);
    if (r.where == Where::attribute)
        fail(Code::xml_error, D::xml, "Missing required attribute '{}' in element '{}'", r.name, owner);
    fail(Code::xml_error, D::domain, "Missing required element '{}' in element '{}'", r.name, owner);
}

void take(const PlanRow& p, std::string_view text, void* self, std::string_view owner) {
    auto verdict = p.row->codec.parse(p.row->codec, text, at(self, p.offset));
    if (verdict != Verdict::ok && (p.row->flags & lenient_flag)) return;
    if (verdict != Verdict::ok) refuse(*p.row, verdict, owner, text);
}

void take_scaled(const PlanRow& p, const xml::Node& node, void* self) {
    if (node.text.empty()) return;
    const auto& c = p.row->codec;
    *static_cast<std::optional<std::uint64_t>*>(at(self, p.offset)) = read_scaled(
        node.text, node.value("unit"), static_cast<std::uint64_t>(c.low), c.high, p.row->path.empty() ? fmt::format("./{}", node.name) : std::string(p.row->path));
}

bool readable(const PlanRow& p, const ParseContext& cx) {
    auto f = p.row->flags;
    if (!(f & (write_only_flag | status_flag | live_read_flag))) return true;
    if (f & write_only_flag) return false;
    if ((f & live_read_flag) && (cx.flags & ParseContext::inactive)) return false;
    return !(f & status_flag) || (cx.flags & ParseContext::status);
}

void take_sized(const PlanRow& p, const xml::Node& node, void* self) {
    const Row& r = *p.row;
    const xml::Attribute* a = node.find(r.name);
    if (!a) {
        if (r.flags & required_flag) lacks(r, node.name);
        return;
    }
    *static_cast<std::optional<std::uint64_t>*>(at(self, p.offset)) =
        read_scaled(a->value, r.flags & lenient_flag ? std::string_view{} : node.value(r.unit_name),
                    static_cast<std::uint64_t>(r.codec.low), r.codec.high, r.path.empty() ? fmt::format("./@{}", r.name) : std::string(r.path));
}

constexpr std::uint32_t counted_flags = required_flag | fallback_flag;

void read_attributes(const Plan& plan, const xml::Node& node, void* self, ParseContext& cx) {
    std::size_t left = node.attributes.size(), needed = plan.required_attributes;
    for (std::size_t i = 0, n = plan.attributes.size(); i < n; ++i) {
        const PlanRow& p = plan.attributes[i];
        const Row& r = *p.row;
        if (steps_over(p, self)) {
            for (; i < p.group_end; ++i)
                if (plan.attributes[i].row->flags & counted_flags) --needed;
            --i;
            continue;
        }
        if (!left && !needed && r.where == Where::attribute) continue;
        if (!readable(p, cx) || !applies_in_group(p, self)) {
            if (r.flags & counted_flags) --needed;
            continue;
        }
        if (r.where == Where::custom) {
            if (r.read) r.read(node, at(self, p.base), cx);
            continue;
        }
        if (r.where == Where::sized) {
            if (r.flags & required_flag) --needed;
            take_sized(p, node, self);
            continue;
        }
        const xml::Attribute* a = node.find(r.name);
        if (a && (r.flags & filled_flag) && a->value.empty()) {
            a = nullptr;
            --left;
        }
        if (r.flags & counted_flags) {
            --needed;
            if (!a && (r.flags & fallback_flag))
                take(p, r.fallback, self, node.name);
            else if (!a)
                lacks(r, node.name);
        }
        if (!a) continue;
        --left;
        take(p, a->value, self, node.name);
    }
}

void read_child(const PlanRow& p, const xml::Node& child, void* self, ParseContext& cx) {
    const Row& r = *p.row;
    void* field = at(self, p.offset);
    switch (r.where) {
        case Where::leaf:
            if (!child.text.empty()) take(p, child.text, self, child.name);
            break;
        case Where::scaled_leaf: take_scaled(p, child, self); break;
        case Where::leaves: static_cast<std::vector<std::string>*>(field)->emplace_back(child.text); break;
        case Where::element: parse(*r.element, child, field, cx); break;
        case Where::inside:
            if (r.flags & marks_flag) *static_cast<bool*>(at(self, p.base + r.mark)) = true;
            parse(*r.element, child, at(self, p.base), cx);
            break;
        case Where::maybe:
        case Where::list: parse(*r.element, child, r.hold->add(field), cx); break;
        case Where::flag: *static_cast<bool*>(field) = true; break;
        case Where::custom:
            if (r.read) r.read(child, at(self, p.base), cx);
            break;
        default: break;
    }
}

// A child that belongs to a boxed part of the struct.
bool read_through(const Plan& plan, const xml::Node& child, void* self, ParseContext& cx) {
    for (const PlanRow& p : plan.children) {
        if (p.row->where != Where::through) continue;
        for (const PlanRow& q : plan_of(*p.row->element).children) {
            if (q.row->name != child.name || q.row->ns != child.ns) continue;
            void* field = at(self, p.offset);
            void* inner = p.row->hold->count(field) ? const_cast<void*>(p.row->hold->at(field, 0)) : p.row->hold->add(field);
            read_child(q, child, inner, cx);
            return true;
        }
    }
    return false;
}

void read_children(const Element& e, const Plan& plan, const xml::Node& node, void* self, ParseContext& cx) {
    std::uint64_t seen[4] = {};
    std::size_t n = plan.children.size(), hint = 0;
    for (const xml::Node& child : node.elements()) {
        bool found = false;
        for (std::size_t k = 0; k < n; ++k) {
            std::size_t i = hint + k < n ? hint + k : hint + k - n;
            const PlanRow& p = plan.children[i];
            if (p.row->name != child.name || p.row->ns != child.ns || !readable(p, cx) || !applies(p, self)) continue;
            found = true;
            hint = i;
            bool many = e.again || p.row->where == Where::list || p.row->where == Where::leaves || p.row->where == Where::custom;
            std::uint64_t bit = std::uint64_t{1} << (i % 64);
            if (many || !(seen[i / 64 % 4] & bit)) read_child(p, child, self, cx);
            seen[i / 64 % 4] |= bit;
            break;
        }
        if (!found && !read_through(plan, child, self, cx) && e.unknown) e.unknown(child, self, cx);
    }
    for (std::size_t i = 0; i < n; ++i) {
        const PlanRow& p = plan.children[i];
        if (p.row->where == Where::custom && p.row->name.empty() && p.row->read)
            p.row->read(node, at(self, p.base), cx);
        else if ((p.row->flags & required_flag) && !(seen[i / 64 % 4] >> (i % 64) & 1) && applies(p, self))
            lacks(*p.row, node.name);
    }
}

bool shown(const PlanRow& p, const void* self, unsigned flags) {
    auto f = p.row->flags;
    if (f & (secure_flag | live_flag | inactive_flag | not_migratable_flag | status_flag | read_only_flag)) {
        if (f & read_only_flag) return false;
        if ((f & secure_flag) && !(flags & format_secure)) return false;
        if ((f & live_flag) && (flags & format_inactive)) return false;
        if ((f & inactive_flag) && !(flags & format_inactive)) return false;
        if ((f & not_migratable_flag) && (flags & format_migratable)) return false;
        if ((f & status_flag) && !(flags & format_status)) return false;
    }
    return applies_in_group(p, self) && (!p.row->shown || p.row->shown(at(self, p.base)));
}

[[gnu::always_inline]] inline bool visible(const PlanRow& p, const void* self, unsigned flags) {
    return p.plain || shown(p, self, flags);
}

bool present(const PlanRow& p, const void* self) {
    return !nothing_at_a_glance(p, self) && (p.certain || p.row->codec.present(p.row->codec, at(self, p.offset)));
}

// A row that only format_secure shows is about to be printed.
void note_secret(const Row& r, FormatContext& cx) {
    if (r.flags & secure_flag) cx.secrets = true;
}

void put_number(std::string& out, std::uint64_t v) {
    char buffer[24];
    auto r = std::to_chars(buffer, buffer + sizeof buffer, v);
    out.append(buffer, r.ptr);
}

// A size and its unit; a neat one is counted in the largest unit that leaves it whole.
std::pair<std::uint64_t, std::string_view> in_unit(const Row& r, std::uint64_t value) {
    if (!(r.flags & neat_flag)) return {value, r.unit};
    static constexpr std::string_view units[] = {"B", "KiB", "MiB", "GiB", "TiB"};
    std::size_t n = r.codec.low == 1 ? 0 : r.codec.low == 1024 ? 1 : 2;
    while (n + 1 < std::size(units) && value && value % 1024 == 0) value /= 1024, ++n;
    return {value, units[n]};
}

// Elements without a word of their own that hold nothing: asked before they are opened, because taking them back costs
// more. Only plain rows are looked at; whatever is not plain counts as something.
bool hollow(const Plan& plan, const void* self) {
    for (std::size_t i = 0, n = plan.attributes.size(); (i = next_to_print(plan.attribute_looks, i, self)) < n; ++i) {
        const PlanRow& p = plan.attributes[i];
        if (steps_over(p, self)) {
            i = p.group_end - 1u;
            continue;
        }
        if (nothing_at_a_glance(p, self)) continue;
        if (p.row->where == Where::custom ? p.row->write != nullptr : present(p, self)) return false;
    }
    for (const PlanRow& p : plan.contents)
        if (present(p, self)) return false;
    for (std::size_t i = 0, n = plan.children.size(); (i = next_to_print(plan.child_looks, i, self)) < n; ++i) {
        const PlanRow& p = plan.children[i];
        if (nothing_at_a_glance(p, self)) continue;
        if (p.row->where == Where::element || p.row->where == Where::inside) {
            if (p.row->flags & (always_flag | marks_flag)) return false;
            const void* inner = at(self, p.row->where == Where::element ? p.offset : p.base);
            if (!hollow(plan_of(*p.row->element), inner)) return false;
        } else if (p.row->where == Where::custom ? p.row->write != nullptr : p.row->where != Where::leaf || present(p, self)) {
            return false;
        }
    }
    return true;
}

void write_child(const PlanRow& p, const void* self, FormatContext& cx) {
    const Row& r = *p.row;
    const void* field = at(self, p.offset);
    xml::Writer& w = cx.out;
    switch (r.where) {
        case Where::leaf:
            if (!p.certain && !r.codec.present(r.codec, field)) return;
            w.open_tag(p.opening);
            w.begin_text();
            r.codec.format(r.codec, field, w.buffer());
            w.close();
            return;
        case Where::scaled_leaf: {
            const auto& v = *static_cast<const std::optional<std::uint64_t>*>(field);
            if (!v) return;
            auto [number, unit] = in_unit(r, *v);
            w.open_tag(p.opening);
            w.plain_attribute("unit", unit);
            w.begin_text();
            put_number(w.buffer(), number);
            w.close();
            return;
        }
        case Where::leaves:
            for (const auto& s : *static_cast<const std::vector<std::string>*>(field)) w.leaf(r.name, s);
            return;
        case Where::element:
        case Where::inside:
            if (!(r.flags & (always_flag | marks_flag)) && hollow(plan_of(*r.element), r.where == Where::element ? field : at(self, p.base))) return;
            note_secret(r, cx);
            w.open_tag(p.opening);
            format(*r.element, r.where == Where::element ? field : at(self, p.base), cx);
            if (r.flags & wide_flag) w.begin_content();
            (r.flags & (always_flag | marks_flag)) ? w.close() : (void)w.close_or_drop();
            return;
        case Where::maybe:
        case Where::list:
            for (std::size_t i = 0, n = r.hold->count(field); i < n; ++i) {
                w.open_tag(p.opening);
                format(*r.element, r.hold->at(field, i), cx);
                if (r.flags & wide_flag) w.begin_content();
                (r.flags & droppable_flag) ? (void)w.close_or_drop() : w.close();
            }
            return;
        case Where::through: format(*r.element, r.hold->at(field, 0), cx); return;
        case Where::flag:
            if (*static_cast<const bool*>(field)) w.empty(r.name);
            return;
        case Where::custom:
            if (r.write) r.write(at(self, p.base), cx);
            return;
        default: return;
    }
}

}  // namespace

void parse(const Element& element, const xml::Node& node, void* self, ParseContext& cx) {
    const Plan& plan = plan_of(element);
    if (element.judge) element.judge(node, cx);
    if (!plan.attributes.empty()) read_attributes(plan, node, self, cx);
    for (const PlanRow& p : plan.contents) {
        if (!applies(p, self)) continue;
        if (p.row->where == Where::scaled)
            take_scaled(p, node, self);
        else if (!node.text.empty() || (p.row->flags & required_flag))
            take(p, node.text, self, node.name);
    }
    if (node.first || plan.required_children || !plan.children.empty()) read_children(element, plan, node, self, cx);
    if (element.finish) element.finish(node, self, cx);
}

void format(const Element& element, const void* self, FormatContext& cx) {
    const Plan& plan = plan_of(element);
    xml::Writer& w = cx.out;
    for (std::size_t i = 0, n = plan.attributes.size(); (i = next_to_print(plan.attribute_looks, i, self)) < n; ++i) {
        const PlanRow& p = plan.attributes[i];
        if (steps_over(p, self)) {
            i = p.group_end - 1u;
            continue;
        }
        if (nothing_at_a_glance(p, self)) continue;
        const Row& r = *p.row;
        if (r.where == Where::custom) {
            if (r.write && visible(p, self, cx.flags)) note_secret(r, cx), r.write(at(self, p.base), cx);
            continue;
        }
        const void* field = at(self, p.offset);
        if ((!p.certain && !r.codec.present(r.codec, field)) || !visible(p, self, cx.flags)) continue;
        note_secret(r, cx);
        w.buffer() += p.opening;
        if (r.where == Where::sized) {
            auto [number, unit] = in_unit(r, **static_cast<const std::optional<std::uint64_t>*>(field));
            put_number(w.buffer(), number);
            w.end_attribute();
            w.plain_attribute(r.unit_name, unit);
            continue;
        }
        r.codec.format(r.codec, field, w.buffer());
        w.end_attribute();
    }
    for (const PlanRow& p : plan.contents) {
        const Row& r = *p.row;
        const void* field = at(self, p.offset);
        if (!present(p, self) || !applies(p, self) || !visible(p, self, cx.flags)) continue;
        note_secret(r, cx);
        if (r.where == Where::scaled) w.plain_attribute("unit", r.unit);
        w.begin_text();
        r.codec.format(r.codec, field, w.buffer());
    }
    for (std::size_t i = 0, n = plan.children.size(); (i = next_to_print(plan.child_looks, i, self)) < n; ++i) {
        const PlanRow& p = plan.children[i];
        if (steps_over(p, self)) {
            i = p.group_end - 1u;
            continue;
        }
        if (nothing_at_a_glance(p, self)) continue;
        if (!visible(p, self, cx.flags)) continue;
        if (p.row->where != Where::element && p.row->where != Where::inside) note_secret(*p.row, cx);
        write_child(p, self, cx);
    }
}

}  // namespace vireo::model::row
