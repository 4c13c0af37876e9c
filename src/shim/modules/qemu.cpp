// SPDX-License-Identifier: LGPL-2.1-or-later
// The loadable form of the QEMU driver, for qemu:///embed: the stateful URIs belong to a daemon.
#include "api/connection.h"
#include "base/log.h"
#include "drivers/qemu/driver.h"

extern "C" __attribute__((visibility("default"))) void vireo_driver_module(vireo::api::Registry& registry) {
    vireo::log::set_from_environment();  // what is linked into a module has settings of its own
    registry.add(vireo::qemu::make_qemu_driver({.root = {}, .stateful = false}));
}
