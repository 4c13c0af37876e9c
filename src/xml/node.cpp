// SPDX-License-Identifier: LGPL-2.1-or-later
// Look-ups in a tree and the verbatim dump used for foreign subtrees.
#include "xml/node.h"

#include <vector>

namespace vireo::xml {

const Attribute* Node::find(std::string_view attribute) const {
    for (const auto& a : attributes)
        if (a.name == attribute && a.ns.empty()) return &a;
    return nullptr;
}

std::string_view Node::value(std::string_view attribute) const {
    const Attribute* a = find(attribute);
    return a ? a->value : std::string_view{};
}

const Node* Node::child(std::string_view element) const {
    for (const Node* n = first; n; n = n->next)
        if (n->kind == NodeKind::element && n->name == element && n->prefix.empty()) return n;
    return nullptr;
}

const Node* Node::path(std::string_view names) const {
    const Node* n = this;
    while (n && !names.empty()) {
        auto cut = names.find('/');
        n = n->child(names.substr(0, cut));
        names = cut == names.npos ? std::string_view{} : names.substr(cut + 1);
    }
    return n;
}

void escape_as_libxml(std::string& out, std::string_view text, bool attribute) {
    for (char c : text) {
        switch (c) {
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '&': out += "&amp;"; break;
            case '"': out += attribute ? "&quot;" : "\""; break;
            case '\n': out += attribute ? "&#10;" : "\n"; break;
            case '\t': out += attribute ? "&#9;" : "\t"; break;
            case '\r': out += "&#13;"; break;
            default: out += c;
        }
    }
}

namespace {

void put_name(std::string& out, std::string_view prefix, std::string_view name) {
    if (!prefix.empty()) out.append(prefix) += ':';
    out += name;
}

void put_declaration(std::string& out, std::string_view prefix, std::string_view uri) {
    out += " xmlns";
    if (!prefix.empty()) (out += ':') += prefix;
    out += "=\"";
    escape_as_libxml(out, uri, true);
    out += '"';
}

bool declares(const Node& n, std::string_view prefix) {
    for (const auto& d : n.declarations)
        if (d.prefix == prefix) return true;
    return false;
}

// Is the prefix bound between `n` and the element that is dumped?
bool bound_inside(const Node& n, const Node& top, std::string_view prefix) {
    for (const Node* p = &n;; p = p->parent) {
        if (declares(*p, prefix)) return true;
        if (p == &top) return false;
    }
}

void collect(const Node& n, const Node& top, std::vector<NamespaceDeclaration>& out) {
    auto need = [&](std::string_view prefix, std::string_view uri) {
        if (uri.empty() || prefix == "xml" || bound_inside(n, top, prefix)) return;
        for (const auto& d : out)
            if (d.prefix == prefix) return;
        out.push_back({prefix, uri});
    };
    need(n.prefix, n.ns);
    for (const auto& a : n.attributes)
        if (!a.prefix.empty()) need(a.prefix, a.ns);
    for (const auto& c : n.elements()) collect(c, top, out);
}

void put(std::string& out, const Node& n, const Node& top, int level, bool format) {
    switch (n.kind) {
        case NodeKind::text: escape_as_libxml(out, n.text, false); return;
        case NodeKind::cdata: out.append("<![CDATA[").append(n.text).append("]]>"); return;
        case NodeKind::comment: out.append("<!--").append(n.text).append("-->"); return;
        case NodeKind::instruction:
            out.append("<?").append(n.name);
            if (!n.text.empty()) (out += ' ') += n.text;
            out += "?>";
            return;
        case NodeKind::element: break;
    }
    out += '<';
    put_name(out, n.prefix, n.name);
    for (const auto& d : n.declarations) put_declaration(out, d.prefix, d.uri);
    if (&n == &top) {
        std::vector<NamespaceDeclaration> outer;
        collect(n, top, outer);
        for (const auto& d : outer) put_declaration(out, d.prefix, d.uri);
    }
    for (const auto& a : n.attributes) {
        out += ' ';
        put_name(out, a.prefix, a.name);
        out += "=\"";
        escape_as_libxml(out, a.value, true);
        out += '"';
    }
    if (!n.first) {
        out += "/>";
        return;
    }
    out += '>';
    for (const Node* c = n.first; c && format; c = c->next)
        if (c->kind == NodeKind::text || c->kind == NodeKind::cdata) format = false;
    for (const Node* c = n.first; c; c = c->next) {
        if (format) (out += '\n').append(static_cast<std::size_t>(level + 1) * 2, ' ');
        put(out, *c, top, level + 1, format);
    }
    if (format) (out += '\n').append(static_cast<std::size_t>(level) * 2, ' ');
    out += "</";
    put_name(out, n.prefix, n.name);
    out += '>';
}

}  // namespace

std::string dump(const Node& element, int level) {
    std::string out;
    put(out, element, element, level, true);
    return out;
}

}  // namespace vireo::xml
