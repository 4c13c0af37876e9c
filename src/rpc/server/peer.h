// SPDX-License-Identifier: LGPL-2.1-or-later
// Who is at the other end of a socket, as the kernel tells.
#pragma once

#include <string>

#include "api/call.h"

namespace vireo::rpc {

// Of a UNIX socket: uid, gid, pid, start time of the process, their names, security label. Of others: nothing.
api::Identity peer_identity(int fd);

// Clock ticks after boot at which a process started; nothing if it is gone.
std::optional<std::uint64_t> process_start_time(std::int64_t pid);

// "127.0.0.1;12345" as the admin interface shows it; "" for UNIX sockets.
std::string peer_address(int fd);

}  // namespace vireo::rpc
