// SPDX-License-Identifier: LGPL-2.1-or-later
// The virtual processors of a guest as the emulator tells them, in the numbering of definitions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "json/fwd.h"

namespace vireo::qemu {

struct VcpuInfo {
    bool online = false;
    bool hotpluggable = false;
    bool halted = false;               // s390x: the processor was stopped
    std::optional<int> thread;         // kernel id of the thread that runs it
    std::optional<unsigned> enable_id; // of slots: 1, 2, ... in the order in which they appeared
    std::optional<int> qemu_id;        // the emulator's number
    // Of slots: a slot is what is plugged at once, with one or more processors; the first one of them carries these.
    std::string type, alias, qom_path;
    std::optional<int> socket, die, cluster, core, thread_id, node;
    unsigned vcpus = 0;                // processors of this slot; 0: not the first of its slot
    bool operator==(const VcpuInfo&) const = default;
};

// `cpus`: answer to query-cpus-fast; `slots`: answer to query-hotpluggable-cpus, or null where the machine has none.
// Exactly `maximum` entries. Throws internal_error for answers that make no sense.
std::vector<VcpuInfo> read_vcpus(const json::Json& cpus, const json::Json* slots, unsigned maximum);

}  // namespace vireo::qemu
