// SPDX-License-Identifier: LGPL-2.1-or-later
// The loadable form of the test driver. Its documents' tables are most of what the dynamic linker would have to do at the
// start of each client, and few clients open test:///.
#include "api/connection.h"
#include "base/log.h"
#include "drivers/test/driver.h"

extern "C" __attribute__((visibility("default"))) void vireo_driver_module(vireo::api::Registry& registry) {
    vireo::log::set_from_environment();  // what is linked into a module has settings of its own
    registry.add(vireo::test::make_driver());
}
