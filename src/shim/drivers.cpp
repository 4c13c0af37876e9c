// SPDX-License-Identifier: LGPL-2.1-or-later
#include "shim/drivers.h"

#include "api/connection.h"
#include "drivers/test/driver.h"

namespace vireo::shim {

void add_client_drivers(api::Registry& registry) { registry.add(test::make_driver()); }

}  // namespace vireo::shim
