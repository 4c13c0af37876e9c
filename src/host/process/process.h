// SPDX-License-Identifier: LGPL-2.1-or-later
// Processes: running helper programs to their end with bounded output and time, knowing processes again, ending them
// without sleeping in between.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "base/fd.h"

namespace vireo::host {

struct CommandOptions {
    std::string_view input;                    // what the program reads from its standard input
    Deadline until = Deadline::in_ms(60'000);  // then it and its group are killed
    std::size_t max_output = 16u << 20;        // of standard output and of standard error; more kills, too
    std::vector<std::string> env;              // added to a small clean environment (LC_ALL=C, PATH, HOME, ...)
    std::string directory;                     // "": as ours
    std::vector<int> keep_fds;                 // stay open under their numbers
};

struct CommandResult {
    int status = 0;  // as of waitpid()
    std::string out, err;
    bool ok() const { return status == 0; }
    // Exit code; -1 if it was killed by a signal.
    int exit_code() const;
};

// Runs argv[0] (searched in PATH unless it holds a slash). Throws system_error if it cannot be executed,
// operation_timeout at the deadline, internal_error when it writes too much; its failing is not an error here.
CommandResult run_command(const std::vector<std::string>& argv, const CommandOptions& options = {});

// The same; a failing program is an internal_error with libvirt's text and returns standard output.
std::string run_checked(const std::vector<std::string>& argv, const CommandOptions& options = {}, Domain domain = Domain::none);

// "exit status 3" or "fatal signal 9".
std::string status_text(int status);

// Where PATH has this program; nothing if nowhere. A name with a slash is returned if it is executable.
std::optional<std::string> find_program(std::string_view name);

// The fields of /proc/PID/stat. The second one, the command, stands in parentheses there and may hold anything,
// parentheses and blanks too. Empty for text of another form.
std::vector<std::string_view> stat_fields(std::string_view text);

// Clock ticks between boot and the start of this process (/proc/PID/stat); nothing if it does not exist. A zombie exists.
std::optional<std::uint64_t> process_start_time(pid_t pid);

// A descriptor that names this process; none if it does not exist any more. With start_time it must be that very one.
std::optional<Fd> open_process(pid_t pid, std::optional<std::uint64_t> start_time = {});

// True if the process of this pidfd has ended, at the latest at the deadline.
bool wait_for_end(int pidfd, Deadline until);

enum class Ending { was_gone, by_first_signal, by_kill };

// Sends the signal, waits for the end until `gentle`, then sends SIGKILL and waits until `hard`. No polling: a process
// that ends at once costs microseconds. Throws system_error with libvirt's text if it is still there then.
Ending end_process(int pidfd, pid_t pid, int signal, Deadline gentle, Deadline hard);

// Collects an ended child by its pidfd; nothing if it is no child of ours or has not ended. Returns its wait status.
std::optional<int> collect_child(int pidfd);

}  // namespace vireo::host
