// SPDX-License-Identifier: LGPL-2.1-or-later
// Generic checks: what no hypervisor would accept. The lists stand beside this file by theme.
#include "model/domain/rules/check.h"

namespace vireo::model {

namespace rules {

void check_parsed(const Domain& d) {
    parsed_guest(d);
    parsed_devices(d);
}

void check_completed(const Domain& d) {
    completed_usb(d);
    completed_controllers(d);
    completed_devices(d);
    completed_guest(d);
}

void check_whole(const Domain& d) {
    whole_disks(d);
    whole_devices(d);
    whole_guest(d);
}

}  // namespace rules

void check(const Domain& d) {
    for (int kind = 0; kind <= static_cast<int>(rules::last_kind); ++kind) rules::check_kind(d, static_cast<rules::DeviceKind>(kind));
    rules::check_whole(d);
}

}  // namespace vireo::model
