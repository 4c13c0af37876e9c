// SPDX-License-Identifier: LGPL-2.1-or-later
// The application's event loop, as the parts below the C interface see it.
#pragma once

#include <memory>

#include "rpc/client/client_loop.h"

namespace vireo::shim {

// Has the application registered an event loop?
bool has_application_loop();

// The loop that is registered now, or null.
std::shared_ptr<rpc::ClientLoop> application_loop();

}  // namespace vireo::shim
