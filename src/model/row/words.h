// SPDX-License-Identifier: LGPL-2.1-or-later
// Enumerations and their spelling stand together: VIREO_WORDS(E, "a", "b", ...) lists one word for each enumerator in
// order. An empty first word means that value 0 is "not given": it is never printed and never accepted.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string_view>
#include <type_traits>

namespace vireo::model {

struct WordTable {
    const std::string_view* words;
    std::size_t count;
};

#define VIREO_WORDS(E, ...)                                             \
    inline constexpr std::string_view E##_words[] = {__VA_ARGS__};      \
    constexpr ::vireo::model::WordTable word_table(E) { return {E##_words, std::size(E##_words)}; }

template <class E>
concept WordEnum = std::is_enum_v<E> && sizeof(E) == 1 && requires(E e) {
    { word_table(e) } -> std::same_as<WordTable>;
};

// The word of a value, e.g. word(DiskBus::virtio) == "virtio"; empty for "not given".
template <WordEnum E>
constexpr std::string_view word(E e) {
    auto t = word_table(E{});
    auto i = static_cast<std::size_t>(e);
    return i < t.count ? t.words[i] : std::string_view{};
}

template <WordEnum E>
constexpr std::optional<E> from_word(std::string_view text) {
    auto t = word_table(E{});
    for (std::size_t i = 0; i < t.count; ++i)
        if (t.words[i] == text && !text.empty()) return static_cast<E>(i);
    return std::nullopt;
}

// Three-valued switches; the two differ only in spelling.
enum class YesNo : std::uint8_t { absent, yes, no };
VIREO_WORDS(YesNo, "", "yes", "no")
enum class OnOff : std::uint8_t { absent, on, off };
VIREO_WORDS(OnOff, "", "on", "off")

}  // namespace vireo::model
