// SPDX-License-Identifier: LGPL-2.1-or-later
// See emulator_cpu.h.
#include "drivers/qemu/caps/emulator_cpu.h"

#include <algorithm>

#include "base/error.h"
#include "drivers/qemu/qmp/command.h"
#include "json/json.h"

namespace vireo::qemu {

using hv::cpu::Comparison;
using hv::cpu::Definition;
using model::CpuPolicy;

namespace {

// A model as QMP has it. Features of hosts have no policy: they are there.
json::Json to_qmp(const Definition& cpu) {
    json::Json props = json::Json::object();
    for (const auto& f : cpu.features) props[f.name] = f.policy == CpuPolicy::none || f.policy == CpuPolicy::require || f.policy == CpuPolicy::force;
    json::Json out = {{"name", cpu.model}};
    if (!props.empty()) out["props"] = std::move(props);
    return out;
}

Definition from_qmp(const json::Json& answer) {
    Definition out;
    out.host = true;
    const auto& m = answer.at("model");
    out.model = m.at("name").get<std::string>();
    if (auto props = m.find("props"); props != m.end())
        for (const auto& [name, value] : props->items())
            if (value.is_boolean() && value.get<bool>()) out.features.push_back({name, CpuPolicy::none});
    return out;
}

json::Json call(qmp::Client& monitor, const char* command, const json::Json& arguments, Deadline until) {
    try {
        return monitor.call(qmp::Command(command, arguments), until);
    } catch (const json::Json::exception&) {
        fail(Code::internal_error, Domain::qemu, "{} reply data was missing 'model'", command);
    }
}

Definition model_of(const json::Json& answer, const char* command) {
    try {
        return from_qmp(answer);
    } catch (const json::Json::exception&) {
        fail(Code::internal_error, Domain::qemu, "{} reply data was missing 'model'", command);
    }
}

Definition expanded(qmp::Client& monitor, const Definition& cpu, bool full, Deadline until) {
    constexpr const char* command = "query-cpu-model-expansion";
    return model_of(call(monitor, command, {{"type", full ? "full" : "static"}, {"model", to_qmp(cpu)}}, until), command);
}

}  // namespace

void check_offered(const std::vector<Definition>& cpus, const std::vector<hv::cpu::OfferedModel>& offered) {
    for (std::size_t i = 0; i < cpus.size(); ++i) {
        const std::string& name = cpus[i].model;
        if (name.empty()) fail(Code::invalid_arg, Domain::qemu, "no CPU model specified at index {}", i);
        if (std::none_of(offered.begin(), offered.end(), [&](const auto& o) { return o.name == name; }))
            fail(Code::invalid_arg, Domain::qemu, "CPU model '{}' not supported by hypervisor", name);
    }
}

Definition emulator_baseline(qmp::Client& monitor, const std::vector<Definition>& cpus, bool expand, Deadline until) {
    if (cpus.size() == 1) return expanded(monitor, cpus[0], expand, until);
    constexpr const char* command = "query-cpu-model-baseline";
    Definition out = cpus[0];
    for (std::size_t i = 1; i < cpus.size(); ++i)
        out = model_of(call(monitor, command, {{"modela", to_qmp(out)}, {"modelb", to_qmp(cpus[i])}}, until), command);
    return expand ? expanded(monitor, out, true, until) : out;
}

Comparison emulator_compare(qmp::Client& monitor, const Definition& host, const Definition& cpu, Deadline until) {
    constexpr const char* command = "query-cpu-model-comparison";
    const auto answer = call(monitor, command, {{"modela", to_qmp(host)}, {"modelb", to_qmp(cpu)}}, until);
    const auto result = answer.is_object() ? answer.find("result") : answer.end();
    if (!answer.is_object() || result == answer.end() || !result->is_string()) fail(Code::internal_error, Domain::qemu, "{} reply data was missing 'result'", command);
    const auto& word = result->get_ref<const std::string&>();
    if (word == "identical") return Comparison::identical;
    return word == "superset" ? Comparison::superset : Comparison::incompatible;
}

}  // namespace vireo::qemu
