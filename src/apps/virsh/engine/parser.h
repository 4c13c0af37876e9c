// SPDX-License-Identifier: LGPL-2.1-or-later
// The command line grammar of the shells: words from argv or from a string with quotes, ';', newlines and comments.
#pragma once

#include "apps/virsh/engine/args.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vireo::sh {

struct Word {
    bool separator = false;   // ';' or newline
    std::string text;
};

// Cuts a string into words. On failure returns nothing and `why` says what is wrong.
std::optional<std::vector<Word>> tokenize(std::string_view line, std::string& why);

// Turns words into commands; on failure returns nothing and `why` holds the message. A command with --help comes back
// as the help command for it.
std::optional<std::vector<Args>> parse(Shell& shell, const std::vector<Word>& words, std::string& why);

// As parse, for completion: one command, errors are skipped, and `pending` is the option that waits for its value.
struct Partial {
    const Command* command = nullptr;
    std::vector<Args> args;           // one, when command is known
    const Option* pending = nullptr;
    std::string last;
    bool data_only = false;
};

// The option that a plain word would fill next.
const Option* next_positional(const Args& args);
// Resolves an option name with its alias; `value` gets the alias' fixed value.
const Option* resolve_option(const Command& command, const std::string& name, std::optional<std::string>& fixed);

}  // namespace vireo::sh
