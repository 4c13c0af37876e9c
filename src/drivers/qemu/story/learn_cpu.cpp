// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/qemu/story/learn_cpu.h"

#include <vector>

#include "base/error.h"
#include "drivers/qemu/monitor/feature_words.h"
#include "drivers/qemu/qmp/client.h"
#include "drivers/qemu/rules/cpu_features.h"
#include "hv/cpu/cpu.h"
#include "json/json.h"

namespace vireo::qemu {

using namespace model;
namespace cpu = hv::cpu;

namespace {

cpu::FeatureSet features_of(const json::Json& words) {
    cpu::RawData raw;
    for (const CpuidLeaf& l : read_feature_words(words)) raw.leaves.push_back({l.eax_in, l.ecx_in, {l.registers[0], l.registers[1], l.registers[2], l.registers[3]}});
    return cpu::decode(raw).features;
}

qmp::Command get(const std::string& path, const std::string& property) {
    return qmp::Command("qom-get", json::Json{{"path", path}, {"property", property}});
}

// Which MSRs mean anything: CPUID says so.
bool has_msr(const cpu::FeatureSet& enabled, std::uint32_t index) {
    auto on = [&](std::string_view name) {
        int i = cpu::find_feature(name);
        return i >= 0 && enabled.test(static_cast<unsigned>(i));
    };
    if (index == 0x10a) return on("arch-capabilities");
    if (index == 0xcf) return on("core-capability");
    return on("vmx");
}

// What that emulator says. CPUID is told as a whole, MSRs feature by feature.
GuestCpu ask(qmp::Client& monitor, const std::string& path) {
    const qmp::Command first[] = {get(path, "feature-words"), get(path, "filtered-features")};
    auto words = monitor.send(first);
    GuestCpu got{features_of(words[0].get()), features_of(words[1].get())};

    std::vector<qmp::Command> asks;
    std::vector<unsigned> asked;
    for (unsigned i = 0; i < cpu::x86_feature_count; ++i) {
        const auto& f = cpu::tables.features[i];
        const auto& place = cpu::tables.places[f.place];
        if (!place.is_msr || !has_msr(got.enabled, place.leaf)) continue;
        asks.push_back(get(path, rules::qemu_cpu_feature(f.name)));
        asked.push_back(i);
    }
    if (asks.empty()) return got;
    auto answers = monitor.send(asks);
    for (std::size_t k = 0; k < asked.size(); ++k) {
        try {
            const json::Json value = answers[k].get();
            if (!value.is_boolean()) continue;
            (value.get<bool>() ? got.enabled : got.disabled).set(asked[k]);
        } catch (const Error& e) {
            // an emulator that does not know the feature does not have it; one that does not answer says nothing
            if (e.code != Code::internal_error) throw;
            got.disabled.set(asked[k]);
        }
    }
    return got;
}

}  // namespace

void check_spinlocks(const model::Domain& live, qmp::Client& monitor, const json::Json& processors) {
    if (live.features.pvspinlock != model::OnOff::on || cpu::family_of(live.os.arch) != cpu::Family::x86) return;
    const json::Json* where = processors.is_array() && !processors.empty() ? json::find(processors[0], "qom-path") : nullptr;
    if (!where || !where->is_string()) return;
    // A bit of the leaf that belongs to the hypervisor, not to any processor.
    for (const CpuidLeaf& l : read_feature_words(monitor.call(get(where->get<std::string>(), "feature-words"))))
        if (l.eax_in == 0x40000001 && (l.registers[0] & (1u << 7))) return;
    fail(Code::config_unsupported, vireo::Domain::none, "host doesn't support paravirtual spinlocks");
}

void learn_cpu(model::Domain& live, qmp::Client& monitor, const json::Json& processors, const CpuLesson& lesson) {
    if (cpu::family_of(live.os.arch) != cpu::Family::x86 || !live.cpu || live.cpu->mode != CpuMode::custom || live.cpu->model.empty()) return;
    if (!cpu::find_model(live.cpu->model) || !processors.is_array() || processors.empty()) return;
    const json::Json* where = json::find(processors[0], "qom-path");
    if (!where || !where->is_string()) return;
    auto got = lesson.known.find(lesson.caps, lesson.options);
    if (!got) {
        got = ask(monitor, where->get<std::string>());
        lesson.known.keep(lesson.caps, lesson.options, *got);
    }
    cpu::Definition now(*live.cpu);
    cpu::update_live(now, got->enabled, got->disabled);
    now.check = CpuCheck::full;
    now.fallback = CpuFallback::forbid;
    *live.cpu = static_cast<const Cpu&>(now);
}

}  // namespace vireo::qemu
