// SPDX-License-Identifier: LGPL-2.1-or-later
// A definition goes the whole way that a define and a start go without a host: read, completed and checked for QEMU,
// printed, read again, turned into a command. Inputs are made from the rows' grammar, see document_mutator.cpp.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <set>
#include <sstream>
#include <string>

#include "base/error.h"
#include "drivers/qemu/argv/build.h"
#include "drivers/qemu/argv/parts.h"
#include "drivers/qemu/caps/flag_table.h"
#include "drivers/qemu/prepare/choices.h"
#include "drivers/qemu/prepare/steps.h"
#include "drivers/qemu/rules/fill.h"
#include "model/domain/domain.h"
#include "model/row/row.h"

using namespace vireo;
using namespace vireo::qemu;

namespace {

constexpr unsigned flags = model::row::format_secure | model::row::format_inactive;

// What decides about emulator and driver beside the document: follows from its name, so that it stays while a mutation
// changes other parts.
struct Variant {
    unsigned number = 0;
    explicit Variant(const std::string& name) {
        for (unsigned char c : name) number = number * 31 + c;
        number %= 8;
    }
    bool abi_update() const { return number % 2 == 0; }
    bool has(unsigned flag) const {
        if (number < 4) return true;
        if (number == 4) return false;
        return (flag * 2654435761u >> (number * 3)) % 4 != 0;
    }
};

QemuCaps emulator(const std::string& arch, const Variant& variant) {
    QemuCaps caps;
    caps.emulator = "/usr/bin/qemu-system-" + arch;
    caps.arch = arch;
    caps.version = variant.number == 4 ? 5002000 : 10000000;
    for (unsigned i = 0; i < flag_row_count; ++i)
        if (variant.has(i)) caps.set(flag_rows[i].flag);
    AcceleratorCaps a;
    auto machine = [&](const char* name, const char* alias, const char* cpu, bool standard = false) {
        MachineType m;
        m.name = name;
        m.alias = alias;
        m.default_cpu = cpu;
        m.default_ram_id = "ram";
        m.max_cpus = 288;
        m.hotplug_cpus = true;
        m.is_default = standard;
        m.numa_mem = variant.number % 3 == 0;
        m.acpi = true;
        a.machines.push_back(m);
    };
    if (arch == "x86_64" || arch == "i686") {
        machine("pc-i440fx-10.0", "pc", "qemu64-x86_64-cpu", true);
        machine("pc-q35-10.0", "q35", "qemu64-x86_64-cpu");
        machine("isapc", "", "486-x86_64-cpu");
        machine("microvm", "", "qemu64-x86_64-cpu");
    } else if (arch.starts_with("ppc")) {
        machine("pseries-10.0", "pseries", "power10_v2.0-powerpc64-cpu", true);
        machine("g3beige", "", "750_v3.1-powerpc64-cpu");
    } else if (arch.starts_with("s390")) {
        machine("s390-ccw-virtio-10.0", "s390-ccw-virtio", "qemu-s390x-cpu", true);
    } else {
        machine("virt-10.0", "virt", "cortex-a15-arm-cpu");
        machine("versatilepb", "", "arm926-arm-cpu", true);
    }
    for (const char* cpu : {"qemu64", "host", "max", "Skylake-Client", "EPYC", "cortex-a57"}) a.cpus.push_back({cpu, {}, {}, true, {}, false});
    a.hyperv_known = variant.number % 2 == 0;
    if (a.hyperv_known) a.hyperv = {"relaxed", "vapic", "spinlocks", "vpindex", "synic", "stimer"};
    caps.tcg = a;
    caps.kvm = std::move(a);
    if (variant.number != 4) {
        caps.gic = {{2, true, true}, {3, true, true}};
        caps.sev = SevCaps{47, 1, "AA==", "AA==", "AA=="};
        caps.sgx = SgxCaps{true, true, true, 65536, {{0, 65536}}};
    }
    return caps;
}

const QemuCaps& known_emulator(const std::string& arch, const Variant& variant) {
    static std::map<std::pair<std::string, unsigned>, QemuCaps> known;
    if (known.size() > 100) known.clear();
    auto [at, fresh] = known.try_emplace({arch, variant.number});
    if (fresh) at->second = emulator(arch, variant);
    return at->second;
}

// What a host would have prepared.
argv::Bindings prepared(model::Domain& d) {
    argv::Bindings b;
    const Config config;
    prepare::bind_settings(b, config);
    b.domain_dir = "/var/lib/libvirt/qemu/domain-1-fuzz";
    b.monitor_fd = 20;
    b.master_key_file = b.domain_dir + "/master-key.aes";
    b.now = 1234567890;
    b.tpm_socket = "/run/tpm";
    b.dbus_address = "unix:path=/run/bus";
    b.render_node = "/dev/dri/renderD128";
    b.hugepage_paths["2048"] = b.hugepage_paths["1048576"] = "/dev/hugepages";
    for (unsigned i = 0; i < 4; ++i) {
        b.auto_nodes.set(i);
        b.node_cpus[i].set(i);
    }
    if (auto& v = d.devices.vsock; v && v->auto_cid == model::YesNo::yes) v->cid = 42;
    prepare::choose_listens(d, config.settings, b.domain_dir);
    prepare::choose_channel_paths(d, "/run/channel");
    prepare::choose_chardev_tls(d, config.settings);
    unsigned sets = 0;
    auto& v = d.devices;
    for (const auto& n : v.interfaces) {
        auto& nic = b.nics[n.info.alias];
        for (unsigned i = 0; i < std::min(8u, std::max(1u, n.queues.value_or(1))); ++i) nic.tap_fds.push_back(30), nic.vhost_fds.push_back(31);
        nic.vdpa_fd = 32;
        nic.vdpa_set = sets++;
        nic.passt_socket = "/run/passt";
    }
    prepare::for_each_chardev(d, [&](model::ChardevSource& s, model::DeviceInfo& i) {
        auto& c = b.chardevs[i.alias];
        if (s.type == model::ChardevType::unix_ && s.listen) c.fd = 40;
        if (s.type == model::ChardevType::file) c.file_fd = 41, c.file_set = sets++;
        if (!s.log_file.empty()) c.log_fd = 42, c.log_set = sets++;
    });
    for (const auto& t : v.tpms) b.tpms[t.info.alias] = {50, 51, sets, sets + 1};
    for (const auto& h : v.hostdevs) {
        b.vhost_fds[h.info.alias] = 60;
        b.scsi[h.info.alias] = {"/dev/sg0", "libvirt-900-backend"};
    }
    if (v.vsock) b.vhost_fds[v.vsock->info.alias] = 61;
    for (const auto& s : argv::wanted_secrets(d, b)) b.secrets[argv::secret_reference(s)] = {"AA==", "AA=="};
    for (const auto& [id, text] : argv::wanted_cookies(d)) b.secrets[id] = {"AA==", "AA=="};
    return b;
}

model::ParseOptions options(bool abi_update) {
    model::ParseOptions o;
    if (abi_update) o.flags |= model::parse_abi_update;
    o.make_uuid = [] { return *Uuid::parse("c7a5fdbd-edaf-9455-926a-d65c16db1809"); };
    o.random_bytes = [](std::uint8_t* to, std::size_t n) {
        for (std::size_t i = 0; i < n; ++i) to[i] = static_cast<std::uint8_t>(i + 1);
    };
    return o;
}

// Disks are put in order before their buses are known, so their order may only settle at the second reading.
bool same_but_for_order(const std::string& a, const std::string& b) {
    if (a == b) return true;
    auto lines = [](const std::string& s) {
        std::multiset<std::string> all;
        std::istringstream in(s);
        for (std::string l; std::getline(in, l);) all.insert(l);
        return all;
    };
    return lines(a) == lines(b);
}

// With VIREO_FUZZ_GO_ON findings are only listed, so that one does not hide others.
void complain(const char* what, const std::string& first, const std::string& second) {
    std::fprintf(stderr, "%s\n--- first\n%s\n--- second\n%s\n", what, first.c_str(), second.c_str());
    static const bool go_on = std::getenv("VIREO_FUZZ_GO_ON");
    if (!go_on) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    std::optional<model::Domain> d;
    const QemuCaps* known = nullptr;
    std::string first;
    std::optional<Variant> variant;
    try {
        d = model::parse_domain(text, options(true));
        // The model alone: what was printed is read, and prints the same again.
        const auto once = model::format_domain(*d, flags);
        variant.emplace(d->name);
        std::string refusal;
        try {
            const auto again = model::format_domain(model::parse_domain(once, options(true)), flags);
            if (!same_but_for_order(once, again)) complain("what was printed prints differently", once, again);
        } catch (const Error& e) {
            refusal = e.message;
        }

        rules::FillOptions fill;
        fill.abi_update = variant->abi_update();
        rules::choose_arch(*d, fill);
        if (d->os.type != "hvm" || (d->type != model::VirtType::qemu && d->type != model::VirtType::kvm)) return 0;  // as the driver says at once
        known = &known_emulator(d->os.arch, *variant);
        const QemuCaps& caps = *known;
        if (d->devices.emulator.empty()) d->devices.emulator = caps.emulator;
        rules::fill_in(*d, caps, fill);
        model::check(*d);
        rules::check(*d, caps);
        // What no driver takes need not be readable: a pointer is given the USB that a definition has switched off.
        if (!refusal.empty()) complain("what was printed is refused", once, refusal);
        first = model::format_domain(*d, flags);
    } catch (const Error&) {
        return 0;
    }
    const QemuCaps& caps = *known;
    // What is complete stays as it is, and is still accepted.
    try {
        auto stored = model::parse_domain(first, options(false));
        rules::FillOptions fill;
        rules::choose_arch(stored, fill);
        rules::fill_in(stored, caps, fill);
        model::check(stored);
        rules::check(stored, caps);
        const auto second = model::format_domain(stored, flags);
        if (!same_but_for_order(first, second)) complain("a complete document changes", first, second);
    } catch (const Error& e) {
        complain("a complete document is refused", first, e.message);
    }
    try {
        (void)model::abi_differences(*d, *d);
        rules::prepare_start(*d, caps, nullptr, false);
        const auto bindings = prepared(*d);
        const auto line = argv::build(*d, caps, bindings);
        for (const auto& a : line.args)
            if (a.find('\0') != a.npos) complain("a word of the command ends early", first, a);
        (void)model::format_domain(*d, model::row::format_status);
    } catch (const Error&) {
    }
    return 0;
}
