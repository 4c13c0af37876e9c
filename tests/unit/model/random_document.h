// SPDX-License-Identifier: LGPL-2.1-or-later
// Random documents out of a RELAX NG grammar: each is valid by construction, though a reader may still refuse what no
// grammar can say. The same seed gives the same documents.
#pragma once

#include <map>
#include <random>
#include <set>
#include <string>
#include <string_view>

#include "xml/node.h"

namespace vireo::test {

class RandomDocument {
  public:
    RandomDocument(const xml::Node& grammar, std::uint64_t seed);

    // An element that a definition's element may have as a child: written out in place or a reference.
    struct Piece {
        std::string name;
        const xml::Node* pattern;
        bool many;
    };
    std::vector<Piece> children(std::string_view definition) const;
    // One such element, as text.
    std::string element(const Piece& piece);
    // What the next elements shall have if the grammar lets them: names of elements, of attributes with an '@'.
    void wish(std::set<std::string> names) { wishes_ = std::move(names); }
    // Was the last element of use? What no accepted one has had yet is asked for more often.
    void judge(bool accepted);
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

    bool take(const xml::Node& optional, unsigned percent);
    const xml::Node* way(const xml::Node& choice);
    // The names that a pattern may put into the element where it stands.
    const std::set<std::string>& offers(const xml::Node& pattern);
    bool wished(const xml::Node& pattern);

    struct Fate {
        unsigned tried = 0, accepted = 0;
    };
    std::map<std::string, const xml::Node*, std::less<>> definitions_;
    std::map<const xml::Node*, Fate> fates_;
    std::map<const xml::Node*, std::set<std::string>> offers_;
    std::set<std::string> wishes_;
    std::vector<const xml::Node*> taken_;
    bool lean_ = false;
    unsigned budget_ = 0;  // elements until nothing optional is added any more
    std::mt19937_64 random_;
};

}  // namespace vireo::test
