// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/qemu/caps/cache_xml.h"

#include "base/error.h"
#include "base/text.h"
#include "drivers/qemu/caps/flag_table.h"
#include "xml/parse.h"
#include "xml/writer.h"

namespace vireo::qemu {
namespace {

void leaf(xml::Writer& w, const char* name, std::string_view value) { w.leaf(name, value); }

void write_accelerator(xml::Writer& w, const char* type, const AcceleratorCaps& caps) {
    if (caps.host_cpu) {
        w.open("hostCPU");
        w.attribute("type", type);
        w.attribute("model", caps.host_cpu->model);
        w.attribute("migratability", caps.host_cpu->migratability ? "yes" : "no");
        for (const auto& p : caps.host_cpu->properties) {
            static constexpr const char* kinds[] = {"boolean", "number", "string"};
            w.open("property");
            w.attribute("name", p.name);
            w.attribute("type", kinds[static_cast<int>(p.kind)]);
            w.attribute("value", p.value);
            if (p.migratable) w.attribute("migratable", *p.migratable ? "yes" : "no");
            w.close();
        }
        if (caps.host_cpu->deprecated) {
            w.open("deprecatedFeatures");
            for (const auto& f : *caps.host_cpu->deprecated) {
                w.open("property");
                w.attribute("name", f);
                w.close();
            }
            w.close();
        }
        w.close();
    }
    for (const CpuModel& c : caps.cpus) {
        w.open("cpu");
        w.attribute("type", type);
        w.attribute("name", c.name);
        if (!c.type_name.empty()) w.attribute("typename", c.type_name);
        if (c.usable) w.attribute("usable", *c.usable ? "yes" : "no");
        if (c.deprecated) w.attribute("deprecated", "yes");
        for (const auto& b : c.blockers) {
            w.open("blocker");
            w.attribute("name", b);
            w.close();
        }
        w.close();
    }
    for (const MachineType& m : caps.machines) {
        w.open("machine");
        w.attribute("type", type);
        w.attribute("name", m.name);
        if (!m.alias.empty()) w.attribute("alias", m.alias);
        if (m.hotplug_cpus) w.attribute("hotplugCpus", "yes");
        w.attribute("maxCpus", std::to_string(m.max_cpus));
        if (m.is_default) w.attribute("default", "yes");
        if (!m.default_cpu.empty()) w.attribute("defaultCPU", m.default_cpu);
        if (m.numa_mem) w.attribute("numaMemSupported", "yes");
        if (!m.default_ram_id.empty()) w.attribute("defaultRAMid", m.default_ram_id);
        if (m.deprecated) w.attribute("deprecated", "yes");
        if (m.acpi) w.attribute("acpi", *m.acpi ? "yes" : "no");
        w.close();
    }
}

bool yes(const xml::Node& n, const char* attribute) { return n.value(attribute) == "yes"; }

std::optional<bool> maybe(const xml::Node& n, const char* attribute) {
    if (!n.has(attribute)) return std::nullopt;
    return yes(n, attribute);
}

AcceleratorCaps* place(QemuCaps& caps, std::string_view type) {
    auto& slot = type == "kvm" ? caps.kvm : type == "hvf" ? caps.hvf : caps.tcg;
    if (!slot) slot.emplace();
    return &*slot;
}

void read_host_cpu(QemuCaps& caps, const xml::Node& n) {
    HostCpu cpu;
    cpu.model = n.value("model");
    cpu.migratability = yes(n, "migratability");
    for (const xml::Node& p : n.elements()) {
        if (p.is("deprecatedFeatures")) {
            cpu.deprecated.emplace();
            for (const xml::Node& f : p.elements()) cpu.deprecated->emplace_back(f.value("name"));
            continue;
        }
        HostCpu::Property out;
        out.name = p.value("name");
        out.kind = p.value("type") == "number"   ? HostCpu::Property::Kind::number
                   : p.value("type") == "string" ? HostCpu::Property::Kind::string
                                                 : HostCpu::Property::Kind::boolean;
        out.value = p.value("value");
        out.migratable = maybe(p, "migratable");
        cpu.properties.push_back(std::move(out));
    }
    place(caps, n.value("type"))->host_cpu = std::move(cpu);
}

}  // namespace

namespace {

void write_sev(xml::Writer& w, const SevCaps& sev) {
    w.open("sev");
    leaf(w, "cbitpos", std::to_string(sev.cbitpos));
    leaf(w, "reducedPhysBits", std::to_string(sev.reduced_phys_bits));
    leaf(w, "pdh", sev.pdh);
    leaf(w, "certChain", sev.cert_chain);
    if (!sev.cpu0_id.empty()) leaf(w, "cpu0Id", sev.cpu0_id);
    w.close();
}

void write_sgx(xml::Writer& w, const SgxCaps& sgx) {
    w.open("sgx");
    w.attribute("supported", "yes");
    leaf(w, "flc", sgx.flc ? "yes" : "no");
    leaf(w, "sgx1", sgx.sgx1 ? "yes" : "no");
    leaf(w, "sgx2", sgx.sgx2 ? "yes" : "no");
    w.open("section_size");
    w.attribute("unit", "KiB");
    w.text(std::to_string(sgx.section_size_kib));
    w.close();
    if (!sgx.sections.empty()) {
        w.open("sections");
        for (const auto& s : sgx.sections) {
            w.open("section");
            w.attribute("node", std::to_string(s.node));
            w.attribute("size", std::to_string(s.size_kib));
            w.attribute("unit", "KiB");
            w.close();
        }
        w.close();
    }
    w.close();
}

// Ours alone: the stamp, and what libvirt does not keep.
void write_own(xml::Writer& w, const QemuCaps& caps, const CapsStamp& stamp) {
    w.open("vireo");
    w.attribute("format", std::to_string(stamp.format));
    w.attribute("inode", std::to_string(stamp.inode));
    w.attribute("size", std::to_string(stamp.size));
    w.attribute("mtime", std::to_string(stamp.mtime_ns));
    w.attribute("ctime", std::to_string(stamp.ctime_ns));
    w.attribute("host", stamp.host);
    auto aliases = [&](const char* type, const std::optional<AcceleratorCaps>& a) {
        if (!a) return;
        for (const CpuModel& c : a->cpus) {
            if (c.alias_of.empty()) continue;
            w.open("alias");
            w.attribute("type", type);
            w.attribute("name", c.name);
            w.attribute("of", c.alias_of);
            w.close();
        }
    };
    aliases("kvm", caps.kvm);
    aliases("hvf", caps.hvf);
    aliases("tcg", caps.tcg);
    w.close();
}

}  // namespace

std::string write_caps(const QemuCaps& caps, const CapsStamp& stamp) {
    xml::Writer w;
    w.open("qemuCaps");
    leaf(w, "emulator", caps.emulator);
    leaf(w, "qemuctime", std::to_string(stamp.ctime_ns / 1'000'000'000));
    leaf(w, "selfctime", "0");
    leaf(w, "selfvers", "0");
    for (unsigned i = 0; i < flag_row_count; ++i)
        if (caps.has(flag_rows[i].flag)) {
            w.open("flag");
            w.attribute("name", flag_rows[i].flag);
            w.close();
        }
    leaf(w, "version", std::to_string(caps.version));
    leaf(w, "microcodeVersion", std::to_string(caps.microcode));
    leaf(w, "package", caps.package);
    leaf(w, "arch", caps.arch);
    if (caps.kvm) write_accelerator(w, "kvm", *caps.kvm);
    if (caps.hvf) write_accelerator(w, "hvf", *caps.hvf);
    if (caps.tcg) write_accelerator(w, "tcg", *caps.tcg);
    for (const GicCaps& g : caps.gic) {
        w.open("gic");
        w.attribute("version", std::to_string(g.version));
        w.attribute("kernel", g.kernel ? "yes" : "no");
        w.attribute("emulated", g.emulated ? "yes" : "no");
        w.close();
    }
    if (caps.sev) write_sev(w, *caps.sev);
    if (caps.sgx) write_sgx(w, *caps.sgx);
    if (caps.kvm && caps.kvm->hyperv_known) {
        w.open("hypervCapabilities");
        w.attribute("supported", "yes");
        for (const auto& h : caps.kvm->hyperv) {
            w.open("cap");
            w.attribute("name", h);
            w.close();
        }
        w.close();
    }
    if (!(stamp == CapsStamp{})) write_own(w, caps, stamp);
    w.close();
    return w.take();
}

namespace {

template <class T>
T number_in(const xml::Node& parent, const char* child) {
    const xml::Node* n = parent.child(child);
    return n ? to_number<T>(n->text).value_or(0) : T{};
}
std::string text_in(const xml::Node& parent, const char* child) {
    const xml::Node* n = parent.child(child);
    return n ? std::string(n->text) : std::string();
}

SevCaps read_sev(const xml::Node& n) {
    return {number_in<unsigned>(n, "cbitpos"), number_in<unsigned>(n, "reducedPhysBits"), text_in(n, "pdh"), text_in(n, "certChain"),
            text_in(n, "cpu0Id")};
}

SgxCaps read_sgx(const xml::Node& n) {
    SgxCaps s{text_in(n, "flc") == "yes", text_in(n, "sgx1") == "yes", text_in(n, "sgx2") == "yes", number_in<std::uint64_t>(n, "section_size"), {}};
    if (const xml::Node* sections = n.child("sections"))
        for (const xml::Node& e : sections->elements())
            s.sections.push_back({to_number<unsigned>(e.value("node")).value_or(0), to_number<std::uint64_t>(e.value("size")).value_or(0)});
    return s;
}

}  // namespace

QemuCaps read_caps(std::string_view text, CapsStamp* stamp) {
    const xml::Document document = xml::parse(text, {.origin = "capabilities cache", .domain = Domain::qemu});
    xml::expect_root(document, "qemuCaps");
    QemuCaps caps;
    for (const xml::Node& n : document.root().elements()) {
        if (n.is("flag")) {
            caps.set(n.value("name"));
        } else if (n.is("emulator")) {
            caps.emulator = n.text;
        } else if (n.is("version")) {
            caps.version = to_number<unsigned>(n.text).value_or(0);
        } else if (n.is("microcodeVersion")) {
            caps.microcode = to_number<unsigned>(n.text).value_or(0);
        } else if (n.is("sev")) {
            caps.sev = read_sev(n);
        } else if (n.is("sgx") && yes(n, "supported")) {
            caps.sgx = read_sgx(n);
        } else if (n.is("package")) {
            caps.package = n.text;
        } else if (n.is("arch")) {
            caps.arch = n.text;
        } else if (n.is("hostCPU")) {
            read_host_cpu(caps, n);
        } else if (n.is("cpu")) {
            CpuModel m;
            m.name = n.value("name");
            m.type_name = n.value("typename");
            if (n.value("usable") != "unknown") m.usable = maybe(n, "usable");
            m.deprecated = yes(n, "deprecated");
            for (const xml::Node& b : n.elements()) m.blockers.emplace_back(b.value("name"));
            place(caps, n.value("type"))->cpus.push_back(std::move(m));
        } else if (n.is("machine")) {
            MachineType m;
            m.name = n.value("name");
            m.alias = n.value("alias");
            m.hotplug_cpus = yes(n, "hotplugCpus");
            m.max_cpus = to_number<unsigned>(n.value("maxCpus")).value_or(0);
            m.is_default = yes(n, "default");
            m.default_cpu = n.value("defaultCPU");
            m.numa_mem = yes(n, "numaMemSupported");
            m.default_ram_id = n.value("defaultRAMid");
            m.deprecated = yes(n, "deprecated");
            m.acpi = maybe(n, "acpi");
            place(caps, n.value("type"))->machines.push_back(std::move(m));
        } else if (n.is("gic")) {
            caps.gic.push_back({to_number<unsigned>(n.value("version")).value_or(0), yes(n, "kernel"), yes(n, "emulated")});
        } else if (n.is("hypervCapabilities") && yes(n, "supported")) {
            AcceleratorCaps* kvm = place(caps, "kvm");
            kvm->hyperv_known = true;
            for (const xml::Node& c : n.elements()) kvm->hyperv.emplace_back(c.value("name"));
        } else if (n.is("vireo")) {
            for (const xml::Node& a : n.elements())
                for (CpuModel& m : place(caps, a.value("type"))->cpus)
                    if (m.name == a.value("name")) m.alias_of = a.value("of");
            if (!stamp) continue;
            auto number = [&](const char* name) { return to_number<std::int64_t>(n.value(name)).value_or(-1); };
            *stamp = {number("inode"), number("size"), number("mtime"), number("ctime"), std::string(n.value("host")),
                      static_cast<unsigned>(number("format"))};
        }
    }
    return caps;
}

}  // namespace vireo::qemu
