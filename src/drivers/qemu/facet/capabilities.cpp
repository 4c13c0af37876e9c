// SPDX-License-Identifier: LGPL-2.1-or-later
// What the host and its emulators offer.
#include "base/text.h"
#include "drivers/qemu/caps/documents.h"
#include "drivers/qemu/connection.h"
#include "host/node/node.h"
#include "host/node/sysfs.h"
#include "host/process/process.h"
#include "hv/arch.h"
#include "hv/caps/host_caps.h"
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

std::string cpu_xml(const host::Topology& topology) {
    auto info = host::read_node_info();
    unsigned dies = 1;
    for (const auto& cell : topology.cells)
        for (const auto& c : cell.cpus) dies = std::max(dies, c.die + 1);
    return fmt::format("      <topology sockets='{}' dies='{}' clusters='1' cores='{}' threads='{}'/>\n", info.sockets, dies, info.cores / std::max(1u, dies), info.threads);
}

DomainCapsHost domain_caps_host() {
    DomainCapsHost h;
    h.vfio = host::exists("/dev/vfio/vfio");
    if (host::find_program("swtpm")) h.swtpm_versions = {"1.2", "2.0"};
    h.passt = host::find_program("passt").has_value();
    h.efi = host::exists("/usr/share/qemu/firmware");
    return h;
}

}  // namespace

ConnectGetCapabilitiesRet QemuConnection::connect_get_capabilities(Call&) {
    hv::HostCaps h;
    h.uuid = host_uuid(core_->config);
    h.arch = host::machine_arch();
    h.topology = host::read_topology();
    h.cpu_xml = cpu_xml(h.topology);
    h.cpu_pages = host::page_sizes_kib();
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
    std::string arch = a.arch.value_or(host::machine_arch());
    if (!hv::known_arch(arch)) fail(Code::invalid_arg, Domain::qemu, "unknown architecture: {}", arch);
    std::string emulator = a.emulatorbin.value_or(core_->caps.emulator_for(arch));
    if (emulator.empty()) fail(Code::invalid_arg, Domain::qemu, "unable to find any emulator to serve '{}' architecture", arch);
    auto caps = core_->caps.get(emulator);
    if (a.arch && caps->arch != *a.arch) fail(Code::invalid_arg, Domain::qemu, "architecture from emulator '{}' doesn't match given architecture '{}'", caps->arch, *a.arch);
    auto type = caps->has_kvm() ? model::VirtType::kvm : model::VirtType::qemu;
    if (a.virttype) {
        auto given = model::from_word<model::VirtType>(*a.virttype);
        if (!given) fail(Code::invalid_arg, Domain::qemu, "unknown virttype: {}", *a.virttype);
        type = *given;
    }
    auto accelerator = type == model::VirtType::kvm ? Accelerator::kvm : Accelerator::tcg;
    auto machine = a.machine.value_or(caps->preferred_machine(accelerator));
    return {.capabilities = format_domain_caps(*caps, type, machine, domain_caps_host())};
}

}  // namespace vireo::qemu
