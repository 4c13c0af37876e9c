// SPDX-License-Identifier: LGPL-2.1-or-later
// The loadable form of the driver, for the daemon and for qemu:///embed.
#include "api/connection.h"
#include "drivers/qemu/driver.h"

extern "C" __attribute__((visibility("default"))) void vireo_driver_module(vireo::api::Registry& registry) {
    registry.add(vireo::qemu::make_qemu_driver());
}
