// SPDX-License-Identifier: LGPL-2.1-or-later
// What a processor says about itself: raw CPUID registers and MSRs, and what they mean in the database's terms.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hv/cpu/definition.h"
#include "hv/cpu/tables.h"

namespace vireo::hv::cpu {

struct CpuidLeaf {
    std::uint32_t leaf = 0, sub = 0;
    std::uint32_t registers[4]{};  // eax ebx ecx edx
};
struct Msr {
    std::uint32_t index = 0;
    std::uint64_t value = 0;
};

struct RawData {
    std::vector<CpuidLeaf> leaves;
    std::vector<Msr> msrs;

    const CpuidLeaf* find(std::uint32_t leaf, std::uint32_t sub = 0) const;
};

// In the terms of the database.
struct X86Data {
    FeatureSet features;
    int vendor = -1;             // index of the database; -1: unknown
    std::uint32_t signature = 0; // EAX of leaf 1; 0: unknown

    bool operator==(const X86Data&) const = default;
};

X86Data decode(const RawData& raw);
// Registers with only the bits of known features.
RawData encode(const X86Data& data);

Signature split_signature(std::uint32_t eax);
std::uint32_t join_signature(const Signature& s);

// <cpudata arch='x86'> with <cpuid> and <msr>. Throws xml_error for what is no such document; size is bounded.
RawData parse_cpudata(const xml::Node& node);
RawData parse_cpudata(std::string_view text);
std::string format_cpudata(const RawData& raw);

// Of the processor that runs this; empty on other architectures. MSRs only as far as the kernel lets us.
RawData read_host_cpuid();

}  // namespace vireo::hv::cpu
