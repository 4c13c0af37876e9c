// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/uuid.h"

#include <sys/random.h>

#include <cstring>

#include "base/error.h"
#include "base/text.h"

namespace vireo {
namespace {

int digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

}  // namespace

std::optional<Uuid> Uuid::parse(std::string_view text) {
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    Uuid u;
    std::size_t half = 0;
    for (char c : text) {
        if (c == '-') {
            if (half % 2) return std::nullopt;
            continue;
        }
        int d = digit(c);
        if (d < 0 || half == 32) return std::nullopt;
        u.bytes[half / 2] = static_cast<std::uint8_t>(u.bytes[half / 2] << 4 | d);
        ++half;
    }
    if (half != 32) return std::nullopt;
    return u;
}

Uuid Uuid::random() {
    Uuid u;
    std::size_t have = 0;
    while (have < u.bytes.size()) {
        auto n = getrandom(u.bytes.data() + have, u.bytes.size() - have, 0);
        if (n < 0) {
            if (errno == EINTR) continue;
            fail_errno(Domain::none, errno, "cannot read random bytes");
        }
        have += static_cast<std::size_t>(n);
    }
    u.bytes[6] = static_cast<std::uint8_t>((u.bytes[6] & 0x0f) | 0x40);
    u.bytes[8] = static_cast<std::uint8_t>((u.bytes[8] & 0x3f) | 0x80);
    return u;
}

std::string Uuid::text() const {
    static constexpr char hex[] = "0123456789abcdef";
    std::string out;
    out.reserve(36);
    for (std::size_t i = 0; i < 16; ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) out += '-';
        out += hex[bytes[i] >> 4];
        out += hex[bytes[i] & 15];
    }
    return out;
}

std::size_t UuidHash::operator()(const Uuid& u) const noexcept {
    std::uint64_t a, b;
    std::memcpy(&a, u.bytes.data(), 8);
    std::memcpy(&b, u.bytes.data() + 8, 8);
    // Every bit of the UUID reaches every bit of the hash: tables look at the low ones, and UUIDs that were numbered by hand
    // differ in the last bytes alone.
    __extension__ using Wide = unsigned __int128;
    const Wide product = static_cast<Wide>(a ^ 0x9e3779b97f4a7c15ULL) * (b ^ 0xe7037ed1a0b428dbULL);
    return static_cast<std::size_t>(product) ^ static_cast<std::size_t>(product >> 64);
}

}  // namespace vireo
