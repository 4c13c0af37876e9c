// SPDX-License-Identifier: LGPL-2.1-or-later
// Virtual CPUs, pinning, I/O threads and the made-up scheduler.
#include <time.h>

#include "drivers/test/tuning.h"
#include "hv/flags.h"
#include "hv/impact.h"
#include "hv/tuning.h"

namespace vireo::test {
namespace {

constexpr std::uint32_t vcpu_maximum = 4;
using hv::ParamType;

const model::Bitmap& all_host_cpus() {
    static const model::Bitmap all = hv::first_bits(host_cpus);
    return all;
}

const model::Bitmap& vcpu_map(const model::Domain& d, unsigned vcpu) {
    if (const auto* p = hv::find_pin(d.cputune.vcpu_pins, vcpu)) return p->cpus;
    return d.vcpu_cpuset.empty() ? all_host_cpus() : d.vcpu_cpuset;
}

void require_iothread_id(unsigned id) {
    if (id == 0) fail(Code::invalid_arg, Domain::test, "invalid value of 0 for iothread_id");
}

api::TypedParams scheduler_figures() {
    hv::Params p;
    p.u32("weight", 50);
    return std::move(p.list);
}

}  // namespace

api::DomainGetVcpusFlagsRet TuningFacet::domain_get_vcpus_flags(api::Call&, const api::DomainGetVcpusFlagsArgs& in) {
    hv::check_flags(in.flags, affect_mask | vcpu_maximum, "testDomainGetVcpusFlags", Domain::test);
    auto s = world_.read(in.dom);
    const model::Domain& d = s->definition(in.flags);
    return {static_cast<int>(in.flags & vcpu_maximum ? d.vcpus : d.current_vcpus())};
}

api::DomainGetMaxVcpusRet TuningFacet::domain_get_max_vcpus(api::Call&, const api::DomainGetMaxVcpusArgs& in) {
    auto s = world_.read(in.dom);
    return {static_cast<int>(s->definition(hv::affect_live).vcpus)};
}

void TuningFacet::domain_set_vcpus(api::Call&, const api::DomainSetVcpusArgs& in) {
    set_vcpus(in.dom, in.nvcpus, hv::affect_live);
}
void TuningFacet::domain_set_vcpus_flags(api::Call&, const api::DomainSetVcpusFlagsArgs& in) {
    hv::check_flags(in.flags, affect_mask | vcpu_maximum, "testDomainSetVcpusFlags", Domain::test);
    set_vcpus(in.dom, in.nvcpus, in.flags);
}

void TuningFacet::set_vcpus(const api::DomainRef& dom, unsigned count, std::uint32_t flags) {
    if (count > most_vcpus)
        fail(Code::invalid_arg, Domain::test, "requested cpu amount exceeds maximum supported amount ({} > {})", count,
             most_vcpus);
    world_.commit(dom, [&](DomainState& s, Events&) {
        change(s, flags, [&](model::Domain& d) {
            if (flags & vcpu_maximum) {
                unsigned now = std::min(d.current_vcpus(), count);
                d.vcpus = count;
                d.vcpu_current = now == count ? std::nullopt : std::optional<unsigned>(now);
            } else {
                if (count > d.vcpus)
                    fail(Code::invalid_arg, Domain::test, "requested cpu amount exceeds maximum ({} > {})", count, d.vcpus);
                d.vcpu_current = count == d.vcpus ? std::nullopt : std::optional<unsigned>(count);
            }
            d.vcpu_entries.clear();
        });
    });
}

api::DomainGetVcpusRet TuningFacet::domain_get_vcpus(api::Call&, const api::DomainGetVcpusArgs& in) {
    auto s = world_.read(in.dom);
    if (!s->active()) fail(Code::operation_invalid, Domain::test, "cannot list vcpus for an inactive domain");
    timespec t{};
    clock_gettime(CLOCK_REALTIME, &t);
    const auto us = static_cast<std::uint64_t>(t.tv_sec) * 1000000u + static_cast<std::uint64_t>(t.tv_nsec) / 1000u;
    api::DomainGetVcpusRet out;
    const auto length = static_cast<std::size_t>(std::clamp(in.maplen, 0, 2048));
    for (unsigned i = 0; i < s->live->vcpus && out.info.size() < static_cast<std::size_t>(std::max(in.maxinfo, 0)); ++i) {
        if (!hv::vcpu_on_line(*s->live, i)) continue;
        const model::Bitmap& map = vcpu_map(*s->live, i);
        out.info.push_back({i, 1, us / 10, map.last()});
        hv::append_map(out.cpumaps, map, length);
    }
    return out;
}

void TuningFacet::domain_pin_vcpu(api::Call&, const api::DomainPinVcpuArgs& in) { pin_vcpu(in.dom, in.vcpu, in.cpumap); }
void TuningFacet::domain_pin_vcpu_flags(api::Call&, const api::DomainPinVcpuFlagsArgs& in) {
    hv::check_flags(in.flags, 0, "testDomainPinVcpuFlags", Domain::test);
    pin_vcpu(in.dom, in.vcpu, in.cpumap);
}

void TuningFacet::pin_vcpu(const api::DomainRef& dom, unsigned vcpu, const api::Bytes& map) {
    world_.commit(dom, [&](DomainState& s, Events&) {
        if (!s.active()) fail(Code::operation_invalid, Domain::test, "cannot pin vcpus on an inactive domain");
        if (vcpu >= s.live->vcpus || !hv::vcpu_on_line(*s.live, vcpu))
            fail(Code::invalid_arg, Domain::test, "requested vcpu '{}' is not present in the domain", vcpu);
        change(s, hv::affect_live, [&](model::Domain& d) { hv::set_pin(d.cputune.vcpu_pins, vcpu, hv::bitmap_of(map)); });
    });
}

api::DomainGetVcpuPinInfoRet TuningFacet::domain_get_vcpu_pin_info(api::Call&, const api::DomainGetVcpuPinInfoArgs& in) {
    hv::check_flags(in.flags, affect_mask, "testDomainGetVcpuPinInfo", Domain::test);
    auto s = world_.read(in.dom);
    const model::Domain& d = s->definition(in.flags);
    const auto length = static_cast<std::size_t>(std::clamp(in.maplen, 0, 2048));
    api::DomainGetVcpuPinInfoRet out;
    out.num = static_cast<int>(std::min<std::int64_t>(d.vcpus, std::max(in.ncpumaps, 0)));
    static const model::Bitmap none;
    for (unsigned i = 0; i < static_cast<unsigned>(out.num); ++i)
        hv::append_map(out.cpumaps, hv::vcpu_on_line(d, i) ? vcpu_map(d, i) : none, length);
    return out;
}

void TuningFacet::domain_pin_emulator(api::Call&, const api::DomainPinEmulatorArgs& in) {
    hv::check_flags(in.flags, affect_mask, "testDomainPinEmulator", Domain::test);
    model::Bitmap map = hv::bitmap_of(in.cpumap);
    if (map.empty()) fail(Code::invalid_arg, Domain::test, "Empty cpu list for pinning");
    world_.commit(in.dom, [&](DomainState& s, Events&) {
        change_one(s, in.flags, [&](model::Domain& d) { d.cputune.emulator_pin = map; });
    });
}

api::DomainGetEmulatorPinInfoRet TuningFacet::domain_get_emulator_pin_info(api::Call&,
                                                                          const api::DomainGetEmulatorPinInfoArgs& in) {
    hv::check_flags(in.flags, affect_mask, "testDomainGetEmulatorPinInfo", Domain::test);
    auto s = world_.read(in.dom);
    const model::Domain& d = s->definition(in.flags);
    const model::Bitmap& map = !d.cputune.emulator_pin.empty() ? d.cputune.emulator_pin
                               : !d.vcpu_cpuset.empty()        ? d.vcpu_cpuset
                                                               : all_host_cpus();
    api::DomainGetEmulatorPinInfoRet out;
    hv::append_map(out.cpumaps, map, static_cast<std::size_t>(std::clamp(in.maplen, 0, 2048)));
    out.ret = 1;
    return out;
}

api::DomainGetIothreadInfoRet TuningFacet::domain_get_iothread_info(api::Call&, const api::DomainGetIothreadInfoArgs& in) {
    hv::check_flags(in.flags, affect_mask, "testDomainGetIOThreadInfo", Domain::test);
    auto s = world_.read(in.dom);
    const model::Domain& d = s->definition(in.flags);
    api::DomainGetIothreadInfoRet out;
    for (const auto& t : d.iothread_ids) {
        api::DomainIothreadInfo info;
        info.iothread_id = t.id;
        if (const auto* p = hv::find_pin(d.cputune.iothread_pins, t.id))
            hv::append_map(info.cpumap, p->cpus, static_cast<std::size_t>(p->cpus.last() / 8) + 1);
        else if (!d.vcpu_cpuset.empty())
            hv::append_map(info.cpumap, d.vcpu_cpuset, static_cast<std::size_t>(d.vcpu_cpuset.last() / 8) + 1);
        else
            hv::append_map(info.cpumap, hv::first_bits(d.current_vcpus()), d.current_vcpus() / 8 + 1);
        out.info.push_back(std::move(info));
    }
    out.ret = static_cast<std::uint32_t>(out.info.size());
    return out;
}

void TuningFacet::domain_pin_iothread(api::Call&, const api::DomainPinIothreadArgs& in) {
    hv::check_flags(in.flags, affect_mask, "testDomainPinIOThread", Domain::test);
    model::Bitmap map = hv::bitmap_of(in.cpumap);
    world_.commit(in.dom, [&](DomainState& s, Events&) {
        change_one(s, in.flags, [&](model::Domain& d) {
            if (map.empty()) fail(Code::invalid_arg, Domain::test, "Empty iothread cpumap list for pinning");
            if (!hv::find_iothread(d, in.iothreads_id))
                fail(Code::invalid_arg, Domain::test, "iothreadid {} not found", in.iothreads_id);
            hv::set_pin(d.cputune.iothread_pins, in.iothreads_id, map);
        });
    });
}

void TuningFacet::domain_add_iothread(api::Call&, const api::DomainAddIothreadArgs& in) {
    hv::check_flags(in.flags, affect_mask, "testDomainAddIOThread", Domain::test);
    require_iothread_id(in.iothread_id);
    world_.commit(in.dom, [&](DomainState& s, Events&) {
        change_one(s, in.flags, [&](model::Domain& d) {
            if (hv::find_iothread(d, in.iothread_id))
                fail(Code::invalid_arg, Domain::domain, "an IOThread is already using iothread_id '{}'", in.iothread_id);
            model::Iothread t;
            t.id = in.iothread_id;
            d.iothread_ids.push_back(t);
            d.iothreads = static_cast<unsigned>(d.iothread_ids.size());
        });
    });
}

void TuningFacet::domain_del_iothread(api::Call&, const api::DomainDelIothreadArgs& in) {
    hv::check_flags(in.flags, affect_mask, "testDomainDelIOThread", Domain::test);
    require_iothread_id(in.iothread_id);
    world_.commit(in.dom, [&](DomainState& s, Events&) {
        change_one(s, in.flags, [&](model::Domain& d) {
            if (!hv::find_iothread(d, in.iothread_id))
                fail(Code::invalid_arg, Domain::domain, "cannot find IOThread '{}' in iothreadids list", in.iothread_id);
            std::erase_if(d.iothread_ids, [&](const auto& t) { return t.id == in.iothread_id; });
            std::erase_if(d.cputune.iothread_pins, [&](const auto& p) { return p.id == in.iothread_id; });
            d.iothreads = d.iothread_ids.empty() ? std::nullopt
                                                 : std::optional<unsigned>(static_cast<unsigned>(d.iothread_ids.size()));
        });
    });
}

void TuningFacet::domain_set_iothread_params(api::Call&, const api::DomainSetIothreadParamsArgs& in) {
    static constexpr hv::KnownParam known[] = {{"poll_max_ns", ParamType::ullong},
                                               {"poll_grow", ParamType::uint},
                                               {"poll_shrink", ParamType::uint},
                                               {"thread_pool_min", ParamType::int_},
                                               {"thread_pool_max", ParamType::int_}};
    hv::check_flags(in.flags, affect_mask, "testDomainSetIOThreadParams", Domain::test);
    require_iothread_id(in.iothread_id);
    hv::check_params(in.params, known);
    world_.commit(in.dom, [&](DomainState& s, Events&) {
        change_one(s, in.flags, [&](model::Domain& d) {
            model::Iothread* t = hv::find_iothread(d, in.iothread_id);
            if (!t) fail(Code::invalid_arg, Domain::test, "cannot find IOThread '{}' in iothreadids", in.iothread_id);
            if (auto v = hv::param<std::uint64_t>(in.params, "poll_max_ns")) t->poll_max = *v;
            if (auto v = hv::param<std::uint32_t>(in.params, "poll_grow")) t->poll_grow = *v;
            if (auto v = hv::param<std::uint32_t>(in.params, "poll_shrink")) t->poll_shrink = *v;
            if (auto v = hv::param<std::int32_t>(in.params, "thread_pool_min")) t->pool_min = *v;
            if (auto v = hv::param<std::int32_t>(in.params, "thread_pool_max")) t->pool_max = *v;
        });
    });
}

// ---- the scheduler, which is "fair" and knows a weight that never changes ---------------------------------------------

api::DomainGetSchedulerTypeRet TuningFacet::domain_get_scheduler_type(api::Call&, const api::DomainGetSchedulerTypeArgs&) {
    return {"fair", 1};
}

api::DomainGetSchedulerParametersRet TuningFacet::domain_get_scheduler_parameters(
    api::Call&, const api::DomainGetSchedulerParametersArgs& in) {
    world_.read(in.dom);
    api::DomainGetSchedulerParametersRet out{scheduler_figures()};
    hv::cut_to(out.params, in.nparams);
    return out;
}

api::DomainGetSchedulerParametersFlagsRet TuningFacet::domain_get_scheduler_parameters_flags(
    api::Call&, const api::DomainGetSchedulerParametersFlagsArgs& in) {
    hv::check_flags(in.flags, 0, "testDomainGetSchedulerParametersFlags", Domain::test);
    world_.read(in.dom);
    api::DomainGetSchedulerParametersFlagsRet out{scheduler_figures()};
    hv::cut_to(out.params, in.nparams);
    return out;
}

static void check_scheduler(const api::TypedParams& params) {
    static constexpr hv::KnownParam known[] = {{"weight", ParamType::uint}};
    hv::check_params(params, known);
}

void TuningFacet::domain_set_scheduler_parameters(api::Call&, const api::DomainSetSchedulerParametersArgs& in) {
    check_scheduler(in.params);
    world_.read(in.dom);
}
void TuningFacet::domain_set_scheduler_parameters_flags(api::Call&, const api::DomainSetSchedulerParametersFlagsArgs& in) {
    hv::check_flags(in.flags, 0, "testDomainSetSchedulerParametersFlags", Domain::test);
    check_scheduler(in.params);
    world_.read(in.dom);
}

std::shared_ptr<api::facet::Tuning> make_tuning(World& world) { return std::make_shared<TuningFacet>(world); }

}  // namespace vireo::test
