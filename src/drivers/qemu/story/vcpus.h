// SPDX-License-Identifier: LGPL-2.1-or-later
// Processors of a guest that starts which may be taken out again: the emulator begins without them.
#pragma once

#include "model/domain/domain.h"

namespace vireo::qemu {

namespace qmp {
class Client;
}

// Plugs those that the definition names as there and hotpluggable, in their order. The guest does not run yet.
void plug_vcpus(const model::Domain& live, qmp::Client& monitor);

}  // namespace vireo::qemu
