// SPDX-License-Identifier: LGPL-2.1-or-later
// Asks an emulator what it can do, by starting it without a machine.
#pragma once

#include <functional>
#include <string>

#include "base/clock.h"
#include "drivers/qemu/caps/caps.h"

namespace vireo::run {
class Loop;
}

namespace vireo::qemu {

namespace qmp {
class Client;
}

// Starts the binary without a machine and lets `talk` use its monitor. Throws internal_error if it does not come up; what
// `talk` throws goes through.
void talk_to_emulator(run::Loop& loop, const std::string& binary, const std::function<void(qmp::Client&)>& talk);

// Starts the binary once for KVM (if the device can be opened) and once for TCG, both at the same time, and throws
// internal_error "Failed to probe QEMU binary ..." when neither answers. Waits.
QemuCaps probe_emulator(run::Loop& loop, const std::string& binary, Deadline until);

// True if /dev/kvm can be opened for writing.
bool kvm_usable();

}  // namespace vireo::qemu
