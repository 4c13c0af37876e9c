// SPDX-License-Identifier: LGPL-2.1-or-later
#include "hv/cpu/cpuid.h"

#include <algorithm>
#include <cstring>

#include "base/error.h"
#include "base/text.h"
#include "xml/parse.h"
#include "xml/writer.h"

namespace vireo::hv::cpu {
namespace {

constexpr std::size_t most_leaves = 4096;

std::optional<std::uint64_t> hex(std::string_view text, std::uint64_t most) {
    if (text.starts_with("0x") || text.starts_with("0X")) text.remove_prefix(2);
    auto v = to_number<std::uint64_t>(text, 16);
    if (!v || *v > most) return std::nullopt;
    return v;
}

std::uint32_t register_of(const xml::Node& n, const char* name) {
    if (!n.has(name)) return 0;
    auto v = hex(n.value(name), 0xffffffffu);
    if (!v) fail(Code::internal_error, Domain::cpu, "Invalid {} value '{}'", name, n.value(name));
    return static_cast<std::uint32_t>(*v);
}

constexpr const char* register_names[] = {"eax", "ebx", "ecx", "edx"};

}  // namespace

const CpuidLeaf* RawData::find(std::uint32_t leaf, std::uint32_t sub) const {
    for (const auto& l : leaves)
        if (l.leaf == leaf && l.sub == sub) return &l;
    return nullptr;
}

Signature split_signature(std::uint32_t eax) {
    Signature s;
    const unsigned base_family = eax >> 8 & 0xf;
    s.family = base_family + (base_family == 0xf ? eax >> 20 & 0xff : 0);
    s.model = (eax >> 4 & 0xf) | (base_family == 0x6 || base_family == 0xf ? (eax >> 12 & 0xf0) : 0);
    s.stepping = eax & 0xf;
    return s;
}

std::uint32_t join_signature(const Signature& s) {
    std::uint32_t eax = 0;
    if (s.family > 0xf) eax |= (s.family - 0xf) << 20 | 0xf << 8;
    else eax |= s.family << 8;
    eax |= (s.model >> 4 & 0xf) << 16 | (s.model & 0xf) << 4;
    return eax | (s.stepping & 0xf);
}

X86Data decode(const RawData& raw) {
    X86Data out;
    if (const CpuidLeaf* zero = raw.find(0)) {
        char text[12];
        std::memcpy(text, &zero->registers[1], 4);
        std::memcpy(text + 4, &zero->registers[3], 4);
        std::memcpy(text + 8, &zero->registers[2], 4);
        for (unsigned i = 0; i < tables.vendors.size(); ++i)
            if (tables.vendors[i].string == std::string_view(text, 12)) out.vendor = static_cast<int>(i);
    }
    if (const CpuidLeaf* one = raw.find(1)) out.signature = one->registers[0];
    // Each register once, then the features that live there.
    std::uint32_t values[256] = {};
    for (unsigned i = 0; i < tables.places.size() && i < 256; ++i) {
        const X86Place& p = tables.places[i];
        if (p.is_msr) {
            for (const Msr& m : raw.msrs)
                if (m.index == p.leaf) values[i] = static_cast<std::uint32_t>(m.value >> (32 * p.part));
        } else if (const CpuidLeaf* l = raw.find(p.leaf, p.sub)) {
            values[i] = l->registers[p.part];
        }
    }
    for (unsigned i = 0; i < x86_feature_count; ++i) {
        const X86Feature& f = tables.features[i];
        if (values[f.place] >> f.bit & 1) out.features.set(i);
    }
    return out;
}

RawData encode(const X86Data& data) {
    RawData raw;
    auto leaf = [&](std::uint32_t number, std::uint32_t sub) -> CpuidLeaf& {
        for (auto& l : raw.leaves)
            if (l.leaf == number && l.sub == sub) return l;
        raw.leaves.push_back({number, sub, {}});
        return raw.leaves.back();
    };
    if (data.vendor >= 0) {
        const char* text = tables.vendors[static_cast<unsigned>(data.vendor)].string.data();
        CpuidLeaf& zero = leaf(0, 0);
        std::memcpy(&zero.registers[1], text, 4);
        std::memcpy(&zero.registers[3], text + 4, 4);
        std::memcpy(&zero.registers[2], text + 8, 4);
    }
    if (data.signature) leaf(1, 0).registers[0] = data.signature;
    data.features.each([&](unsigned i) {
        const X86Feature& f = tables.features[i];
        const X86Place& p = tables.places[f.place];
        if (!p.is_msr) {
            leaf(p.leaf, p.sub).registers[p.part] |= 1u << f.bit;
            return;
        }
        auto at = std::find_if(raw.msrs.begin(), raw.msrs.end(), [&](const Msr& m) { return m.index == p.leaf; });
        if (at == raw.msrs.end()) at = raw.msrs.insert(at, Msr{p.leaf, 0});
        at->value |= std::uint64_t{1} << (32 * p.part + f.bit);
    });
    return raw;
}

RawData parse_cpudata(const xml::Node& node) {
    RawData raw;
    if (!node.is("cpudata")) fail(Code::xml_error, Domain::cpu, "cannot parse CPU data");
    for (const xml::Node& n : node.elements()) {
        if (raw.leaves.size() + raw.msrs.size() >= most_leaves) fail(Code::xml_error, Domain::cpu, "cannot parse CPU data");
        if (n.is("cpuid")) {
            if (!n.has("eax_in")) fail(Code::internal_error, Domain::cpu, "Missing CPU data");
            CpuidLeaf l{register_of(n, "eax_in"), register_of(n, "ecx_in"), {}};
            for (unsigned r = 0; r < 4; ++r) l.registers[r] = register_of(n, register_names[r]);
            raw.leaves.push_back(l);
        } else if (n.is("msr")) {
            if (!n.has("index")) fail(Code::internal_error, Domain::cpu, "Missing CPU data");
            raw.msrs.push_back({register_of(n, "index"), std::uint64_t{register_of(n, "edx")} << 32 | register_of(n, "eax")});
        }
    }
    if (raw.leaves.empty() && raw.msrs.empty()) fail(Code::internal_error, Domain::cpu, "no x86 CPU data found");
    return raw;
}

RawData parse_cpudata(std::string_view text) {
    const xml::Document document = xml::parse(text, {.origin = "(CPU_data)", .domain = Domain::cpu});
    return parse_cpudata(document.root());
}

std::string format_cpudata(const RawData& raw) {
    xml::Writer w(1024);
    w.open("cpudata");
    w.attribute("arch", "x86");
    for (const CpuidLeaf& l : raw.leaves) {
        w.open("cpuid");
        w.attribute("eax_in", fmt::format("0x{:08x}", l.leaf));
        w.attribute("ecx_in", fmt::format("0x{:02x}", l.sub));
        for (unsigned r = 0; r < 4; ++r) w.attribute(register_names[r], fmt::format("0x{:08x}", l.registers[r]));
        w.close();
    }
    for (const Msr& m : raw.msrs) {
        w.open("msr");
        w.attribute("index", fmt::format("0x{:x}", m.index));
        w.attribute("edx", fmt::format("0x{:08x}", m.value >> 32));
        w.attribute("eax", fmt::format("0x{:08x}", m.value & 0xffffffffu));
        w.close();
    }
    w.close();
    return w.take();
}

}  // namespace vireo::hv::cpu
