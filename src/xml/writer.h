// SPDX-License-Identifier: LGPL-2.1-or-later
// One pass XML printer in libvirt's layout: two spaces a level, single quotes, <x/> when there is no content.
// An element that turned out to have neither attributes nor content can be taken back (`close_or_drop`), which is how
// "print only when something is set" works without looking twice.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace vireo::xml {

struct Node;

// Appends text with < > & ' " as entities; characters that XML 1.0 does not allow are left out.
void escape(std::string& out, std::string_view text);

class Writer {
  public:
    explicit Writer(std::size_t reserve = 8192, int level = 0) : level_(level) {
        out_.reserve(reserve);
        stack_.reserve(16);
    }

    void open(std::string_view name);
    // The same with a text "<name", for those who have it at hand.
    void open_tag(std::string_view text);
    void attribute(std::string_view name, std::string_view value);
    // An attribute whose value needs no escaping.
    void plain_attribute(std::string_view name, std::string_view value);
    // Character data; the element is then closed on the same line.
    void text(std::string_view value);
    void close();
    // Makes the element end with a closing tag of its own even if nothing follows.
    void begin_content() {
        if (!stack_.back().content) out_ += ">\n", stack_.back().content = true;
    }
    // Closes; an element without attributes and content vanishes. Returns whether it stayed.
    bool close_or_drop();
    // <name>text</name>
    void leaf(std::string_view name, std::string_view value);
    void empty(std::string_view name) {
        open(name);
        close();
    }
    // A subtree that was printed elsewhere; goes on a line of its own, its first line is indented here.
    void verbatim(std::string_view subtree);

    // A subtree in this layout, prefixes as written; for trees whose meaning belongs to somebody else.
    void copy(const Node& element);
    // Lines that were printed at level 0, each indented to where we are.
    void block(std::string_view lines);

    // For codecs: begin and end of an attribute whose value they append to buffer() themselves.
    void begin_attribute(std::string_view name);
    void end_attribute() { out_ += '\''; }
    void begin_text();
    std::string& buffer() { return out_; }
    int level() const { return level_ + static_cast<int>(stack_.size()); }
    bool open_is_empty() const { return !stack_.empty() && !stack_.back().content && stack_.back().bare_end == out_.size(); }

    // The document so far; all elements must be closed.
    std::string take() { return std::move(out_); }

  private:
    struct Frame {
        std::string_view name;    // must outlive the element; names are literals or live in rows
        std::size_t begin;        // offset where the line of the start tag begins
        std::size_t bare_end;     // offset behind "<name"
        bool parent_was_open;     // the parent's start tag had no '>' before us
        bool content = false;     // '>' has been written
        bool inline_text = false;
    };
    // Ends the start tag that stands open, if one does (and says so), and begins a line with these parts.
    template <class... Part>
    bool start_line(const Part&... parts);

    std::string out_;
    std::vector<Frame> stack_;
    int level_;
};

}  // namespace vireo::xml
