// SPDX-License-Identifier: LGPL-2.1-or-later
// Decisions that differ from one architecture to the next. Called by the list in fill.cpp only.
#pragma once

#include "drivers/qemu/rules/fill.h"

namespace vireo::qemu::rules::arch {

// The name of the machine's own CPU model as definitions know it; "" if there is none worth naming.
std::string default_cpu(const model::Domain& d, const QemuCaps& caps);

// Which USB controller a machine gets that asks for any (`added` false) or that always has one (`added` true).
model::UsbModel default_usb(const model::Domain& d, const QemuCaps& caps, bool abi_update, bool added);
bool adds_usb(const model::Domain& d);
bool adds_balloon(const model::Domain& d);

model::ScsiModel default_scsi(const model::Domain& d, const QemuCaps& caps);
std::string default_nic(const model::Domain& d, const QemuCaps& caps);
model::VideoType default_video(const model::Domain& d, const QemuCaps& caps);

// ARM's interrupt controller.
void gic(model::Domain& d, const QemuCaps& caps);
// The crash notifier that some machines have built in, and which one "any" means.
void panic(model::Domain& d);
// Keyboard and mouse for a screen.
void inputs(model::Domain& d);
void serials(model::Domain& d);
void tpms(model::Domain& d);
// ACPI where the machine has none was once accepted, and is dropped from old definitions.
void acpi(model::Domain& d, const QemuCaps& caps, bool abi_update);
// CPU features that are implied by others.
void cpu_features(model::Domain& d);
// New POWER guests that can grow have a NUMA cell and memory modules in whole blocks.
void memory(model::Domain& d, bool abi_update);
// The numbers of host bridges.
void host_bridges(model::Domain& d);
// Addresses that have to be decided before PCI addresses, and after them.
void early_addresses(model::Domain& d);
void late_addresses(model::Domain& d);

// Memory comes in blocks of this many KiB.
std::uint64_t memory_block(const model::Domain& d);

}  // namespace vireo::qemu::rules::arch
