// SPDX-License-Identifier: LGPL-2.1-or-later
#include "hv/near.h"

namespace vireo::hv {

std::pmr::memory_resource& near_memory() {
    // Never destroyed: what was retired may be dropped after static objects are gone.
    static auto* memory = new std::pmr::synchronized_pool_resource({.max_blocks_per_chunk = 512, .largest_required_pool_block = 1024});
    return *memory;
}

}  // namespace vireo::hv
