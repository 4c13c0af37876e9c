// SPDX-License-Identifier: LGPL-2.1-or-later
// facet::Lifecycle: starting and stopping what is only pretended.
#include "drivers/test/connection.h"
#include "hv/flags.h"
#include "hv/impact.h"
#include "model/schema/validate.h"

namespace vireo::test {
namespace {

using Happened = hv::event::Lifecycle;

// A "shutdown" or "reboot" leads to the end of the guest, unless its definition says to start it anew.
bool ends(model::LifecycleAction action) {
    return action != model::LifecycleAction::restart && action != model::LifecycleAction::rename_restart;
}

class LifecycleFacet final : public api::facet::Lifecycle, Part {
  public:
    using Part::Part;

    void domain_create(api::Call&, const api::DomainCreateArgs& in) override { create(in.dom); }

    api::DomainCreateWithFlagsRet domain_create_with_flags(api::Call&, const api::DomainCreateWithFlagsArgs& in) override {
        hv::check_flags(in.flags, 0, "testDomainCreateWithFlags", Domain::test);
        return {create(in.dom)};
    }

    api::DomainCreateXmlRet domain_create_xml(api::Call&, const api::DomainCreateXmlArgs& in) override {
        return {create_xml(in.xml_desc, in.flags)};
    }
    api::DomainCreateXmlWithFilesRet domain_create_xml_with_files(api::Call&,
                                                                  const api::DomainCreateXmlWithFilesArgs& in) override {
        return {create_xml(in.xml_desc, in.flags)};
    }

    void domain_suspend(api::Call&, const api::DomainSuspendArgs& in) override {
        world_.commit(in.dom, [](DomainState& s, Events& events) {
            if (s.state.phase == hv::Phase::shutoff || s.state.phase == hv::Phase::paused)
                fail(Code::internal_error, Domain::test, "domain '{}' not running", s.ref.name);
            s.state = {hv::Phase::paused, hv::why::paused::user};
            events.push_back(hv::lifecycle_event(s.ref, Happened::suspended, hv::event::suspended::paused));
        });
    }

    void domain_resume(api::Call&, const api::DomainResumeArgs& in) override {
        world_.commit(in.dom, [](DomainState& s, Events& events) {
            if (s.state.phase != hv::Phase::paused)
                fail(Code::internal_error, Domain::test, "domain '{}' not paused", s.ref.name);
            s.state = {hv::Phase::running, hv::why::running::unpaused};
            events.push_back(hv::lifecycle_event(s.ref, Happened::resumed, hv::event::resumed::unpaused));
        });
    }

    void domain_shutdown(api::Call&, const api::DomainShutdownArgs& in) override { shutdown(in.dom); }
    void domain_shutdown_flags(api::Call&, const api::DomainShutdownFlagsArgs& in) override {
        hv::check_flags(in.flags, 0, "testDomainShutdownFlags", Domain::test);
        shutdown(in.dom);
    }

    void domain_reboot(api::Call&, const api::DomainRebootArgs& in) override {
        hv::check_flags(in.flags, 0x1f, "testDomainReboot", Domain::test);
        world_.commit(in.dom, [](DomainState& s, Events& events) {
            hv::require_active(s.active());
            restart_or_stop(s, s.live->on_reboot, events);
        });
    }

    void domain_reset(api::Call&, const api::DomainResetArgs& in) override {
        hv::check_flags(in.flags, 0, "testDomainReset", Domain::test);
        hv::ReadSection section;
        hv::require_active(world_.peek(in.dom).active());
    }

    void domain_destroy(api::Call&, const api::DomainDestroyArgs& in) override { destroy(in.dom); }
    void domain_destroy_flags(api::Call&, const api::DomainDestroyFlagsArgs& in) override {
        constexpr std::uint32_t graceful = 1;
        hv::check_flags(in.flags, graceful, "testDomainDestroyFlags", Domain::test);
        destroy(in.dom);
    }

  private:
    api::DomainRef create(const api::DomainRef& dom) {
        api::DomainRef out;
        world_.commit(dom, [&](DomainState& s, Events& events) {
            if (s.state.phase != hv::Phase::shutoff)
                fail(Code::internal_error, Domain::test, "Domain '{}' is already running", s.ref.name);
            world_.start(s, hv::why::running::booted);
            s.managed_save = false;
            events.push_back(hv::lifecycle_event(s.ref, Happened::started, hv::event::started::booted));
            out = s.ref;
        });
        return out;
    }

    api::DomainRef create_xml(const std::string& xml, std::uint32_t flags) {
        constexpr std::uint32_t start_validate = 16;  // VIR_DOMAIN_START_VALIDATE
        hv::check_flags(flags, start_validate, "testDomainCreateXML", Domain::test);
        if (flags & start_validate) model::validate("domain", "domain", xml, Domain::domain);
        return world_.create(World::parse(xml, model::parse_inactive), World::Start::transient);
    }

    void shutdown(const api::DomainRef& dom) {
        world_.commit(dom, [](DomainState& s, Events& events) {
            if (s.state.phase == hv::Phase::shutoff)
                fail(Code::internal_error, Domain::test, "domain '{}' not running", s.ref.name);
            restart_or_stop(s, s.live->on_poweroff, events);
        });
    }

    void destroy(const api::DomainRef& dom) {
        world_.commit(dom, [](DomainState& s, Events& events) {
            hv::require_active(s.active());
            World::stop(s, hv::why::shutoff::destroyed);
            events.push_back(hv::lifecycle_event(s.ref, Happened::stopped, hv::event::stopped::destroyed));
        });
    }

    static void restart_or_stop(DomainState& s, model::LifecycleAction action, Events& events) {
        if (!ends(action)) {
            s.state = {hv::Phase::running, hv::why::running::booted};
            return;
        }
        World::stop(s, hv::why::shutoff::shutdown);
        events.push_back(hv::lifecycle_event(s.ref, Happened::stopped, hv::event::stopped::shutdown));
    }
};

}  // namespace

std::shared_ptr<api::facet::Lifecycle> make_lifecycle(World& world) { return std::make_shared<LifecycleFacet>(world); }

}  // namespace vireo::test
