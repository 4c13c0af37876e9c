// SPDX-License-Identifier: LGPL-2.1-or-later
// 128-bit identity of domains, networks, pools, secrets and filters (RFC 4122 text form).
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vireo {

struct Uuid {
    std::array<std::uint8_t, 16> bytes{};

    // Reads 32 hexadecimal digits; dashes may stand anywhere between them and white space around them.
    static std::optional<Uuid> parse(std::string_view text);
    // A random (version 4) UUID from the kernel's generator.
    static Uuid random();

    bool is_null() const { return *this == Uuid{}; }
    // Lower case, 8-4-4-4-12.
    std::string text() const;

    friend bool operator==(const Uuid&, const Uuid&) = default;
    friend auto operator<=>(const Uuid&, const Uuid&) = default;
};

struct UuidHash {
    std::size_t operator()(const Uuid& u) const noexcept;
};

}  // namespace vireo
