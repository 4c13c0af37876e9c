// SPDX-License-Identifier: LGPL-2.1-or-later
// The 28 bytes in front of each message, and the numbers of the protocol (facts/protocol/FRAMING.md).
#pragma once

#include <cstdint>
#include <span>

#include "rpc/codec/buffer.h"

namespace vireo::rpc {

enum class PacketType : std::int32_t { call = 0, reply = 1, message = 2, stream = 3, call_with_fds = 4, reply_with_fds = 5, stream_hole = 6 };
enum class Status : std::int32_t { ok = 0, error = 1, more = 2 };

struct Header {
    std::uint32_t program = 0, version = 1;
    std::int32_t procedure = 0;
    PacketType type = PacketType::call;
    std::uint32_t serial = 0;
    Status status = Status::ok;
};

inline constexpr std::size_t header_size = 28;             // with the length word
inline constexpr std::size_t message_max = 33554432;       // without the length word
inline constexpr std::size_t payload_max = 33554408;
inline constexpr std::size_t first_buffer = 65536 + 4;
inline constexpr std::size_t stream_piece = 262120;        // what old peers take
inline constexpr unsigned fds_max = 32;

inline constexpr std::uint32_t remote_program = 0x20008086, qemu_program = 0x20008087, lxc_program = 0x00068000, admin_program = 0x06900690;
inline constexpr std::uint32_t keepalive_program = 0x6b656570;
inline constexpr std::int32_t keepalive_ping = 1, keepalive_pong = 2;

// Reserves room for the header at the end of `out`; finish_packet() fills it in once the payload follows it.
inline std::size_t begin_packet(Buffer& out) {
    std::size_t at = out.size();
    out.extend(header_size);
    return at;
}
// Throws Code::rpc if the message got longer than the protocol allows; `out` is then cut back to `at`.
void finish_packet(Buffer& out, std::size_t at, const Header& header);

// A header and a ready payload.
Buffer make_packet(const Header& header, std::span<const char> payload = {});

// bytes: at least header_size.
Header read_header(const char* bytes);

}  // namespace vireo::rpc
