// SPDX-License-Identifier: LGPL-2.1-or-later
// Prints things that have parents as a tree, siblings in the order given.
#pragma once

#include <string>
#include <vector>

namespace vireo::sh {

struct TreeItem {
    std::string name;
    std::string parent;   // a name of the list; any other, as the empty one, makes a root
};

// The last of several items of one name is the parent of those that name it.
std::string tree_text(const std::vector<TreeItem>& items);

}  // namespace vireo::sh
