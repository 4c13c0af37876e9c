// SPDX-License-Identifier: LGPL-2.1-or-later
// Documents that only have a grammar here: their rows stand over one struct of stand-in fields, one for each kind of
// text. What chooses between alternatives has a field of its own in the document's struct.
#pragma once

#include <string>

#include "model/row/forms.h"
#include "model/row/grammar.h"
#include "model/row/row.h"

namespace vireo::model::schema {

using namespace row;

struct Form {
    std::string text;
    YesNo yes = YesNo::absent;
    OnOff on = OnOff::absent;
    bool flag = false;
    std::optional<std::uint64_t> size;
};

// Rows over a Form that stands at the beginning of a document's struct.
constexpr Field<std::string> text_field{static_cast<std::uint32_t>(offsetof(Form, text))};
constexpr Field<YesNo> yes_field{static_cast<std::uint32_t>(offsetof(Form, yes))};
constexpr Field<OnOff> on_field{static_cast<std::uint32_t>(offsetof(Form, on))};
constexpr Field<bool> flag_field{static_cast<std::uint32_t>(offsetof(Form, flag))};
constexpr Field<std::optional<std::uint64_t>> size_field{static_cast<std::uint32_t>(offsetof(Form, size))};

// Attributes and children with text; needed() is added by the caller.
constexpr Row said(std::string_view name, std::string_view how = form::any) { return attr(name, text_field).form(how); }
constexpr Row yes_no(std::string_view name) { return attr(name, yes_field); }
constexpr Row on_off(std::string_view name) { return attr(name, on_field); }
constexpr Row line(std::string_view name, std::string_view how = form::any) { return leaf(name, text_field).form(how); }
constexpr Row words(std::string_view how = form::any) { return content(text_field).form(how); }
constexpr Row mark(std::string_view name) { return flag(name, flag_field); }
constexpr Row amount(std::string_view name) { return scaled_leaf(name, size_field); }

}  // namespace vireo::model::schema
