// SPDX-License-Identifier: LGPL-2.1-or-later
// Facts about the machine that we run on: processors, their counters, memory, pages, same-page merging.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace vireo::host {

// Where to read; tests give a tree of their own.
struct NodeRoots {
    std::string system = "/sys/devices/system";
    std::string kernel_mm = "/sys/kernel/mm";
    std::string proc = "/proc";
    std::string arch;            // as uname reports it, in the spelling of domain XML; empty: this machine's
    unsigned subcore_threads = 8;  // ppc64: threads of a core when its secondary threads are offline (KVM's subcore mode)
};

struct NodeInfo {
    unsigned cpus = 0;     // online
    unsigned maximum = 0;  // online and offline
    unsigned mhz = 0;      // 0: not told by the kernel
    // Their product is `maximum`; where the machine is not so regular: 1, 1, all, 1.
    unsigned nodes = 1, sockets = 1, cores = 1, threads = 1;
};

NodeInfo read_node_info(const NodeRoots& roots = {});

// What names the processor precisely enough to tell a change of machine, or nothing on architectures without it.
std::optional<std::string> cpu_signature(const NodeRoots& roots = {});

// "x86_64", "aarch64", "ppc64le", ...
std::string machine_arch();

struct CpuMap {
    unsigned present = 0;            // how many there are
    std::vector<unsigned> online;    // ascending
};
CpuMap read_cpu_map(const NodeRoots& roots = {});

// Nanoseconds that processors spent, one machine-wide (cpu absent) or of one processor; nothing if that processor is not listed.
struct CpuTimes {
    std::uint64_t kernel = 0, user = 0, idle = 0, iowait = 0;
};
std::optional<CpuTimes> read_cpu_times(std::optional<unsigned> cpu, const NodeRoots& roots = {});

// Memory figures in KiB, in the order and under the names of virNodeGetMemoryStats; of the whole machine or of one NUMA
// node. Empty if there is no such node.
using NamedFigures = std::vector<std::pair<std::string, std::uint64_t>>;
NamedFigures read_memory_stats(std::optional<unsigned> node, const NodeRoots& roots = {});

std::uint64_t total_memory_kib(const NodeRoots& roots = {});
std::uint64_t free_memory_bytes(const NodeRoots& roots = {});
std::optional<std::uint64_t> free_memory_bytes_of(unsigned node, const NodeRoots& roots = {});
// NUMA nodes, ascending; {0} on a machine without NUMA.
std::vector<unsigned> numa_nodes(const NodeRoots& roots = {});

// Kernel same-page merging: value of one knob ("pages_to_scan"), nothing if the kernel does not have it.
std::optional<std::uint64_t> read_ksm(const std::string& knob, const NodeRoots& roots = {});
void write_ksm(const std::string& knob, std::uint64_t value, const NodeRoots& roots = {});

// Page sizes in KiB, ascending, the system's own first.
std::vector<unsigned> page_sizes_kib(const NodeRoots& roots = {});
struct Pages {
    std::uint64_t total = 0, free = 0;
};
// Of a NUMA node, or of the machine (absent); nothing if that size does not exist there.
std::optional<Pages> read_pages(unsigned size_kib, std::optional<unsigned> node, const NodeRoots& roots = {});
// Sets the number of huge pages; add: relative to what there is.
void set_huge_pages(unsigned size_kib, std::uint64_t count, bool add, std::optional<unsigned> node, const NodeRoots& roots = {});

}  // namespace vireo::host
