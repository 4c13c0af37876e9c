// SPDX-License-Identifier: LGPL-2.1-or-later
// Sockets that are made here and given to others: listening ones for guests, and asking whether a port is free.
#pragma once

#include <string>

#include "base/fd.h"

namespace vireo::host {

// A listening stream socket at path; one that was left there before is replaced. Its mode is 0777 without the bits of
// mask. Throws system_error, or internal_error if the path is too long for a socket.
Fd listen_unix(const std::string& path, unsigned mask = 002);

// Can somebody listen at this TCP port on all IPv4 and IPv6 addresses now? Throws system_error for any other reason
// than "in use".
bool tcp_port_is_free(unsigned port);

// Does something accept connections at this path now?
bool unix_path_answers(const std::string& path);

}  // namespace vireo::host
