// SPDX-License-Identifier: LGPL-2.1-or-later
// Waiting for events on the command line: until one came, until time is up, or until the user interrupts.
#pragma once

#include "apps/virsh/virsh.h"

#include <condition_variable>
#include <mutex>

namespace vireo::sh {

class EventWait {
public:
    EventWait(Virsh& sh, const Args& args);
    ~EventWait();
    EventWait(const EventWait&) = delete;
    EventWait& operator=(const EventWait&) = delete;

    // Called by event callbacks with a line to show; later ones are dropped unless --loop was given.
    void show(const std::string& text);
    // Waits; prints why it ended and how many came. Fails when time was up before an event came.
    void run();

    bool timestamp() const { return timestamp_; }

private:
    enum class End { none, event, timeout, interrupt };
    void finish(End e);
    static EventWait* current;

    Virsh& sh_;
    bool loop_, timestamp_;
    int timeout_ms_;
    int count_ = 0;
    std::mutex mutex_;
    std::condition_variable changed_;
    End end_ = End::none;
};

}  // namespace vireo::sh
