// SPDX-License-Identifier: LGPL-2.1-or-later
// What the rows know, written out: a RELAX NG grammar, a reference page and a dictionary for fuzzers.
#include <set>

#include "model/row/plan.h"

namespace vireo::model::row {
namespace {

// --- grammar ---

void values(std::string& out, const Row& r, int depth) {
    std::string pad(static_cast<std::size_t>(depth) * 2, ' ');
    const Codec& c = r.codec;
    auto data = [&](const char* type) {
        out += pad + "<data type=\"" + type + "\"/>\n";
    };
    auto pattern = [&](const char* text) {
        out += pad + "<data type=\"string\"><param name=\"pattern\">" + text + "</param></data>\n";
    };
    switch (c.shape) {
        case Shape::word:
            out += pad + "<choice>\n";
            for (std::size_t i = 0; i < c.words.count; ++i)
                if (!c.words.words[i].empty()) {
                    out += pad + "  <value>";
                    xml::escape(out, c.words.words[i]);
                    out += "</value>\n";
                }
            out += pad + "</choice>\n";
            break;
        case Shape::natural: data(c.no_zero ? "positiveInteger" : "nonNegativeInteger"); break;
        case Shape::whole: data("integer"); break;
        case Shape::hex: pattern("(0x)?[0-9a-fA-F]+"); break;
        case Shape::uuid: pattern("[0-9a-fA-F\\-]{32,36}"); break;
        case Shape::mac: pattern("[0-9a-fA-F]{1,2}(:[0-9a-fA-F]{1,2}){5}"); break;
        case Shape::bitmap: pattern("(\\^?[0-9]+|[0-9]+-[0-9]+)(,(\\^?[0-9]+|[0-9]+-[0-9]+))*"); break;
        default: out += pad + "<text/>\n";
    }
}

class Grammar {
  public:
    std::string write(const Element& root, std::string_view name) {
        std::string start = define(root, name);
        std::string out =
            "<?xml version=\"1.0\"?>\n<grammar xmlns=\"http://relaxng.org/ns/structure/1.0\" "
            "datatypeLibrary=\"http://www.w3.org/2001/XMLSchema-datatypes\">\n  <start>\n    <ref name=\"" +
            start + "\"/>\n  </start>\n";
        out += body_;
        // Anything at all: what rows leave to functions of their own, and foreign subtrees.
        out +=
            "  <define name=\"anything\">\n    <zeroOrMore>\n      <choice>\n        <attribute><anyName/></attribute>\n        <text/>\n"
            "        <element><anyName/><ref name=\"anything\"/></element>\n      </choice>\n    </zeroOrMore>\n  </define>\n</grammar>\n";
        return out;
    }

  private:
    // A definition for each pair of rows and name; made once, so recursion ends.
    std::string define(const Element& e, std::string_view name) {
        auto key = std::pair{&e, std::string(name)};
        auto [it, fresh] = names_.try_emplace(key, fmt::format("{}-{}", name, names_.size()));
        std::string label = it->second;
        if (!fresh) return label;
        std::string out = "  <define name=\"" + label + "\">\n    <element name=\"" + std::string(name) + "\">\n";
        const Plan& plan = plan_of(e);
        std::set<std::string_view> done;
        bool open = false;
        for (const PlanRow& p : plan.attributes) {
            if (p.row->where == Where::custom) {
                open = true;
                continue;
            }
            if (!done.insert(p.row->name).second) continue;
            bool sure = (p.row->flags & required_flag) && !p.row->guard && !p.outer;
            if (!sure) out += "      <optional>\n";
            out += "        <attribute name=\"" + std::string(p.row->name) + "\">\n";
            // Several rows of one name are alternatives.
            out += "          <choice>\n";
            for (const PlanRow& q : plan.attributes)
                if (q.row->name == p.row->name && q.row->where == Where::attribute) values(out, *q.row, 6);
            out += "          </choice>\n        </attribute>\n";
            if (!sure) out += "      </optional>\n";
        }
        bool text = false;
        out += "      <zeroOrMore>\n        <choice>\n";
        std::set<std::string> children;
        for (const PlanRow& p : plan.contents) {
            (void)p;
            text = true;
        }
        for (const PlanRow& p : plan.children) {
            const Row& r = *p.row;
            if (r.name.empty() || !r.ns.empty()) {
                open = true;
                continue;
            }
            switch (r.where) {
                case Where::element:
                case Where::inside:
                case Where::maybe:
                case Where::list: {
                    std::string ref = define(*r.element, r.name);
                    if (children.insert(ref).second) out += "          <ref name=\"" + ref + "\"/>\n";
                    break;
                }
                case Where::custom:
                    out += "          <element name=\"" + std::string(r.name) + "\"><ref name=\"anything\"/></element>\n";
                    break;
                case Where::flag: out += "          <element name=\"" + std::string(r.name) + "\"><empty/></element>\n"; break;
                case Where::scaled_leaf:
                    out += "          <element name=\"" + std::string(r.name) +
                           "\"><optional><attribute name=\"unit\"/></optional><data type=\"nonNegativeInteger\"/></element>\n";
                    break;
                default:
                    out += "          <element name=\"" + std::string(r.name) + "\">\n";
                    values(out, r, 6);
                    out += "          </element>\n";
            }
        }
        if (text) out += "          <text/>\n";
        if (open) out += "          <ref name=\"anything\"/>\n";
        out += "          <empty/>\n        </choice>\n      </zeroOrMore>\n    </element>\n  </define>\n";
        body_ += out;
        return label;
    }

    std::map<std::pair<const Element*, std::string>, std::string> names_;
    std::string body_;
};

// --- reference and dictionary: one walk over all rows ---

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
            std::string here = r.where == Where::attribute ? path + "/@" + name : name.empty() || name[0] == '@' ? path : path + "/" + name;
            visit(here, r);
            if (r.element && r.where != Where::embed) each_row(*r.element, here, chain, visit);
        }
    chain.pop_back();
}

const char* shape_name(const Row& r) {
    if (r.where == Where::flag) return "flag";
    if (r.where == Where::scaled || r.where == Where::scaled_leaf) return "size";
    if (r.where == Where::custom) return "special";
    switch (r.codec.shape) {
        case Shape::natural: return "natural number";
        case Shape::whole: return "whole number";
        case Shape::hex: return "hexadecimal number";
        case Shape::uuid: return "UUID";
        case Shape::mac: return "MAC address";
        case Shape::bitmap: return "list of numbers";
        default: return "text";
    }
}

}  // namespace

std::string relax_ng(const Element& element, std::string_view root) { return Grammar().write(element, root); }

std::string reference(const Element& element, std::string_view root) {
    std::string out = "| where | value | guest sees it | since | |\n|---|---|---|---|---|\n";
    std::vector<const Element*> chain;
    each_row(element, "/" + std::string(root), chain, [&](const std::string& path, const Row& r) {
        if (r.element || (r.where == Where::custom && r.name.empty())) return;
        std::string value;
        if (r.codec.shape == Shape::word && r.codec.words.count) {
            for (std::size_t i = 0; i < r.codec.words.count; ++i)
                if (!r.codec.words.words[i].empty()) {
                    if (!value.empty()) value += ", ";
                    value += r.codec.words.words[i];
                }
        } else {
            value = shape_name(r);
        }
        out += fmt::format("| `{}` | {} | {} | {} | {} |\n", path, value, r.flags & guest_flag ? "yes" : "", r.since, r.doc);
    });
    return out;
}

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
