// SPDX-License-Identifier: LGPL-2.1-or-later
// What the processor under us says about itself, as raw numbers.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace vireo::host {

struct CpuidLeaf {
    std::uint32_t leaf = 0, sub = 0;
    std::uint32_t registers[4]{};  // eax ebx ecx edx
};

// The wanted leaves (number, sub-leaf) that the processor has. Empty on other architectures than x86.
std::vector<CpuidLeaf> read_cpuid(std::span<const std::pair<std::uint32_t, std::uint32_t>> wanted);

// A model specific register that tells features: what KVM says guests may see, else what the processor says. Nothing
// if neither lets us look.
std::optional<std::uint64_t> read_feature_msr(std::uint32_t index);

// How fast the time stamp counter of a KVM guest runs, and whether another speed could be set.
struct TscInfo {
    std::uint64_t hz = 0;
    bool scaling = false;
};
std::optional<TscInfo> read_tsc();

// From /proc/cpuinfo; 0: not told.
unsigned microcode_version();
unsigned physical_address_bits();

// Most virtual processors of a KVM guest; 0: no KVM.
unsigned kvm_max_vcpus();

}  // namespace vireo::host
