// SPDX-License-Identifier: LGPL-2.1-or-later
// Does one definition give a guest the same machine as another? Asked before a saved or migrated guest goes on, and
// before a running one gets a new definition.
#include "base/error.h"
#include "model/domain/domain.h"
#include "model/domain/domain_xml.h"

namespace vireo::model {
namespace {

using E = vireo::Domain;

template <class... A>
[[noreturn]] void differs(fmt::format_string<A...> text, A&&... args) {
    fail(Code::config_unsupported, E::domain, text, std::forward<A>(args)...);
}

template <class T>
void counts(const char* what, const std::vector<T>& to, const std::vector<T>& from) {
    if (to.size() != from.size())
        differs("Target domain {} count {} does not match source {}", what, to.size(), from.size());
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
    if (from.genid_given != to.genid_given || (from.genid_given && from.genid != to.genid))
        differs("Target domain genid {} does not match source {}", to.genid ? to.genid->text() : "", from.genid ? from.genid->text() : "");
    if (from.memory != to.memory)
        differs("Target domain max memory {} does not match source {}", to.memory.value_or(0), from.memory.value_or(0));
    if (from.current_memory != to.current_memory && from.devices.memballoon && from.devices.memballoon->model == BalloonModel::none)
        differs("Target domain current memory {} does not match source {}", to.current_memory.value_or(0), from.current_memory.value_or(0));
    if (from.max_memory_slots.value_or(0) != to.max_memory_slots.value_or(0))
        differs("Target domain memory slots count '{}' doesn't match source '{}'", to.max_memory_slots.value_or(0), from.max_memory_slots.value_or(0));
    if (from.max_memory.value_or(0) != to.max_memory.value_or(0))
        differs("Target maximum memory size '{}' doesn't match source '{}'", to.max_memory.value_or(0), from.max_memory.value_or(0));
    if (from.vcpus != to.vcpus) differs("Target domain vCPU max {} does not match source {}", to.vcpus, from.vcpus);
    if (from.current_vcpus() != to.current_vcpus())
        differs("Target domain vCPU count {} does not match source {}", to.current_vcpus(), from.current_vcpus());
    if (from.iothread_ids.size() != to.iothread_ids.size())
        differs("Target domain iothreads count {} does not match source {}", to.iothread_ids.size(), from.iothread_ids.size());
    if (from.os.type != to.os.type) differs("Target domain OS type {} does not match source {}", to.os.type, from.os.type);
    if (from.os.arch != to.os.arch) differs("Target domain architecture {} does not match source {}", to.os.arch, from.os.arch);
    if (from.os.machine != to.os.machine) differs("Target domain machine type {} does not match source {}", to.os.machine, from.os.machine);
    if (from.os.smbios != to.os.smbios)
        differs("Target domain SMBIOS mode {} does not match source {}", word(to.os.smbios), word(from.os.smbios));
    const auto &a = from.devices, &b = to.devices;
    counts("disk", b.disks, a.disks);
    counts("controller", b.controllers, a.controllers);
    counts("filesystem", b.filesystems, a.filesystems);
    counts("net card", b.interfaces, a.interfaces);
    counts("input device", b.inputs, a.inputs);
    counts("sound card", b.sounds, a.sounds);
    counts("video card", b.videos, a.videos);
    counts("host device", b.hostdevs, a.hostdevs);
    counts("smartcard", b.smartcards, a.smartcards);
    counts("serial port", b.serials, a.serials);
    counts("parallel port", b.parallels, a.parallels);
    counts("channel", b.channels, a.channels);
    counts("console", b.consoles, a.consoles);
    counts("hub device", b.hubs, a.hubs);
    counts("redirected devices", b.redirdevs, a.redirdevs);
    counts("watchdog device", b.watchdogs, a.watchdogs);
    counts("RNG device", b.rngs, a.rngs);
    counts("panic device", b.panics, a.panics);
    counts("shared memory device", b.shmems, a.shmems);
    counts("TPM device", b.tpms, a.tpms);
    counts("memory device", b.memories, a.memories);
    auto rest = row::compare(domain_element, &from, &to);
    if (!rest.empty())
        differs("Target domain {} '{}' does not match source '{}'", rest[0].path, rest[0].right, rest[0].left);
}

}  // namespace vireo::model
