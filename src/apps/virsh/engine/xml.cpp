// SPDX-License-Identifier: LGPL-2.1-or-later
// See xml.h.
#include "apps/virsh/engine/xml.h"

#include <cstring>

namespace vireo::sh {

namespace {

constexpr int max_depth = 200;

struct Reader {
    std::string_view s;
    size_t i = 0;

    bool starts(std::string_view w) const { return s.substr(i).starts_with(w); }
    void blanks()
    {
        while (i < s.size() && std::strchr(" \t\r\n", s[i])) ++i;
    }
    bool skip_past(std::string_view w)
    {
        size_t at = s.find(w, i);
        if (at == std::string_view::npos) return false;
        i = at + w.size();
        return true;
    }
    static bool name_char(char c) { return c && !std::strchr(" \t\r\n=/><\"'&", c); }
    std::string word()
    {
        size_t b = i;
        while (i < s.size() && name_char(s[i])) ++i;
        return std::string(s.substr(b, i - b));
    }
    static void put_utf8(std::string& out, unsigned long c)
    {
        if (c < 0x80) {
            out += static_cast<char>(c);
        } else if (c < 0x800) {
            out += static_cast<char>(0xc0 | (c >> 6));
            out += static_cast<char>(0x80 | (c & 63));
        } else if (c < 0x10000) {
            out += static_cast<char>(0xe0 | (c >> 12));
            out += static_cast<char>(0x80 | ((c >> 6) & 63));
            out += static_cast<char>(0x80 | (c & 63));
        } else if (c < 0x110000) {
            out += static_cast<char>(0xf0 | (c >> 18));
            out += static_cast<char>(0x80 | ((c >> 12) & 63));
            out += static_cast<char>(0x80 | ((c >> 6) & 63));
            out += static_cast<char>(0x80 | (c & 63));
        }
    }
    static std::string plain(std::string_view t)
    {
        std::string out;
        for (size_t i = 0; i < t.size(); ++i) {
            size_t end;
            if (t[i] != '&' || (end = t.find(';', i)) == std::string_view::npos || end - i > 12) {
                out += t[i];
                continue;
            }
            std::string_view e = t.substr(i + 1, end - i - 1);
            if (e == "lt") out += '<';
            else if (e == "gt") out += '>';
            else if (e == "amp") out += '&';
            else if (e == "quot") out += '"';
            else if (e == "apos") out += '\'';
            else if (e.starts_with("#x")) put_utf8(out, std::strtoul(std::string(e.substr(2)).c_str(), nullptr, 16));
            else if (e.starts_with("#")) put_utf8(out, std::strtoul(std::string(e.substr(1)).c_str(), nullptr, 10));
            else {
                out += '&';
                continue;
            }
            i = end;
        }
        return out;
    }
    bool misc()
    {
        if (starts("<!--")) return i += 4, skip_past("-->");
        if (starts("<?")) return skip_past("?>");
        if (starts("<!") && !starts("<![CDATA[")) return skip_past(">");
        return false;
    }
    bool element(Node& n, int depth)
    {
        if (depth > max_depth) return false;
        ++i;
        n.name = word();
        if (n.name.empty()) return false;
        for (;;) {
            blanks();
            if (i >= s.size()) return false;
            if (starts("/>")) return i += 2, true;
            if (s[i] == '>') {
                ++i;
                break;
            }
            std::string key = word();
            blanks();
            if (key.empty() || i >= s.size() || s[i] != '=') return false;
            ++i;
            blanks();
            if (i >= s.size() || (s[i] != '"' && s[i] != '\'')) return false;
            size_t end = s.find(s[i], i + 1);
            if (end == std::string_view::npos) return false;
            n.attrs.emplace_back(std::move(key), plain(s.substr(i + 1, end - i - 1)));
            i = end + 1;
        }
        for (;;) {
            if (i >= s.size()) return false;
            if (starts("</")) {
                i += 2;
                if (word() != n.name) return false;
                blanks();
                if (i >= s.size() || s[i] != '>') return false;
                ++i;
                return true;
            }
            if (starts("<![CDATA[")) {
                size_t end = s.find("]]>", i);
                if (end == std::string_view::npos) return false;
                n.kids.push_back({"", std::string(s.substr(i + 9, end - i - 9)), {}, {}});
                i = end + 3;
                continue;
            }
            if (s[i] == '<') {
                if (s.substr(i).starts_with("<!") || s.substr(i).starts_with("<?")) {
                    if (!misc()) return false;
                    continue;
                }
                n.kids.emplace_back();
                if (!element(n.kids.back(), depth + 1)) return false;
                continue;
            }
            size_t end = std::min(s.find('<', i), s.size());
            n.kids.push_back({"", plain(s.substr(i, end - i)), {}, {}});
            i = end;
        }
    }
};

void escape_into(std::string& out, std::string_view t, bool attribute)
{
    for (char c : t) {
        if (c == '<') out += "&lt;";
        else if (c == '>') out += "&gt;";
        else if (c == '&') out += "&amp;";
        else if (c == '"' && attribute) out += "&quot;";
        else out += c;
    }
}

void write_into(std::string& out, const Node& n)
{
    if (n.name.empty()) {
        escape_into(out, n.text, false);
        return;
    }
    out += '<';
    out += n.name;
    for (auto& [k, v] : n.attrs) {
        out += ' ';
        out += k;
        out += "=\"";
        escape_into(out, v, true);
        out += '"';
    }
    if (n.kids.empty()) {
        out += "/>";
        return;
    }
    out += '>';
    for (const Node& k : n.kids) write_into(out, k);
    out += "</";
    out += n.name;
    out += '>';
}

}  // namespace

std::optional<Node> parse_xml(std::string_view text)
{
    Reader r{text};
    for (;;) {
        r.blanks();
        if (!r.misc()) break;
    }
    Node root;
    if (!r.starts("<") || !r.element(root, 0)) return std::nullopt;
    return root;
}

std::string xml_text(const Node& node)
{
    std::string out;
    write_into(out, node);
    return out;
}

const Node* Node::child(std::string_view want) const
{
    for (const Node& k : kids)
        if (k.name == want) return &k;
    return nullptr;
}

const Node* Node::at(std::string_view path) const
{
    auto found = all(path);
    return found.empty() ? nullptr : found.front();
}

std::vector<const Node*> Node::all(std::string_view path) const
{
    std::vector<const Node*> now{this};
    while (!path.empty()) {
        size_t cut = path.find('/');
        std::string_view step = path.substr(0, cut);
        path.remove_prefix(cut == std::string_view::npos ? path.size() : cut + 1);
        std::vector<const Node*> next;
        for (const Node* n : now)
            for (const Node& k : n->kids)
                if (!k.name.empty() && (step == "*" || k.name == step)) next.push_back(&k);
        now = std::move(next);
    }
    return now;
}

const std::string* Node::attr(std::string_view want) const
{
    for (auto& [k, v] : attrs)
        if (k == want) return &v;
    return nullptr;
}

std::string Node::content() const
{
    if (name.empty()) return text;
    std::string out;
    for (const Node& k : kids) out += k.content();
    return out;
}

std::string Node::get(std::string_view path) const
{
    size_t cut = path.find('@');
    const Node* n = at(path.substr(0, cut));
    if (!n) return "";
    if (cut == std::string_view::npos) return n->content();
    const std::string* v = n->attr(path.substr(cut + 1));
    return v ? *v : "";
}

void Node::set(std::string_view key, std::string value)
{
    for (auto& [k, v] : attrs)
        if (k == key) {
            v = std::move(value);
            return;
        }
    attrs.emplace_back(std::string(key), std::move(value));
}

Node& Node::add(std::string child)
{
    kids.push_back({std::move(child), "", {}, {}});
    return kids.back();
}

void Node::drop(std::string_view want)
{
    std::erase_if(kids, [&](const Node& k) { return !k.name.empty() && k.name == want; });
}

}  // namespace vireo::sh
