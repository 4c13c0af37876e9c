// SPDX-License-Identifier: LGPL-2.1-or-later
// The CPU that a guest gets with mode 'host-model', from what QEMU itself says about the host: the newest of its models
// that runs here, and every feature that is on.
#pragma once

#include <optional>
#include <string>

#include "drivers/qemu/caps/caps.h"
#include "model/domain/cpu.h"

namespace vireo::qemu {

// "Intel", "AMD", ... of a named model; "unknown" for those that are nobody's.
std::string cpu_model_vendor(std::string_view model);

// Mode custom with model, vendor and features in the spelling of definitions; nothing if QEMU knows nothing about the
// host under that accelerator.
std::optional<model::Cpu> host_model_cpu(const QemuCaps& caps, Accelerator a);

}  // namespace vireo::qemu
