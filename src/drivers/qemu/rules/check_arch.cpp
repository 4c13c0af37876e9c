// SPDX-License-Identifier: LGPL-2.1-or-later
// What only some machines can do. Each finding is a small function in the list at the end; the first one is thrown.
#include "base/error.h"
#include "drivers/qemu/rules/check_arch.h"
#include "drivers/qemu/rules/checks.h"
#include "drivers/qemu/rules/machine.h"

namespace vireo::qemu::rules {

using namespace model;

namespace {

template <class... A>
[[noreturn]] void unsupported(fmt::format_string<A...> text, A&&... args) {
    fail(Code::config_unsupported, vireo::Domain::none, text, std::forward<A>(args)...);
}

bool has_uefi(const model::Domain& d) {
    return d.os.firmware == FirmwareKind::efi || (d.os.loader && d.os.loader->type == LoaderType::pflash);
}

void features(const Subject& s) {
    const auto& f = s.d.features;
    auto only = [&](bool given, const char* name, bool here) {
        if (given && !here)
            unsupported("The '{}' feature is not supported for architecture '{}' or machine type '{}'", name, s.d.os.arch, s.d.os.machine);
    };
    const bool pseries = is_pseries(s.d), arm_virt = is_arm_virt(s.d);
    if (f.acpi) {
        const MachineType* m = s.caps.machine(accelerator_of(s.d), s.d.os.machine);
        if (m && m->acpi && !*m->acpi) unsupported("machine type '{}' does not support ACPI", s.d.os.machine);
        if (is_arm(s.d) && !has_uefi(s.d)) unsupported("ACPI requires UEFI on this architecture");
    }
    const bool x86 = is_x86(s.d);
    if (f.hyperv && !x86 && s.d.os.arch != "aarch64")
        unsupported("Hyperv features are not supported for architecture '{}' or machine type '{}'", s.d.os.arch, s.d.os.machine);
    if (f.apic_eoi != OnOff::absent && !x86)
        unsupported("The 'eoi' attribute of the 'apic' feature is not supported for architecture '{}' or machine type '{}'", s.d.os.arch, s.d.os.machine);
    only(f.pvspinlock != OnOff::absent, "pvspinlock", x86);
    only(!f.ioapic_driver.empty(), "ioapic", x86);
    auto available = [&](bool given, const char* what, const char* flag) {
        if (given && !s.caps.has(flag)) unsupported("{} is not available with this QEMU binary", what);
    };
    available(f.vmport != OnOff::absent, "vmport", "machine-vmport-opt");
    if (f.vmport != OnOff::absent && f.ps2 == OnOff::off) unsupported("vmport feature requires the ps2 feature not to be disabled");
    available(f.ps2 != OnOff::absent, "ps2 feature", "machine-i8042-opt");
    available(f.vmcoreinfo != OnOff::absent, "vmcoreinfo", "vmcoreinfo");
    only(f.gic, "gic", arm_virt);
    if (f.ras != OnOff::absent && !arm_virt) unsupported("ras feature is only supported with ARM Virt machines");
    only(f.hpt, "hpt", pseries);
    only(f.htm != OnOff::absent, "htm", pseries);
    only(f.nested_hv != OnOff::absent, "nested-hv", pseries);
    only(f.ccf_assist != OnOff::absent, "ccf-assist", pseries);
    only(!f.cfpc.empty(), "cfpc", pseries);
    only(!f.sbbc.empty(), "sbbc", pseries);
    only(!f.ibs.empty(), "ibs", pseries);
    if (!f.aia.empty() && !is_riscv_virt(s.d)) unsupported("aia feature is only supported with RISC-V Virt machines");
}

void cpu(const Subject& s) {
    if (s.d.cpu && is_arm(s.d)) {
        bool off = false, lengths = false;
        for (const auto& f : s.d.cpu->features) {
            if (f.name == "sve") off = f.policy == CpuPolicy::disable || f.policy == CpuPolicy::forbid;
            else if (f.name.size() > 3 && f.name.starts_with("sve") && f.name[3] >= '0' && f.name[3] <= '9') lengths = true;
        }
        if (off && lengths) unsupported("SVE disabled, but SVE vector lengths provided");
    }
    if (is_pseries(s.d)) {
        // Cores come and go as a whole.
        const unsigned threads = s.d.cpu && s.d.cpu->topology.threads ? s.d.cpu->topology.threads : 1;
        if (s.d.current_vcpus() % threads) unsupported("vCPUs count must be a multiple of the vCPU hotplug granularity ({})", threads);
    }
}

void panics(const Subject& s) {
    for (const Panic& p : s.d.devices.panics) {
        const AddressType at = p.info.address.type;
        switch (p.model) {
            case PanicModel::s390:
                if (!is_s390(s.d)) unsupported("only S390 guests support panic device of model '{}'", word(p.model));
                if (at != AddressType::none) unsupported("setting the panic device address is not supported for model '{}'", word(p.model));
                break;
            case PanicModel::hyperv:
                if (!is_x86(s.d)) unsupported("only i686 and x86_64 guests support panic device of model '{}'", word(p.model));
                if (at != AddressType::none) unsupported("setting the panic device address is not supported for model '{}'", word(p.model));
                break;
            case PanicModel::pseries:
                if (!is_pseries(s.d)) unsupported("only pSeries guests support panic device of model '{}'", word(p.model));
                if (at != AddressType::none) unsupported("setting the panic device address is not supported for model '{}'", word(p.model));
                break;
            case PanicModel::isa:
                if (!s.caps.has("pvpanic")) unsupported("the QEMU binary does not support the ISA panic device");
                if (at != AddressType::none && at != AddressType::isa) unsupported("panic is supported only with ISA address type");
                break;
            case PanicModel::pvpanic:
                if (!s.caps.has("pvpanic-pci")) unsupported("the QEMU binary does not support the PCI pvpanic device");
                if (at != AddressType::pci) unsupported("pvpanic is supported only with PCI address type");
                break;
            default: unsupported("no panic model provided, and no default for the architecture and machine type");
        }
    }
}

void tpm_counts(const Subject& s) {
    unsigned proxies = 0, others = 0;
    for (const Tpm& t : s.d.devices.tpms) ++(t.model == TpmModel::spapr_proxy ? proxies : others);
    if (proxies > 1) unsupported("only a single TPM Proxy device is supported");
    if (others > 1) unsupported("only a single TPM non-proxy device is supported");
}

void tpms(const Subject& s) {
    for (const Tpm& t : s.d.devices.tpms) {
        if (t.backend == TpmBackend::emulator && t.version == TpmVersion::v1_2) {
            if (t.model == TpmModel::crb) unsupported("TPM 1.2 is not supported with the CRB device model");
            if (t.model == TpmModel::spapr) unsupported("TPM 1.2 is not supported with the SPAPR device model");
            if (is_arm(s.d) || is_riscv(s.d)) unsupported("TPM 1.2 is not supported on architecture '{}'", s.d.os.arch);
        }
    }
}

void filesystems(const Subject& s) {
    for (const Filesystem& f : s.d.devices.filesystems)
        if (f.driver == FilesystemDriver::virtiofs && f.info.boot_order && f.info.address.type != AddressType::none && f.info.address.type != AddressType::pci)
            unsupported("setting virtiofs boot order is supported only with PCI bus");
}

void hostdevs(const Subject& s) {
    for (const Hostdev& h : s.d.devices.hostdevs)
        if (h.type == HostdevType::mdev && h.mdev_model == MdevModel::vfio_ap && h.info.boot_order)
            unsupported("booting from assigned devices is not supported by mediated devices of model {}", word(h.mdev_model));
}

void iommu(const Subject& s) {
    if (!s.d.devices.iommu || s.d.devices.iommu->model != IommuModel::smmuv3) return;
    if (!is_arm_virt(s.d)) unsupported("IOMMU device: '{}' is only supported with ARM Virt machines", word(IommuModel::smmuv3));
    if (!s.caps.has("machine.virt.iommu")) unsupported("IOMMU device: '{}' is not supported with this QEMU binary", word(IommuModel::smmuv3));
}

// Modules that this emulator has.
void modules(const Subject& s) {
    for (const auto& m : s.d.devices.memories) {
        auto needs = [&](bool have, const char* what) {
            if (!have) unsupported("{} isn't supported by this QEMU binary", what);
        };
        switch (m.model) {
            case MemoryModel::dimm: needs(s.caps.has("pc-dimm"), "memory hotplug"); break;
            case MemoryModel::nvdimm:
                needs(s.caps.has("nvdimm"), "nvdimm");
                if (is_ppc64(s.d) && !m.label_size) unsupported("label size is required for NVDIMM device");
                break;
            case MemoryModel::virtio_pmem: needs(s.caps.has("virtio-pmem-pci"), "virtio-pmem"); break;
            case MemoryModel::virtio_mem: {
                needs(s.caps.has("virtio-mem-pci") || s.caps.has("virtio-mem-ccw"), "virtio-mem");
                const AddressType at = m.info.address.type;
                if (at != AddressType::pci && at != AddressType::ccw && at != AddressType::none) unsupported("only 'pci' and 'ccw' addresses are supported for the {} device", word(m.model));
                break;
            }
            default: break;
        }
    }
}

void nvram(const Subject& s) {
    if (s.d.devices.nvram && !is_pseries(s.d)) unsupported("nvram device is only supported for PPC64");
}

void power(const Subject& s) {
    if ((s.d.suspend_to_mem != YesNo::absent || s.d.suspend_to_disk != YesNo::absent) && !is_x86(s.d)) unsupported("setting ACPI S3/S4 not supported");
}

void launch_security(const Subject& s) {
    if (!s.d.launch_security) return;
    const char* flag = nullptr;
    switch (s.d.launch_security->type) {
        case LaunchSecurityType::sev: flag = "sev-guest"; break;
        case LaunchSecurityType::sev_snp: flag = "sev-snp-guest"; break;
        case LaunchSecurityType::s390_pv: flag = "s390-pv-guest"; break;
        default: return;
    }
    if (!s.caps.has(flag)) unsupported("'{}' launch security is not supported with this QEMU binary", word(s.d.launch_security->type));
}

constexpr Check checks[] = {features, cpu, power, panics, tpm_counts, launch_security};
using K = DeviceKind;
constexpr KindCheck kind_checks[] = {{K::tpm, tpms}, {K::filesystem, filesystems}, {K::hostdev, hostdevs}, {K::iommu, iommu}, {K::memory, modules}, {K::nvram, nvram}};

void floppies(const Subject& s) {
    if (!is_pseries(s.d)) return;
    for (const Disk& x : s.d.devices.disks)
        if (x.bus == DiskBus::fdc) unsupported("PowerPC pseries machines do not support floppy device");
}

constexpr Check start_checks[] = {floppies};

}  // namespace

void check_arch_start(const model::Domain& d, const QemuCaps& caps) {
    const Subject s{d, caps};
    for (Check c : start_checks) c(s);
}

std::span<const KindCheck> arch_checks() { return kind_checks; }

void check_arch(const model::Domain& d, const QemuCaps& caps) {
    const Subject s{d, caps};
    for (Check c : checks) c(s);
}

}  // namespace vireo::qemu::rules
