// SPDX-License-Identifier: LGPL-2.1-or-later
// The options of one parsed command, and the typed ways to read them. Values are checked when they are read, because
// scripts see the error of the command that runs and not of the whole line.
#pragma once

#include "apps/virsh/engine/command.h"

#include <optional>
#include <string>
#include <vector>

namespace vireo::sh {

class Args {
public:
    struct Given {
        const Option* option;
        std::string value;
    };

    Args(Shell& shell, const Command& command) : shell_(&shell), command_(&command) {}

    const Command& command() const { return *command_; }
    Shell& shell() const { return *shell_; }
    void add(const Option& option, std::string value) { given_.push_back({&option, std::move(value)}); }
    const std::vector<Given>& given() const { return given_; }

    bool has(const char* name) const { return find(name) != nullptr; }
    // The value, or null when absent. An empty value fails unless the option's row allows it.
    const char* str(const char* name) const;
    const char* raw(const char* name) const;      // as str, but an empty value is fine
    std::string need(const char* name) const;     // as str, absent counts as empty
    std::vector<const char*> words(const char* name) const;

    std::optional<int> integer(const char* name) const;
    std::optional<unsigned> uint(const char* name) const;              // refuses negative numbers
    std::optional<unsigned> uint_wrap(const char* name) const;         // takes -1 as the largest number
    std::optional<unsigned long> ulong_wrap(const char* name) const;
    std::optional<long long> llong(const char* name) const;
    std::optional<unsigned long long> ullong(const char* name) const;
    std::optional<unsigned long long> ullong_wrap(const char* name) const;
    // A size with suffix (b, k, KiB, MB, ...); numbers without suffix count in units of `scale` bytes.
    std::optional<unsigned long long> scaled(const char* name, unsigned long long scale, unsigned long long max) const;
    std::optional<int> timeout_ms(const char* name) const;             // given in seconds, more than zero

    // Fails when more than one of the two is given.
    void exclusive(const char* a, const char* b) const;
    // Fails when `a` is given without `b`.
    void requires_option(const char* a, const char* b) const;

private:
    const Given* find(const char* name) const;
    [[noreturn]] void malformed(const Given& g) const;

    Shell* shell_;
    const Command* command_;
    std::vector<Given> given_;
};

}  // namespace vireo::sh
