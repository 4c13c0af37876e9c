// SPDX-License-Identifier: LGPL-2.1-or-later
// See codec.h.
#include "model/row/codec.h"

#include <algorithm>
#include <charconv>

#include "xml/writer.h"

namespace vireo::model::row {

std::optional<std::uint64_t> read_natural(std::string_view text, int base) {
    while (!text.empty() && (text.front() == ' ' || (text.front() >= '\t' && text.front() <= '\r')))
        text.remove_prefix(1);
    if (!text.empty() && text.front() == '+') text.remove_prefix(1);
    if ((base == 0 || base == 16) && text.size() > 2 && text[0] == '0' && (text[1] | 32) == 'x') {
        text.remove_prefix(2);
        base = 16;
    } else if (base == 0) {
        base = text.size() > 1 && text[0] == '0' ? 8 : 10;
    }
    std::uint64_t v = 0;
    auto r = std::from_chars(text.data(), text.data() + text.size(), v, base);
    if (text.empty() || r.ec != std::errc{} || r.ptr != text.data() + text.size()) return std::nullopt;
    return v;
}

std::optional<std::int64_t> read_whole(std::string_view text, int base) {
    while (!text.empty() && (text.front() == ' ' || (text.front() >= '\t' && text.front() <= '\r')))
        text.remove_prefix(1);
    bool negative = !text.empty() && text.front() == '-';
    if (negative) {
        text.remove_prefix(1);
        if (text.empty() || text.front() < '0' || text.front() > '9') return std::nullopt;
    }
    auto v = read_natural(text, base);
    auto limit = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (!v || *v > limit + (negative ? 1 : 0)) return std::nullopt;
    return negative ? static_cast<std::int64_t>(~*v + 1) : static_cast<std::int64_t>(*v);
}

namespace detail {
namespace {

template <class T>
T& as(void* p) {
    return *static_cast<T*>(p);
}
template <class T>
const T& as(const void* p) {
    return *static_cast<const T*>(p);
}

template <class N>
Verdict natural(const Codec& c, std::string_view text, N& out, int base = 10) {
    auto v = read_natural(text, base);
    if (!v || *v > std::numeric_limits<N>::max() || *v > c.high) return Verdict::bad;
    if (c.low > 0 && *v < static_cast<std::uint64_t>(c.low)) return *v ? Verdict::bad : Verdict::zero;
    if (c.no_zero && !*v) return Verdict::zero;
    out = static_cast<N>(*v);
    return Verdict::ok;
}

template <class N>
Verdict whole(const Codec& c, std::string_view text, N& out) {
    auto v = read_whole(text, 0 == c.width ? 10 : c.width);
    if (!v || *v > std::numeric_limits<N>::max() || *v < std::numeric_limits<N>::min()) return Verdict::bad;
    if (*v < c.low) return c.low == 0 ? Verdict::negative : Verdict::bad;
    if (*v > 0 && static_cast<std::uint64_t>(*v) > c.high) return Verdict::bad;
    if (c.no_zero && !*v) return Verdict::zero;
    out = static_cast<N>(*v);
    return Verdict::ok;
}

template <class N>
void put(std::string& out, N v) {
    char buffer[24];
    auto r = std::to_chars(buffer, buffer + sizeof buffer, v);
    out.append(buffer, r.ptr);
}

void put_hex(std::string& out, std::uint64_t v, unsigned width) {
    char buffer[20];
    auto r = std::to_chars(buffer, buffer + sizeof buffer, v, 16);
    auto n = static_cast<std::size_t>(r.ptr - buffer);
    out.append("0x0000000000000000", 2 + (n < width ? width - n : 0));
    out.append(buffer, n);
}

}  // namespace

#define EQUAL(name, T) \
    bool name##_equal(const void* a, const void* b) { return as<T>(a) == as<T>(b); }

Verdict string_parse(const Codec& c, std::string_view text, void* f) {
    if (c.listed && std::find(c.words.words, c.words.words + c.words.count, text) == c.words.words + c.words.count)
        return Verdict::bad;
    as<std::string>(f) = text;
    return Verdict::ok;
}
bool string_present(const Codec&, const void* f) { return !as<std::string>(f).empty(); }
void string_format(const Codec&, const void* f, std::string& out) { xml::escape(out, as<std::string>(f)); }
EQUAL(string, std::string)

Verdict optional_string_parse(const Codec&, std::string_view text, void* f) {
    as<std::optional<std::string>>(f) = std::string(text);
    return Verdict::ok;
}
bool optional_string_present(const Codec&, const void* f) { return as<std::optional<std::string>>(f).has_value(); }
void optional_string_format(const Codec&, const void* f, std::string& out) {
    xml::escape(out, *as<std::optional<std::string>>(f));
}
EQUAL(optional_string, std::optional<std::string>)

Verdict word_parse(const Codec& c, std::string_view text, void* f) {
    if (text.empty()) return Verdict::bad;
    for (std::size_t i = c.no_zero ? 1 : 0; i < c.words.count; ++i)
        if (c.words.words[i] == text) {
            as<std::uint8_t>(f) = static_cast<std::uint8_t>(i);
            return Verdict::ok;
        }
    return Verdict::bad;
}
bool word_present(const Codec& c, const void* f) {
    auto i = as<std::uint8_t>(f);
    if (i == 0 && c.zero_is_absent) return false;
    return i < c.words.count && !c.words.words[i].empty();
}
void word_format(const Codec& c, const void* f, std::string& out) {
    xml::escape(out, c.words.words[as<std::uint8_t>(f)]);
}
EQUAL(word, std::uint8_t)

Verdict uuid_parse(const Codec&, std::string_view text, void* f) {
    auto u = Uuid::parse(text);
    if (!u) return Verdict::bad;
    as<Uuid>(f) = *u;
    return Verdict::ok;
}
bool uuid_present(const Codec&, const void* f) { return !as<Uuid>(f).is_null(); }
void uuid_format(const Codec&, const void* f, std::string& out) { out += as<Uuid>(f).text(); }
EQUAL(uuid, Uuid)

Verdict optional_uuid_parse(const Codec&, std::string_view text, void* f) {
    auto u = Uuid::parse(text);
    if (!u) return Verdict::bad;
    as<std::optional<Uuid>>(f) = *u;
    return Verdict::ok;
}
bool optional_uuid_present(const Codec&, const void* f) { return as<std::optional<Uuid>>(f).has_value(); }
void optional_uuid_format(const Codec&, const void* f, std::string& out) { out += as<std::optional<Uuid>>(f)->text(); }
EQUAL(optional_uuid, std::optional<Uuid>)

Verdict mac_parse(const Codec&, std::string_view text, void* f) {
    auto m = Mac::parse(text);
    if (!m) return Verdict::bad;
    as<Mac>(f) = *m;
    return Verdict::ok;
}
bool mac_present(const Codec&, const void* f) { return as<Mac>(f).given; }
void mac_format(const Codec&, const void* f, std::string& out) { out += as<Mac>(f).text(); }
EQUAL(mac, Mac)

Verdict bitmap_parse(const Codec&, std::string_view text, void* f) {
    auto b = Bitmap::parse(text);
    if (!b) return Verdict::bad;
    as<Bitmap>(f) = std::move(*b);
    return Verdict::ok;
}
bool bitmap_present(const Codec&, const void* f) { return !as<Bitmap>(f).empty(); }
void bitmap_format(const Codec&, const void* f, std::string& out) { out += as<Bitmap>(f).text(); }
EQUAL(bitmap, Bitmap)

// A plain number counts as given unless it is zero.
#define PLAIN(name, N, reader)                                                                        \
    Verdict name##_parse(const Codec& c, std::string_view text, void* f) { return reader(c, text, as<N>(f)); } \
    bool name##_present(const Codec&, const void* f) { return as<N>(f) != 0; }                         \
    void name##_format(const Codec&, const void* f, std::string& out) { put(out, as<N>(f)); }          \
    EQUAL(name, N)
PLAIN(unsigned_, unsigned, natural)
PLAIN(int_, int, whole)
PLAIN(u64, std::uint64_t, natural)

#define OPTIONAL(name, N, reader)                                                              \
    Verdict name##_parse(const Codec& c, std::string_view text, void* f) {                      \
        N v{};                                                                                  \
        auto verdict = reader(c, text, v);                                                      \
        if (verdict == Verdict::ok) as<std::optional<N>>(f) = v;                                \
        return verdict;                                                                         \
    }                                                                                           \
    bool name##_present(const Codec& c, const void* f) { return as<std::optional<N>>(f).has_value() && (!c.zero_is_absent || *as<std::optional<N>>(f)); } \
    void name##_format(const Codec&, const void* f, std::string& out) { put(out, *as<std::optional<N>>(f)); } \
    EQUAL(name, std::optional<N>)
OPTIONAL(optional_unsigned, unsigned, natural)
OPTIONAL(optional_int, int, whole)
OPTIONAL(optional_u64, std::uint64_t, natural)
OPTIONAL(optional_s64, std::int64_t, whole)

Verdict hex_unsigned_parse(const Codec& c, std::string_view text, void* f) {
    return natural(c, text, as<unsigned>(f), 0);
}
bool hex_unsigned_present(const Codec&, const void*) { return true; }
void hex_unsigned_format(const Codec& c, const void* f, std::string& out) { put_hex(out, as<unsigned>(f), c.width); }
EQUAL(hex_unsigned, unsigned)

Verdict hex_optional_parse(const Codec& c, std::string_view text, void* f) {
    unsigned v = 0;
    auto verdict = natural(c, text, v, 0);
    if (verdict == Verdict::ok) as<std::optional<unsigned>>(f) = v;
    return verdict;
}
bool hex_optional_present(const Codec& c, const void* f) { return as<std::optional<unsigned>>(f).has_value() && (!c.zero_is_absent || *as<std::optional<unsigned>>(f)); }
void hex_optional_format(const Codec& c, const void* f, std::string& out) {
    put_hex(out, *as<std::optional<unsigned>>(f), c.width);
}
EQUAL(hex_optional, std::optional<unsigned>)

Verdict hex_optional_u64_parse(const Codec& c, std::string_view text, void* f) {
    std::uint64_t v = 0;
    auto verdict = natural(c, text, v, 0);
    if (verdict == Verdict::ok) as<std::optional<std::uint64_t>>(f) = v;
    return verdict;
}
bool hex_optional_u64_present(const Codec&, const void* f) { return as<std::optional<std::uint64_t>>(f).has_value(); }
void hex_optional_u64_format(const Codec& c, const void* f, std::string& out) {
    put_hex(out, *as<std::optional<std::uint64_t>>(f), c.width);
}
EQUAL(hex_optional_u64, std::optional<std::uint64_t>)

}  // namespace detail
}  // namespace vireo::model::row
