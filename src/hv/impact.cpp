// SPDX-License-Identifier: LGPL-2.1-or-later
#include "hv/impact.h"

#include "hv/flags.h"

namespace vireo::hv {

void require_active(bool active) {
    if (!active) fail(Code::operation_invalid, Domain::domain, "domain is not running");
}

Impact resolve_impact(std::uint32_t flags, bool active, bool persistent) {
    Impact i{(flags & affect_live) != 0, (flags & affect_config) != 0};
    if (!i.live && !i.config) (active ? i.live : i.config) = true;
    if (i.live) require_active(active);
    if (i.config && !persistent)
        fail(Code::operation_invalid, Domain::domain, "transient domains do not have any persistent config");
    return i;
}

bool reads_live(std::uint32_t flags, bool active, bool persistent) {
    exclusive_flags(flags, affect_live, "VIR_DOMAIN_AFFECT_LIVE", affect_config, "VIR_DOMAIN_AFFECT_CONFIG",
                    "virDomainObjGetOneDefState", "flags");
    return resolve_impact(flags, active, persistent).live;
}

}  // namespace vireo::hv
