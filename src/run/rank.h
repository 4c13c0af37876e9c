// SPDX-License-Identifier: LGPL-2.1-or-later
// Waiting runs downhill only: work on an object may wait for objects of a lower rank, never for one of its own rank or
// above. So waits cannot form a circle, and a wait uphill throws in every build instead of hanging a host one day.
#pragma once

#include <cstdint>

namespace vireo::run {

enum class Rank : std::uint8_t {
    nwfilter = 1,
    secret,
    nodedev,
    interface,
    storage_pool,
    network,
    nwfilter_binding,
    domain,
    none = 255,  // not working on any object: may wait for all
};

const char* name(Rank rank);

// The rank of the object that this thread works on.
Rank current_rank();
// Throws internal_error if work at the current rank may not wait for an object of this rank.
void require_downhill(Rank target);

// While it lives, this thread works on an object of that rank.
class RankScope {
  public:
    explicit RankScope(Rank rank);
    ~RankScope();
    RankScope(const RankScope&) = delete;
    RankScope& operator=(const RankScope&) = delete;

  private:
    Rank before_;
};

}  // namespace vireo::run
