// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/qemu/story/vcpus.h"

#include <algorithm>

#include "base/error.h"
#include "drivers/qemu/monitor/vcpus.h"
#include "drivers/qemu/qmp/client.h"
#include "json/json.h"

namespace vireo::qemu {
namespace {

std::vector<model::VcpuEntry> wanted(const model::Domain& live) {
    std::vector<model::VcpuEntry> out;
    for (const auto& v : live.vcpu_entries)
        if (v.enabled != model::YesNo::no && v.hotpluggable == model::YesNo::yes) out.push_back(v);
    std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.order.value_or(0) < b.order.value_or(0); });
    return out;
}

json::Json device(const VcpuInfo& slot, unsigned id) {
    json::Json args = {{"driver", slot.type}, {"id", "vcpu" + std::to_string(id)}};
    const std::pair<const char*, const std::optional<int>&> places[] = {{"socket-id", slot.socket}, {"die-id", slot.die},     {"cluster-id", slot.cluster},
                                                                         {"core-id", slot.core},     {"thread-id", slot.thread_id}, {"node-id", slot.node}};
    for (const auto& [name, value] : places)
        if (value) args[name] = *value;
    return args;
}

}  // namespace

void plug_vcpus(const model::Domain& live, qmp::Client& monitor) {
    const auto list = wanted(live);
    if (list.empty()) return;
    const qmp::Command asks[] = {qmp::Command("query-cpus-fast"), qmp::Command("query-hotpluggable-cpus")};
    auto answers = monitor.send(asks);
    const auto cpus = answers[0].get();
    const auto slots = answers[1].get();
    const auto known = read_vcpus(cpus, &slots, live.vcpus);
    for (const auto& v : list) {
        // Processors of one slot come together.
        if (v.id >= known.size() || known[v.id].online || !known[v.id].vcpus) continue;
        monitor.call(qmp::Command("device_add", device(known[v.id], v.id)));
    }
}

}  // namespace vireo::qemu
