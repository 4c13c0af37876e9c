// SPDX-License-Identifier: LGPL-2.1-or-later
// Questions to the kernel's network tables (rtnetlink): messages are built here, one socket per object, answers matched
// by sequence number. No caches.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/fd.h"

namespace vireo::host {

// One request: a header, a fixed part and attributes, which may nest.
class NetlinkMessage {
  public:
    // type and flags as in linux/rtnetlink.h and linux/netlink.h; NLM_F_REQUEST is added.
    NetlinkMessage(std::uint16_t type, std::uint16_t flags, const void* fixed, std::size_t size);
    template <class Fixed>
    NetlinkMessage(std::uint16_t type, std::uint16_t flags, const Fixed& fixed) : NetlinkMessage(type, flags, &fixed, sizeof fixed) {}

    NetlinkMessage& put(std::uint16_t attribute, const void* data, std::size_t size);
    NetlinkMessage& put(std::uint16_t attribute, std::string_view text);  // a NUL is added
    NetlinkMessage& put_u8(std::uint16_t attribute, std::uint8_t value) { return put(attribute, &value, sizeof value); }
    NetlinkMessage& put_u16(std::uint16_t attribute, std::uint16_t value) { return put(attribute, &value, sizeof value); }
    NetlinkMessage& put_u32(std::uint16_t attribute, std::uint32_t value) { return put(attribute, &value, sizeof value); }
    // Attributes put until end(mark) belong to this one.
    std::size_t begin(std::uint16_t attribute);
    void end(std::size_t mark);

  private:
    friend class Netlink;
    std::vector<char> bytes_;
};

class Netlink {
  public:
    // protocol: NETLINK_ROUTE is 0. Throws system_error.
    explicit Netlink(int protocol = 0);

    // Sends and waits for the acknowledgement; 0 or the errno with which the kernel refused.
    int ask(NetlinkMessage& message);
    // Sends and calls on_answer(type, payload) for each message of the answer; also for dumps. 0 or errno.
    using OnAnswer = std::function<void(std::uint16_t type, std::span<const char> payload)>;
    int ask(NetlinkMessage& message, const OnAnswer& on_answer);

    // Calls f(attribute type without flags, value) for well-formed attributes.
    static void each_attribute(std::span<const char> data, const std::function<void(std::uint16_t, std::span<const char>)>& f);

  private:
    Fd socket_;
    std::uint32_t sequence_ = 0;
};

}  // namespace vireo::host
