// SPDX-License-Identifier: LGPL-2.1-or-later
// Where both readers of XML put what they find: elements, and the rule which character data counts.
#pragma once

#include <algorithm>
#include <vector>

#include "xml/arena.h"
#include "xml/node.h"

namespace vireo::xml {

inline bool blank(std::string_view s) {
    for (char c : s)
        if (c != ' ' && c != '\n' && c != '\t' && c != '\r') return false;
    return true;
}

struct TreeBuilder {
    explicit TreeBuilder(Arena& a) : arena(a) {}

    void append(Node* n) {
        n->parent = current;
        if (last)
            last->next = n;
        else
            current->first = n;
        last = n;
    }
    void begin(Node* n) {
        if (current)
            append(n);
        else if (!root)
            root = n;
        current = n;
        last = nullptr;
    }
    void end() {
        if (!mixed.empty() && mixed.back() == current) join_text();
        last = current;
        current = const_cast<Node*>(current->parent);
    }
    // White space alone counts only where an element holds nothing else.
    bool counts(std::string_view text, bool closing) const { return current && (!blank(text) || (closing && !current->first)); }
    // Character data of the current element, as long-lived as the arena.
    void add_text(std::string_view text) {
        auto* n = arena.make<Node>();
        n->kind = NodeKind::text;
        n->text = text;
        append(n);
        note_text(text);
    }
    // An element's text is put together when the element ends: each piece is copied once more, however many there are.
    void note_text(std::string_view piece) {
        if (current->text.empty())
            current->text = piece;
        else if (mixed.empty() || mixed.back() != current)
            mixed.push_back(current);
    }
    void join_text() {
        mixed.pop_back();
        std::size_t size = 0;
        auto is_text = [](const Node* n) { return n->kind == NodeKind::text || n->kind == NodeKind::cdata; };
        for (const Node* n = current->first; n; n = n->next)
            if (is_text(n)) size += n->text.size();
        auto* to = static_cast<char*>(arena.take(size, 1));
        current->text = {to, size};
        for (const Node* n = current->first; n; n = n->next)
            if (is_text(n)) to = std::copy(n->text.begin(), n->text.end(), to);
    }

    Arena& arena;
    Node* root = nullptr;
    Node* current = nullptr;
    Node* last = nullptr;  // last child put into `current`
    std::vector<const Node*> mixed;  // open elements with several pieces of text
};

}  // namespace vireo::xml
