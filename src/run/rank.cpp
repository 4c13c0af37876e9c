// SPDX-License-Identifier: LGPL-2.1-or-later
#include "run/rank.h"

#include "base/error.h"

namespace vireo::run {
namespace {

thread_local Rank current = Rank::none;

}  // namespace

const char* name(Rank rank) {
    switch (rank) {
        case Rank::nwfilter: return "network filter";
        case Rank::secret: return "secret";
        case Rank::nodedev: return "node device";
        case Rank::interface: return "interface";
        case Rank::storage_pool: return "storage pool";
        case Rank::network: return "network";
        case Rank::nwfilter_binding: return "network filter binding";
        case Rank::domain: return "domain";
        case Rank::none: break;
    }
    return "nothing";
}

Rank current_rank() { return current; }

void require_downhill(Rank target) {
    if (target >= current)
        fail(Code::internal_error, Domain::thread, "work on a {} must not wait for a {}", name(current), name(target));
}

RankScope::RankScope(Rank rank) : before_(current) {
    if (rank < current) current = rank;
}

RankScope::~RankScope() { current = before_; }

}  // namespace vireo::run
