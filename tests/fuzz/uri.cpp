// SPDX-License-Identifier: LGPL-2.1-or-later
// URIs: whatever parses prints to something that parses to the same.
#include <cstdlib>

#include "api/uri.h"
#include "base/error.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using vireo::api::Uri;
    std::string text(reinterpret_cast<const char*>(data), size);
    try {
        auto once = Uri::parse(text);
        if (once.scheme.empty()) return 0;
        auto printed = once.text();
        auto twice = Uri::parse(printed);
        if (twice.text() != printed) std::abort();
    } catch (const vireo::Error&) {
    }
    return 0;
}
