// SPDX-License-Identifier: LGPL-2.1-or-later
// See writer.h.
#include "xml/writer.h"

#include "xml/node.h"

namespace vireo::xml {

using namespace std::string_view_literals;

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

// Appends all parts with one look at the room that is left; the start tag that stands open is ended first.
template <class... Part>
void put(std::string& out, bool end_tag, std::size_t blanks, const Part&... parts) {
    const std::size_t old = out.size(), size = old + (end_tag ? 2 : 0) + blanks + (parts.size() + ...);
    // The callback may be told of more room than was asked for (GCC 12).
    out.resize_and_overwrite(size, [&](char* p, std::size_t) {
        p += old;
        if (end_tag) *p++ = '>', *p++ = '\n';
        p = std::fill_n(p, blanks, ' ');
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
        out.append(text.data() + done, i - done);
        out += entities[k];
        done = i + 1;
    }
    out.append(text.data() + done, text.size() - done);
}

template <class... Part>
bool Writer::start_line(const Part&... parts) {
    const bool first = !stack_.empty() && !stack_.back().content;
    if (first) stack_.back().content = true;
    put(out_, first, static_cast<std::size_t>(level()) * 2, parts...);
    return first;
}

void Writer::open(std::string_view name) {
    const std::size_t begin = out_.size();
    const bool was_open = start_line("<"sv, name);
    stack_.push_back({name, begin, out_.size(), was_open});
}

void Writer::open_tag(std::string_view text) {
    const std::size_t begin = out_.size();
    const bool was_open = start_line(text);
    stack_.push_back({text.substr(1), begin, out_.size(), was_open});
}

void Writer::begin_attribute(std::string_view name) { put(out_, false, 0, " "sv, name, "='"sv); }

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
        out_ += "/>\n"sv;
        return;
    }
    put(out_, false, f.inline_text ? 0 : static_cast<std::size_t>(level()) * 2, "</"sv, f.name, ">\n"sv);
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
    start_line("<"sv, name, ">"sv);
    escape(out_, value);
    put(out_, false, 0, "</"sv, name, ">\n"sv);
}

void Writer::verbatim(std::string_view subtree) {
    start_line(subtree, "\n"sv);
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
        start_line(lines.substr(0, end), "\n"sv);
        lines.remove_prefix(end == lines.npos ? lines.size() : end + 1);
    }
}

}  // namespace vireo::xml
