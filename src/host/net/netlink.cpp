// SPDX-License-Identifier: LGPL-2.1-or-later
#include "host/net/netlink.h"

#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/error.h"
#include "run/fault.h"

namespace vireo::host {

NetlinkMessage::NetlinkMessage(std::uint16_t type, std::uint16_t flags, const void* fixed, std::size_t size) {
    nlmsghdr h{};
    h.nlmsg_type = type;
    h.nlmsg_flags = static_cast<std::uint16_t>(flags | NLM_F_REQUEST);
    bytes_.reserve(256);
    bytes_.resize(NLMSG_SPACE(size));
    std::memcpy(bytes_.data(), &h, sizeof h);
    std::memcpy(bytes_.data() + NLMSG_HDRLEN, fixed, size);
}

NetlinkMessage& NetlinkMessage::put(std::uint16_t attribute, const void* data, std::size_t size) {
    rtattr a{};
    a.rta_type = attribute;
    a.rta_len = static_cast<unsigned short>(RTA_LENGTH(size));
    auto at = bytes_.size();
    bytes_.resize(at + RTA_SPACE(size));
    std::memcpy(bytes_.data() + at, &a, sizeof a);
    if (size) std::memcpy(bytes_.data() + at + RTA_LENGTH(0), data, size);
    return *this;
}

NetlinkMessage& NetlinkMessage::put(std::uint16_t attribute, std::string_view text) {
    std::string zero(text);
    return put(attribute, zero.c_str(), zero.size() + 1);
}

std::size_t NetlinkMessage::begin(std::uint16_t attribute) {
    auto mark = bytes_.size();
    put(attribute, nullptr, 0);
    return mark;
}

void NetlinkMessage::end(std::size_t mark) {
    auto length = static_cast<unsigned short>(bytes_.size() - mark);
    std::memcpy(bytes_.data() + mark + offsetof(rtattr, rta_len), &length, sizeof length);
}

Netlink::Netlink(int protocol) {
    socket_ = Fd(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol));
    if (!socket_) fail_errno(Domain::none, errno, "cannot connect to netlink socket with protocol {}", protocol);
    // Without a limit on what the kernel echoes back, a large refused request would not fit our buffer.
    int one = 1;
    setsockopt(socket_.get(), SOL_NETLINK, NETLINK_CAP_ACK, &one, sizeof one);
    setsockopt(socket_.get(), SOL_NETLINK, NETLINK_GET_STRICT_CHK, &one, sizeof one);
}

int Netlink::ask(NetlinkMessage& m) {
    return ask(m, [](std::uint16_t, std::span<const char>) {});
}

int Netlink::ask(NetlinkMessage& m, const OnAnswer& on_answer) {
    if (int e = run::fault("netlink.ask")) return e;
    nlmsghdr h;
    std::memcpy(&h, m.bytes_.data(), sizeof h);
    bool dump = (h.nlmsg_flags & NLM_F_DUMP) == NLM_F_DUMP;
    if (!dump) h.nlmsg_flags |= NLM_F_ACK;
    h.nlmsg_len = static_cast<std::uint32_t>(m.bytes_.size());
    h.nlmsg_seq = ++sequence_;
    std::memcpy(m.bytes_.data(), &h, sizeof h);
    sockaddr_nl kernel{};
    kernel.nl_family = AF_NETLINK;
    while (sendto(socket_.get(), m.bytes_.data(), m.bytes_.size(), 0, reinterpret_cast<sockaddr*>(&kernel), sizeof kernel) < 0)
        if (errno != EINTR) return errno;

    alignas(nlmsghdr) char buffer[32768];
    for (;;) {
        sockaddr_nl from{};
        socklen_t from_size = sizeof from;
        auto n = recvfrom(socket_.get(), buffer, sizeof buffer, MSG_TRUNC, reinterpret_cast<sockaddr*>(&from), &from_size);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return errno;
        if (static_cast<std::size_t>(n) > sizeof buffer) return EMSGSIZE;
        if (from.nl_pid != 0) continue;  // only the kernel speaks for itself
        auto left = static_cast<std::size_t>(n);
        for (const char* at = buffer; left >= sizeof(nlmsghdr);) {
            nlmsghdr r;
            std::memcpy(&r, at, sizeof r);
            if (r.nlmsg_len < sizeof r || r.nlmsg_len > left) return EBADMSG;
            if (r.nlmsg_seq == sequence_) {
                if (r.nlmsg_type == NLMSG_ERROR || r.nlmsg_type == NLMSG_DONE) {
                    std::int32_t code = 0;
                    if (r.nlmsg_len >= NLMSG_LENGTH(sizeof code)) std::memcpy(&code, at + NLMSG_HDRLEN, sizeof code);
                    return code < 0 ? -code : 0;
                }
                on_answer(r.nlmsg_type, {at + NLMSG_HDRLEN, r.nlmsg_len - NLMSG_HDRLEN});
            }
            auto step = std::min<std::size_t>(NLMSG_ALIGN(r.nlmsg_len), left);
            at += step;
            left -= step;
        }
    }
}

void Netlink::each_attribute(std::span<const char> data, const std::function<void(std::uint16_t, std::span<const char>)>& f) {
    while (data.size() >= sizeof(rtattr)) {
        rtattr a;
        std::memcpy(&a, data.data(), sizeof a);
        if (a.rta_len < sizeof a || a.rta_len > data.size()) return;
        f(a.rta_type & NLA_TYPE_MASK, data.subspan(RTA_LENGTH(0), a.rta_len - RTA_LENGTH(0)));
        data = data.subspan(std::min<std::size_t>(RTA_ALIGN(a.rta_len), data.size()));
    }
}

}  // namespace vireo::host
