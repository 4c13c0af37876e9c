// SPDX-License-Identifier: LGPL-2.1-or-later
// Which CPUs guests may have here, and which on several hosts.
#include "drivers/qemu/caps/emulator_cpu.h"
#include "drivers/qemu/caps/host_model.h"
#include "drivers/qemu/caps/probe.h"
#include "drivers/qemu/connection.h"
#include "drivers/qemu/facet/emulator_choice.h"
#include "drivers/qemu/rules/cpu_features.h"
#include "host/node/node.h"
#include "hv/arch.h"
#include "hv/cpu/host.h"
#include "hv/cpu/queries.h"
#include "hv/flags.h"
#include "libvirt/libvirt.h"

namespace vireo::qemu {

using namespace api;

namespace {
constexpr auto answer_time = std::chrono::seconds(60);

// A 64 bit emulator runs 32 bit guests of the same kind.
bool emulator_serves(std::string_view has, std::string_view wanted) {
    return has == wanted || (has == "x86_64" && wanted == "i686") || (has == "aarch64" && wanted == "armv7l") || (has == "ppc64" && wanted == "ppc64le");
}

bool guests_see(std::string_view feature) { return !rules::qemu_cpu_feature(feature).empty(); }
}  // namespace

EmulatorChoice choose_emulator(Core& core, const std::optional<std::string>& emulator, const std::optional<std::string>& arch,
                               const std::optional<std::string>& machine, const std::optional<std::string>& type) {
    EmulatorChoice out;
    if (arch && !hv::known_arch(*arch)) fail(Code::invalid_arg, Domain::qemu, "unknown architecture: {}", *arch);
    std::optional<model::VirtType> wanted;
    if (type) {
        wanted = model::from_word<model::VirtType>(*type);
        if (!wanted) fail(Code::invalid_arg, Domain::qemu, "unknown virttype: {}", *type);
    }
    std::string path = emulator.value_or("");
    if (path.empty()) {
        const std::string which = arch.value_or(host::machine_arch());
        path = core.caps.emulator_for(which);
        if (path.empty()) fail(Code::config_unsupported, Domain::qemu, "unable to find any emulator to serve '{}' architecture", which);
    }
    out.caps = core.caps.get(path);
    if (arch && !emulator_serves(out.caps->arch, *arch))
        fail(Code::invalid_arg, Domain::qemu, "architecture from emulator '{}' doesn't match given architecture '{}'", out.caps->arch, *arch);
    out.type = wanted.value_or(out.caps->has_kvm() ? model::VirtType::kvm : model::VirtType::qemu);
    if (out.type == model::VirtType::kvm && !out.caps->has_kvm()) fail(Code::invalid_arg, Domain::qemu, "KVM is not supported by '{}' on this host", out.caps->emulator);
    out.accelerator = out.type == model::VirtType::kvm ? Accelerator::kvm : out.type == model::VirtType::hvf ? Accelerator::hvf : Accelerator::tcg;
    out.machine = machine ? out.caps->canonical_machine(out.accelerator, *machine) : out.caps->preferred_machine(out.accelerator);
    if (!out.caps->machine(out.accelerator, out.machine))
        fail(Code::invalid_arg, Domain::qemu, "the machine '{}' is not supported by emulator '{}'", machine.value_or(out.machine), out.caps->emulator);
    return out;
}

ConnectCompareCpuRet QemuConnection::connect_compare_cpu(Call&, const ConnectCompareCpuArgs& a) {
    hv::check_flags(a.flags, VIR_CONNECT_COMPARE_CPU_FAIL_INCOMPATIBLE | VIR_CONNECT_COMPARE_CPU_VALIDATE_XML, "qemuConnectCompareCPU", Domain::qemu);
    const auto& host = hv::cpu::host_cpu();
    return {hv::cpu::compare_document(host.arch, &host, a.xml, a.flags & VIR_CONNECT_COMPARE_CPU_FAIL_INCOMPATIBLE)};
}

ConnectBaselineCpuRet QemuConnection::connect_baseline_cpu(Call&, const ConnectBaselineCpuArgs& a) {
    hv::check_flags(a.flags, VIR_CONNECT_BASELINE_CPU_EXPAND_FEATURES | VIR_CONNECT_BASELINE_CPU_MIGRATABLE, "qemuConnectBaselineCPU", Domain::qemu);
    return {hv::cpu::baseline_documents(a.xmlCPUs, a.flags & VIR_CONNECT_BASELINE_CPU_EXPAND_FEATURES, a.flags & VIR_CONNECT_BASELINE_CPU_MIGRATABLE, {}, {}, nullptr,
                                        true, guests_see)};
}

ConnectGetCpuModelNamesRet QemuConnection::connect_get_cpu_model_names(Call&, const ConnectGetCpuModelNamesArgs& a) {
    hv::check_flags(a.flags, 0, "qemuConnectGetCPUModelNames", Domain::qemu);
    ConnectGetCpuModelNamesRet ret;
    ret.models = hv::cpu::model_list(a.arch, Domain::qemu);
    ret.ret = static_cast<std::int32_t>(ret.models.size());
    if (!a.need_results) ret.models.clear();
    return ret;
}

ConnectCompareHypervisorCpuRet QemuConnection::connect_compare_hypervisor_cpu(Call&, const ConnectCompareHypervisorCpuArgs& a) {
    hv::check_flags(a.flags, VIR_CONNECT_COMPARE_CPU_FAIL_INCOMPATIBLE | VIR_CONNECT_COMPARE_CPU_VALIDATE_XML, "qemuConnectCompareHypervisorCPU", Domain::qemu);
    auto what = choose_emulator(*core_, a.emulator, a.arch, a.machine, a.virttype);
    const std::string& arch = what.caps->arch;
    const auto family = hv::cpu::family_of(arch);
    auto host = host_model_cpu(*what.caps, what.accelerator, &hv::cpu::host_cpu(), HostModel::reported);
    if (!host) fail(Code::operation_unsupported, Domain::qemu, "QEMU '{}' does not support reporting CPU model for virttype '{}'", what.caps->emulator, word(what.type));
    if (family == hv::cpu::Family::s390 && what.caps->has("query-cpu-model-comparison")) {
        const auto cpu = hv::cpu::parse(a.xmlCPU, hv::cpu::Form::any);
        check_offered({cpu}, offered_models(*what.caps, what.accelerator));
        auto out = hv::cpu::Comparison::incompatible;
        talk_to_emulator(core_->loop.loop(), what.caps->emulator, [&](qmp::Client& monitor) { out = emulator_compare(monitor, *host, cpu, Deadline::in(answer_time)); });
        if (out == hv::cpu::Comparison::incompatible && (a.flags & VIR_CONNECT_COMPARE_CPU_FAIL_INCOMPATIBLE)) fail(Code::cpu_incompatible, Domain::qemu, "{}", "");
        return {static_cast<int>(out)};
    }
    if (family != hv::cpu::Family::x86 && family != hv::cpu::Family::ppc64)
        fail(Code::operation_unsupported, Domain::qemu, "comparing with the hypervisor CPU is not supported for arch {}", arch);
    return {hv::cpu::compare_document(arch, &*host, a.xmlCPU, a.flags & VIR_CONNECT_COMPARE_CPU_FAIL_INCOMPATIBLE)};
}

ConnectBaselineHypervisorCpuRet QemuConnection::connect_baseline_hypervisor_cpu(Call&, const ConnectBaselineHypervisorCpuArgs& a) {
    hv::check_flags(a.flags, VIR_CONNECT_BASELINE_CPU_EXPAND_FEATURES | VIR_CONNECT_BASELINE_CPU_MIGRATABLE, "qemuConnectBaselineHypervisorCPU", Domain::qemu);
    auto what = choose_emulator(*core_, a.emulator, a.arch, a.machine, a.virttype);
    const std::string& arch = what.caps->arch;
    const auto family = hv::cpu::family_of(arch);
    const bool migratable = a.flags & VIR_CONNECT_BASELINE_CPU_MIGRATABLE;
    auto models = offered_models(*what.caps, what.accelerator);
    if (models.empty()) fail(Code::operation_unsupported, Domain::qemu, "QEMU '{}' does not support any CPU models for virttype '{}'", what.caps->emulator, word(what.type));
    if (family == hv::cpu::Family::s390 && what.caps->has("query-cpu-model-baseline")) {
        std::vector<hv::cpu::Definition> cpus;
        for (const auto& xml : a.xmlCPUs) cpus.push_back(hv::cpu::parse(xml, hv::cpu::Form::any));
        check_offered(cpus, models);
        hv::cpu::Definition out;
        talk_to_emulator(core_->loop.loop(), what.caps->emulator, [&](qmp::Client& monitor) {
            out = emulator_baseline(monitor, cpus, a.flags & VIR_CONNECT_BASELINE_CPU_EXPAND_FEATURES, Deadline::in(answer_time));
        });
        return {hv::cpu::format(out)};
    }
    if (family != hv::cpu::Family::x86 && family != hv::cpu::Family::ppc64)
        fail(Code::operation_unsupported, Domain::qemu, "computing baseline hypervisor CPU is not supported for arch {}", arch);
    // Only features that the emulator knows; whether they work here is for the models to say.
    std::vector<std::string> features;
    const AcceleratorCaps* acc = what.caps->under(what.accelerator);
    const bool told = acc && acc->host_cpu;
    if (told)
        for (const auto& p : acc->host_cpu->properties) {
            if (p.kind != HostCpu::Property::Kind::boolean) continue;
            if (migratable && acc->host_cpu->migratability && p.migratable == false) continue;
            if (int i = hv::cpu::find_qemu_feature(p.name); i >= 0) features.emplace_back(hv::cpu::tables.features[static_cast<unsigned>(i)].name);
        }
    return {hv::cpu::baseline_documents(a.xmlCPUs, a.flags & VIR_CONNECT_BASELINE_CPU_EXPAND_FEATURES, migratable, arch, models, told ? &features : nullptr, false)};
}

}  // namespace vireo::qemu
