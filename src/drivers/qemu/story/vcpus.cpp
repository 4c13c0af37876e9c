// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/qemu/story/vcpus.h"

#include <algorithm>
#include <chrono>
#include <thread>

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

bool plugs_vcpus(const model::Domain& live) { return !wanted(live).empty(); }

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

namespace {

std::vector<VcpuInfo> ask(const model::Domain& live, qmp::Client& monitor) {
    const qmp::Command asks[] = {qmp::Command("query-cpus-fast"), qmp::Command("query-hotpluggable-cpus")};
    auto answers = monitor.send(asks);
    const auto cpus = answers[0].get();
    const auto slots = answers[1].get();
    return read_vcpus(cpus, &slots, live.vcpus);
}

unsigned running(const std::vector<VcpuInfo>& cpus) {
    return static_cast<unsigned>(std::count_if(cpus.begin(), cpus.end(), [](const auto& c) { return c.online; }));
}

// The guest lets go of a processor in its own time.
std::vector<VcpuInfo> unplug(const model::Domain& live, qmp::Client& monitor, const VcpuInfo& slot, unsigned before) {
    monitor.call(qmp::Command("device_del", json::Json{{"id", slot.alias}}));
    const Deadline until = Deadline::in_ms(5'000);
    for (;;) {
        auto now = ask(live, monitor);
        if (running(now) < before) return now;
        if (until.expired()) fail(Code::operation_timeout, Domain::qemu, "vcpu unplug request timed out. Unplug result must be manually inspected in the domain");
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
}

}  // namespace

std::vector<std::pair<unsigned, pid_t>> set_running_vcpus(const model::Domain& live, qmp::Client& monitor, unsigned count) {
    auto cpus = ask(live, monitor);
    unsigned now = running(cpus);
    for (unsigned id = 0; id < cpus.size() && now < count; ++id) {
        if (cpus[id].online || !cpus[id].vcpus || now + cpus[id].vcpus > count) continue;
        monitor.call(qmp::Command("device_add", device(cpus[id], id)));
        now += cpus[id].vcpus;
    }
    for (auto id = static_cast<unsigned>(cpus.size()); id-- > 0 && now > count;) {
        if (!cpus[id].online || !cpus[id].vcpus || cpus[id].alias.empty() || now - cpus[id].vcpus < count) continue;
        cpus = unplug(live, monitor, cpus[id], now);
        now = running(cpus);
    }
    if (now != count) fail(Code::operation_unsupported, Domain::qemu, "failed to find appropriate hotpluggable vcpus to reach the desired target vcpu count");
    std::vector<std::pair<unsigned, pid_t>> out;
    cpus = ask(live, monitor);
    for (unsigned id = 0; id < cpus.size(); ++id)
        if (cpus[id].online && cpus[id].thread) out.emplace_back(id, *cpus[id].thread);
    return out;
}

}  // namespace vireo::qemu
