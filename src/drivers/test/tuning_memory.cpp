// SPDX-License-Identifier: LGPL-2.1-or-later
// Memory sizes, limits and NUMA policy.
#include "drivers/test/tuning.h"
#include "hv/flags.h"
#include "hv/impact.h"
#include "hv/typed_params.h"

namespace vireo::test {
namespace {

constexpr std::uint32_t memory_maximum = 4;
constexpr std::uint64_t unlimited = 9007199254740991u;  // VIR_DOMAIN_MEMORY_PARAM_UNLIMITED, KiB
using hv::ParamType;

std::optional<std::uint64_t> limit(std::uint64_t kib) {
    return kib >= unlimited ? std::nullopt : std::optional(kib);
}

}  // namespace

api::DomainGetMaxMemoryRet TuningFacet::domain_get_max_memory(api::Call&, const api::DomainGetMaxMemoryArgs& in) {
    hv::ReadSection section;
    return {world_.peek(in.dom).now()->memory.value_or(0)};
}

void TuningFacet::domain_set_max_memory(api::Call&, const api::DomainSetMaxMemoryArgs& in) {
    set_memory(in.dom, in.memory, memory_maximum);
}
void TuningFacet::domain_set_memory(api::Call&, const api::DomainSetMemoryArgs& in) {
    set_memory(in.dom, in.memory, hv::affect_live);
}
void TuningFacet::domain_set_memory_flags(api::Call&, const api::DomainSetMemoryFlagsArgs& in) {
    hv::check_flags(in.flags, affect_mask | memory_maximum, "testDomainSetMemoryFlags", Domain::test);
    set_memory(in.dom, in.memory, in.flags);
}

void TuningFacet::set_memory(const api::DomainRef& dom, std::uint64_t kib, std::uint32_t flags) {
    world_.commit(dom, [&](DomainState& s, Events&) {
        const bool live = hv::reads_live(flags, s.active(), s.persistent);
        change(s, live ? hv::affect_live : hv::affect_config, [&](model::Domain& d) {
            if (flags & memory_maximum) {
                if (live)
                    fail(Code::operation_invalid, Domain::test, "cannot resize the maximum memory on an active domain");
                d.memory = kib;
                if (d.current_memory.value_or(0) > kib) d.current_memory = kib;
            } else {
                if (kib > d.memory.value_or(0))
                    fail(Code::invalid_arg, Domain::test, "cannot set memory higher than max memory");
                d.current_memory = kib;
            }
        });
    });
}

api::DomainGetMemoryParametersRet TuningFacet::domain_get_memory_parameters(api::Call&,
                                                                            const api::DomainGetMemoryParametersArgs& in) {
    hv::check_flags(in.flags, affect_mask | string_okay, "testDomainGetMemoryParameters", Domain::test);
    auto s = world_.read(in.dom);
    const model::MemTune& m = s->definition(in.flags).memtune;
    hv::Params p;
    p.u64("hard_limit", m.hard_limit.value_or(unlimited));
    p.u64("soft_limit", m.soft_limit.value_or(unlimited));
    p.u64("swap_hard_limit", m.swap_hard_limit.value_or(unlimited));
    return hv::fill_params<api::DomainGetMemoryParametersRet>(std::move(p.list), in.nparams);
}

void TuningFacet::domain_set_memory_parameters(api::Call&, const api::DomainSetMemoryParametersArgs& in) {
    static constexpr hv::KnownParam known[] = {{"hard_limit", ParamType::ullong},
                                               {"soft_limit", ParamType::ullong},
                                               {"swap_hard_limit", ParamType::ullong}};
    hv::check_flags(in.flags, affect_mask, "testDomainSetMemoryParameters", Domain::test);
    hv::check_params(in.params, known);
    const auto hard = hv::param<std::uint64_t>(in.params, "hard_limit");
    const auto soft = hv::param<std::uint64_t>(in.params, "soft_limit");
    const auto swap = hv::param<std::uint64_t>(in.params, "swap_hard_limit");
    world_.commit(in.dom, [&](DomainState& s, Events&) {
        change_one(s, in.flags, [&](model::Domain& d) {
            const std::uint64_t new_hard = hard.value_or(d.memtune.hard_limit.value_or(unlimited));
            const std::uint64_t new_swap = swap.value_or(d.memtune.swap_hard_limit.value_or(unlimited));
            if ((hard || swap) && new_hard > new_swap)
                fail(Code::invalid_arg, Domain::test,
                     "memory hard_limit tunable value must be lower than or equal to swap_hard_limit");
            if (soft) d.memtune.soft_limit = limit(*soft);
            if (hard) d.memtune.hard_limit = limit(*hard);
            if (swap) d.memtune.swap_hard_limit = limit(*swap);
        });
    });
}

api::DomainGetNumaParametersRet TuningFacet::domain_get_numa_parameters(api::Call&, const api::DomainGetNumaParametersArgs& in) {
    hv::check_flags(in.flags, affect_mask | string_okay, "testDomainGetNumaParameters", Domain::test);
    auto s = world_.read(in.dom);
    const model::Domain& d = s->definition(in.flags);
    hv::Params p;
    p.i32("numa_mode", d.numatune ? static_cast<std::int32_t>(d.numatune->mode) : 0);
    p.text("numa_nodeset", d.numatune ? d.numatune->nodes.text() : "");
    return hv::fill_params<api::DomainGetNumaParametersRet>(std::move(p.list), in.nparams);
}

void TuningFacet::domain_set_numa_parameters(api::Call&, const api::DomainSetNumaParametersArgs& in) {
    static constexpr hv::KnownParam known[] = {{"numa_mode", ParamType::int_}, {"numa_nodeset", ParamType::string}};
    hv::check_flags(in.flags, affect_mask, "testDomainSetNumaParameters", Domain::test);
    hv::check_params(in.params, known);
    const auto mode = hv::param<std::int32_t>(in.params, "numa_mode");
    const auto text = hv::param<std::string>(in.params, "numa_nodeset");
    world_.commit(in.dom, [&](DomainState& s, Events&) {
        change_one(s, in.flags, [&](model::Domain& d) {
            if (mode && (*mode < 0 || *mode > 3))
                fail(Code::invalid_arg, Domain::test, "unsupported numatune mode: '{}'", *mode);
            std::optional<model::Bitmap> nodes;
            if (text) {
                nodes = model::Bitmap::parse(*text);
                if (!nodes || nodes->empty())
                    fail(Code::invalid_arg, Domain::none, "Failed to parse bitmap '{}'", *text);
            }
            if (!nodes && (!d.numatune || (d.numatune->nodes.empty() && d.numatune->placement != model::NumaPlacement::auto_)))
                fail(Code::config_unsupported, Domain::domain, "nodeset for NUMA memory tuning must be set if 'placement' is 'static'");
            model::NumaTune& n = d.numatune.need();
            n.memory_given = true;
            if (mode) n.mode = static_cast<model::NumaMode>(*mode);
            if (nodes) {
                n.nodes = *nodes;
                n.placement = model::NumaPlacement::static_;
            }
        });
    });
}

}  // namespace vireo::test
