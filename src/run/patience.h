// SPDX-License-Identifier: LGPL-2.1-or-later
// Whether to look a few more times before going to sleep. Waking a thread on an idle processor takes longer than a short
// call, so two sides that talk quickly stay awake for each other; a side that looked in vain does so ever more rarely.
#pragma once

#include <algorithm>

#include "base/clock.h"

namespace vireo::run {

// Of one waiter at a time.
class Patience {
  public:
    // How long to look at most.
    static constexpr Duration most = std::chrono::microseconds(25);

    bool worth_it() const { return owed_ == 0 && several_processors(); }
    void looked(bool found) {
        if (found) {
            cost_ = std::max(1u, cost_ / 2);
        } else {
            owed_ = cost_;
            cost_ = std::min(cost_ * 2, 1024u);
        }
    }
    // A sleep that was that long: short ones are what makes looking worth another try.
    void slept(Duration d) {
        if (owed_ && d < 2 * most) --owed_;
    }

    // Calls look() until it returns true or the time is over.
    template <class Look>
    bool look(Look&& look) {
        auto end = real_clock().now() + most;
        bool found;
        while (!(found = look()) && real_clock().now() < end) pause();
        looked(found);
        return found;
    }

  private:
    static bool several_processors();
    static void pause() {
#if defined(__x86_64__)
        for (int i = 0; i < 8; ++i) __builtin_ia32_pause();
#endif
    }
    unsigned owed_ = 4, cost_ = 4;
};

}  // namespace vireo::run
