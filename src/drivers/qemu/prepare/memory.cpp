// SPDX-License-Identifier: LGPL-2.1-or-later
// Folders for guest memory that lives in files: huge pages and shared memory.
#include "base/error.h"
#include "base/text.h"
#include "drivers/qemu/prepare/steps.h"
#include "host/file/file.h"
#include "host/file/huge_pages.h"
#include "host/node/node.h"
#include "host/node/sysfs.h"
#include "host/process/process.h"

namespace vireo::qemu::prepare {
namespace {

// Those that an administrator chose, else those that are mounted.
std::vector<host::HugePageMount> mounts(const Settings& s) {
    if (!s.hugetlbfs_given) return host::list_huge_page_mounts();
    std::vector<host::HugePageMount> all;
    const auto usual = host::default_huge_page_kib();
    for (const auto& path : s.hugetlbfs_mounts)
        if (auto size = host::huge_page_kib(path)) all.push_back({path, *size, *size == usual});
    return all;
}

// Sizes in KiB that the definition asks for; 0 is the host's default.
std::vector<std::uint64_t> wanted_sizes(const model::Domain& d, std::uint64_t normal) {
    std::vector<std::uint64_t> sizes;
    const auto& backing = d.memory_backing;
    if (backing.hugepages) {
        if (backing.pages.empty()) sizes.push_back(0);
        for (const auto& page : backing.pages) sizes.push_back(page.size.value_or(0));
    }
    for (const auto& m : d.devices.memories)
        if (m.page_size) sizes.push_back(*m.page_size);
    std::erase(sizes, normal);
    return sizes;
}

bool wants_files(const model::Domain& d) {
    const auto& backing = d.memory_backing;
    if (backing.source == model::MemorySource::file || backing.access == model::MemoryShare::shared) return true;
    if (d.cpu)
        for (const auto& cell : d.cpu->cells)
            if (!cell.mem_access.empty()) return true;
    for (const auto& m : d.devices.memories)
        if (m.access != model::MemoryAccess::none) return true;
    return false;
}

// Asked for only where the definition speaks of the host's nodes.
void learn_nodes(Preparation& p) {
    bool wanted = bool(p.live.numatune);
    for (const auto& m : p.live.devices.memories) wanted = wanted || !m.source_nodes.empty();
    if (!wanted) return;
    for (unsigned node : host::numa_nodes()) {
        auto& cpus = p.bindings.node_cpus[node];
        const auto list = host::read_text(fmt::format("/sys/devices/system/node/node{}/cpulist", node));
        for (unsigned cpu : host::parse_cpu_list(list.value_or("")))
            if (cpu < model::Bitmap::max_bit) cpus.set(cpu);
    }
}

// Which of the host's nodes have room for the guest is asked of a program that watches them.
void ask_for_nodes(Preparation& p) {
    const auto& d = p.live;
    const bool memory = d.numatune && d.numatune->placement == model::NumaPlacement::auto_;
    if (d.vcpu_placement != model::CpuPlacement::auto_ && !memory) return;
    constexpr const char* failed = "Failed to query numad for the advisory nodeset";
    if (!host::find_program("numad")) fail(Code::operation_failed, Domain::qemu, failed);
    const auto current = d.current_memory.value_or(d.memory.value_or(0));
    const auto result = host::run_command({"numad", "-w", fmt::format("{}:{}", d.current_vcpus(), (current + 1023) / 1024)});
    const auto answer = trim(result.out);
    if (!result.ok() || answer.empty()) fail(Code::operation_failed, Domain::qemu, failed);
    for (unsigned node : host::parse_cpu_list(answer))
        if (node < model::Bitmap::max_bit) p.bindings.auto_nodes.set(node);
}

std::string guest_dir(const std::string& mount, const model::Domain& d) { return mount + "/libvirt/qemu/" + short_name(d); }

}  // namespace

void memory(Preparation& p) {
    learn_nodes(p);
    ask_for_nodes(p);
    auto make = [&](const std::string& path, unsigned mode) { host::make_directory(path, mode, p.folder_owner()); };
    if (auto sizes = wanted_sizes(p.live, p.bindings.host_page_kib); !sizes.empty()) {
        const auto all = mounts(p.config.settings);
        if (all.empty())
            fail(Code::internal_error, Domain::qemu, "hugetlbfs filesystem is not mounted or disabled by administrator config");
        for (auto size : sizes) {
            const host::HugePageMount* at = nullptr;
            for (const auto& m : all)
                if (size ? m.page_kib == size : m.is_default || !at) at = &m;
            if (!at) fail(Code::internal_error, Domain::qemu, "Unable to find any usable hugetlbfs mount for {} KiB", size);
            auto path = guest_dir(at->path, p.live);
            p.undo.add("huge pages", [path] { host::remove_tree(path); });
            make(at->path + "/libvirt", 0711);
            make(at->path + "/libvirt/qemu", 0700);
            make(path, 0700);
            p.bindings.hugepage_paths[size ? std::to_string(size) : ""] = path;
            if (!size) p.bindings.hugetlbfs_dir = path;
        }
    }
    p.bindings.memory_backing_dir = p.config.settings.memory_backing_dir + "/" + short_name(p.live);
    if (!wants_files(p.live)) return;
    p.undo.add("memory files", [path = p.bindings.memory_backing_dir] { host::remove_tree(path); });
    make(p.bindings.memory_backing_dir, 0700);
}

void remove_memory(const model::Domain& live, const Config& config) {
    if (wants_files(live)) host::remove_tree(config.settings.memory_backing_dir + "/" + short_name(live));
    if (wanted_sizes(live, 4).empty()) return;
    for (const auto& m : mounts(config.settings)) host::remove_tree(guest_dir(m.path, live));
}

}  // namespace vireo::qemu::prepare
