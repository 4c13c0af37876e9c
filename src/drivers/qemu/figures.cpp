// SPDX-License-Identifier: LGPL-2.1-or-later
// Answers with hundreds of numbers each, of which a few are wanted: read in one pass. Names: QEMU QMP Reference Manual.
#include "drivers/qemu/figures.h"

#include "base/text.h"
#include "json/scan.h"
#include "libvirt/libvirt.h"

namespace vireo::qemu {
namespace {

using json::Scan;

// Deeper than any chain of images that an emulator opens.
constexpr std::size_t most_images = 200;

void read_highest(Scan& scan, std::uint64_t& highest) {
    scan.object([&](std::string_view name) {
        if (name == "stats")
            scan.object([&](std::string_view figure) {
                if (figure == "wr_highest_offset") highest = scan.number().value_or(0);
            });
    });
}

void read_chain(Scan& scan, std::vector<std::uint64_t>& below) {
    if (below.size() >= most_images) return;
    const std::size_t mine = below.size();
    below.push_back(0);
    scan.object([&](std::string_view name) {
        if (name == "parent") {
            std::uint64_t highest = 0;
            read_highest(scan, highest);
            below[mine] = highest;
        } else if (name == "backing") {
            read_chain(scan, below);
        }
    });
}

void read_device(Scan& scan, BlockFigures& b) {
    scan.object([&](std::string_view figure) {
        if (figure == "rd_operations") b.rd_reqs = scan.number().value_or(0);
        else if (figure == "rd_bytes") b.rd_bytes = scan.number().value_or(0);
        else if (figure == "rd_total_time_ns") b.rd_times = scan.number().value_or(0);
        else if (figure == "wr_operations") b.wr_reqs = scan.number().value_or(0);
        else if (figure == "wr_bytes") b.wr_bytes = scan.number().value_or(0);
        else if (figure == "wr_total_time_ns") b.wr_times = scan.number().value_or(0);
        else if (figure == "flush_operations") b.fl_reqs = scan.number().value_or(0);
        else if (figure == "flush_total_time_ns") b.fl_times = scan.number().value_or(0);
    });
}

// The suffix that says what kind of number a counter is; empty for kinds that have no place in statistics.
std::string_view suffix_of(std::string_view kind) {
    if (kind == "cumulative") return ".sum";
    if (kind == "instant") return ".cur";
    if (kind == "peak") return ".max";
    return {};
}

int dirty_rate_status(std::string_view text) {
    if (text == "measuring") return VIR_DOMAIN_DIRTYRATE_MEASURING;
    if (text == "measured") return VIR_DOMAIN_DIRTYRATE_MEASURED;
    return VIR_DOMAIN_DIRTYRATE_UNSTARTED;
}

}  // namespace

const std::array<BalloonFigure, 10> balloon_figures = {{
    {"stat-swap-in", "balloon.swap_in", VIR_DOMAIN_MEMORY_STAT_SWAP_IN, true},
    {"stat-swap-out", "balloon.swap_out", VIR_DOMAIN_MEMORY_STAT_SWAP_OUT, true},
    {"stat-major-faults", "balloon.major_fault", VIR_DOMAIN_MEMORY_STAT_MAJOR_FAULT, false},
    {"stat-minor-faults", "balloon.minor_fault", VIR_DOMAIN_MEMORY_STAT_MINOR_FAULT, false},
    {"stat-free-memory", "balloon.unused", VIR_DOMAIN_MEMORY_STAT_UNUSED, true},
    {"stat-total-memory", "balloon.available", VIR_DOMAIN_MEMORY_STAT_AVAILABLE, true},
    {"stat-available-memory", "balloon.usable", VIR_DOMAIN_MEMORY_STAT_USABLE, true},
    {"stat-disk-caches", "balloon.disk_caches", VIR_DOMAIN_MEMORY_STAT_DISK_CACHES, true},
    {"stat-htlb-pgalloc", "balloon.hugetlb_pgalloc", VIR_DOMAIN_MEMORY_STAT_HUGETLB_PGALLOC, false},
    {"stat-htlb-pgfail", "balloon.hugetlb_pgfail", VIR_DOMAIN_MEMORY_STAT_HUGETLB_PGFAIL, false},
}};

std::string_view alias_of(std::string_view qom) {
    constexpr std::string_view prefix = "/machine/peripheral/";
    if (!qom.starts_with(prefix)) return qom;
    qom.remove_prefix(prefix.size());
    return qom.substr(0, qom.find('/'));
}

std::vector<BlockFigures> read_block_figures(std::string_view json) {
    std::vector<BlockFigures> out;
    Scan scan(json);
    scan.array([&] {
        BlockFigures b;
        scan.object([&](std::string_view name) {
            if (name == "qdev") b.alias = alias_of(scan.text().value_or(""));
            else if (name == "stats") read_device(scan, b);
            else if (name == "parent") read_highest(scan, b.highest_offset);
            else if (name == "backing") read_chain(scan, b.highest_below);
        });
        if (!b.alias.empty()) out.push_back(std::move(b));
    });
    return out;
}

std::vector<NodeFigures> read_node_figures(std::string_view json) {
    std::vector<NodeFigures> out;
    Scan scan(json);
    scan.array([&] {
        NodeFigures n;
        scan.object([&](std::string_view name) {
            if (name == "node-name") n.node = scan.text().value_or("");
            else if (name == "write_threshold") n.threshold = scan.number().value_or(0);
            else if (name == "image")
                scan.object([&](std::string_view figure) {
                    if (figure == "virtual-size") n.capacity = scan.number().value_or(0);
                    else if (figure == "actual-size") n.actual = scan.number();
                });
        });
        if (!n.node.empty()) out.push_back(std::move(n));
    });
    return out;
}

BalloonFigures read_balloon_figures(std::string_view json) {
    BalloonFigures out;
    Scan scan(json);
    scan.object([&](std::string_view name) {
        if (name == "last-update") out.last_update = scan.integer().value_or(0);
        else if (name == "stats")
            scan.object([&](std::string_view figure) {
                for (std::size_t i = 0; i < balloon_figures.size(); ++i) {
                    if (figure != balloon_figures[i].theirs) continue;
                    const auto value = scan.number();
                    if (value && *value != UINT64_MAX) out.values[i] = balloon_figures[i].bytes ? *value / 1024 : *value;  // else the guest does not tell
                    return;
                }
            });
    });
    return out;
}

std::vector<IothreadFigures> read_iothread_figures(std::string_view json) {
    std::vector<IothreadFigures> out;
    Scan scan(json);
    scan.array([&] {
        IothreadFigures t;
        bool ours = false;
        scan.object([&](std::string_view name) {
            if (name == "id") {
                constexpr std::string_view prefix = "iothread";
                auto id = scan.text().value_or("");
                if (!id.starts_with(prefix)) return;
                if (auto n = to_number<unsigned>(id.substr(prefix.size()))) t.id = *n, ours = true;
            } else if (name == "poll-max-ns") t.poll_max_ns = scan.number().value_or(0);
            else if (name == "poll-grow") t.poll_grow = static_cast<unsigned>(scan.number().value_or(0));
            else if (name == "poll-shrink") t.poll_shrink = static_cast<unsigned>(scan.number().value_or(0));
        });
        if (ours) out.push_back(t);
    });
    return out;
}

std::optional<DirtyRateFigures> read_dirty_rate(std::string_view json) {
    DirtyRateFigures out;
    Scan scan(json);
    bool told = false;
    scan.object([&](std::string_view name) {
        if (name == "status") {
            if (auto status = scan.text()) out.status = dirty_rate_status(*status), told = true;
        } else if (name == "start-time") out.start_time = scan.integer().value_or(0);
        else if (name == "calc-time") out.period = static_cast<int>(scan.integer().value_or(0));
        else if (name == "dirty-rate") out.rate = scan.integer();
        else if (name == "mode") out.mode = scan.text().value_or("");
        else if (name == "vcpu-dirty-rate")
            scan.array([&] {
                std::pair<int, std::int64_t> v{-1, 0};
                scan.object([&](std::string_view part) {
                    if (part == "id") v.first = static_cast<int>(scan.integer().value_or(-1));
                    else if (part == "dirty-rate") v.second = scan.integer().value_or(0);
                });
                out.vcpu_rates.push_back(v);
            });
    });
    if (out.mode.empty()) out.mode = "page-sampling";
    return told ? std::optional(std::move(out)) : std::nullopt;
}

std::uint64_t CountedFigures::sum_of(std::string_view name) const {
    for (const auto& f : list)
        if (f.name == name) return f.value;
    return 0;
}

std::vector<std::pair<unsigned, std::string>> read_processor_paths(std::string_view json) {
    std::vector<std::pair<unsigned, std::string>> out;
    Scan scan(json);
    scan.array([&] {
        std::optional<std::uint64_t> index;
        std::string path;
        scan.object([&](std::string_view name) {
            if (name == "cpu-index") index = scan.number();
            else if (name == "qom-path") path = scan.text().value_or("");
        });
        if (index) out.emplace_back(static_cast<unsigned>(*index), std::move(path));
    });
    return out;
}

CounterSchema read_counter_schema(std::string_view json) {
    CounterSchema out;
    Scan scan(json);
    scan.array([&] {
        std::string target, provider;
        std::vector<CounterSchema::Counter> counters;
        scan.object([&](std::string_view name) {
            if (name == "target") target = scan.text().value_or("");
            else if (name == "provider") provider = scan.text().value_or("");
            else if (name == "stats")
                scan.array([&] {
                    CounterSchema::Counter c;
                    std::string_view suffix;
                    scan.object([&](std::string_view part) {
                        if (part == "name") c.name = scan.text().value_or("");
                        else if (part == "type") suffix = suffix_of(scan.text().value_or(""));
                        else if (part == "unit") c.is_flag = scan.text() == "boolean";
                    });
                    if (c.name.empty() || suffix.empty()) return;
                    c.full = c.name + std::string(suffix);
                    counters.push_back(std::move(c));
                });
        });
        if (provider != "kvm") return;
        if (target == "vcpu") out.vcpu = std::move(counters);
        if (target == "vm") out.vm = std::move(counters);
    });
    return out;
}

std::vector<CountedFigures> read_counters(std::string_view json, const std::vector<CounterSchema::Counter>& known) {
    std::vector<CountedFigures> out;
    Scan scan(json);
    scan.array([&] {
        CountedFigures figures;
        std::size_t next = 0;  // both lists have one order
        scan.object([&](std::string_view member) {
            if (member == "qom-path") figures.path = scan.text().value_or("");
            if (member != "stats") return;
            scan.array([&] {
                const CounterSchema::Counter* counter = nullptr;
                std::optional<std::uint64_t> value;
                scan.object([&](std::string_view part) {
                    if (part == "name") {
                        const auto name = scan.text().value_or("");
                        for (std::size_t tried = 0; tried < known.size() && !counter; ++tried, ++next)
                            if (known[next % known.size()].name == name) counter = &known[next % known.size()];
                    } else if (part == "value") {
                        const auto text = scan.value();
                        value = text == "true" ? 1 : text == "false" ? 0 : to_number<std::uint64_t>(text);
                    }
                });
                if (counter && value) figures.list.push_back({counter->full, counter->is_flag, *value});
            });
        });
        out.push_back(std::move(figures));
    });
    return out;
}

}  // namespace vireo::qemu
