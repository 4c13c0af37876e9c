// SPDX-License-Identifier: LGPL-2.1-or-later
// CPU documents, CPUID data and what QEMU says about CPUs.
#include <algorithm>

#include "../golden.h"
#include "base/error.h"
#include "hv/cpu/cpu.h"
#include "hv/cpu/qemu_model.h"
#include "json/json.h"
#include "xml/parse.h"

namespace {

using namespace golden;
namespace cpu = vireo::hv::cpu;
using vireo::model::CpuFallback;
using vireo::model::CpuMatch;
using vireo::model::CpuPolicy;

cpu::Definition load(const Case& c, const char* role) { return cpu::parse(c.input(role).value_or(""), cpu::Form::any); }

const char* name_of(cpu::Comparison r) {
    switch (r) {
        case cpu::Comparison::identical: return "identical";
        case cpu::Comparison::superset: return "superset";
        case cpu::Comparison::incompatible: return "incompatible";
    }
    return "";
}

Outcome same_xml(const Case& c, const cpu::Definition& d) { return Outcome::compare(c.expect("xml").value_or(""), cpu::format(d)); }

Outcome compare(const Case& c) {
    auto host = load(c, "host"), guest = load(c, "cpu");
    return Outcome::compare(c.word("expect"), name_of(cpu::compare(c.word("arch"), &host, guest, false)), "answer differs");
}

Outcome update(const Case& c) {
    auto host = cpu::migratable(c.word("arch"), load(c, "host")), guest = load(c, "cpu");
    cpu::update(c.word("arch"), guest, host);
    return same_xml(c, guest);
}

Outcome baseline(const Case& c) {
    const std::string arch = c.word("arch");
    std::vector<cpu::Definition> cpus;
    if (c.inputs.at("cpus").size() > 1) {
        for (const auto& path : c.inputs.at("cpus")) cpus.push_back(cpu::parse(read_file(c.corpus + "/" + path).value_or(""), cpu::Form::any));
    } else {
        auto document = vireo::xml::parse(c.input("cpus").value_or(""));
        for (const auto& n : document.root().elements()) cpus.push_back(cpu::parse(n, cpu::Form::host));
    }
    auto found = cpu::baseline(arch, cpus, std::nullopt, nullptr, c.flag("migratable"));
    if (c.flag("expand_features")) cpu::expand_features(arch, found);
    if (c.flag("result_must_be_compatible_with_inputs"))
        for (const auto& one : cpus)
            if (cpu::compare(arch, &one, found, false) == cpu::Comparison::incompatible) return Outcome::fail("result does not fit an input");
    return same_xml(c, found);
}

Outcome has_feature(const Case& c) {
    auto host = load(c, "host");
    const std::string feature = c.word("feature");
    auto one = cpu::has_feature(c.word("arch"), host, feature);
    auto raw = cpu::decode(cpu::encode(cpu::x86_data(host)));
    int i = cpu::find_feature(feature);
    const bool known = i >= 0, there = known && raw.features.test(static_cast<unsigned>(i));
    if (one.has_value() != known || one.value_or(false) != there) return Outcome::fail("definition and data disagree");
    return Outcome::compare(c.word("expect"), !one ? "fail" : *one ? "yes" : "no", "answer differs");
}

Outcome guest_cpu(const Case& c) {
    const std::string arch = c.word("arch");
    auto host = load(c, "host"), guest = load(c, "cpu");
    cpu::convert_legacy(arch, guest);
    if (cpu::compare(arch, &host, guest, false) == cpu::Comparison::incompatible) return c.result == "ok" ? Outcome::fail("incompatible") : Outcome::pass();
    cpu::update(arch, guest, cpu::migratable(arch, host));
    std::vector<cpu::OfferedModel> models;
    if (c.params["usable_models"].is_array()) {
        for (const auto& m : c.params["usable_models"]) models.push_back({m.get<std::string>(), {}, {}, false});
        cpu::translate(arch, guest, models);
    }
    return same_xml(c, guest);
}

// What QEMU answered, in order.
struct Replies {
    std::vector<vireo::json::Json> all;
};
Replies replies(const Case& c) {
    Replies r;
    std::string text = c.input("qmp").value_or("");
    // Replies stand apart by an empty line.
    for (std::size_t at = 0; at < text.size();) {
        auto end = text.find("\n\n", at);
        if (end == text.npos) end = text.size();
        auto one = text.substr(at, end - at);
        if (one.find_first_not_of(" \n") != one.npos) r.all.push_back(vireo::json::parse(one));
        at = end + 2;
    }
    return r;
}

cpu::X86Data host_of(const vireo::json::Json& reply) {
    cpu::QemuProperties p;
    for (const auto& [name, value] : reply["return"]["model"]["props"].items()) {
        if (value.is_boolean()) p.flag(name, value.get<bool>());
        else if (value.is_number_integer()) p.number(name, value.get<std::int64_t>());
        else if (value.is_string()) p.text(name, value.get<std::string>());
    }
    return p.take();
}

std::vector<cpu::OfferedModel> models_of(const vireo::json::Json& reply) {
    std::vector<cpu::OfferedModel> out;
    for (const auto& m : reply["return"]) {
        cpu::OfferedModel o;
        o.name = m["name"].get<std::string>();
        if (m.contains("unavailable-features")) {
            for (const auto& f : m["unavailable-features"]) o.blockers.push_back(f.get<std::string>());
            o.usable = o.blockers.empty();
        }
        out.push_back(std::move(o));
    }
    return out;
}

bool with_models(const Case& c) { return c.word("json_mode").starts_with("models"); }

Outcome cpuid(const Case& c, bool host) {
    auto data = cpu::decode(cpu::parse_cpudata(c.input("cpuid").value_or("")));
    std::vector<cpu::OfferedModel> models;
    cpu::DecodeOptions o{.host = host};
    if (!host && with_models(c)) {
        models = models_of(replies(c).all.at(1));
        o.offered = models;
    }
    auto d = cpu::describe(data, o);
    if (host) d.arch = c.word("arch");
    else d.fallback = CpuFallback::forbid;
    return same_xml(c, d);
}

Outcome json_cpuid(const Case& c) {
    auto all = replies(c).all;
    if (!all.at(0)["return"]["model"].contains("props")) return c.result == "ok" ? Outcome::fail("no properties") : Outcome::pass();
    std::vector<cpu::OfferedModel> models;
    cpu::DecodeOptions o;
    if (with_models(c)) {
        models = models_of(all.at(1));
        o.offered = models;
    }
    auto d = cpu::describe(host_of(all[0]), o);
    d.fallback = CpuFallback::forbid;
    return same_xml(c, d);
}

Outcome signature(const Case& c, bool json) {
    auto data = json ? host_of(replies(c).all.at(0)) : cpu::decode(cpu::parse_cpudata(c.input("cpuid").value_or("")));
    auto s = cpu::split_signature(data.signature);
    return Outcome::compare(c.expect("sig").value_or(""), fmt::format("{:06x}\nfamily:   {:3} (0x{:02x})\nmodel:    {:3} (0x{:02x})\nstepping: {:3} (0x{:02x})\n", data.signature,
                                                                      s.family, s.family, s.model, s.model, s.stepping, s.stepping));
}

Outcome update_live(const Case& c) {
    const std::string arch = c.word("arch");
    auto actual = load(c, "cpu");
    auto expected = cpu::parse(c.expect("xml").value_or(""), cpu::Form::any);
    std::vector<cpu::OfferedModel> models;
    cpu::update_live(actual, cpu::decode(cpu::parse_cpudata(c.input("enabled").value_or(""))).features,
                     cpu::decode(cpu::parse_cpudata(c.input("disabled").value_or(""))).features);
    if (actual.model != expected.model) {
        models.push_back({expected.model, true, {}, false});
        actual.fallback = CpuFallback::allow;
        cpu::translate(arch, actual, models);
    }
    cpu::expand_features(arch, actual);
    cpu::expand_features(arch, expected);
    if (actual.model != expected.model) return Outcome::fail("model is " + actual.model);
    auto lacks = [](const cpu::Definition& a, const cpu::Definition& b) -> std::string {
        for (const auto& f : a.features) {
            if (f.policy == CpuPolicy::disable) continue;
            const auto* other = cpu::find(b, f.name);
            if (!other || other->policy == CpuPolicy::disable) return f.name;
        }
        return {};
    };
    if (auto f = lacks(expected, actual); !f.empty()) return Outcome::fail("actual CPU lacks " + f);
    if (auto f = lacks(actual, expected); !f.empty()) return Outcome::fail("actual CPU has " + f);
    return Outcome::pass();
}

Outcome run(const Case& c) {
    const std::string op = c.word("op");
    try {
        if (op == "compare") return compare(c);
        if (op == "update") return update(c);
        if (op == "baseline" || op == "cpuid-baseline") return baseline(c);
        if (op == "has-feature") return has_feature(c);
        if (op == "validate-features") return cpu::validate_features(c.word("arch"), load(c, "cpu")), Outcome::pass();
        if (op == "guest-cpu") return guest_cpu(c);
        if (op == "host-cpuid") return cpuid(c, true);
        if (op == "guest-cpuid") return cpuid(c, false);
        if (op == "json-cpuid") return json_cpuid(c);
        if (op == "cpuid-signature") return signature(c, false);
        if (op == "json-signature") return signature(c, true);
        if (op == "update-live") return update_live(c);
    } catch (const vireo::Error& e) {
        return c.result == "ok" ? Outcome::fail(e.message) : Outcome::pass();
    }
    return Outcome::skip("unknown operation");
}

Family family("cpu", run);

}  // namespace
