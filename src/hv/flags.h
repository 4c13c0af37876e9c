// SPDX-License-Identifier: LGPL-2.1-or-later
// Checks on flag words with the wording that clients know. `function` is the name that libvirt reports: the driver's
// own function ("testDomainReset", "qemuDomainReset") for unknown bits, the public one for clashes of flags.
#pragma once

#include <cstdint>
#include <string>

#include "base/error.h"

namespace vireo::hv {

// An argument that cannot be accepted: code invalid_arg, the text stands alone, str1 = function, str2 = argument.
[[noreturn]] void bad_argument(Domain domain, const char* function, const char* argument, std::string text);

[[noreturn]] void unsupported_flags(std::uint32_t unknown, const char* function, Domain driver);
[[noreturn]] void exclusive_flags_given(const char* a, const char* b, const char* function, const char* argument);

// Throws "unsupported flags (0x..) in function .." if there are bits outside of `accepted`.
inline void check_flags(std::uint32_t flags, std::uint32_t accepted, const char* function, Domain driver) {
    if (flags & ~accepted) unsupported_flags(flags & ~accepted, function, driver);
}

// Throws "Flags 'a' and 'b' are mutually exclusive" if both are set. `argument` is what libvirt puts into str2: "ctl"
// from its public functions, "flags" from inner ones.
inline void exclusive_flags(std::uint32_t flags, std::uint32_t a, const char* a_name, std::uint32_t b, const char* b_name,
                            const char* function, const char* argument = "ctl") {
    if ((flags & a) && (flags & b)) exclusive_flags_given(a_name, b_name, function, argument);
}

}  // namespace vireo::hv
