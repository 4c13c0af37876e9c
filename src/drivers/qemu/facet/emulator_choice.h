// SPDX-License-Identifier: LGPL-2.1-or-later
// "For which emulator, machine and type?": the four optional arguments that calls about abilities share.
#pragma once

#include <optional>
#include <string>

#include "drivers/qemu/core.h"

namespace vireo::qemu {

struct EmulatorChoice {
    CapsPtr caps;
    std::string machine;  // canonical
    model::VirtType type;
    Accelerator accelerator;
};

// Fills in what was not given. Throws config_unsupported and invalid_arg with libvirt's wording.
EmulatorChoice choose_emulator(Core& core, const std::optional<std::string>& emulator, const std::optional<std::string>& arch,
                               const std::optional<std::string>& machine, const std::optional<std::string>& type);

}  // namespace vireo::qemu
