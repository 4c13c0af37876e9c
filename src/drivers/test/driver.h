// SPDX-License-Identifier: LGPL-2.1-or-later
// The test driver: test:///default and test:///PATH, for programs that want a hypervisor without having one.
#pragma once

#include <memory>

#include "api/connection.h"

namespace vireo::test {

// One for the process; register it with api::Registry::add.
std::unique_ptr<api::Driver> make_driver();

}  // namespace vireo::test
