// SPDX-License-Identifier: LGPL-2.1-or-later
// A reader for the plain kind of XML that nearly every document here is written in: ASCII, elements, attributes, text, the
// five predefined entities, comments, namespaces with simple names. It is several times faster than the library. It
// never judges: whatever is not plain, or not well-formed, is left to the library, whose answer then counts.
#pragma once

#include <string_view>

#include "xml/arena.h"
#include "xml/node.h"

namespace vireo::xml {

// The root of the tree in the arena, equal in everything to what the library would give; null: ask the library.
// What was put into the arena then is of no use, but does no harm.
Node* read_plain(std::string_view text, unsigned max_depth, Arena& arena);

}  // namespace vireo::xml
