// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/qemu/monitor/feature_words.h"

#include <map>

#include "base/error.h"
#include "json/json.h"
#include "xml/writer.h"

namespace vireo::qemu {

using json::Json;

std::vector<CpuidLeaf> read_feature_words(const Json& answer) {
    if (!answer.is_array()) fail(Code::internal_error, Domain::qemu, "feature-words property was not an array");
    std::map<std::pair<std::uint32_t, std::uint32_t>, CpuidLeaf> leaves;
    for (const Json& word : answer) {
        auto number = [&](const char* name, bool needed) -> std::uint32_t {
            const Json* v = json::find(word, name);
            if (!v && !needed) return 0;
            if (!v || !v->is_number_unsigned() || v->get<std::uint64_t>() > UINT32_MAX)
                fail(Code::internal_error, Domain::qemu, "missing or invalid {} in CPU data", name);
            return v->get<std::uint32_t>();
        };
        const Json* reg = json::find(word, "cpuid-register");
        static constexpr const char* names[] = {"EAX", "EBX", "ECX", "EDX"};
        unsigned index = 4;
        for (unsigned i = 0; i < 4; ++i)
            if (reg && *reg == names[i]) index = i;
        if (index == 4) fail(Code::internal_error, Domain::qemu, "unknown CPU register '{}'", reg ? json::compact(*reg) : "");
        const auto value = number("features", true);
        const auto eax = number("cpuid-input-eax", true), ecx = number("cpuid-input-ecx", false);
        if (!value) continue;
        auto& leaf = leaves[{eax, ecx}];
        leaf.eax_in = eax;
        leaf.ecx_in = ecx;
        leaf.registers[index] |= value;
    }
    std::vector<CpuidLeaf> out;
    out.reserve(leaves.size());
    for (auto& [key, leaf] : leaves) out.push_back(leaf);
    return out;
}

std::string format_cpu_data(const std::vector<CpuidLeaf>& leaves) {
    xml::Writer w;
    w.open("cpudata");
    w.plain_attribute("arch", "x86");
    for (const auto& l : leaves) {
        auto hex = [&](const char* name, std::uint32_t value) { w.plain_attribute(name, fmt::format("0x{:08x}", value)); };
        w.open("cpuid");
        hex("eax_in", l.eax_in);
        hex("ecx_in", l.ecx_in);
        hex("eax", l.registers[0]);
        hex("ebx", l.registers[1]);
        hex("ecx", l.registers[2]);
        hex("edx", l.registers[3]);
        w.close();
    }
    w.close();
    return w.take();
}

}  // namespace vireo::qemu
