// SPDX-License-Identifier: LGPL-2.1-or-later
// Sources: Documentation/admin-guide/cputopology.rst, Documentation/admin-guide/mm/numaperf.rst, Documentation/arch/x86/resctrl.rst.
#include "host/node/topology.h"

#include "base/text.h"
#include "host/node/sysfs.h"

namespace vireo::host {
namespace {

unsigned small_number(const std::string& path) {
    auto text = read_text(path);
    auto n = text ? to_number<int>(trim(*text)) : std::nullopt;
    return n && *n > 0 ? static_cast<unsigned>(*n) : 0;
}

CellCpu read_cpu(const std::string& dir, unsigned id) {
    CellCpu cpu{.id = id, .siblings = {}};
    auto t = dir + "/topology/";
    auto siblings = read_text(t + "thread_siblings_list");
    if (!siblings) return cpu;
    cpu.known = true;
    cpu.socket = small_number(t + "physical_package_id");
    cpu.die = small_number(t + "die_id");
    cpu.cluster = small_number(t + "cluster_id");
    cpu.core = small_number(t + "core_id");
    cpu.siblings = format_cpu_list(parse_cpu_list(*siblings));
    return cpu;
}

std::string one_of(std::optional<std::uint64_t> n, const char* zero, const char* one) { return n && *n == 0 ? zero : n && *n == 1 ? one : "none"; }

Cell read_cell(unsigned id, const std::string& dir, const NodeRoots& r) {
    Cell cell{.id = id};
    if (auto stats = read_memory_stats(id, r); !stats.empty()) cell.memory_kib = stats[0].second;
    for (unsigned size : page_sizes_kib(r))
        if (auto p = read_pages(size, id, r)) cell.pages.push_back({size, p->total});
    if (auto text = read_text(dir + "/distance")) {
        auto nodes = numa_nodes(r);
        std::size_t i = 0;
        for (auto word : split_words(*text)) {
            auto value = to_number<unsigned>(word);
            if (i < nodes.size() && value && *value) cell.distances.emplace_back(nodes[i], *value);
            ++i;
        }
    }
    for (unsigned level : numbered_entries(dir + "/memory_side_cache", "index")) {
        auto c = fmt::format("{}/memory_side_cache/index{}/", dir, level);
        cell.caches.push_back({level, one_of(read_number(c + "indexing"), "direct", "full"), one_of(read_number(c + "write_policy"), "writeback", "writethrough"),
                               read_number(c + "size").value_or(0), read_number(c + "line_size").value_or(0)});
    }
    auto list = read_text(dir + "/cpulist");
    for (unsigned c : list ? parse_cpu_list(*list) : numbered_entries(dir, "cpu")) cell.cpus.push_back(read_cpu(fmt::format("{}/cpu/cpu{}", r.system, c), c));
    return cell;
}

// Latencies and bandwidths from the processors' cells to each cell (access class 1), latencies first.
std::vector<Interconnect> read_interconnects(const NodeRoots& r) {
    std::vector<Interconnect> latency, bandwidth;
    for (unsigned target : numbered_entries(r.system + "/node", "node")) {
        auto dir = fmt::format("{}/node/node{}/access1/initiators", r.system, target);
        for (unsigned initiator : numbered_entries(dir, "node"))
            for (const char* type : {"read", "write"}) {
                if (auto v = read_number(fmt::format("{}/{}_latency", dir, type)); v && *v) latency.push_back({false, initiator, target, type, *v});
                if (auto v = read_number(fmt::format("{}/{}_bandwidth", dir, type)); v && *v) bandwidth.push_back({true, initiator, target, type, *v * 1024});
            }
    }
    latency.insert(latency.end(), bandwidth.begin(), bandwidth.end());
    return latency;
}

std::optional<std::uint64_t> sized(const std::string& text) {
    auto t = trim(text);
    std::uint64_t unit = 1;
    if (t.ends_with('K')) unit = 1024;
    if (t.ends_with('M')) unit = 1024 * 1024;
    if (unit != 1) t.remove_suffix(1);
    auto n = to_number<std::uint64_t>(t);
    return n ? std::optional(*n * unit) : std::nullopt;
}

std::vector<CacheBank> read_banks(const NodeRoots& r) {
    std::vector<CacheBank> banks;
    for (unsigned c : numbered_entries(r.system + "/cpu", "cpu")) {
        auto dir = fmt::format("{}/cpu/cpu{}/cache", r.system, c);
        for (unsigned i : numbered_entries(dir, "index")) {
            auto d = fmt::format("{}/index{}/", dir, i);
            auto level = read_number(d + "level"), id = read_number(d + "id");
            auto type = read_text(d + "type"), size = read_text(d + "size"), cpus = read_text(d + "shared_cpu_list");
            if (!level || *level < 2 || !id || !type || !size || !cpus) continue;
            auto bytes = sized(*size);
            if (!bytes) continue;
            auto kind = lower(trim(*type));
            CacheBank bank{static_cast<unsigned>(*id), static_cast<unsigned>(*level), kind == "unified" ? "both" : kind == "instruction" ? "code" : "data", *bytes,
                           format_cpu_list(parse_cpu_list(*cpus)), {}};
            bool seen = std::any_of(banks.begin(), banks.end(), [&](const CacheBank& b) { return b.id == bank.id && b.level == bank.level && b.type == bank.type; });
            if (!seen) banks.push_back(std::move(bank));
        }
    }
    std::stable_sort(banks.begin(), banks.end(), [](const CacheBank& a, const CacheBank& b) { return std::pair(a.level, a.id) < std::pair(b.level, b.id); });
    return banks;
}

void read_resctrl(Topology& t, const std::string& root) {
    auto info = root + "/info/";
    for (auto& bank : t.banks)
        for (auto [suffix, type] : {std::pair{"", "both"}, {"CODE", "code"}, {"DATA", "data"}}) {
            auto dir = fmt::format("{}L{}{}/", info, bank.level, suffix);
            auto mask = read_text(dir + "cbm_mask");
            auto bits = mask ? to_number<std::uint64_t>(trim(*mask), 16) : std::nullopt;
            if (!bits || !*bits) continue;
            auto granule = bank.size_bytes / static_cast<unsigned>(__builtin_popcountll(*bits));
            auto min_bits = read_number(dir + "min_cbm_bits").value_or(1);
            bank.controls.push_back({granule, min_bits > 1 ? granule * min_bits : 0, type, static_cast<unsigned>(read_number(dir + "num_closids").value_or(0))});
        }
    if (auto granularity = read_number(info + "MB/bandwidth_gran")) {
        unsigned top = t.banks.empty() ? 0 : t.banks.back().level;
        for (const auto& bank : t.banks)
            if (bank.level == top)
                t.bandwidth.push_back({bank.id, bank.cpus, static_cast<unsigned>(*granularity), static_cast<unsigned>(read_number(info + "MB/min_bandwidth").value_or(0)),
                                       static_cast<unsigned>(read_number(info + "MB/num_closids").value_or(0))});
    }
    if (auto features = read_text(info + "L3_MON/mon_features")) {
        ResourceMonitor m{.level = 3, .max_monitors = static_cast<unsigned>(read_number(info + "L3_MON/num_rmids").value_or(0)),
                          .reuse_threshold = read_number(info + "L3_MON/max_threshold_occupancy").value_or(0), .cache_features = {}, .bandwidth_features = {}};
        for (auto f : split_words(*features)) {
            if (f.starts_with("llc_")) m.cache_features.emplace_back(f);
            if (f.starts_with("mbm_")) m.bandwidth_features.emplace_back(f);
        }
        t.monitor = std::move(m);
    }
}

}  // namespace

Topology read_topology(const NodeRoots& r, const std::string& resctrl) {
    Topology t;
    for (unsigned n : numbered_entries(r.system + "/node", "node")) t.cells.push_back(read_cell(n, fmt::format("{}/node/node{}", r.system, n), r));
    if (t.cells.empty()) {  // a kernel without NUMA
        Cell all{.id = 0, .memory_kib = total_memory_kib(r)};
        for (unsigned size : page_sizes_kib(r))
            if (auto p = read_pages(size, std::nullopt, r)) all.pages.push_back({size, p->total});
        for (unsigned c : numbered_entries(r.system + "/cpu", "cpu")) all.cpus.push_back(read_cpu(fmt::format("{}/cpu/cpu{}", r.system, c), c));
        t.cells.push_back(std::move(all));
    }
    t.interconnects = read_interconnects(r);
    t.banks = read_banks(r);
    read_resctrl(t, resctrl);
    return t;
}

}  // namespace vireo::host
