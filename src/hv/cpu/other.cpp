// SPDX-License-Identifier: LGPL-2.1-or-later
#include "hv/cpu/other.h"

#include "base/error.h"

namespace vireo::hv::cpu {

using namespace model;

namespace {

constexpr auto who = vireo::Domain::cpu;

Definition plain_guest(const std::string& name, CpuFallback fallback) {
    Definition out;
    out.mode = CpuMode::custom;
    out.match = CpuMatch::exact;
    out.model = name;
    out.fallback = fallback;
    return out;
}

}  // namespace

namespace ppc64 {
namespace {

const PvrModel& known_model(std::string_view name) {
    for (const PvrModel& m : tables.ppc64)
        if (m.name == name) return m;
    fail(Code::internal_error, who, "Unknown CPU model {}", name);
}

// Generations that a guest of mode host-model may be held down to, oldest first.
constexpr std::string_view compat_modes[] = {"power6", "power7", "power8", "power9", "power10"};

int generation(std::string_view name) {
    auto same = [](std::string_view a, std::string_view b) {
        return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return (x | 0x20) == (y | 0x20); });
    };
    for (unsigned i = 0; i < std::size(compat_modes); ++i)
        if (same(compat_modes[i], name)) return static_cast<int>(i);
    return -1;
}

}  // namespace

void convert_legacy(Definition& cpu) {
    struct Pair {
        std::string_view then, now;
    };
    static constexpr Pair pairs[] = {{"POWER7_v2.1", "POWER7"}, {"POWER7_v2.3", "POWER7"}, {"POWER7+_v2.1", "POWER7"}, {"POWER8_v1.0", "POWER8"}};
    for (const Pair& p : pairs)
        if (cpu.model == p.then) cpu.model = p.now;
}

Comparison compare(const Definition& host, const Definition& given, bool must_fit) {
    // Why is not said.
    auto misfit = [&] {
        if (must_fit) throw Error(Code::cpu_incompatible, who, {});
        return Comparison::incompatible;
    };
    Definition cpu = given;
    convert_legacy(cpu);
    if (!cpu.vendor.empty() && cpu.vendor != host.vendor) return misfit();
    if (cpu.mode == CpuMode::host_model) {
        if (cpu.model.empty()) return Comparison::identical;
        const int wanted = generation(cpu.model), have = generation(host.model);
        if (wanted < 0) fail(Code::internal_error, who, "Unknown CPU model {}", cpu.model);
        if (have >= 0 && wanted > have) return misfit();
        return Comparison::identical;
    }
    Definition ours = host;
    convert_legacy(ours);
    if (known_model(cpu.model).name == known_model(ours.model).name) return Comparison::identical;
    return misfit();
}

void update(Definition& guest, const Definition& host) {
    if (guest.mode == CpuMode::custom && guest.match == CpuMatch::minimum) {
        guest.match = CpuMatch::exact;
        guest.model = host.model;
    }
}

Definition baseline(std::span<const Definition> cpus) {
    const PvrModel& first = known_model(cpus[0].model);
    std::string_view vendor;
    for (const Definition& c : cpus) {
        if (known_model(c.model).name != first.name) fail(Code::operation_failed, who, "CPUs are incompatible");
        if (c.vendor.empty()) continue;
        bool known = false;
        for (std::string_view v : tables.ppc64_vendors) known |= v == c.vendor;
        if (!known) fail(Code::operation_failed, who, "Unknown CPU vendor {}", c.vendor);
        if (first.vendor != c.vendor)
            fail(Code::operation_failed, who, "CPU vendor {} of model {} differs from vendor {}", first.vendor, first.name, c.vendor);
        if (!vendor.empty() && vendor != c.vendor) fail(Code::operation_failed, who, "CPU vendors do not match");
        vendor = c.vendor;
    }
    return plain_guest(std::string(first.name), CpuFallback::forbid);
}

}  // namespace ppc64

namespace s390 {

// QEMU told the model and all its features; the guest's own wishes come on top.
void update(Definition& guest, const Definition& host) {
    if (guest.mode == CpuMode::custom) {
        if (guest.match == CpuMatch::minimum)
            fail(Code::config_unsupported, who, "match mode {} not supported", word(guest.match));
        return;
    }
    if (guest.mode != CpuMode::host_model) return;
    std::vector<CpuFeature> own = std::move(guest.features);
    guest.model = host.model;
    guest.vendor = host.vendor;
    guest.features = host.features;
    for (CpuFeature& f : guest.features)
        if (f.policy == CpuPolicy::none) f.policy = CpuPolicy::require;
    for (const CpuFeature& f : own) set(guest, f.name, f.policy);
    guest.mode = CpuMode::custom;
    guest.match = CpuMatch::exact;
    if (guest.fallback == CpuFallback::none) guest.fallback = CpuFallback::allow;
}

}  // namespace s390

namespace arm {

void update(Definition& guest, const Definition& host) {
    if (guest.mode != CpuMode::host_model) return;
    std::vector<CpuFeature> own = std::move(guest.features);
    guest.model = host.model;
    guest.vendor.clear();
    guest.features = host.features;
    for (CpuFeature& f : guest.features)
        if (f.policy == CpuPolicy::none) f.policy = CpuPolicy::require;
    for (const CpuFeature& f : own) set(guest, f.name, f.policy);
    guest.mode = CpuMode::custom;
    guest.match = CpuMatch::exact;
}

// Only the model is looked at, and only the first one.
Definition baseline(std::span<const Definition> cpus) { return plain_guest(cpus[0].model, CpuFallback::allow); }

}  // namespace arm

}  // namespace vireo::hv::cpu
