// SPDX-License-Identifier: LGPL-2.1-or-later
#include "run/actor.h"

namespace vireo::run::detail {
namespace {

thread_local SnapshotCache cache;
thread_local const void* committing = nullptr;

}  // namespace

SnapshotCache::Slot& SnapshotCache::slot(const void* actor) {
    auto n = reinterpret_cast<std::uintptr_t>(actor);
    return cache.slots[(n * 0x9e3779b97f4a7c15ULL) >> 60];
}
static_assert(SnapshotCache::size == 16, "slot() takes the four top bits");

std::uint64_t next_version() {
    static std::atomic<std::uint64_t> last{0};
    return last.fetch_add(1, std::memory_order_relaxed) + 1;
}

CommitScope::CommitScope(const void* actor) : before_(committing) {
    if (actor == committing) fail(Code::internal_error, Domain::thread, "commit inside a commit of the same object");
    committing = actor;
}

CommitScope::~CommitScope() { committing = before_; }

}  // namespace vireo::run::detail
