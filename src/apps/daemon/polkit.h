// SPDX-License-Identifier: LGPL-2.1-or-later
// Asks the host's policy (polkit) whether a caller may come in.
#pragma once

#include <memory>

#include "rpc/server/access.h"

namespace vireo::daemon {

std::shared_ptr<rpc::Authenticator> make_polkit_authenticator();

}  // namespace vireo::daemon
