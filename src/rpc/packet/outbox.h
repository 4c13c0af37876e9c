// SPDX-License-Identifier: LGPL-2.1-or-later
// Messages on their way out: kept in order, written together, cut wherever the channel stops taking more.
#pragma once

#include <deque>
#include <functional>
#include <vector>

#include "rpc/packet/channel.h"
#include "rpc/packet/header.h"

namespace vireo::rpc {

struct Outgoing {
    Buffer bytes;
    std::vector<Fd> fds;
    std::move_only_function<void()> sent;  // called once the last byte has gone; may be empty
    bool event = false;
};

class Outbox {
  public:
    void push(Outgoing message);
    void push(Buffer bytes) { push(Outgoing{std::move(bytes), {}, {}, false}); }
    bool empty() const { return queue_.empty(); }
    std::size_t events() const { return events_; }
    // Bytes that wait.
    std::size_t bytes() const { return bytes_ - offset_; }
    // Writes what the channel takes; true if all has gone. `sent` functions of finished messages are moved to `done`, for
    // the caller to run without its locks.
    bool flush(Channel& channel, std::vector<std::move_only_function<void()>>& done);

  private:
    std::deque<Outgoing> queue_;
    std::size_t offset_ = 0;    // written bytes of the first message
    std::size_t fds_sent_ = 0;  // its descriptors that have gone
    std::size_t events_ = 0, bytes_ = 0;
};

}  // namespace vireo::rpc
