// SPDX-License-Identifier: LGPL-2.1-or-later
// How one field becomes text and back. A codec is plain data with four functions over an untyped field; the templates
// below only choose it by the field's type, so that a row can hardly be wired to the wrong one.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "base/uuid.h"
#include "model/row/types.h"
#include "model/row/words.h"

namespace vireo::model::row {

// Why a text was refused; the engine words it.
enum class Verdict : std::uint8_t { ok, bad, negative, zero };

enum class Shape : std::uint8_t { string, word, whole, natural, hex, uuid, mac, bitmap, presence };

struct Codec {
    Shape shape = Shape::string;
    Verdict (*parse)(const Codec&, std::string_view text, void* field) = nullptr;
    bool (*present)(const Codec&, const void* field) = nullptr;
    void (*format)(const Codec&, const void* field, std::string& out) = nullptr;  // escapes what it appends
    bool (*equal)(const void* a, const void* b) = nullptr;
    WordTable words{nullptr, 0};
    std::int64_t low = std::numeric_limits<std::int64_t>::min();
    std::uint64_t high = std::numeric_limits<std::uint64_t>::max();
    std::uint8_t width = 0;       // hex: digits printed at least
    bool no_zero = false;         // zero is refused
    bool listed = false;          // a text out of `words`
    bool zero_is_absent = false;  // the first word, the number 0: accepted but not printed
};

// Reads a whole number as C's strtoull(base 0 or 10) would, without sign or white space surprises.
std::optional<std::uint64_t> read_natural(std::string_view text, int base = 10);
std::optional<std::int64_t> read_whole(std::string_view text, int base = 10);

// The codec functions, declared so that constant rows can be built from them.
namespace detail {
#define VIREO_CODEC(name)                                     \
    Verdict name##_parse(const Codec&, std::string_view, void*); \
    bool name##_present(const Codec&, const void*);            \
    void name##_format(const Codec&, const void*, std::string&); \
    bool name##_equal(const void*, const void*)
VIREO_CODEC(string);
VIREO_CODEC(optional_string);
VIREO_CODEC(word);
VIREO_CODEC(uuid);
VIREO_CODEC(optional_uuid);
VIREO_CODEC(mac);
VIREO_CODEC(bitmap);
VIREO_CODEC(unsigned_);
VIREO_CODEC(optional_unsigned);
VIREO_CODEC(optional_int);
VIREO_CODEC(optional_u64);
VIREO_CODEC(optional_s64);
VIREO_CODEC(int_);
VIREO_CODEC(u64);
VIREO_CODEC(hex_unsigned);
VIREO_CODEC(hex_optional);
VIREO_CODEC(hex_optional_u64);
#undef VIREO_CODEC
}  // namespace detail

#define VIREO_CODEC_OF(shape, name) \
    Codec { Shape::shape, detail::name##_parse, detail::name##_present, detail::name##_format, detail::name##_equal }

template <class T>
constexpr Codec default_codec() {
    if constexpr (WordEnum<T>) {
        Codec c = VIREO_CODEC_OF(word, word);
        c.words = word_table(T{});
        return c;
    } else if constexpr (std::is_same_v<T, std::string>) {
        return VIREO_CODEC_OF(string, string);
    } else if constexpr (std::is_same_v<T, std::optional<std::string>>) {
        return VIREO_CODEC_OF(string, optional_string);
    } else if constexpr (std::is_same_v<T, Uuid>) {
        return VIREO_CODEC_OF(uuid, uuid);
    } else if constexpr (std::is_same_v<T, std::optional<Uuid>>) {
        return VIREO_CODEC_OF(uuid, optional_uuid);
    } else if constexpr (std::is_same_v<T, Mac>) {
        return VIREO_CODEC_OF(mac, mac);
    } else if constexpr (std::is_same_v<T, Bitmap>) {
        return VIREO_CODEC_OF(bitmap, bitmap);
    } else if constexpr (std::is_same_v<T, unsigned>) {
        return VIREO_CODEC_OF(natural, unsigned_);
    } else if constexpr (std::is_same_v<T, int>) {
        return VIREO_CODEC_OF(whole, int_);
    } else if constexpr (std::is_same_v<T, std::uint64_t>) {
        return VIREO_CODEC_OF(natural, u64);
    } else if constexpr (std::is_same_v<T, std::optional<unsigned>>) {
        return VIREO_CODEC_OF(natural, optional_unsigned);
    } else if constexpr (std::is_same_v<T, std::optional<int>>) {
        return VIREO_CODEC_OF(whole, optional_int);
    } else if constexpr (std::is_same_v<T, std::optional<std::uint64_t>>) {
        return VIREO_CODEC_OF(natural, optional_u64);
    } else {
        static_assert(std::is_same_v<T, std::optional<std::int64_t>>, "no codec for this type of field");
        return VIREO_CODEC_OF(whole, optional_s64);
    }
}

// Hexadecimal on output with at least `width` digits; input as C writes numbers (0x.., 0.., decimal).
template <class T>
constexpr Codec hex_codec(std::uint8_t width) {
    Codec c;
    if constexpr (std::is_same_v<T, unsigned>)
        c = VIREO_CODEC_OF(hex, hex_unsigned);
    else if constexpr (std::is_same_v<T, std::optional<unsigned>>)
        c = VIREO_CODEC_OF(hex, hex_optional);
    else
        c = VIREO_CODEC_OF(hex, hex_optional_u64);
    c.width = width;
    return c;
}

}  // namespace vireo::model::row
