// SPDX-License-Identifier: LGPL-2.1-or-later
#include "api/uri.h"

#include <charconv>

#include "base/error.h"

namespace vireo::api {
namespace {

bool is_alnum(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

int hex(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::string decode(std::string_view s) {
    std::string out;
    for (std::size_t i = 0; i < s.size(); ++i) {
        if (s[i] == '%' && i + 2 < s.size() && hex(s[i + 1]) >= 0 && hex(s[i + 2]) >= 0) {
            out += static_cast<char>(hex(s[i + 1]) * 16 + hex(s[i + 2]));
            i += 2;
        } else {
            out += s[i];
        }
    }
    return out;
}

std::string encode(std::string_view s, std::string_view also_plain) {
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string out;
    for (char c : s) {
        if (is_alnum(c) || std::string_view("-_.!~*'()").find(c) != std::string_view::npos || also_plain.find(c) != std::string_view::npos) {
            out += c;
        } else {
            out += '%';
            out += digits[static_cast<unsigned char>(c) >> 4];
            out += digits[static_cast<unsigned char>(c) & 15];
        }
    }
    return out;
}

[[noreturn]] void bad(std::string_view text) { fail(Code::internal_error, Domain::uri, "Unable to parse URI {}", text); }

}  // namespace

Uri Uri::parse(std::string_view whole) {
    Uri u;
    std::string_view s = whole;
    for (char c : s)
        if (static_cast<unsigned char>(c) <= ' ' || c == 0x7f || c == '<' || c == '>' || c == '"') bad(whole);
    if (auto at = s.find('#'); at != s.npos) {
        u.fragment = decode(s.substr(at + 1));
        s = s.substr(0, at);
    }
    if (auto at = s.find('?'); at != s.npos) {
        std::string_view q = s.substr(at + 1);
        s = s.substr(0, at);
        while (!q.empty()) {
            auto end = q.find_first_of("&;");
            auto part = q.substr(0, end);
            q = end == q.npos ? std::string_view{} : q.substr(end + 1);
            if (part.empty()) continue;
            auto eq = part.find('=');
            if (eq == 0) continue;
            u.query.emplace_back(decode(part.substr(0, eq)), eq == part.npos ? "" : decode(part.substr(eq + 1)));
        }
    }
    if (auto colon = s.find(':'); colon != s.npos && colon > 0 && s.substr(0, colon).find('/') == s.npos) {
        for (char c : s.substr(0, colon))
            if (!is_alnum(c) && c != '+' && c != '-' && c != '.') bad(whole);
        u.scheme = s.substr(0, colon);
        s = s.substr(colon + 1);
    }
    if (s.starts_with("//")) {
        s.remove_prefix(2);
        auto end = s.find('/');
        auto authority = s.substr(0, end);
        s = end == s.npos ? std::string_view{} : s.substr(end);
        if (auto at = authority.rfind('@'); at != authority.npos) {
            u.user = decode(authority.substr(0, at));
            authority = authority.substr(at + 1);
        }
        std::string_view port;
        if (authority.starts_with('[')) {
            auto close = authority.find(']');
            if (close == authority.npos) bad(whole);
            u.host = authority.substr(1, close - 1);
            auto rest = authority.substr(close + 1);
            if (!rest.empty() && rest[0] != ':') bad(whole);
            if (!rest.empty()) port = rest.substr(1);
        } else {
            auto colon = authority.find(':');
            if (colon != authority.npos) port = authority.substr(colon + 1);
            auto host = authority.substr(0, colon);
            if (!host.empty()) u.host = decode(host);
        }
        if (!port.empty()) {
            auto [end_at, ec] = std::from_chars(port.data(), port.data() + port.size(), u.port);
            if (ec != std::errc{} || end_at != port.data() + port.size() || u.port < 0) bad(whole);
        }
    }
    u.path = decode(s);
    return u;
}

std::string Uri::text() const {
    std::string out;
    if (!scheme.empty()) out = scheme + ":";
    if (host || user || port || (!scheme.empty() && (path.empty() || path[0] == '/'))) out += "//";
    if (user) out += encode(*user, ";:&=+$,") + "@";
    if (host) out += host->find(':') != std::string::npos ? "[" + *host + "]" : encode(*host, "");
    if (port) out += fmt::format(":{}", port);
    out += encode(path, "/@:&=+$,;");
    char sep = '?';
    for (const auto& [k, v] : query) {
        out += sep;
        out += encode(k, "") + "=" + encode(v, "/:");
        sep = '&';
    }
    if (!fragment.empty()) out += "#" + encode(fragment, "/:@");
    return out;
}

std::string Uri::driver() const { return scheme.substr(0, scheme.find('+')); }

std::string Uri::transport() const {
    auto plus = scheme.find('+');
    return plus == std::string::npos ? "" : scheme.substr(plus + 1);
}

std::optional<std::string_view> Uri::param(std::string_view name) const {
    for (const auto& [k, v] : query)
        if (k == name) return v;
    return std::nullopt;
}

}  // namespace vireo::api
