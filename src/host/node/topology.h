// SPDX-License-Identifier: LGPL-2.1-or-later
// How the machine is laid out: NUMA cells with their processors, pages, distances and memory-side caches, cache banks,
// and what resource control (resctrl) offers on them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "host/node/node.h"

namespace vireo::host {

struct CellCpu {
    unsigned id = 0;
    bool known = false;  // offline processors have no place
    unsigned socket = 0, die = 0, cluster = 0, core = 0;
    std::string siblings;  // cpu list
};

struct CellPages {
    unsigned size_kib = 0;
    std::uint64_t count = 0;
};

struct MemoryCache {  // Documentation/admin-guide/mm/numaperf.rst
    unsigned level = 0;
    std::string associativity;  // "none", "direct", "full"
    std::string policy;         // "none", "writeback", "writethrough"
    std::uint64_t size_bytes = 0, line_bytes = 0;
};

struct Cell {
    unsigned id = 0;
    std::uint64_t memory_kib = 0;
    std::vector<CellPages> pages;
    std::vector<std::pair<unsigned, unsigned>> distances;  // cell, value
    std::vector<MemoryCache> caches;
    std::vector<CellCpu> cpus;
};

struct Interconnect {
    bool is_bandwidth = false;
    unsigned initiator = 0, target = 0;
    std::string type;         // "read" or "write"
    std::uint64_t value = 0;  // nanoseconds, or KiB/s
};

struct CacheControl {
    std::uint64_t granularity_bytes = 0, min_bytes = 0;  // min 0: one granule
    std::string type;                                    // "both", "code", "data"
    unsigned max_allocs = 0;
};

struct CacheBank {
    unsigned id = 0, level = 0;
    std::string type;
    std::uint64_t size_bytes = 0;
    std::string cpus;
    std::vector<CacheControl> controls;
};

struct ResourceMonitor {
    unsigned level = 0, max_monitors = 0;
    std::uint64_t reuse_threshold = 0;
    std::vector<std::string> cache_features, bandwidth_features;
};

struct BandwidthNode {
    unsigned id = 0;
    std::string cpus;
    unsigned granularity = 0, min = 0, max_allocs = 0;
};

struct Topology {
    std::vector<Cell> cells;
    std::vector<Interconnect> interconnects;
    std::vector<CacheBank> banks;  // level 2 and up, by level, then id
    std::vector<BandwidthNode> bandwidth;
    std::optional<ResourceMonitor> monitor;
};

Topology read_topology(const NodeRoots& roots = {}, const std::string& resctrl = "/sys/fs/resctrl");

}  // namespace vireo::host
