// SPDX-License-Identifier: LGPL-2.1-or-later
// What a guest notices of features, timers, processor, NUMA cells and firmware tables.
#include "model/domain/rules/abi.h"

namespace vireo::model::abi {
namespace {

using B = vireo::Domain;

std::string_view given(const std::string& text, std::string_view nothing) { return text.empty() ? nothing : std::string_view(text); }

// --- features: each is shown as a short text, and two texts are compared ---

std::string_view on(bool is) { return is ? "on" : "default"; }
std::string_view plain(OnOff state) { return named(state); }

void state(const char* feature, std::string_view from, std::string_view to) {
    if (from != to) differs("State of feature '{}' differs: source: '{}', destination: '{}'", feature, from, to);
}
std::string valued(const std::string& v, std::string_view nothing = "none") { return fmt::format("value={}", given(v, nothing)); }

std::string_view hyperv_mode(const Features& f) {
    if (!f.hyperv) return "default";
    return f.hyperv->mode == "passthrough" ? "off" : "on";
}
std::string apic(const Features& f) { return fmt::format("{},eoi={}", on(f.apic), plain(f.apic_eoi)); }
std::string gic(const Features& f) { return fmt::format("{},version={}", on(f.gic), given(f.gic_version, "none")); }
// Resizing and page size count; the bare element has no meaning.
std::string hpt(const Features& f) {
    const bool is = !f.hpt_resizing.empty() || f.hpt_max_page_size;
    return fmt::format("{},resizing={},maxpagesize={}", on(is), given(f.hpt_resizing, "none"), f.hpt_max_page_size.value_or(0));
}
std::string ioapic(const Features& f) { return fmt::format("driver={}", given(f.ioapic_driver, "none")); }
std::string policy(const Features& f) { return fmt::format("policy={}", given(f.capabilities_policy, "default")); }

void hyperv_states(const HypervFeatures& a, const HypervFeatures& b) {
    const auto same = [](const char* name, OnOff x, OnOff y) {
        if (x != y) differs("State of HyperV enlightenment feature '{}' differs: source: '{}', destination: '{}'", name, plain(x), plain(y));
    };
    same("relaxed", a.relaxed, b.relaxed);
    same("vapic", a.vapic, b.vapic);
    if (a.spinlock_retries.value_or(0) != b.spinlock_retries.value_or(0))
        differs("HyperV spinlock retry count differs: source: '{}', destination: '{}'", a.spinlock_retries.value_or(0), b.spinlock_retries.value_or(0));
    same("vpindex", a.vpindex, b.vpindex);
    same("runtime", a.runtime, b.runtime);
    same("synic", a.synic, b.synic);
    same("stimer", a.stimer, b.stimer);
    same("reset", a.reset, b.reset);
    if (a.vendor_id_value != b.vendor_id_value)
        differs("HyperV vendor_id differs: source: '{}', destination: '{}'", given(a.vendor_id_value, "(null)"), given(b.vendor_id_value, "(null)"));
    same("frequencies", a.frequencies, b.frequencies);
    same("reenlightenment", a.reenlightenment, b.reenlightenment);
    same("tlbflush", a.tlbflush, b.tlbflush);
    same("ipi", a.ipi, b.ipi);
    same("evmcs", a.evmcs, b.evmcs);
    same("avic", a.avic, b.avic);
    same("emsr_bitmap", a.emsr_bitmap, b.emsr_bitmap);
    same("xmm_input", a.xmm_input, b.xmm_input);
    if (a.stimer == OnOff::on && a.stimer_direct != b.stimer_direct)
        differs("State of HyperV stimer direct feature differs: source: '{}', destination: '{}'", plain(a.stimer_direct), plain(b.stimer_direct));
}

void xen_states(const XenFeatures& a, const XenFeatures& b) {
    const auto same = [](const char* name, OnOff x, OnOff y) {
        if (x != y) differs("State of Xen feature '{}' differs: source: '{}', destination: '{}'", name, plain(x), plain(y));
    };
    same("e820_host", a.e820_host, b.e820_host);
    same("passthrough", a.passthrough, b.passthrough);
    if (a.passthrough == OnOff::on && a.passthrough_mode != b.passthrough_mode)
        differs("'mode' of Xen passthrough feature differs: source: '{}', destination: '{}'", given(a.passthrough_mode, "default"), given(b.passthrough_mode, "default"));
}

void kvm_states(const KvmFeatures& a, const KvmFeatures& b) {
    const auto same = [](const char* name, OnOff x, OnOff y) {
        if (x != y) differs("State of KVM feature '{}' differs: source: '{}', destination: '{}'", name, plain(x), plain(y));
    };
    same("hidden", a.hidden, b.hidden);
    same("hint-dedicated", a.hint_dedicated, b.hint_dedicated);
    same("poll-control", a.poll_control, b.poll_control);
    same("pv-ipi", a.pv_ipi, b.pv_ipi);
    same("dirty-ring", a.dirty_ring, b.dirty_ring);
    // The reference names no feature here.
    if (a.dirty_ring == OnOff::on && a.dirty_ring_size != b.dirty_ring_size)
        differs("dirty ring size of KVM feature '(null)' differs: source: '{}', destination: '{}'", a.dirty_ring_size.value_or(0), b.dirty_ring_size.value_or(0));
}

// In the largest unit that leaves a whole number.
std::string sized(std::uint64_t bytes) {
    static constexpr const char* units[] = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    unsigned n = 0;
    while (bytes && bytes % 1024 == 0 && n + 1 < std::size(units)) bytes /= 1024, ++n;
    return fmt::format("{} {}", bytes, units[n]);
}

void smm(const Features& a, const Features& b) {
    if (a.smm != OnOff::on) return;
    if (a.tseg_size.has_value() != b.tseg_size.has_value())
        differs("SMM TSEG differs: source: {}, destination: '{}'", a.tseg_size ? "specified" : "not specified", b.tseg_size ? "specified" : "not specified");
    if (a.tseg_size != b.tseg_size)
        differs("Size of SMM TSEG size differs: source: '{}', destination: '{}'", sized(*a.tseg_size), sized(*b.tseg_size));
}

void topology(const CpuTopology& a, const CpuTopology& b) {
    const auto same = [](const char* what, unsigned x, unsigned y) {
        if (x != y) fail(Code::config_unsupported, B::cpu, "Target CPU {} {} does not match source {}", what, y, x);
    };
    same("sockets", a.sockets, b.sockets);
    same("dies", a.dies, b.dies);
    same("clusters", a.clusters, b.clusters);
    same("cores", a.cores, b.cores);
    same("threads", a.threads, b.threads);
}

unsigned distance(const NumaCell& cell, unsigned from, unsigned to) {
    for (const auto& s : cell.distances)
        if (s.id == to && s.value) return s.value;
    return from == to ? 10 : 20;
}

const std::string* entry(const SysinfoBlock& block, std::string_view name) {
    for (const auto& e : block.entries)
        if (e.name == name) return &e.value;
    return nullptr;
}

struct Item {
    const char *name, *shown;
};
constexpr Item bios_items[] = {{"vendor", "vendor"}, {"version", "version"}, {"date", "date"}, {"release", "release"}};
constexpr Item system_items[] = {{"manufacturer", "vendor"}, {"product", "product"}, {"version", "version"}, {"serial", "serial"}, {"uuid", "uuid"}, {"sku", "sku"}, {"family", "family"}};
constexpr Item board_items[] = {{"manufacturer", "vendor"}, {"product", "product"}, {"version", "version"}, {"serial", "serial"}, {"asset", "asset"}, {"location", "location"}};
constexpr Item chassis_items[] = {{"manufacturer", "vendor"}, {"version", "version"}, {"serial", "serial"}, {"asset", "asset"}, {"sku", "sku"}};

template <std::size_t N>
void entries(const char* block, const Item (&items)[N], const SysinfoBlock& a, const SysinfoBlock& b) {
    for (const auto& i : items) {
        const auto *x = entry(a, i.name), *y = entry(b, i.name);
        if (x ? y && *x == *y : !y) continue;
        fail(Code::config_unsupported, B::sysinfo, "Target sysinfo {} {} {} does not match source {}", block, i.shown, y ? *y : "<null>", x ? *x : "<null>");
    }
}

template <std::size_t N>
void block(const char* name, const char* missing, const Item (&items)[N], const Box<SysinfoBlock>& a, const Box<SysinfoBlock>& b) {
    const bool x = a && !a->entries.empty(), y = b && !b->entries.empty();
    if (x != y) fail(Code::config_unsupported, B::sysinfo, "{}", missing);
    if (x) entries(name, items, *a, *b);
}

}  // namespace

void features(const Features& a, const Features& b) {
    state("acpi", on(a.acpi), on(b.acpi));
    state("apic", apic(a), apic(b));
    state("pae", on(a.pae), on(b.pae));
    state("hap", plain(a.hap), plain(b.hap));
    state("viridian", on(a.viridian), on(b.viridian));
    state("privnet", on(a.privnet), on(b.privnet));
    state("hyperv", hyperv_mode(a), hyperv_mode(b));
    state("kvm", on(bool(a.kvm)), on(bool(b.kvm)));
    state("pvspinlock", plain(a.pvspinlock), plain(b.pvspinlock));
    state("capabilities", policy(a), policy(b));
    state("pmu", plain(a.pmu), plain(b.pmu));
    state("vmport", plain(a.vmport), plain(b.vmport));
    state("gic", gic(a), gic(b));
    state("smm", plain(a.smm), plain(b.smm));
    state("ioapic", ioapic(a), ioapic(b));
    state("hpt", hpt(a), hpt(b));
    state("vmcoreinfo", plain(a.vmcoreinfo), plain(b.vmcoreinfo));
    state("htm", plain(a.htm), plain(b.htm));
    state("nested-hv", plain(a.nested_hv), plain(b.nested_hv));
    state("ccf-assist", plain(a.ccf_assist), plain(b.ccf_assist));
    state("xen", on(bool(a.xen)), on(bool(b.xen)));
    state("cfpc", valued(a.cfpc), valued(b.cfpc));
    state("sbbc", valued(a.sbbc), valued(b.sbbc));
    state("ibs", valued(a.ibs), valued(b.ibs));
    state("ras", plain(a.ras), plain(b.ras));
    state("ps2", plain(a.ps2), plain(b.ps2));
    state("aia", valued(a.aia, "default"), valued(b.aia, "default"));
    if (a.hyperv && hyperv_mode(a) == "on") hyperv_states(*a.hyperv, *b.hyperv);
    if (a.xen) xen_states(*a.xen, *b.xen);
    if (a.kvm) kvm_states(*a.kvm, *b.kvm);
    smm(a, b);
}

void timers(const Clock& from, const Clock& to) {
    if (from.timers.size() != to.timers.size()) differs("Target domain timers do not match source");
    for (std::size_t i = 0; i < from.timers.size(); ++i) {
        const auto &a = from.timers[i], &b = to.timers[i];
        if (a.name != b.name) differs("Target timer {} does not match source {}", word(b.name), word(a.name));
        if (a.present != b.present) differs("Target timer presence '{}' does not match source '{}'", named(b.present), named(a.present));
        if (a.name != TimerName::tsc) continue;
        if (a.frequency.value_or(0) != b.frequency.value_or(0))
            differs("Target TSC frequency {} does not match source {}", b.frequency.value_or(0), a.frequency.value_or(0));
        if (a.mode != b.mode) differs("Target TSC mode {} does not match source {}", named(b.mode, "none"), named(a.mode, "none"));
    }
}

void cpu(const Cpu* from, const Cpu* to) {
    // An element that only holds NUMA cells still is a processor here.
    if (!from && !to) return;
    const auto no = [](const char* what, std::string_view a, std::string_view b) {
        if (a != b) fail(Code::config_unsupported, B::cpu, "Target CPU {} {} does not match source {}", what, b, a);
    };
    if (!from || !to) fail(Code::config_unsupported, B::cpu, "Target CPU does not match source");
    const auto &a = *from, &b = *to;
    const auto mode = [](const Cpu& c) { return c.mode == CpuMode::none ? CpuMode::custom : c.mode; };
    no("mode", word(mode(a)), word(mode(b)));
    no("check", named(a.check), named(b.check));
    no("model", given(a.model, "<null>"), given(b.model, "<null>"));
    no("vendor", given(a.vendor, "<null>"), given(b.vendor, "<null>"));
    no("vendor id", given(a.vendor_id, "<null>"), given(b.vendor_id, "<null>"));
    topology(a.topology, b.topology);
    // An upper limit for a passed through width is the host's business.
    if (a.max_phys_addr.mode != b.max_phys_addr.mode || a.max_phys_addr.bits != b.max_phys_addr.bits)
        fail(Code::config_unsupported, B::cpu, "Target CPU maxphysaddr does not match source");
    if (a.features.size() != b.features.size())
        fail(Code::config_unsupported, B::cpu, "Target CPU feature count {} does not match source {}", b.features.size(), a.features.size());
    for (std::size_t i = 0; i < a.features.size(); ++i) {
        no("feature", a.features[i].name, b.features[i].name);
        no("feature policy", named(a.features[i].policy, "require"), named(b.features[i].policy, "require"));
    }
    if (a.cache_mode != b.cache_mode || a.cache_level != b.cache_level)
        fail(Code::config_unsupported, B::cpu, "Target CPU cache does not match source");
}

void numa(const Domain& from, const Domain& to) {
    static const std::vector<NumaCell> none;
    const auto &a = from.cpu ? from.cpu->cells : none, &b = to.cpu ? to.cpu->cells : none;
    if (a.size() != b.size()) differs("Target NUMA node count '{}' doesn't match source '{}'", b.size(), a.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (a[i].memory.value_or(0) != b[i].memory.value_or(0))
            differs("Size of target NUMA node {} ({}) doesn't match source ({})", i, b[i].memory.value_or(0), a[i].memory.value_or(0));
        if (a[i].cpus != b[i].cpus) differs("Processor mask of target NUMA node {} doesn't match source", i);
        for (std::size_t j = 0; j < a.size(); ++j) {
            const auto x = unsigned(i), y = unsigned(j);
            if (distance(a[i], x, y) != distance(b[i], x, y)) differs("Target NUMA distance from {} to {} doesn't match source", i, j);
        }
    }
}

void sysinfo(const Sysinfo& a, const Sysinfo& b) {
    if (a.type != b.type)
        fail(Code::config_unsupported, B::sysinfo, "Target sysinfo {} does not match source {}", word(b.type), word(a.type));
    block("BIOS", "Target sysinfo does not match source", bios_items, a.bios, b.bios);
    block("system", "Target sysinfo does not match source", system_items, a.system, b.system);
    if (a.base_boards.size() != b.base_boards.size())
        fail(Code::config_unsupported, B::sysinfo, "Target sysinfo base board count '{}' does not match source '{}'", b.base_boards.size(), a.base_boards.size());
    for (std::size_t i = 0; i < a.base_boards.size(); ++i) entries("base board", board_items, a.base_boards[i], b.base_boards[i]);
    block("chassis", "Target chassis does not match source", chassis_items, a.chassis, b.chassis);
}

}  // namespace vireo::model::abi
