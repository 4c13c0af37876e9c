// SPDX-License-Identifier: LGPL-2.1-or-later
#include "hv/cpu/definition.h"

#include "hv/arch.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "model/domain/domain_xml.h"
#include "xml/parse.h"
#include "xml/writer.h"

namespace vireo::hv::cpu {

using namespace model;

namespace {

void read_arch(const xml::Node& node, Definition& c) {
    const auto* n = node.child("arch");
    if (!n) return;
    c.arch = n->text;
    if (!known_arch(c.arch))
        fail(Code::config_unsupported, vireo::Domain::cpu, "Unknown architecture {}", c.arch);
}

template <class T>
T number_of(const xml::Node& n, const char* attribute, const char* complaint) {
    auto v = to_number<T>(n.value(attribute));
    if (!v) fail(Code::xml_error, vireo::Domain::cpu, "{}", complaint);
    return *v;
}

// Most of the host's form reads like a guest's.
Definition parse_host(const xml::Node& node) {
    Definition c;
    c.host = true;
    if (node.has("mode")) fail(Code::config_unsupported, vireo::Domain::cpu, "Attribute mode is only allowed for guest CPU");
    if (node.has("match")) fail(Code::config_unsupported, vireo::Domain::cpu, "Attribute match is only allowed for guest CPU");
    read_arch(node, c);
    if (c.arch.empty()) fail(Code::xml_error, vireo::Domain::cpu, "Missing CPU architecture");
    const auto* model = node.child("model");
    if (!model || model->text.empty()) fail(Code::xml_error, vireo::Domain::cpu, "Missing CPU model name");
    row::ParseContext context;
    row::parse(cpu_element, node, static_cast<Cpu*>(&c), context);
    c.mode = CpuMode::none;
    c.match = CpuMatch::none;
    c.fallback = CpuFallback::none;
    for (auto& f : c.features) f.policy = CpuPolicy::none;
    if (const auto* n = node.child("microcode")) c.microcode = to_number<unsigned>(n->value("version")).value_or(0);
    if (const auto* n = node.child("counter"); n && n->value("name") == "tsc") {
        Definition::Tsc t;
        t.frequency = number_of<std::uint64_t>(*n, "frequency", "Invalid TSC frequency");
        if (n->has("scaling")) t.scaling = n->value("scaling") == "yes" ? YesNo::yes : YesNo::no;
        c.tsc = t;
    }
    if (const auto* n = node.child("signature")) {
        Signature s;
        s.family = number_of<unsigned>(*n, "family", "Missing CPU family");
        s.model = number_of<unsigned>(*n, "model", "Missing CPU model");
        s.stepping = to_number<unsigned>(n->value("stepping")).value_or(0);
        c.signature = s;
    }
    for (const xml::Node& n : node.elements())
        if (n.is("pages") && c.pages.size() < 64)
            if (auto size = to_number<unsigned>(n.value("size"))) c.pages.push_back(*size);
    return c;
}

void write_host(xml::Writer& w, const Definition& c) {
    if (!c.model.empty()) w.leaf("model", c.model);
    if (!c.vendor.empty()) w.leaf("vendor", c.vendor);
    if (c.microcode) {
        w.open("microcode");
        w.attribute("version", std::to_string(c.microcode));
        w.close();
    }
    if (c.signature) {
        w.open("signature");
        w.attribute("family", std::to_string(c.signature->family));
        w.attribute("model", std::to_string(c.signature->model));
        w.attribute("stepping", std::to_string(c.signature->stepping));
        w.close();
    }
    if (c.tsc) {
        w.open("counter");
        w.attribute("name", "tsc");
        w.attribute("frequency", std::to_string(c.tsc->frequency));
        if (c.tsc->scaling != YesNo::absent) w.attribute("scaling", c.tsc->scaling == YesNo::yes ? "yes" : "no");
        w.close();
    }
    if (c.topology.sockets) {
        w.open("topology");
        w.attribute("sockets", std::to_string(c.topology.sockets));
        w.attribute("dies", std::to_string(c.topology.dies));
        w.attribute("clusters", std::to_string(c.topology.clusters));
        w.attribute("cores", std::to_string(c.topology.cores));
        w.attribute("threads", std::to_string(c.topology.threads));
        w.close();
    }
    if (!c.max_phys_addr.mode.empty()) {
        w.open("maxphysaddr");
        w.attribute("mode", c.max_phys_addr.mode);
        if (c.max_phys_addr.bits) w.attribute("bits", std::to_string(*c.max_phys_addr.bits));
        w.close();
    }
    for (const auto& f : c.features) {
        w.open("feature");
        w.attribute("name", f.name);
        w.close();
    }
    for (unsigned size : c.pages) {
        w.open("pages");
        w.attribute("unit", "KiB");
        w.attribute("size", std::to_string(size));
        w.close();
    }
}

}  // namespace

Definition parse(const xml::Node& node, Form form) {
    if (!node.is("cpu")) fail(Code::xml_error, vireo::Domain::cpu, "XML does not contain expected 'cpu' element");
    if (form == Form::host || (form == Form::any && node.child("arch") && !node.has("mode") && !node.has("match"))) return parse_host(node);
    Definition c;
    read_arch(node, c);
    row::ParseContext context;
    row::parse(cpu_element, node, static_cast<Cpu*>(&c), context);
    return c;
}

Definition parse(std::string_view text, Form form) {
    const xml::Document document = xml::parse(text, {.origin = "(CPU_definition)", .domain = vireo::Domain::cpu});
    return parse(document.root(), form);
}

std::string format(const Definition& c) {
    xml::Writer w(1024);
    w.open("cpu");
    if (c.host) {
        if (!c.arch.empty()) w.leaf("arch", c.arch);
        write_host(w, c);
    } else {
        row::FormatContext context{w};
        row::format(cpu_element, static_cast<const Cpu*>(&c), context);
    }
    w.close();
    std::string out = w.take();
    if (out.empty() || out.back() != '\n') out += '\n';
    return out;
}

std::string format_inside(const Definition& c, int level) {
    xml::Writer w(1024, level);
    write_host(w, c);
    std::string out = w.take();
    if (!out.empty() && out.back() != '\n') out += '\n';
    return out;
}

CpuFeature* find(Cpu& cpu, std::string_view feature) {
    for (auto& f : cpu.features)
        if (f.name == feature) return &f;
    return nullptr;
}

const CpuFeature* find(const Cpu& cpu, std::string_view feature) {
    for (const auto& f : cpu.features)
        if (f.name == feature) return &f;
    return nullptr;
}

void set(Cpu& cpu, std::string_view feature, CpuPolicy policy) {
    if (auto* f = find(cpu, feature)) f->policy = policy;
    else cpu.features.push_back({std::string(feature), policy});
}

}  // namespace vireo::hv::cpu
