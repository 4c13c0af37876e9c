// SPDX-License-Identifier: LGPL-2.1-or-later
// Shares, periods and quotas of CPU time.
#include "drivers/qemu/connection.h"
#include "drivers/qemu/facet/change.h"
#include "hv/flags.h"
#include "hv/typed_params.h"
#include "libvirt/libvirt.h"

namespace vireo::qemu {

using namespace api;

namespace {

constexpr std::uint32_t both = std::uint32_t{VIR_DOMAIN_AFFECT_LIVE} | VIR_DOMAIN_AFFECT_CONFIG;
using hv::ParamType;
using C = model::CpuTune;

struct Share {
    const char* group;  // "vcpu": vcpu_period, vcpu_quota
    std::optional<std::uint64_t> C::*period;
    std::optional<std::int64_t> C::*quota;
};
constexpr Share shares[] = {{"vcpu", &C::period, &C::quota},
                            {"emulator", &C::emulator_period, &C::emulator_quota},
                            {"global", &C::global_period, &C::global_quota},
                            {"iothread", &C::iothread_period, &C::iothread_quota}};

// What the kernel does without a limit stands in for what a running guest's definition leaves open.
TypedParams figures(const C& c, bool live) {
    hv::Params p;
    p.u64("cpu_shares", c.shares.value_or(live ? 1024 : 0));
    for (const auto& s : shares) {
        p.u64(fmt::format("{}_period", s.group), (c.*s.period).value_or(live ? 100000 : 0));
        p.i64(fmt::format("{}_quota", s.group), (c.*s.quota).value_or(live ? -1 : 0));
    }
    return std::move(p.list);
}

TypedParams ask(const Guest& g, std::uint32_t flags) {
    auto s = g.read();
    const bool live = hv::reads_live(flags & both, s->active(), s->persistent());
    return figures((live ? s->live : s->next())->cputune, live);
}

void set(Guest& g, const TypedParams& params, std::uint32_t flags) {
    static const std::vector<hv::KnownParam> known = [] {
        static std::vector<std::string> names;
        for (const auto& s : shares) {
            names.push_back(fmt::format("{}_period", s.group));
            names.push_back(fmt::format("{}_quota", s.group));
        }
        std::vector<hv::KnownParam> k{{"cpu_shares", ParamType::ullong}};
        for (std::size_t i = 0; i < names.size(); ++i) k.push_back({names[i], i % 2 ? ParamType::llong : ParamType::ullong});
        return k;
    }();
    hv::check_params(params, known);
    const auto about = affected(g, flags);
    for (const auto& s : shares) {
        const auto period = fmt::format("{}_period", s.group), quota = fmt::format("{}_quota", s.group);
        if (auto v = hv::param<std::uint64_t>(params, period); v && *v && (*v < 1000 || *v > 1000000))
            fail(Code::invalid_arg, Domain::qemu, "value of '{}' is out of range [{}, {}]", period, 1000, 1000000);
        if (auto v = hv::param<std::int64_t>(params, quota); v && *v > 0 && (*v < 1000 || *v > 17592186044415))
            fail(Code::invalid_arg, Domain::qemu, "value of '{}' is out of range [{}, {}]", quota, 1000, 17592186044415);
    }
    require_cgroup(about.impact.live, "cgroup CPU controller is not mounted");
    commit_change(g, about, [&](model::Domain& d, bool) {
        if (auto v = hv::param<std::uint64_t>(params, "cpu_shares")) d.cputune.shares = *v;
        for (const auto& s : shares) {
            if (auto v = hv::param<std::uint64_t>(params, fmt::format("{}_period", s.group))) d.cputune.*s.period = *v;
            if (auto v = hv::param<std::int64_t>(params, fmt::format("{}_quota", s.group))) d.cputune.*s.quota = *v;
        }
    });
}

}  // namespace

DomainGetSchedulerTypeRet QemuConnection::domain_get_scheduler_type(Call&, const DomainGetSchedulerTypeArgs& a) {
    guest(a.dom);
    return {.type = "posix", .nparams = 9};
}

DomainGetSchedulerParametersRet QemuConnection::domain_get_scheduler_parameters(Call&, const DomainGetSchedulerParametersArgs& a) {
    DomainGetSchedulerParametersRet out{ask(*guest(a.dom), 0)};
    hv::cut_to(out.params, a.nparams);
    return out;
}

DomainGetSchedulerParametersFlagsRet QemuConnection::domain_get_scheduler_parameters_flags(Call&, const DomainGetSchedulerParametersFlagsArgs& a) {
    hv::check_flags(a.flags, both | VIR_TYPED_PARAM_STRING_OKAY, "qemuDomainGetSchedulerParametersFlags", Domain::qemu);
    DomainGetSchedulerParametersFlagsRet out{ask(*guest(a.dom), a.flags)};
    hv::cut_to(out.params, a.nparams);
    return out;
}

void QemuConnection::domain_set_scheduler_parameters(Call&, const DomainSetSchedulerParametersArgs& a) { set(*guest(a.dom), a.params, 0); }
void QemuConnection::domain_set_scheduler_parameters_flags(Call&, const DomainSetSchedulerParametersFlagsArgs& a) {
    hv::check_flags(a.flags, both, "qemuDomainSetSchedulerParametersFlags", Domain::qemu);
    set(*guest(a.dom), a.params, a.flags);
}

}  // namespace vireo::qemu
