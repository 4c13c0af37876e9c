// SPDX-License-Identifier: LGPL-2.1-or-later
// Where log lines go; between the settings (log.cpp) and those who write (log_output.cpp, the one file that sees spdlog).
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/log.h"

namespace vireo::log {

struct Record {
    const Source& source;
    Level level;
    Place place;
    std::string_view text;  // the message alone
    std::string_view line;  // date, thread, level, place and message, without line end
    const Error* about;     // may be null
};

class Output {
  public:
    virtual ~Output() = default;
    // Called by one thread at a time.
    virtual void write(const Record& record) = 0;
    // True if the lines stand in a text that a reader opens later: it then begins with the program's version.
    virtual bool wants_banner() const { return true; }
};

std::unique_ptr<Output> stderr_output();
// Appends; throws system_error if the file cannot be opened.
std::unique_ptr<Output> file_output(const std::string& path);
std::unique_ptr<Output> syslog_output(const std::string& ident);
// The native protocol of the systemd journal, with libvirt's fields.
std::unique_ptr<Output> journal_output();

}  // namespace vireo::log
