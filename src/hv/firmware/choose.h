// SPDX-License-Identifier: LGPL-2.1-or-later
// Which firmware a definition gets. Pure.
#pragma once

#include <span>
#include <string>

#include "base/error.h"
#include "hv/firmware/descriptor.h"
#include "model/domain/domain.h"

namespace vireo::hv {

// An image and the template of its variables, as the driver's configuration may name them.
struct FirmwarePair {
    std::string code, variables;
};

// Completes <os firmware=...>, or the loader that a definition names by path: image, variables, features, SMM. Does
// nothing for a definition that asks for no firmware. A new guest may get images of any format. False if none fits.
bool choose_firmware(model::Domain& d, std::span<const FirmwareDescriptor> known, std::span<const FirmwarePair> legacy, const std::string& nvram_dir,
                     bool new_guest);

}  // namespace vireo::hv
