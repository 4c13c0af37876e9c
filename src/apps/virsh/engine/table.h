// SPDX-License-Identifier: LGPL-2.1-or-later
// Text tables: columns as wide as their widest cell on the screen, not in bytes.
#pragma once

#include <string>
#include <vector>

namespace vireo::sh {

class Table {
public:
    explicit Table(std::vector<std::string> header) { rows_.push_back(std::move(header)); }
    void row(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
    // With `header` false the head and its rule are left out, and do not widen the columns.
    std::string text(bool header) const;

private:
    std::vector<std::vector<std::string>> rows_;
};

// Columns that `text` takes on a screen; what cannot be printed counts as its \xNN form.
std::size_t screen_width(const std::string& text);
// Replaces what cannot be printed by \xNN.
std::string printable(const std::string& text);

}  // namespace vireo::sh
