// SPDX-License-Identifier: LGPL-2.1-or-later
// The door to the QEMU driver.
#pragma once

#include <memory>

#include "api/connection.h"

namespace vireo::qemu {

struct DriverOptions {
    std::string root;        // of a private instance: prefix of all its paths
    bool stateful = true;    // serve qemu:///system or qemu:///session; else the embedded form only
};

std::unique_ptr<api::Driver> make_qemu_driver(const DriverOptions& options);

// As the daemon wants it; a private instance names its root in the environment (VIREO_ROOT).
std::unique_ptr<api::Driver> make_driver();

}  // namespace vireo::qemu
