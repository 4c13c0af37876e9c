// SPDX-License-Identifier: LGPL-2.1-or-later
// A command of a shell is a row: name, group, texts, options and the function that runs it. The rows are generated from
// facts/virsh.json; the functions are written by hand, one family a file.
#pragma once

#include <cstdint>
#include <span>

namespace vireo::sh {

class Shell;
class Args;

// Runs one command; throws Failed when it did not succeed.
using Run = void(Shell&, const Args&);

enum class Kind : std::uint8_t { flag, string, number, words, alias };

struct Option {
    enum : std::uint8_t { required = 1, positional = 2, positional_legacy = 4, empty_ok = 8 };
    const char* name;
    const char* help;      // null for aliases
    Kind kind;
    std::uint8_t bits;
    const char* alias_of;  // "name" or "name=value"

    bool has(unsigned bit) const { return (bits & bit) != 0; }
};

struct Group {
    const char* title;
    const char* keyword;
};

struct Command {
    enum : std::uint8_t { noconnect = 1, hidden = 2 };
    const char* name;
    int group;
    const char* help;
    const char* description;
    std::span<const Option> options;
    Run* run;
    std::uint8_t bits;
    const char* alias_of;  // another command's name

    bool has(unsigned bit) const { return (bits & bit) != 0; }
};

struct CommandTable {
    std::span<const Group> groups;
    std::span<const Command> commands;

    const Command* find(const char* name) const;          // follows aliases; null when there is none
    const Group* find_group(const char* keyword_or_title) const;
};

const Option* find_option(const Command& command, const char* name);

}  // namespace vireo::sh
