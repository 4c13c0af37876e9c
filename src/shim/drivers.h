// SPDX-License-Identifier: LGPL-2.1-or-later
// The drivers that run in the client: those that reach a host that is elsewhere, or none.
#pragma once

#include <string_view>

namespace vireo::shim {

// Whether URIs of this scheme, without a transport or a host, are served by a module that any client may load.
bool is_client_driver(std::string_view scheme);

}  // namespace vireo::shim
