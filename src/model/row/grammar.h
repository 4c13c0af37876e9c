// SPDX-License-Identifier: LGPL-2.1-or-later
// Rows written out as a RELAX NG grammar. What a row accepts only in some cases is found by trying: guards are asked
// about a value of the struct (the prototype) in which each attribute that chooses between alternatives is set to each of
// its words in turn.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "model/row/row.h"

namespace vireo::model::row {

// A root element of a document. `prototype` is a fresh struct of the element; it is changed while it is asked and can
// be thrown away afterwards.
struct Root {
    std::string_view name;
    const Element* element;
    void* prototype;
};

// A whole grammar; with several roots each of them may be the document's.
// Our own documents may have private parts and leave out what others must say.
enum class Audience : std::uint8_t { everybody, ourselves };
std::string relax_ng(std::span<const Root> roots, Audience audience = Audience::everybody);
std::string relax_ng(const Element& element, std::string_view root, void* prototype);

// What a person may want to know of each element, as lines of fields that are separated by tabs:
//   E  place  ("/domain/devices/disk"; the second and later places of an element are its own lines, behind the first)
//   R  kind (attribute, text, leaf, flag, child)  name  value  notes  when  since  words about it
// Elements come in the order of documents, each one once. `when` tells which word of another attribute brings the row about.
std::string listing(std::span<const Root> roots);

}  // namespace vireo::model::row
