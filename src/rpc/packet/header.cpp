// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/packet/header.h"

#include "base/error.h"

namespace vireo::rpc {

void finish_packet(Buffer& out, std::size_t at, const Header& h) {
    std::size_t length = out.size() - at;
    if (length - 4 > message_max) {
        out.truncate(at);
        fail(Code::rpc, Domain::rpc, "Unable to encode message payload");
    }
    char* p = out.data() + at;
    put_be32(p, static_cast<std::uint32_t>(length));
    put_be32(p + 4, h.program);
    put_be32(p + 8, h.version);
    put_be32(p + 12, static_cast<std::uint32_t>(h.procedure));
    put_be32(p + 16, static_cast<std::uint32_t>(h.type));
    put_be32(p + 20, h.serial);
    put_be32(p + 24, static_cast<std::uint32_t>(h.status));
}

Buffer make_packet(const Header& header, std::span<const char> payload) {
    Buffer out;
    out.reserve(header_size + payload.size());
    begin_packet(out);
    out.append(payload.data(), payload.size());
    finish_packet(out, 0, header);
    return out;
}

Header read_header(const char* p) {
    Header h;
    h.program = get_be32(p + 4);
    h.version = get_be32(p + 8);
    h.procedure = static_cast<std::int32_t>(get_be32(p + 12));
    h.type = static_cast<PacketType>(get_be32(p + 16));
    h.serial = get_be32(p + 20);
    h.status = static_cast<Status>(get_be32(p + 24));
    return h;
}

}  // namespace vireo::rpc
