// SPDX-License-Identifier: LGPL-2.1-or-later
// See random_document.h.
#include "random_document.h"

#include "model/row/forms.h"
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

std::vector<RandomDocument::Piece> RandomDocument::children(std::string_view definition) const {
    std::vector<Piece> out;
    auto walk = [&](auto&& self, const xml::Node& n, bool many) -> void {
        for (const auto& c : n.elements()) {
            const std::string name(c.value("name"));
            if (c.name == "ref") {
                out.push_back({name.substr(0, name.find_last_not_of("-0123456789") + 1), &c, many});
            } else if (c.name == "element" && n.name != "define") {
                out.push_back({name, &c, many});
            } else if (c.name != "attribute") {
                self(self, c, many || c.name == "zeroOrMore" || c.name == "oneOrMore");
            }
        }
    };
    if (auto it = definitions_.find(definition); it != definitions_.end()) walk(walk, *it->second, false);
    return out;
}

std::string RandomDocument::element(const Piece& piece) {
    Element outer;
    taken_.clear();
    // Many a reader's demand is only met by little ones.
    budget_ = chance(50) ? 40 : 6;
    lean_ = chance(40);
    produce(*piece.pattern, outer, 0);
    return outer.content;
}

void RandomDocument::judge(bool accepted) {
    for (const auto* n : taken_) {
        Fate& f = fates_[n];
        ++f.tried;
        if (accepted) ++f.accepted;
    }
    taken_.clear();
}

const std::set<std::string>& RandomDocument::offers(const xml::Node& pattern) {
    auto [at, fresh] = offers_.try_emplace(&pattern);
    if (!fresh) return at->second;
    std::set<std::string> names;
    const std::string name(pattern.value("name"));
    auto all = [&](const xml::Node& n) {
        for (const auto& c : n.elements()) {
            const auto& inner = offers(c);
            names.insert(inner.begin(), inner.end());
        }
    };
    if (pattern.name == "element") {
        names.insert(name);
    } else if (pattern.name == "attribute") {
        names.insert("@" + name);
    } else if (pattern.name == "ref") {
        if (auto it = definitions_.find(name); it != definitions_.end()) all(*it->second);
    } else {
        all(pattern);
    }
    return offers_[&pattern] = std::move(names);
}

bool RandomDocument::wished(const xml::Node& pattern) {
    if (wishes_.empty()) return false;
    for (const auto& name : offers(pattern))
        if (wishes_.contains(name)) return true;
    return false;
}

bool RandomDocument::take(const xml::Node& optional, unsigned percent) {
    if (wished(optional) && chance(85)) {
        taken_.push_back(&optional);
        return true;
    }
    if (!budget_) return false;
    const Fate& f = fates_[&optional];
    if (!f.accepted) percent = 20 + 60 * 30 / (30 + f.tried);
    if (lean_) percent /= 3;
    if (!chance(percent)) return false;
    taken_.push_back(&optional);
    return true;
}

const xml::Node* RandomDocument::way(const xml::Node& choice) {
    std::vector<std::pair<const xml::Node*, unsigned>> ways;
    unsigned all = 0;
    const bool picky = wished(choice) && chance(85);
    for (const auto& c : choice.elements()) {
        if (picky && !wished(c)) continue;
        const Fate& f = fates_[&c];
        ways.emplace_back(&c, 1 + 4000 * (f.accepted + 1) / (f.tried + 2) / (5 + f.accepted));
        all += ways.back().second;
    }
    if (ways.empty()) return nullptr;
    auto n = static_cast<unsigned>(pick(all));
    for (const auto& [node, weight] : ways) {
        if (n < weight) {
            taken_.push_back(node);
            return node;
        }
        n -= weight;
    }
    return ways.back().first;
}

void RandomDocument::put_element(const xml::Node& pattern, Element& into, unsigned depth) {
    if (budget_) --budget_;
    Element e;
    e.name = pattern.value("name");
    if (e.name.empty()) {  // anything at all
        const auto n = pick(4);
        into.content += "<y:thing xmlns:y='urn:thing:" + std::to_string(n) + "' n='" + std::to_string(n) + "'/>";
        return;
    }
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
        if (!any) value.content = chance(60) ? "some" : chance(50) ? "7" : "twelve chars";
        into.attributes += " " + std::string(p.value("name")) + "='" + value.content + "'";
    } else if (p.name == "choice") {
        if (const auto* c = way(p)) produce(*c, into, depth);
    } else if (p.name == "optional") {
        if (take(p, depth < 3 ? 45 : 30)) all();
    } else if (p.name == "zeroOrMore") {
        if (take(p, depth < 4 ? 66 : 50))
            for (std::size_t n = 1 + pick(depth < 4 ? 2 : 1); n > 0; --n) all();
    } else if (p.name == "oneOrMore") {
        for (std::size_t n = 1 + pick(3); n > 0; --n) all();
    } else if (p.name == "ref") {
        if (auto it = definitions_.find(p.value("name")); it != definitions_.end())
            for (const auto& c : it->second->elements()) produce(c, into, depth);
    } else if (p.name == "text") {
        // Texts that somebody has a use for: numbers, words, lengths that readers insist on.
        static constexpr std::string_view texts[] = {"some text", "some text", "7", "0", "twelve chars", "1-3"};
        into.content += texts[pick(std::size(texts))];
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
    if (chance(70) && span > 16) span = chance(50) ? 2 : 16;
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
    if (pattern == model::row::form::cpuset) {
        static constexpr std::string_view sets[] = {"0", "1", "2-3", "0-7", "0-5,^4", "1,4", "6"};
        return std::string(sets[pick(std::size(sets))]);
    }
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
        // Short words and plain digits are what most readers want.
        if (set.size() > 30 && chance(70) && set.find('a') != set.npos) {
            ways.back() += std::string(std::max<std::size_t>(low, 1), "abc"[pick(3)]);
            continue;
        }
        if (set.size() == 22 && set.find('f') != set.npos && chance(75)) set = "0123456789";
        if (high > low + 1 && low < 4 && chance(60)) high = low + 1;
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
