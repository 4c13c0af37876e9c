// SPDX-License-Identifier: LGPL-2.1-or-later
// Statistics: of one guest, and of all in one call. A bulk call asks all monitors at once and waits for all together,
// so one guest that hangs costs nobody more than that bound, and then shows its last figures.
#include "drivers/qemu/stats.h"

#include <sys/stat.h>
#include <unistd.h>

#include <span>

#include "base/text.h"
#include "drivers/qemu/connection.h"
#include "host/block/image_header.h"
#include "host/file/file.h"
#include "host/node/sysfs.h"
#include "hv/domain_list.h"
#include "hv/flags.h"
#include "hv/impact.h"
#include "hv/typed_params.h"
#include "json/json.h"
#include "libvirt/libvirt.h"
#include "run/spread.h"

namespace vireo::qemu {

using namespace api;

namespace {

constexpr unsigned known_groups = VIR_DOMAIN_STATS_STATE | VIR_DOMAIN_STATS_CPU_TOTAL | VIR_DOMAIN_STATS_BALLOON | VIR_DOMAIN_STATS_VCPU | VIR_DOMAIN_STATS_INTERFACE | VIR_DOMAIN_STATS_BLOCK |
                                  VIR_DOMAIN_STATS_PERF | VIR_DOMAIN_STATS_IOTHREAD | VIR_DOMAIN_STATS_MEMORY | VIR_DOMAIN_STATS_DIRTYRATE | VIR_DOMAIN_STATS_VM;
// How long a bulk call waits for the slowest monitor.
constexpr std::int64_t bulk_wait_ms = 500;
// How long everybody has at least before a silent monitor counts as late.
constexpr Duration bulk_patience = std::chrono::milliseconds(3);
// Guests that one thread asks together.
constexpr std::size_t bulk_grain = 32;

struct Balloon {
    const char* ours;   // suffix of "balloon."
    const char* theirs;
    unsigned tag;       // virDomainMemoryStatTags
    bool bytes;
};
constexpr Balloon balloon_names[] = {
    {"swap_in", "stat-swap-in", VIR_DOMAIN_MEMORY_STAT_SWAP_IN, true},
    {"swap_out", "stat-swap-out", VIR_DOMAIN_MEMORY_STAT_SWAP_OUT, true},
    {"major_fault", "stat-major-faults", VIR_DOMAIN_MEMORY_STAT_MAJOR_FAULT, false},
    {"minor_fault", "stat-minor-faults", VIR_DOMAIN_MEMORY_STAT_MINOR_FAULT, false},
    {"unused", "stat-free-memory", VIR_DOMAIN_MEMORY_STAT_UNUSED, true},
    {"available", "stat-total-memory", VIR_DOMAIN_MEMORY_STAT_AVAILABLE, true},
    {"usable", "stat-available-memory", VIR_DOMAIN_MEMORY_STAT_USABLE, true},
    {"disk_caches", "stat-disk-caches", VIR_DOMAIN_MEMORY_STAT_DISK_CACHES, true},
    {"hugetlb_pgalloc", "stat-htlb-pgalloc", VIR_DOMAIN_MEMORY_STAT_HUGETLB_PGALLOC, false},
    {"hugetlb_pgfail", "stat-htlb-pgfail", VIR_DOMAIN_MEMORY_STAT_HUGETLB_PGFAIL, false},
};

void put_state(hv::Params& p, const GuestState& s) {
    p.i32("state.state", static_cast<int>(s.state.phase));
    p.i32("state.reason", s.state.reason);
}

void put_cpu(hv::Params& p, const std::optional<CpuFigures>& f) {
    if (!f) return;
    p.u64("cpu.time", f->time);
    p.u64("cpu.user", f->user);
    p.u64("cpu.system", f->system);
    p.u32("cpu.cache.monitor.count", 0);
    p.u64("cpu.haltpoll.success.time", 0);
    p.u64("cpu.haltpoll.fail.time", 0);
}

void put_balloon(hv::Params& p, const GuestState& s, const model::Domain& d, const MonitorFigures* m, const std::optional<CpuFigures>& process) {
    const auto maximum = d.memory.value_or(0);
    p.u64("balloon.current", s.active() ? d.current_memory.value_or(maximum) : d.current_memory.value_or(maximum));
    p.u64("balloon.maximum", maximum);
    if (!s.active()) return;
    if (m) {
        for (const auto& b : balloon_names)
            if (auto it = m->balloon.values.find(b.theirs); it != m->balloon.values.end()) p.u64(std::string("balloon.") + b.ours, b.bytes ? it->second / 1024 : it->second);
        p.u64("balloon.last-update", static_cast<std::uint64_t>(m->balloon.last_update));
    }
    p.u64("balloon.rss", process ? process->resident_kib : 0);
}

void put_vcpu(hv::Params& p, const GuestState& s, const model::Domain& d, const ProcRecords* records) {
    p.u32("vcpu.current", d.current_vcpus());
    p.u32("vcpu.maximum", d.vcpus);
    if (!records) return;
    for (std::size_t i = 0; i < s.runtime->vcpu_threads.size(); ++i) {
        auto name = fmt::format("vcpu.{}.", s.runtime->vcpu_threads[i].first);
        p.i32(name + "state", VIR_VCPU_RUNNING);
        auto f = records->vcpu(i);
        if (f) p.u64(name + "time", f->time);
        p.u64(name + "wait", 0);
        if (f && f->delay) p.u64(name + "delay", *f->delay);
    }
}

// A tap's host side counts the other way round than its guest.
bool is_tap(model::InterfaceType t) { return t == model::InterfaceType::network || t == model::InterfaceType::bridge || t == model::InterfaceType::ethernet; }

void put_net(hv::Params& p, const GuestState& s, const model::Domain& d) {
    if (!s.active()) return;
    p.u32("net.count", static_cast<unsigned>(d.devices.interfaces.size()));
    for (std::size_t i = 0; i < d.devices.interfaces.size(); ++i) {
        const auto& n = d.devices.interfaces[i];
        if (n.target_dev.empty()) continue;
        auto f = net_figures(n.target_dev, is_tap(n.type));
        if (!f) continue;
        auto name = fmt::format("net.{}.", i);
        p.text(name + "name", n.target_dev);
        p.u64(name + "rx.bytes", f->rx_bytes);
        p.u64(name + "rx.pkts", f->rx_packets);
        p.u64(name + "rx.errs", f->rx_errs);
        p.u64(name + "rx.drop", f->rx_drop);
        p.u64(name + "tx.bytes", f->tx_bytes);
        p.u64(name + "tx.pkts", f->tx_packets);
        p.u64(name + "tx.errs", f->tx_errs);
        p.u64(name + "tx.drop", f->tx_drop);
    }
}

struct Sizes {
    std::uint64_t allocation = 0, capacity = 0, physical = 0;
};

std::optional<Sizes> sizes_of(model::StorageType type, const std::string& path, model::StorageFormat format) {
    if (type != model::StorageType::file && type != model::StorageType::block) return std::nullopt;
    if (!host::path_exists(path)) return std::nullopt;  // cheaper than to be told by an exception
    try {
        auto image = host::probe_image(path, format);
        return Sizes{image.allocated, image.capacity(), image.length};
    } catch (const vireo::Error&) {
        return std::nullopt;
    }
}

void put_blocks(hv::Params& p, const GuestState& s, const model::Domain& d, const MonitorFigures* m) {
    p.u32("block.count", static_cast<unsigned>(d.devices.disks.size()));
    for (std::size_t i = 0; i < d.devices.disks.size(); ++i) {
        const auto& disk = d.devices.disks[i];
        auto name = fmt::format("block.{}.", i);
        p.text(name + "name", disk.target_dev);
        const bool local = disk.source.type == model::StorageType::file || disk.source.type == model::StorageType::block;
        if (local && !disk.source.path.empty()) p.text(name + "path", disk.source.path);
        if (s.active() && disk.source.index) p.u32(name + "backingIndex", *disk.source.index);
        const BlockFigures* b = nullptr;
        if (m)
            if (auto it = m->blocks.find(disk.info.alias); it != m->blocks.end()) b = &it->second;
        if (b) {
            p.u64(name + "rd.reqs", b->rd_reqs);
            p.u64(name + "rd.bytes", b->rd_bytes);
            p.u64(name + "rd.times", b->rd_times);
            p.u64(name + "wr.reqs", b->wr_reqs);
            p.u64(name + "wr.bytes", b->wr_bytes);
            p.u64(name + "wr.times", b->wr_times);
            p.u64(name + "fl.reqs", b->fl_reqs);
            p.u64(name + "fl.times", b->fl_times);
        }
        if (disk.source.path.empty()) continue;
        if (auto z = sizes_of(disk.source.type, disk.source.path, disk.source.format)) {
            p.u64(name + "allocation", b && b->has_offset ? b->highest_offset : z->allocation);
            p.u64(name + "capacity", z->capacity);
            p.u64(name + "physical", z->physical);
        }
    }
}

// What a domain that does not run has to say, from what is kept of each.
void put_inactive(hv::Params& p, const DefinitionFacts& f, unsigned groups) {
    if (groups & VIR_DOMAIN_STATS_BALLOON) {
        p.u64("balloon.current", f.current_memory);
        p.u64("balloon.maximum", f.memory);
    }
    if (groups & VIR_DOMAIN_STATS_VCPU) {
        p.u32("vcpu.current", f.current_vcpus);
        p.u32("vcpu.maximum", f.vcpus);
    }
    if (!(groups & VIR_DOMAIN_STATS_BLOCK)) return;
    p.u32("block.count", static_cast<unsigned>(f.disks.size()));
    for (std::size_t i = 0; i < f.disks.size(); ++i) {
        const auto& disk = f.disks[i];
        auto name = fmt::format("block.{}.", i);
        p.text(name + "name", disk.target);
        const bool local = disk.type == model::StorageType::file || disk.type == model::StorageType::block;
        if (disk.path.empty()) continue;
        if (local) p.text(name + "path", disk.path);
        if (auto z = sizes_of(disk.type, disk.path, disk.format)) {
            p.u64(name + "allocation", z->allocation);
            p.u64(name + "capacity", z->capacity);
            p.u64(name + "physical", z->physical);
        }
    }
}

const model::Disk* seek_disk(const model::Domain& d, const std::string& name) {
    for (const auto& disk : d.devices.disks)
        if (disk.target_dev == name || (!disk.source.path.empty() && disk.source.path == name)) return &disk;
    return nullptr;
}

const model::Disk& find_disk(const model::Domain& d, const std::string& name) {
    if (const auto* disk = seek_disk(d, name)) return *disk;
    fail(Code::invalid_arg, Domain::qemu, "invalid path: {}", name);
}

BlockFigures block_figures(const GuestPtr& g, const std::string& path) {
    auto s = g->read();
    hv::require_active(s->active());
    BlockFigures sum;
    std::string alias;
    if (!path.empty()) alias = find_disk(*s->live, path).info.alias;
    g->monitor();  // says so if the guest has just gone
    FiguresQuery query(g, true, false);
    auto m = query.get(Deadline::in_ms(5'000));
    if (!m) fail(Code::operation_timeout, Domain::qemu, "the monitor of domain '{}' does not answer", s->name);
    for (const auto& [name, b] : m->blocks) {
        if (!alias.empty() && name != alias) continue;
        sum.rd_reqs += b.rd_reqs, sum.rd_bytes += b.rd_bytes, sum.rd_times += b.rd_times;
        sum.wr_reqs += b.wr_reqs, sum.wr_bytes += b.wr_bytes, sum.wr_times += b.wr_times;
        sum.fl_reqs += b.fl_reqs, sum.fl_times += b.fl_times;
    }
    return sum;
}

// Waits for those that answer. Whoever is silent when the others have long spoken is not waited for where figures of an
// earlier time can stand in: those are a call old, and the answer, when it comes, makes room for the next question.
void wait_for_most(qmp::Gathering& gathering, Deadline until) {
    const auto asked = real_clock().now();
    auto pause = bulk_patience;
    for (std::size_t before = gathering.wait(Deadline::in(pause).sooner(until)); before && !until.expired();) {
        pause = std::max<Duration>(pause, (real_clock().now() - asked) / 2);
        const auto now = gathering.wait(Deadline::in(pause).sooner(until));
        if (now == before) return;
        before = now;
    }
}

// Asks all of these guests before it waits for the first.
void bulk_records(std::span<const GuestPtr> guests, unsigned groups, Deadline until, std::span<api::DomainStatsRecord> out) {
    const bool blocks = groups & VIR_DOMAIN_STATS_BLOCK, balloon = groups & VIR_DOMAIN_STATS_BALLOON;
    std::vector<std::optional<FiguresQuery>> queries(guests.size());
    if (blocks || balloon) {
        auto gathering = std::make_shared<qmp::Gathering>();
        for (std::size_t i = 0; i < guests.size(); ++i)
            if (guests[i]->read()->active()) queries[i].emplace(guests[i], blocks, balloon, gathering);
        wait_for_most(*gathering, until);
    }
    for (std::size_t i = 0; i < guests.size(); ++i) {
        auto s = guests[i]->read();
        std::shared_ptr<const MonitorFigures> m;
        if (queries[i]) m = queries[i]->get(queries[i]->has_last() ? Deadline::in_ms(0) : until);
        std::shared_ptr<const ProcRecords> records;
        std::optional<CpuFigures> process;
        if (s->active() && s->runtime) {
            records = ProcRecords::of(*guests[i], *s);
            if (balloon || (groups & VIR_DOMAIN_STATS_CPU_TOTAL)) process = records->cpu();
        }
        hv::Params p;
        p.list.reserve(s->live ? 48 : 16);
        if (groups & VIR_DOMAIN_STATS_STATE) put_state(p, *s);
        if (groups & VIR_DOMAIN_STATS_CPU_TOTAL) put_cpu(p, process);
        if (!s->live) {
            put_inactive(p, s->config->facts(), groups);
        } else if (groups & ~(VIR_DOMAIN_STATS_STATE | VIR_DOMAIN_STATS_CPU_TOTAL)) {
            auto d = s->live;
            if (balloon) put_balloon(p, *s, *d, m.get(), process);
            if (groups & VIR_DOMAIN_STATS_VCPU) put_vcpu(p, *s, *d, records.get());
            if (groups & VIR_DOMAIN_STATS_INTERFACE) put_net(p, *s, *d);
            if (blocks) put_blocks(p, *s, *d, m.get());
        }
        out[i] = {.dom = s->ref(), .params = std::move(p.list)};
    }
}

}  // namespace

ConnectGetAllDomainStatsRet QemuConnection::connect_get_all_domain_stats(Call&, const ConnectGetAllDomainStatsArgs& a) {
    constexpr std::uint32_t own = VIR_CONNECT_GET_ALL_DOMAINS_STATS_BACKING | VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT | VIR_CONNECT_GET_ALL_DOMAINS_STATS_ENFORCE_STATS;
    constexpr std::uint32_t filters = VIR_CONNECT_GET_ALL_DOMAINS_STATS_ACTIVE | VIR_CONNECT_GET_ALL_DOMAINS_STATS_INACTIVE | VIR_CONNECT_GET_ALL_DOMAINS_STATS_PERSISTENT |
                                      VIR_CONNECT_GET_ALL_DOMAINS_STATS_TRANSIENT | VIR_CONNECT_GET_ALL_DOMAINS_STATS_RUNNING | VIR_CONNECT_GET_ALL_DOMAINS_STATS_PAUSED |
                                      VIR_CONNECT_GET_ALL_DOMAINS_STATS_SHUTOFF | VIR_CONNECT_GET_ALL_DOMAINS_STATS_OTHER;
    hv::check_flags(a.flags, own | filters, "qemuConnectGetAllDomainStats", Domain::qemu);
    const unsigned groups = a.stats ? a.stats : known_groups;
    if ((groups & ~known_groups) && (a.flags & VIR_CONNECT_GET_ALL_DOMAINS_STATS_ENFORCE_STATS))
        fail(Code::argument_unsupported, Domain::qemu, "Stats types bits 0x{:x} are not supported by this daemon", groups & ~known_groups);

    std::vector<GuestPtr> guests;
    if (!a.doms.empty()) {
        for (const auto& ref : a.doms)
            if (auto g = core_->guests.find(ref.uuid)) guests.push_back(std::move(g));
    } else {
        for (const auto& g : *core_->guests.all()) {
            auto s = g->read();
            if (hv::listed(a.flags & filters, {.phase = s->state.phase, .active = s->active(), .persistent = s->persistent(), .managed_save = s->managed_save, .autostart = s->autostart}))
                guests.push_back(g);
        }
    }

    const Deadline until = Deadline::in_ms(bulk_wait_ms);
    ConnectGetAllDomainStatsRet out;
    out.retStats.resize(guests.size());
    run::spread(core_->pool, guests.size(), bulk_grain, [&](std::size_t from, std::size_t to) {
        bulk_records(std::span(guests).subspan(from, to - from), groups, until, std::span(out.retStats).subspan(from, to - from));
    });
    return out;
}

DomainBlockStatsRet QemuConnection::domain_block_stats(Call&, const DomainBlockStatsArgs& a) {
    auto b = block_figures(guest(a.dom), a.path);
    return {.rd_req = static_cast<std::int64_t>(b.rd_reqs), .rd_bytes = static_cast<std::int64_t>(b.rd_bytes), .wr_req = static_cast<std::int64_t>(b.wr_reqs),
            .wr_bytes = static_cast<std::int64_t>(b.wr_bytes), .errs = -1};
}

DomainBlockStatsFlagsRet QemuConnection::domain_block_stats_flags(Call&, const DomainBlockStatsFlagsArgs& a) {
    hv::check_flags(a.flags, VIR_TYPED_PARAM_STRING_OKAY, "qemuDomainBlockStatsFlags", Domain::qemu);
    auto g = guest(a.dom);
    hv::require_active(g->read()->active());
    if (!a.path.empty()) find_disk(*g->read()->live, a.path);
    if (a.nparams == 0) return {.params = {}, .nparams = 8};
    auto b = block_figures(g, a.path);
    hv::Params p;
    p.i64(VIR_DOMAIN_BLOCK_STATS_WRITE_BYTES, static_cast<std::int64_t>(b.wr_bytes));
    p.i64(VIR_DOMAIN_BLOCK_STATS_WRITE_REQ, static_cast<std::int64_t>(b.wr_reqs));
    p.i64(VIR_DOMAIN_BLOCK_STATS_READ_BYTES, static_cast<std::int64_t>(b.rd_bytes));
    p.i64(VIR_DOMAIN_BLOCK_STATS_READ_REQ, static_cast<std::int64_t>(b.rd_reqs));
    p.i64(VIR_DOMAIN_BLOCK_STATS_WRITE_TOTAL_TIMES, static_cast<std::int64_t>(b.wr_times));
    p.i64(VIR_DOMAIN_BLOCK_STATS_READ_TOTAL_TIMES, static_cast<std::int64_t>(b.rd_times));
    p.i64(VIR_DOMAIN_BLOCK_STATS_FLUSH_REQ, static_cast<std::int64_t>(b.fl_reqs));
    p.i64(VIR_DOMAIN_BLOCK_STATS_FLUSH_TOTAL_TIMES, static_cast<std::int64_t>(b.fl_times));
    hv::cut_to(p.list, a.nparams);
    const int count = static_cast<int>(p.list.size());
    return {.params = std::move(p.list), .nparams = count};
}

DomainInterfaceStatsRet QemuConnection::domain_interface_stats(Call&, const DomainInterfaceStatsArgs& a) {
    auto s = guest(a.dom)->read();
    hv::require_active(s->active());
    const model::Interface* found = nullptr;
    for (const auto& n : s->live->devices.interfaces)
        if ((!n.target_dev.empty() && n.target_dev == a.device) || n.mac.text() == a.device) found = &n;
    if (!found) fail(Code::invalid_arg, Domain::qemu, "'{}' is not a known interface", a.device);
    auto f = net_figures(found->target_dev, is_tap(found->type));
    if (!f) fail(Code::internal_error, Domain::none, "Interface not found");
    auto i = [](std::uint64_t v) { return static_cast<std::int64_t>(v); };
    return {.rx_bytes = i(f->rx_bytes), .rx_packets = i(f->rx_packets), .rx_errs = i(f->rx_errs), .rx_drop = i(f->rx_drop),
            .tx_bytes = i(f->tx_bytes), .tx_packets = i(f->tx_packets), .tx_errs = i(f->tx_errs), .tx_drop = i(f->tx_drop)};
}

DomainMemoryStatsRet QemuConnection::domain_memory_stats(Call&, const DomainMemoryStatsArgs& a) {
    hv::check_flags(a.flags, 0, "qemuDomainMemoryStats", Domain::qemu);
    auto g = guest(a.dom);
    auto s = g->read();
    hv::require_active(s->active());
    FiguresQuery query(g, false, true);
    auto m = query.get(Deadline::in_ms(5'000));
    DomainMemoryStatsRet r;
    auto put = [&](unsigned tag, std::uint64_t value) {
        if (r.stats.size() < a.maxStats) r.stats.push_back({.tag = static_cast<int>(tag), .val = value});
    };
    if (s->live->devices.memballoon && s->live->devices.memballoon->model != model::BalloonModel::none)
        put(VIR_DOMAIN_MEMORY_STAT_ACTUAL_BALLOON, s->live->current_memory.value_or(s->live->memory.value_or(0)));
    if (m) {
        for (const auto& b : balloon_names)
            if (auto it = m->balloon.values.find(b.theirs); it != m->balloon.values.end()) put(b.tag, b.bytes ? it->second / 1024 : it->second);
        put(VIR_DOMAIN_MEMORY_STAT_LAST_UPDATE, static_cast<std::uint64_t>(m->balloon.last_update));
    }
    put(VIR_DOMAIN_MEMORY_STAT_RSS, resident_kib(s->runtime->pid));
    return r;
}

DomainGetBlockInfoRet QemuConnection::domain_get_block_info(Call&, const DomainGetBlockInfoArgs& a) {
    hv::check_flags(a.flags, 0, "qemuDomainGetBlockInfo", Domain::qemu);
    auto s = guest(a.dom)->read();
    auto d = s->now();
    const auto* found = seek_disk(*d, a.path);
    if (!found) fail(Code::invalid_arg, Domain::qemu, "invalid path {} not assigned to domain", a.path);
    const auto& disk = *found;
    if (disk.source.path.empty()) fail(Code::invalid_arg, Domain::qemu, "disk '{}' does not currently have a source assigned", a.path);
    if (::access(disk.source.path.c_str(), R_OK) < 0) fail_errno(Domain::qemu, errno, "Failed to open file '{}'", disk.source.path);
    auto image = host::probe_image(disk.source.path, disk.source.format);
    return {.allocation = image.allocated, .capacity = image.capacity(), .physical = image.length};
}

DomainGetDiskErrorsRet QemuConnection::domain_get_disk_errors(Call&, const DomainGetDiskErrorsArgs& a) {
    hv::check_flags(a.flags, 0, "qemuDomainGetDiskErrors", Domain::qemu);
    auto g = guest(a.dom);
    auto s = g->read();
    hv::require_active(s->active());
    const auto& disks = s->live->devices.disks;
    if (a.maxerrors == 0) return {.errors = {}, .nerrors = static_cast<std::int32_t>(disks.size())};
    // By the device's name in QEMU; a drive of its own (query-block's "device") or the frontend's path ends with it.
    const auto answer = g->monitor()->call(qmp::Command("query-block"));
    std::map<std::string, int, std::less<>> states;
    if (answer.is_array())
        for (const auto& b : answer) {
            const auto* status = json::find(b, "io-status");
            if (!status || !status->is_string()) continue;
            const int error = *status == "failed" ? VIR_DOMAIN_DISK_ERROR_UNSPEC : *status == "nospace" ? VIR_DOMAIN_DISK_ERROR_NO_SPACE : VIR_DOMAIN_DISK_ERROR_NONE;
            for (const char* key : {"device", "qdev"})
                if (const auto* name = json::find(b, key); name && name->is_string()) states[alias_of(name->get<std::string>())] = error;
        }
    DomainGetDiskErrorsRet out;
    for (const auto& disk : disks) {
        auto at = states.find(disk.info.alias);
        if (at == states.end() || at->second == VIR_DOMAIN_DISK_ERROR_NONE) continue;
        if (out.errors.size() == a.maxerrors) break;
        out.errors.push_back({.disk = disk.target_dev, .error = at->second});
    }
    out.nerrors = static_cast<std::int32_t>(out.errors.size());
    return out;
}

}  // namespace vireo::qemu
