// SPDX-License-Identifier: LGPL-2.1-or-later
// Numbers, sizes, times and escapes as the shells read and print them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vireo::sh {

// Decimal only, blanks before are fine, nothing may follow.
std::optional<long long> parse_signed(const std::string& text, long long low, long long high);
std::optional<unsigned long long> parse_unsigned(const std::string& text, unsigned long long high);
// As parse_unsigned, but a minus sign wraps around (-1 is the largest number).
std::optional<unsigned long long> parse_wrapping(const std::string& text, unsigned long long high);
// A size in bytes. `why` gets the library's message when the suffix is unknown or the number too large.
std::optional<unsigned long long> parse_scaled(const std::string& text, unsigned long long scale, unsigned long long max, std::string& why);

struct Pretty {
    double value;
    const char* unit;
};
Pretty pretty_size(unsigned long long bytes);

std::string xml_escape(std::string_view text);
std::string shell_quote(std::string_view text);
std::vector<std::string> split(std::string_view text, char at);
// Commas separate, two commas stand for one; used for --diskspec and the like.
std::vector<std::string> split_escaped(std::string_view text);

bool is_uuid(std::string_view text);

// "2026-11-22 00:08:48 +0000" in local time.
std::string local_time(long long seconds);
// "2026-11-22 00:08:48.123+0000" in UTC, milliseconds are those given.
std::string event_time();

}  // namespace vireo::sh
