// SPDX-License-Identifier: LGPL-2.1-or-later
// Finding, listing, state: answered from what is published.
#include "drivers/qemu/connection.h"
#include "drivers/qemu/qmp/client.h"
#include "drivers/qemu/stats.h"
#include "hv/domain_list.h"
#include "hv/flags.h"
#include "hv/impact.h"
#include "hv/refusals.h"

namespace vireo::qemu {

using namespace api;

namespace {

hv::ListFacts facts(const GuestState& s) {
    return {.phase = s.state.phase, .active = s.active(), .persistent = s.persistent(), .managed_save = s.managed_save, .autostart = s.autostart};
}

}  // namespace

DomainGetInfoRet QemuConnection::domain_get_info(Call&, const DomainGetInfoArgs& a) {
    auto s = guest(a.dom)->read();
    DomainGetInfoRet r{.state = static_cast<std::uint8_t>(s->state.phase)};
    if (const auto* d = s->live.get()) {
        r.maxMem = d->memory.value_or(0);
        r.memory = d->current_memory.value_or(r.maxMem);
        r.nrVirtCpu = static_cast<std::uint16_t>(d->current_vcpus());
    } else {
        const auto& f = s->config->facts();
        r.maxMem = f.memory;
        r.memory = f.current_memory;
        r.nrVirtCpu = static_cast<std::uint16_t>(f.current_vcpus);
    }
    if (s->active() && s->runtime) {
        if (auto f = cpu_figures(s->runtime->pid)) r.cpuTime = f->time;
    }
    return r;
}

DomainGetStateRet QemuConnection::domain_get_state(Call&, const DomainGetStateArgs& a) {
    hv::check_flags(a.flags, 0, "qemuDomainGetState", Domain::qemu);
    auto s = guest(a.dom)->read();
    return {.state = static_cast<int>(s->state.phase), .reason = s->state.reason};
}

DomainGetControlInfoRet QemuConnection::domain_get_control_info(Call&, const DomainGetControlInfoArgs& a) {
    hv::check_flags(a.flags, 0, "qemuDomainGetControlInfo", Domain::qemu);
    auto g = guest(a.dom);
    hv::require_active(g->read()->active());
    DomainGetControlInfoRet r;
    if (auto m = g->monitor_or_null(); m && m->unresponsive()) r.state = 2;  // VIR_DOMAIN_CONTROL_OCCUPIED
    return r;
}

DomainIsActiveRet QemuConnection::domain_is_active(Call&, const DomainIsActiveArgs& a) { return {.active = guest(a.dom)->read()->active()}; }
DomainIsPersistentRet QemuConnection::domain_is_persistent(Call&, const DomainIsPersistentArgs& a) { return {.persistent = guest(a.dom)->read()->persistent()}; }

DomainLookupByIdRet QemuConnection::domain_lookup_by_id(Call&, const DomainLookupByIdArgs& a) {
    if (auto g = core_->find_by_id(a.id))
        if (auto s = g->read(); s->id == a.id) return {.dom = s->ref()};
    hv::no_domain_with_id(Domain::qemu, a.id);
}

DomainLookupByNameRet QemuConnection::domain_lookup_by_name(Call&, const DomainLookupByNameArgs& a) {
    if (auto g = core_->find_by_name(a.name)) return {.dom = g->read()->ref()};
    hv::no_domain_with_name(Domain::qemu, a.name);
}

DomainLookupByUuidRet QemuConnection::domain_lookup_by_uuid(Call&, const DomainLookupByUuidArgs& a) {
    if (auto g = core_->guests.find(a.uuid)) return {.dom = g->read()->ref()};
    hv::no_domain_with_uuid(Domain::qemu, a.uuid);
}

ConnectNumOfDomainsRet QemuConnection::connect_num_of_domains(Call&) {
    int n = 0;
    for (const auto& g : core_->guests.all()) n += g->read()->active();
    return {.num = n};
}

ConnectNumOfDefinedDomainsRet QemuConnection::connect_num_of_defined_domains(Call&) {
    int n = 0;
    for (const auto& g : core_->guests.all()) n += !g->read()->active();
    return {.num = n};
}

ConnectListDomainsRet QemuConnection::connect_list_domains(Call&, const ConnectListDomainsArgs& a) {
    ConnectListDomainsRet r;
    for (const auto& g : core_->guests.all())
        if (auto s = g->read(); s->active() && static_cast<int>(r.ids.size()) < a.maxids) r.ids.push_back(s->id);
    return r;
}

ConnectListDefinedDomainsRet QemuConnection::connect_list_defined_domains(Call&, const ConnectListDefinedDomainsArgs& a) {
    ConnectListDefinedDomainsRet r;
    for (const auto& g : core_->guests.all())
        if (auto s = g->read(); !s->active() && static_cast<int>(r.names.size()) < a.maxnames) r.names.push_back(s->name);
    return r;
}

ConnectListAllDomainsRet QemuConnection::connect_list_all_domains(Call&, const ConnectListAllDomainsArgs& a) {
    hv::check_flags(a.flags, hv::list::all, "qemuConnectListAllDomains", Domain::qemu);
    ConnectListAllDomainsRet r;
    auto all = core_->guests.all();
    if (a.need_results) r.domains.reserve(all.size());
    for (const auto& g : all) {
        auto s = g->read();
        if (!hv::listed(a.flags, facts(*s))) continue;
        ++r.ret;
        if (a.need_results) r.domains.push_back(s->ref());
    }
    return r;
}

}  // namespace vireo::qemu
