// SPDX-License-Identifier: LGPL-2.1-or-later
// Memory of guests: the balloon, its statistics, limits and NUMA policy.
#include "drivers/qemu/connection.h"
#include "drivers/qemu/facet/change.h"
#include "drivers/qemu/qmp/client.h"
#include "hv/flags.h"
#include "hv/tuning.h"
#include "hv/typed_params.h"
#include "json/json.h"
#include "libvirt/libvirt.h"

namespace vireo::qemu {

using namespace api;

namespace {

constexpr std::uint32_t both = std::uint32_t{VIR_DOMAIN_AFFECT_LIVE} | VIR_DOMAIN_AFFECT_CONFIG;
using hv::ParamType;

bool has_balloon(const model::Domain& d) { return d.devices.memballoon && d.devices.memballoon->model != model::BalloonModel::none; }

std::optional<std::uint64_t> limit(std::uint64_t kib) { return kib >= hv::memory_unlimited ? std::nullopt : std::optional(kib); }

void set_memory(Guest& g, std::uint64_t kib, std::uint32_t flags) {
    const auto about = affected(g, flags);
    const bool maximum = flags & VIR_DOMAIN_MEM_MAXIMUM;
    if (maximum) {
        if (about.impact.live) fail(Code::operation_invalid, Domain::qemu, "cannot resize the maximum memory on an active domain");
        if (auto d = about.state->next(); d->cpu && !d->cpu->cells.empty())
            fail(Code::operation_invalid, Domain::qemu, "initial memory size of a domain with NUMA nodes cannot be modified with this API");
        return commit_change(g, about, [&](model::Domain& d, bool) {
            d.memory = kib;
            if (d.current_memory.value_or(0) > kib) d.current_memory = kib;
        });
    }
    for (bool live : {true, false}) {
        if (live ? !about.impact.live : !about.impact.config) continue;
        const auto d = live ? about.state->live : about.state->next();
        if (kib > d->memory.value_or(0)) fail(Code::invalid_arg, Domain::qemu, "cannot set memory higher than max memory");
    }
    if (about.impact.live) {
        if (!has_balloon(*about.state->live)) fail(Code::operation_invalid, Domain::qemu, "cannot set memory of an active domain without the balloon device");
        g.monitor()->call(qmp::Command("balloon", json::Json{{"value", kib * 1024}}));
    }
    // What the guest really gives back is told by its balloon's events.
    commit_change(g, {about.state, {false, about.impact.config}}, [&](model::Domain& d, bool) { d.current_memory = kib; });
}

}  // namespace

void QemuConnection::domain_set_max_memory(Call&, const DomainSetMaxMemoryArgs& a) { set_memory(*guest(a.dom), a.memory, VIR_DOMAIN_MEM_MAXIMUM); }
void QemuConnection::domain_set_memory(Call&, const DomainSetMemoryArgs& a) { set_memory(*guest(a.dom), a.memory, VIR_DOMAIN_AFFECT_LIVE); }
void QemuConnection::domain_set_memory_flags(Call&, const DomainSetMemoryFlagsArgs& a) {
    hv::check_flags(a.flags, both | VIR_DOMAIN_MEM_MAXIMUM, "qemuDomainSetMemoryFlags", Domain::qemu);
    set_memory(*guest(a.dom), a.memory, a.flags);
}

void QemuConnection::domain_set_memory_stats_period(Call&, const DomainSetMemoryStatsPeriodArgs& a) {
    hv::check_flags(a.flags, both, "qemuDomainSetMemoryStatsPeriod", Domain::qemu);
    auto g = guest(a.dom);
    const auto about = affected(*g, a.flags);
    for (bool live : {true, false}) {
        if (live ? !about.impact.live : !about.impact.config) continue;
        const auto d = live ? about.state->live : about.state->next();
        if (!has_balloon(*d))
            fail(Code::operation_invalid, Domain::qemu, "No memory balloon device configured, can not set the collection period");
    }
    if (about.impact.live)
        g->monitor()->call(qmp::Command("qom-set", json::Json{{"path", "/machine/peripheral/" + about.state->live->devices.memballoon->info.alias},
                                                              {"property", "guest-stats-polling-interval"},
                                                              {"value", a.period}}));
    commit_change(*g, about, [&](model::Domain& d, bool) { d.devices.memballoon->stats_period = a.period ? std::optional<int>(a.period) : std::nullopt; });
}

DomainGetMemoryParametersRet QemuConnection::domain_get_memory_parameters(Call&, const DomainGetMemoryParametersArgs& a) {
    hv::check_flags(a.flags, both | VIR_TYPED_PARAM_STRING_OKAY, "qemuDomainGetMemoryParameters", Domain::qemu);
    auto s = guest(a.dom)->read();
    const auto d = asked_about(*s, a.flags);
    hv::Params p;
    p.u64("hard_limit", d->memtune.hard_limit.value_or(hv::memory_unlimited));
    p.u64("soft_limit", d->memtune.soft_limit.value_or(hv::memory_unlimited));
    p.u64("swap_hard_limit", d->memtune.swap_hard_limit.value_or(hv::memory_unlimited));
    return hv::fill_params<DomainGetMemoryParametersRet>(std::move(p.list), a.nparams);
}

void QemuConnection::domain_set_memory_parameters(Call&, const DomainSetMemoryParametersArgs& a) {
    static constexpr hv::KnownParam known[] = {{"hard_limit", ParamType::ullong}, {"soft_limit", ParamType::ullong}, {"swap_hard_limit", ParamType::ullong}};
    hv::check_flags(a.flags, both, "qemuDomainSetMemoryParameters", Domain::qemu);
    hv::check_params(a.params, known);
    auto g = guest(a.dom);
    const auto about = affected(*g, a.flags);
    require_cgroup(about.impact.live, "cgroup memory controller is not mounted");
    const auto hard = hv::param<std::uint64_t>(a.params, "hard_limit"), soft = hv::param<std::uint64_t>(a.params, "soft_limit"),
               swap = hv::param<std::uint64_t>(a.params, "swap_hard_limit");
    commit_change(*g, about, [&](model::Domain& d, bool) {
        if ((hard || swap) && hard.value_or(d.memtune.hard_limit.value_or(hv::memory_unlimited)) > swap.value_or(d.memtune.swap_hard_limit.value_or(hv::memory_unlimited)))
            fail(Code::invalid_arg, Domain::domain, "memory hard_limit tunable value must be lower than or equal to swap_hard_limit");
        if (soft) d.memtune.soft_limit = limit(*soft);
        if (hard) d.memtune.hard_limit = limit(*hard);
        if (swap) d.memtune.swap_hard_limit = limit(*swap);
    });
}

DomainGetNumaParametersRet QemuConnection::domain_get_numa_parameters(Call&, const DomainGetNumaParametersArgs& a) {
    hv::check_flags(a.flags, both | VIR_TYPED_PARAM_STRING_OKAY, "qemuDomainGetNumaParameters", Domain::qemu);
    auto s = guest(a.dom)->read();
    const auto d = asked_about(*s, a.flags);
    hv::Params p;
    p.i32("numa_mode", d->numatune ? static_cast<std::int32_t>(d->numatune->mode) : 0);
    p.text("numa_nodeset", d->numatune ? d->numatune->nodes.text() : "");
    return hv::fill_params<DomainGetNumaParametersRet>(std::move(p.list), a.nparams);
}

void QemuConnection::domain_set_numa_parameters(Call&, const DomainSetNumaParametersArgs& a) {
    static constexpr hv::KnownParam known[] = {{"numa_mode", ParamType::int_}, {"numa_nodeset", ParamType::string}};
    hv::check_flags(a.flags, both, "qemuDomainSetNumaParameters", Domain::qemu);
    hv::check_params(a.params, known);
    const auto mode = hv::param<std::int32_t>(a.params, "numa_mode");
    const auto text = hv::param<std::string>(a.params, "numa_nodeset");
    if (mode && (*mode < 0 || *mode > 3)) fail(Code::invalid_arg, Domain::qemu, "unsupported numatune mode: '{}'", *mode);
    std::optional<model::Bitmap> nodes;
    if (text) {
        nodes = model::Bitmap::parse(*text);
        if (!nodes || nodes->empty()) fail(Code::invalid_arg, Domain::none, "Failed to parse bitmap '{}'", *text);
    }
    auto g = guest(a.dom);
    const auto about = affected(*g, a.flags);
    if (about.impact.live) {
        const auto& n = about.state->live->numatune;
        const auto now = n ? n->mode : model::NumaMode::strict;
        if (mode && *mode != static_cast<int>(now)) fail(Code::operation_invalid, Domain::qemu, "can't change numatune mode for running domain");
        if (nodes && now != model::NumaMode::restrictive)
            fail(Code::operation_invalid, Domain::qemu, "change of nodeset for running domain requires restrictive numa mode");
        if (nodes) require_cgroup(true, "cgroup cpuset controller is not mounted");
    }
    commit_change(*g, about, [&](model::Domain& d, bool) {
        model::NumaTune& n = d.numatune.need();
        n.memory_given = true;
        if (mode) n.mode = static_cast<model::NumaMode>(*mode);
        if (nodes) {
            n.nodes = *nodes;
            n.placement = model::NumaPlacement::static_;
        }
    });
}

}  // namespace vireo::qemu
