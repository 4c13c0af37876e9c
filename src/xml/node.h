// SPDX-License-Identifier: LGPL-2.1-or-later
// The immutable tree that a parsed XML document becomes. Nodes, attributes and texts live in one arena owned by the
// Document; every string_view below points into it and dies with it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace vireo::xml {

enum class NodeKind : std::uint8_t { element, text, cdata, comment, instruction };

struct Attribute {
    std::string_view name;    // local name
    std::string_view prefix;  // as written, usually empty
    std::string_view ns;      // namespace URI, usually empty
    std::string_view value;   // entities and character references resolved
};

// One xmlns declaration; the prefix is empty for a default namespace.
struct NamespaceDeclaration {
    std::string_view prefix, uri;
};

struct Node {
    NodeKind kind = NodeKind::element;
    std::uint32_t line = 0;      // 1-based line of the start tag
    std::string_view name;       // element: local name; instruction: target
    std::string_view prefix;     // element: prefix as written
    std::string_view ns;         // element: namespace URI
    std::string_view text;       // element: its own character data, joined; other kinds: their content
    std::span<const Attribute> attributes;
    std::span<const NamespaceDeclaration> declarations;
    const Node* parent = nullptr;
    const Node* first = nullptr;  // first child of any kind; white space between elements makes no node
    const Node* next = nullptr;   // next sibling of any kind

    // Attribute without namespace of that name; null if absent.
    const Attribute* find(std::string_view attribute) const;
    // Value of that attribute, or empty.
    std::string_view value(std::string_view attribute) const;
    bool has(std::string_view attribute) const { return find(attribute) != nullptr; }
    // First child element of that local name without a foreign namespace; null if absent.
    const Node* child(std::string_view element) const;
    // Follows names separated by '/'; null if a step is absent.
    const Node* path(std::string_view names) const;
    bool is(std::string_view element) const { return kind == NodeKind::element && name == element; }

    // Range over child elements only.
    class Elements;
    Elements elements() const;
};

class Node::Elements {
  public:
    class Iterator {
      public:
        explicit Iterator(const Node* n) : node_(skip(n)) {}
        const Node& operator*() const { return *node_; }
        const Node* operator->() const { return node_; }
        Iterator& operator++() {
            node_ = skip(node_->next);
            return *this;
        }
        bool operator!=(const Iterator& o) const { return node_ != o.node_; }

      private:
        static const Node* skip(const Node* n) {
            while (n && n->kind != NodeKind::element) n = n->next;
            return n;
        }
        const Node* node_;
    };
    explicit Elements(const Node* first) : first_(first) {}
    Iterator begin() const { return Iterator(first_); }
    Iterator end() const { return Iterator(nullptr); }

  private:
    const Node* first_;
};

inline Node::Elements Node::elements() const { return Elements(first); }

// Owner of a tree.
class Document {
  public:
    struct Storage;
    Document(std::shared_ptr<const Storage> storage, const Node* root) : storage_(std::move(storage)), root_(root) {}
    const Node& root() const { return *root_; }

  private:
    std::shared_ptr<const Storage> storage_;
    const Node* root_;
};

// Appends text as libxml2 prints it, in an attribute or between tags. (The documents of Vireo itself: escape in writer.h.)
void escape_as_libxml(std::string& out, std::string_view text, bool attribute);

// The text of an element with all it holds, as libxml2 would dump it with formatting: attributes in double quotes,
// children on lines of their own unless the element has character data. Namespace prefixes that are declared further
// out are declared on the element itself. `level` is the depth in steps of two spaces, used from the second line on.
std::string dump(const Node& element, int level);

}  // namespace vireo::xml
