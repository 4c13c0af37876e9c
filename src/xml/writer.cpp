// SPDX-License-Identifier: LGPL-2.1-or-later
// See writer.h.
#include "xml/writer.h"

#include "xml/node.h"

namespace vireo::xml {
namespace {

// 0: as it is, 1: drop, else index into entity.
constexpr auto classes = [] {
    struct {
        std::uint8_t of[256] = {};
    } t;
    for (int c = 0; c < 32; ++c) t.of[c] = 1;
    auto set = [&](char c, std::uint8_t kind) { t.of[static_cast<unsigned char>(c)] = kind; };
    for (char c : {'\t', '\n', '\r'}) set(c, 0);
    set('<', 2);
    set('>', 3);
    set('&', 4);
    set('\'', 5);
    set('"', 6);
    return t;
}();
constexpr std::string_view entities[] = {"", "", "&lt;", "&gt;", "&amp;", "&apos;", "&quot;"};

// Appends all parts with one look at the room that is left.
template <class... Part>
void put(std::string& out, std::size_t blanks, const Part&... parts) {
    const std::size_t old = out.size(), size = old + blanks + (parts.size() + ...);
    // The callback may be told of more room than was asked for (GCC 12).
    out.resize_and_overwrite(size, [&](char* p, std::size_t) {
        p = std::fill_n(p + old, blanks, ' ');
        ((p = std::copy_n(parts.data(), parts.size(), p)), ...);
        return size;
    });
}

}  // namespace

void escape(std::string& out, std::string_view text) {
    std::size_t done = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto k = classes.of[static_cast<unsigned char>(text[i])];
        if (!k) continue;
        out.append(text, done, i - done);
        out += entities[k];
        done = i + 1;
    }
    out.append(text, done);
}

void Writer::start_line(std::string_view bracket, std::string_view name) {
    const bool first = !stack_.empty() && !stack_.back().content;
    if (first) stack_.back().content = true;
    if (first) out_ += ">\n";
    put(out_, static_cast<std::size_t>(level()) * 2, bracket, name);
}

void Writer::open(std::string_view name) {
    bool was_open = !stack_.empty() && !stack_.back().content;
    std::size_t begin = out_.size();
    start_line("<", name);
    stack_.push_back({name, begin, out_.size(), was_open});
}

void Writer::begin_attribute(std::string_view name) { put(out_, 0, std::string_view(" "), name, std::string_view("='")); }

void Writer::attribute(std::string_view name, std::string_view value) {
    begin_attribute(name);
    escape(out_, value);
    out_ += '\'';
}

void Writer::plain_attribute(std::string_view name, std::string_view value) {
    begin_attribute(name);
    out_ += value;
    out_ += '\'';
}

void Writer::begin_text() {
    auto& f = stack_.back();
    if (!f.content) {
        out_ += '>';
        f.content = true;
    }
    f.inline_text = true;
}

void Writer::text(std::string_view value) {
    begin_text();
    escape(out_, value);
}

void Writer::close() {
    Frame f = stack_.back();
    stack_.pop_back();
    if (!f.content) {
        out_ += "/>\n";
        return;
    }
    put(out_, f.inline_text ? 0 : static_cast<std::size_t>(level()) * 2, std::string_view("</"), f.name, std::string_view(">\n"));
}

bool Writer::close_or_drop() {
    const Frame& f = stack_.back();
    if (f.content || out_.size() != f.bare_end) {
        close();
        return true;
    }
    out_.resize(f.begin);
    bool parent_was_open = f.parent_was_open;
    stack_.pop_back();
    if (parent_was_open) stack_.back().content = false;
    return false;
}

void Writer::leaf(std::string_view name, std::string_view value) {
    start_line();
    out_ += '<';
    out_ += name;
    out_ += '>';
    escape(out_, value);
    out_ += "</";
    out_ += name;
    out_ += ">\n";
}

void Writer::verbatim(std::string_view subtree) {
    start_line();
    out_ += subtree;
    out_ += '\n';
}

void Writer::copy(const Node& element) {
    open(element.name);
    for (const auto& a : element.attributes) attribute(a.name, a.value);
    bool children = false;
    for (const auto& c : element.elements()) {
        children = true;
        copy(c);
    }
    if (!children && !element.text.empty()) text(element.text);
    close();
}

void Writer::block(std::string_view lines) {
    while (!lines.empty()) {
        auto end = lines.find('\n');
        start_line();
        out_.append(lines.substr(0, end)) += '\n';
        lines.remove_prefix(end == lines.npos ? lines.size() : end + 1);
    }
}

}  // namespace vireo::xml
