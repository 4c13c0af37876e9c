// SPDX-License-Identifier: LGPL-2.1-or-later
// x86: a CPU is a set of features; models are sets with names.
#include "hv/cpu/x86.h"

#include <algorithm>

#include "base/error.h"

namespace vireo::hv::cpu {

using namespace model;

namespace x86 {

const X86Model& known_model(std::string_view name) {
    const X86Model* m = find_model(name);
    if (!m) fail(Code::internal_error, vireo::Domain::cpu, "Unknown CPU model {}", name);
    return *m;
}

unsigned known_feature(std::string_view name) {
    int i = find_feature(name);
    if (i < 0) fail(Code::internal_error, vireo::Domain::cpu, "Unknown CPU feature {}", name);
    return static_cast<unsigned>(i);
}

int known_vendor(std::string_view name) {
    int i = find_vendor(name);
    if (i < 0) fail(Code::operation_failed, vireo::Domain::cpu, "Unknown CPU vendor {}", name);
    return i;
}

Policies policies_of(const Definition& cpu) {
    Policies p;
    if (!cpu.model.empty()) {
        p.model = &known_model(cpu.model);
        p.require = p.model->features;
    }
    for (const CpuFeature& f : cpu.features) {
        unsigned i = known_feature(f.name);
        switch (f.policy) {
            case CpuPolicy::force: p.force.set(i), p.require.clear(i); break;
            case CpuPolicy::optional: p.optional.set(i), p.require.clear(i); break;
            case CpuPolicy::disable: p.disable.set(i), p.require.clear(i); break;
            case CpuPolicy::forbid: p.forbid.set(i), p.require.clear(i); break;
            case CpuPolicy::require:
            case CpuPolicy::none: p.require.set(i); break;
        }
    }
    return p;
}

namespace {
std::string joined(const FeatureSet& set, const char* between) {
    std::string out;
    set.each([&](unsigned i) {
        if (!out.empty()) out += between;
        out += tables.features[i].name;
    });
    return out;
}
}  // namespace
std::string names_of(const FeatureSet& set) { return joined(set, ", "); }
std::string names_of_tight(const FeatureSet& set) { return joined(set, ","); }

}  // namespace x86

using namespace x86;

namespace {

// How well a model describes a processor; smaller is better.
struct Candidate {
    const X86Model* model = nullptr;
    FeatureSet require, disable;
    bool same_signature = false;
    unsigned weight = 0;
};

bool has_signature(const X86Model& m, const Signature& s) {
    for (unsigned i = 0; i < m.signatures; ++i) {
        const X86Signature& one = tables.signatures[m.first_signature + i];
        if (one.family == s.family && one.model == s.model && s.stepping < 16 && one.steppings >> s.stepping & 1) return true;
    }
    return false;
}

const OfferedModel* offered_as(Offered offered, std::string_view name) {
    for (const OfferedModel& o : offered)
        if (o.name == name) return &o;
    return nullptr;
}

// `b` stood earlier in the database. Among equals the last one describes a host: that is a version with a number of its own.
bool better(const Candidate& a, const Candidate& b, bool host) {
    if (a.same_signature != b.same_signature) return a.same_signature;
    return host ? a.weight <= b.weight : a.weight < b.weight;
}

// Transactional memory of the first processors that had it does not work (Intel erratum HSD136 and its kin); firmware
// switches it off, but CPUID of some still shows it.
bool has_broken_tsx(const X86Data& data, const Signature& s) {
    if (data.vendor != 0 || s.family != 6) return false;
    return s.model == 60 || s.model == 69 || s.model == 70 || (s.model == 63 && s.stepping < 4);
}

}  // namespace

Definition describe(const X86Data& all, const DecodeOptions& o) {
    X86Data data = all;
    if (o.migratable_only) data.features -= tables.unmigratable;
    const Signature signature = split_signature(data.signature);
    if (has_broken_tsx(data, signature))
        for (std::string_view broken : {"hle", "rtm"}) data.features.clear(static_cast<unsigned>(find_feature(broken)));
    Candidate best;
    for (const X86Model& m : tables.models) {
        const bool preferred = !o.preferred.empty() && m.name == o.preferred;
        if (!(o.host ? m.host : m.guest)) continue;
        if (m.vendor >= 0 && data.vendor >= 0 && m.vendor != data.vendor) continue;
        const OfferedModel* offer = nullptr;
        if (o.offered && !(offer = offered_as(*o.offered, m.name))) continue;
        Candidate c{&m, data.features - m.features, m.features - data.features};
        if (o.host && c.disable.any()) continue;
        if (offer)
            for (const std::string& b : offer->blockers)
                if (int i = find_qemu_feature(b); i >= 0) {
                    c.disable.set(static_cast<unsigned>(i));
                    c.require.clear(static_cast<unsigned>(i));
                }
        c.same_signature = data.signature && has_signature(m, signature);
        // A feature that must be taken away costs twice as much as one that is added.
        c.weight = c.require.count() + 2 * c.disable.count();
        if (preferred) {
            best = c;
            break;
        }
        if (!best.model || better(c, best, o.host)) best = c;
    }
    if (!best.model) fail(Code::operation_failed, vireo::Domain::cpu, "Cannot find suitable CPU model for given data");
    Definition out;
    out.host = o.host;
    out.model = best.model->name;
    if (data.vendor >= 0) out.vendor = tables.vendors[static_cast<unsigned>(data.vendor)].name;
    if (o.host && data.signature) out.signature = signature;
    out.features.reserve(best.weight + 4);
    best.require.each([&](unsigned i) {
        out.features.push_back({std::string(tables.features[i].name), o.host ? CpuPolicy::none : CpuPolicy::require});
    });
    if (o.host) return out;
    out.mode = CpuMode::custom;
    out.match = CpuMatch::exact;
    best.disable.each([&](unsigned i) { out.features.push_back({std::string(tables.features[i].name), CpuPolicy::disable}); });
    // What left the model is said explicitly, one way or the other: not every version of the hypervisor agrees.
    std::vector<std::string_view> gone;
    (best.model->removed - best.require - best.disable).each([&](unsigned i) { gone.push_back(tables.features[i].name); });
    std::sort(gone.begin(), gone.end());
    for (std::string_view name : gone) out.features.push_back({std::string(name), CpuPolicy::disable});
    return out;
}

X86Data x86_data(const Definition& cpu) {
    X86Data data;
    Policies p = policies_of(cpu);
    data.features = p.require | p.force;
    if (!cpu.vendor.empty()) data.vendor = known_vendor(cpu.vendor);
    if (cpu.signature) data.signature = join_signature(*cpu.signature);
    return data;
}

FeatureSet features_of_model(std::string_view model) { return known_model(model).features; }

namespace x86 {

Comparison compare(const Definition& host, const Definition& cpu, bool must_fit) {
    auto misfit = [&](std::string_view why) {
        if (must_fit) fail(Code::cpu_incompatible, vireo::Domain::cpu, "{}", why);
        return Comparison::incompatible;
    };
    if (!cpu.vendor.empty() && cpu.vendor != host.vendor) return misfit(fmt::format("host CPU vendor does not match required CPU vendor {}", cpu.vendor));
    Policies p = policies_of(cpu);
    const FeatureSet have = x86_data(host).features;
    if (FeatureSet bad = p.forbid & have; bad.any()) return misfit("Host CPU provides forbidden features: " + names_of(bad));
    if (FeatureSet gone = p.require - have; gone.any()) return misfit("Host CPU does not provide required features: " + names_of(gone));
    FeatureSet extra = have - p.require - p.force - p.optional - p.disable;
    if (extra.any() && cpu.match == CpuMatch::strict)
        return misfit("Host CPU does not strictly match guest CPU: Extra features: " + names_of(extra));
    // A disabled feature that the host has is one more than the guest gets.
    if (extra.any() || (p.disable & have).any()) return Comparison::superset;
    return Comparison::identical;
}

namespace {

// The host's features, each required.
void take_host_model(Definition& guest, const Definition& host) {
    guest.model = host.model;
    std::vector<CpuFeature> own = std::move(guest.features);
    guest.features.clear();
    for (const CpuFeature& f : host.features) guest.features.push_back({f.name, f.policy == CpuPolicy::none ? CpuPolicy::require : f.policy});
    for (const CpuFeature& f : own) cpu::set(guest, f.name, f.policy);
}

}  // namespace

void update(Definition& guest, const Definition& host, Missing missing) {
    switch (guest.mode) {
        case CpuMode::host_model: {
            const auto fallback = guest.fallback;
            take_host_model(guest, host);
            guest.vendor = host.vendor;
            guest.mode = CpuMode::custom;
            guest.match = CpuMatch::exact;
            guest.fallback = fallback == CpuFallback::none ? CpuFallback::allow : fallback;
            break;
        }
        case CpuMode::custom:
            if (guest.match == CpuMatch::minimum) {
                take_host_model(guest, host);
                guest.match = CpuMatch::exact;
            }
            break;
        default: break;
    }
    // What the host lacks among the optional ones is off, what it has is on.
    bool any = false;
    for (const CpuFeature& f : guest.features) any |= f.policy == CpuPolicy::optional;
    if (!any) return;
    const FeatureSet have = x86_data(host).features;
    for (CpuFeature& f : guest.features)
        if (f.policy == CpuPolicy::optional) {
            int i = find_feature(f.name);
            if (i >= 0 && have.test(static_cast<unsigned>(i))) f.policy = CpuPolicy::require;
            else f.policy = missing == Missing::disable ? CpuPolicy::disable : CpuPolicy::optional;
        }
    if (missing == Missing::drop) std::erase_if(guest.features, [](const CpuFeature& f) { return f.policy == CpuPolicy::optional; });
}

void translate(Definition& cpu, std::optional<Offered> offered) {
    const X86Model& m = known_model(cpu.model);
    // The model's own signature leads to a relative, should there be one.
    X86Data data = x86_data(cpu);
    if (m.signatures) {
        const X86Signature& s = tables.signatures[m.first_signature];
        data.signature = join_signature({s.family, s.model, s.steppings ? static_cast<unsigned>(std::countr_zero(s.steppings)) : 0});
    }
    Definition found = describe(data, {.offered = offered});
    for (const CpuFeature& f : cpu.features) cpu::set(found, f.name, f.policy);
    cpu.model = std::move(found.model);
    cpu.features = std::move(found.features);
}

Definition baseline(std::span<const Definition> cpus, std::optional<Offered> offered, const std::vector<std::string>* features, bool migratable_only) {
    X86Data common;
    bool name_vendor = true, one_model = true;
    int vendor = -1;
    for (std::size_t i = 0; i < cpus.size(); ++i) {
        const Definition& c = cpus[i];
        const X86Model& m = known_model(c.model);
        X86Data d = x86_data(c);
        one_model = one_model && c.model == cpus[0].model;
        int whose = d.vendor;
        if (whose < 0) {
            name_vendor = false;
            if (m.vendor >= 0 && vendor >= 0) whose = m.vendor;
        }
        if (whose >= 0) {
            if (vendor >= 0 && whose != vendor) fail(Code::operation_failed, vireo::Domain::cpu, "CPU vendors do not match");
            vendor = whose;
        }
        if (i == 0) common.features = d.features;
        else common.features &= d.features;
    }
    if (features) {
        FeatureSet known;
        for (const std::string& name : *features)
            if (int i = find_feature(name); i >= 0) known.set(static_cast<unsigned>(i));
        common.features &= known;
    }
    if (!common.features.any()) fail(Code::operation_failed, vireo::Domain::cpu, "CPUs are incompatible");
    common.vendor = vendor;
    Definition out = describe(common, {.offered = offered, .preferred = one_model ? std::string_view(cpus[0].model) : std::string_view(), .migratable_only = migratable_only});
    out.fallback = one_model && out.model == cpus[0].model ? CpuFallback::forbid : CpuFallback::allow;
    if (!name_vendor) out.vendor.clear();
    return out;
}

void expand(Definition& cpu) {
    const X86Model& m = known_model(cpu.model);
    const CpuPolicy on = cpu.host ? CpuPolicy::none : CpuPolicy::require;
    m.features.each([&](unsigned i) {
        if (!cpu::find(cpu, tables.features[i].name)) cpu.features.push_back({std::string(tables.features[i].name), on});
    });
    std::sort(cpu.features.begin(), cpu.features.end(), [](const CpuFeature& a, const CpuFeature& b) { return a.name < b.name; });
}

}  // namespace x86

void update_live(Definition& cpu, const FeatureSet& enabled, const FeatureSet& disabled) {
    Policies p = policies_of(cpu);
    const FeatureSet wanted = p.require | p.force;
    FeatureSet extra = enabled - wanted, gone = wanted & disabled;
    if (cpu.check == CpuCheck::full) {
        // Features that came to the model later are a surprise to nobody.
        FeatureSet surprise = p.model ? extra - p.model->added : extra;
        if (surprise.any() && gone.any())
            fail(Code::operation_failed, vireo::Domain::cpu, "guest CPU doesn't match specification: extra features: {}, missing features: {}", x86::names_of_tight(surprise), x86::names_of_tight(gone));
        if (surprise.any()) fail(Code::operation_failed, vireo::Domain::cpu, "guest CPU doesn't match specification: extra features: {}", x86::names_of_tight(surprise));
        if (gone.any()) fail(Code::operation_failed, vireo::Domain::cpu, "guest CPU doesn't match specification: missing features: {}", x86::names_of_tight(gone));
    }
    for (unsigned i = 0; i < x86_feature_count; ++i) {
        if (extra.test(i)) set(cpu, tables.features[i].name, CpuPolicy::require);
        else if (gone.test(i)) set(cpu, tables.features[i].name, CpuPolicy::disable);
    }
}

}  // namespace vireo::hv::cpu
