// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/qemu/stats.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>

#include "base/text.h"
#include "host/node/sysfs.h"
#include "json/json.h"
#include "libvirt/libvirt.h"

namespace vireo::qemu {
namespace {

using json::Json;

// The guest's own figures of its memory come when its driver likes, once a second at most; who asks more often is told
// what was told before.
constexpr Duration balloon_age = std::chrono::seconds(1);

bool same(const std::weak_ptr<const void>& then, const std::shared_ptr<const void>& now) { return !then.owner_before(now) && !now.owner_before(then); }

bool has_network_disk(const model::Domain& d) {
    for (const auto& disk : d.devices.disks)
        for (const auto* s = &disk.source; s; s = s->backing ? &*s->backing : nullptr)
            if (s->type == model::StorageType::network) return true;
    return false;
}

}  // namespace

FiguresQuery::FiguresQuery(GuestPtr guest, std::shared_ptr<const GuestState> state, const Wanted& wanted, const std::shared_ptr<qmp::Gathering>& gathering)
    : guest_(std::move(guest)), state_(std::move(state)), last_(guest_->figures()), dirty_rate_begun_(guest_->dirty_rates_begun), thresholds_set_(guest_->thresholds_set) {
    if (last_ && last_->life != state_->life) last_.reset();  // somebody was slow to keep it
    if (!state_->live || !state_->runtime) return;
    const auto& d = *state_->live;
    // Somebody may have changed anything past us.
    const bool unsure = guest_->custom_monitor == state_->life;
    std::vector<qmp::Command> commands;
    auto ask = [&](About about, qmp::Command command) {
        questions_.emplace_back(about, qmp::Future());
        commands.push_back(std::move(command));
    };
    if (wanted.blocks && !d.devices.disks.empty()) {
        ask(About::blocks, qmp::Command("query-blockstats"));
        const bool no_threshold = !thresholds_set_ || (last_ && last_->nodes && last_->nodes_asked == thresholds_set_ &&
                                                       std::none_of(last_->nodes->begin(), last_->nodes->end(), [](const auto& n) { return n.threshold != 0; }));
        if (unsure || !no_threshold || has_network_disk(d)) {
            ask(About::nodes, qmp::Command("query-named-block-nodes", Json{{"flat", true}}));
            overtaken_ |= last_ && last_->nodes_asked != thresholds_set_;
        }
    }
    if (wanted.balloon && d.devices.memballoon && d.devices.memballoon->model != model::BalloonModel::none && !d.devices.memballoon->info.alias.empty()) {
        // A guest that stands still tells nothing new.
        const bool rests = last_ && last_->balloon && !unsure &&
                           (real_clock().now() - last_->balloon_taken < balloon_age || last_->balloon_state.get() == state_.get());
        if (wanted.patient || !rests) ask(About::balloon, qmp::Command("qom-get", Json{{"path", "/machine/peripheral/" + d.devices.memballoon->info.alias}, {"property", "guest-stats"}}));
    }
    const bool same_threads = last_ && last_->iothreads && same(last_->iothreads_definition, state_->live);
    if (wanted.iothreads && !d.iothread_ids.empty() && (unsure || !same_threads)) {
        ask(About::iothreads, qmp::Command("query-iothreads"));
        overtaken_ |= !same_threads;
    }
    const auto& caps = state_->runtime->caps;
    // A calculation that was just begun may not have been taken up yet.
    const bool rate_rests = last_ && last_->dirty_rate && last_->dirty_rate_asked == dirty_rate_begun_ &&
                            (last_->dirty_rate->status == VIR_DOMAIN_DIRTYRATE_MEASURED || (last_->dirty_rate->status == VIR_DOMAIN_DIRTYRATE_UNSTARTED && !dirty_rate_begun_));
    if (wanted.dirty_rate && (unsure || !rate_rests) && caps && caps->has("calc-dirty-rate")) {
        ask(About::dirty_rate, qmp::Command("query-dirty-rate"));
        overtaken_ |= last_ && last_->dirty_rate_asked != dirty_rate_begun_;
    }
    if ((wanted.vcpu_counters || wanted.vm_counters) && d.type == model::VirtType::kvm && caps && caps->has("query-stats")) {
        if (!last_ || !last_->schema) ask(About::schema, qmp::Command("query-stats-schemas", Json{{"provider", "kvm"}}));
        if (wanted.vcpu_counters && (unsure || !last_ || !last_->processors || !same(last_->processors_definition, state_->live)))
            ask(About::processors, qmp::Command("query-cpus-fast"));
        if (wanted.vcpu_counters) ask(About::vcpu_counters, qmp::Command("query-stats", Json{{"target", "vcpu"}}));
        if (wanted.vm_counters) ask(About::vm_counters, qmp::Command("query-stats", Json{{"target", "vm"}}));
    }
    if (commands.empty()) return;
    // A guest that still owes an answer is not asked again, and nobody waits for it a second time.
    auto monitor = guest_->monitor_or_null();
    if (!monitor || guest_->owes_figures()) {
        questions_.clear();
        return;
    }
    try {
        auto futures = monitor->send(commands, gathering);
        for (std::size_t i = 0; i < futures.size(); ++i) questions_[i].second = std::move(futures[i]);
    } catch (const Error&) {
        questions_.clear();  // silent, or it ended just now: the last figures have to do
    }
}

void FiguresQuery::take(About about, std::string_view json, MonitorFigures& into) const {
    auto keep = []<class T>(T&& figures) { return std::make_shared<const T>(std::move(figures)); };
    switch (about) {
        case About::blocks: into.blocks = keep(read_block_figures(json)); break;
        case About::nodes: into.nodes = keep(read_node_figures(json)), into.nodes_asked = thresholds_set_; break;
        case About::balloon:
            into.balloon = keep(read_balloon_figures(json));
            into.balloon_taken = real_clock().now();
            into.balloon_state = state_->state.phase == hv::Phase::paused ? state_ : nullptr;
            break;
        case About::iothreads:
            into.iothreads = keep(read_iothread_figures(json));
            into.iothreads_definition = state_->live;
            break;
        case About::dirty_rate:
            if (auto rate = read_dirty_rate(json)) into.dirty_rate = keep(std::move(*rate)), into.dirty_rate_asked = dirty_rate_begun_;
            break;
        case About::schema: into.schema = keep(read_counter_schema(json)); break;
        case About::processors:
            into.processors = keep(read_processor_paths(json));
            into.processors_definition = state_->live;
            break;
        case About::vcpu_counters:
            if (into.schema) into.vcpu_counters = keep(read_counters(json, into.schema->vcpu));
            break;
        case About::vm_counters:
            if (into.schema) into.vm_counters = keep(read_counters(json, into.schema->vm));
            break;
    }
}

std::shared_ptr<const MonitorFigures> FiguresQuery::get(Deadline until) {
    if (questions_.empty()) return last_;
    auto fresh = last_ ? std::make_shared<MonitorFigures>(*last_) : std::make_shared<MonitorFigures>();
    bool any = false;
    try {
        for (const auto& [about, answer] : questions_) {
            const auto* reply = answer.peek(until);
            if (!reply) {
                // The emulator answers in order: the last one is what it owes.
                guest_->note_owed(questions_.back().second);
                break;
            }
            if (!reply->ok) continue;
            take(about, reply->value, *fresh);
            any = true;
        }
    } catch (const Error&) {
        return last_;  // it ended, or tells what nobody understands
    }
    if (!any) return last_;
    fresh->life = state_->life;
    fresh->taken = real_clock().now();
    guest_->keep_figures(fresh);
    return fresh;
}

bool is_tap(model::InterfaceType t) { return t == model::InterfaceType::network || t == model::InterfaceType::bridge || t == model::InterfaceType::ethernet; }

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
    const long wanted = 1 + static_cast<long>(threads_.size());
    if (records_held.fetch_add(wanted) + wanted > most_records()) {
        records_held -= wanted;
        return;
    }
    held_ = wanted;
    auto open = [](const std::string& path) { return Fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC)); };
    stat_ = open(fmt::format("/proc/{}/stat", runtime_->pid));
    for (std::size_t i = 0; i < threads_.size(); ++i) threads_[i] = open(thread_folder(runtime_->pid, runtime_->vcpu_threads[i].second) + "schedstat");
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
    auto folder = [&] { return thread_folder(runtime_->pid, runtime_->vcpu_threads[place].second); };
    char buffer[2048];
    VcpuFigures f;
    // Nanoseconds that it ran, nanoseconds that it waited, turns. All of it is 0 where the kernel does not count that.
    const auto counted = record(threads_[place], buffer, [&] { return folder() + "schedstat"; });
    if (!counted.empty()) {
        f.time = number_at(counted, 0);
        f.delay = number_at(counted, 1);
        if (number_at(counted, 2)) return f;
    }
    const auto cpu = read_stat(host::read_record((folder() + "stat").c_str(), buffer));
    if (!cpu) return std::nullopt;
    f.time = cpu->time;
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
