// SPDX-License-Identifier: LGPL-2.1-or-later
// Counters of the host's kernel for one running guest, as users switch them on.
#pragma once

#include <sys/types.h>

#include <array>
#include <cstdint>
#include <mutex>
#include <string_view>
#include <utility>
#include <vector>

#include "base/fd.h"

namespace vireo::qemu {

// Names of all counters, in the order in which they are told.
inline constexpr std::array<std::string_view, 22> perf_names = {
    "cmt",          "mbmt",       "mbml",        "cpu_cycles",       "instructions",   "cache_references", "cache_misses",    "branch_instructions",
    "branch_misses", "bus_cycles", "stalled_cycles_frontend", "stalled_cycles_backend", "ref_cpu_cycles", "cpu_clock", "task_clock", "page_faults",
    "context_switches", "cpu_migrations", "page_faults_min", "page_faults_maj", "alignment_faults", "emulation_faults"};

class PerfEvents {
  public:
    // Begins to count for this process and what it starts from now on. Throws argument_unsupported for counters that a
    // kernel no longer has, and system_error with the kernel's reason. Does nothing for one that counts already.
    void enable(std::string_view name, pid_t pid);
    void disable(std::string_view name);
    bool enabled(std::string_view name) const;
    void disable_all();
    // Name and value of each that counts.
    std::vector<std::pair<std::string_view, std::uint64_t>> values() const;

  private:
    mutable std::mutex mutex_;
    std::array<Fd, perf_names.size()> counters_;
};

}  // namespace vireo::qemu
