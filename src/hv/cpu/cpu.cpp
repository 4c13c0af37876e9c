// SPDX-License-Identifier: LGPL-2.1-or-later
// Sends each question to the architecture that it is about, and answers for the simple ones.
#include "hv/cpu/cpu.h"

#include <algorithm>

#include "base/error.h"
#include "hv/cpu/other.h"
#include "hv/cpu/x86.h"

namespace vireo::hv::cpu {

using namespace model;

namespace {
constexpr auto who = vireo::Domain::cpu;
[[noreturn]] void nobodys(std::string_view arch) { fail(Code::no_support, who, "'{}' architecture is not supported by CPU driver", arch); }
}

Family family_of(std::string_view arch) {
    struct Pair {
        std::string_view arch;
        Family family;
    };
    static constexpr Pair pairs[] = {{"x86_64", Family::x86},   {"i686", Family::x86},       {"ppc64", Family::ppc64},   {"ppc64le", Family::ppc64},
                                     {"aarch64", Family::arm},  {"armv7l", Family::arm},     {"armv6l", Family::arm},    {"armv7b", Family::arm},
                                     {"s390x", Family::s390},   {"s390", Family::s390},      {"riscv64", Family::riscv64}, {"loongarch64", Family::loongarch64}};
    for (const Pair& p : pairs)
        if (p.arch == arch) return p.family;
    return Family::none;
}

Comparison compare(std::string_view arch, const Definition* host, const Definition& cpu, bool must_fit) {
    auto misfit = [&](std::string_view why) {
        if (must_fit) fail(Code::cpu_incompatible, who, "{}", why);
        return Comparison::incompatible;
    };
    const Family family = family_of(arch);
    if (!cpu.arch.empty() && family_of(cpu.arch) != family) return misfit(fmt::format("CPU arch {} does not match host arch", cpu.arch));
    if (!cpu.host && cpu.model.empty() && cpu.mode != CpuMode::host_model) return Comparison::superset;
    switch (family) {
        case Family::x86:
        case Family::ppc64: {
            if (!host || host->model.empty()) return misfit("unknown host CPU");
            if (family == Family::ppc64) return ppc64::compare(*host, cpu, must_fit);
            if (!cpu.host && cpu.model.empty()) return Comparison::superset;
            return x86::compare(*host, cpu, must_fit);
        }
        case Family::arm:
        case Family::s390:
        case Family::riscv64:
        case Family::loongarch64: return Comparison::identical;  // only the hypervisor could tell
        case Family::none: break;
    }
    nobodys(arch);
}

void update(std::string_view arch, Definition& guest, const Definition& host, Missing missing) {
    switch (family_of(arch)) {
        case Family::x86: return x86::update(guest, host, missing);
        case Family::ppc64: return ppc64::update(guest, host);
        case Family::s390: return s390::update(guest, host);
        case Family::arm: return arm::update(guest, host);
        case Family::riscv64:
        case Family::loongarch64: return;
        case Family::none: break;
    }
    nobodys(arch);
}

Definition migratable(std::string_view arch, const Definition& cpu) {
    Definition out = cpu;
    if (family_of(arch) == Family::x86)
        std::erase_if(out.features, [](const CpuFeature& f) {
            if (f.policy == CpuPolicy::disable) return false;
            int i = find_feature(f.name);
            return i >= 0 && tables.unmigratable.test(static_cast<unsigned>(i));
        });
    return out;
}

void translate(std::string_view arch, Definition& cpu, std::optional<Offered> offered) {
    if (cpu.model.empty()) return;
    if (!offered) return;
    for (const OfferedModel& o : *offered)
        if (o.name == cpu.model) return;
    if (cpu.fallback == CpuFallback::forbid) fail(Code::config_unsupported, who, "CPU model {} is not supported by hypervisor", cpu.model);
    if (family_of(arch) == Family::x86) return x86::translate(cpu, offered);
    fail(Code::config_unsupported, who, "CPU model {} is not supported by hypervisor", cpu.model);
}

Definition baseline(std::string_view arch, std::span<const Definition> cpus, std::optional<Offered> offered, const std::vector<std::string>* features,
                    bool migratable_only) {
    if (cpus.empty()) fail(Code::invalid_arg, who, "no CPUs given");
    for (std::size_t i = 0; i < cpus.size(); ++i)
        if (cpus[i].model.empty()) fail(Code::invalid_arg, who, "no CPU model specified at index {}", i);
    switch (family_of(arch)) {
        case Family::x86: return x86::baseline(cpus, offered, features, migratable_only);
        case Family::ppc64: return ppc64::baseline(cpus);
        case Family::arm: return arm::baseline(cpus);
        case Family::none: nobodys(arch);
        default: break;
    }
    fail(Code::no_support, who, "cannot compute baseline CPU of {} architecture", arch);
}

void expand_features(std::string_view arch, Definition& cpu) {
    if (family_of(arch) == Family::x86 && !cpu.model.empty()) x86::expand(cpu);
}

std::optional<bool> has_feature(std::string_view arch, const Definition& cpu, std::string_view feature) {
    if (family_of(arch) != Family::x86) {
        const auto* f = find(cpu, feature);
        return f && f->policy != CpuPolicy::disable && f->policy != CpuPolicy::forbid;
    }
    int i = find_feature(feature);
    if (i < 0) return std::nullopt;
    return x86_data(cpu).features.test(static_cast<unsigned>(i));
}

void validate_features(std::string_view arch, const Definition& cpu) {
    const Family family = family_of(arch);
    for (const CpuFeature& f : cpu.features) {
        bool known = true;
        if (family == Family::x86) known = find_feature(f.name) >= 0;
        else if (family == Family::arm) known = std::find(tables.arm_features.begin(), tables.arm_features.end(), f.name) != tables.arm_features.end();
        if (!known) fail(Code::config_unsupported, who, "unknown CPU feature: {}", f.name);
    }
}

void convert_legacy(std::string_view arch, Definition& cpu) {
    if (family_of(arch) == Family::ppc64) ppc64::convert_legacy(cpu);
}

std::optional<std::vector<std::string>> model_names(std::string_view arch) {
    std::vector<std::string> names;
    switch (family_of(arch)) {
        case Family::x86:
            for (const X86Model& m : tables.models) names.emplace_back(m.name);
            return names;
        case Family::ppc64:
            for (const PvrModel& m : tables.ppc64)
                if (names.empty() || names.back() != m.name) names.emplace_back(m.name);
            return names;
        case Family::arm:
        case Family::s390:
        case Family::riscv64:
        case Family::loongarch64: return std::nullopt;
        case Family::none: break;
    }
    nobodys(arch);
}

std::string vendor_of_model(std::string_view arch, std::string_view name) {
    switch (family_of(arch)) {
        case Family::x86:
            if (const X86Model* m = find_model(name); m && m->vendor >= 0) return std::string(tables.vendors[static_cast<unsigned>(m->vendor)].name);
            break;
        case Family::ppc64:
            for (const PvrModel& m : tables.ppc64)
                if (m.name == name) return std::string(m.vendor);
            break;
        case Family::s390: return name == "max" || name == "qemu" ? "" : "IBM";
        default: break;
    }
    return {};
}

}  // namespace vireo::hv::cpu
