// SPDX-License-Identifier: LGPL-2.1-or-later
// What snapshots and checkpoints share: their documents made from options, and their lists.
#pragma once

#include "apps/virsh/virsh.h"

namespace vireo::sh {

// One --diskspec: name[,snapshot=type|checkpoint=type][,driver=type][,stype=type][,file=name] or [,bitmap=name].
std::string disk_spec(Virsh& sh, const char* spec, bool checkpoint);

}  // namespace vireo::sh
