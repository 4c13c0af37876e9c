// SPDX-License-Identifier: LGPL-2.1-or-later
// Sizes with units. KiB, MiB, ... and the bare letters are powers of 1024, KB, MB, ... powers of 1000.
#include "model/row/row.h"

namespace vireo::model::row {
namespace {

// 0 for a word that is no unit.
std::uint64_t factor(std::string_view suffix, std::uint64_t fallback) {
    if (suffix.empty()) return fallback;
    auto lower = [&](std::size_t i) { return i < suffix.size() ? static_cast<char>(suffix[i] | 32) : '\0'; };
    std::string word;
    for (std::size_t i = 0; i < suffix.size(); ++i) word += lower(i);
    if (word == "b" || word == "byte" || word == "bytes") return 1;
    std::uint64_t base;
    if (suffix.size() == 1 || (suffix.size() == 3 && word.substr(1) == "ib"))
        base = 1024;
    else if (suffix.size() == 2 && word[1] == 'b')
        base = 1000;
    else
        return 0;
    static constexpr std::string_view letters = "kmgtpe";
    auto power = letters.find(word[0]);
    if (power == letters.npos) return 0;
    std::uint64_t f = 1;
    for (std::size_t i = 0; i <= power; ++i) f *= base;
    return f;
}

}  // namespace

std::uint64_t read_scaled(std::string_view text, std::string_view suffix, std::uint64_t unit, std::uint64_t fallback,
                          std::string_view where) {
    auto value = read_natural(text);
    if (!value)
        fail(Code::xml_error, vireo::Domain::xml, "Invalid value '{}' for element or attribute '{}'", text, where);
    std::uint64_t f = factor(suffix, fallback);
    if (!f) fail(Code::invalid_arg, vireo::Domain::none, "unknown suffix '{}'", suffix);
    // Sizes of memory stay below 2^63 bytes; what is counted in bytes may be as large as it can.
    const std::uint64_t limit = unit == 1 ? ~std::uint64_t{0} : ~std::uint64_t{0} >> 1;
    if (*value > limit / f)
        fail(Code::overflow, vireo::Domain::none, "value too large: {}{}", *value, suffix);
    std::uint64_t bytes = *value * f;
    return bytes / unit + (bytes % unit ? 1 : 0);
}

}  // namespace vireo::model::row
