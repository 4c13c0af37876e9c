// SPDX-License-Identifier: LGPL-2.1-or-later
// The capabilities document. See documents.h; domain capabilities are in domain_caps.cpp.
#include "drivers/qemu/caps/documents.h"

#include "base/text.h"
#include "xml/writer.h"

namespace vireo::qemu {
namespace {

void machines(xml::Writer& w, const QemuCaps& caps, const AcceleratorCaps& a) {
    for (const MachineType& m : a.machines) {
        auto one = [&](const std::string& name, const std::string& canonical) {
            w.open("machine");
            if (!canonical.empty()) w.attribute("canonical", canonical);
            if (m.max_cpus) w.attribute("maxCpus", std::to_string(m.max_cpus));
            if (m.deprecated) w.attribute("deprecated", "yes");
            w.text(name);
            w.close();
        };
        one(m.name, "");
        if (!m.alias.empty()) one(m.alias, m.name);
    }
    (void)caps;
}

void toggle(xml::Writer& w, const char* name, const char* initial, const char* can) {
    w.open(name);
    w.attribute("default", initial);
    w.attribute("toggle", can);
    w.close();
}

}  // namespace

std::string format_guest_caps(std::span<const std::shared_ptr<const QemuCaps>> emulators) {
    std::string out;
    for (const auto& e : emulators) {
        const QemuCaps& c = *e;
        xml::Writer w(8192, 1);
        w.open("guest");
        w.leaf("os_type", "hvm");
        w.open("arch");
        w.attribute("name", c.arch);
        const bool wide = c.arch.find("64") != std::string::npos || c.arch == "s390x" || c.arch == "alpha";
        w.leaf("wordsize", wide ? "64" : "32");
        w.leaf("emulator", c.emulator);
        if (c.tcg) machines(w, c, *c.tcg);
        else if (c.kvm) machines(w, c, *c.kvm);
        else if (c.hvf) machines(w, c, *c.hvf);
        auto domain = [&](const char* type) {
            w.open("domain");
            w.attribute("type", type);
            w.close();
        };
        if (c.tcg || c.has("tcg")) domain("qemu");
        if (c.kvm || c.has("kvm")) domain("kvm");
        if (c.hvf || c.has("hvf")) domain("hvf");
        w.close();
        w.open("features");
        const bool x86 = c.arch == "x86_64" || c.arch == "i686";
        if (c.arch == "i686") {
            w.empty("pae");
            w.empty("nonpae");
        }
        if (x86 || c.arch == "aarch64" || c.arch == "loongarch64") toggle(w, "acpi", "on", "yes");
        if (x86) toggle(w, "apic", "on", "no");
        w.empty("cpuselection");
        w.empty("deviceboot");
        toggle(w, "disksnapshot", "on", "no");
        w.empty("externalSnapshot");
        w.close();
        w.close();
        out += w.take();
        if (out.empty() || out.back() != '\n') out += '\n';
        out += '\n';
    }
    return out;
}

std::string format_capabilities(const std::string& host, std::span<const std::shared_ptr<const QemuCaps>> emulators) {
    return "<capabilities>\n\n" + host + "\n" + format_guest_caps(emulators) + "</capabilities>\n";
}

}  // namespace vireo::qemu
