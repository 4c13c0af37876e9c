// SPDX-License-Identifier: LGPL-2.1-or-later
// Connection URIs: driver[+transport]://[user@][host][:port]/path[?name=value&...][#fragment] (RFC 3986 syntax).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vireo::api {

struct Uri {
    std::string scheme;  // whole: "qemu+ssh"
    std::optional<std::string> user, host;
    int port = 0;  // 0: none given
    std::string path;
    std::vector<std::pair<std::string, std::string>> query;  // decoded, in order
    std::string fragment;

    // Throws VIR_ERR_INVALID_ARG / VIR_ERR_INTERNAL_ERROR naming the text if it is no URI.
    static Uri parse(std::string_view text);
    std::string text() const;

    std::string driver() const;     // part of the scheme before '+'
    std::string transport() const;  // part after '+', "" if there is none
    // Value of the first query parameter of that name.
    std::optional<std::string_view> param(std::string_view name) const;
};

}  // namespace vireo::api
