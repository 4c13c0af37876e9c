// SPDX-License-Identifier: LGPL-2.1-or-later
// See types.h.
#include "model/row/types.h"

#include <bit>
#include <charconv>

namespace vireo::model {
namespace {

int digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

}  // namespace

std::optional<Mac> Mac::parse(std::string_view text) {
    Mac m;
    std::size_t at = 0;
    for (int i = 0; i < 6; ++i) {
        if (i) {
            if (at >= text.size() || text[at] != ':') return std::nullopt;
            ++at;
        }
        int value = 0, digits = 0;
        while (at < text.size() && digits < 2) {
            int d = digit(text[at]);
            if (d < 0) break;
            value = value * 16 + d;
            ++digits, ++at;
        }
        if (!digits) return std::nullopt;
        m.bytes[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(value);
    }
    if (at != text.size()) return std::nullopt;
    m.given = true;
    return m;
}

std::string Mac::text() const {
    static constexpr char hex[] = "0123456789abcdef";
    std::string out;
    out.reserve(17);
    for (auto b : bytes) {
        if (!out.empty()) out += ':';
        out += hex[b >> 4];
        out += hex[b & 15];
    }
    return out;
}

std::optional<Bitmap> Bitmap::parse(std::string_view text) {
    Bitmap b;
    const char* p = text.data();
    const char* end = p + text.size();
    auto space = [&] {
        while (p < end && (*p == ' ' || *p == '\n' || *p == '\t')) ++p;
    };
    auto number = [&](unsigned& n) {
        auto r = std::from_chars(p, end, n);
        if (r.ec != std::errc{} || n > max_bit) return false;
        p = r.ptr;
        return true;
    };
    space();
    if (p == end) return std::nullopt;
    while (true) {
        space();
        bool negated = p < end && *p == '^';
        if (negated) ++p;
        unsigned from = 0, to = 0;
        if (!number(from)) return std::nullopt;
        to = from;
        space();
        if (p < end && *p == '-') {
            if (negated) return std::nullopt;
            ++p;
            space();
            if (!number(to) || to < from) return std::nullopt;
            space();
        }
        for (unsigned i = from; i <= to; ++i) negated ? b.clear(i) : b.set(i);
        if (p == end) break;
        if (*p != ',') return std::nullopt;
        ++p;
    }
    return b;
}

void Bitmap::set(unsigned bit) {
    if (bit / 64 >= words_.size()) words_.resize(bit / 64 + 1);
    words_[bit / 64] |= std::uint64_t{1} << (bit % 64);
}

void Bitmap::clear(unsigned bit) {
    if (bit / 64 >= words_.size()) return;
    words_[bit / 64] &= ~(std::uint64_t{1} << (bit % 64));
    while (!words_.empty() && !words_.back()) words_.pop_back();
}

unsigned Bitmap::count() const {
    unsigned n = 0;
    for (auto w : words_) n += static_cast<unsigned>(std::popcount(w));
    return n;
}

int Bitmap::next(unsigned from) const {
    for (std::size_t i = from / 64; i < words_.size(); ++i) {
        auto w = words_[i];
        if (i == from / 64) w &= ~std::uint64_t{0} << (from % 64);
        if (w) return static_cast<int>(i * 64) + std::countr_zero(w);
    }
    return -1;
}

int Bitmap::last() const {
    if (words_.empty()) return -1;
    return static_cast<int>(words_.size() * 64) - 1 - std::countl_zero(words_.back());
}

bool Bitmap::intersects(const Bitmap& o) const {
    for (std::size_t i = 0; i < words_.size() && i < o.words_.size(); ++i)
        if (words_[i] & o.words_[i]) return true;
    return false;
}

std::string Bitmap::text() const {
    std::string out;
    for (int from = next(0); from >= 0;) {
        int to = from;
        while (test(static_cast<unsigned>(to) + 1)) ++to;
        if (!out.empty()) out += ',';
        out += std::to_string(from);
        if (to > from) (out += '-') += std::to_string(to);
        from = next(static_cast<unsigned>(to) + 1);
    }
    return out;
}

}  // namespace vireo::model
