// SPDX-License-Identifier: LGPL-2.1-or-later
// See grammar.h. An element becomes one definition for each state of its struct that makes a difference: the answers of
// all guards in the element and below it are the state's mark, states of the same mark share a definition.
#include "model/row/grammar.h"

#include <map>
#include <memory>
#include <set>

#include "model/row/forms.h"
#include "model/row/plan.h"
#include "xml/writer.h"

namespace vireo::model::row {
namespace {

constexpr unsigned max_depth = 16;

// Rows of an element with those that describe its custom rows; offsets are relative to the element's struct.
struct Item {
    const Row* row;
    std::uint32_t base, offset;
    bool (*outer)(const void*);
    std::uint32_t outer_base;
};

bool is_word_enum(const Row& r) { return r.codec.shape == Shape::word && !r.codec.listed; }
bool in_element(const Row& r) { return r.name.empty() || r.name[0] == '@'; }

void gather(const Element& e, bool private_too, std::uint32_t base, std::vector<Item>& attributes,
            std::vector<Item>& contents, std::vector<Item>& children) {
    const Plan& plan = plan_of(e);
    auto add = [&](const PlanRow& p, std::vector<Item>& to) {
        const Row& r = *p.row;
        if ((r.flags & status_flag) || (!private_too && (r.flags & unspoken_flag))) return;
        if (r.where == Where::custom && in_element(r)) {
            if (r.element) gather(*r.element, private_too, base + p.base, attributes, contents, children);
            return;
        }
        to.push_back({&r, base + p.base, base + p.offset, p.outer, base + p.outer_base});
    };
    for (const PlanRow& p : plan.attributes) add(p, attributes);
    for (const PlanRow& p : plan.contents) add(p, contents);
    for (const PlanRow& p : plan.children) add(p, children);
}

struct Shapes {
    std::vector<Item> attributes, contents, children;
};

bool known(const Item& i, const void* self) {
    const Row& r = *i.row;
    return (!i.outer || i.outer(at(self, i.outer_base))) && (!r.guard || r.guard(at(self, i.base))) &&
           (!r.only_if || r.only_if(at(self, i.base)));
}
bool needed_by_all(const Item& i, const void* self) {
    const Row& r = *i.row;
    if (r.needed_if) return r.needed_if(at(self, i.base));
    if (r.flags & needed_flag) return true;
    return (r.flags & required_flag) && !(r.flags & spared_flag);
}

class Grammar {
  public:
    explicit Grammar(Audience a) : own_(a == Audience::ourselves) {}
    std::string write(std::span<const Root> roots) {
        std::vector<std::string> starts;
        for (const Root& r : roots) starts.push_back(define(*r.element, r.name, {}, r.prototype, 0));
        xml::Writer w(1 << 16);
        w.open("grammar");
        w.plain_attribute("xmlns", "http://relaxng.org/ns/structure/1.0");
        w.plain_attribute("datatypeLibrary", "http://www.w3.org/2001/XMLSchema-datatypes");
        w.open("start");
        if (starts.size() > 1) w.open("choice");
        for (const auto& s : starts) ref(w, s);
        if (starts.size() > 1) w.close();
        w.close();
        for (const auto& d : definitions_) w.verbatim(*d);
        // Foreign subtrees.
        if (anything_) {
            w.open("define");
            w.plain_attribute("name", "anything");
            w.open("element");
            w.empty("anyName");
            w.open("zeroOrMore");
            w.open("choice");
            w.open("attribute");
            w.empty("anyName");
            w.close();
            w.empty("text");
            ref(w, "anything");
            for (int i = 0; i < 4; ++i) w.close();
        }
        w.close();
        return "<?xml version=\"1.0\"?>\n" + w.take();
    }

  private:
    static void ref(xml::Writer& w, std::string_view name) {
        w.open("ref");
        w.attribute("name", name);
        w.close();
    }

    const Shapes& shapes(const Element& e) {
        auto& s = shapes_[&e];
        if (!s) {
            s = std::make_unique<Shapes>();
            gather(e, own_, 0, s->attributes, s->contents, s->children);
        }
        return *s;
    }

    bool needed(const Item& i, const void* self) const {
        return !(own_ && (i.row->flags & public_flag)) && needed_by_all(i, self);
    }

    // --- marks ---

    void mark_row(const Item& i, void* self, std::string& out) {
        if (!known(i, self)) {
            out += '-';
            return;
        }
        out += needed(i, self) ? '!' : '+';
        if (i.row->alone_if) out += i.row->alone_if(at(self, i.base)) ? '1' : 'n';
        if (i.row->fits_if && is_word_enum(*i.row))
            for (std::size_t w = 0; w < i.row->codec.words.count; ++w) out += fits(i, self, w) ? '1' : '0';
    }
    void mark(const Element& e, void* self, unsigned depth, std::string& out) {
        if (depth > max_depth) return;
        const Shapes& s = shapes(e);
        for (const Item& i : s.attributes) mark_row(i, self, out);
        for (const Item& i : s.contents) mark_row(i, self, out);
        for (const Item& i : s.children) {
            mark_row(i, self, out);
            if (!known(i, self)) continue;
            if (void* inner = same_memory(i, self)) mark(*i.row->element, inner, depth + 1, out);
        }
    }
    std::string mark(const Element& e, void* self) {
        std::string out;
        mark(e, self, 0, out);
        return out;
    }
    // The struct of a child that lives in ours; null for children with one of their own.
    static void* same_memory(const Item& i, void* self) {
        switch (i.row->where) {
            case Where::element: return at(self, i.offset);
            case Where::inside: return at(self, i.base);
            case Where::custom: return i.row->element && !i.row->apart ? at(self, i.base) : nullptr;
            default: return nullptr;
        }
    }

    static void* own_struct(const Item& i, void* self) {
        void* field = at(self, i.offset);
        return i.row->hold->count(field) ? const_cast<void*>(i.row->hold->at(field, 0)) : i.row->hold->add(field);
    }

    static bool fits(const Item& i, void* self, std::size_t word) {
        const Row& r = *i.row;
        if (r.codec.words.words[word].empty()) return false;
        if (!r.fits_if) return true;
        auto* field = static_cast<std::uint8_t*>(at(self, i.offset));
        auto old = *field;
        *field = static_cast<std::uint8_t>(word);
        bool yes = r.fits_if(at(self, i.base));
        *field = old;
        return yes;
    }

    // --- definitions ---

    std::string define(const Element& e, std::string_view name, std::string_view ns, void* self, unsigned depth) {
        std::string key = fmt::format("{} {} {} {}", static_cast<const void*>(&e), name, ns, mark(e, self));
        auto [it, fresh] = names_.try_emplace(std::move(key));
        if (!fresh) return it->second;
        unsigned& count = counts_[std::string(name)];
        std::string label = count++ ? fmt::format("{}-{}", name, count) : std::string(name);
        it->second = label;
        auto place = definitions_.size();
        definitions_.push_back(nullptr);
        xml::Writer w(1024);
        w.open("define");
        w.plain_attribute("name", label);
        w.open("element");
        w.plain_attribute("name", name);
        if (!ns.empty()) w.plain_attribute("ns", ns);
        if (depth > max_depth)
            anything(w);
        else
            state(w, e, self, 0, depth, 0);
        w.close();
        w.close();
        definitions_[place] = std::make_unique<std::string>(w.take());
        return label;
    }

    // One attribute after the other is asked whether its word makes a difference; those that do become choices.
    // `settled` says which attributes (by position) were decided on the way here.
    void state(xml::Writer& w, const Element& e, void* self, std::size_t from, unsigned depth, std::uint64_t settled) {
        const Shapes& s = shapes(e);
        for (std::size_t n = from; n < s.attributes.size(); ++n) {
            const Item& i = s.attributes[n];
            if (!is_word_enum(*i.row) || !known(i, self)) continue;
            if (split(w, e, self, n, depth, settled)) return;
        }
        plain(w, e, self, depth, settled);
    }

    bool split(xml::Writer& w, const Element& e, void* self, std::size_t n, unsigned depth, std::uint64_t settled) {
        const Item& i = shapes(e).attributes[n];
        auto* field = static_cast<std::uint8_t*>(at(self, i.offset));
        const auto old = *field;
        struct Group {
            std::string mark;
            std::vector<std::size_t> words;
            bool absent = false;
            std::uint8_t value = 0;
        };
        std::vector<Group> groups;
        auto put = [&](std::uint8_t value) -> Group& {
            *field = value;
            std::string m = mark(e, self);
            *field = old;
            for (auto& g : groups)
                if (g.mark == m) return g;
            Group& g = groups.emplace_back();
            g.mark = std::move(m);
            g.value = value;
            return g;
        };
        for (std::size_t word = 0; word < i.row->codec.words.count; ++word)
            if (fits(i, self, word)) put(static_cast<std::uint8_t>(word)).words.push_back(word);
        const bool must = needed(i, self);
        std::uint8_t unsaid = old;
        if (i.row->flags & fallback_flag)
            for (std::size_t word = 0; word < i.row->codec.words.count; ++word)
                if (i.row->codec.words.words[word] == i.row->fallback) unsaid = static_cast<std::uint8_t>(word);
        if (!must) put(unsaid).absent = true;
        if (groups.empty() || (groups.size() == 1 && groups[0].mark == mark(e, self))) return false;
        w.open("choice");
        for (const Group& g : groups) {
            w.open("group");
            *field = g.value;
            if (!g.words.empty()) {
                if (g.absent) w.open("optional");
                w.open("attribute");
                w.plain_attribute("name", i.row->name);
                words(w, *i.row, g.words);
                w.close();
                if (g.absent) w.close();
            }
            state(w, e, self, n + 1, depth, settled | std::uint64_t{1} << (n % 64));
            *field = old;
            w.close();
        }
        w.close();
        return true;
    }

    static void words(xml::Writer& w, const Row& r, const std::vector<std::size_t>& which) {
        if (which.size() > 1) w.open("choice");
        for (auto n : which) w.leaf("value", r.codec.words.words[n]);
        if (which.size() > 1) w.close();
    }

    // Attributes, text and children of a state in which nothing is left to choose.
    void plain(xml::Writer& w, const Element& e, void* self, unsigned depth, std::uint64_t settled) {
        const Shapes& s = shapes(e);
        std::set<std::string_view> done;
        bool something = false;
        for (std::size_t n = 0; n < s.attributes.size(); ++n)
            if (settled >> (n % 64) & 1) done.insert(s.attributes[n].row->name), something = true;
        for (std::size_t n = 0; n < s.attributes.size(); ++n) {
            const Item& i = s.attributes[n];
            const Row& r = *i.row;
            if (!known(i, self) || !done.insert(r.name).second) continue;
            // Several rows of one name are alternatives.
            std::vector<const Item*> all;
            bool must = true;
            for (const Item& k : s.attributes)
                if (k.row->name == r.name && known(k, self)) {
                    all.push_back(&k);
                    must = must && needed(k, self);
                }
            something = true;
            if (r.bond) {
                open_bond(w, r.bond);
                for (const Item& k : s.attributes) {
                    if (k.row->bond != r.bond || k.row->bond_number != r.bond_number || !known(k, self)) continue;
                    done.insert(k.row->name);
                    w.open("attribute");
                    w.plain_attribute("name", k.row->name);
                    value(w, k, self);
                    w.close();
                }
                close_bond(w, r.bond);
                continue;
            }
            if (!must) w.open("optional");
            w.open("attribute");
            w.plain_attribute("name", r.name);
            if (all.size() > 1) w.open("choice");
            for (const Item* k : all) value(w, *k, self);
            if (all.size() > 1) w.close();
            w.close();
            if (r.where == Where::sized) {
                w.open("optional");
                w.open("attribute");
                w.plain_attribute("name", r.unit_name);
                pattern(w, form::unit);
                w.close();
                w.close();
            }
            if (!must) w.close();
        }
        bool content = false;
        std::vector<const Item*> texts;
        for (const Item& i : s.contents)
            if (known(i, self)) texts.push_back(&i);
        // Children by name: those of one name are alternatives.
        struct Child {
            std::string_view name, ns;
            std::vector<std::pair<const Item*, void*>> rows;
            bool must = true, many = false;
        };
        std::vector<Child> children;
        std::vector<std::pair<const Item*, void*>> all;
        for (const Item& i : s.children) {
            if (i.row->where != Where::through) {
                all.emplace_back(&i, self);
                continue;
            }
            void* inner = own_struct(i, self);
            for (const Item& k : shapes(*i.row->element).children) all.emplace_back(&k, inner);
        }
        for (auto [item, owner] : all) {
            const Item& i = *item;
            const Row& r = *i.row;
            if (!known(i, owner)) continue;
            Child* c = nullptr;
            for (auto& k : children)
                if (k.name == r.name && k.ns == r.ns) c = &k;
            if (!c) c = &children.emplace_back(Child{r.name, r.ns, {}, true, false});
            if (!c->rows.empty() && (r.flags & write_only_flag)) continue;
            c->rows.emplace_back(&i, owner);
            c->must = c->must && needed(i, owner);
            c->many = c->many || (r.where == Where::list && !(r.alone_if && r.alone_if(at(owner, i.base)))) || r.where == Where::leaves || (r.flags & several_flag);
        }
        if (!texts.empty()) {
            content = true;
            const bool mixed = !children.empty();
            if (texts.size() > 1) w.open("choice");
            bool optional_text = false;
            for (const Item* i : texts) {
                if (i->row->where == Where::scaled) {
                    w.open("optional");
                    w.open("attribute");
                    w.plain_attribute("name", "unit");
                    pattern(w, form::unit);
                    w.close();
                    w.close();
                }
                optional_text = !needed(*i, self) && (!i->row->shape.empty() && i->row->shape != form::any);
                if (mixed)
                    w.empty("text");
                else if (optional_text) {
                    w.open("choice");
                    value(w, *i, self);
                    w.empty("empty");
                    w.close();
                } else
                    value(w, *i, self);
            }
            if (texts.size() > 1) w.close();
        }
        if (!children.empty()) {
            if (children.size() > 1) w.open("interleave");
            std::set<std::pair<int, int>> bonds;
            for (const Child& c : children) {
                const Row& first = *c.rows.front().first->row;
                if (first.bond) {
                    if (!bonds.insert({first.bond, first.bond_number}).second) continue;
                    open_bond(w, first.bond);
                    if (first.bond == 1) w.open("interleave");
                    for (const Child& k : children)
                        for (auto [i, owner] : k.rows) {
                            std::set<std::string> seen;
                            if (i->row->bond == first.bond && i->row->bond_number == first.bond_number)
                                child(w, *i, owner, depth, seen);
                        }
                    if (first.bond == 1) w.close();
                    close_bond(w, first.bond);
                    continue;
                }
                const char* how = c.many ? (c.must ? "oneOrMore" : "zeroOrMore") : c.must ? nullptr : "optional";
                if (how) w.open(how);
                if (c.rows.size() > 1) w.open("choice");
                std::set<std::string> seen;
                for (auto [i, owner] : c.rows) child(w, *i, owner, depth, seen);
                if (c.rows.size() > 1) w.close();
                if (how) w.close();
            }
            if (children.size() > 1) w.close();
            content = true;
        }
        if (!content && !something) w.empty("empty");
    }

    static void open_bond(xml::Writer& w, int bond) {
        if (bond == 1 || bond == 3) w.open("optional");
        if (bond == 4) w.open("oneOrMore");
        if (bond != 1) w.open("choice");
    }
    static void close_bond(xml::Writer& w, int bond) {
        if (bond != 2) w.close();
        if (bond != 1) w.close();
    }

    void child(xml::Writer& w, const Item& i, void* self, unsigned depth, std::set<std::string>& seen) {
        const Row& r = *i.row;
        void* inner = nullptr;
        switch (r.where) {
            case Where::element:
            case Where::inside:
            case Where::custom:
                if (r.apart) prototypes_.push_back(r.apart());
                inner = r.apart ? prototypes_.back().get() : same_memory(i, self);
                break;
            case Where::maybe:
            case Where::list: inner = own_struct(i, self); break;
            default: break;
        }
        if (inner && r.element) {
            auto label = define(*r.element, r.name, r.ns, inner, depth + 1);
            if (seen.insert(label).second) ref(w, label);
            return;
        }
        w.open("element");
        w.plain_attribute("name", r.name);
        if (!r.ns.empty()) w.plain_attribute("ns", r.ns);
        switch (r.where) {
            case Where::custom: anything(w); break;
            case Where::flag: w.empty("empty"); break;
            case Where::scaled_leaf:
                w.open("optional");
                w.open("attribute");
                w.plain_attribute("name", "unit");
                pattern(w, form::unit);
                w.close();
                w.close();
                number(w, "unsignedLong");
                break;
            default: value(w, i, self);
        }
        w.close();
    }

    void anything(xml::Writer& w) {
        anything_ = true;
        w.open("zeroOrMore");
        w.open("choice");
        w.open("attribute");
        w.empty("anyName");
        w.close();
        w.empty("text");
        ref(w, "anything");
        w.close();
        w.close();
    }

    // --- data ---

    static void param(xml::Writer& w, const char* name, std::string_view value) {
        w.open("param");
        w.plain_attribute("name", name);
        w.text(value);
        w.close();
    }
    static void pattern(xml::Writer& w, std::string_view text) {
        w.open("data");
        w.plain_attribute("type", "string");
        param(w, "pattern", text);
        w.close();
    }
    // Numbers are digits: no sign in front, no white space.
    static void number(xml::Writer& w, const char* type, std::string_view low = {}, std::string_view high = {}) {
        w.open("data");
        w.plain_attribute("type", type);
        param(w, "pattern", "[0-9]+");
        if (!low.empty()) param(w, "minInclusive", low);
        if (!high.empty()) param(w, "maxInclusive", high);
        w.close();
    }

    void one_form(xml::Writer& w, std::string_view text) {
        if (text == form::any)
            w.empty("text");
        else if (text == form::empty)
            w.empty("empty");
        else if (text == form::foreign)
            anything(w);
        else if (text.starts_with('=')) {
            // "=type low high"
            text.remove_prefix(1);
            auto word = [&] {
                auto end = text.find(' ');
                auto v = text.substr(0, end);
                text = end == text.npos ? std::string_view{} : text.substr(end + 1);
                return v;
            };
            std::string type(word());
            auto low = word(), high = word();
            if (type.starts_with("unsigned") || type == "positiveInteger") {
                number(w, type.c_str(), low, high);
                return;
            }
            w.open("data");
            w.attribute("type", type);
            if (!low.empty()) param(w, "minInclusive", low);
            if (!high.empty()) param(w, "maxInclusive", high);
            w.close();
        } else
            pattern(w, text);
    }

    void value(xml::Writer& w, const Item& i, void* self) {
        const Row& r = *i.row;
        const Codec& c = r.codec;
        if (!r.shape.empty()) {
            // Alternatives have a line each.
            auto text = r.shape;
            bool several = text.find('\n') != text.npos;
            if (several) w.open("choice");
            while (true) {
                auto end = text.find('\n');
                one_form(w, text.substr(0, end));
                if (end == text.npos) break;
                text.remove_prefix(end + 1);
            }
            if (several) w.close();
            return;
        }
        if (r.where == Where::scaled || r.where == Where::sized) {
            number(w, "unsignedLong");
            return;
        }
        auto text_of = [](auto v) { return std::to_string(v); };
        switch (c.shape) {
            case Shape::word: {
                std::vector<std::size_t> which;
                for (std::size_t n = 0; n < c.words.count; ++n)
                    if (c.listed ? !c.words.words[n].empty() : fits(i, self, n)) which.push_back(n);
                if (which.empty())
                    w.empty("notAllowed");
                else
                    words(w, r, which);
                break;
            }
            case Shape::natural: {
                std::string low = c.low > 0 ? text_of(c.low) : std::string(), high;
                if (c.high != std::numeric_limits<std::uint64_t>::max()) high = text_of(c.high);
                bool wide = c.parse == detail::u64_parse || c.parse == detail::optional_u64_parse;
                number(w, c.no_zero ? "positiveInteger" : wide ? "unsignedLong" : "unsignedInt", low, high);
                break;
            }
            case Shape::whole:
                if (c.low >= 0)
                    number(w, "unsignedInt");
                else {
                    w.open("data");
                    w.plain_attribute("type", c.parse == detail::optional_s64_parse ? "long" : "int");
                    w.close();
                }
                break;
            case Shape::hex: pattern(w, form::hex); break;
            case Shape::uuid: pattern(w, form::uuid); break;
            case Shape::mac: pattern(w, form::mac); break;
            case Shape::bitmap: pattern(w, form::cpuset); break;
            default: w.empty("text");
        }
    }

    std::map<const Element*, std::unique_ptr<Shapes>> shapes_;
    std::map<std::string, std::string> names_;
    std::map<std::string, unsigned> counts_;
    std::vector<std::unique_ptr<std::string>> definitions_;
    std::vector<std::shared_ptr<void>> prototypes_;
    bool anything_ = false;
    const bool own_;
};

}  // namespace

std::string relax_ng(std::span<const Root> roots, Audience audience) { return Grammar(audience).write(roots); }

std::string relax_ng(const Element& element, std::string_view root, void* prototype) {
    Root r{root, &element, prototype};
    return relax_ng(std::span(&r, 1));
}

}  // namespace vireo::model::row
