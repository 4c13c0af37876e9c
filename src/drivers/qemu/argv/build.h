// SPDX-License-Identifier: LGPL-2.1-or-later
// From a definition to a command: a pure function.
#pragma once

#include "drivers/qemu/argv/command_line.h"
#include "drivers/qemu/caps/caps.h"
#include "model/domain/domain.h"

namespace vireo::qemu::argv {

// The definition must be complete: aliases, addresses and node numbers assigned. Throws config_unsupported for what QEMU
// cannot do.
CommandLine build(const model::Domain& domain, const QemuCaps& caps, const Bindings& host);

}  // namespace vireo::qemu::argv
