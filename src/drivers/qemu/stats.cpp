// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/qemu/stats.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <atomic>

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

FiguresQuery::FiguresQuery(GuestPtr guest, bool blocks, bool balloon, const std::shared_ptr<qmp::Gathering>& gathering) : guest_(std::move(guest)), want_blocks_(blocks), want_balloon_(balloon) {
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
        auto futures = monitor->send(commands, gathering);
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

std::optional<CpuFigures> read_stat(std::string_view record) {
    auto close = record.rfind(')');  // the name before it may contain anything
    if (close == record.npos) return std::nullopt;
    record.remove_prefix(close + 1);
    static const std::uint64_t tick = 1'000'000'000ULL / static_cast<unsigned long>(sysconf(_SC_CLK_TCK));
    static const std::uint64_t page_kib = static_cast<unsigned long>(sysconf(_SC_PAGESIZE)) / 1024;
    CpuFigures f{.user = number_at(record, 11) * tick, .system = number_at(record, 12) * tick, .resident_kib = number_at(record, 21) * page_kib};
    f.time = f.user + f.system;
    return f;
}

// By the descriptor if there is one, else by the path that `path()` makes.
template <class Path>
std::string_view record(const Fd& fd, std::span<char> into, Path&& path) {
    if (!fd) return host::read_record(path().c_str(), into);
    ssize_t n;
    do n = ::pread(fd.get(), into.data(), into.size(), 0);
    while (n < 0 && errno == EINTR);
    return {into.data(), n > 0 ? static_cast<std::size_t>(n) : 0};
}

// Descriptors of all guests' records; a fourth of what we may have.
std::atomic<long> records_held{0};
long most_records() {
    static const long most = [] {
        rlimit l{};
        return getrlimit(RLIMIT_NOFILE, &l) == 0 ? static_cast<long>(std::min<rlim_t>(l.rlim_cur, 1u << 20) / 4) : 0;
    }();
    return most;
}

std::string thread_folder(pid_t pid, pid_t thread) { return fmt::format("/proc/{}/task/{}/", pid, thread); }

}  // namespace

ProcRecords::ProcRecords(std::shared_ptr<const Runtime> runtime) : runtime_(std::move(runtime)), threads_(runtime_->vcpu_threads.size()) {
    const long wanted = 1 + 2 * static_cast<long>(threads_.size());
    if (records_held.fetch_add(wanted) + wanted > most_records()) {
        records_held -= wanted;
        return;
    }
    held_ = wanted;
    auto open = [](const std::string& path) { return Fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC)); };
    stat_ = open(fmt::format("/proc/{}/stat", runtime_->pid));
    for (std::size_t i = 0; i < threads_.size(); ++i) {
        const auto folder = thread_folder(runtime_->pid, runtime_->vcpu_threads[i].second);
        threads_[i] = {open(folder + "stat"), open(folder + "schedstat")};
    }
}

ProcRecords::~ProcRecords() { records_held -= held_; }

std::shared_ptr<const ProcRecords> ProcRecords::of(Guest& guest, const GuestState& s) {
    if (auto kept = guest.proc_records(); kept && kept->runtime_ == s.runtime) return kept;
    auto fresh = std::make_shared<const ProcRecords>(s.runtime);
    if (fresh->stat_) guest.keep_proc_records(fresh);
    return fresh;
}

std::optional<CpuFigures> ProcRecords::cpu() const {
    char buffer[2048];
    return read_stat(record(stat_, buffer, [&] { return fmt::format("/proc/{}/stat", runtime_->pid); }));
}

std::optional<VcpuFigures> ProcRecords::vcpu(std::size_t place) const {
    const auto& files = threads_[place];
    auto folder = [&] { return thread_folder(runtime_->pid, runtime_->vcpu_threads[place].second); };
    char buffer[2048];
    auto cpu = read_stat(record(files.stat, buffer, [&] { return folder() + "stat"; }));
    if (!cpu) return std::nullopt;
    VcpuFigures f{.time = cpu->time};
    if (auto text = record(files.schedstat, buffer, [&] { return folder() + "schedstat"; }); !text.empty()) f.delay = number_at(text, 1);
    return f;
}

std::optional<CpuFigures> cpu_figures(pid_t pid) {
    char buffer[2048];
    return read_stat(host::read_record(fmt::format("/proc/{}/stat", pid).c_str(), buffer));
}

std::uint64_t resident_kib(pid_t pid) {
    auto f = cpu_figures(pid);
    return f ? f->resident_kib : 0;
}

}  // namespace vireo::qemu
