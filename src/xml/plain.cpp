// SPDX-License-Identifier: LGPL-2.1-or-later
// The text is copied into the arena once; names and values are views into that copy, entities are resolved in place.
#include "xml/plain.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

#include "xml/tree_builder.h"

namespace vireo::xml {
namespace {

enum : std::uint8_t { name_begin = 1, name_more = 2, plain_text = 4, plain_value = 8, white = 16, uri = 32 };

constexpr auto classes = [] {
    std::array<std::uint8_t, 256> t{};
    auto set = [&](int from, int to, int bits) {
        for (int c = from; c <= to; ++c) t[static_cast<std::size_t>(c)] |= static_cast<std::uint8_t>(bits);
    };
    set(0x20, 0x7e, plain_text | plain_value);
    for (char c : {'<', '&', ']'}) t[static_cast<unsigned char>(c)] &= static_cast<std::uint8_t>(~plain_text);
    for (char c : {'<', '&', '\'', '"'}) t[static_cast<unsigned char>(c)] &= static_cast<std::uint8_t>(~plain_value);
    set('\t', '\t', plain_text | white);
    set(' ', ' ', white);
    set('\n', '\n', white);
    set('a', 'z', name_begin | name_more | uri);
    set('A', 'Z', name_begin | name_more | uri);
    set('_', '_', name_begin | name_more | uri);
    set('0', '9', name_more | uri);
    set('-', '.', name_more | uri);
    set('/', '/', uri);
    return t;
}();

bool is(char c, int bits) { return classes[static_cast<unsigned char>(c)] & bits; }

constexpr unsigned deepest = 200;             // the library has bounds of its own beyond
constexpr std::size_t largest = 1u << 20, most_attributes = 64, longest_name = 1000;

class Reader {
  public:
    Reader(char* begin, char* end, unsigned max_depth, Arena& arena) : at_(begin), end_(end), max_depth_(std::min(max_depth, deepest)), tree_(arena) {}

    // All of these: false where the document is not plain. end_ points at a zero, which no class holds.
    Node* document() {
        if (!outside() || !element_and_below() || !outside() || at_ != end_) return nullptr;
        return tree_.root;
    }

  private:
    bool starts(std::string_view word) const { return static_cast<std::size_t>(end_ - at_) >= word.size() && std::string_view(at_, word.size()) == word; }

    void skip_white() {
        for (; is(*at_, white); ++at_) line_ += *at_ == '\n';
    }

    // White space and comments around the root.
    bool outside() {
        for (;;) {
            skip_white();
            if (!starts("<!--")) return true;
            std::string_view content;
            if (!comment(content)) return false;
        }
    }

    bool comment(std::string_view& content) {
        at_ += 4;
        const char* begin = at_;
        for (;; ++at_) {
            if (*at_ == '\n') ++line_;
            else if (*at_ == '-' && at_[1] == '-') break;
            else if (static_cast<signed char>(*at_) < ' ' && *at_ != '\t') return false;  // also all beyond ASCII
        }
        content = {begin, static_cast<std::size_t>(at_ - begin)};
        if (at_[2] != '>') return false;
        at_ += 3;
        return true;
    }

    bool name(std::string_view& prefix, std::string_view& local) {
        auto word = [&](std::string_view& out) {
            if (!is(*at_, name_begin)) return false;
            const char* begin = at_;
            while (is(*++at_, name_more)) {}
            out = {begin, static_cast<std::size_t>(at_ - begin)};
            return out.size() <= longest_name;
        };
        prefix = {};
        if (!word(local)) return false;
        if (*at_ != ':') return true;
        prefix = local;
        ++at_;
        return word(local) && *at_ != ':';
    }

    // Behind an '&'. 0: none of the five.
    char entity() {
        struct Known {
            std::string_view name;
            char value;
        };
        static constexpr Known known[] = {{"lt;", '<'}, {"gt;", '>'}, {"amp;", '&'}, {"apos;", '\''}, {"quot;", '"'}};
        for (const auto& k : known)
            if (starts(k.name)) {
                at_ += k.name.size();
                return k.value;
            }
        return 0;
    }

    bool value(std::string_view& out) {
        const char quote = *at_;
        if (quote != '\'' && quote != '"') return false;
        char* const begin = ++at_;
        while (is(*at_, plain_value)) ++at_;
        char* to = at_;
        while (*at_ != quote) {
            if (*at_ == '&') {
                ++at_;
                if (!(*to = entity())) return false;
                ++to;
            } else if (is(*at_, plain_value) || *at_ == '\'' || *at_ == '"') {
                *to++ = *at_++;
            } else {
                return false;  // also line breaks, which would become blanks
            }
        }
        ++at_;
        out = {begin, static_cast<std::size_t>(to - begin)};
        return true;
    }

    static bool simple_uri(std::string_view u) {
        if (!u.starts_with("http://") || u.starts_with("http://www.w3.org/") || u.size() > 200) return false;
        for (char c : u.substr(7))
            if (!is(c, uri)) return false;
        return u.size() > 7 && is(u[7], name_begin);
    }

    // A declaration of a namespace, which is not shown as an attribute.
    bool declare(std::string_view prefix, std::string_view value) {
        if (!simple_uri(value) || prefix.starts_with("xml")) return false;
        for (const auto& d : declarations_)
            if (d.prefix == prefix) return false;
        declarations_.push_back({prefix, value});
        return true;
    }

    bool find_namespace(const Node& n, std::string_view prefix, std::string_view& out) const {
        for (const auto* scope = &n; scope; scope = scope->parent)
            for (const auto& d : scope->declarations)
                if (d.prefix == prefix) {
                    out = d.uri;
                    return true;
                }
        return prefix.empty();
    }

    template <class T>
    std::span<const T> keep(const std::vector<T>& from) {
        if (from.empty()) return {};
        auto* to = tree_.arena.array<T>(from.size());
        std::copy(from.begin(), from.end(), to);
        return {to, from.size()};
    }

    // At '<'. Leaves the element open unless it ends with its tag.
    bool start_tag() {
        ++at_;
        auto* n = tree_.arena.make<Node>();
        if (++depth_ > max_depth_ || !name(n->prefix, n->name) || n->prefix == "xmlns") return false;
        attributes_.clear();
        declarations_.clear();
        bool prefixed = false;
        for (;;) {
            const bool apart = is(*at_, white);
            skip_white();
            if (*at_ == '>' || *at_ == '/') break;
            Attribute a;
            if (!apart || attributes_.size() == most_attributes || declarations_.size() == most_attributes || !name(a.prefix, a.name)) return false;
            skip_white();
            if (*at_++ != '=') return false;
            skip_white();
            if (!value(a.value)) return false;
            if (a.prefix == "xmlns" || (a.prefix.empty() && a.name == "xmlns")) {
                if (!declare(a.prefix.empty() ? std::string_view() : a.name, a.value)) return false;
                continue;
            }
            for (const auto& other : attributes_)
                if (other.name == a.name && (other.prefix == a.prefix || !a.prefix.empty() || !other.prefix.empty())) return false;
            prefixed = prefixed || !a.prefix.empty();
            attributes_.push_back(a);
        }
        n->line = line_;
        n->declarations = keep(declarations_);
        tree_.begin(n);
        // Most documents have none, and walk up for nothing.
        spaces_ = spaces_ || !declarations_.empty();
        if ((spaces_ || !n->prefix.empty()) && !find_namespace(*n, n->prefix, n->ns)) return false;
        if (prefixed)
            for (auto& a : attributes_)
                if (!a.prefix.empty() && !find_namespace(*n, a.prefix, a.ns)) return false;
        n->attributes = keep(attributes_);
        return true;
    }

    bool end_tag() {
        at_ += 2;
        const Node& n = *tree_.current;
        if (!n.prefix.empty()) {
            if (!starts(n.prefix) || at_[n.prefix.size()] != ':') return false;
            at_ += n.prefix.size() + 1;
        }
        if (!starts(n.name)) return false;
        at_ += n.name.size();
        skip_white();
        if (*at_++ != '>') return false;
        close();
        return true;
    }

    void close() {
        --depth_;
        tree_.end();
    }

    // Character data up to the next '<'.
    bool text(std::string_view& out) {
        char* const begin = at_;
        for (;; ++at_) {
            if (is(*at_, plain_text)) continue;
            if (*at_ == '\n') ++line_;
            else break;
        }
        char* to = at_;
        while (*at_ != '<') {
            if (*at_ == '&') {
                ++at_;
                if (!(*to = entity())) return false;
                ++to;
            } else if (is(*at_, plain_text) || *at_ == '\n' || (*at_ == ']' && at_[1] != ']')) {
                line_ += *at_ == '\n';
                *to++ = *at_++;
            } else {
                return false;
            }
        }
        out = {begin, static_cast<std::size_t>(to - begin)};
        return true;
    }

    bool element_and_below() {
        if (*at_ != '<') return false;
        do {
            // At the '<' of a start tag.
            if (!start_tag()) return false;
            if (*at_ == '/') {
                if (at_[1] != '>') return false;
                at_ += 2;
                close();
            } else {
                ++at_;
            }
            if (!content()) return false;
        } while (tree_.current);
        return true;
    }

    // Up to the next start tag, or behind the end of the root.
    bool content() {
        while (tree_.current) {
            std::string_view data;
            if (!text(data)) return false;
            const bool closing = at_[1] == '/';
            if (!data.empty() && tree_.counts(data, closing)) tree_.add_text(data);
            if (closing) {
                if (!end_tag()) return false;
            } else if (starts("<!--")) {
                std::string_view words;
                if (!comment(words)) return false;
                auto* n = tree_.arena.make<Node>();
                n->kind = NodeKind::comment;
                n->text = words;
                tree_.append(n);
            } else {
                return true;
            }
        }
        return true;
    }

    char* at_;
    char* const end_;
    const unsigned max_depth_;
    unsigned depth_ = 0;
    std::uint32_t line_ = 1;
    bool spaces_ = false;  // a namespace was declared somewhere
    TreeBuilder tree_;
    std::vector<Attribute> attributes_;
    std::vector<NamespaceDeclaration> declarations_;
};

}  // namespace

Node* read_plain(std::string_view text, unsigned max_depth, Arena& arena) {
    if (text.empty() || text.size() > largest) return nullptr;
    auto* copy = static_cast<char*>(arena.take(text.size() + 4, 1));
    std::memcpy(copy, text.data(), text.size());
    std::memset(copy + text.size(), 0, 4);
    return Reader(copy, copy + text.size(), max_depth, arena).document();
}

}  // namespace vireo::xml
