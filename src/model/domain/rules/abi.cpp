// SPDX-License-Identifier: LGPL-2.1-or-later
// Does one definition give a guest the same machine as another? Asked before a saved or migrated guest goes on, and
// before a running one gets a new definition. The order of the questions is observable: the first difference is told.
#include "model/domain/rules/abi.h"

#include "model/domain/domain_xml.h"

namespace vireo::model {
namespace {

using abi::differs;
using abi::named;

std::string_view or_null(const std::string& text) { return text.empty() ? std::string_view("(null)") : text; }

// What the guest starts with: memory devices are part of the total, but not of this.
std::uint64_t initial_memory(const Domain& d) {
    std::uint64_t all = d.memory.value_or(0);
    for (const auto& m : d.devices.memories) all -= std::min(all, m.size.value_or(0));
    return all;
}

void memory(const Domain& from, const Domain& to) {
    if (initial_memory(from) != initial_memory(to))
        differs("Target domain max memory {} does not match source {}", initial_memory(to), initial_memory(from));
    const auto now = [](const Domain& d) { return d.current_memory.value_or(d.memory.value_or(0)); };
    if (now(from) != now(to)) differs("Target domain current memory {} does not match source {}", now(to), now(from));
    if (from.max_memory.value_or(0) != to.max_memory.value_or(0))
        differs("Target maximum memory size '{}' doesn't match source '{}'", to.max_memory.value_or(0), from.max_memory.value_or(0));
    if (from.max_memory_slots.value_or(0) != to.max_memory_slots.value_or(0))
        differs("Target domain memory slots count '{}' doesn't match source '{}'", to.max_memory_slots.value_or(0), from.max_memory_slots.value_or(0));
}

struct Vcpu {
    bool online = false;
    unsigned order = 0;
};
Vcpu vcpu_of(const Domain& d, unsigned n) {
    if (d.vcpu_entries.empty()) return {n < d.current_vcpus(), 0};
    for (const auto& e : d.vcpu_entries)
        if (e.id == n) return {e.enabled == YesNo::yes, e.order.value_or(0)};
    return {};
}

void vcpus(const Domain& from, const Domain& to) {
    if (from.vcpus != to.vcpus) differs("Target domain vCPU max {} does not match source {}", to.vcpus, from.vcpus);
    for (unsigned n = 0; n < from.vcpus; ++n) {
        const Vcpu a = vcpu_of(from, n), b = vcpu_of(to, n);
        if (a.online != b.online) differs("State of vCPU '{}' differs between source and destination definitions", n);
        if (a.order != b.order) differs("vcpu enable order of vCPU '{}' differs between source and destination definitions", n);
    }
}

void os(const Os& from, const Os& to) {
    if (from.type != to.type) differs("Target domain OS type {} does not match source {}", to.type, from.type);
    if (from.arch != to.arch) differs("Target domain architecture {} does not match source {}", to.arch, from.arch);
    if (from.machine != to.machine)
        differs("Target domain machine type {} does not match source {}", or_null(to.machine), or_null(from.machine));
    if (from.smbios != to.smbios)
        differs("Target domain SMBIOS mode {} does not match source {}", named(to.smbios, "none"), named(from.smbios, "none"));
}

}  // namespace

std::vector<std::string> abi_differences(const Domain& from, const Domain& to) {
    std::vector<std::string> out;
    for (const auto& d : row::compare(domain_element, &from, &to))
        out.push_back(fmt::format("{} differs: {}, {}", d.path, d.left.empty() ? "nothing" : d.left, d.right.empty() ? "nothing" : d.right));
    return out;
}

void check_abi(const Domain& from, const Domain& to) {
    if (from.type != to.type)
        differs("Target domain virt type {} does not match source {}", word(to.type), word(from.type));
    if (from.uuid != to.uuid) differs("Target domain uuid {} does not match source {}", to.uuid.text(), from.uuid.text());
    if (from.genid_given != to.genid_given) differs("Target domain requested genid does not match source");
    if (from.genid != to.genid)
        differs("Target domain genid {} does not match source {}", to.genid ? to.genid->text() : "", from.genid ? from.genid->text() : "");
    if (from.name != to.name) differs("Target domain name '{}' does not match source '{}'", to.name, from.name);
    memory(from, to);
    abi::numa(from, to);
    vcpus(from, to);
    os(from.os, to.os);
    abi::features(from.features, to.features);
    abi::timers(from.clock, to.clock);
    abi::cpu(from.cpu.get(), to.cpu.get());
    if (from.sysinfos.size() != to.sysinfos.size()) differs("Target domain count of sysinfo does not match source");
    for (std::size_t i = 0; i < from.sysinfos.size(); ++i) abi::sysinfo(from.sysinfos[i], to.sysinfos[i]);
    abi::devices(from.devices, to.devices);
}

}  // namespace vireo::model
