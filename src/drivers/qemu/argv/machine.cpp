// SPDX-License-Identifier: LGPL-2.1-or-later
// Machine, accelerator, processor, clock, power management and boot options.
#include "base/text.h"
#include "drivers/qemu/argv/parts.h"
#include "drivers/qemu/rules/cpu_features.h"
#include "drivers/qemu/rules/machine.h"

#include <time.h>

namespace vireo::qemu::argv {

using namespace model;

bool on(OnOff v) { return v == OnOff::on; }
const char* on_off(bool v) { return v ? "on" : "off"; }

std::string Build::default_ram_id() const {
    if (const MachineType* m = caps.machine(accelerator(), d.os.machine)) return m->default_ram_id;
    // The alias was taken out of the list: its versioned sisters have the same name for it.
    if (const AcceleratorCaps* a = caps.under(accelerator()))
        for (const MachineType& m : a->machines)
            if ((is_i440fx() && m.name.starts_with("pc-i440fx")) || (is_q35() && m.name.starts_with("pc-q35"))) return m.default_ram_id;
    return {};
}

namespace {

bool uses_nvdimm(const model::Domain& d) {
    for (const auto& m : d.devices.memories)
        if (m.model == MemoryModel::nvdimm) return true;
    return false;
}

bool guest_numa_needs_memory(const model::Domain& d) { return d.cpu && !d.cpu->cells.empty(); }

const Timer* find_timer(const model::Domain& d, TimerName name) {
    for (const auto& t : d.clock.timers)
        if (t.name == name) return &t;
    return nullptr;
}

// Newer emulators say for each machine whether it has ACPI; an alias that was taken out of the list is like its sisters.
bool machine_lacks_acpi(const Build& b) {
    const MachineType* m = b.caps.machine(b.accelerator(), b.d.os.machine);
    return m && m->acpi && !*m->acpi;
}

bool acpi_is_machine_option(const Build& b) {
    if (const MachineType* m = b.caps.machine(b.accelerator(), b.d.os.machine)) return m->acpi.value_or(false);
    if (const AcceleratorCaps* a = b.caps.under(b.accelerator()))
        for (const MachineType& m : a->machines)
            if (m.acpi) return b.is_x86();
    return false;
}

void pflash(const Build& b, Option& o) {
    const Os& os = b.d.os;
    if (os.loader && os.loader->type == LoaderType::pflash && !os.loader->path.empty()) {
        o.set("pflash0", "libvirt-pflash0-format");
        if (os.nvram && os.loader->stateless != YesNo::yes) {
            const bool format = wants_raw_layers(b.caps) || (os.nvram->source.format != StorageFormat::raw && os.nvram->source.format != StorageFormat::none);
            o.set("pflash1", format ? "libvirt-pflash1-format" : "libvirt-pflash1-storage");
        }
    }
}

}  // namespace

namespace {

// What only some machines can be told.
void arch_options(const Build& b, Option& o) {
    const Features& f = b.d.features;
    auto flag = [&](const char* name, OnOff v) {
        if (v != OnOff::absent) o.set(name, on_off(on(v)));
    };
    // 32 bits have had the one version only.
    if (!f.gic_version.empty() && b.d.os.arch == "aarch64") o.set("gic-version", f.gic_version);
    if (b.dev().iommu && b.dev().iommu->model == IommuModel::smmuv3) o.set("iommu", "smmuv3");
    if (f.hpt && !f.hpt_resizing.empty()) o.set("resize-hpt", f.hpt_resizing);
    if (f.hpt && f.hpt_max_page_size) o.set("cap-hpt-max-page-size", fmt::format("{}k", *f.hpt_max_page_size));
    flag("cap-htm", f.htm);
    flag("cap-nested-hv", f.nested_hv);
    flag("cap-ccf-assist", f.ccf_assist);
    if (!f.cfpc.empty()) o.set("cap-cfpc", f.cfpc);
    if (!f.sbbc.empty()) o.set("cap-sbbc", f.sbbc);
    if (!f.ibs.empty()) o.set("cap-ibs", f.ibs);
    flag("ras", f.ras);
    if (!f.aia.empty()) o.set("aia", f.aia);
}

// What s390's loader is told, for emulators whose devices cannot say it: that of the device that is tried first.
std::string machine_loadparm(const Build& b) {
    if (!rules::is_s390(b.d) || b.caps.has("virtio-ccw.loadparm")) return {};
    const DeviceInfo* first = nullptr;
    auto look = [&](const auto& list) {
        for (const auto& x : list)
            if (x.info.boot_order && (!first || *x.info.boot_order < *first->boot_order)) first = &x.info;
    };
    look(b.dev().disks);
    look(b.dev().interfaces);
    look(b.dev().hostdevs);
    return first ? first->loadparm : std::string();
}

}  // namespace

void machine(const Build& b) {
    const Features& f = b.d.features;
    Option o(b.d.os.machine);
    // Controllers are always named, so the implied one is switched off.
    o.set("usb", "off");
    if (f.vmport != OnOff::absent) o.set("vmport", on_off(on(f.vmport)));
    if (f.smm != OnOff::absent) o.set("smm", on_off(on(f.smm)));
    if (f.ps2 != OnOff::absent && b.caps.has("machine-i8042-opt")) o.set("i8042", on_off(on(f.ps2)));
    if (!f.ioapic_driver.empty()) o.set("kernel_irqchip", f.ioapic_driver == "kvm" ? "on" : "split");
    if (b.d.keywrap) {
        if (b.d.keywrap->aes != OnOff::absent) o.set("aes-key-wrap", on_off(on(b.d.keywrap->aes)));
        if (b.d.keywrap->dea != OnOff::absent) o.set("dea-key-wrap", on_off(on(b.d.keywrap->dea)));
    }
    arch_options(b, o);
    o.set("dump-guest-core", on_off(b.d.dump_core == OnOff::absent ? b.host.dump_guest_core : on(b.d.dump_core)));
    if (b.d.memory_backing.nosharepages) o.set("mem-merge", "off");
    if (uses_nvdimm(b.d)) o.set("nvdimm", "on");
    if (has_hmat(b.d)) o.set("hmat", "on");
    if (!guest_numa_needs_memory(b.d)) {
        const std::string ram = b.default_ram_id();
        if (!ram.empty()) o.set("memory-backend", ram);
    }
    for (const Sound& s : b.dev().sounds)
        if (s.model == SoundModel::pcspk && !b.dev().audios.empty()) o.set("pcspk-audiodev", fmt::format("audio{}", s.audio_id.value_or(b.dev().audios.front().id)));
    if (std::string parm = machine_loadparm(b); !parm.empty()) o.set("loadparm", parm);
    if (const Cpu* c = b.d.cpu.get(); c && rules::is_pseries(b.d) && b.kvm() && c->mode == CpuMode::host_model && !c->model.empty())
        o.set("max-cpu-compat", c->model);
    if (b.d.launch_security) o.set("confidential-guest-support", "lsec0");
    pflash(b, o);
    if (const Timer* t = find_timer(b.d, TimerName::hpet); t && t->present != YesNo::absent && b.caps.has("machine-hpet"))
        o.set("hpet", on_off(t->present == YesNo::yes));
    if (acpi_is_machine_option(b)) o.set("acpi", on_off(f.acpi));
    b.line.add("-machine", o);
}

void accelerator(const Build& b) {
    Option o(b.kvm() ? "kvm" : b.d.type == VirtType::hvf ? "hvf" : "tcg");
    if (b.kvm() && b.d.features.kvm && on(b.d.features.kvm->dirty_ring))
        o.set("dirty-ring-size", b.d.features.kvm->dirty_ring_size.value_or(0));
    if (!b.kvm() && b.d.features.tcg && b.d.features.tb_cache) o.set("tb-size", *b.d.features.tb_cache / 1024);  // MiB
    b.line.add("-accel", o);
    if (b.d.features.tseg_size) b.line.add("-global", fmt::format("mch.extended-tseg-mbytes={}", *b.d.features.tseg_size >> 20));
}

namespace {

void hyperv(const Build& b, Option& o) {
    const auto& f = b.d.features;
    if (!f.hyperv) return;
    const HypervFeatures& h = *f.hyperv;
    if (h.mode == "passthrough") {
        o.set("hv-passthrough", "on");
        return;
    }
    auto flag = [&](OnOff v, const char* name) {
        if (on(v)) o.set(name, "on");
    };
    flag(h.relaxed, "hv-relaxed");
    flag(h.vapic, "hv-vapic");
    if (on(h.spinlocks)) o.set("hv-spinlocks", fmt::format("0x{:x}", h.spinlock_retries.value_or(0)));
    flag(h.vpindex, "hv-vpindex");
    flag(h.runtime, "hv-runtime");
    flag(h.synic, "hv-synic");
    flag(h.stimer, "hv-stimer");
    if (on(h.stimer) && on(h.stimer_direct)) o.set("hv-stimer-direct", "on");
    flag(h.reset, "hv-reset");
    if (on(h.vendor_id)) o.set("hv-vendor-id", h.vendor_id_value);
    flag(h.frequencies, "hv-frequencies");
    flag(h.reenlightenment, "hv-reenlightenment");
    flag(h.tlbflush, "hv-tlbflush");
    if (on(h.tlbflush)) {
        flag(h.tlbflush_direct, "hv-tlbflush-direct");
        flag(h.tlbflush_extended, "hv-tlbflush-ext");
    }
    flag(h.ipi, "hv-ipi");
    flag(h.evmcs, "hv-evmcs");
    flag(h.avic, "hv-avic");
    flag(h.emsr_bitmap, "hv-emsr-bitmap");
    flag(h.xmm_input, "hv-xmm-input");
}

}  // namespace

void cpu(const Build& b) {
    Option o;
    const Cpu* c = b.d.cpu.get();
    if (c && c->mode == CpuMode::host_passthrough) {
        o.word("host");
        if (c->migratable != OnOff::absent) o.set("migratable", on_off(on(c->migratable)));
    } else if (c && c->mode == CpuMode::maximum) {
        o.word("max");
        if (c->migratable != OnOff::absent) o.set("migratable", on_off(on(c->migratable)));
    } else if (c && c->mode == CpuMode::host_model && rules::is_ppc64(b.d)) {
        o.word("host");  // as far as the machine's compatibility mode lets it
    } else if (c && c->mode == CpuMode::host_model) {
        o.word("host");  // held down by the machine's max-cpu-compat, if at all
    } else if (c && !c->model.empty()) {
        o.word(c->model);
    } else if (!b.is_x86()) {
        return;  // the machine's own
    } else {
        std::string name = "qemu64";
        if (const MachineType* m = b.caps.machine(b.accelerator(), b.d.os.machine)) {
            if (m->default_cpu.empty()) return;  // a machine without any
            name = m->default_cpu;
            if (auto at = name.find("-" + b.d.os.arch + "-cpu"); at != std::string::npos) name.resize(at);
        }
        o.word(name);
    }
    if (c) {
        if (!c->vendor_id.empty()) o.set("vendor", c->vendor_id);
        for (const auto& f : c->features) {
            const std::string name = b.is_x86() ? rules::qemu_cpu_feature(f.name) : f.name;
            if (name.empty()) continue;  // not known to QEMU: nothing that could be said
            o.set(name, f.policy == CpuPolicy::disable || f.policy == CpuPolicy::forbid ? "off" : "on");
        }
    }
    for (const Timer& t : b.d.clock.timers) {
        if (t.name == TimerName::kvmclock && t.present != YesNo::absent)
            o.set("kvmclock", on_off(t.present == YesNo::yes));
        else if (t.name == TimerName::hypervclock && t.present == YesNo::yes)
            o.set("hv-time", "on");
        else if (t.name == TimerName::tsc && t.frequency)
            o.set("tsc-frequency", *t.frequency);
    }
    if (b.d.features.apic_eoi != OnOff::absent) o.set("kvm-pv-eoi", on_off(on(b.d.features.apic_eoi)));
    if (b.d.features.pvspinlock != OnOff::absent) o.set("kvm-pv-unhalt", on_off(on(b.d.features.pvspinlock)));
    hyperv(b, o);
    for (const Panic& p : b.dev().panics)
        if (p.model == PanicModel::hyperv) o.word("hv-crash");
    if (b.d.features.kvm) {
        const KvmFeatures& k = *b.d.features.kvm;
        if (on(k.hidden)) o.set("kvm", "off");
        if (on(k.hint_dedicated)) o.set("kvm-hint-dedicated", "on");
        if (on(k.poll_control)) o.set("kvm-poll-control", "on");
        if (k.pv_ipi == OnOff::off) o.set("kvm-pv-ipi", "off");
    }
    if (b.d.features.pmu != OnOff::absent && !rules::is_ppc64(b.d)) o.set("pmu", on_off(on(b.d.features.pmu)));
    if (c) {
        switch (c->cache_mode) {
            case CpuCacheMode::emulate: o.set("l3-cache", "on").set("host-cache-info", "off"); break;
            case CpuCacheMode::passthrough: o.set("host-cache-info", "on").set("l3-cache", "off"); break;
            case CpuCacheMode::disable:
                if (c->mode == CpuMode::host_passthrough || c->mode == CpuMode::maximum)
                    o.set("host-cache-info", "off").set("l3-cache", "off");
                else
                    o.set("l3-cache", "off");
                break;
            case CpuCacheMode::none: break;
        }
        if (c->max_phys_addr.mode == "passthrough") {
            o.set("host-phys-bits", "on");
            if (c->max_phys_addr.limit) o.set("host-phys-bits-limit", static_cast<std::uint64_t>(*c->max_phys_addr.limit));
        } else if (c->max_phys_addr.mode == "emulate") {
            if (c->max_phys_addr.bits)
                o.set("phys-bits", static_cast<std::uint64_t>(*c->max_phys_addr.bits));
            else
                o.set("host-phys-bits", "off");
        }
    }
    b.line.add("-cpu", o);
}

void clock(const Build& b) {
    const Clock& c = b.d.clock;
    Option o;
    auto moment = [&](std::int64_t seconds, bool local) {
        tm parts{};
        const time_t t = static_cast<time_t>(seconds);
        if (local)
            ::localtime_r(&t, &parts);
        else
            ::gmtime_r(&t, &parts);
        o.set("base", fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday,
                                  parts.tm_hour, parts.tm_min, parts.tm_sec));
    };
    switch (c.offset) {
        case ClockOffset::utc: o.set("base", "utc"); break;
        case ClockOffset::localtime:
        case ClockOffset::timezone: o.set("base", "localtime"); break;
        case ClockOffset::variable: moment(b.host.now + c.adjustment.value_or(0), c.basis == ClockBasis::localtime); break;
        case ClockOffset::absolute: moment(static_cast<std::int64_t>(c.start.value_or(0)), false); break;
    }
    for (const Timer& t : c.timers) {
        if (t.name != TimerName::rtc) continue;
        if (t.track == TimerTrack::guest) o.set("clock", "vm");
        if (t.track == TimerTrack::wall) o.set("clock", "host");
        if (t.track == TimerTrack::realtime) o.set("clock", "rt");
        if (t.tickpolicy == TickPolicy::catchup) o.set("driftfix", "slew");
    }
    b.line.add("-rtc", o);
    for (const Timer& t : c.timers) {
        if (t.name == TimerName::pit && b.caps.has("kvm-pit-lost-tick-policy")) {
            if (t.tickpolicy == TickPolicy::none || t.tickpolicy == TickPolicy::delay)
                b.line.add("-global", "kvm-pit.lost_tick_policy=delay");
            else if (t.tickpolicy == TickPolicy::discard)
                b.line.add("-global", "kvm-pit.lost_tick_policy=discard");
        }
        if (t.name == TimerName::hpet && t.present == YesNo::no && !b.caps.has("machine-hpet") && b.is_x86()) b.line.add("-no-hpet");
    }
}

void power(const Build& b) {
    // A reboot must be ours to handle if it ends the guest; set-action changes it at run time.
    b.line.add("-no-shutdown");
    if (b.is_x86() && !b.d.features.acpi && !acpi_is_machine_option(b) && !machine_lacks_acpi(b)) b.line.add("-no-acpi");
    const char* chip = b.is_q35() ? "ICH9-LPC" : "PIIX4_PM";
    if (b.is_x86()) {
        if (b.d.suspend_to_mem != YesNo::absent)
            b.line.add("-global", fmt::format("{}.disable_s3={}", chip, b.d.suspend_to_mem == YesNo::no ? 1 : 0));
        if (b.d.suspend_to_disk != YesNo::absent)
            b.line.add("-global", fmt::format("{}.disable_s4={}", chip, b.d.suspend_to_disk == YesNo::no ? 1 : 0));
    }
}

void globals(const Build& b) {
    for (const Controller& c : b.dev().controllers) {
        if (c.type != ControllerType::pci || c.index.value_or(0) != 0) continue;
        if (c.pci_target.hotplug != OnOff::absent && c.pci_model == PciModel::pci_root && b.caps.has("piix4.acpi-root-pci-hotplug"))
            b.line.add("-global", fmt::format("PIIX4_PM.acpi-root-pci-hotplug={}", on_off(on(c.pci_target.hotplug))));
    }
}

void boot(const Build& b) {
    const Os& os = b.d.os;
    Option o;
    if (os.boot_menu != YesNo::absent) {
        o.set("menu", on_off(os.boot_menu == YesNo::yes));
        if (os.boot_menu == YesNo::yes && os.boot_menu_timeout) o.set("splash-time", *os.boot_menu_timeout);
    }
    if (os.bios_reboot_timeout) o.set("reboot-timeout", std::to_string(*os.bios_reboot_timeout));
    o.set("strict", "on");
    b.line.add("-boot", o);
    if (!os.kernel.empty()) b.line.add("-kernel", os.kernel);
    if (!os.initrd.empty()) b.line.add("-initrd", os.initrd);
    if (!os.cmdline.empty()) b.line.add("-append", os.cmdline);
    if (!os.dtb.empty()) b.line.add("-dtb", os.dtb);
    if (!os.shim.empty()) b.line.add("-shim", os.shim);
    for (const AcpiTable& t : os.acpi_tables) {
        Option a;
        if (t.type == "slic") a.set("sig", "SLIC");
        if (t.type == "msdm") a.set("sig", "MSDM");
        a.set(t.type == "rawset" ? "data" : "file", t.path);
        b.line.add("-acpitable", a);
    }
}

}  // namespace vireo::qemu::argv
