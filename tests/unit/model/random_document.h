// SPDX-License-Identifier: LGPL-2.1-or-later
// Random documents out of a RELAX NG grammar: each is valid by construction, though a reader may still refuse what no
// grammar can say. The same seed gives the same documents.
#pragma once

#include <map>
#include <random>
#include <string>
#include <string_view>

#include "xml/node.h"

namespace vireo::test {

class RandomDocument {
  public:
    RandomDocument(const xml::Node& grammar, std::uint64_t seed);

    // One element of a definition, as text.
    std::string element(std::string_view definition);
    // Names of the definitions that a definition's element may have as children.
    std::vector<std::string> children(std::string_view definition) const;
    std::size_t pick(std::size_t n) { return n ? random_() % n : 0; }
    bool chance(unsigned percent) { return random_() % 100 < percent; }

  private:
    struct Element {
        std::string name, attributes, content;
        std::string ns;
    };
    void produce(const xml::Node& pattern, Element& into, unsigned depth);
    void put_element(const xml::Node& pattern, Element& into, unsigned depth);
    std::string data(const xml::Node& pattern);
    std::string from_regex(std::string_view pattern, std::size_t& at, bool keep);
    std::string number(std::string_view type, std::string_view low, std::string_view high);

    std::map<std::string, const xml::Node*, std::less<>> definitions_;
    std::mt19937_64 random_;
    std::vector<std::string> namespaces_;
};

}  // namespace vireo::test
