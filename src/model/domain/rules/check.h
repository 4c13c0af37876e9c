// SPDX-License-Identifier: LGPL-2.1-or-later
// Generic checks by theme; each throws the first finding of its list.
#pragma once

#include "model/domain/domain.h"

namespace vireo::model::rules {

void check_guest(const Domain& d);
void check_disks(const Domain& d);
void check_devices(const Domain& d);

}  // namespace vireo::model::rules
