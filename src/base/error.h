// SPDX-License-Identifier: LGPL-2.1-or-later
// The one error value. It is thrown where something fails and caught by walls only (C wall, RPC dispatcher, job
// runner). Ordinary outcomes ("no such object" of a look-up, a list of findings) are no errors and are returned.
#pragma once

#include <exception>
#include <memory>
#include <string>
#include <string_view>

#include <fmt/core.h>

#include "base/error_codes.h"

namespace vireo {

enum class ErrorLevel : int { none = 0, warning = 1, error = 2 };

class Error : public std::exception {
  public:
    // An empty detail selects the plain text of the code, otherwise the text with the detail put in.
    Error(Code code, Domain domain, std::string detail);

    // A failed system call: code system_error, text "what: strerror", int1 = errno.
    static Error from_errno(Domain domain, int errno_value, std::string_view what);

    // An error that arrived complete from elsewhere (a peer over the wire): nothing is composed.
    static Error verbatim(Code code, Domain domain, ErrorLevel level, std::string message, std::string str1 = {},
                          std::string str2 = {}, std::string str3 = {}, int int1 = -1, int int2 = -1);

    // Links the reason; the text of this error does not repeat it.
    Error& because(const Error& cause);

    const char* what() const noexcept override { return message.c_str(); }

    Code code;
    Domain domain;
    ErrorLevel level = ErrorLevel::error;
    std::string message;
    std::string str1, str2, str3;  // template, detail, unused; empty means NULL on the outside
    int int1 = -1, int2 = -1;
    std::shared_ptr<const Error> cause;

  private:
    Error() = default;
};

// Throws Error(code, domain, formatted detail).
template <class... A>
[[noreturn]] void fail(Code code, Domain domain, fmt::format_string<A...> text, A&&... args) {
    throw Error(code, domain, fmt::format(text, std::forward<A>(args)...));
}

// Throws Error::from_errno with a formatted description.
template <class... A>
[[noreturn]] void fail_errno(Domain domain, int errno_value, fmt::format_string<A...> text, A&&... args) {
    throw Error::from_errno(domain, errno_value, fmt::format(text, std::forward<A>(args)...));
}

// The label that the default error printer puts before a message, e.g. "QEMU Driver"; "" if the number is unknown.
const char* domain_label(Domain domain);

// strerror without shared state.
std::string errno_text(int errno_value);

}  // namespace vireo
