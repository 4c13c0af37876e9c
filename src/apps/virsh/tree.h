// SPDX-License-Identifier: LGPL-2.1-or-later
// Prints things that have parents as a tree, siblings in the order given.
#pragma once

#include <string>
#include <vector>

namespace vireo::sh {

struct TreeItem {
    std::string name;
    int parent;   // index into the list; -1 for a root
};

std::string tree_text(const std::vector<TreeItem>& items);

}  // namespace vireo::sh
