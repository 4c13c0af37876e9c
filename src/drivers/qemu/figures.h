// SPDX-License-Identifier: LGPL-2.1-or-later
// What emulators tell about their guests in numbers, and how their answers are read.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"

namespace vireo::qemu {

struct BlockFigures {
    std::string alias;  // of the device
    std::uint64_t rd_reqs = 0, rd_bytes = 0, rd_times = 0, wr_reqs = 0, wr_bytes = 0, wr_times = 0, fl_reqs = 0, fl_times = 0;
    // Highest byte written so far, of the image and of those below it; 0 where the emulator does not tell.
    std::uint64_t highest_offset = 0;
    std::vector<std::uint64_t> highest_below;
};

// One image as the emulator sees it, by the name of its node.
struct NodeFigures {
    std::string node;
    std::uint64_t capacity = 0;
    std::optional<std::uint64_t> actual;  // bytes that it takes
    std::uint64_t threshold = 0;          // 0: none set
};

// What a guest tells about its memory by its balloon, in the order in which it is told on.
struct BalloonFigure {
    std::string_view theirs;  // in the emulator
    const char* field;        // in statistics
    unsigned tag;             // virDomainMemoryStatTags
    bool bytes;               // told on in KiB
};
extern const std::array<BalloonFigure, 10> balloon_figures;
// The time of the figures stands before this one.
inline constexpr std::size_t balloon_time_place = 7;

struct BalloonFigures {
    std::int64_t last_update = 0;
    std::array<std::optional<std::uint64_t>, 10> values;  // as they are told on
};

struct IothreadFigures {
    unsigned id = 0;
    std::uint64_t poll_max_ns = 0;
    unsigned poll_grow = 0, poll_shrink = 0;
};

struct DirtyRateFigures {
    int status = 0;  // virDomainDirtyRateStatus
    std::int64_t start_time = 0;
    int period = 0;  // seconds
    std::string mode;
    std::optional<std::int64_t> rate;  // MiB/s
    std::vector<std::pair<int, std::int64_t>> vcpu_rates;
};

// What the kernel counts for a virtual machine and tells by the emulator.
struct CountedFigure {
    std::string name;  // with its kind: "exits.sum"
    bool is_flag = false;
    std::uint64_t value = 0;
};
struct CountedFigures {
    std::string path;  // of the processor in the emulator's tree; empty for the machine's
    std::vector<CountedFigure> list;
    std::uint64_t sum_of(std::string_view name) const;  // of the figure with this full name; 0 if there is none
};

// Names of counters with the suffix that tells their kind, by target.
struct CounterSchema {
    struct Counter {
        std::string name, full;
        bool is_flag = false;
    };
    std::vector<Counter> vcpu, vm;
};

// Read the "return" of query-blockstats, qom-get of guest-stats, query-iothreads, query-dirty-rate, query-stats-schemas,
// query-stats and query-named-block-nodes; what is not understood is left out. Throw internal_error for what is no JSON.
std::vector<BlockFigures> read_block_figures(std::string_view json);
std::vector<NodeFigures> read_node_figures(std::string_view json);
BalloonFigures read_balloon_figures(std::string_view json);
std::vector<IothreadFigures> read_iothread_figures(std::string_view json);
std::optional<DirtyRateFigures> read_dirty_rate(std::string_view json);
// Number and path of each virtual processor, of query-cpus-fast.
std::vector<std::pair<unsigned, std::string>> read_processor_paths(std::string_view json);
CounterSchema read_counter_schema(std::string_view json);
std::vector<CountedFigures> read_counters(std::string_view json, const std::vector<CounterSchema::Counter>& known);

// The alias in the path of a device in QEMU: "/machine/peripheral/virtio-disk0/virtio-backend" -> "virtio-disk0".
std::string_view alias_of(std::string_view qom);

// What one emulator told last. Copies share the lists.
struct MonitorFigures {
    template <class T>
    using Shared = std::shared_ptr<const T>;

    std::uint64_t life = 0;  // of the guest
    SteadyTime taken{};      // when the emulator last answered
    Shared<std::vector<BlockFigures>> blocks;
    Shared<std::vector<NodeFigures>> nodes;
    std::uint64_t nodes_asked = 0;  // the guest's count of thresholds set when they were asked for
    Shared<BalloonFigures> balloon;
    SteadyTime balloon_taken{};
    std::shared_ptr<const void> balloon_state;  // the guest's state then, if it stood still
    Shared<std::vector<IothreadFigures>> iothreads;
    std::weak_ptr<const void> iothreads_definition;  // the guest's definition then
    Shared<DirtyRateFigures> dirty_rate;
    std::uint64_t dirty_rate_asked = 0;  // the guest's count of calculations begun when it was asked for
    Shared<CounterSchema> schema;
    Shared<std::vector<std::pair<unsigned, std::string>>> processors;
    std::weak_ptr<const void> processors_definition;
    Shared<std::vector<CountedFigures>> vcpu_counters, vm_counters;
};

}  // namespace vireo::qemu
