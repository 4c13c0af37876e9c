// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/qemu/rules/machine.h"

namespace vireo::qemu::rules {

using namespace model;

namespace {

// The name itself or a version of it: "virt", "virt-8.2".
bool called(const model::Domain& d, std::string_view family) {
    const std::string_view m = d.os.machine;
    return m.starts_with(family) && (m.size() == family.size() || m[family.size()] == '-');
}

}  // namespace

bool is_x86(const model::Domain& d) { return d.os.arch == "x86_64" || d.os.arch == "i686"; }
bool is_arm(const model::Domain& d) { return d.os.arch == "aarch64" || d.os.arch.starts_with("armv"); }
bool is_ppc64(const model::Domain& d) { return d.os.arch == "ppc64" || d.os.arch == "ppc64le"; }
bool is_s390(const model::Domain& d) { return d.os.arch == "s390x" || d.os.arch == "s390"; }
bool is_riscv(const model::Domain& d) { return d.os.arch == "riscv64" || d.os.arch == "riscv32"; }

bool has_i8042(const model::Domain& d) { return is_x86(d) && d.os.machine != "microvm" && d.os.machine != "x-remote"; }

bool is_q35(const model::Domain& d) { return is_x86(d) && (d.os.machine == "q35" || d.os.machine.starts_with("pc-q35")); }
bool is_i440fx(const model::Domain& d) {
    return is_x86(d) && (d.os.machine == "pc" || d.os.machine.starts_with("pc-i440fx") || d.os.machine.starts_with("pc-0.") ||
                         d.os.machine.starts_with("pc-1.") || d.os.machine.starts_with("rhel"));
}
bool is_pseries(const model::Domain& d) { return is_ppc64(d) && called(d, "pseries"); }
bool is_virt(const model::Domain& d) { return called(d, "virt"); }
bool is_arm_virt(const model::Domain& d) { return is_arm(d) && is_virt(d); }
bool is_riscv_virt(const model::Domain& d) { return is_riscv(d) && is_virt(d); }
bool is_loongarch_virt(const model::Domain& d) { return d.os.arch == "loongarch64" && is_virt(d); }
bool has_virtio_mmio(const model::Domain& d) { return is_riscv_virt(d) || (is_arm(d) && (is_virt(d) || d.os.machine == "versatilepb" || d.os.machine.starts_with("vexpress-"))); }
bool is_s390_ccw(const model::Domain& d) { return is_s390(d) && (d.os.machine.starts_with("s390-ccw")); }

hv::PciMachine::Root pci_root(const model::Domain& d) {
    using Root = hv::PciMachine::Root;
    if (is_q35(d) || is_arm_virt(d) || is_riscv_virt(d) || d.os.arch == "loongarch64") return Root::express;
    if (is_i440fx(d) || is_ppc64(d) || is_s390(d) || d.os.arch == "ppc" || d.os.arch == "alpha" || d.os.arch == "sh4" || d.os.arch == "sh4eb")
        return Root::conventional;
    if (is_arm(d) && d.os.machine == "versatilepb") return Root::conventional;
    return Root::none;
}

bool supports_pci(const model::Domain& d) {
    if (is_arm(d) || is_riscv(d)) return pci_root(d) != hv::PciMachine::Root::none;
    return true;
}

bool has_builtin_ide(const model::Domain& d) {
    if (is_i440fx(d)) return true;
    const std::string& m = d.os.machine;
    return m == "malta" || m == "sun4u" || m == "g3beige";
}

bool has_builtin_esp(const model::Domain& d) {
    if (d.os.arch == "sparc") return true;
    return d.os.arch == "m68k" && (d.os.machine == "next-cube" || d.os.machine == "q800");
}

bool runs_arch(const std::string& emulator, const std::string& arch) {
    if (emulator.empty() || emulator == arch) return true;
    if (emulator == "x86_64") return arch == "i686";
    if (emulator == "aarch64") return arch == "armv7l" || arch == "armv6l";
    if (emulator == "ppc64") return arch == "ppc64le";
    return false;
}

const char* root_bus_name(const model::Domain& d) {
    if (d.os.arch == "loongarch64" && !is_virt(d)) return "pci";
    if (pci_root(d) == hv::PciMachine::Root::express) return "pcie.0";
    return is_arm(d) || d.os.arch == "sparc" ? "pci" : "pci.0";
}

}  // namespace vireo::qemu::rules
