// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/qemu/monitor/vcpus.h"

#include <map>

#include "base/error.h"
#include "json/json.h"

namespace vireo::qemu {
namespace {

using json::Json;

std::string text_of(const Json& owner, const char* member) {
    const Json* v = json::find(owner, member);
    return v && v->is_string() ? v->get<std::string>() : std::string();
}
std::optional<int> number_of(const Json* owner, const char* member) {
    const Json* v = owner ? json::find(*owner, member) : nullptr;
    if (!v || !v->is_number_integer()) return std::nullopt;
    const auto n = v->get<std::int64_t>();
    if (n < 0 || n > INT32_MAX) return std::nullopt;
    return static_cast<int>(n);
}

// "/machine/peripheral/ALIAS" was plugged by somebody, all else came with the machine.
std::string alias_in(const std::string& qom_path) {
    constexpr std::string_view plugged = "/machine/peripheral/";
    return qom_path.starts_with(plugged) ? qom_path.substr(plugged.size()) : std::string();
}

struct Slot {
    std::size_t first = 0, next = 0, count = 1;  // places in the list
};

}  // namespace

std::vector<VcpuInfo> read_vcpus(const Json& cpus, const Json* slots, unsigned maximum) {
    if (!cpus.is_array() || (slots && !slots->is_array()))
        fail(Code::internal_error, Domain::qemu, "qemu didn't return information on vcpus");
    std::vector<VcpuInfo> out(maximum);
    std::map<std::string, Slot, std::less<>> by_path;
    std::size_t place = 0;
    // QEMU lists its slots backwards.
    if (slots)
        for (auto s = slots->rbegin(); s != slots->rend() && place < maximum; ++s) {
            const Json* props = json::find(*s, "props");
            const auto count = number_of(&*s, "vcpus-count").value_or(1);
            if (count < 1 || static_cast<std::size_t>(count) > maximum - place)
                fail(Code::internal_error, Domain::qemu, "query-hotpluggable-cpus didn't return vcpus-count of a known number of vCPUs");
            VcpuInfo& v = out[place];
            v.type = text_of(*s, "type");
            v.qom_path = text_of(*s, "qom-path");
            v.alias = alias_in(v.qom_path);
            v.socket = number_of(props, "socket-id");
            v.die = number_of(props, "die-id");
            v.cluster = number_of(props, "cluster-id");
            v.core = number_of(props, "core-id");
            v.thread_id = number_of(props, "thread-id");
            v.node = number_of(props, "node-id");
            v.vcpus = static_cast<unsigned>(count);
            if (!v.qom_path.empty()) by_path.emplace(v.qom_path, Slot{place, place, static_cast<std::size_t>(count)});
            const bool hotpluggable = v.qom_path.empty() || !v.alias.empty();
            for (int i = 0; i < count; ++i) out[place++].hotpluggable = hotpluggable;
        }
    unsigned enabled = 0;
    std::size_t plain = 0;
    for (const Json& c : cpus) {
        std::size_t at;
        std::string path = text_of(c, "qom-path");
        auto slot = by_path.find(path);
        if (slot == by_path.end())
            if (auto tail = path.rfind("/thread["); tail != path.npos) slot = by_path.find(std::string_view(path).substr(0, tail));
        if (slot != by_path.end()) {
            if (slot->second.next == slot->second.first + slot->second.count)
                fail(Code::internal_error, Domain::qemu, "qemu reported more vCPU threads than the slot '{}' has", slot->first);
            at = slot->second.next++;
            if (at == slot->second.first) out[at].enable_id = ++enabled;
        } else if (!slots) {
            if (plain == maximum) break;
            at = plain++;
            out[at].qom_path = std::move(path);
        } else {
            continue;
        }
        VcpuInfo& v = out[at];
        v.online = true;
        v.thread = number_of(&c, "thread-id");
        v.qemu_id = number_of(&c, "cpu-index");
        const auto state = text_of(c, "cpu-state");
        v.halted = state == "stopped" || state == "load" || state == "check-stop" || state == "uninitialized";
    }
    return out;
}

}  // namespace vireo::qemu
