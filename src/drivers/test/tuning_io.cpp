// SPDX-License-Identifier: LGPL-2.1-or-later
// Weights and limits of disks, rates of network interfaces.
#include "drivers/test/tuning.h"
#include "hv/flags.h"
#include "hv/impact.h"
#include "hv/tuning.h"

namespace vireo::test {
namespace {

void check_limits(const model::IoTune& t) {
    hv::check_io_totals(t, Domain::test);
    // Kept as libvirt's test driver has it: a rate without its burst is refused too.
    static constexpr const char* names[] = {"total_bytes_sec", "read_bytes_sec", "write_bytes_sec", "total_iops_sec", "read_iops_sec", "write_iops_sec"};
    model::IoTune copy = t;
    for (const char* name : names) {
        const std::string burst = fmt::format("{}_max", name);
        if (*hv::io_limit(copy, name) > *hv::io_limit(copy, burst))
            fail(Code::invalid_arg, Domain::test, "{} cannot be set higher than {}", name, burst);
    }
}

}  // namespace

api::DomainGetBlkioParametersRet TuningFacet::domain_get_blkio_parameters(api::Call&,
                                                                          const api::DomainGetBlkioParametersArgs& in) {
    hv::check_flags(in.flags, affect_mask | string_okay, "testDomainGetBlkioParameters", Domain::test);
    auto s = world_.read(in.dom);
    return hv::fill_params<api::DomainGetBlkioParametersRet>(hv::blkio_params(s->definition(in.flags).blkiotune), in.nparams);
}

void TuningFacet::domain_set_blkio_parameters(api::Call&, const api::DomainSetBlkioParametersArgs& in) {
    hv::check_flags(in.flags, affect_mask, "testDomainSetBlkioParameters", Domain::test);
    hv::check_params(in.params, hv::known_blkio_params());
    world_.commit(in.dom, [&](DomainState& s, Events&) {
        change(s, in.flags, [&](model::Domain& d) {
            hv::set_blkio_params(d.blkiotune, in.params);
        });
    });
}

api::DomainGetBlockIoTuneRet TuningFacet::domain_get_block_io_tune(api::Call&, const api::DomainGetBlockIoTuneArgs& in) {
    hv::check_flags(in.flags, affect_mask | string_okay, "testDomainGetBlockIoTune", Domain::test);
    auto s = world_.read(in.dom);
    model::IoTune tune;
    const model::Domain& d = s->definition(in.flags);
    if (in.disk) {
        const model::Disk* disk = hv::find_disk(d, *in.disk);
        if (!disk) fail(Code::invalid_arg, Domain::test, "disk '{}' was not found in the domain config", *in.disk);
        if (disk->iotune) tune = *disk->iotune;
    }
    return hv::fill_params<api::DomainGetBlockIoTuneRet>(hv::io_limit_params(tune), in.nparams);
}

void TuningFacet::domain_set_block_io_tune(api::Call&, const api::DomainSetBlockIoTuneArgs& in) {
    hv::check_flags(in.flags, affect_mask, "testDomainSetBlockIoTune", Domain::test);
    hv::check_params(in.params, hv::known_io_limits());
    world_.commit(in.dom, [&](DomainState& s, Events&) {
        change(s, in.flags, [&](model::Domain& d) {
            model::Disk* disk = hv::find_disk(d, in.disk);
            if (!disk)
                fail(Code::invalid_arg, Domain::test, "missing persistent configuration for disk '{}'", in.disk);
            model::IoTune tune = disk->iotune ? *disk->iotune : model::IoTune{};
            for (const auto& p : in.params) {
                if (p.field == "group_name") {
                    tune.group_name = std::get<std::string>(p.value);
                    continue;
                }
                const std::uint64_t v = std::get<std::uint64_t>(p.value);
                hv::check_io_limit(v, Domain::test);
                if (auto* limit = hv::io_limit(tune, p.field)) *limit = v;
            }
            check_limits(tune);
            if (tune == model::IoTune{})
                disk->iotune.reset();
            else
                disk->iotune = std::move(tune);
        });
    });
}

api::DomainGetInterfaceParametersRet TuningFacet::domain_get_interface_parameters(
    api::Call&, const api::DomainGetInterfaceParametersArgs& in) {
    hv::check_flags(in.flags, affect_mask | string_okay, "testDomainGetInterfaceParameters", Domain::test);
    auto s = world_.read(in.dom);
    const model::Interface& nic = hv::find_interface(const_cast<model::Domain&>(s->definition(in.flags)), in.device);
    return hv::fill_params<api::DomainGetInterfaceParametersRet>(hv::bandwidth_params(nic), in.nparams);
}

void TuningFacet::domain_set_interface_parameters(api::Call&, const api::DomainSetInterfaceParametersArgs& in) {
    hv::check_flags(in.flags, affect_mask, "testDomainSetInterfaceParameters", Domain::test);
    hv::check_params(in.params, hv::known_bandwidth_params());
    world_.commit(in.dom, [&](DomainState& s, Events&) {
        change(s, in.flags, [&](model::Domain& d) { hv::set_bandwidth(hv::find_interface(d, in.device), in.params); });
    });
}

}  // namespace vireo::test
