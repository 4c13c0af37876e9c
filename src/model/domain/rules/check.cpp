// SPDX-License-Identifier: LGPL-2.1-or-later
// Generic checks: what no hypervisor would accept. The lists stand beside this file by theme.
#include "model/domain/rules/check.h"

namespace vireo::model {

void check(const Domain& d) {
    rules::check_guest(d);
    rules::check_devices(d);
    rules::check_disks(d);
}

}  // namespace vireo::model
