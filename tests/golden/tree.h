// SPDX-License-Identifier: LGPL-2.1-or-later
// Recorded folders ("trees/*.json") as real ones. Some trees hold links into others, also of sister families, so all of
// those families stand side by side under one temporary folder, which goes when the program ends.
#pragma once

#include "golden.h"

namespace golden {

// The folder of the tree that a case names under `role`; "" if it names none.
std::string tree(const Case& c, const std::string& role);
// A folder of this program's own, to be filled as a case needs; `tag` tells families apart. Empty at each call.
std::string scratch(const std::string& tag);

}  // namespace golden
