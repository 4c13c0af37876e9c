// SPDX-License-Identifier: LGPL-2.1-or-later
// Programs that run beside an emulator and end with it: known again, after a daemon's restart too, by the file that holds
// their number.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/fd.h"
#include "drivers/qemu/prepare/steps.h"
#include "host/process/launcher.h"

namespace vireo::qemu::prepare {

struct Helper {
    std::string program;                      // path
    std::vector<std::string> args;            // without the program
    std::vector<std::string> env;             // besides PATH and LC_ALL
    std::vector<std::pair<int, int>> fds;     // ours, theirs
    std::string pid_file;                     // gets its number; empty: it writes one itself, or is not to be ended
    std::string log;                          // its output goes there; empty: nowhere
    bool as_emulator = true;                  // with the emulator's account, not ours
};

// Starts it and registers its end. Throws what the launcher says.
host::Process start_helper(Preparation& p, const Helper& helper);

// Runs one that ends, or goes on by itself, once it is ready. Throws internal_error with what it wrote if it fails;
// `name` is how the message calls it.
void run_helper(Preparation& p, const Helper& helper, std::string_view name);

// Ends the process whose number is in the file, if it still runs one of these programs; the file goes. Throws if it
// cannot be ended.
void end_helper(const std::string& pid_file, const std::vector<std::string>& programs);

}  // namespace vireo::qemu::prepare
