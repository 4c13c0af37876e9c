// SPDX-License-Identifier: LGPL-2.1-or-later
// Reads a long JSON text in one pass without making a tree of it: for answers of which a few numbers are wanted. What is
// passed over is not checked further than to find its end.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vireo::json {

// Stands before a value. Each call takes that value and stands before the next; one of another kind than asked for is
// passed over and counts as absent. Throws internal_error ("cannot parse json ...") where the text is no JSON.
class Scan {
  public:
    // The text is not copied.
    explicit Scan(std::string_view text) : text_(text) {}

    // Calls member(name) with the scan before the value of each member; what it does not take is passed over. The name is
    // as written, escapes and all. False if the value is no object.
    template <class F>
    bool object(F&& member) {
        if (!opens('{')) return false;
        while (more('}')) {
            const std::string_view name = quoted();
            colon();
            const std::size_t before = at_;
            member(name);
            if (at_ == before) value();
        }
        return true;
    }
    // Calls element() before each value of the array. False if the value is no array.
    template <class F>
    bool array(F&& element) {
        if (!opens('[')) return false;
        while (more(']')) {
            const std::size_t before = at_;
            element();
            if (at_ == before) value();
        }
        return true;
    }

    // A whole number from 0 to 2^64-1.
    std::optional<std::uint64_t> number();
    // A whole number from -2^63 to 2^63-1.
    std::optional<std::int64_t> integer();
    std::optional<bool> boolean();
    // A string with its escapes undone; good until the next call.
    std::optional<std::string_view> text();
    // The text of any value, unchecked.
    std::string_view value();

  private:
    void space();
    bool opens(char bracket);  // passes another value over
    bool more(char bracket);   // before a next member or element; false: took the bracket
    std::string_view quoted();
    void colon();
    [[noreturn]] void broken() const;

    std::string_view text_;
    std::size_t at_ = 0;
    bool first_ = false;
    std::string buffer_;
};

}  // namespace vireo::json
