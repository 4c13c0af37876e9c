// SPDX-License-Identifier: LGPL-2.1-or-later
// How the guest's processor looks.
#include "model/domain/domain_xml.h"
#include "model/row/forms.h"

namespace vireo::model {
namespace {

using namespace row;
constexpr std::string_view associativity_words[] = {"none", "direct", "full"};
constexpr std::string_view cache_policy_words[] = {"none", "writeback", "writethrough"};
constexpr std::string_view share_words[] = {"shared", "private"};
constexpr std::string_view phys_words[] = {"emulate", "passthrough"};
using E = vireo::Domain;


constexpr Row model_rows[] = {
    attr("fallback", FIELD(Cpu, fallback)).wrong(Code::config_unsupported, "Invalid fallback attribute").blames(vireo::Domain::cpu),
    attr("vendor_id", FIELD(Cpu, vendor_id)).guest(),
    content(FIELD(Cpu, model)).guest(),
};
void finish_model(const xml::Node&, void* self, ParseContext&) {
    auto& c = *static_cast<Cpu*>(self);
    if (c.fallback == CpuFallback::none) c.fallback = CpuFallback::allow;
    if (!c.vendor_id.empty() && c.vendor_id.size() != 12)
        fail(Code::xml_error, E::cpu, "vendor_id must be exactly 12 characters long");
    if (c.vendor_id.find(',') != c.vendor_id.npos) fail(Code::xml_error, E::cpu, "vendor id is invalid");
}
const Element model_element{model_rows, finish_model};

constexpr Row topology_rows[] = {
    attr("sockets", FIELD(CpuTopology, sockets)).req().nonzero().guest(),
    attr("dies", FIELD(CpuTopology, dies)).nonzero().guest(),
    attr("clusters", FIELD(CpuTopology, clusters)).nonzero().guest(),
    attr("cores", FIELD(CpuTopology, cores)).req().nonzero().guest(),
    attr("threads", FIELD(CpuTopology, threads)).req().nonzero().guest(),
};
void finish_topology(const xml::Node&, void* self, ParseContext&) {
    auto& t = *static_cast<CpuTopology*>(self);
    if (!t.dies) t.dies = 1;
    if (!t.clusters) t.clusters = 1;
}
const Element topology_element{topology_rows, finish_topology};

constexpr Row cache_rows[] = {
    attr("level", FIELD(Cpu, cache_level)).range(1, 3).guest(),
    attr("mode", FIELD(Cpu, cache_mode)).req().guest(),
};
const Element cache_element{cache_rows};
constexpr Row phys_addr_rows[] = {
    attr("mode", FIELD(CpuMaxPhysAddr, mode)).req().among(phys_words).guest(),
    attr("bits", FIELD(CpuMaxPhysAddr, bits)).nonnegative().guest(),
    [] {
        Row r = attr("limit", FIELD(CpuMaxPhysAddr, limit)).nonzero();
        r.codec.shape = Shape::natural;
        r.codec.low = 0;
        return r;
    }(),
};
const Element phys_addr_element{phys_addr_rows};
constexpr Row feature_rows[] = {
    attr("policy", FIELD(CpuFeature, policy)).wrong(Code::config_unsupported, "Invalid CPU feature policy").blames(vireo::Domain::cpu).guest(),
    attr("name", FIELD(CpuFeature, name)).req(Code::xml_error, "Invalid CPU feature name").guest(),
};
void finish_feature(const xml::Node&, void* self, ParseContext&) {
    auto& f = *static_cast<CpuFeature*>(self);
    if (f.policy == CpuPolicy::none) f.policy = CpuPolicy::require;
}
const Element feature_element{feature_rows, finish_feature};

constexpr Row sibling_rows[] = {
    attr("id", FIELD(NumaSibling, id)).even_zero().req().guest(),
    attr("value", FIELD(NumaSibling, value)).even_zero().req().guest(),
};
const Element sibling_element{sibling_rows};
constexpr Row distances_rows[] = {list("sibling", FIELD(NumaCell, distances), sibling_element)};
const Element distances_element{distances_rows};

// The unit that stands beside the number has never been looked at; documents count on it.
constexpr Row cache_size_rows[] = {sized("value", "unit", FIELD(NumaCache, size)).lenient().called("./size/@value").req(Code::xml_error, "missing element or attribute './size/@value'").blames(E::xml)};
const Element cache_size_element{cache_size_rows};
constexpr Row cache_line_rows[] = {
    [] {
        Row r = sized("value", "unit", FIELD(NumaCache, line), 1, 1).lenient().called("./line/@value").req(Code::xml_error, "missing element or attribute './line/@value'").blames(E::xml);
        r.unit = "B";
        return r;
    }(),
};
const Element cache_line_element{cache_line_rows};
constexpr Row numa_cache_rows[] = {
    attr("level", FIELD(NumaCache, level)).req().nonzero().guest(),
    attr("associativity", FIELD(NumaCache, associativity)).among(associativity_words).req().guest(),
    attr("policy", FIELD(NumaCache, policy)).among(cache_policy_words).req().guest(),
    inside("size", cache_size_element).needed(),
    inside("line", cache_line_element).needed(),
};
const Element numa_cache_element{numa_cache_rows};

constexpr Row cell_rows[] = {
    attr("id", FIELD(NumaCell, id)).guest(),
    attr("cpus", FIELD(NumaCell, cpus)).wrong(Code::invalid_arg, "Failed to parse bitmap '{}'").guest(),
    sized("memory", "unit", FIELD(NumaCell, memory)).req(Code::xml_error, "missing element or attribute './@memory'").blames(E::xml),
    attr("memAccess", FIELD(NumaCell, mem_access)).among(share_words),
    attr("discard", FIELD(NumaCell, discard)),
    inside("distances", distances_element),
    list("cache", FIELD(NumaCell, caches), numa_cache_element),
};
const Element cell_element{cell_rows};

void read_interconnect(const xml::Node& node, void* self, ParseContext&) {
    auto& list = static_cast<Cpu*>(self)->interconnects;
    for (const auto& e : node.elements()) {
        bool latency = e.is("latency");
        if (!latency && !e.is("bandwidth")) continue;
        NumaInterconnect i;
        i.is_latency = latency;
        auto number = [&](const char* name, bool required) -> std::optional<unsigned> {
            const auto* a = e.find(name);
            if (!a) {
                if (required) fail(Code::xml_error, E::xml, "Missing required attribute '{}' in element '{}'", name, e.name);
                return std::nullopt;
            }
            auto n = read_natural(a->value);
            if (!n || *n > 0xffffffffu)
                fail(Code::xml_error, E::xml, "Invalid value for attribute '{}' in element '{}': '{}'. Expected non-negative integer value", name, e.name, a->value);
            return static_cast<unsigned>(*n);
        };
        i.initiator = *number("initiator", true);
        i.target = *number("target", true);
        i.cache = number("cache", false);
        i.type = e.value("type");
        if (!e.has("type")) fail(Code::xml_error, E::xml, "Missing required attribute 'type' in element '{}'", e.name);
        if (i.type != "access" && i.type != "read" && i.type != "write")
            fail(Code::xml_error, E::xml, "Invalid value for attribute 'type' in element '{}': '{}'.", e.name, i.type);
        i.value = latency ? std::optional<std::uint64_t>(*number("value", true))
                          : read_scaled(e.value("value"), e.value("unit"), 1024, 1024, "./@value");
        list.push_back(std::move(i));
    }
}
void write_interconnect(const void* self, FormatContext& cx) {
    const auto& c = *static_cast<const Cpu*>(self);
    if (c.interconnects.empty()) return;
    auto& w = cx.out;
    w.open("interconnects");
    for (const auto& i : c.interconnects) {
        w.open(i.is_latency ? "latency" : "bandwidth");
        w.plain_attribute("initiator", std::to_string(i.initiator));
        w.plain_attribute("target", std::to_string(i.target));
        if (i.cache && *i.cache) w.plain_attribute("cache", std::to_string(*i.cache));
        w.attribute("type", i.type);
        w.plain_attribute("value", std::to_string(i.value.value_or(0)));
        if (!i.is_latency) w.plain_attribute("unit", "KiB");
        w.close();
    }
    w.close();
}
constexpr Row interconnect_names[] = {
    attr("initiator", FIELD(NumaInterconnect, initiator)).needed(),
    attr("target", FIELD(NumaInterconnect, target)).needed(),
    attr("cache", FIELD(NumaInterconnect, cache)),
    attr("type", FIELD(NumaInterconnect, type)).needed().form("access|read|write"),
};
const Element interconnect_name_element{interconnect_names};
constexpr Row latency_rows[] = {
    embed(Field<NumaInterconnect>{0}, interconnect_name_element),
    attr("value", FIELD(NumaInterconnect, value)).needed(),
};
const Element latency_element{latency_rows};
constexpr Row bandwidth_rows[] = {
    embed(Field<NumaInterconnect>{0}, interconnect_name_element),
    sized("value", "unit", FIELD(NumaInterconnect, value)).needed(),
};
const Element bandwidth_element_of_numa{bandwidth_rows};
constexpr Row interconnects_rows[] = {
    inside("latency", latency_element).several(),
    inside("bandwidth", bandwidth_element_of_numa).several(),
};
const Element interconnects_element{interconnects_rows};
constexpr Row numa_rows[] = {
    list("cell", FIELD(Cpu, cells), cell_element),
    custom("interconnects", read_interconnect, write_interconnect).looks_like<NumaInterconnect>(interconnects_element),
};
// Cells are kept in the order of their numbers.
void finish_numa(const xml::Node&, void* self, ParseContext&) {
    auto& c = *static_cast<Cpu*>(self);
    if (c.cells.empty()) fail(Code::config_unsupported, E::domain, "NUMA topology defined without NUMA cells");
    unsigned next = 0;
    std::vector<NumaCell> sorted(c.cells.size());
    std::vector<bool> seen(c.cells.size());
    for (auto& cell : c.cells) {
        unsigned id = cell.id.value_or(next);
        ++next;
        if (id >= c.cells.size())
            fail(Code::xml_error, E::domain,
                 "Exactly one 'cell' element per guest NUMA cell allowed, non-contiguous ranges or ranges not starting from 0 are not allowed");
        if (seen[id]) fail(Code::xml_error, E::domain, "Duplicate NUMA cell info for cell id '{}'", id);
        seen[id] = true;
        cell.id = id;
        sorted[id] = std::move(cell);
    }
    c.cells = std::move(sorted);
}
const Element numa_element{numa_rows, finish_numa};

constexpr Row cpu_rows[] = {
    attr("mode", FIELD(Cpu, mode)).wrong(Code::config_unsupported, "Invalid mode attribute '{}'").blames(vireo::Domain::cpu).show([](const void* p) {
        const auto& c = *static_cast<const Cpu*>(p);
        return c.mode != CpuMode::custom || !c.model.empty();
    }).guest(),
    attr("match", FIELD(Cpu, match)).show([](const void* p) {
        const auto& c = *static_cast<const Cpu*>(p);
        return c.mode == CpuMode::custom && !c.model.empty();
    }).guest(),
    attr("check", FIELD(Cpu, check)),
    attr("migratable", FIELD(Cpu, migratable)),
    attr("deprecated_features", FIELD(Cpu, deprecated_features)),
    inside("model", model_element),
    leaf("vendor", FIELD(Cpu, vendor)).guest(),
    element("topology", FIELD(Cpu, topology), topology_element),
    inside("cache", cache_element),
    element("maxphysaddr", FIELD(Cpu, max_phys_addr), phys_addr_element),
    list("feature", FIELD(Cpu, features), feature_element),
    inside("numa", numa_element),
};
void finish_cpu(const xml::Node& node, void* self, ParseContext&) {
    auto& c = *static_cast<Cpu*>(self);
    unsigned caches = 0;
    for (const auto& e : node.elements()) caches += e.is("cache");
    if (caches > 1) fail(Code::xml_error, E::cpu, "at most one CPU cache element may be specified");
    if (!c.vendor.empty() && c.model.empty()) fail(Code::xml_error, E::cpu, "CPU vendor specified without CPU model");
    if (c.mode == CpuMode::none) c.mode = CpuMode::custom;
    if (c.mode == CpuMode::custom && c.match == CpuMatch::none && !c.model.empty()) c.match = CpuMatch::exact;
    if (c.mode == CpuMode::custom && c.model.empty() && !c.features.empty())
        fail(Code::xml_error, E::cpu, "Non-empty feature list specified without CPU model");
    if (c.mode != CpuMode::custom) {
        c.match = CpuMatch::none;
        // A model beside host-model only has a meaning as a compatibility level (ppc64).
        if (c.mode != CpuMode::host_model) c.model.clear(), c.vendor.clear();
        if (c.model.empty()) c.fallback = CpuFallback::none;
    }
    for (std::size_t i = 0; i < c.features.size(); ++i)
        for (std::size_t k = 0; k < i; ++k)
            if (c.features[i].name == c.features[k].name)
                fail(Code::xml_error, E::cpu, "CPU feature '{}' specified more than once", c.features[i].name);
}

}  // namespace

const Element cpu_element{cpu_rows, finish_cpu};

}  // namespace vireo::model
