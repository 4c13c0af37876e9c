// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/packet/inbox.h"

#include "base/error.h"

namespace vireo::rpc {

void Inbox::make_room() {
    if (buffer_.size() == 0) buffer_.extend(first_buffer);
    if (begin_ == end_) {
        begin_ = end_ = 0;
        // A peer that once sent something large does not hold the memory for ever.
        if (buffer_.size() > 16 * first_buffer && wanted_ == 0) {
            buffer_ = Buffer();
            buffer_.extend(first_buffer);
        }
    }
    if (end_ < buffer_.size() && begin_ + wanted_ <= buffer_.size()) return;
    if (begin_ > 0) {
        std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
        end_ -= begin_;
        begin_ = 0;
    }
    // Doubling keeps a peer that only announces a large message from making us allocate it.
    if (end_ == buffer_.size()) buffer_.extend(buffer_.size());
}

long Inbox::fill(Channel& channel, bool sleep) {
    make_room();
    long n = channel.receive(buffer_.data() + end_, buffer_.size() - end_, fds_, sleep);
    if (n > 0) end_ += static_cast<std::size_t>(n);
    if (fds_.size() > 4 * fds_max) fail(Code::rpc, Domain::rpc, "Too many FDs to receive: {}", fds_.size());
    return n;
}

bool Inbox::next(Packet& packet) {
    std::size_t have = end_ - begin_;
    if (have < 4) return false;
    const char* at = buffer_.data() + begin_;
    std::size_t length = get_be32(at);
    if (length < 4) fail(Code::rpc, Domain::rpc, "packet {} bytes received from server too small, want {}", length, 4);
    if (length - 4 > message_max) fail(Code::rpc, Domain::rpc, "packet {} bytes received from server too large, want {}", length - 4, message_max);
    if (length < header_size) fail(Code::rpc, Domain::rpc, "Unable to decode message header");
    wanted_ = length;
    if (have < length) return false;
    packet.header = read_header(at);
    packet.payload = {at + header_size, length - header_size};
    packet.fds.clear();
    std::size_t extra = 0;
    if (packet.header.type == PacketType::call_with_fds || packet.header.type == PacketType::reply_with_fds) {
        if (packet.payload.size() < 4) fail(Code::rpc, Domain::rpc, "Unable to decode number of FDs");
        extra = get_be32(packet.payload.data());
        packet.payload = packet.payload.subspan(4);
        if (extra > fds_max) fail(Code::rpc, Domain::rpc, "Received too many FDs {}, expected {} at most", extra, fds_max);
        wanted_ = length + extra;
        if (have < length + extra) return false;
        if (fds_.size() < extra) fail(Code::rpc, Domain::rpc, "File descriptor passing is not supported on this socket");
        for (std::size_t i = 0; i < extra; ++i) {
            packet.fds.push_back(std::move(fds_.front()));
            fds_.pop_front();
        }
    }
    begin_ += length + extra;
    wanted_ = 0;
    return true;
}

}  // namespace vireo::rpc
