// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/qemu/caps/host_model.h"

#include <set>

#include "drivers/qemu/rules/cpu_features.h"

namespace vireo::qemu {

using namespace model;

namespace {

struct Family {
    std::string_view prefix, vendor;
};
constexpr Family families[] = {
    {"EPYC", "AMD"}, {"Opteron", "AMD"}, {"athlon", "AMD"}, {"phenom", "AMD"}, {"Dhyana", "Hygon"}, {"YongFeng", "Zhaoxin"},
    {"486", "unknown"}, {"qemu", "unknown"}, {"kvm", "unknown"}, {"pentium", "unknown"}, {"max", "unknown"}, {"host", "unknown"}, {"base", "unknown"}};

// Newest first. Variants of one generation are tried from the richest to the poorest.
constexpr std::string_view intel[] = {"SierraForest", "GraniteRapids", "SapphireRapids", "Icelake-Server", "Cooperlake", "Cascadelake-Server",
                                      "Skylake-Server", "Snowridge", "Skylake-Client", "Denverton", "Broadwell", "Haswell", "IvyBridge",
                                      "SandyBridge", "Westmere", "Nehalem", "Penryn", "Conroe", "core2duo", "coreduo"};
constexpr std::string_view amd[] = {"EPYC-Genoa", "EPYC-Milan", "EPYC-Rome", "EPYC", "Opteron_G5", "Opteron_G4", "Opteron_G3", "Opteron_G2",
                                    "Opteron_G1", "phenom", "athlon"};
constexpr std::string_view variants[] = {"-IBRS", "-IBPB", "", "-noTSX-IBRS", "-noTSX"};

const CpuModel* find_model(const AcceleratorCaps& caps, std::string_view name) {
    for (const CpuModel& m : caps.cpus)
        if (m.name == name) return &m;
    return nullptr;
}

}  // namespace

std::string cpu_model_vendor(std::string_view model) {
    for (const Family& f : families)
        if (model.starts_with(f.prefix)) return std::string(f.vendor);
    return "Intel";
}

std::optional<Cpu> host_model_cpu(const QemuCaps& caps, Accelerator a) {
    const AcceleratorCaps* acc = caps.under(a);
    if (!acc || !acc->host_cpu) return std::nullopt;
    std::string vendor;
    for (const auto& p : acc->host_cpu->properties)
        if (p.name == "vendor") vendor = p.value;
    const bool is_amd = vendor == "AuthenticAMD" || vendor == "HygonGenuine";
    Cpu cpu;
    cpu.mode = CpuMode::custom;
    cpu.match = CpuMatch::exact;
    cpu.fallback = CpuFallback::forbid;
    auto search = [&](std::span<const std::string_view> names) {
        for (std::string_view name : names)
            for (std::string_view v : variants) {
                const CpuModel* m = find_model(*acc, std::string(name) + std::string(v));
                if (m && m->usable.value_or(false)) {
                    cpu.model = m->name;
                    return;
                }
            }
    };
    if (is_amd) search(amd);
    else search(intel);
    if (cpu.model.empty()) cpu.model = caps.arch == "i686" ? "qemu32" : "qemu64";
    cpu.vendor = is_amd ? (vendor == "HygonGenuine" ? "Hygon" : "AMD") : vendor == "GenuineIntel" ? "Intel" : "";
    // Spellings that mean the same appear once.
    std::set<std::string> seen;
    for (const auto& p : acc->host_cpu->properties) {
        if (p.kind != HostCpu::Property::Kind::boolean || p.value != "true") continue;
        if (p.migratable && !*p.migratable) continue;
        if (p.name.starts_with("kvm") || p.name.starts_with("hv-") || p.name.starts_with("x-") || p.name.find("sgx") == 0) continue;
        static constexpr std::string_view not_features[] = {"check", "enforce", "hypervisor-allowed", "fill-mtrr-mask", "l3-cache", "legacy-cache",
                                                            "migratable", "pmu", "realized", "start-powered-off", "full-cpuid-auto-level",
                                                            "cpuid-0xb", "host-cache-info", "host-phys-bits", "lmce", "tcg-cpuid", "vmware-cpuid-freq",
                                                            "xen-vapic", "hotplugged", "hotpluggable"};
        if (std::find(std::begin(not_features), std::end(not_features), p.name) != std::end(not_features)) continue;
        std::string name = rules::libvirt_cpu_feature(p.name);
        if (seen.insert(name).second) cpu.features.push_back({std::move(name), CpuPolicy::require});
    }
    return cpu;
}

}  // namespace vireo::qemu
