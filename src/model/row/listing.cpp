// SPDX-License-Identifier: LGPL-2.1-or-later
// What the rows know, told to a person: the raw material of the reference pages. Which rows belong to which case is found
// as the grammar finds it, by asking guards about a value in which the choosing attributes hold one word after another.
#include <deque>
#include <map>

#include "model/row/grammar.h"
#include "model/row/plan.h"

namespace vireo::model::row {
namespace {

// An attribute with words, in a struct that rows further down are asked about too.
struct Chooser {
    std::string name;
    const Row* row;
    void* field;
};

class Lister {
  public:
    std::string list(std::span<const Root> roots) {
        for (const auto& r : roots) visit(*r.element, "/" + std::string(r.name), r.prototype, 0);
        std::string out;
        for (const auto* s : order_) {
            out += "E";
            for (const auto& p : s->places) out += "\t" + p;
            out += "\n" + s->rows;
        }
        return out;
    }

  private:
    struct Section {
        std::vector<std::string> places;
        std::string rows;
    };
    static constexpr unsigned deepest = 24;

    void visit(const Element& e, const std::string& place, void* self, unsigned depth, const std::string& why = {}) {
        auto [it, fresh] = sections_.try_emplace(&e);
        it->second.places.push_back(why.empty() ? place : place + " (" + why + ")");
        if (!fresh || depth > deepest) return;
        Section& section = it->second;
        order_.push_back(&section);
        const std::size_t before = choosers_.size();
        rows(section, e, place, self, depth);
        choosers_.resize(before);
    }

    // Rows without an element of their own, then the children with one.
    void rows(Section& section, const Element& e, const std::string& place, void* self, unsigned depth) {
        const Plan& plan = plan_of(e);
        for (const PlanRow& p : plan.attributes)
            if (p.row->where == Where::attribute && p.row->codec.shape == Shape::word && !p.row->codec.listed)
                choosers_.push_back({std::string(p.row->name), p.row, at(self, p.offset)});
        for (const auto* some : {&plan.attributes, &plan.contents, &plan.children})
            for (const PlanRow& p : *some) row(section, p, place, self, depth);
    }

    void row(Section& section, const PlanRow& p, const std::string& place, void* self, unsigned depth) {
        const Row& r = *p.row;
        if (r.flags & (status_flag | write_only_flag | unspoken_flag)) return;
        if (r.where == Where::custom && (r.name.empty() || r.name[0] == '@')) {
            if (r.element && !r.apart) rows(section, *r.element, place, at(self, p.base), depth);
            return;
        }
        if (r.where == Where::through && r.element) {
            void* field = at(self, p.offset);
            rows(section, *r.element, place, r.hold->count(field) ? const_cast<void*>(r.hold->at(field, 0)) : r.hold->add(field), depth);
            return;
        }
        const std::string why = when(p, self);
        const auto& name = r.printed.empty() ? r.name : r.printed;
        section.rows += fmt::format("R\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n", kind(r), name, value(r), notes(r), why, r.since, r.doc);
        if (!r.element) return;
        const std::string here = place + "/" + std::string(name);
        switch (r.where) {
            case Where::element: visit(*r.element, here, at(self, p.offset), depth + 1, why); break;
            case Where::inside: visit(*r.element, here, at(self, p.base), depth + 1, why); break;
            case Where::custom:
                if (r.apart) made_.push_back(r.apart());
                visit(*r.element, here, r.apart ? made_.back().get() : at(self, p.base), depth + 1, why);
                break;
            case Where::maybe:
            case Where::list: {
                void* field = at(self, p.offset);
                visit(*r.element, here, r.hold->count(field) ? const_cast<void*>(r.hold->at(field, 0)) : r.hold->add(field), depth + 1, why);
                break;
            }
            default: break;
        }
    }

    static const char* kind(const Row& r) {
        switch (r.where) {
            case Where::attribute:
            case Where::sized: return "attribute";
            case Where::content:
            case Where::scaled: return "text";
            case Where::flag: return "flag";
            case Where::leaf:
            case Where::scaled_leaf:
            case Where::leaves: return "leaf";
            default: return "child";
        }
    }

    // Words, or a form from forms.h behind ~, or a kind of value in angle brackets.
    static std::string value(const Row& r) {
        if (r.where == Where::sized || r.where == Where::scaled || r.where == Where::scaled_leaf) return "<size>";
        if (r.codec.shape == Shape::word && r.codec.words.count) {
            std::string out;
            for (std::size_t i = 0; i < r.codec.words.count; ++i)
                if (auto w = r.codec.words.words[i]; !w.empty()) out += (out.empty() ? "" : "|") + std::string(w);
            return out;
        }
        if (!r.shape.empty()) {
            std::string out = "~";
            for (char c : r.shape) out += c == '\n' ? ' ' : c;
            return out;
        }
        if (r.element || r.where == Where::flag || (r.where == Where::custom && r.codec.shape == Shape::string)) return "";
        switch (r.codec.shape) {
            case Shape::natural:
            case Shape::whole: {
                if (r.codec.high != std::numeric_limits<std::uint64_t>::max() || r.codec.low > 0)
                    return fmt::format("<number {}-{}>", r.codec.low > 0 ? r.codec.low : 0, r.codec.high);
                return r.codec.no_zero ? "<number above 0>" : r.codec.shape == Shape::natural || r.codec.low == 0 ? "<natural number>" : "<whole number>";
            }
            case Shape::hex: return "<hexadecimal number>";
            case Shape::uuid: return "<UUID>";
            case Shape::mac: return "<MAC address>";
            case Shape::bitmap: return "<list of numbers>";
            default: return "<text>";
        }
    }

    static std::string notes(const Row& r) {
        std::string out;
        const auto add = [&](const char* text) { out += (out.empty() ? "" : ",") + std::string(text); };
        if ((r.flags & (required_flag | needed_flag)) && !(r.flags & spared_flag)) add("needed");
        if (r.where == Where::list || r.where == Where::leaves || (r.flags & several_flag)) add("several");
        if (r.flags & guest_flag) add("guest");
        if (r.flags & secure_flag) add("secret");
        if (r.flags & (live_flag | live_read_flag)) add("live");
        if (r.flags & inactive_flag) add("stored");
        if (r.flags & read_only_flag) add("old");
        if (r.flags & fallback_flag) add(fmt::format("default={}", r.fallback).c_str());
        return out;
    }

    // "type=pci|usb", of the nearest attribute that makes a difference.
    std::string when(const PlanRow& p, void* self) {
        const Row& r = *p.row;
        if (!r.guard && !r.only_if && !p.outer) return "";
        for (auto c = choosers_.rbegin(); c != choosers_.rend(); ++c) {
            if (c->row == &r) continue;
            auto* word = static_cast<std::uint8_t*>(c->field);
            const std::uint8_t kept = *word;
            std::string yes;
            std::size_t hits = 0, all = 0;
            const auto& words = c->row->codec.words;
            for (std::size_t i = 0; i < words.count; ++i) {
                *word = static_cast<std::uint8_t>(i);
                const bool is = holds(p, self);
                if (words.words[i].empty()) continue;
                ++all;
                if (!is) continue;
                ++hits;
                yes += (yes.empty() ? "" : "|") + std::string(words.words[i]);
            }
            *word = kept;
            if (hits && hits < all) return c->name + "=" + yes;
        }
        return "";
    }
    static bool holds(const PlanRow& p, void* self) {
        return applies(p, self) && (!p.row->only_if || p.row->only_if(at(self, p.base)));
    }

    std::map<const Element*, Section> sections_;
    std::vector<const Section*> order_;
    std::vector<Chooser> choosers_;
    std::deque<std::shared_ptr<void>> made_;
};

}  // namespace

std::string listing(std::span<const Root> roots) { return Lister().list(roots); }

}  // namespace vireo::model::row
