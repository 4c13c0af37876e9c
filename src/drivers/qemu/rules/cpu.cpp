// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/qemu/rules/cpu.h"

#include <algorithm>

#include "base/error.h"
#include "drivers/qemu/caps/host_model.h"
#include "drivers/qemu/rules/cpu_features.h"
#include "drivers/qemu/rules/fill.h"

namespace vireo::qemu::rules {

using namespace model;
namespace cpu = hv::cpu;

namespace {

constexpr auto who = vireo::Domain::qemu;

bool says_off(CpuPolicy p) { return p == CpuPolicy::disable || p == CpuPolicy::forbid; }

// QEMU has said which features of a model this host lacks: those that the definition does not switch off are missing.
void check_with_blockers(const QemuCaps& caps, Accelerator a, const Cpu& guest, const cpu::Definition& full) {
    cpu::FeatureSet gone;
    for (const auto& m : offered_models(caps, a)) {
        if (m.name != guest.model || m.usable.value_or(true)) continue;
        for (const auto& b : m.blockers) {
            int i = cpu::find_qemu_feature(b);
            if (i < 0) continue;
            const auto* said = cpu::find(guest, cpu::tables.features[static_cast<unsigned>(i)].name);
            if (!said || said->policy == CpuPolicy::require) gone.set(static_cast<unsigned>(i));
        }
    }
    const cpu::FeatureSet have = cpu::x86_data(full).features;
    std::string names;
    auto add = [&](unsigned i) { names += (names.empty() ? "" : ", ") + std::string(cpu::tables.features[i].name); };
    for (const CpuFeature& f : guest.features)
        if (int i = cpu::find_feature(f.name); i >= 0 && f.policy == CpuPolicy::require && !have.test(static_cast<unsigned>(i))) gone.set(static_cast<unsigned>(i));
    gone.each(add);
    if (!names.empty()) fail(Code::cpu_incompatible, who, "Host CPU does not provide required features: {}", names);
}

void check_fits(const model::Domain& d, const QemuCaps& caps, const cpu::Definition& guest, const cpu::Definition* host) {
    const Accelerator a = accelerator_of(d);
    // A full check comes after the start, against what QEMU really made.
    if (guest.check != CpuCheck::partial) return;
    // What QEMU emulates has nothing to do with the processor below.
    const auto full = host_model_cpu(caps, a, host, a == Accelerator::tcg ? HostModel::reported : HostModel::full);
    if (!full && (a == Accelerator::tcg || !host || host->model.empty())) return;
    const cpu::X86Model* m = cpu::family_of(d.os.arch) == cpu::Family::x86 ? cpu::find_model(guest.model) : nullptr;
    const cpu::Definition& ours = full ? *full : *host;
    const AcceleratorCaps* acc = caps.under(a);
    const bool told = acc && std::any_of(acc->cpus.begin(), acc->cpus.end(), [&](const CpuModel& o) { return o.name == guest.model && o.usable; });
    if (m && told && guest.mode == CpuMode::custom && guest.match != CpuMatch::strict && !m->compat_check) return check_with_blockers(caps, a, guest, ours);
    cpu::compare(d.os.arch, &ours, guest, true);
}

void without_deprecated(Cpu& c, const QemuCaps& caps, Accelerator a) {
    if (c.deprecated_features == OnOff::absent) return;
    if (!caps.has("query-cpu-model-expansion.deprecated-props"))
        fail(Code::config_unsupported, who, "toggling deprecated features for CPU model is unsupported");
    const AcceleratorCaps* acc = caps.under(a);
    if (c.deprecated_features != OnOff::off || !acc || !acc->host_cpu || !acc->host_cpu->deprecated) return;
    for (const auto& name : *acc->host_cpu->deprecated) cpu::set(c, name, CpuPolicy::disable);
}

// Features that left the model are said to be off: some emulators have them still.
void without_removed(Cpu& c) {
    const cpu::X86Model* m = cpu::find_model(c.model);
    if (!m) return;
    std::vector<std::string_view> names;
    m->removed.each([&](unsigned i) {
        if (!cpu::find(c, cpu::tables.features[i].name)) names.push_back(cpu::tables.features[i].name);
    });
    std::sort(names.begin(), names.end());
    for (std::string_view n : names) c.features.push_back({std::string(n), CpuPolicy::disable});
}

// What the emulator does not know is off anyway; saying so would be an error there.
void without_unknown(Cpu& c, const AcceleratorCaps* acc) {
    if (!acc || !acc->host_cpu || acc->host_cpu->properties.empty()) return;
    std::erase_if(c.features, [&](const CpuFeature& f) {
        if (!says_off(f.policy)) return false;
        const std::string name = qemu_cpu_feature(f.name);
        if (name.empty()) return true;
        int i = cpu::find_qemu_feature(name);
        return i >= 0 && std::none_of(acc->host_cpu->properties.begin(), acc->host_cpu->properties.end(),
                                      [&](const HostCpu::Property& p) { return cpu::find_qemu_feature(p.name) == i; });
    });
}

}  // namespace

void prepare_cpu(model::Domain& d, const QemuCaps& caps, const cpu::Definition* host) {
    if (!d.cpu) return;
    Cpu& c = *d.cpu;
    const std::string& arch = d.os.arch;
    const cpu::Family family = cpu::family_of(arch);
    const Accelerator a = accelerator_of(d);
    if (c.mode == CpuMode::custom && c.model.empty()) return;
    if (c.mode == CpuMode::host_passthrough && a == Accelerator::tcg)
        fail(Code::config_unsupported, who, "CPU mode '{}' for {} {} domain on {} host is not supported by hypervisor", word(c.mode), arch, word(d.type), arch);
    if (c.mode != CpuMode::custom && c.mode != CpuMode::host_model) return;

    cpu::Definition guest(c);
    cpu::convert_legacy(arch, guest);
    if (family == cpu::Family::none) return;
    check_fits(d, caps, guest, host);

    if (c.mode == CpuMode::host_model) {
        const auto ours = host_model_cpu(caps, a, host, HostModel::migratable);
        if (!ours && !(family == cpu::Family::ppc64 && d.type == VirtType::kvm))
            fail(Code::config_unsupported, who, "CPU mode 'host-model' for {} {} domain on {} host is not supported by hypervisor", arch, word(d.type), caps.arch);
        if (ours) cpu::update(arch, guest, *ours);
        if (guest.mode == CpuMode::custom && ours && family != cpu::Family::ppc64) guest.fallback = ours->fallback;
    } else {
        // Optional features mean what the host has.
        const bool open = guest.match == CpuMatch::minimum ||
                          std::any_of(guest.features.begin(), guest.features.end(), [](const CpuFeature& f) { return f.policy == CpuPolicy::optional; });
        if (open) {
            auto ours = host_model_cpu(caps, a, host, HostModel::migratable);
            if (!ours && host) ours = cpu::migratable(arch, *host);
            if (ours) cpu::update(arch, guest, *ours);
        }
        const auto models = offered_models(caps, a);
        if (!models.empty()) cpu::translate(arch, guest, models);
    }
    static_cast<Cpu&>(guest).check = c.check;
    c = static_cast<Cpu&>(guest);
    without_deprecated(c, caps, a);
    if (family == cpu::Family::x86) {
        without_removed(c);
        without_unknown(c, caps.under(a));
    }
}

}  // namespace vireo::qemu::rules
