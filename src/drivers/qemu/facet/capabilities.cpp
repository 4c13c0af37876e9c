// SPDX-License-Identifier: LGPL-2.1-or-later
// What the host and its emulators offer.
#include "base/text.h"
#include "drivers/qemu/caps/documents.h"
#include "drivers/qemu/connection.h"
#include "drivers/qemu/facet/emulator_choice.h"
#include "host/node/cpuid.h"
#include "host/node/node.h"
#include "host/node/sysfs.h"
#include "host/process/process.h"
#include "host/swtpm/swtpm.h"
#include "hv/arch.h"
#include "hv/caps/host_caps.h"
#include "hv/cpu/cpu.h"
#include "hv/cpu/host.h"
#include "hv/firmware/descriptor.h"
#include "hv/flags.h"
#include "libvirt/libvirt.h"
#include "run/store.h"

namespace vireo::qemu {

using namespace api;

namespace {

// The host's own identity: host_uuid of the daemon's configuration, the firmware's, or one that is made once and kept.
Uuid host_uuid(const Config& config) {
    if (auto text = host::read_text("/sys/class/dmi/id/product_uuid"))
        if (auto u = Uuid::parse(*text); u && !u->is_null()) return *u;
    auto path = config.paths.cache + "/host-uuid";
    if (auto text = run::read_file(path, 4096, Domain::qemu))
        if (auto u = Uuid::parse(*text)) return *u;
    auto fresh = Uuid::random();
    try {
        run::save_file(path, fresh.text() + "\n", {.mode = 0644, .durable = false});
    } catch (const vireo::Error&) {
        // a cache that cannot be written costs a new identity at the next start, nothing else
    }
    return fresh;
}

// What documents about guests of this emulator need to know about us.
DomainCapsHost domain_caps_host(const Core& core, const QemuCaps& caps, const std::string& machine) {
    DomainCapsHost h;
    h.vfio = host::exists("/dev/vfio/vfio");
    h.swtpm_versions = host::find_swtpm().versions();
    h.rdp = host::find_program("qemu-rdp").has_value();
    h.kvm_vcpus = host::kvm_max_vcpus();
    h.cpu = &hv::cpu::host_cpu();
    if (hv::cpu::family_of(caps.arch) != hv::cpu::Family::s390) h.phys_bits = h.cpu->max_phys_addr.bits.value_or(0);
    if (caps.sev) {
        const auto limits = hv::cpu::sev_limits();
        h.sev_guests = limits.guests;
        h.sev_es_guests = limits.es_guests;
    }
    add_firmware(h, caps, machine, hv::load_firmware(core.config.paths.firmware));
    return h;
}

}  // namespace

ConnectGetCapabilitiesRet QemuConnection::connect_get_capabilities(Call&) {
    hv::HostCaps h;
    h.uuid = host_uuid(core_->config);
    h.arch = host::machine_arch();
    h.topology = host::read_topology();
    h.cpu_xml = hv::cpu::format_inside(hv::cpu::host_cpu(), 3);
    h.power_management.emplace();
    if (auto states = host::read_text("/sys/power/state"))
        for (auto w : split_words(*states)) {
            if (w == "mem") h.power_management->emplace_back("suspend_mem");
            if (w == "disk") h.power_management->emplace_back("suspend_disk");
        }
    h.iommu = !host::numbered_entries("/sys/kernel/iommu_groups", "").empty();
    h.offline_migration = h.live_migration = true;
    h.uri_transports = {"tcp", "rdma"};
    h.security.push_back({"none", "0", {}});
    if (core_->config.privileged) {
        auto label = fmt::format("+{}:+{}", core_->config.settings.user, core_->config.settings.group);
        h.security.push_back({"dac", "0", {{"kvm", label}, {"qemu", label}}});
    }
    auto emulators = core_->caps.all();
    return {.capabilities = format_capabilities(hv::format_host_caps(h), emulators)};
}

ConnectGetDomainCapabilitiesRet QemuConnection::connect_get_domain_capabilities(Call&, const ConnectGetDomainCapabilitiesArgs& a) {
    hv::check_flags(a.flags, VIR_CONNECT_GET_DOMAIN_CAPABILITIES_DISABLE_DEPRECATED_FEATURES, "qemuConnectGetDomainCapabilities", Domain::qemu);
    auto what = choose_emulator(*core_, a.emulatorbin, a.arch, a.machine, a.virttype);
    auto host = domain_caps_host(*core_, *what.caps, what.machine);
    host.without_deprecated_features = a.flags & VIR_CONNECT_GET_DOMAIN_CAPABILITIES_DISABLE_DEPRECATED_FEATURES;
    return {.capabilities = format_domain_caps(*what.caps, what.type, what.machine, host)};
}

}  // namespace vireo::qemu
