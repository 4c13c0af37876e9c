// SPDX-License-Identifier: LGPL-2.1-or-later
// What the host and its emulators offer.
#include <grp.h>
#include <unistd.h>

#include "base/text.h"
#include "drivers/qemu/connection.h"
#include "host/node/node.h"
#include "host/node/sysfs.h"
#include "hv/caps/host_caps.h"
#include "run/store.h"
#include "xml/writer.h"

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

void put_machines(std::string& out, const std::vector<MachineType>& machines) {
    // The one that is taken unasked stands first.
    std::vector<const MachineType*> order;
    for (const auto& m : machines) m.is_default ? void(order.insert(order.begin(), &m)) : order.push_back(&m);
    for (const auto* m : order) {
        if (m->name == "none") continue;
        auto tail = m->max_cpus ? fmt::format(" maxCpus='{}'", m->max_cpus) : std::string();
        if (m->deprecated) tail += " deprecated='yes'";
        out += fmt::format("      <machine{}>{}</machine>\n", tail, m->name);
        if (!m->alias.empty()) out += fmt::format("      <machine canonical='{}'{}>{}</machine>\n", m->name, tail, m->alias);
    }
}

bool is_64(std::string_view arch) { return arch.find("64") != arch.npos || arch == "s390x" || arch == "alpha"; }

void put_guest(std::string& out, const QemuCaps& caps) {
    const auto* any = caps.under(Accelerator::tcg) ? caps.under(Accelerator::tcg) : caps.under(Accelerator::kvm);
    if (!any) return;
    out += fmt::format("  <guest>\n    <os_type>hvm</os_type>\n    <arch name='{}'>\n      <wordsize>{}</wordsize>\n      <emulator>{}</emulator>\n", caps.arch, is_64(caps.arch) ? 64 : 32, caps.emulator);
    put_machines(out, any->machines);
    if (caps.under(Accelerator::tcg)) out += "      <domain type='qemu'/>\n";
    if (caps.under(Accelerator::kvm)) out += "      <domain type='kvm'/>\n";
    out += "    </arch>\n    <features>\n";
    const bool x86 = caps.arch == "i686" || caps.arch == "x86_64";
    if (caps.arch == "i686") out += "      <pae/>\n      <nonpae/>\n";
    if (x86 || caps.arch == "aarch64" || caps.arch == "loongarch64" || caps.arch == "riscv64") out += "      <acpi default='on' toggle='yes'/>\n";
    if (x86) out += "      <apic default='on' toggle='no'/>\n";
    out +=
        "      <cpuselection/>\n      <deviceboot/>\n      <disksnapshot default='on' toggle='no'/>\n      <externalSnapshot/>\n    </features>\n  </guest>\n\n";
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
    std::string out = "<capabilities>\n\n" + hv::format_host_caps(h) + "\n";
    for (const auto& caps : core_->caps.all()) put_guest(out, *caps);
    out += "</capabilities>\n";
    return {.capabilities = std::move(out)};
}

}  // namespace vireo::qemu
