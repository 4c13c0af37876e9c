// SPDX-License-Identifier: LGPL-2.1-or-later
// Virtual networks of a make-believe host. They are few and change rarely: one lock for all.
#pragma once

#include <mutex>
#include <vector>

#include "api/events.h"
#include "api/gen/common.h"
#include "model/network/network.h"

namespace vireo::test {

struct NetworkRecord {
    api::NetworkRef ref;
    bool active = false, persistent = false, autostart = false;
    model::NetworkPtr now;   // what it is
    model::NetworkPtr next;  // what it will be after the next start; null: the same
};

class Networks {
  public:
    api::EventBus events;

    // Runs f(records) alone; what it returns comes back.
    template <class F>
    auto with(F&& f) {
        std::lock_guard lock(mutex_);
        return f(records_);
    }
    void add(model::NetworkPtr network, bool active);
    model::NetworkPtr find(std::string_view name);

  private:
    std::mutex mutex_;
    std::vector<NetworkRecord> records_;
};

}  // namespace vireo::test
