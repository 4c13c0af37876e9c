// SPDX-License-Identifier: LGPL-2.1-or-later
// facet::Capabilities of a host that can do little.
#include "drivers/test/connection.h"
#include "hv/flags.h"
#include "xml/writer.h"

namespace vireo::test {
namespace {

class CapabilitiesFacet final : public api::facet::Capabilities, Part {
  public:
    using Part::Part;

    api::ConnectGetCapabilitiesRet connect_get_capabilities(api::Call&) override { return {world_.capabilities()}; }

    // Any emulator, machine or type may be asked about; the answer is always "nothing special".
    api::ConnectGetDomainCapabilitiesRet connect_get_domain_capabilities(
        api::Call&, const api::ConnectGetDomainCapabilitiesArgs& in) override {
        hv::check_flags(in.flags, 0, "testConnectGetDomainCapabilities", Domain::test);
        xml::Writer w(1024);
        w.open("domainCapabilities");
        if (in.emulatorbin) w.leaf("path", *in.emulatorbin);
        w.leaf("domain", in.virttype.value_or("test"));
        if (in.machine) w.leaf("machine", *in.machine);
        w.leaf("arch", in.arch.value_or("i686"));
        w.open("cpu");
        for (const char* mode : {"host-passthrough", "maximum", "host-model", "custom"}) {
            w.open("mode");
            w.attribute("name", mode);
            w.attribute("supported", "no");
            w.close();
        }
        w.close();
        w.verbatim("<devices>\n  </devices>");
        w.open("features");
        for (const char* feature : {"sev", "sgx"}) {
            w.open(feature);
            w.attribute("supported", "no");
            w.close();
        }
        w.close();
        w.close();
        return {w.take()};
    }
};

}  // namespace

std::shared_ptr<api::facet::Capabilities> make_capabilities(World& world) {
    return std::make_shared<CapabilitiesFacet>(world);
}

}  // namespace vireo::test
