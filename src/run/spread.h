// SPDX-License-Identifier: LGPL-2.1-or-later
// One piece of work over many things, by several threads at once.
#pragma once

#include <cstddef>
#include <functional>

#include "run/pool.h"

namespace vireo::run {

// Calls work(begin, end) for disjoint ranges that together are [0, count), each of at most grain things, on the calling
// thread and, where there is enough to do, on threads of the pool. Returns when all is done; waits for no thread that has
// not begun. work is called by several threads at once. The first exception is thrown here after all ranges have ended.
void spread(Pool& pool, std::size_t count, std::size_t grain, const std::function<void(std::size_t, std::size_t)>& work);

}  // namespace vireo::run
