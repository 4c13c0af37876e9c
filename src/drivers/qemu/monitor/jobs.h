// SPDX-License-Identifier: LGPL-2.1-or-later
// Background jobs of the emulator: block jobs and the like.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "json/fwd.h"
#include "model/row/words.h"

namespace vireo::qemu {

enum class MonitorJobType : std::uint8_t { unknown, commit, stream, mirror, backup, create };
VIREO_WORDS(MonitorJobType, "", "commit", "stream", "mirror", "backup", "create")
enum class MonitorJobStatus : std::uint8_t {
    unknown, created, running, paused, ready, standby, waiting, pending, aborting, concluded, undefined, null
};
VIREO_WORDS(MonitorJobStatus, "", "created", "running", "paused", "ready", "standby", "waiting", "pending", "aborting",
            "concluded", "undefined", "null")

struct MonitorJob {
    std::string id;
    MonitorJobType type = MonitorJobType::unknown;
    MonitorJobStatus status = MonitorJobStatus::unknown;
    std::string error;                 // why it failed; empty: it did not
    std::int64_t current = 0, total = 0;
    bool operator==(const MonitorJob&) const = default;
};

// The answer to query-jobs; jobs without a name or of an unknown state are an internal_error.
std::vector<MonitorJob> read_jobs(const json::Json& answer);

}  // namespace vireo::qemu
