// SPDX-License-Identifier: LGPL-2.1-or-later
#include "shim/drivers.h"

namespace vireo::shim {

bool is_client_driver(std::string_view scheme) { return scheme == "test"; }

}  // namespace vireo::shim
