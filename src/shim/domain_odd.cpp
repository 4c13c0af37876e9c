// SPDX-License-Identifier: LGPL-2.1-or-later
// Domain functions whose arguments do not map mechanically: identity, descriptors, peeks, structured statistics.
#include "shim/convert.h"
#include "shim/wall.h"

using namespace vireo;
using namespace vireo::shim;

#define HERE(name) static constexpr Where w{name, vireo::Domain::domain}

unsigned int virDomainGetID(virDomainPtr domain) {
    HERE("virDomainGetID");
    return c_wall(domain, static_cast<unsigned int>(-1), [&] {
        need(w, domain);
        return static_cast<unsigned int>(domain->id.load(std::memory_order_relaxed));
    });
}
