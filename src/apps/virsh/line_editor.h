// SPDX-License-Identifier: LGPL-2.1-or-later
// Reading lines with editing, history and completion. readline is loaded when the first line is read, so one-shot commands
// never pay for it; without it lines are read plainly.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace vireo::sh {

class LineEditor {
public:
    // Gets the words of the current line; the last one is to be completed. Returns whole replacements for it.
    using Complete = std::function<std::vector<std::string>(const std::vector<std::string>& words)>;

    // `program` names the history file (libvirt/PROGRAM/history below the user's cache folder), `size_variable` the
    // environment variable that limits its length.
    LineEditor(const char* program, const char* size_variable, Complete complete);
    ~LineEditor();
    LineEditor(const LineEditor&) = delete;
    LineEditor& operator=(const LineEditor&) = delete;

    std::optional<std::string> read(const char* prompt);   // nothing at end of input
    void remember(const std::string& line);

private:
    struct Library;
    Library* library_;
    std::string history_file_;
};

}  // namespace vireo::sh
