// SPDX-License-Identifier: LGPL-2.1-or-later
// Limits of a disk: how new ones join those that are there, what is refused, and how the emulator is told.
#pragma once

#include "api/wire_values.h"
#include "drivers/qemu/qmp/command.h"
#include "model/domain/domain.h"

namespace vireo::qemu::rules {

struct ThrottleChange {
    model::IoTune tune;
    // Which groups of limits the caller named; such a group is replaced as a whole.
    bool bytes = false, iops = false, bytes_max = false, iops_max = false, size = false, group = false, bytes_length = false, iops_length = false;
};

// Throws argument_unsupported for a limit that is too high, invalid_arg for a total beside its parts.
ThrottleChange read_throttle(const api::TypedParams& params);
model::IoTune merged_throttle(const ThrottleChange& change, const model::IoTune& old);
// Throws config_unsupported for bursts that the emulator would refuse.
void check_live_throttle(const model::IoTune& tune);
// How the emulator names the device that the limits belong to; also the name of its group when none was chosen.
std::string throttle_id(const model::Disk& disk);
// block_set_io_throttle for a disk of a running guest.
qmp::Command throttle_command(const model::Disk& disk, const model::IoTune& tune);

}  // namespace vireo::qemu::rules
