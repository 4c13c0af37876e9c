// SPDX-License-Identifier: LGPL-2.1-or-later
// CPUID of a guest's processor as the emulator reports it ("feature-words").
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "json/fwd.h"

namespace vireo::qemu {

struct CpuidLeaf {
    std::uint32_t eax_in = 0, ecx_in = 0;
    std::array<std::uint32_t, 4> registers{};  // eax, ebx, ecx, edx
    bool operator==(const CpuidLeaf&) const = default;
};

// By input registers, ascending; leaves in which nothing is set are left out. Throws internal_error for another answer.
std::vector<CpuidLeaf> read_feature_words(const json::Json& answer);
// <cpudata arch='x86'>
std::string format_cpu_data(const std::vector<CpuidLeaf>& leaves);

}  // namespace vireo::qemu
