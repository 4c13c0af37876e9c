// SPDX-License-Identifier: LGPL-2.1-or-later
// Taking a document from a client.
#pragma once

#include <string>

#include "model/domain/domain.h"

namespace vireo::qemu {

class Core;

// Parses, checks and completes a definition for an emulator of this host. Throws with libvirt's wording what is wrong.
model::Domain accept_definition(Core& core, const std::string& xml);

}  // namespace vireo::qemu
