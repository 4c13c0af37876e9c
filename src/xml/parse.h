// SPDX-License-Identifier: LGPL-2.1-or-later
// Text to tree. Hostile input is the normal case here: network access and external entities are off, entities that a
// document declares itself are unknown, depth and size are bounded.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/error.h"
#include "xml/node.h"

namespace vireo::xml {

struct ParseOptions {
    std::string_view origin;                       // file name for messages; empty: there is none
    Domain domain = Domain::xml;                   // error domain of syntax errors
    unsigned max_depth = 256;                      // nesting that is still accepted
    std::size_t max_size = 32u << 20;              // bytes that are still looked at
    bool plain_first = true;                       // false: by the library in any case, for comparisons
};

// Throws xml_detail with position and context lines for text that is not well-formed.
Document parse(std::string_view text, const ParseOptions& options = {});

// Throws xml_error unless the root element has that name.
void expect_root(const Document& document, std::string_view name);

}  // namespace vireo::xml
