// SPDX-License-Identifier: LGPL-2.1-or-later
// What the monitor adds to a live definition, and what it has to be told.
#pragma once

#include <utility>
#include <vector>

#include "drivers/qemu/argv/command_line.h"
#include "drivers/qemu/caps/caps.h"
#include "drivers/qemu/qmp/command.h"
#include "json/fwd.h"
#include "model/domain/domain.h"

namespace vireo::qemu {

// Whether the emulator has anything to tell about the guest's character devices.
bool chardevs_tell(const model::Domain& live);
// Paths of pseudo terminals and states of channels, from query-chardev.
void learn_chardevs(model::Domain& live, const json::Json& chardevs);
// Processor number and thread, from query-cpus-fast.
std::vector<std::pair<unsigned, pid_t>> vcpu_threads(const json::Json& cpus);
// What cannot stand on the command line: passwords of displays, the balloon's target, statistics period.
std::vector<qmp::Command> live_settings(const model::Domain& live, const argv::Bindings& bindings, const QemuCaps& caps);

}  // namespace vireo::qemu
