// SPDX-License-Identifier: LGPL-2.1-or-later
// <cpu>: the processor that the guest sees, and its NUMA cells.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/row/types.h"
#include "model/row/words.h"

namespace vireo::model {

enum class CpuMode : std::uint8_t { none, custom, host_model, host_passthrough, maximum };
VIREO_WORDS(CpuMode, "", "custom", "host-model", "host-passthrough", "maximum")
enum class CpuMatch : std::uint8_t { none, minimum, exact, strict };
VIREO_WORDS(CpuMatch, "", "minimum", "exact", "strict")
enum class CpuCheck : std::uint8_t { default_, none, partial, full };
VIREO_WORDS(CpuCheck, "", "none", "partial", "full")
enum class CpuFallback : std::uint8_t { none, allow, forbid };
VIREO_WORDS(CpuFallback, "", "allow", "forbid")
enum class CpuPolicy : std::uint8_t { none, force, require, optional, disable, forbid };
VIREO_WORDS(CpuPolicy, "", "force", "require", "optional", "disable", "forbid")
enum class CpuCacheMode : std::uint8_t { none, emulate, passthrough, disable };
VIREO_WORDS(CpuCacheMode, "", "emulate", "passthrough", "disable")

struct CpuFeature {
    std::string name;
    CpuPolicy policy = CpuPolicy::none;
    bool operator==(const CpuFeature&) const = default;
};

struct CpuTopology {
    unsigned sockets = 0, dies = 0, clusters = 0, cores = 0, threads = 0;  // 0: no topology given
    bool operator==(const CpuTopology&) const = default;
};

struct NumaSibling {
    unsigned id = 0, value = 0;
    bool operator==(const NumaSibling&) const = default;
};
struct NumaCache {
    unsigned level = 0;
    std::string associativity, policy;
    std::optional<std::uint64_t> size, line;  // KiB, bytes
    bool operator==(const NumaCache&) const = default;
};
struct NumaCell {
    std::optional<unsigned> id;
    Bitmap cpus;
    std::optional<std::uint64_t> memory;   // KiB
    std::string mem_access;                // "shared", "private"
    YesNo discard = YesNo::absent;
    std::vector<NumaSibling> distances;
    std::vector<NumaCache> caches;
    bool operator==(const NumaCell&) const = default;
};
struct NumaInterconnect {
    bool is_latency = true;                // else bandwidth
    unsigned initiator = 0, target = 0;
    std::optional<unsigned> cache;
    std::string type;                      // "access", "read", "write"
    std::optional<std::uint64_t> value;    // nanoseconds, or KiB a second
    bool operator==(const NumaInterconnect&) const = default;
};

struct CpuMaxPhysAddr {
    std::string mode;                      // "emulate", "passthrough"; empty: not given
    std::optional<int> bits, limit;
    bool operator==(const CpuMaxPhysAddr&) const = default;
};

struct Cpu {
    CpuMode mode = CpuMode::none;
    CpuMatch match = CpuMatch::none;
    CpuCheck check = CpuCheck::default_;
    OnOff migratable = OnOff::absent, deprecated_features = OnOff::absent;
    std::string model, vendor, vendor_id;
    CpuFallback fallback = CpuFallback::none;
    std::vector<CpuFeature> features;
    CpuTopology topology;
    std::optional<int> cache_level;
    CpuCacheMode cache_mode = CpuCacheMode::none;
    CpuMaxPhysAddr max_phys_addr;
    std::vector<NumaCell> cells;
    std::vector<NumaInterconnect> interconnects;
    bool operator==(const Cpu&) const = default;
};

}  // namespace vireo::model
