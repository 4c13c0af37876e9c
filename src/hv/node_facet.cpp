// SPDX-License-Identifier: LGPL-2.1-or-later
#include "hv/node_facet.h"

#include "host/node/node.h"
#include "hv/flags.h"
#include "libvirt/libvirt.h"

namespace vireo::hv {
namespace {

constexpr std::pair<const char*, const char*> ksm_names[] = {
    {VIR_NODE_MEMORY_SHARED_PAGES_TO_SCAN, "pages_to_scan"},     {VIR_NODE_MEMORY_SHARED_SLEEP_MILLISECS, "sleep_millisecs"},
    {VIR_NODE_MEMORY_SHARED_PAGES_SHARED, "pages_shared"},       {VIR_NODE_MEMORY_SHARED_PAGES_SHARING, "pages_sharing"},
    {VIR_NODE_MEMORY_SHARED_PAGES_UNSHARED, "pages_unshared"},   {VIR_NODE_MEMORY_SHARED_PAGES_VOLATILE, "pages_volatile"},
    {VIR_NODE_MEMORY_SHARED_FULL_SCANS, "full_scans"},           {VIR_NODE_MEMORY_SHARED_MERGE_ACROSS_NODES, "merge_across_nodes"}};

// Calls fn(node) for `count` nodes from `start` on; -1 stands for the whole machine.
template <class Fn>
void each_cell(int start, unsigned count, Fn&& fn) {
    auto nodes = host::numa_nodes();
    int last = static_cast<int>(nodes.back());
    if (start < 0) {
        fn(std::nullopt);
        return;
    }
    if (start > last) fail(Code::internal_error, Domain::none, "start cell {} out of range (0-{})", start, last);
    unsigned done = 0;
    for (unsigned n : nodes)
        if (n >= static_cast<unsigned>(start) && done < count) fn(std::optional<unsigned>(n)), ++done;
}

}  // namespace

api::NodeGetInfoRet LocalNode::node_get_info(api::Call&) {
    static const std::string arch = host::machine_arch();
    auto info = host::read_node_info();
    api::NodeGetInfoRet out{.memory = host::total_memory_kib(),
                            .cpus = static_cast<int>(info.cpus),
                            .mhz = static_cast<int>(info.mhz),
                            .nodes = static_cast<int>(info.nodes),
                            .sockets = static_cast<int>(info.sockets),
                            .cores = static_cast<int>(info.cores),
                            .threads = static_cast<int>(info.threads)};
    arch.copy(out.model.data(), out.model.size() - 1);
    return out;
}

api::NodeGetCellsFreeMemoryRet LocalNode::node_get_cells_free_memory(api::Call&, const api::NodeGetCellsFreeMemoryArgs& a) {
    int last = static_cast<int>(host::numa_nodes().back());
    if (a.startCell < 0 || a.startCell > last) fail(Code::internal_error, Domain::none, "start cell {} out of range (0-{})", a.startCell, last);
    api::NodeGetCellsFreeMemoryRet out;
    // cells are numbered through; a number without a node has no memory
    for (int n = a.startCell; n <= last && static_cast<int>(out.cells.size()) < a.maxcells; ++n)
        out.cells.push_back(host::free_memory_bytes_of(static_cast<unsigned>(n)).value_or(n == 0 && last == 0 ? host::free_memory_bytes() : 0));
    return out;
}

api::NodeGetFreeMemoryRet LocalNode::node_get_free_memory(api::Call&) { return {.freeMem = host::free_memory_bytes()}; }

api::NodeGetCpuStatsRet LocalNode::node_get_cpu_stats(api::Call&, const api::NodeGetCpuStatsArgs& a) {
    check_flags(a.flags, 0, "virHostCPUGetStats", Domain::none);
    api::NodeGetCpuStatsRet out{.params = {}, .nparams = 4};
    if (a.nparams == 0) return out;
    if (a.nparams != 4) bad_argument(Domain::none, "virHostCPUGetStatsLinux", "*nparams", "nparams in virHostCPUGetStatsLinux must be equal to 4");
    auto t = host::read_cpu_times(a.cpuNum < 0 ? std::nullopt : std::optional(static_cast<unsigned>(a.cpuNum)));
    if (!t) bad_argument(Domain::none, "virHostCPUGetStatsLinux", "cpuNum", "Invalid cpuNum in virHostCPUGetStatsLinux");
    out.params = {{VIR_NODE_CPU_STATS_KERNEL, t->kernel}, {VIR_NODE_CPU_STATS_USER, t->user}, {VIR_NODE_CPU_STATS_IDLE, t->idle}, {VIR_NODE_CPU_STATS_IOWAIT, t->iowait}};
    return out;
}

api::NodeGetMemoryStatsRet LocalNode::node_get_memory_stats(api::Call&, const api::NodeGetMemoryStatsArgs& a) {
    check_flags(a.flags, 0, "virHostMemGetStats", Domain::none);
    int last = static_cast<int>(host::numa_nodes().back());
    if (a.cellNum > last)
        bad_argument(Domain::none, "virHostMemGetStats", "cellNum", fmt::format("cellNum in virHostMemGetStats must be less than or equal to {}", last));
    auto figures = host::read_memory_stats(a.cellNum < 0 ? std::nullopt : std::optional(static_cast<unsigned>(a.cellNum)));
    api::NodeGetMemoryStatsRet out{.params = {}, .nparams = a.cellNum < 0 ? 4 : 2};
    if (a.nparams == 0) return out;
    if (a.nparams != out.nparams)
        bad_argument(Domain::none, "virHostMemGetStatsLinux", "nparams", fmt::format("nparams in virHostMemGetStatsLinux must be {}", out.nparams));
    for (auto& [name, value] : figures) out.params.push_back({name, value});
    return out;
}

void LocalNode::node_set_memory_parameters(api::Call&, const api::NodeSetMemoryParametersArgs& a) {
    check_flags(a.flags, 0, "virHostMemSetParameters", Domain::none);
    for (const auto& p : a.params) {
        const char* knob = p.field == VIR_NODE_MEMORY_SHARED_PAGES_TO_SCAN          ? "pages_to_scan"
                           : p.field == VIR_NODE_MEMORY_SHARED_SLEEP_MILLISECS      ? "sleep_millisecs"
                           : p.field == VIR_NODE_MEMORY_SHARED_MERGE_ACROSS_NODES   ? "merge_across_nodes"
                                                                                    : nullptr;
        if (!knob) fail(Code::argument_unsupported, Domain::none, "parameter '{}' not supported", p.field);
        auto* value = std::get_if<std::uint32_t>(&p.value);
        if (!value) fail(Code::invalid_arg, Domain::none, "invalid type for parameter '{}', expected 'uint'", p.field);
        host::write_ksm(knob, *value);
    }
}

api::NodeGetMemoryParametersRet LocalNode::node_get_memory_parameters(api::Call&, const api::NodeGetMemoryParametersArgs& a) {
    check_flags(a.flags & ~4u, 0, "virHostMemGetParameters", Domain::none);
    api::NodeGetMemoryParametersRet out{.params = {}, .nparams = static_cast<int>(std::size(ksm_names))};
    if (a.nparams == 0) return out;
    for (auto [name, knob] : ksm_names) {
        auto v = host::read_ksm(knob);
        if (!v) continue;
        bool is_setting = std::string_view(knob) == "pages_to_scan" || std::string_view(knob) == "sleep_millisecs" || std::string_view(knob) == "merge_across_nodes";
        if (static_cast<int>(out.params.size()) < a.nparams)
            out.params.push_back({name, is_setting ? api::TypedValue(static_cast<std::uint32_t>(*v)) : api::TypedValue(*v)});
    }
    out.nparams = static_cast<int>(out.params.size());
    return out;
}

api::NodeGetCpuMapRet LocalNode::node_get_cpu_map(api::Call&, const api::NodeGetCpuMapArgs& a) {
    check_flags(a.flags, 0, "virHostCPUGetMap", Domain::none);
    auto map = host::read_cpu_map();
    api::NodeGetCpuMapRet out{.cpumap = {}, .online = a.need_online ? static_cast<unsigned>(map.online.size()) : 0, .ret = static_cast<int>(map.present)};
    if (a.need_map) {
        out.cpumap.assign((map.present + 7) / 8, 0);
        for (unsigned c : map.online)
            if (c < map.present) out.cpumap[c / 8] |= static_cast<std::uint8_t>(1u << (c % 8));
    }
    return out;
}

api::NodeGetFreePagesRet LocalNode::node_get_free_pages(api::Call&, const api::NodeGetFreePagesArgs& a) {
    check_flags(a.flags, 0, "virHostMemGetFreePages", Domain::none);
    api::NodeGetFreePagesRet out;
    each_cell(a.startCell, a.cellCount, [&](std::optional<unsigned> node) {
        for (unsigned size : a.pages) {
            auto p = host::read_pages(size, node);
            if (!p && node) fail(Code::operation_failed, Domain::none, "page size {} is not available on node {}", size, *node);
            if (!p) fail(Code::operation_failed, Domain::none, "page size {} is not available", size);
            out.counts.push_back(p->free);
        }
    });
    return out;
}

api::NodeAllocPagesRet LocalNode::node_alloc_pages(api::Call&, const api::NodeAllocPagesArgs& a) {
    check_flags(a.flags, VIR_NODE_ALLOC_PAGES_SET, "virHostMemAllocPages", Domain::none);
    api::NodeAllocPagesRet out;
    each_cell(a.startCell, a.cellCount, [&](std::optional<unsigned> node) {
        for (std::size_t i = 0; i < a.pageSizes.size() && i < a.pageCounts.size(); ++i) {
            host::set_huge_pages(a.pageSizes[i], a.pageCounts[i], !(a.flags & VIR_NODE_ALLOC_PAGES_SET), node);
            ++out.ret;
        }
    });
    return out;
}

}  // namespace vireo::hv
