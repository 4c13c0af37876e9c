// SPDX-License-Identifier: LGPL-2.1-or-later
// What kinds of machines there are: questions about architecture and machine type that many rules ask.
#pragma once

#include "hv/address/pci.h"
#include "model/domain/domain.h"

namespace vireo::qemu::rules {

bool is_x86(const model::Domain& d);
bool is_arm(const model::Domain& d);    // 32 and 64 bits
bool is_ppc64(const model::Domain& d);  // either byte order
bool is_s390(const model::Domain& d);
bool is_riscv(const model::Domain& d);
// PCs have a keyboard controller, but for those that are made for speed or for one device alone.
bool has_i8042(const model::Domain& d);

bool is_q35(const model::Domain& d);
bool is_i440fx(const model::Domain& d);
bool is_pseries(const model::Domain& d);
bool is_arm_virt(const model::Domain& d);
bool is_riscv_virt(const model::Domain& d);
bool is_loongarch_virt(const model::Domain& d);
bool is_s390_ccw(const model::Domain& d);
// Machines called "virt" of whatever architecture.
bool is_virt(const model::Domain& d);
// Boards with slots for virtio devices that hang directly on the processor's bus.
bool has_virtio_mmio(const model::Domain& d);

// The root bus that the machine has by itself; none where PCI devices find no place.
hv::PciMachine::Root pci_root(const model::Domain& d);
// False for boards whose devices are soldered on: PCI addresses are neither given nor asked for.
bool supports_pci(const model::Domain& d);

// Controllers and devices that are part of the machine, so that nothing is said about them to QEMU.
bool has_builtin_ide(const model::Domain& d);
bool has_builtin_esp(const model::Domain& d);  // the SCSI adapter of Sun's and NeXT's boards

// True if "arch" guests run on the emulator of "emulator".
bool runs_arch(const std::string& emulator, const std::string& arch);

// The name that QEMU has for the slots of a root bus: "pci.0", or "pci" where there is only one.
const char* root_bus_name(const model::Domain& d);

}  // namespace vireo::qemu::rules
