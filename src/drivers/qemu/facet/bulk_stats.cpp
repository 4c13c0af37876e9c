// SPDX-License-Identifier: LGPL-2.1-or-later
// Statistics of many guests in one call. All monitors are asked at once; while they answer, the kernel's records are read;
// then everybody is waited for together, so one guest that hangs costs nobody more than that bound, and then shows its
// last figures.
#include <sys/resource.h>
#include <sys/stat.h>

#include <span>

#include "base/text.h"
#include "drivers/qemu/connection.h"
#include "drivers/qemu/stats.h"
#include "host/block/image_header.h"
#include "host/file/file.h"
#include "hv/domain_list.h"
#include "hv/flags.h"
#include "hv/typed_params.h"
#include "libvirt/libvirt.h"
#include "run/spread.h"

namespace vireo::qemu {

using namespace api;

namespace {

constexpr unsigned known_groups = VIR_DOMAIN_STATS_STATE | VIR_DOMAIN_STATS_CPU_TOTAL | VIR_DOMAIN_STATS_BALLOON | VIR_DOMAIN_STATS_VCPU | VIR_DOMAIN_STATS_INTERFACE | VIR_DOMAIN_STATS_BLOCK |
                                  VIR_DOMAIN_STATS_PERF | VIR_DOMAIN_STATS_IOTHREAD | VIR_DOMAIN_STATS_MEMORY | VIR_DOMAIN_STATS_DIRTYRATE | VIR_DOMAIN_STATS_VM;
// How long a bulk call waits for the slowest monitor.
constexpr std::int64_t bulk_wait_ms = 500;
// How long everybody has at least before a silent monitor counts as late: where figures of a moment ago can stand in and
// others have answered; where nobody has; where the last figures are old; where there are none yet, where they are known
// to be overtaken, or where the caller names the guests it wants. A guest costs that once: who owes an answer is not asked.
constexpr Duration patience_with_late = std::chrono::milliseconds(3), patience_with_all = std::chrono::milliseconds(6), patience_for_old = std::chrono::milliseconds(20),
                   patience_for_news = std::chrono::milliseconds(100);
constexpr Duration old_age = std::chrono::seconds(10);
// Guests that one thread handles at a time.
constexpr std::size_t bulk_grain = 16;

// One guest while its statistics are gathered.
struct Subject {
    GuestPtr guest;
    std::shared_ptr<const GuestState> state;
    FiguresQuery query;
    std::shared_ptr<const ProcRecords> records;
    std::optional<CpuFigures> process;
    std::vector<std::optional<VcpuFigures>> vcpus;
    std::vector<std::optional<NetFigures>> nets;
};

// What the call is about.
struct Request {
    unsigned groups = 0;
    bool chains = false;
    CpuFigures daemon;  // of this process
    bool has(unsigned group) const { return groups & group; }
};

void put_state(hv::Params& p, const GuestState& s) {
    p.i32("state.state", static_cast<int>(s.state.phase));
    p.i32("state.reason", s.state.reason);
}

void put_times(hv::Params& p, const CpuFigures& f) {
    p.u64("cpu.time", f.time);
    p.u64("cpu.user", f.user);
    p.u64("cpu.system", f.system);
}

void put_cpu(hv::Params& p, const Subject& g, const MonitorFigures* m) {
    if (g.process) put_times(p, *g.process);
    p.u32("cpu.cache.monitor.count", 0);
    std::uint64_t success = 0, failure = 0;
    if (m && m->vcpu_counters)
        for (const auto& c : *m->vcpu_counters) success += c.sum_of("halt_poll_success_ns.sum"), failure += c.sum_of("halt_poll_fail_ns.sum");
    p.u64("cpu.haltpoll.success.time", success);
    p.u64("cpu.haltpoll.fail.time", failure);
}

void put_balloon(hv::Params& p, const Subject& g, const model::Domain& d, const MonitorFigures* m) {
    const auto maximum = d.memory.value_or(0);
    p.u64("balloon.current", d.current_memory.value_or(maximum));
    p.u64("balloon.maximum", maximum);
    if (m && m->balloon) {
        const auto& b = *m->balloon;
        for (std::size_t i = 0; i < b.values.size(); ++i) {
            if (i == balloon_time_place) p.u64("balloon.last-update", static_cast<std::uint64_t>(b.last_update));
            if (b.values[i]) p.u64(balloon_figures[i].field, *b.values[i]);
        }
    }
    p.u64("balloon.rss", g.process ? g.process->resident_kib : 0);
}

void put_counters(hv::Params& p, std::string_view prefix, const CountedFigures& figures) {
    for (const auto& f : figures.list) {
        std::string name;
        name.reserve(prefix.size() + f.name.size());
        name.append(prefix).append(f.name);
        if (f.is_flag)
            p.boolean(std::move(name), f.value);
        else
            p.u64(std::move(name), f.value);
    }
}

const CountedFigures* counters_of(const MonitorFigures* m, unsigned index) {
    if (!m || !m->vcpu_counters || !m->processors) return nullptr;
    for (const auto& [number, path] : *m->processors)
        if (number == index)
            for (const auto& c : *m->vcpu_counters)
                if (c.path == path) return &c;
    return nullptr;
}

void put_vcpu(hv::Params& p, const Subject& g, const model::Domain& d, const MonitorFigures* m) {
    p.u32("vcpu.current", d.current_vcpus());
    p.u32("vcpu.maximum", d.vcpus);
    for (std::size_t i = 0; i < g.vcpus.size(); ++i) {
        const unsigned index = g.state->runtime->vcpu_threads[i].first;
        const auto& f = g.vcpus[i];
        const auto name = fmt::format("vcpu.{}.", index);
        p.i32(name + "state", VIR_VCPU_RUNNING);
        if (f) p.u64(name + "time", f->time);
        p.u64(name + "wait", 0);
        if (f && f->delay) p.u64(name + "delay", *f->delay);
        if (const auto* counters = counters_of(m, index)) put_counters(p, name, *counters);
    }
}

void put_net(hv::Params& p, const Subject& g, const model::Domain& d) {
    p.u32("net.count", static_cast<unsigned>(d.devices.interfaces.size()));
    for (std::size_t i = 0; i < g.nets.size(); ++i) {
        const auto& f = g.nets[i];
        if (!f) continue;
        const auto name = fmt::format("net.{}.", i);
        p.text(name + "name", d.devices.interfaces[i].target_dev);
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

bool is_local(model::StorageType t) { return t == model::StorageType::file || t == model::StorageType::block; }

std::optional<host::ImageFile> image_of(const std::string& path, model::StorageFormat format) {
    if (!host::path_exists(path)) return std::nullopt;  // cheaper than to be told by an exception
    try {
        return host::probe_image(path, format);
    } catch (const vireo::Error&) {
        return std::nullopt;
    }
}

// Of the topmost or any other image of a running guest: what it takes and what the guest sees of it.
void put_live_sizes(hv::Params& p, const std::string& name, const model::StorageSource& source, const MonitorFigures* m) {
    if (is_local(source.type)) {
        struct stat st;
        if (source.format == model::StorageFormat::raw && ::stat(source.path.c_str(), &st) == 0 && S_ISREG(st.st_mode)) {
            p.u64(name + "capacity", static_cast<std::uint64_t>(st.st_size));
            p.u64(name + "physical", static_cast<std::uint64_t>(st.st_blocks) * 512);
        } else if (auto image = image_of(source.path, source.format)) {
            p.u64(name + "capacity", image->capacity());
            p.u64(name + "physical", image->is_block ? image->length : image->allocated);
        }
        return;
    }
    if (!m || !m->nodes || !source.index) return;
    // The node of the format tells the guest's size, that of the storage below it what is taken.
    const auto format = fmt::format("libvirt-{}-format", *source.index), storage = fmt::format("libvirt-{}-storage", *source.index);
    const NodeFigures *upper = nullptr, *lower = nullptr;
    for (const auto& n : *m->nodes) {
        if (n.node == format) upper = &n;
        if (n.node == storage) lower = &n;
    }
    const auto* top = upper ? upper : lower;
    if (!top) return;
    p.u64(name + "capacity", top->capacity);
    p.u64(name + "physical", lower && lower->actual ? *lower->actual : lower ? lower->capacity : top->capacity);
}

std::uint64_t threshold_of(const model::StorageSource& source, const MonitorFigures* m) {
    if (!m || !m->nodes || !source.index) return 0;
    const auto prefix = fmt::format("libvirt-{}-", *source.index);
    for (const auto& n : *m->nodes)
        if (n.threshold && n.node.starts_with(prefix)) return n.threshold;
    return 0;
}

void put_image(hv::Params& p, const std::string& name, const model::Disk& disk, const model::StorageSource& source, const BlockFigures* b, std::uint64_t highest, const MonitorFigures* m) {
    p.text(name + "name", disk.target_dev);
    if (is_local(source.type) && !source.path.empty()) p.text(name + "path", source.path);
    if (source.index) p.u32(name + "backingIndex", *source.index);
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
    if (source.is_empty()) return;
    if (m && m->blocks) p.u64(name + "allocation", highest);
    put_live_sizes(p, name, source, m);
    if (const auto threshold = threshold_of(source, m)) p.u64(name + "threshold", threshold);
}

void put_blocks(hv::Params& p, const model::Domain& d, const MonitorFigures* m, bool chains) {
    const std::size_t place = p.list.size();
    p.u32("block.count", 0);
    unsigned count = 0;
    for (std::size_t i = 0; i < d.devices.disks.size(); ++i) {
        const auto& disk = d.devices.disks[i];
        const BlockFigures* b = nullptr;
        if (m && m->blocks && !disk.info.alias.empty()) {
            const auto& all = *m->blocks;
            auto it = i < all.size() && all[i].alias == disk.info.alias ? all.begin() + static_cast<std::ptrdiff_t>(i)
                                                                        : std::find_if(all.begin(), all.end(), [&](const auto& f) { return f.alias == disk.info.alias; });
            if (it != all.end()) b = &*it;
        }
        put_image(p, fmt::format("block.{}.", count++), disk, disk.source, b, b ? b->highest_offset : 0, m);
        std::size_t below = 0;
        for (const auto* s = chains && disk.source.backing ? &*disk.source.backing : nullptr; s && s->type != model::StorageType::none; s = s->backing ? &*s->backing : nullptr, ++below)
            put_image(p, fmt::format("block.{}.", count++), disk, *s, nullptr, b && below < b->highest_below.size() ? b->highest_below[below] : 0, m);
    }
    p.list[place].value = count;
}

void put_perf(hv::Params& p, const Guest& g, const model::Domain& d) {
    if (d.perf.empty()) return;
    for (const auto& [name, value] : g.perf.values()) p.u64(fmt::format("perf.{}", name), value);
}

void put_iothreads(hv::Params& p, const model::Domain& d, const MonitorFigures* m) {
    if (d.iothread_ids.empty() || !m || !m->iothreads || m->iothreads->empty()) return;
    p.u32("iothread.count", static_cast<unsigned>(m->iothreads->size()));
    for (const auto& t : *m->iothreads) {
        const auto name = fmt::format("iothread.{}.", t.id);
        p.u64(name + "poll-max-ns", t.poll_max_ns);
        p.u32(name + "poll-grow", t.poll_grow);
        p.u32(name + "poll-shrink", t.poll_shrink);
    }
}

void put_dirty_rate(hv::Params& p, const MonitorFigures* m) {
    if (!m || !m->dirty_rate) return;
    const auto& r = *m->dirty_rate;
    p.i32("dirtyrate.calc_status", r.status);
    p.i64("dirtyrate.calc_start_time", r.start_time);
    p.i32("dirtyrate.calc_period", r.period);
    p.text("dirtyrate.calc_mode", r.mode);
    if (r.status != VIR_DOMAIN_DIRTYRATE_MEASURED) return;
    if (r.rate) p.i64("dirtyrate.megabytes_per_second", *r.rate);
    if (r.mode == "dirty-ring")
        for (const auto& [id, rate] : r.vcpu_rates) p.i64(fmt::format("dirtyrate.vcpu.{}.megabytes_per_second", id), rate);
}

// What a domain that does not run has to say, from what is kept of each.
void put_inactive(hv::Params& p, const DefinitionFacts& f, const Request& about) {
    if (about.has(VIR_DOMAIN_STATS_BALLOON)) {
        p.u64("balloon.current", f.current_memory);
        p.u64("balloon.maximum", f.memory);
    }
    if (about.has(VIR_DOMAIN_STATS_VCPU)) {
        p.u32("vcpu.current", f.current_vcpus);
        p.u32("vcpu.maximum", f.vcpus);
    }
    if (!about.has(VIR_DOMAIN_STATS_BLOCK)) return;
    p.u32("block.count", static_cast<unsigned>(f.disks.size()));
    for (std::size_t i = 0; i < f.disks.size(); ++i) {
        const auto& disk = f.disks[i];
        auto name = fmt::format("block.{}.", i);
        p.text(name + "name", disk.target);
        if (disk.path.empty() || !is_local(disk.type)) continue;
        p.text(name + "path", disk.path);
        if (auto image = image_of(disk.path, disk.format)) {
            p.u64(name + "allocation", image->allocated);
            p.u64(name + "capacity", image->capacity());
            p.u64(name + "physical", image->length);
        }
    }
}

std::size_t likely_size(const Subject& g, const MonitorFigures* m) {
    if (!g.state->live) return 12;
    std::size_t n = 20 + 4 * g.vcpus.size() + 9 * g.nets.size() + 16 * g.state->live->devices.disks.size();
    if (m && m->vcpu_counters)
        for (const auto& c : *m->vcpu_counters) n += c.list.size();
    if (m && m->vm_counters) n += 32;
    return n;
}

// Asks the monitor, then reads what the kernel knows.
void ask(Subject& g, const Request& about, const std::shared_ptr<qmp::Gathering>& gathering) {
    const auto& s = *g.state;
    if (!s.active() || !s.live || !s.runtime) return;
    const Wanted wanted{.blocks = about.has(VIR_DOMAIN_STATS_BLOCK),
                        .balloon = about.has(VIR_DOMAIN_STATS_BALLOON),
                        .iothreads = about.has(VIR_DOMAIN_STATS_IOTHREAD),
                        .dirty_rate = about.has(VIR_DOMAIN_STATS_DIRTYRATE),
                        .vcpu_counters = about.has(VIR_DOMAIN_STATS_VCPU | VIR_DOMAIN_STATS_CPU_TOTAL),
                        .vm_counters = about.has(VIR_DOMAIN_STATS_VM)};
    g.query = FiguresQuery(g.guest, g.state, wanted, gathering);
}

void read_kernel(Subject& g, const Request& about) {
    const auto& s = *g.state;
    if (!s.active() || !s.live || !s.runtime) return;
    const bool process = about.has(VIR_DOMAIN_STATS_CPU_TOTAL | VIR_DOMAIN_STATS_BALLOON), vcpus = about.has(VIR_DOMAIN_STATS_VCPU);
    if (process || vcpus) {
        auto records = ProcRecords::of(*g.guest, s);
        if (process) g.process = records->cpu();
        if (vcpus)
            for (std::size_t i = 0; i < s.runtime->vcpu_threads.size(); ++i) g.vcpus.push_back(records->vcpu(i));
    }
    if (about.has(VIR_DOMAIN_STATS_INTERFACE))
        for (const auto& n : s.live->devices.interfaces) g.nets.push_back(n.target_dev.empty() ? std::nullopt : net_figures(n.target_dev, is_tap(n.type)));
}

api::DomainStatsRecord put(Subject& g, const Request& about) {
    const auto& s = *g.state;
    const auto figures = g.query.get(Deadline::in_ms(0));
    const auto* m = figures.get();
    hv::Params p;
    p.list.reserve(likely_size(g, m));
    if (about.has(VIR_DOMAIN_STATS_STATE)) put_state(p, s);
    if (!s.live) {
        // The times of whoever answers, as others have always told.
        if (about.has(VIR_DOMAIN_STATS_CPU_TOTAL)) put_times(p, about.daemon);
        put_inactive(p, s.config->facts(), about);
    } else {
        const auto& d = *s.live;
        if (about.has(VIR_DOMAIN_STATS_CPU_TOTAL)) put_cpu(p, g, m);
        if (about.has(VIR_DOMAIN_STATS_BALLOON)) put_balloon(p, g, d, m);
        if (about.has(VIR_DOMAIN_STATS_VCPU)) put_vcpu(p, g, d, m);
        if (about.has(VIR_DOMAIN_STATS_INTERFACE)) put_net(p, g, d);
        if (about.has(VIR_DOMAIN_STATS_BLOCK)) put_blocks(p, d, m, about.chains);
        if (about.has(VIR_DOMAIN_STATS_PERF)) put_perf(p, *g.guest, d);
        if (about.has(VIR_DOMAIN_STATS_IOTHREAD)) put_iothreads(p, d, m);
        if (about.has(VIR_DOMAIN_STATS_DIRTYRATE)) put_dirty_rate(p, m);
        if (about.has(VIR_DOMAIN_STATS_VM) && m && m->vm_counters && !m->vm_counters->empty()) put_counters(p, "vm.", m->vm_counters->front());
    }
    return {.dom = s.ref(), .params = std::move(p.list)};
}

// Waits for those that answer. Whoever is silent when the others have long spoken is not waited for: figures of an earlier
// time stand in, and the answer, when it comes, makes room for the next question.
void wait_for_most(qmp::Gathering& gathering, SteadyTime asked, Duration patience, Deadline until) {
    auto before = gathering.wait(Deadline::in_ms(0));
    for (Duration step = std::chrono::milliseconds(1); before && !until.expired();) {
        const auto now = gathering.wait(Deadline::in(step).sooner(until));
        const auto elapsed = real_clock().now() - asked;
        if (now == before && elapsed >= (now == gathering.expected() ? std::max(patience, patience_with_all) : patience)) return;
        before = now;
        step = std::max<Duration>(std::chrono::milliseconds(1), elapsed / 2);
    }
}

// How long to be patient with this guest.
Duration patience_for(const FiguresQuery& query) {
    if (!query.last() || query.overtaken()) return patience_for_news;
    return real_clock().now() - query.last()->taken > old_age ? patience_for_old : patience_with_late;
}

CpuFigures own_times() {
    rusage u{};
    ::getrusage(RUSAGE_SELF, &u);
    auto ns = [](const timeval& t) { return static_cast<std::uint64_t>(t.tv_sec) * 1'000'000'000 + static_cast<std::uint64_t>(t.tv_usec) * 1'000; };
    CpuFigures f{.user = ns(u.ru_utime), .system = ns(u.ru_stime)};
    f.time = f.user + f.system;
    return f;
}

unsigned unknown_to(const GuestState& s, unsigned groups) {
    if (!s.runtime || !s.runtime->caps) return 0;
    unsigned out = 0;
    if (!s.runtime->caps->has("calc-dirty-rate")) out |= VIR_DOMAIN_STATS_DIRTYRATE;
    if (!s.runtime->caps->has("query-stats")) out |= VIR_DOMAIN_STATS_VM;
    return out & groups;
}

}  // namespace

ConnectGetAllDomainStatsRet QemuConnection::connect_get_all_domain_stats(Call&, const ConnectGetAllDomainStatsArgs& a) {
    constexpr std::uint32_t own = VIR_CONNECT_GET_ALL_DOMAINS_STATS_BACKING | VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT | VIR_CONNECT_GET_ALL_DOMAINS_STATS_ENFORCE_STATS;
    constexpr std::uint32_t filters = VIR_CONNECT_GET_ALL_DOMAINS_STATS_ACTIVE | VIR_CONNECT_GET_ALL_DOMAINS_STATS_INACTIVE | VIR_CONNECT_GET_ALL_DOMAINS_STATS_PERSISTENT |
                                      VIR_CONNECT_GET_ALL_DOMAINS_STATS_TRANSIENT | VIR_CONNECT_GET_ALL_DOMAINS_STATS_RUNNING | VIR_CONNECT_GET_ALL_DOMAINS_STATS_PAUSED |
                                      VIR_CONNECT_GET_ALL_DOMAINS_STATS_SHUTOFF | VIR_CONNECT_GET_ALL_DOMAINS_STATS_OTHER;
    hv::check_flags(a.flags, own | filters, "qemuConnectGetAllDomainStats", Domain::qemu);
    const bool enforce = a.stats && (a.flags & VIR_CONNECT_GET_ALL_DOMAINS_STATS_ENFORCE_STATS);
    auto require_known = [&](unsigned unknown) {
        if (enforce && unknown) fail(Code::argument_unsupported, Domain::qemu, "Stats types bits 0x{:x} are not supported by this daemon or QEMU", unknown);
    };
    require_known(a.stats & ~known_groups);
    const Request about{.groups = a.stats ? a.stats : known_groups, .chains = (a.flags & VIR_CONNECT_GET_ALL_DOMAINS_STATS_BACKING) != 0, .daemon = own_times()};

    std::vector<Subject> subjects;
    auto add = [&](GuestPtr g, std::shared_ptr<const GuestState> s) {
        if (enforce) require_known(unknown_to(*s, about.groups));
        subjects.push_back({.guest = std::move(g), .state = std::move(s)});
    };
    if (!a.doms.empty()) {
        for (const auto& ref : a.doms)
            if (auto g = core_->guests.find(ref.uuid)) {
                auto s = g->read();
                add(std::move(g), std::move(s));
            }
    } else {
        const auto all = core_->guests.all();
        subjects.reserve(all.size());
        for (const auto& g : all) {
            auto s = g->read();
            if (hv::listed(a.flags & filters, {.phase = s->state.phase, .active = s->active(), .persistent = s->persistent(), .managed_save = s->managed_save, .autostart = s->autostart}))
                add(g, std::move(s));
        }
    }

    const auto asked = real_clock().now();
    const Deadline until = Deadline::in_ms(bulk_wait_ms);
    auto gathering = std::make_shared<qmp::Gathering>();
    ConnectGetAllDomainStatsRet out;
    out.retStats.resize(subjects.size());
    auto each = [&](auto&& work) {
        run::spread(core_->pool, subjects.size(), bulk_grain, [&](std::size_t from, std::size_t to) { work(from, to); });
    };
    std::atomic<Duration::rep> patience{0};  // of the one that is given most; 0: nobody was asked
    each([&](std::size_t from, std::size_t to) {
        Duration here{};
        for (auto i = from; i < to; ++i) {
            ask(subjects[i], about, gathering);
            if (subjects[i].query.sent()) here = std::max(here, a.doms.empty() ? patience_for(subjects[i].query) : patience_for_news);
        }
        for (auto i = from; i < to; ++i) read_kernel(subjects[i], about);
        if (here != Duration{}) {
            for (auto seen = patience.load(); seen < here.count() && !patience.compare_exchange_weak(seen, here.count());) {}
            return;
        }
        for (auto i = from; i < to; ++i) out.retStats[i] = put(subjects[i], about), subjects[i].guest.reset();
    });
    if (!patience) return out;
    wait_for_most(*gathering, asked, Duration(patience.load()), until);
    each([&](std::size_t from, std::size_t to) {
        for (auto i = from; i < to; ++i)
            if (subjects[i].guest) out.retStats[i] = put(subjects[i], about);
    });
    return out;
}

}  // namespace vireo::qemu
