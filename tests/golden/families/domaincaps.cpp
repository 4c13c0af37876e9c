// SPDX-License-Identifier: LGPL-2.1-or-later
// What a hypervisor offers guests, as a document.
#include <algorithm>
#include <limits>

#include "../golden.h"
#include "base/error.h"
#include "drivers/qemu/caps/documents.h"
#include "hv/caps/domain_caps.h"
#include "qemu/environment.h"

namespace {

using namespace golden;
using namespace vireo;

std::vector<std::string> words(const Case& c, const char* param) {
    std::vector<std::string> out;
    if (auto* list = json::find(c.params, param); list && list->is_array())
        for (const auto& w : *list) out.push_back(w.get<std::string>());
    return out;
}

Outcome qemu_document(const Case& c) {
    using namespace vireo::qemu;
    const QemuCaps caps = golden::qemu::caps_of(c);
    const std::string arch = c.word("arch"), virt = c.word("virt_type");
    DomainCapsHost host;
    host.swtpm_versions = words(c, "swtpm_versions");
    host.vfio = host.vfio_anyway = host.rdp = true;
    host.kvm_vcpus = std::numeric_limits<int>::max();
    host.phys_bits = arch == "s390x" ? 0 : 64;
    host.sev_guests = 59;
    host.sev_es_guests = 450;
    host.secure_s390 = true;
    hv::cpu::Definition cpu;
    cpu.host = true;
    cpu.arch = arch;
    cpu.model = c.word("host_cpu");
    if (!cpu.model.empty()) host.cpu = &cpu;
    const auto first = caps.kvm ? Accelerator::kvm : caps.hvf ? Accelerator::hvf : Accelerator::tcg;
    const auto type = *model::from_word<model::VirtType>(virt);
    const auto accelerator = type == model::VirtType::kvm ? Accelerator::kvm : type == model::VirtType::hvf ? Accelerator::hvf : Accelerator::tcg;
    const std::string machine = c.word("machine").empty() ? caps.preferred_machine(first) : caps.canonical_machine(accelerator, c.word("machine"));
    add_firmware(host, caps, machine, golden::qemu::firmware(c));
    host.loaders = words(c, "loader_paths_override");
    return Outcome::compare(c.expect("xml").value_or(""), format_domain_caps(caps, type, machine, host));
}

Outcome run(const Case& c) {
    const std::string driver = c.word("driver");
    if (driver == "qemu") return qemu_document(c);
    const hv::DomainCapsSubject subject{c.word("emulator"), c.word("machine"), c.word("arch"), c.word("virt_type")};
    std::string got;
    if (driver == "libxl") {
        got = hv::format_xen_domain_caps(subject, words(c, "firmwares"));
    } else if (driver == "bhyve") {
        const auto can = words(c, "bhyve_caps");
        auto has = [&](const char* ability) { return std::find(can.begin(), can.end(), ability) != can.end(); };
        got = hv::format_bhyve_domain_caps(subject, {.lpc_bootrom = has("lpc-bootrom"), .fbuf = has("fbuf")}, words(c, "firmwares"));
    } else {
        got = hv::format_empty_domain_caps(subject);
    }
    return Outcome::compare(c.expect("xml").value_or(""), got);
}

Family family("domaincaps", run);

}  // namespace
