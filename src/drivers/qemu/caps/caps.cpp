// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/qemu/caps/caps.h"

namespace vireo::qemu {

const MachineType* QemuCaps::machine(Accelerator a, std::string_view name) const {
    const AcceleratorCaps* caps = under(a);
    if (!caps) return nullptr;
    for (const MachineType& m : caps->machines)
        if (m.name == name || (!m.alias.empty() && m.alias == name)) return &m;
    return nullptr;
}

std::string QemuCaps::canonical_machine(Accelerator a, std::string_view name) const {
    const MachineType* m = machine(a, name);
    return m ? m->name : std::string(name);
}

std::string QemuCaps::preferred_machine(Accelerator a) const {
    const AcceleratorCaps* caps = under(a);
    if (!caps || caps->machines.empty()) return {};
    // x86 and s390 emulators mark theirs; ARM and RISC-V ones have a default that no one can boot.
    const bool virt = arch == "aarch64" || arch == "armv7l" || arch == "armv6l" || arch == "riscv64" || arch == "riscv32" ||
                      arch == "loongarch64";
    if (virt)
        for (const MachineType& m : caps->machines)
            if (m.alias == "virt" || m.name == "virt") return m.alias.empty() ? m.name : m.alias;
    for (const MachineType& m : caps->machines)
        if (m.is_default) return m.alias.empty() ? m.name : m.alias;
    const MachineType& m = caps->machines.front();
    return m.alias.empty() ? m.name : m.alias;
}

}  // namespace vireo::qemu
