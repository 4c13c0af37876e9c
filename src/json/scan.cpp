// SPDX-License-Identifier: LGPL-2.1-or-later
// See scan.h.
#include "json/scan.h"

#include <array>

#include "base/error.h"
#include "base/text.h"
#include "json/json.h"

namespace vireo::json {
namespace {

// Characters at which a search for the end of a value has to look closer.
constexpr auto notable = [] {
    std::array<bool, 256> a{};
    for (unsigned char c : {'"', '{', '}', '[', ']', ','}) a[c] = true;
    return a;
}();

}  // namespace

void Scan::broken() const { fail(Code::internal_error, Domain::none, "cannot parse json at byte {}", at_); }

void Scan::space() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\r' || text_[at_] == '\t')) ++at_;
}

bool Scan::opens(char bracket) {
    space();
    if (at_ >= text_.size()) broken();
    if (text_[at_] != bracket) return value(), false;
    ++at_;
    first_ = true;
    return true;
}

bool Scan::more(char bracket) {
    space();
    if (at_ >= text_.size()) broken();
    if (text_[at_] == bracket) {
        ++at_;
        first_ = false;
        return false;
    }
    if (!first_) {
        if (text_[at_] != ',') broken();
        ++at_;
        space();
    }
    first_ = false;
    return true;
}

std::string_view Scan::quoted() {
    if (at_ >= text_.size() || text_[at_] != '"') broken();
    const std::size_t begin = ++at_;
    for (;;) {
        const std::size_t end = text_.find('"', at_);
        if (end == text_.npos) broken();
        at_ = end + 1;
        std::size_t slashes = 0;
        while (end - slashes > begin && text_[end - slashes - 1] == '\\') ++slashes;
        if (slashes % 2 == 0) return text_.substr(begin, end - begin);
    }
}

void Scan::colon() {
    space();
    if (at_ >= text_.size() || text_[at_] != ':') broken();
    ++at_;
    space();
}

std::string_view Scan::value() {
    space();
    const std::size_t begin = at_;
    std::size_t depth = 0;
    for (; at_ < text_.size(); ++at_) {
        if (!notable[static_cast<unsigned char>(text_[at_])]) continue;
        const char c = text_[at_];
        if (c == '"') {
            quoted();
            --at_;  // the loop steps over its end
        } else if (c == '{' || c == '[') {
            ++depth;
            continue;
        } else if (c == ',') {
            if (depth == 0) break;
            continue;
        } else {
            if (depth == 0) break;  // the end of what holds this value
            --depth;
        }
        if (depth == 0) {
            ++at_;
            break;
        }
    }
    if (depth || at_ == begin) broken();
    return trim(text_.substr(begin, at_ - begin));
}

std::optional<std::uint64_t> Scan::number() { return to_number<std::uint64_t>(value()); }
std::optional<std::int64_t> Scan::integer() { return to_number<std::int64_t>(value()); }

std::optional<bool> Scan::boolean() {
    const auto v = value();
    return v == "true" ? std::optional(true) : v == "false" ? std::optional(false) : std::nullopt;
}

std::optional<std::string_view> Scan::text() {
    const auto v = value();
    if (v.size() < 2 || v.front() != '"') return std::nullopt;
    if (v.find('\\') == v.npos) return v.substr(1, v.size() - 2);
    const auto parsed = parse(v);
    if (!parsed.is_string()) return std::nullopt;
    buffer_ = parsed.get<std::string>();
    return buffer_;
}

}  // namespace vireo::json
