// SPDX-License-Identifier: LGPL-2.1-or-later
// Where both readers of XML put what they find: elements, and the rule which character data counts.
#pragma once

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
        join(text);
    }
    void join(std::string_view text) {
        if (current->text.empty()) {
            current->text = text;
            return;
        }
        const auto size = current->text.size() + text.size();
        auto* p = static_cast<char*>(arena.take(size, 1));
        std::memcpy(p, current->text.data(), current->text.size());
        std::memcpy(p + current->text.size(), text.data(), text.size());
        current->text = {p, size};
    }

    Arena& arena;
    Node* root = nullptr;
    Node* current = nullptr;
    Node* last = nullptr;  // last child put into `current`
};

}  // namespace vireo::xml
