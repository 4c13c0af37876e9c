// SPDX-License-Identifier: LGPL-2.1-or-later
// Configuration files in libvirt's syntax (facts/config/syntax.json): reading with file:line messages, typed look-ups
// with libvirt's texts, writing back with comments and order kept. Also the two cousins that drivers meet: VMX files
// and LXC container files.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace vireo {

class ConfigValue {
  public:
    struct Number {
        std::uint64_t magnitude = 0;  // the largest number if more digits were written than fit
        bool negative = false;        // written with a minus sign
        bool operator==(const Number&) const = default;
    };
    using List = std::vector<ConfigValue>;

    ConfigValue() = default;
    ConfigValue(std::string text) : value_(std::move(text)) {}
    ConfigValue(const char* text) : value_(std::string(text)) {}
    ConfigValue(List list) : value_(std::move(list)) {}
    static ConfigValue number(std::int64_t n);
    static ConfigValue number(Number n);

    // Null if it is of another type.
    const std::string* text() const { return std::get_if<std::string>(&value_); }
    const Number* number() const { return std::get_if<Number>(&value_); }
    const List* list() const { return std::get_if<List>(&value_); }

    bool operator==(const ConfigValue&) const = default;

  private:
    std::variant<std::monostate, Number, std::string, List> value_;
};

class ConfigFile {
  public:
    enum class Dialect {
        plain,
        vmx,  // names may hold ':' '.' '-' '*' besides
        lxc,  // names may hold '.'; a value is the text up to the end of the line
    };
    struct Entry {
        std::string name;  // empty: the entry is a comment alone
        ConfigValue value;
        std::optional<std::string> comment;  // what follows '#'
        unsigned line = 0;
    };

    // Throws system_error if the file cannot be read and conf_syntax for what it holds.
    static ConfigFile read(const std::string& path, Dialect dialect = Dialect::plain);
    // name stands in messages.
    static ConfigFile parse(std::string_view text, std::string name = "memory conf", Dialect dialect = Dialect::plain);
    std::string format() const;

    const std::vector<Entry>& entries() const { return entries_; }
    // The first entry of that name, as in libvirt; null if there is none.
    const ConfigValue* find(std::string_view name) const;
    // Replaces the value of the first entry of that name, or adds one.
    void set(std::string_view name, ConfigValue value);

    // Nothing if the name is absent; internal_error or conf_syntax if the value is of another type or out of range.
    std::optional<std::string> get_string(std::string_view name) const;
    // With plain_too a plain string counts as a list of one.
    std::optional<std::vector<std::string>> get_string_list(std::string_view name, bool plain_too = false) const;
    std::optional<bool> get_bool(std::string_view name) const;
    std::optional<int> get_int(std::string_view name) const;
    std::optional<unsigned> get_uint(std::string_view name) const;
    std::optional<std::uint64_t> get_uint64(std::string_view name) const;

    const std::string& name() const { return name_; }

  private:
    std::string name_;
    Dialect dialect_ = Dialect::plain;
    std::vector<Entry> entries_;
};

// The settings that a kind of file knows, made from facts/config.
struct ConfigKey {
    enum class Type : std::uint8_t { boolean, integer, text, text_list, text_or_list, integer_or_word };
    const char* name;
    Type type;
};

// kind is the name of the facts, "qemu", "libvirtd", ...; empty for an unknown kind.
std::span<const ConfigKey> config_keys(std::string_view kind);

// What an administrator should hear about a file though it is no error: settings that this kind of file does not know,
// values of the wrong type. Each text begins with file:line.
std::vector<std::string> config_findings(const ConfigFile& file, std::string_view kind);

}  // namespace vireo
