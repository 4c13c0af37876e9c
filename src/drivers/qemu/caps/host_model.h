// SPDX-License-Identifier: LGPL-2.1-or-later
// The CPU that a guest gets with mode 'host-model': what QEMU says about the host, in the database's terms.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "drivers/qemu/caps/caps.h"
#include "hv/cpu/cpu.h"

namespace vireo::qemu {

// The models that this emulator offers under that accelerator, as hv::cpu wants them. On x86 only those of the database.
std::vector<hv::cpu::OfferedModel> offered_models(const QemuCaps& caps, Accelerator a);

enum class HostModel : std::uint8_t {
    reported,    // what documents show: all that a guest can have
    migratable,  // what guests get: without features that would pin them to this host
    full,        // what guests are checked against: `host` with everything that QEMU can add
};

// Mode custom with model, vendor and features; nothing if nothing is known about the host under that accelerator.
// `host` is the processor itself as far as it is known; the answer for architectures where QEMU tells nothing.
std::optional<hv::cpu::Definition> host_model_cpu(const QemuCaps& caps, Accelerator a, const hv::cpu::Definition* host, HostModel kind);

}  // namespace vireo::qemu
