// SPDX-License-Identifier: LGPL-2.1-or-later
// Processors of a guest that starts which may be taken out again: the emulator begins without them.
#pragma once

#include <sys/types.h>

#include <utility>
#include <vector>

#include "model/domain/domain.h"

namespace vireo::qemu {

namespace qmp {
class Client;
}

bool plugs_vcpus(const model::Domain& live);
// Plugs those that the definition names as there and hotpluggable, in their order. The guest does not run yet.
void plug_vcpus(const model::Domain& live, qmp::Client& monitor);

// Plugs processors, or takes them out, until `count` run; gives number and thread of those that do. Throws what the emulator
// says against it, and operation_timeout for a guest that does not let go of one.
std::vector<std::pair<unsigned, pid_t>> set_running_vcpus(const model::Domain& live, qmp::Client& monitor, unsigned count);

}  // namespace vireo::qemu
