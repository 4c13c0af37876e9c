// SPDX-License-Identifier: LGPL-2.1-or-later
// See random_document.h.
#include "random_document.h"

#include "xml/writer.h"

namespace vireo::test {
namespace {

constexpr unsigned max_depth = 14;

std::string escaped(std::string_view s) {
    std::string out;
    xml::escape(out, s);
    return out;
}

}  // namespace

RandomDocument::RandomDocument(const xml::Node& grammar, std::uint64_t seed) : random_(seed) {
    for (const auto& n : grammar.elements())
        if (n.name == "define") definitions_.emplace(std::string(n.value("name")), &n);
}

std::vector<std::string> RandomDocument::children(std::string_view definition) const {
    std::vector<std::string> out;
    auto walk = [&](auto&& self, const xml::Node& n) -> void {
        for (const auto& c : n.elements()) {
            if (c.name == "ref")
                out.emplace_back(c.value("name"));
            else
                self(self, c);
        }
    };
    if (auto it = definitions_.find(definition); it != definitions_.end()) walk(walk, *it->second);
    return out;
}

std::string RandomDocument::element(std::string_view definition) {
    Element outer;
    auto it = definitions_.find(definition);
    if (it != definitions_.end()) produce(*it->second, outer, 0);
    return outer.content;
}

void RandomDocument::put_element(const xml::Node& pattern, Element& into, unsigned depth) {
    Element e;
    e.name = pattern.value("name");
    if (e.name.empty()) return;  // anything at all: nothing will do
    e.ns = pattern.has("ns") ? std::string(pattern.value("ns")) : into.ns;
    for (const auto& c : pattern.elements()) produce(c, e, depth + 1);
    std::string tag = e.name, declared;
    if (!e.ns.empty()) {
        tag = "x:" + e.name;
        if (into.ns != e.ns) declared = " xmlns:x='" + e.ns + "'";
    }
    into.content += "<" + tag + declared + e.attributes + (e.content.empty() ? "/>" : ">" + e.content + "</" + tag + ">");
}

void RandomDocument::produce(const xml::Node& p, Element& into, unsigned depth) {
    auto all = [&] {
        for (const auto& c : p.elements()) produce(c, into, depth);
    };
    if (depth > max_depth && (p.name == "optional" || p.name == "zeroOrMore")) return;
    if (p.name == "element") {
        put_element(p, into, depth);
    } else if (p.name == "attribute") {
        if (p.value("name").empty()) return;
        Element value;
        bool any = false;
        for (const auto& c : p.elements()) produce(c, value, depth), any = true;
        if (!any) value.content = "some";
        into.attributes += " " + std::string(p.value("name")) + "='" + value.content + "'";
    } else if (p.name == "choice") {
        std::vector<const xml::Node*> ways;
        for (const auto& c : p.elements()) ways.push_back(&c);
        if (!ways.empty()) produce(*ways[pick(ways.size())], into, depth);
    } else if (p.name == "optional") {
        if (chance(depth < 3 ? 45 : 30)) all();
    } else if (p.name == "zeroOrMore") {
        for (std::size_t n = pick(depth < 4 ? 3 : 2); n > 0; --n) all();
    } else if (p.name == "oneOrMore") {
        for (std::size_t n = 1 + pick(2); n > 0; --n) all();
    } else if (p.name == "ref") {
        if (auto it = definitions_.find(p.value("name")); it != definitions_.end())
            for (const auto& c : it->second->elements()) produce(c, into, depth);
    } else if (p.name == "text") {
        into.content += "some text";
    } else if (p.name == "value") {
        into.content += escaped(p.text);
    } else if (p.name == "data") {
        into.content += escaped(data(p));
    } else if (p.name != "empty" && p.name != "notAllowed") {
        all();  // group, interleave, define
    }
}

std::string RandomDocument::number(std::string_view type, std::string_view low, std::string_view high) {
    auto value = [](std::string_view s, long long fallback) { return s.empty() ? fallback : std::atoll(std::string(s).c_str()); };
    long long from = value(low, type == "positiveInteger" ? 1 : 0);
    long long to = value(high, type == "unsignedShort" ? 65535 : type == "short" ? 32767 : 1000000);
    if (to < from) to = from;
    // Small numbers are the interesting ones.
    long long span = to - from + 1;
    if (chance(70) && span > 16) span = 16;
    return std::to_string(from + static_cast<long long>(random_() % static_cast<unsigned long long>(span)));
}

std::string RandomDocument::data(const xml::Node& p) {
    const auto type = p.value("type");
    std::string_view pattern, low, high;
    for (const auto& c : p.elements()) {
        if (c.value("name") == "pattern") pattern = c.text;
        if (c.value("name") == "minInclusive") low = c.text;
        if (c.value("name") == "maxInclusive") high = c.text;
    }
    if (type == "dateTime") return "2031-02-03T04:05:06";
    if (type == "NCName" || type == "anyURI") return "clean-traffic";
    if (type != "string") return number(type, low, high);
    if (pattern.empty()) return "string";
    std::size_t at = 0;
    return from_regex(pattern, at, true);
}

// A word of an XML Schema pattern; what is left of `pattern` begins at `at`. Not kept: only stepped over.
std::string RandomDocument::from_regex(std::string_view s, std::size_t& at, bool keep) {
    std::vector<std::string> ways(1);
    auto charset = [&]() -> std::string {
        std::string set;
        bool negate = false;
        ++at;
        if (at < s.size() && s[at] == '^') negate = true, ++at;
        while (at < s.size() && s[at] != ']') {
            char c = s[at++];
            if (c == '\\' && at < s.size()) {
                c = s[at++];
                if (c == 's' || c == 'n') c = c == 's' ? ' ' : '\n';
            }
            if (at + 1 < s.size() && s[at] == '-' && s[at + 1] != ']') {
                ++at;
                char d = s[at++];
                if (d == '\\' && at < s.size()) d = s[at++];
                for (int k = c; k <= d; ++k) set += static_cast<char>(k);
            } else {
                set += c;
            }
        }
        ++at;
        if (!negate) return set;
        std::string rest;
        for (char c : std::string_view("abcdefghijklmnopqrstuvwxyz0123456789"))
            if (set.find(c) == set.npos) rest += c;
        return rest;
    };
    while (at < s.size() && s[at] != ')') {
        if (s[at] == '|') {
            ++at;
            ways.emplace_back();
            continue;
        }
        // An atom is remembered so that it can be produced again for each repetition.
        std::string set;
        std::size_t begin = at;
        bool group = false;
        if (s[at] == '(') {
            group = true;
            ++at;
            from_regex(s, at, false);
            ++at;
        } else if (s[at] == '[') {
            set = charset();
        } else if (s[at] == '\\') {
            set = s[at + 1] == 's' ? " " : std::string(1, s[at + 1]);
            at += 2;
        } else if (s[at] == '.') {
            set = "abcdefghij";
            ++at;
        } else {
            set = std::string(1, s[at++]);
        }
        std::size_t low = 1, high = 1;
        if (at < s.size() && s[at] == '?') low = 0, ++at;
        else if (at < s.size() && s[at] == '*') low = 0, high = 4, ++at;
        else if (at < s.size() && s[at] == '+') high = 5, ++at;
        else if (at < s.size() && s[at] == '{') {
            std::size_t end = s.find('}', at);
            auto body = s.substr(at + 1, end - at - 1);
            auto comma = body.find(',');
            low = static_cast<std::size_t>(std::atoi(std::string(body.substr(0, comma)).c_str()));
            high = comma == body.npos ? low : comma + 1 == body.size() ? low + 3 : static_cast<std::size_t>(std::atoi(std::string(body.substr(comma + 1)).c_str()));
            at = end + 1;
        }
        if (!keep) continue;
        for (std::size_t n = low + pick(high - low + 1); n > 0; --n) {
            if (group) {
                std::size_t inner = begin + 1;
                ways.back() += from_regex(s, inner, true);
            } else if (!set.empty()) {
                ways.back() += set[pick(set.size())];
            }
        }
    }
    return keep ? ways[pick(ways.size())] : std::string();
}

}  // namespace vireo::test
