// SPDX-License-Identifier: LGPL-2.1-or-later
// Cuts what a channel delivers into messages. One read fetches as many messages as are there.
#pragma once

#include <deque>
#include <span>
#include <vector>

#include "rpc/packet/channel.h"
#include "rpc/packet/header.h"

namespace vireo::rpc {

// A message in place: valid until the next call of Inbox::fill().
struct Packet {
    Header header;
    std::span<const char> payload;  // without the word that counts descriptors
    std::vector<Fd> fds;
};

class Inbox {
  public:
    // Reads once. Returns as Channel::receive does; throws if the peer breaks the protocol.
    long fill(Channel& channel, bool sleep = false);
    // The next whole message, if there is one; throws if what is there can become none.
    bool next(Packet& packet);
    // Bytes wait that are no whole message yet, so a read that filled the room should be repeated.
    bool full() const { return end_ == buffer_.size(); }

  private:
    void make_room();
    Buffer buffer_;           // used as a fixed array; [begin_, end_) holds what was read
    std::size_t begin_ = 0, end_ = 0;
    std::size_t wanted_ = 0;  // size of the message at begin_, 0 if not yet known
    std::deque<Fd> fds_;
};

}  // namespace vireo::rpc
