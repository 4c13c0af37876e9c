// SPDX-License-Identifier: LGPL-2.1-or-later
// Questions about CPUs that only the emulator can answer, because it owns the models: mainframes.
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "drivers/qemu/qmp/client.h"
#include "hv/cpu/cpu.h"
#include "hv/cpu/definition.h"

namespace vireo::qemu {

// Every definition must name a model that the emulator offers; throws invalid_arg.
void check_offered(const std::vector<hv::cpu::Definition>& cpus, const std::vector<hv::cpu::OfferedModel>& offered);

// The richest CPU that all of them can be, in the host's form; features that are off are left out. `expand`: with all
// features that the model stands for. Waits until the deadline; throws internal_error for a refusal.
hv::cpu::Definition emulator_baseline(qmp::Client& monitor, const std::vector<hv::cpu::Definition>& cpus, bool expand, Deadline until);

// How the host's CPU, a model and its features, relates to the wanted one.
hv::cpu::Comparison emulator_compare(qmp::Client& monitor, const hv::cpu::Definition& host, const hv::cpu::Definition& cpu, Deadline until);

}  // namespace vireo::qemu
