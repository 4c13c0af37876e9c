// SPDX-License-Identifier: LGPL-2.1-or-later
// Limits of disks and network cards.
#include "drivers/qemu/connection.h"
#include "drivers/qemu/facet/change.h"
#include "drivers/qemu/qmp/client.h"
#include "drivers/qemu/rules/throttle.h"
#include "hv/events.h"
#include "hv/flags.h"
#include "hv/tuning.h"
#include "hv/typed_params.h"
#include "json/json.h"
#include "libvirt/libvirt.h"

namespace vireo::qemu {

using namespace api;

namespace {
constexpr std::uint32_t both = std::uint32_t{VIR_DOMAIN_AFFECT_LIVE} | VIR_DOMAIN_AFFECT_CONFIG;

const model::Disk& live_disk(const model::Domain& d, const std::string& name) {
    const auto* disk = hv::find_disk(d, name);
    if (!disk) fail(Code::invalid_arg, Domain::qemu, "disk '{}' not found in domain", name);
    if (disk->source.path.empty() && disk->source.type != model::StorageType::network)
        fail(Code::invalid_arg, Domain::qemu, "disk '{}' does not currently have a source assigned", disk->target_dev);
    return *disk;
}

const model::Disk& stored_disk(const model::Domain& d, const std::string& name) {
    const auto* disk = hv::find_disk(d, name);
    if (!disk) fail(Code::invalid_arg, Domain::qemu, "disk '{}' was not found in the domain config", name);
    return *disk;
}

void put(model::Domain& d, const std::string& name, const model::IoTune& tune) {
    auto* disk = hv::find_disk(d, name);
    if (!disk) return;
    if (tune == model::IoTune{})
        disk->iotune.reset();
    else
        disk->iotune = tune;
}
}  // namespace

DomainGetBlkioParametersRet QemuConnection::domain_get_blkio_parameters(Call&, const DomainGetBlkioParametersArgs& a) {
    hv::check_flags(a.flags, both | VIR_TYPED_PARAM_STRING_OKAY, "qemuDomainGetBlkioParameters", Domain::qemu);
    auto s = guest(a.dom)->read();
    return hv::fill_params<DomainGetBlkioParametersRet>(hv::blkio_params(asked_about(*s, a.flags)->blkiotune), a.nparams);
}

void QemuConnection::domain_set_blkio_parameters(Call&, const DomainSetBlkioParametersArgs& a) {
    hv::check_flags(a.flags, both, "qemuDomainSetBlkioParameters", Domain::qemu);
    hv::check_params(a.params, hv::known_blkio_params());
    auto g = guest(a.dom);
    const auto about = affected(*g, a.flags);
    require_cgroup(about.impact.live, "blkio cgroup isn't mounted");
    commit_change(*g, about, [&](model::Domain& d, bool) { hv::set_blkio_params(d.blkiotune, a.params); });
}

DomainGetBlockIoTuneRet QemuConnection::domain_get_block_io_tune(Call&, const DomainGetBlockIoTuneArgs& a) {
    hv::check_flags(a.flags, both | VIR_TYPED_PARAM_STRING_OKAY, "qemuDomainGetBlockIoTune", Domain::qemu);
    auto s = guest(a.dom)->read();
    const bool live = hv::reads_live(a.flags & both, s->active(), s->persistent());
    model::IoTune tune;
    if (a.disk) {
        const auto d = live ? s->live : s->next();
        const auto& disk = live ? live_disk(*d, *a.disk) : stored_disk(*d, *a.disk);
        if (disk.iotune) tune = *disk.iotune;
    }
    return hv::fill_params<DomainGetBlockIoTuneRet>(hv::io_limit_params(tune), a.nparams);
}

void QemuConnection::domain_set_block_io_tune(Call&, const DomainSetBlockIoTuneArgs& a) {
    hv::check_flags(a.flags, both, "qemuDomainSetBlockIoTune", Domain::qemu);
    hv::check_params(a.params, hv::known_io_limits());
    auto g = guest(a.dom);
    const auto about = affected(*g, a.flags);
    rules::ThrottleChange change = rules::read_throttle(a.params);
    model::IoTune live, stored;
    std::string target = a.disk;
    if (about.impact.live) {
        const auto& disk = live_disk(*about.state->live, a.disk);
        live = rules::merged_throttle(change, disk.iotune ? *disk.iotune : model::IoTune{});
        target = disk.target_dev;
        if (live.group_name.empty() && live != model::IoTune{}) live.group_name = rules::throttle_id(disk);
    }
    if (about.impact.config) {
        const auto d = about.state->next();
        const auto& disk = stored_disk(*d, a.disk);
        stored = rules::merged_throttle(change, disk.iotune ? *disk.iotune : model::IoTune{});
        target = disk.target_dev;
    }
    Announcements events;
    if (about.impact.live) {
        rules::check_live_throttle(live);
        g->monitor()->call(rules::throttle_command(live_disk(*about.state->live, a.disk), live));
        TypedParams told = a.params;
        for (auto& p : told) p.field = "blkdeviotune." + p.field;
        told.insert(told.begin(), TypedParam{"blkdeviotune.disk", TypedValue(std::in_place_type<std::string>, target)});
        events.push_back(hv::tunable_event(about.state->ref(), std::move(told)));
    }
    commit_change(*g, about, [&](model::Domain& d, bool is_live) { put(d, target, is_live ? live : stored); }, std::move(events));
}

DomainGetInterfaceParametersRet QemuConnection::domain_get_interface_parameters(Call&, const DomainGetInterfaceParametersArgs& a) {
    hv::check_flags(a.flags, both | VIR_TYPED_PARAM_STRING_OKAY, "qemuDomainGetInterfaceParameters", Domain::qemu);
    auto s = guest(a.dom)->read();
    model::Domain d = *asked_about(*s, a.flags);
    return hv::fill_params<DomainGetInterfaceParametersRet>(hv::bandwidth_params(hv::find_interface(d, a.device)), a.nparams);
}

void QemuConnection::domain_set_interface_parameters(Call&, const DomainSetInterfaceParametersArgs& a) {
    hv::check_flags(a.flags, both, "qemuDomainSetInterfaceParameters", Domain::qemu);
    hv::check_params(a.params, hv::known_bandwidth_params());
    auto g = guest(a.dom);
    const auto about = affected(*g, a.flags);
    using T = model::InterfaceType;
    for (bool live : {true, false}) {
        if (live ? !about.impact.live : !about.impact.config) continue;
        model::Domain d = live ? *about.state->live : *about.state->next();
        const auto& nic = hv::find_interface(d, a.device);
        // Only these have an end on the host whose traffic can be shaped; the text is the interface's.
        if (nic.type != T::ethernet && nic.type != T::network && nic.type != T::bridge && nic.type != T::direct)
            fail(Code::config_unsupported, Domain::qemu, "setting bandwidth on interfaces of type '{}' is not implemented yet", word(nic.type));
    }
    if (about.impact.live) fail(Code::operation_unsupported, Domain::qemu, "traffic of a running guest's interface cannot be shaped by this daemon");
    commit_change(*g, about, [&](model::Domain& d, bool) { hv::set_bandwidth(hv::find_interface(d, a.device), a.params); });
}

}  // namespace vireo::qemu
