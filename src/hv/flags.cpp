// SPDX-License-Identifier: LGPL-2.1-or-later
#include "hv/flags.h"

namespace vireo::hv {

void bad_argument(Domain domain, const char* function, const char* argument, std::string text) {
    throw Error::verbatim(Code::invalid_arg, domain, ErrorLevel::error, std::move(text), function, argument, {}, 0, 0);
}

void unsupported_flags(std::uint32_t unknown, const char* function, Domain driver) {
    bad_argument(driver, function, "flags", fmt::format("unsupported flags (0x{:x}) in function {}", unknown, function));
}

void exclusive_flags_given(const char* a, const char* b, const char* function, const char* argument) {
    bad_argument(Domain::domain, function, argument, fmt::format("Flags '{}' and '{}' are mutually exclusive", a, b));
}

}  // namespace vireo::hv
