// SPDX-License-Identifier: LGPL-2.1-or-later
// Documents checked against a RELAX NG grammar.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace vireo::xml {

// A grammar that was compiled once. Checks of several threads follow each other.
class RelaxNg {
  public:
    // Throws internal_error for a text that is no grammar.
    explicit RelaxNg(std::string_view grammar);
    RelaxNg(const RelaxNg&) = delete;
    ~RelaxNg();

    // What is wrong with a well-formed document, a line for each remark of the checker; empty: nothing.
    std::string check(std::string_view document) const;

    // The same with places.
    struct Remark {
        int line = 0;         // 0: nowhere in particular
        std::string element;
        std::string text;     // without a line end
    };
    std::vector<Remark> remarks(std::string_view document) const;

  private:
    struct Compiled;
    std::unique_ptr<Compiled> compiled_;
    mutable std::mutex busy_;
};

}  // namespace vireo::xml
