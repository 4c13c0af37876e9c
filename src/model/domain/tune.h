// SPDX-License-Identifier: LGPL-2.1-or-later
// Memory backing, pinning, weights, limits: how much of the host a guest gets.
#pragma once

#include "model/domain/disk.h"

namespace vireo::model {

struct HugePage {
    std::optional<std::uint64_t> size;     // KiB; absent: the host's default
    Bitmap nodes;                          // guest NUMA cells; empty: all
    bool operator==(const HugePage&) const = default;
};
enum class MemorySource : std::uint8_t { none, file, anonymous, memfd };
VIREO_WORDS(MemorySource, "", "file", "anonymous", "memfd")
enum class MemoryShare : std::uint8_t { none, shared, private_ };
VIREO_WORDS(MemoryShare, "", "shared", "private")
enum class MemoryAllocation : std::uint8_t { none, immediate, ondemand };
VIREO_WORDS(MemoryAllocation, "", "immediate", "ondemand")
struct MemoryBacking {
    bool hugepages = false;
    std::vector<HugePage> pages;
    bool nosharepages = false, locked = false, discard = false;
    MemorySource source = MemorySource::none;
    MemoryShare access = MemoryShare::none;
    MemoryAllocation allocation = MemoryAllocation::none;
    std::optional<unsigned> allocation_threads;
    bool operator==(const MemoryBacking&) const = default;
};

// KiB; absent: no limit.
struct MemTune {
    std::optional<std::uint64_t> hard_limit, soft_limit, min_guarantee, swap_hard_limit;
    bool operator==(const MemTune&) const = default;
};

struct BlkioDevice {
    std::string path;
    unsigned weight = 0, read_iops_sec = 0, write_iops_sec = 0;
    std::uint64_t read_bytes_sec = 0, write_bytes_sec = 0;
    bool operator==(const BlkioDevice&) const = default;
};
struct BlkioTune {
    unsigned weight = 0;
    std::vector<BlkioDevice> devices;
    bool operator==(const BlkioTune&) const = default;
};

enum class CpuPlacement : std::uint8_t { static_, auto_ };
VIREO_WORDS(CpuPlacement, "static", "auto")

struct VcpuEntry {
    unsigned id = 0;
    YesNo enabled = YesNo::absent, hotpluggable = YesNo::absent;
    std::optional<unsigned> order;
    bool operator==(const VcpuEntry&) const = default;
};
struct Pin {
    unsigned id = 0;                       // vCPU or I/O thread
    Bitmap cpus;
    bool operator==(const Pin&) const = default;
};
enum class Scheduler : std::uint8_t { none, batch, idle, fifo, rr };
VIREO_WORDS(Scheduler, "", "batch", "idle", "fifo", "rr")
struct Sched {
    Bitmap ids;                            // vCPUs or I/O threads; unused for the emulator
    Scheduler scheduler = Scheduler::none;
    std::optional<int> priority;
    bool operator==(const Sched&) const = default;
};
struct CacheAllocation {
    unsigned level = 0, id = 0;
    std::string type;                      // "both", "code", "data"
    std::optional<std::uint64_t> size;     // KiB
    bool operator==(const CacheAllocation&) const = default;
};
struct ResctrlMonitor {
    Bitmap vcpus;
    std::optional<unsigned> level;
    bool operator==(const ResctrlMonitor&) const = default;
};
struct CacheTune {
    Bitmap vcpus;
    std::string id;
    std::vector<CacheAllocation> caches;
    std::vector<ResctrlMonitor> monitors;
    bool operator==(const CacheTune&) const = default;
};
struct MemoryTuneNode {
    unsigned id = 0, bandwidth = 0;
    bool operator==(const MemoryTuneNode&) const = default;
};
struct MemoryTune {
    Bitmap vcpus;
    std::string id;
    std::vector<MemoryTuneNode> nodes;
    std::vector<ResctrlMonitor> monitors;
    bool operator==(const MemoryTune&) const = default;
};
struct CpuTune {
    std::optional<std::uint64_t> shares;
    std::optional<std::uint64_t> period, global_period, emulator_period, iothread_period;  // microseconds
    std::optional<std::int64_t> quota, global_quota, emulator_quota, iothread_quota;
    std::vector<Pin> vcpu_pins, iothread_pins;
    Bitmap emulator_pin;
    std::vector<Sched> vcpu_scheds, iothread_scheds;
    Box<Sched> emulator_sched;
    std::vector<CacheTune> cache_tunes;
    std::vector<MemoryTune> memory_tunes;
    bool operator==(const CpuTune&) const = default;
};

struct Iothread {
    unsigned id = 0;
    std::optional<int> pool_min, pool_max;
    std::optional<std::uint64_t> poll_max, poll_grow, poll_shrink;
    bool auto_id = false;                  // made up for <iothreads>, not named by the document
    bool operator==(const Iothread&) const = default;
};

enum class NumaMode : std::uint8_t { strict, preferred, interleave, restrictive };
VIREO_WORDS(NumaMode, "strict", "preferred", "interleave", "restrictive")
enum class NumaPlacement : std::uint8_t { none, static_, auto_ };
VIREO_WORDS(NumaPlacement, "", "static", "auto")
struct NumaMemNode {
    unsigned cell = 0;
    NumaMode mode = NumaMode::strict;
    Bitmap nodes;
    bool operator==(const NumaMemNode&) const = default;
};
struct NumaTune {
    bool memory_given = false;
    NumaMode mode = NumaMode::strict;
    NumaPlacement placement = NumaPlacement::none;
    Bitmap nodes;
    std::vector<NumaMemNode> mem_nodes;
    bool operator==(const NumaTune&) const = default;
};

struct PerfEvent {
    std::string name;
    YesNo enabled = YesNo::absent;
    bool operator==(const PerfEvent&) const = default;
};

enum class SeclabelType : std::uint8_t { default_, none, dynamic, static_ };
VIREO_WORDS(SeclabelType, "", "none", "dynamic", "static")
struct Seclabel {
    SeclabelType type = SeclabelType::default_;
    std::string model, label, imagelabel, baselabel;
    YesNo relabel = YesNo::absent;
    bool implicit = false;                 // made by the daemon, never printed
    bool operator==(const Seclabel&) const = default;
};

enum class LaunchSecurityType : std::uint8_t { none, sev, sev_snp, s390_pv };
VIREO_WORDS(LaunchSecurityType, "", "sev", "sev-snp", "s390-pv")
struct LaunchSecurity {
    LaunchSecurityType type = LaunchSecurityType::none;
    YesNo kernel_hashes = YesNo::absent, author_key = YesNo::absent, vcek = YesNo::absent;
    std::optional<unsigned> cbitpos, reduced_phys_bits;
    std::optional<std::uint64_t> policy;
    std::optional<unsigned> handle;        // sev, live
    std::string dh_cert, session;          // sev
    std::string guest_visible_workarounds, id_block, id_auth, host_data;  // sev-snp
    bool operator==(const LaunchSecurity&) const = default;
};

struct KeyWrap {
    OnOff aes = OnOff::absent, dea = OnOff::absent;
    bool operator==(const KeyWrap&) const = default;
};

}  // namespace vireo::model
