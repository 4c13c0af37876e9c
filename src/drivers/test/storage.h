// SPDX-License-Identifier: LGPL-2.1-or-later
// Storage pools of a make-believe host: names and figures, no bytes. One lock for all.
#pragma once

#include <mutex>
#include <vector>

#include "api/events.h"
#include "api/gen/common.h"
#include "model/storage/storage.h"

namespace vireo::test {

struct PoolRecord {
    api::StoragePoolRef ref;
    bool active = false, persistent = false, autostart = false;
    model::StoragePoolPtr pool;
    std::vector<model::StorageVolumePtr> volumes;
};

class Storage {
  public:
    static constexpr std::uint64_t pool_size = 100ull << 30;

    api::EventBus events;

    template <class F>
    auto with(F&& f) {
        std::lock_guard lock(mutex_);
        return f(pools_);
    }
    // A started pool, with volumes.
    void add(model::StoragePool pool, std::vector<model::StorageVolume> volumes, bool active);

  private:
    std::mutex mutex_;
    std::vector<PoolRecord> pools_;
};

// Puts a volume into the pool: key, path and what is left of the pool follow. Throws if it exists or does not fit.
api::StorageVolRef put_volume(PoolRecord& pool, model::StorageVolume volume);

}  // namespace vireo::test
