// SPDX-License-Identifier: LGPL-2.1-or-later
// Part of check(): refusals that depend on architecture and machine type.
#pragma once

#include "drivers/qemu/rules/fill.h"

namespace vireo::qemu::rules {

// Throws config_unsupported for what this machine cannot have.
void check_arch(const model::Domain& d, const QemuCaps& caps);

// What a definition may say but no such machine can be started with; throws config_unsupported.
void check_arch_start(const model::Domain& d, const QemuCaps& caps);

}  // namespace vireo::qemu::rules
