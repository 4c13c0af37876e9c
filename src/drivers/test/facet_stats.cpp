// SPDX-License-Identifier: LGPL-2.1-or-later
// facet::Stats: figures that grow with the clock, or never.
#include <time.h>

#include "drivers/test/connection.h"
#include "drivers/test/tuning.h"
#include "hv/domain_list.h"
#include "hv/flags.h"
#include "hv/impact.h"
#include "hv/typed_params.h"

namespace vireo::test {
namespace {

using hv::ParamType;

struct Now {
    std::int64_t us, s;
};
Now now() {
    timespec t{};
    clock_gettime(CLOCK_REALTIME, &t);
    return {static_cast<std::int64_t>(t.tv_sec) * 1000000 + t.tv_nsec / 1000, static_cast<std::int64_t>(t.tv_sec)};
}

constexpr const char* perf_events[] = {
    "cmt",              "mbmt",           "mbml",           "cpu_cycles",       "instructions",
    "cache_references", "cache_misses",   "branch_instructions", "branch_misses", "bus_cycles",
    "stalled_cycles_frontend", "stalled_cycles_backend", "ref_cpu_cycles", "cpu_clock", "task_clock",
    "page_faults",      "context_switches", "cpu_migrations", "page_faults_min", "page_faults_maj",
    "alignment_faults", "emulation_faults"};

const model::Disk* find_disk(const model::Domain& d, std::string_view name, bool by_source) {
    for (const auto& disk : d.devices.disks)
        if (disk.target_dev == name || (by_source && !disk.source.path.empty() && disk.source.path == name)) return &disk;
    return nullptr;
}

class StatsFacet final : public api::facet::Stats, Part {
  public:
    using Part::Part;

    api::DomainBlockStatsRet domain_block_stats(api::Call&, const api::DomainBlockStatsArgs& in) override {
        auto s = world_.read(in.dom);
        if (in.path.empty())
            fail(Code::operation_unsupported, Domain::test, "summary statistics are not supported yet");
        hv::require_active(s->active());
        if (!find_disk(*s->live, in.path, false)) fail(Code::invalid_arg, Domain::test, "invalid path: {}", in.path);
        const Now t = now();
        return {t.us / 10, t.us / 20, t.us / 30, t.us / 40, t.s / 2};
    }

    api::DomainInterfaceStatsRet domain_interface_stats(api::Call&, const api::DomainInterfaceStatsArgs& in) override {
        auto s = world_.read(in.dom);
        hv::require_active(s->active());
        auto mac = model::Mac::parse(in.device);
        const auto& nics = s->live->devices.interfaces;
        if (std::none_of(nics.begin(), nics.end(), [&](const auto& n) {
                return mac ? n.mac.bytes == mac->bytes : n.target_dev == in.device;
            }))
            fail(Code::invalid_arg, Domain::domain, "'{}' is not a known interface", in.device);
        const Now t = now();
        return {t.us / 10, t.us / 100, t.s / 1, t.s / 2, t.us / 20, t.us / 110, t.s / 3, t.s / 4};
    }

    api::DomainMemoryPeekRet domain_memory_peek(api::Call&, const api::DomainMemoryPeekArgs& in) override {
        constexpr std::uint32_t virtual_ = 1, physical = 2, longest = 4u << 20;
        if (in.flags != virtual_ && in.flags != physical)
            fail(Code::invalid_arg, Domain::test, "flags parameter must be VIR_MEMORY_VIRTUAL or VIR_MEMORY_PHYSICAL");
        auto s = world_.read(in.dom);
        hv::require_active(s->active());
        if (in.size > longest) fail(Code::invalid_arg, Domain::test, "size of {} bytes is too large", in.size);
        api::DomainMemoryPeekRet out;
        out.buffer.resize(in.size);
        for (std::size_t i = 0; i < in.size; ++i) out.buffer[i] = static_cast<std::uint8_t>(in.offset + i);
        return out;
    }

    // Only a guest with a balloon device has something to say.
    api::DomainMemoryStatsRet domain_memory_stats(api::Call&, const api::DomainMemoryStatsArgs& in) override {
        hv::check_flags(in.flags, 0, "testDomainMemoryStats", Domain::test);
        auto s = world_.read(in.dom);
        hv::require_active(s->active());
        const auto& balloon = s->live->devices.memballoon;
        if (!balloon || balloon->model != model::BalloonModel::virtio) return {};
        const std::uint64_t kib = s->live->current_memory.value_or(s->live->memory.value_or(0));
        // virDomainMemoryStatTags
        enum { swap_in, swap_out, major_fault, minor_fault, unused, available, actual, rss, usable, last_update,
               disk_caches, hugetlb_pgalloc, hugetlb_pgfail };
        const api::DomainMemoryStat all[] = {{actual, kib},        {swap_in, 0},     {swap_out, 0},
                                             {major_fault, 0},     {minor_fault, 0}, {unused, kib / 2},
                                             {available, kib},     {usable, kib / 2}, {last_update, 627319920},
                                             {disk_caches, kib / 8}, {hugetlb_pgalloc, 0}, {hugetlb_pgfail, 0},
                                             {rss, kib / 2}};
        return {{all, all + std::min<std::size_t>(in.maxStats, std::size(all))}};
    }

    void domain_set_memory_stats_period(api::Call&, const api::DomainSetMemoryStatsPeriodArgs& in) override {
        hv::check_flags(in.flags, affect_mask, "testDomainSetMemoryStatsPeriod", Domain::test);
        if (in.period < 0) fail(Code::invalid_arg, Domain::test, "invalid value for collection period '{}'", in.period);
        world_.commit(in.dom, [&](DomainState& s, Events&) {
            change_one(s, in.flags, [&](model::Domain& d) {
                if (!d.devices.memballoon || d.devices.memballoon->model == model::BalloonModel::none)
                    fail(Code::internal_error, Domain::test,
                         "No memory balloon device configured, can not set the collection period");
                if (d.devices.memballoon->model != model::BalloonModel::virtio)
                    fail(Code::operation_invalid, Domain::test,
                         "Memory balloon model must be virtio to set the collection period");
                d.devices.memballoon->stats_period = in.period ? std::optional<int>(in.period) : std::nullopt;
            });
        });
    }

    // Disks of a terabyte; a little of it is not for the guest.
    api::DomainGetBlockInfoRet domain_get_block_info(api::Call&, const api::DomainGetBlockInfoArgs& in) override {
        hv::check_flags(in.flags, 0, "testDomainGetBlockInfo", Domain::test);
        auto s = world_.read(in.dom);
        const model::Disk* disk = find_disk(*s->now(), in.path, true);
        if (!disk) fail(Code::invalid_arg, Domain::test, "invalid path {} not assigned to domain", in.path);
        if (disk->source.path.empty() && disk->source.type != model::StorageType::network)
            fail(Code::invalid_arg, Domain::test, "disk '{}' does not currently have a source assigned", in.path);
        constexpr std::uint64_t size = std::uint64_t{1} << 40;
        return {.allocation = size, .capacity = size - 5056u * 1024u, .physical = size};
    }

    api::DomainGetCpuStatsRet domain_get_cpu_stats(api::Call&, const api::DomainGetCpuStatsArgs& in) override {
        hv::check_flags(in.flags, 0, "testDomainGetCPUStats", Domain::test);
        auto s = world_.read(in.dom);
        hv::require_active(s->active());
        api::DomainGetCpuStatsRet out;
        hv::Params p;
        if (in.start_cpu == -1) {
            if (in.nparams == 0) {
                out.nparams = 3;
                return out;
            }
            p.u64("cpu_time", 48772617035u);
            p.u64("user_time", 5540000000u);
            p.u64("system_time", 6460000000u);
            hv::cut_to(p.list, static_cast<std::int32_t>(std::min(in.nparams, 16u)));
            out.nparams = static_cast<std::int32_t>(p.list.size());
            out.params = std::move(p.list);
            return out;
        }
        constexpr int cpus = 2;
        if (in.start_cpu >= cpus)
            fail(Code::invalid_arg, Domain::test, "start_cpu {} larger than maximum of {}", in.start_cpu, cpus - 1);
        out.nparams = 2;
        if (in.nparams == 0) return out;
        out.nparams = static_cast<std::int32_t>(std::min(in.nparams, 2u));
        const auto count = static_cast<std::uint64_t>(std::min<std::int64_t>(cpus, std::int64_t{in.start_cpu} + in.ncpus));
        for (auto cpu = static_cast<std::uint64_t>(in.start_cpu); cpu < count; ++cpu) {
            p.u64("cpu_time", 24386308517u + cpu);
            if (in.nparams > 1) p.u64("vcpu_time", 23151740627u + cpu);
        }
        out.params = std::move(p.list);
        return out;
    }

    // Each disk has an error; the kinds take turns.
    api::DomainGetDiskErrorsRet domain_get_disk_errors(api::Call&, const api::DomainGetDiskErrorsArgs& in) override {
        hv::check_flags(in.flags, 0, "testDomainGetDiskErrors", Domain::test);
        auto s = world_.read(in.dom);
        hv::require_active(s->active());
        const auto& disks = s->live->devices.disks;
        api::DomainGetDiskErrorsRet out;
        if (in.maxerrors == 0) {
            out.nerrors = static_cast<std::int32_t>(disks.size());
            return out;
        }
        for (std::size_t i = 0; i < disks.size() && i < in.maxerrors; ++i)
            out.errors.push_back({disks[i].target_dev, static_cast<std::int32_t>(i % 2 + 1)});
        out.nerrors = static_cast<std::int32_t>(out.errors.size());
        return out;
    }

    api::ConnectGetAllDomainStatsRet connect_get_all_domain_stats(api::Call&,
                                                                  const api::ConnectGetAllDomainStatsArgs& in) override {
        constexpr std::uint32_t enforce = 1u << 31, backing = 1u << 30, nowait = 1u << 29, group_state = 1;
        constexpr std::uint32_t filters = hv::list::active | hv::list::inactive | hv::list::persistent | hv::list::transient |
                                          hv::list::running | hv::list::paused | hv::list::shutoff | hv::list::other;
        hv::check_flags(in.flags, filters | enforce | backing | nowait, "testConnectGetAllDomainStats", Domain::test);
        if ((in.flags & enforce) && (in.stats & ~group_state))
            fail(Code::argument_unsupported, Domain::test, "Stats types bits 0x{:x} are not supported by this daemon",
                 in.stats & ~group_state);
        api::ConnectGetAllDomainStatsRet out;
        auto add = [&](const DomainState& s) {
            if (!hv::listed(in.flags & filters, list_facts(s))) return;
            hv::Params p;
            if (in.stats == 0 || (in.stats & group_state)) {
                p.i32("state.state", static_cast<std::int32_t>(s.state.phase));
                p.i32("state.reason", s.state.reason);
            }
            out.retStats.push_back({s.ref, std::move(p.list)});
        };
        if (in.doms.empty()) {
            for (const auto& s : world_.all()) add(*s);
        } else {
            for (const auto& ref : in.doms) {
                hv::ReadSection section;
                if (const DomainState* s = world_.peek_uuid(ref.uuid)) add(*s);
            }
        }
        return out;
    }

    api::DomainGetPerfEventsRet domain_get_perf_events(api::Call&, const api::DomainGetPerfEventsArgs& in) override {
        hv::check_flags(in.flags, affect_mask | string_okay, "testDomainGetPerfEvents", Domain::test);
        auto s = world_.read(in.dom);
        const model::Domain& d = s->definition(in.flags);
        hv::Params p;
        for (const char* name : perf_events) {
            auto at = std::find_if(d.perf.begin(), d.perf.end(), [&](const auto& e) { return e.name == name; });
            p.boolean(name, at != d.perf.end() && at->enabled == model::YesNo::yes);
        }
        return {std::move(p.list)};
    }

    void domain_set_perf_events(api::Call&, const api::DomainSetPerfEventsArgs& in) override {
        static const std::vector<hv::KnownParam> known = [] {
            std::vector<hv::KnownParam> k;
            for (const char* name : perf_events) k.push_back({name, ParamType::boolean});
            return k;
        }();
        hv::check_flags(in.flags, affect_mask, "testDomainSetPerfEvents", Domain::test);
        hv::check_params(in.params, known);
        world_.commit(in.dom, [&](DomainState& s, Events&) {
            change_one(s, in.flags, [&](model::Domain& d) {
                for (const auto& p : in.params) {
                    const auto state = std::get<bool>(p.value) ? model::YesNo::yes : model::YesNo::no;
                    auto at = std::find_if(d.perf.begin(), d.perf.end(), [&](const auto& e) { return e.name == p.field; });
                    if (at != d.perf.end())
                        at->enabled = state;
                    else
                        d.perf.push_back({p.field, state});
                }
            });
        });
    }

    api::DomainGetMessagesRet domain_get_messages(api::Call&, const api::DomainGetMessagesArgs& in) override {
        constexpr std::uint32_t deprecation = 1, tainting = 2, io_errors = 4;
        hv::check_flags(in.flags, deprecation | tainting | io_errors, "testDomainGetMessages", Domain::test);
        world_.read(in.dom);
        return {};
    }
};

}  // namespace

std::shared_ptr<api::facet::Stats> make_stats(World& world) { return std::make_shared<StatsFacet>(world); }

}  // namespace vireo::test
