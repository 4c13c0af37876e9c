// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/error.h"

#include <cstring>

namespace vireo {
namespace {

struct Template {
    int code;
    const char* plain;
    const char* with_detail;
    bool bare;  // str1 keeps "%s"; otherwise the place holder is numbered
};

#include "base/error_codes.inc"

const Template* find_template(Code code) {
    for (const auto& t : templates)
        if (t.code == static_cast<int>(code)) return &t;
    return nullptr;
}

// Replaces the first "%s" of text.
std::string put(std::string_view text, std::string_view word) {
    std::string out{text};
    if (auto at = out.find("%s"); at != out.npos) out.replace(at, 2, word);
    return out;
}

}  // namespace

Error::Error(Code c, Domain d, std::string detail) : code(c), domain(d) {
    const Template* t = find_template(c);
    if (!t || !t->plain) {
        message = detail.empty() ? "No error message provided" : detail;
    } else if (detail.empty()) {
        message = str1 = t->plain;
    } else {
        const char* with = t->with_detail ? t->with_detail : "%s";
        message = put(with, detail);
        str1 = t->bare ? with : put(with, "%1$s");
    }
    str2 = std::move(detail);
}

Error Error::from_errno(Domain domain, int errno_value, std::string_view what) {
    Error e(Code::system_error, domain, fmt::format("{}: {}", what, errno_text(errno_value)));
    e.int1 = errno_value;
    return e;
}

Error Error::verbatim(Code code, Domain domain, ErrorLevel level, std::string message, std::string str1,
                      std::string str2, std::string str3, int int1, int int2) {
    Error e;
    e.code = code;
    e.domain = domain;
    e.level = level;
    e.message = std::move(message);
    e.str1 = std::move(str1);
    e.str2 = std::move(str2);
    e.str3 = std::move(str3);
    e.int1 = int1;
    e.int2 = int2;
    return e;
}

Error& Error::because(const Error& reason) {
    cause = std::make_shared<const Error>(reason);
    return *this;
}

const char* domain_label(Domain domain) {
    auto n = static_cast<std::size_t>(domain);
    return n < std::size(domain_labels) ? domain_labels[n] : "";
}

std::string errno_text(int errno_value) {
    char buffer[256];
    return strerror_r(errno_value, buffer, sizeof buffer);
}

}  // namespace vireo
