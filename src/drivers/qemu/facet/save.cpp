// SPDX-License-Identifier: LGPL-2.1-or-later
// Jobs of a guest: there is none yet that outlives its call, which is what these answers say.
#include "drivers/qemu/connection.h"
#include "hv/flags.h"
#include "hv/impact.h"
#include "libvirt/libvirt.h"

namespace vireo::qemu {

using namespace api;

DomainGetJobInfoRet QemuConnection::domain_get_job_info(Call&, const DomainGetJobInfoArgs& a) {
    hv::require_active(guest(a.dom)->read()->active());
    return {.type = VIR_DOMAIN_JOB_NONE};
}

DomainGetJobStatsRet QemuConnection::domain_get_job_stats(Call&, const DomainGetJobStatsArgs& a) {
    hv::check_flags(a.flags, VIR_DOMAIN_JOB_STATS_COMPLETED | VIR_DOMAIN_JOB_STATS_KEEP_COMPLETED, "qemuDomainGetJobStats", Domain::qemu);
    auto s = guest(a.dom)->read();
    if (!(a.flags & VIR_DOMAIN_JOB_STATS_COMPLETED)) hv::require_active(s->active());
    return {.type = VIR_DOMAIN_JOB_NONE, .params = {}};
}

void QemuConnection::domain_abort_job(Call&, const DomainAbortJobArgs& a) {
    hv::require_active(guest(a.dom)->read()->active());
    fail(Code::operation_invalid, Domain::qemu, "no job is active on the domain");
}

DomainHasManagedSaveImageRet QemuConnection::domain_has_managed_save_image(Call&, const DomainHasManagedSaveImageArgs& a) {
    hv::check_flags(a.flags, 0, "qemuDomainHasManagedSaveImage", Domain::qemu);
    return {.result = guest(a.dom)->read()->managed_save};
}

}  // namespace vireo::qemu
