// SPDX-License-Identifier: LGPL-2.1-or-later
// facet::Definition: definitions, their texts and what stands beside them.
#include "drivers/test/connection.h"
#include "hv/flags.h"
#include "hv/impact.h"
#include "hv/metadata.h"
#include "model/schema/validate.h"

namespace vireo::test {
namespace {

using Happened = hv::event::Lifecycle;

class DefinitionFacet final : public api::facet::Definition, Part {
  public:
    using Part::Part;

    api::DomainDefineXmlRet domain_define_xml(api::Call&, const api::DomainDefineXmlArgs& in) override {
        return {world_.define(World::parse(in.xml, model::parse_inactive))};
    }
    api::DomainDefineXmlFlagsRet domain_define_xml_flags(api::Call&, const api::DomainDefineXmlFlagsArgs& in) override {
        constexpr std::uint32_t validate = 1;
        hv::check_flags(in.flags, validate, "testDomainDefineXMLFlags", Domain::test);
        if (in.flags & validate) model::validate("domain", "domain", in.xml, Domain::domain);
        return {world_.define(World::parse(in.xml, model::parse_inactive))};
    }

    void domain_undefine(api::Call&, const api::DomainUndefineArgs& in) override { undefine(in.dom, 0); }
    void domain_undefine_flags(api::Call&, const api::DomainUndefineFlagsArgs& in) override {
        hv::check_flags(in.flags, undefine_managed_save | undefine_snapshots_metadata, "testDomainUndefineFlags", Domain::test);
        undefine(in.dom, in.flags);
    }

    api::DomainGetXmlDescRet domain_get_xml_desc(api::Call&, const api::DomainGetXmlDescArgs& in) override {
        constexpr std::uint32_t secure = 1, inactive = 2, migratable = 8;
        hv::check_flags(in.flags, secure | inactive | migratable, "testDomainGetXMLDesc", Domain::test);
        hv::ReadSection section;
        return {world_.peek(in.dom).xml(in.flags)};
    }

    // Not what the definition says: kept as libvirt's test driver answers.
    api::DomainGetOsTypeRet domain_get_os_type(api::Call&, const api::DomainGetOsTypeArgs&) override { return {"linux"}; }

    api::DomainGetAutostartRet domain_get_autostart(api::Call&, const api::DomainGetAutostartArgs& in) override {
        hv::ReadSection section;
        return {world_.peek(in.dom).autostart};
    }
    void domain_set_autostart(api::Call&, const api::DomainSetAutostartArgs& in) override {
        world_.commit(in.dom, [&](DomainState& s, Events&) { s.autostart = in.autostart != 0; });
    }

    api::DomainIsUpdatedRet domain_is_updated(api::Call&, const api::DomainIsUpdatedArgs& in) override {
        hv::ReadSection section;
        world_.peek(in.dom);
        return {0};
    }

    api::DomainRenameRet domain_rename(api::Call&, const api::DomainRenameArgs& in) override {
        hv::check_flags(in.flags, 0, "testDomainRename", Domain::test);
        const std::string name = in.new_name.value_or("");
        world_.commit(in.dom, [&](DomainState& s, Events& events) {
            if (s.active()) fail(Code::operation_invalid, Domain::test, "cannot rename active domain");
            if (!s.persistent) fail(Code::operation_invalid, Domain::test, "cannot rename a transient domain");
            if (s.state.phase != hv::Phase::shutoff)
                fail(Code::operation_invalid, Domain::test, "domain has to be shutoff before renaming");
            if (name.find('/') != name.npos) fail(Code::xml_error, Domain::test, "name {} cannot contain '/'", name);
            if (name == s.ref.name) fail(Code::operation_invalid, Domain::domain, "Can't rename domain to itself");
            {
                hv::ReadSection section;
                if (world_.peek_name(name))
                    fail(Code::operation_invalid, Domain::domain, "domain with name '{}' already exists", name);
            }
            events.push_back(hv::lifecycle_event(s.ref, Happened::undefined, hv::event::undefined::renamed));
            auto config = std::make_shared<model::Domain>(*s.config);
            config->name = s.ref.name = name;
            s.config = std::move(config);
            events.push_back(hv::lifecycle_event(s.ref, Happened::defined, hv::event::defined::renamed));
        });
        return {0};
    }

    api::DomainGetMetadataRet domain_get_metadata(api::Call&, const api::DomainGetMetadataArgs& in) override {
        hv::check_flags(in.flags, hv::affect_live | hv::affect_config, "testDomainGetMetadata", Domain::test);
        auto type = hv::metadata_type(in.type);
        auto s = world_.read(in.dom);
        return {hv::get_metadata(s->definition(in.flags), type, in.uri)};
    }

    void domain_set_metadata(api::Call&, const api::DomainSetMetadataArgs& in) override {
        hv::check_flags(in.flags, hv::affect_live | hv::affect_config, "testDomainSetMetadata", Domain::test);
        world_.commit(in.dom, [&](DomainState& s, Events& events) {
            change(s, in.flags, [&](model::Domain& d) {
                hv::set_metadata(d, hv::metadata_type(in.type), in.metadata, in.key, in.uri);
            });
            events.push_back(hv::metadata_change_event(s.ref, in.type, in.type == 2 ? in.uri : std::nullopt));
        });
    }

    void domain_set_lifecycle_action(api::Call&, const api::DomainSetLifecycleActionArgs& in) override {
        hv::check_flags(in.flags, hv::affect_live | hv::affect_config, "testDomainSetLifecycleAction", Domain::test);
        // virDomainLifecycleAction, in its order
        using model::LifecycleAction;
        static constexpr LifecycleAction actions[] = {LifecycleAction::destroy,          LifecycleAction::restart,
                                                      LifecycleAction::rename_restart,   LifecycleAction::preserve,
                                                      LifecycleAction::coredump_destroy, LifecycleAction::coredump_restart};
        if (in.action >= std::size(actions))
            fail(Code::invalid_arg, Domain::domain, "invalid lifecycle action '{}'", in.action);
        world_.commit(in.dom, [&](DomainState& s, Events&) {
            change(s, in.flags, [&](model::Domain& d) {
                (in.type == 0 ? d.on_poweroff : in.type == 1 ? d.on_reboot : d.on_crash) = actions[in.action];
            });
        });
    }

  private:
    static constexpr std::uint32_t undefine_managed_save = 1, undefine_snapshots_metadata = 2;

    void undefine(const api::DomainRef& dom, std::uint32_t flags) {
        world_.commit(dom, [&](DomainState& s, Events& events) {
            if (s.managed_save && !(flags & undefine_managed_save))
                fail(Code::operation_invalid, Domain::test, "Refusing to undefine while domain managed save image exists");
            const std::size_t snapshots = s.snapshots ? s.snapshots->all.size() : 0;
            if (!s.active() && snapshots > 0) {
                if (!(flags & undefine_snapshots_metadata))
                    fail(Code::operation_invalid, Domain::test, "cannot delete inactive domain with {} snapshots", snapshots);
                s.snapshots = nullptr;
            }
            s.managed_save = false;
            s.persistent = false;
            if (s.active()) s.config = nullptr;
            events.push_back(hv::lifecycle_event(s.ref, Happened::undefined, hv::event::undefined::removed));
        });
    }
};

}  // namespace

std::shared_ptr<api::facet::Definition> make_definition(World& world) { return std::make_shared<DefinitionFacet>(world); }

}  // namespace vireo::test
