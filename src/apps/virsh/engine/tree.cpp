// SPDX-License-Identifier: LGPL-2.1-or-later
// See tree.h. A last child without children is followed by a line that holds its indentation, as libvirt's shell has it.
#include "apps/virsh/engine/tree.h"

#include <string_view>
#include <unordered_map>

namespace vireo::sh {

namespace {

void print(std::string& out, const std::vector<std::vector<int>>& kids, const std::vector<TreeItem>& items, int at, std::string& indent, bool last,
           int depth)
{
    out += items[static_cast<size_t>(at)].name + "\n";
    const auto& mine = kids[static_cast<size_t>(at)];
    if (mine.empty() || depth > 1000) {
        if (last) out += indent + "\n";
        return;
    }
    out += indent + "  |\n";
    for (size_t i = 0; i < mine.size(); ++i) {
        bool end = i + 1 == mine.size();
        out += indent + "  +- ";
        size_t was = indent.size();
        indent += end ? "    " : "  | ";
        print(out, kids, items, mine[i], indent, end, depth + 1);
        indent.resize(was);
    }
}

}  // namespace

std::string tree_text(const std::vector<TreeItem>& items)
{
    std::unordered_map<std::string_view, size_t> places;
    for (size_t i = 0; i < items.size(); ++i) places[items[i].name] = i;
    std::vector<std::vector<int>> kids(items.size());
    std::vector<bool> root(items.size(), true);
    for (size_t i = 0; i < items.size(); ++i) {
        auto at = items[i].parent.empty() ? places.end() : places.find(items[i].parent);
        if (at == places.end()) continue;
        kids[at->second].push_back(static_cast<int>(i));
        root[i] = false;
    }
    std::string out;
    for (size_t i = 0; i < items.size(); ++i) {
        if (!root[i]) continue;
        std::string indent;
        print(out, kids, items, static_cast<int>(i), indent, true, 0);
    }
    return out;
}

}  // namespace vireo::sh
