// SPDX-License-Identifier: LGPL-2.1-or-later
// Named values in the order in which they are printed: JSON for -device, -blockdev and QMP, key=value for the options
// that know no JSON. The same value serves the command line and hot-plug, so both agree by construction.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace vireo::qemu::argv {

class Props;
class Option;

class Value {
  public:
    Value(std::nullptr_t) {}
    Value(bool v) : data_(v) {}
    Value(int v) : data_(static_cast<std::int64_t>(v)) {}
    Value(unsigned v) : data_(static_cast<std::uint64_t>(v)) {}
    Value(long v) : data_(static_cast<std::int64_t>(v)) {}
    Value(unsigned long v) : data_(static_cast<std::uint64_t>(v)) {}
    Value(unsigned long long v) : data_(static_cast<std::uint64_t>(v)) {}
    Value(double v) : data_(v) {}
    Value(const char* v) : data_(std::string(v)) {}
    Value(std::string_view v) : data_(std::string(v)) {}
    Value(std::string v) : data_(std::move(v)) {}
    Value(Props v);
    Value(std::vector<Value> v);
    void print(std::string& out) const;
    // Appends itself to an option under that key: members of values in values as key.member, booleans as on and off.
    void flatten(std::string_view key, Option& out) const;
    const std::string* text() const { return std::get_if<std::string>(&data_); }

  private:
    std::variant<std::monostate, bool, std::int64_t, std::uint64_t, double, std::string, std::shared_ptr<const Props>,
                 std::shared_ptr<const std::vector<Value>>>
        data_;
};

class Props {
  public:
    Props() = default;
    Props(std::initializer_list<std::pair<std::string_view, Value>> items) {
        for (const auto& [k, v] : items) set(k, v);
    }
    Props& set(std::string_view name, Value value) {
        items_.emplace_back(name, std::move(value));
        return *this;
    }
    // Only if the text is not empty.
    Props& set_text(std::string_view name, std::string_view text) { return text.empty() ? *this : set(name, text); }
    Props& set_if(bool condition, std::string_view name, Value value) { return condition ? set(name, std::move(value)) : *this; }
    // Puts a value at the given place of the order, or replaces it.
    Props& replace(std::string_view name, Value value);
    const Value* find(std::string_view name) const;
    bool empty() const { return items_.empty(); }
    std::string json() const;
    // As key=value,...; the value of `first` stands alone in front.
    Option option(std::string_view first) const;
    void print(std::string& out) const;
    const std::vector<std::pair<std::string, Value>>& items() const { return items_; }

  private:
    std::vector<std::pair<std::string, Value>> items_;
};

// key=value,key=value; commas in values are doubled.
class Option {
  public:
    Option() = default;
    explicit Option(std::string_view first) { word(first); }
    Option& word(std::string_view text);
    Option& raw(std::string_view text);  // appended as it is
    Option& set(std::string_view key, std::string_view value);
    Option& set(std::string_view key, std::uint64_t value) { return set(key, std::to_string(value)); }
    const std::string& text() const { return text_; }

  private:
    void comma() {
        if (!text_.empty()) text_ += ',';
    }
    std::string text_;
};

std::string doubled_commas(std::string_view text);

}  // namespace vireo::qemu::argv
