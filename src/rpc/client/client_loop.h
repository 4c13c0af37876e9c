// SPDX-License-Identifier: LGPL-2.1-or-later
// The application's event loop, as far as a client session needs it. Whoever embeds the client (the C wall: over the
// public event API) implements it; without one the session is read only while somebody waits for a reply, and takes no
// part in events and keepalive.
#pragma once

#include <functional>

namespace vireo::rpc {

class ClientLoop {
  public:
    // As VIR_EVENT_HANDLE_*.
    enum Ready : int { readable = 1, writable = 2, error = 4, hangup = 8 };

    virtual ~ClientLoop() = default;

    // All may be called from any thread; callbacks come from the loop's thread, and one may still be under way when
    // its removal returns. Both `add` return -1 if the loop takes no more. Durations are milliseconds; -1 stops a timer,
    // 0 makes it fire as soon as the loop turns.
    virtual int add_fd(int fd, int events, std::function<void(int ready)> fn) = 0;
    virtual void update_fd(int watch, int events) = 0;
    virtual void remove_fd(int watch) = 0;
    virtual int add_timer(int interval_ms, std::function<void()> fn) = 0;
    virtual void update_timer(int timer, int interval_ms) = 0;
    virtual void remove_timer(int timer) = 0;
};

}  // namespace vireo::rpc
