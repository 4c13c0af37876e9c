// SPDX-License-Identifier: LGPL-2.1-or-later
// Teaches libFuzzer our rows: inputs are documents, and a mutation changes one in terms of the grammar that the rows
// give. What a parser would throw away at once is left to the fuzzers that work by bytes.
#include <algorithm>
#include <cstring>
#include <map>
#include <memory>
#include <random>
#include <set>

#include "../unit/model/random_document.h"
#include "base/error.h"
#include "model/schema/schema.h"
#include "xml/parse.h"
#include "xml/writer.h"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

namespace {

using namespace vireo;
using Labels = std::set<std::string>;

// An element that can be changed. Mixed content becomes text in front of the children.
struct Tree {
    std::string name, ns, text;
    std::vector<std::pair<std::string, std::string>> attributes;
    std::vector<Tree> children;
};

Tree tree_of(const xml::Node& n) {
    Tree t{std::string(n.name), std::string(n.ns), {}, {}, {}};
    for (const auto& a : n.attributes)
        if (a.prefix.empty()) t.attributes.emplace_back(a.name, a.value);
    for (const auto& c : n.elements()) t.children.push_back(tree_of(c));
    if (t.children.empty()) t.text = n.text;
    return t;
}

bool read(std::string_view text, Tree& out) {
    try {
        out = tree_of(xml::parse(text).root());
        return true;
    } catch (const Error&) {
        return false;
    }
}

void print(const Tree& t, std::string_view outer_ns, std::string& out) {
    std::string tag = t.ns.empty() ? t.name : "x:" + t.name;
    out += '<';
    out += tag;
    if (!t.ns.empty() && t.ns != outer_ns) {
        out += " xmlns:x='";
        xml::escape(out, t.ns);
        out += '\'';
    }
    for (const auto& [name, value] : t.attributes) {
        out += ' ';
        out += name;
        out += "='";
        xml::escape(out, value);
        out += '\'';
    }
    if (t.children.empty() && t.text.empty()) {
        out += "/>";
        return;
    }
    out += '>';
    xml::escape(out, t.text);
    for (const auto& c : t.children) print(c, t.ns, out);
    out += "</" + tag + ">";
}

class Mutator {
  public:
    explicit Mutator(unsigned seed) : grammar_(shared_grammar()), random_(grammar_.document.root(), seed) {}

    Tree fresh() {
        Tree d;
        read("<domain type='kvm'><name>fresh</name><memory>1048576</memory><vcpu>8</vcpu>"
             "<os><type arch='x86_64' machine='pc'>hvm</type></os><devices/></domain>", d);
        for (std::size_t n = 1 + random_.pick(6); n > 0; --n) graft(random_.chance(75) ? d.children.back() : d, {random_.chance(75) ? "devices" : "domain"});
        return d;
    }

    void change(Tree& d) {
        for (std::size_t n = 1 + random_.pick(3); n > 0; --n) {
            std::vector<Place> all;
            collect(d, nullptr, grammar_.labels["domain"], all);
            once(all, all[random_.pick(all.size())]);
        }
    }

    // Something of the second document takes the place of its like in the first.
    void cross(Tree& d, Tree& other) {
        std::vector<Place> ours, theirs;
        collect(d, nullptr, grammar_.labels["domain"], ours);
        collect(other, nullptr, grammar_.labels["domain"], theirs);
        for (int attempts = 0; attempts < 20; ++attempts) {
            const Place& from = theirs[random_.pick(theirs.size())];
            if (!from.parent) continue;
            std::vector<const Place*> likes;
            for (const auto& p : ours)
                if (p.node->name == from.parent->name) likes.push_back(&p);
            if (likes.empty()) continue;
            Tree& into = *likes[random_.pick(likes.size())]->node;
            put(into, *from.node);
            return;
        }
    }

  private:
    struct Grammar {
        std::string text = model::schema_text("domain");
        xml::Document document = xml::parse(text);
        std::map<std::string, Labels> labels;              // by name of the element
        std::map<std::string, std::string> names;          // the way back
        std::map<std::string, std::vector<std::string>> below;  // labels of children
        std::map<std::string, const xml::Node*> definitions;
        Grammar() {
            for (const auto& d : document.root().elements()) {
                if (d.name != "define" || !d.child("element")) continue;
                std::string label(d.value("name")), name(d.child("element")->value("name"));
                labels[name].insert(label);
                names[label] = name;
                definitions[label] = &d;
            }
            test::RandomDocument r(document.root(), 0);
            for (const auto& [label, name] : names)
                for (const auto& piece : r.children(label))
                    if (piece.pattern->name == "ref") below[label].emplace_back(piece.pattern->value("name"));
        }
    };
    static Grammar& shared_grammar() {
        static Grammar g;
        return g;
    }

    struct Place {
        Tree* node;
        Tree* parent;
        Labels labels;  // definitions that this may be an instance of; empty: the grammar has none
    };

    void collect(Tree& t, Tree* parent, const Labels& labels, std::vector<Place>& all) {
        all.push_back({&t, parent, labels});
        for (Tree& c : t.children) {
            Labels inner;
            for (const auto& l : labels)
                for (const auto& b : grammar_.below[l])
                    if (grammar_.names[b] == c.name) inner.insert(b);
            collect(c, &t, inner, all);
        }
    }

    // A new element of one of the definitions.
    bool produce(const Labels& labels, Tree& out) {
        if (labels.empty()) return false;
        auto at = labels.begin();
        std::advance(at, static_cast<std::ptrdiff_t>(random_.pick(labels.size())));
        const auto* definition = grammar_.definitions[*at];
        return definition && read(random_.element({*at, definition, false}), out);
    }

    void put(Tree& into, Tree what) {
        std::vector<Tree*> likes;
        for (Tree& c : into.children)
            if (c.name == what.name) likes.push_back(&c);
        if (!likes.empty() && random_.chance(50))
            *likes[random_.pick(likes.size())] = std::move(what);
        else
            into.children.insert(into.children.begin() + static_cast<std::ptrdiff_t>(random_.pick(into.children.size() + 1)), std::move(what));
    }

    // A child as the definitions have it.
    void graft(Tree& into, const Labels& labels) {
        Labels below;
        for (const auto& l : labels) below.insert(grammar_.below[l].begin(), grammar_.below[l].end());
        Tree t;
        if (random_.chance(60) && produce(below, t)) return put(into, std::move(t));
        if (!produce(labels, t) || t.children.empty()) return;
        put(into, std::move(t.children[random_.pick(t.children.size())]));
    }

    std::string odd(std::string old) {
        static const char* const words[] = {"", "0", "1", "-1", "2147483647", "2147483648", "4294967295", "4294967296", "18446744073709551615", "9223372036854775808",
                                            "0x0", "0xffff", "1e3", " 1", "yes", "no", "on", "off", "default", "none", "auto", ",", "=", "a,b=c", "/", "../x", "{", "}", "[", "]",
                                            "0-3,^2", "0-4095", "00:00:00:00:00:00", "::1", "10.0.0.1", "\xc3\xa4", "%s%n", "x86_64", "aarch64", "s390x", "ppc64", "riscv64", "loongarch64",
                                            "q35", "pc", "virt", "pseries", "s390-ccw-virtio", "isapc", "kvm", "qemu", "vda", "sda", "hda", "fda", "sdzz"};
        if (random_.chance(60)) return words[random_.pick(std::size(words))];
        if (old.size() > 200) old.resize(200);
        std::vector<std::uint8_t> bytes(old.begin(), old.end());
        const auto room = old.size() + 32;
        bytes.resize(room);
        const auto size = LLVMFuzzerMutate(bytes.data(), old.size(), room);
        return {bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size)};
    }

    void once(std::vector<Place>& all, const Place& p) {
        Tree& t = *p.node;
        Tree made;
        switch (random_.pick(12)) {
            case 0:
                if (p.parent && produce(p.labels, made)) t = std::move(made);
                return;
            case 1:
            case 2:
                if (!produce(p.labels, made) || made.attributes.empty()) return;
                return set(t, made.attributes[random_.pick(made.attributes.size())]);
            case 3:
            case 4:
            case 5: return graft(t, p.labels);
            case 6:
                if (!t.attributes.empty()) t.attributes.erase(t.attributes.begin() + static_cast<std::ptrdiff_t>(random_.pick(t.attributes.size())));
                return;
            case 7:
                if (!t.children.empty()) t.children.erase(t.children.begin() + static_cast<std::ptrdiff_t>(random_.pick(t.children.size())));
                return;
            case 8:
                if (!t.children.empty()) {
                    Tree copy = t.children[random_.pick(t.children.size())];
                    t.children.insert(t.children.begin() + static_cast<std::ptrdiff_t>(random_.pick(t.children.size() + 1)), std::move(copy));
                }
                return;
            case 9:
                if (t.children.size() > 1) std::swap(t.children[random_.pick(t.children.size())], t.children[random_.pick(t.children.size())]);
                return;
            case 10:
                if (!t.attributes.empty() && (t.text.empty() || random_.chance(70))) {
                    auto& value = t.attributes[random_.pick(t.attributes.size())].second;
                    value = odd(value);
                } else if (t.children.empty()) {
                    t.text = odd(t.text);
                }
                return;
            default: {
                // A value that something else has: numbers and names that collide or refer.
                const Tree& other = *all[random_.pick(all.size())].node;
                if (t.attributes.empty() || other.attributes.empty()) return;
                auto& mine = t.attributes[random_.pick(t.attributes.size())];
                const auto& theirs = other.attributes[random_.pick(other.attributes.size())];
                for (const auto& a : other.attributes)
                    if (a.first == mine.first) {
                        mine.second = std::string(a.second);
                        return;
                    }
                mine.second = std::string(theirs.second);
            }
        }
    }

    static void set(Tree& t, const std::pair<std::string, std::string>& what) {
        for (auto& a : t.attributes)
            if (a.first == what.first) {
                a.second = what.second;
                return;
            }
        t.attributes.push_back(what);
    }

    Grammar& grammar_;
    test::RandomDocument random_;
};

std::size_t give(const std::string& text, std::uint8_t* to, std::size_t max) {
    if (text.empty() || text.size() > max) return 0;
    std::memcpy(to, text.data(), text.size());
    return text.size();
}

}  // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max, unsigned seed) {
    Mutator m(seed);
    Tree d;
    if (!read({reinterpret_cast<const char*>(data), size}, d) || d.name != "domain" || seed % 64 == 0)
        d = m.fresh();
    else
        m.change(d);
    std::string out;
    print(d, {}, out);
    const auto made = give(out, data, max);
    return made ? made : size;
}

extern "C" std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* a, std::size_t a_size, const std::uint8_t* b, std::size_t b_size,
                                                 std::uint8_t* out, std::size_t max, unsigned seed) {
    Tree first, second;
    if (!read({reinterpret_cast<const char*>(a), a_size}, first) || !read({reinterpret_cast<const char*>(b), b_size}, second)) return 0;
    Mutator(seed).cross(first, second);
    std::string text;
    print(first, {}, text);
    return give(text, out, max);
}
