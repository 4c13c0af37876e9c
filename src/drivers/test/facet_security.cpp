// SPDX-License-Identifier: LGPL-2.1-or-later
// facet::Security: one made-up model with one made-up label.
#include "drivers/test/connection.h"
#include "hv/flags.h"

namespace vireo::test {
namespace {

class SecurityFacet final : public api::facet::Security, Part {
  public:
    using Part::Part;

    api::NodeGetSecurityModelRet node_get_security_model(api::Call&) override {
        api::NodeGetSecurityModelRet out;
        out.model = "testSecurity";
        return out;
    }

    api::DomainGetSecurityLabelRet domain_get_security_label(api::Call&, const api::DomainGetSecurityLabelArgs& in) override {
        hv::ReadSection section;
        if (!world_.peek(in.dom).active()) return {};
        return {"libvirt-test", 1};
    }

    api::DomainGetLaunchSecurityInfoRet domain_get_launch_security_info(
        api::Call&, const api::DomainGetLaunchSecurityInfoArgs& in) override {
        hv::check_flags(in.flags, 0, "testDomainGetLaunchSecurityInfo", Domain::test);
        auto s = world_.read(in.dom);
        return {};
    }
};

}  // namespace

std::shared_ptr<api::facet::Security> make_security(World& world) { return std::make_shared<SecurityFacet>(world); }

}  // namespace vireo::test
