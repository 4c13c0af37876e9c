// SPDX-License-Identifier: LGPL-2.1-or-later
// Hashes of UUIDs: tables take a few bits of them, and must find them different whichever bytes of the UUIDs differ.
#include "base/uuid.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

using namespace vireo;

namespace {

// The largest number of UUIDs that fall into one of 4096 places by the bits from `shift` on.
unsigned crowd(unsigned first_byte, unsigned shift) {
    std::vector<unsigned> places(4096);
    unsigned most = 0;
    for (unsigned i = 0; i < 4096; ++i) {
        Uuid u{};
        u.bytes[first_byte] = static_cast<std::uint8_t>(i >> 8);
        u.bytes[first_byte + 1] = static_cast<std::uint8_t>(i);
        most = std::max(most, ++places[(UuidHash{}(u) >> shift) % 4096]);
    }
    return most;
}

}  // namespace

TEST(UuidHash, NumberedUuidsAreSpreadByAnyBits) {
    for (unsigned byte = 0; byte < 15; ++byte)
        for (unsigned shift : {0u, 20u, 52u}) EXPECT_LE(crowd(byte, shift), 12u) << byte << " " << shift;
}
