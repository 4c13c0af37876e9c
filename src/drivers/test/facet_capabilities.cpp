// SPDX-License-Identifier: LGPL-2.1-or-later
// facet::Capabilities of a host that can do little.
#include "drivers/test/connection.h"
#include "hv/cpu/queries.h"
#include "hv/flags.h"
#include "libvirt/libvirt.h"
#include "xml/writer.h"

namespace vireo::test {
namespace {

class CapabilitiesFacet final : public api::facet::Capabilities, Part {
  public:
    using Part::Part;

    api::ConnectGetCapabilitiesRet connect_get_capabilities(api::Call&) override { return {world_.capabilities()}; }

    api::ConnectBaselineCpuRet connect_baseline_cpu(api::Call&, const api::ConnectBaselineCpuArgs& in) override {
        hv::check_flags(in.flags, VIR_CONNECT_BASELINE_CPU_EXPAND_FEATURES, "testConnectBaselineCPU", Domain::test);
        return {hv::cpu::baseline_documents(in.xmlCPUs, in.flags & VIR_CONNECT_BASELINE_CPU_EXPAND_FEATURES, false)};
    }

    api::ConnectGetCpuModelNamesRet connect_get_cpu_model_names(api::Call&, const api::ConnectGetCpuModelNamesArgs& in) override {
        hv::check_flags(in.flags, 0, "testConnectGetCPUModelNames", Domain::test);
        api::ConnectGetCpuModelNamesRet ret;
        ret.models = hv::cpu::model_list(in.arch, Domain::test);
        ret.ret = static_cast<std::int32_t>(ret.models.size());
        if (!in.need_results) ret.models.clear();
        return ret;
    }

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
