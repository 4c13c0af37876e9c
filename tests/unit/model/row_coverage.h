// SPDX-License-Identifier: LGPL-2.1-or-later
// Which rows a document makes use of: the document and the struct that was read from it are walked side by side.
#pragma once

#include <map>
#include <set>
#include <string>

#include "model/row/row.h"

namespace vireo::test {

class RowCoverage {
  public:
    explicit RowCoverage(const model::row::Element& root) : root_(root) { list(root, ""); }

    // Reads the document once more, by rows alone, and notes what it has.
    void add(const xml::Node& document, void* fresh, model::row::ParseContext& context);

    std::size_t rows() const { return all_.size(); }
    std::size_t covered() const { return seen_.size(); }
    // Places of rows that no document had.
    std::set<std::string> missing() const;

  private:
    using Element = model::row::Element;
    void list(const Element& e, const std::string& path);
    void walk(const Element& e, const xml::Node& node, void* self, model::row::ParseContext& context);

    const Element& root_;
    std::map<const model::row::Row*, std::string> all_;  // and where they stand
    std::set<const model::row::Row*> seen_;
    std::set<const Element*> listed_;
};

}  // namespace vireo::test
