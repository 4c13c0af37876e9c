// SPDX-License-Identifier: LGPL-2.1-or-later
// nbdkit: a helper that talks to HTTP, FTP and SSH servers in the emulator's place, so credentials stay out of it. Its
// command as a value; the emulator sees an NBD export at a socket.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "model/domain/source.h"

namespace vireo::qemu::block {

// "plugin-curl", "plugin-ssh", "filter-readahead", ...
using NbdkitCaps = std::set<std::string, std::less<>>;

// True if that nbdkit can serve the image.
bool nbdkit_serves(const model::StorageSource& s, const NbdkitCaps& caps);

// What nbdkit reads from a pipe instead of its command line: the n-th "-FD" of the arguments.
struct NbdkitPipe {
    std::string name;                         // "password", "cookie"
    const model::SecretReference* secret;     // null: `text`
    std::string text;
};

struct NbdkitCommand {
    std::vector<std::pair<std::string, std::string>> env;
    std::vector<std::string> args;            // without the program
    std::vector<NbdkitPipe> pipes;
};

std::string nbdkit_socket(const std::string& state_dir, const std::string& name);

// `fd_of` gives the number under which the process will read the pipe called so.
NbdkitCommand nbdkit_command(const model::StorageSource& s, const std::string& socket, bool read_only, const NbdkitCaps& caps,
                             const std::function<int(const NbdkitPipe&)>& fd_of);

}  // namespace vireo::qemu::block
