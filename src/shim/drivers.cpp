// SPDX-License-Identifier: LGPL-2.1-or-later
#include "shim/drivers.h"

#include "api/connection.h"
#ifdef VIREO_WITH_TEST
namespace vireo::test {
std::unique_ptr<api::Driver> make_driver();
}
#endif

namespace vireo::shim {

void add_client_drivers([[maybe_unused]] api::Registry& registry) {
#ifdef VIREO_WITH_TEST
    registry.add(test::make_driver());
#endif
}

}  // namespace vireo::shim
