// SPDX-License-Identifier: LGPL-2.1-or-later
// Disks that name a volume of a storage pool: what they are for the emulator.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "model/domain/domain.h"
#include "model/storage/storage.h"

namespace vireo::qemu::rules {

// What the storage driver knows about a volume and its pool.
struct VolumePlace {
    model::StoragePool pool;
    bool pool_known = true; // false: there is no such pool, and nothing else counts
    bool active = true;     // of the pool
    std::string path;       // of the volume on this host
    std::string type;       // "file", "block", "dir", "network", "netdir"
};

// Nothing: no such pool or volume.
using FindVolume = std::function<std::optional<VolumePlace>(const std::string& pool, const std::string& volume)>;

// Replaces each volume of a guest that starts by the place where it is. Disks whose volume cannot be had and that may be
// missing are taken away (removable drives stay, empty); their targets are returned. Throws operation_invalid or
// no_storage_vol for others. arriving: from another host or a saved image.
std::vector<std::string> place_volumes(model::Domain& d, const FindVolume& find, bool arriving);

}  // namespace vireo::qemu::rules
