// SPDX-License-Identifier: LGPL-2.1-or-later
// Documents held against our grammars when a caller asks for it.
#pragma once

#include <string_view>

#include "base/error.h"

namespace vireo::model {

// Folder where the grammars are installed; messages name it.
inline constexpr std::string_view schema_folder = "/usr/share/libvirt/schemas";

// Checks a document against the grammar of that name (schema.h). The grammar is made and compiled at the first use and
// kept. Text that is not well-formed and a wrong root are refused first, as a reader of the document would (`who` is
// the reader's error domain). Throws xml_invalid_schema with the checker's remarks.
void validate(std::string_view schema, std::string_view root, std::string_view text, vireo::Domain who);

}  // namespace vireo::model
