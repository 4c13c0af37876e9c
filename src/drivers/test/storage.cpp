// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/storage.h"

#include "base/error.h"

namespace vireo::test {

void Storage::add(model::StoragePool pool, std::vector<model::StorageVolume> volumes, bool active) {
    std::lock_guard lock(mutex_);
    pool.capacity = pool.available = pool_size;
    pool.allocation = 0;
    PoolRecord r;
    r.ref = {pool.name, pool.uuid};
    r.active = active;
    r.persistent = true;
    r.pool = std::make_shared<const model::StoragePool>(std::move(pool));
    for (auto& v : volumes) put_volume(r, std::move(v));
    pools_.push_back(std::move(r));
}

api::StorageVolRef put_volume(PoolRecord& record, model::StorageVolume v) {
    for (const auto& have : record.volumes)
        if (have->name == v.name) fail(Code::operation_failed, Domain::test, "storage vol already exists");
    auto pool = std::make_shared<model::StoragePool>(*record.pool);
    const std::uint64_t needs = v.allocation.value_or(0);
    if (pool->allocation.value_or(0) + needs > pool->capacity.value_or(0))
        fail(Code::internal_error, Domain::test, "Not enough free space in pool for volume '{}'", v.name);
    v.target_path = pool->target_path + "/" + v.name;
    v.key = v.target_path;
    pool->allocation = pool->allocation.value_or(0) + needs;
    pool->available = pool->capacity.value_or(0) - *pool->allocation;
    api::StorageVolRef ref{pool->name, v.name, v.key};
    record.volumes.push_back(std::make_shared<const model::StorageVolume>(std::move(v)));
    record.pool = std::move(pool);
    return ref;
}

}  // namespace vireo::test
