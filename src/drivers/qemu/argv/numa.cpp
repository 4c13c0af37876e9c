// SPDX-License-Identifier: LGPL-2.1-or-later
// The guest's NUMA cells, the distances between them, and what its firmware tells about their speed.
#include <limits>

#include "base/text.h"
#include "drivers/qemu/argv/parts.h"

namespace vireo::qemu::argv {

using namespace model;

namespace {

unsigned id_of(const NumaCell& c, std::size_t position) { return c.id.value_or(static_cast<unsigned>(position)); }

// The cell whose processors reach a memory best: its own, else by latency, else by bandwidth, else the first that has any.
std::optional<unsigned> initiator_of(const Cpu& cpu, const NumaCell& target, unsigned id) {
    if (!target.cpus.empty()) return id;
    std::optional<unsigned> best;
    std::uint64_t latency = std::numeric_limits<std::uint64_t>::max(), bandwidth = 0;
    for (const auto& x : cpu.interconnects)
        if (x.is_latency && x.target == id && !x.cache && x.value.value_or(0) < latency) best = x.initiator, latency = x.value.value_or(0);
    if (best) return best;
    for (const auto& x : cpu.interconnects)
        if (!x.is_latency && x.target == id && !x.cache && x.value.value_or(0) > bandwidth) best = x.initiator, bandwidth = x.value.value_or(0);
    if (best) return best;
    for (std::size_t i = 0; i < cpu.cells.size(); ++i)
        if (!cpu.cells[i].cpus.empty()) return id_of(cpu.cells[i], i);
    return std::nullopt;
}

void cell(const Build& b, const NumaCell& c, unsigned id, bool backends, bool hmat) {
    Option o("node");
    o.set("nodeid", id);
    if (!c.cpus.empty()) {
        const std::string ranges = c.cpus.text();
        for (std::string_view range : split(ranges, ',')) o.set("cpus", range);
    }
    if (hmat)
        if (auto from = initiator_of(*b.d.cpu, c, id)) o.set("initiator", *from);
    if (backends) {
        if (auto memory = cell_backend(b, c, id)) o.set("memdev", *memory);
    } else {
        o.set("mem", c.memory.value_or(0) / 1024);
    }
    b.line.add("-numa", o);
}

void distances(const Build& b) {
    const auto& cells = b.d.cpu->cells;
    bool any = false;
    for (const auto& c : cells) any = any || !c.distances.empty();
    if (!any) return;
    for (std::size_t i = 0; i < cells.size(); ++i)
        for (std::size_t j = 0; j < cells.size(); ++j) {
            unsigned value = i == j ? 10 : 20;
            for (const auto& s : cells[i].distances)
                if (s.id == j) value = s.value;
            b.line.add("-numa", fmt::format("dist,src={},dst={},val={}", i, j, value));
        }
}

void heterogeneous(const Build& b) {
    static constexpr const char* levels[] = {"memory", "first-level", "second-level", "third-level"};
    for (const auto& x : b.d.cpu->interconnects) {
        Option o("hmat-lb");
        o.set("initiator", x.initiator).set("target", x.target).set("hierarchy", levels[std::min(x.cache.value_or(0), 3u)]);
        o.set("data-type", x.type + (x.is_latency ? "-latency" : "-bandwidth"));
        if (x.is_latency)
            o.set("latency", x.value.value_or(0));
        else
            o.set("bandwidth", fmt::format("{}K", x.value.value_or(0)));
        b.line.add("-numa", o);
    }
    const auto& cells = b.d.cpu->cells;
    for (std::size_t i = 0; i < cells.size(); ++i)
        for (const auto& c : cells[i].caches) {
            Option o("hmat-cache");
            o.set("node-id", id_of(cells[i], i)).set("size", fmt::format("{}K", c.size.value_or(0))).set("level", c.level);
            o.set("associativity", c.associativity == "full" ? "complex" : c.associativity);
            o.set("policy", c.policy == "writeback" ? "write-back" : c.policy == "writethrough" ? "write-through" : c.policy);
            o.set("line", c.line.value_or(0));
            b.line.add("-numa", o);
        }
}

}  // namespace

bool has_hmat(const model::Domain& d) {
    if (!d.cpu) return false;
    if (!d.cpu->interconnects.empty()) return true;
    for (const auto& c : d.cpu->cells)
        if (!c.caches.empty()) return true;
    return false;
}

void numa(const Build& b) {
    if (!b.d.cpu || b.d.cpu->cells.empty()) return;
    const bool backends = cells_need_backends(b), hmat = has_hmat(b.d);
    if (!backends && b.d.memory_backing.allocation == MemoryAllocation::immediate) b.line.add("-mem-prealloc");
    const auto& cells = b.d.cpu->cells;
    for (std::size_t i = 0; i < cells.size(); ++i) cell(b, cells[i], id_of(cells[i], i), backends, hmat);
    distances(b);
    if (hmat) heterogeneous(b);
}

}  // namespace vireo::qemu::argv
