// SPDX-License-Identifier: LGPL-2.1-or-later
// A small XML reader for the documents the library returns. It knows elements, attributes, text and CDATA; comments and
// processing instructions are dropped. Nesting and size are bounded. (Full XPath is only loaded when a user asks for it.)
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vireo::sh {

struct Node {
    std::string name;                 // empty: a text node
    std::string text;                 // of a text node
    std::vector<std::pair<std::string, std::string>> attrs;
    std::vector<Node> kids;

    const Node* child(std::string_view name) const;              // first of that name
    const Node* at(std::string_view path) const;                 // "source/host", null when missing
    std::vector<const Node*> all(std::string_view path) const;   // every match of the path
    const std::string* attr(std::string_view name) const;
    std::string get(std::string_view path_and_attr) const;       // "target@dev" or "name": value or ""
    bool has(std::string_view path) const { return at(path) != nullptr; }
    std::string content() const;                                 // all text below

    Node* child(std::string_view name) { return const_cast<Node*>(std::as_const(*this).child(name)); }
    void set(std::string_view attr, std::string value);
    Node& add(std::string name);
    void drop(std::string_view child);
};

std::optional<Node> parse_xml(std::string_view text);
// The element as text with double quotes, as it was spaced.
std::string xml_text(const Node& node);

}  // namespace vireo::sh
