// SPDX-License-Identifier: LGPL-2.1-or-later
// The engine that virsh and virt-admin share: output, errors, running of parsed lines, the interactive loop.
#pragma once

#include "apps/virsh/engine/args.h"
#include "apps/virsh/engine/command.h"

#include <fmt/core.h>

#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

namespace vireo::sh {

// Thrown after the error has been printed; caught by the loop that runs commands and by nobody else.
struct Failed {};

class Shell {
public:
    Shell(const char* name, CommandTable table);
    virtual ~Shell();
    Shell(const Shell&) = delete;
    Shell& operator=(const Shell&) = delete;

    const char* name() const { return name_; }
    const CommandTable& table() const { return table_; }

    // --- output: print goes out always, extra not in quiet mode, error to standard error with its prefix.
    template <class... A>
    void print(fmt::format_string<A...> f, A&&... a) { write(fmt::format(f, std::forward<A>(a)...)); }
    template <class... A>
    void extra(fmt::format_string<A...> f, A&&... a) { if (!quiet) write(fmt::format(f, std::forward<A>(a)...)); }
    template <class... A>
    void error(fmt::format_string<A...> f, A&&... a) { write_error(fmt::format(f, std::forward<A>(a)...)); }
    template <class... A>
    [[noreturn]] void fail(fmt::format_string<A...> f, A&&... a)
    {
        write_error(fmt::format(f, std::forward<A>(a)...));
        throw Failed{};
    }
    // Fails with the library's own message only.
    [[noreturn]] void fail() { throw Failed{}; }
    template <class... A>
    void check(bool good, fmt::format_string<A...> f, A&&... a)
    {
        if (!good) fail(f, std::forward<A>(a)...);
    }
    void check(bool good)
    {
        if (!good) throw Failed{};
    }
    void write(std::string_view text);
    void write_error(std::string_view text);
    void flush();

    // --- the library's last error: kept by the error callback, printed when the command fails.
    void remember_error(std::string text) { saved_error_ = std::move(text); }
    void library_failed(std::string text)
    {
        library_failed_ = true;
        remember_error(std::move(text));
    }
    void forget_error();
    // Makes the command end with failure although it goes on.
    void mark_failed() { failed_ = true; }
    const std::string& saved_error() const { return saved_error_; }
    void report_saved_error();

    // --- running
    // Runs a whole program invocation after the global options: argv words, one string, or the interactive loop.
    int run(int argc, char** argv);
    bool run_line(const std::string& line);
    bool run_parsed(std::vector<Args>& commands);
    void leave() { leaving_ = true; }
    void print_help(const Command& command);
    void print_help_group(const Group& group);
    void print_help_all(bool usage);
    std::vector<std::string> completions(const std::vector<std::string>& words);

    // --- what a concrete shell adds
    virtual bool connected() = 0;              // connects when there is no connection; false: error printed
    virtual const char* prompt() = 0;
    virtual std::vector<std::string> complete_value(const Command&, const Option&, const Args&, const std::string& prefix) = 0;

    bool quiet = false;
    bool timing = false;
    bool interactive = false;
    bool connect_first = false;   // a connection was asked for by name: it must come about before anything runs
    int debug = 4;
    const char* tool_title = "";  // "virsh, the virtualization interactive terminal."
    const char* history_variable = "";

    bool open_log(const char* path);

private:
    int run_interactive();
    void log(std::string_view level, std::string_view text);

    const char* name_;
    CommandTable table_;
    std::string saved_error_;
    bool failed_ = false;
    bool library_failed_ = false;
    bool leaving_ = false;
    int log_fd_ = -1;
};

}  // namespace vireo::sh
