// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/qemu/stats.h"

#include <unistd.h>

#include "base/text.h"
#include "host/node/sysfs.h"
#include "json/json.h"

namespace vireo::qemu {
std::string alias_of(std::string_view qom) {
    constexpr std::string_view prefix = "/machine/peripheral/";
    if (!qom.starts_with(prefix)) return std::string(qom);
    qom.remove_prefix(prefix.size());
    return std::string(qom.substr(0, qom.find('/')));
}

namespace {

using json::Json;

std::uint64_t number(const Json& o, const char* name) {
    const auto* v = json::find(o, name);
    return v && v->is_number() ? v->get<std::uint64_t>() : 0;
}

void read_blocks(const Json& list, std::map<std::string, BlockFigures>& out) {
    if (!list.is_array()) return;
    for (const auto& e : list) {
        const auto* stats = json::find(e, "stats");
        const auto* qdev = json::find(e, "qdev");
        if (!stats || !qdev || !qdev->is_string()) continue;
        BlockFigures b{.rd_reqs = number(*stats, "rd_operations"), .rd_bytes = number(*stats, "rd_bytes"), .rd_times = number(*stats, "rd_total_time_ns"),
                       .wr_reqs = number(*stats, "wr_operations"), .wr_bytes = number(*stats, "wr_bytes"), .wr_times = number(*stats, "wr_total_time_ns"),
                       .fl_reqs = number(*stats, "flush_operations"), .fl_times = number(*stats, "flush_total_time_ns")};
        if (const auto* parent = json::find(e, "parent"))
            if (const auto* below = json::find(*parent, "stats")) b.highest_offset = number(*below, "wr_highest_offset"), b.has_offset = true;
        out[alias_of(qdev->get<std::string>())] = b;
    }
}

}  // namespace

FiguresQuery::FiguresQuery(GuestPtr guest, bool blocks, bool balloon) : guest_(std::move(guest)), want_blocks_(blocks), want_balloon_(balloon) {
    auto s = guest_->read();
    auto monitor = guest_->monitor_or_null();
    if (!monitor || !s->live || monitor->unresponsive() || monitor->closed()) return;
    // A guest that still owes an answer is not asked again, and nobody waits for it a second time.
    if (guest_->owes_figures()) return;
    want_blocks_ = blocks = blocks && !s->live->devices.disks.empty();
    std::vector<qmp::Command> commands;
    if (blocks) commands.emplace_back("query-blockstats");
    const auto* b = s->live->devices.memballoon ? &*s->live->devices.memballoon : nullptr;
    want_balloon_ = balloon && b && b->model != model::BalloonModel::none && !b->info.alias.empty();
    if (want_balloon_) commands.emplace_back("qom-get", Json{{"path", "/machine/peripheral/" + b->info.alias}, {"property", "guest-stats"}});
    if (commands.empty()) return;
    try {
        auto futures = monitor->send(commands);
        std::size_t i = 0;
        if (blocks) blocks_ = futures[i++];
        if (want_balloon_) balloon_ = futures[i++];
        sent_ = true;
    } catch (const Error&) {
        // it ended just now: the last figures have to do
    }
}

std::shared_ptr<const MonitorFigures> FiguresQuery::get(Deadline until) {
    if (!sent_) return guest_->figures();
    auto fresh = std::make_shared<MonitorFigures>();
    if (auto last = guest_->figures()) *fresh = *last;
    try {
        if (want_blocks_) {
            const auto* r = blocks_.peek(until);
            if (!r) {
                guest_->note_owed(blocks_);
                return guest_->figures();
            }
            if (r->ok) read_blocks(json::parse(r->value), fresh->blocks);
        }
        if (want_balloon_) {
            if (const auto* r = balloon_.peek(until); !r) {
                guest_->note_owed(balloon_);
            } else if (r->ok) {
                auto v = json::parse(r->value);
                fresh->balloon.last_update = static_cast<std::int64_t>(number(v, "last-update"));
                if (const auto* stats = json::find(v, "stats"); stats && stats->is_object())
                    for (auto it = stats->begin(); it != stats->end(); ++it)
                        if (it.value().is_number_unsigned() && it.value().get<std::uint64_t>() != UINT64_MAX) fresh->balloon.values[it.key()] = it.value().get<std::uint64_t>();
            }
        }
    } catch (const Error&) {
        return guest_->figures();
    }
    fresh->taken = real_clock().now();
    guest_->keep_figures(fresh);
    return fresh;
}

std::optional<NetFigures> net_figures(const std::string& device, bool swap) {
    auto dir = "/sys/class/net/" + device + "/statistics/";
    if (device.empty() || device.find('/') != device.npos || !host::exists(dir)) return std::nullopt;
    auto n = [&](const char* name) { return host::read_number(dir + name).value_or(0); };
    NetFigures f{n("rx_bytes"), n("rx_packets"), n("rx_errors"), n("rx_dropped"), n("tx_bytes"), n("tx_packets"), n("tx_errors"), n("tx_dropped")};
    if (swap) {
        std::swap(f.rx_bytes, f.tx_bytes);
        std::swap(f.rx_packets, f.tx_packets);
        std::swap(f.rx_errs, f.tx_errs);
        std::swap(f.rx_drop, f.tx_drop);
    }
    return f;
}

namespace {

// Word n of a record of the kernel, counted from 0.
std::uint64_t number_at(std::string_view record, unsigned n) {
    auto skip_spaces = [&] { record.remove_prefix(std::min(record.find_first_not_of(" \n"), record.size())); };
    skip_spaces();
    while (n-- > 0) {
        record.remove_prefix(std::min(record.find_first_of(" \n"), record.size()));
        skip_spaces();
    }
    return to_number<std::uint64_t>(record.substr(0, record.find_first_of(" \n"))).value_or(0);
}

std::optional<CpuFigures> stat_figures(const char* path) {
    char buffer[2048];
    auto record = host::read_record(path, buffer);
    auto close = record.rfind(')');  // the name before it may contain anything
    if (close == record.npos) return std::nullopt;
    record.remove_prefix(close + 1);
    static const std::uint64_t tick = 1'000'000'000ULL / static_cast<unsigned long>(sysconf(_SC_CLK_TCK));
    CpuFigures f{.user = number_at(record, 11) * tick, .system = number_at(record, 12) * tick};
    f.time = f.user + f.system;
    return f;
}

}  // namespace

std::optional<CpuFigures> cpu_figures(pid_t pid) { return stat_figures(fmt::format("/proc/{}/stat", pid).c_str()); }

std::optional<VcpuFigures> vcpu_figures(pid_t pid, pid_t thread) {
    auto folder = fmt::format("/proc/{}/task/{}/", pid, thread);
    auto cpu = stat_figures((folder + "stat").c_str());
    if (!cpu) return std::nullopt;
    VcpuFigures f{.time = cpu->time};
    char buffer[256];
    if (auto record = host::read_record((folder + "schedstat").c_str(), buffer); !record.empty()) f.delay = number_at(record, 1);
    return f;
}

std::uint64_t resident_kib(pid_t pid) {
    auto text = host::read_text(fmt::format("/proc/{}/statm", pid));
    if (!text) return 0;
    auto words = split_words(*text);
    return words.size() > 1 ? to_number<std::uint64_t>(words[1]).value_or(0) * static_cast<unsigned long>(sysconf(_SC_PAGESIZE)) / 1024 : 0;
}

}  // namespace vireo::qemu
