// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/qemu/caps/host_model.h"

#include <algorithm>

#include "base/text.h"
#include "drivers/qemu/rules/cpu_features.h"
#include "hv/cpu/qemu_model.h"

namespace vireo::qemu {

using namespace model;
namespace cpu = hv::cpu;

namespace {

using Property = HostCpu::Property;

std::optional<cpu::Definition> from_x86(const HostCpu& said, std::span<const cpu::OfferedModel> offered, bool migratable_only) {
    cpu::QemuProperties p;
    for (const Property& one : said.properties) {
        switch (one.kind) {
            case Property::Kind::boolean:
                p.flag(one.name, one.value == "true" && !(migratable_only && said.migratability && !one.migratable.value_or(false)));
                break;
            case Property::Kind::number: p.number(one.name, to_number<std::int64_t>(one.value).value_or(-1)); break;
            case Property::Kind::string: p.text(one.name, one.value); break;
        }
    }
    // Where QEMU does not tell what can move, the database does.
    return cpu::describe(p.take(), {.offered = offered, .migratable_only = migratable_only && !said.migratability});
}

cpu::Definition from_s390(const HostCpu& said) {
    cpu::Definition c;
    c.mode = CpuMode::custom;
    c.match = CpuMatch::exact;
    c.model = said.model;
    for (const Property& p : said.properties)
        if (p.kind == Property::Kind::boolean) c.features.push_back({p.name, p.value == "true" ? CpuPolicy::require : CpuPolicy::disable});
    return c;
}

// Features that guests never see as such.
void only_for_guests(cpu::Definition& c) {
    std::erase_if(c.features, [](const CpuFeature& f) { return rules::qemu_cpu_feature(f.name).empty(); });
}

std::optional<cpu::Definition> from_host(const cpu::Definition* host, std::string_view arch, bool migratable_only) {
    if (!host || host->model.empty()) return std::nullopt;
    cpu::Definition c = migratable_only ? cpu::migratable(arch, *host) : *host;
    c.host = false;
    c.mode = CpuMode::custom;
    c.match = CpuMatch::exact;
    c.topology = {};
    only_for_guests(c);
    for (auto& f : c.features) f.policy = CpuPolicy::require;
    return c;
}

}  // namespace

std::vector<cpu::OfferedModel> offered_models(const QemuCaps& caps, Accelerator a) {
    std::vector<cpu::OfferedModel> out;
    const AcceleratorCaps* acc = caps.under(a);
    if (!acc) return out;
    const bool x86 = cpu::family_of(caps.arch) == cpu::Family::x86;
    for (const CpuModel& m : acc->cpus)
        if (!x86 || cpu::find_model(m.name)) out.push_back({m.name, m.usable, m.blockers, m.deprecated});
    return out;
}

std::optional<cpu::Definition> host_model_cpu(const QemuCaps& caps, Accelerator a, const cpu::Definition* host, HostModel kind) {
    const AcceleratorCaps* acc = caps.under(a);
    const HostCpu* said = acc && acc->host_cpu ? &*acc->host_cpu : nullptr;
    const cpu::Family family = cpu::family_of(caps.arch);
    const bool migratable = kind == HostModel::migratable;
    std::optional<cpu::Definition> out;
    switch (family) {
        case cpu::Family::x86:
            if (said) {
                out = from_x86(*said, offered_models(caps, a), migratable);
                out->fallback = CpuFallback::forbid;
            } else {
                out = from_host(host, caps.arch, migratable);
                if (out) out->fallback = CpuFallback::allow;
            }
            break;
        case cpu::Family::s390:
            if (said) {
                out = from_s390(*said);
                out->fallback = CpuFallback::forbid;
            }
            break;
        case cpu::Family::arm:
        case cpu::Family::loongarch64:
        case cpu::Family::none: break;
        default:
            out = from_host(host, caps.arch, migratable);
            if (out) out->fallback = CpuFallback::allow;
            break;
    }
    if (kind != HostModel::full || !out || family != cpu::Family::x86 || !host) return out;
    cpu::Definition full = *host;
    only_for_guests(full);
    cpu::expand_features(caps.arch, *out);
    for (const CpuFeature& f : out->features)
        if (f.policy == CpuPolicy::require && !cpu::find(full, f.name)) full.features.push_back({f.name, full.host ? CpuPolicy::none : CpuPolicy::require});
    return full;
}

}  // namespace vireo::qemu
