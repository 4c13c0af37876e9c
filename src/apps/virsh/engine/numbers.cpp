// SPDX-License-Identifier: LGPL-2.1-or-later
// See numbers.h. strtoll and its sisters are used because their leniency (leading blanks, a sign) is part of the grammar.
#include "apps/virsh/engine/numbers.h"

#include <fmt/core.h>

#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <strings.h>
#include <time.h>

namespace vireo::sh {

std::optional<long long> parse_signed(const std::string& text, long long low, long long high)
{
    char* end = nullptr;
    errno = 0;
    long long v = std::strtoll(text.c_str(), &end, 10);
    if (errno != 0 || end == text.c_str() || *end != 0 || v < low || v > high) return std::nullopt;
    return v;
}

std::optional<unsigned long long> parse_unsigned(const std::string& text, unsigned long long high)
{
    if (text.find('-') != std::string::npos) return std::nullopt;
    return parse_wrapping(text, high);
}

std::optional<unsigned long long> parse_wrapping(const std::string& text, unsigned long long high)
{
    char* end = nullptr;
    errno = 0;
    unsigned long long v = std::strtoull(text.c_str(), &end, 10);
    if (errno != 0 || end == text.c_str() || *end != 0) return std::nullopt;
    if (v > high) {
        // a negative 32-bit number comes back sign-extended
        if (high != UINT_MAX || v < ULLONG_MAX - UINT_MAX) return std::nullopt;
        v &= UINT_MAX;
    }
    return v;
}

std::optional<unsigned long long> parse_scaled(const std::string& text, unsigned long long scale, unsigned long long max, std::string& why)
{
    const char* begin = text.c_str();
    while (*begin == ' ' || *begin == '\t' || *begin == '\n') ++begin;
    if (*begin == '-') return std::nullopt;
    char* end = nullptr;
    errno = 0;
    unsigned long long v = std::strtoull(begin, &end, 10);
    if (errno != 0 || end == begin) return std::nullopt;
    std::string suffix = end;
    unsigned long long unit = 0;
    if (suffix.empty()) {
        unit = scale;
    } else if (strcasecmp(end, "b") == 0 || strcasecmp(end, "byte") == 0 || strcasecmp(end, "bytes") == 0) {
        unit = 1;
    } else {
        unsigned long long base = 0;
        if (suffix.size() == 1 || strcasecmp(end + 1, "iB") == 0) base = 1024;
        else if (strcasecmp(end + 1, "B") == 0) base = 1000;
        static constexpr char letters[] = "kmgtpe";
        const char* at = base ? std::strchr(letters, suffix[0] | 0x20) : nullptr;
        if (!at || !*at) {
            why = fmt::format("invalid argument: unknown suffix '{}'", suffix);
            return std::nullopt;
        }
        unit = 1;
        for (auto n = at - letters + 1; n > 0; --n) unit *= base;
    }
    if (v != 0 && v > max / unit) {
        why = fmt::format("numerical overflow: value too large: {}{}", v, suffix);
        return std::nullopt;
    }
    return v * unit;
}

Pretty pretty_size(unsigned long long bytes)
{
    static constexpr const char* units[] = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    double v = static_cast<double>(bytes);
    size_t u = 0;
    while (v >= 1024 && u + 1 < sizeof units / sizeof *units) v /= 1024, ++u;
    return {v, units[u]};
}

std::string xml_escape(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (char c : text) {
        switch (c) {
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '&': out += "&amp;"; break;
        case '"': out += "&quot;"; break;
        case '\'': out += "&apos;"; break;
        default: out += c;
        }
    }
    return out;
}

std::string shell_quote(std::string_view text)
{
    if (!text.empty() && text.find_first_of("\r\t\n !\"#$&'()*;<>?[\\]^`{|}~") == std::string_view::npos) return std::string(text);
    std::string out = "'";
    for (char c : text) {
        if (c == '\'') out += "'\\''";
        else out += c;
    }
    return out + "'";
}

std::vector<std::string> split(std::string_view text, char at)
{
    std::vector<std::string> out;
    for (;;) {
        size_t n = text.find(at);
        out.emplace_back(text.substr(0, n));
        if (n == std::string_view::npos) return out;
        text.remove_prefix(n + 1);
    }
}

std::vector<std::string> split_escaped(std::string_view text)
{
    std::vector<std::string> out(1);
    for (size_t i = 0; i < text.size(); ++i) {
        if (text[i] != ',') {
            out.back() += text[i];
        } else if (i + 1 < text.size() && text[i + 1] == ',') {
            out.back() += ',';
            ++i;
        } else {
            out.emplace_back();
        }
    }
    return out;
}

bool is_uuid(std::string_view text)
{
    size_t digits = 0;
    for (char c : text) {
        if (c == '-' || c == ' ') continue;
        if (!std::strchr("0123456789abcdefABCDEF", c)) return false;
        ++digits;
    }
    return digits == 32;
}

std::string local_time(long long seconds)
{
    time_t t = static_cast<time_t>(seconds);
    struct tm tm;
    if (!localtime_r(&t, &tm)) return "";
    char buf[64];
    return std::string(buf, strftime(buf, sizeof buf, "%Y-%m-%d %H:%M:%S %z", &tm));
}

std::string event_time()
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    struct tm tm;
    gmtime_r(&now.tv_sec, &tm);
    char buf[64];
    size_t n = strftime(buf, sizeof buf, "%Y-%m-%d %H:%M:%S", &tm);
    return fmt::format("{}.{:03}+0000", std::string_view(buf, n), now.tv_nsec / 1000000);
}

}  // namespace vireo::sh
