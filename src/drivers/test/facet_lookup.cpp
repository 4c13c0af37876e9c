// SPDX-License-Identifier: LGPL-2.1-or-later
// facet::Lookup: which domains there are and how they do. All of it reads snapshots; the single look-ups count no
// references and take no lock.
#include <time.h>

#include "drivers/test/connection.h"
#include "hv/domain_list.h"
#include "hv/flags.h"
#include "hv/impact.h"

namespace vireo::test {
namespace {

std::uint64_t wall_clock_us() {
    timespec t{};
    clock_gettime(CLOCK_REALTIME, &t);
    return static_cast<std::uint64_t>(t.tv_sec) * 1000000u + static_cast<std::uint64_t>(t.tv_nsec) / 1000u;
}

class LookupFacet final : public api::facet::Lookup, Part {
  public:
    using Part::Part;

    api::DomainLookupByIdRet domain_lookup_by_id(api::Call&, const api::DomainLookupByIdArgs& in) override {
        hv::ReadSection section;
        return {found(world_.peek_id(in.id))};
    }
    api::DomainLookupByUuidRet domain_lookup_by_uuid(api::Call&, const api::DomainLookupByUuidArgs& in) override {
        hv::ReadSection section;
        return {found(world_.peek_uuid(in.uuid))};
    }
    api::DomainLookupByNameRet domain_lookup_by_name(api::Call&, const api::DomainLookupByNameArgs& in) override {
        hv::ReadSection section;
        return {found(world_.peek_name(in.name))};
    }

    api::DomainGetInfoRet domain_get_info(api::Call&, const api::DomainGetInfoArgs& in) override {
        api::DomainGetInfoRet out;
        {
            hv::ReadSection section;
            const DomainState& s = world_.peek(in.dom);
            const model::Domain& d = *s.now();
            out.state = static_cast<std::uint8_t>(s.state.phase);
            out.maxMem = d.memory.value_or(0);
            out.memory = d.current_memory.value_or(out.maxMem);
            out.nrVirtCpu = static_cast<std::uint16_t>(d.current_vcpus());
        }
        out.cpuTime = wall_clock_us() * 1000u;
        return out;
    }

    api::DomainGetStateRet domain_get_state(api::Call&, const api::DomainGetStateArgs& in) override {
        hv::check_flags(in.flags, 0, "testDomainGetState", Domain::test);
        hv::ReadSection section;
        const DomainState& s = world_.peek(in.dom);
        return {static_cast<int>(s.state.phase), s.state.reason};
    }

    api::DomainGetControlInfoRet domain_get_control_info(api::Call&, const api::DomainGetControlInfoArgs& in) override {
        hv::check_flags(in.flags, 0, "testDomainGetControlInfo", Domain::test);
        hv::ReadSection section;
        hv::require_active(world_.peek(in.dom).active());
        return {};
    }

    api::DomainIsActiveRet domain_is_active(api::Call&, const api::DomainIsActiveArgs& in) override {
        hv::ReadSection section;
        return {world_.peek(in.dom).active()};
    }
    api::DomainIsPersistentRet domain_is_persistent(api::Call&, const api::DomainIsPersistentArgs& in) override {
        hv::ReadSection section;
        return {world_.peek(in.dom).persistent};
    }

    api::ConnectNumOfDomainsRet connect_num_of_domains(api::Call&) override {
        return {static_cast<int>(pick([](const DomainState& s) { return s.active(); }).size())};
    }
    api::ConnectNumOfDefinedDomainsRet connect_num_of_defined_domains(api::Call&) override {
        return {static_cast<int>(pick([](const DomainState& s) { return !s.active(); }).size())};
    }
    api::ConnectListDomainsRet connect_list_domains(api::Call&, const api::ConnectListDomainsArgs& in) override {
        api::ConnectListDomainsRet out;
        for (const auto& s : pick([](const DomainState& x) { return x.active(); })) {
            if (out.ids.size() >= static_cast<std::size_t>(std::max(in.maxids, 0))) break;
            out.ids.push_back(s->ref.id);
        }
        return out;
    }
    api::ConnectListDefinedDomainsRet connect_list_defined_domains(api::Call&,
                                                                   const api::ConnectListDefinedDomainsArgs& in) override {
        api::ConnectListDefinedDomainsRet out;
        for (const auto& s : pick([](const DomainState& x) { return !x.active(); })) {
            if (out.names.size() >= static_cast<std::size_t>(std::max(in.maxnames, 0))) break;
            out.names.push_back(s->ref.name);
        }
        return out;
    }

    api::ConnectListAllDomainsRet connect_list_all_domains(api::Call&, const api::ConnectListAllDomainsArgs& in) override {
        hv::check_flags(in.flags, hv::list::all, "testConnectListAllDomains", Domain::test);
        api::ConnectListAllDomainsRet out;
        for (const auto& s : world_.all()) {
            if (!hv::listed(in.flags, list_facts(*s))) continue;
            ++out.ret;
            if (in.need_results) out.domains.push_back(s->ref);
        }
        return out;
    }

  private:
    static const api::DomainRef& found(const DomainState* s) {
        if (!s) throw Error(Code::no_domain, Domain::test, "");
        return s->ref;
    }
    template <class F>
    std::vector<std::shared_ptr<const DomainState>> pick(F wanted) const {
        auto all = world_.all();
        std::erase_if(all, [&](const auto& s) { return !wanted(*s); });
        return all;
    }
};

}  // namespace

std::shared_ptr<api::facet::Lookup> make_lookup(World& world) { return std::make_shared<LookupFacet>(world); }

}  // namespace vireo::test
