// SPDX-License-Identifier: LGPL-2.1-or-later
// The guest's processor when it starts: what a definition leaves to the host becomes a model with features.
#pragma once

#include "drivers/qemu/caps/caps.h"
#include "hv/cpu/definition.h"
#include "model/domain/domain.h"

namespace vireo::qemu::rules {

// Checks the CPU against this host if the definition wants that, replaces 'host-model', optional features and models
// that the emulator does not have. `host`: the processor of this machine; null: unknown, then nothing is checked.
// Throws cpu_incompatible, config_unsupported.
void prepare_cpu(model::Domain& d, const QemuCaps& caps, const hv::cpu::Definition* host);

}  // namespace vireo::qemu::rules
