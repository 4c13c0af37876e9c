// SPDX-License-Identifier: LGPL-2.1-or-later
// The drivers that are part of the library itself: those that reach a host that is elsewhere, or none.
#pragma once

namespace vireo::api {
class Registry;
}

namespace vireo::shim {

void add_client_drivers(api::Registry& registry);

}  // namespace vireo::shim
