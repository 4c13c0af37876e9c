// SPDX-License-Identifier: LGPL-2.1-or-later
// Small value types that rows know how to read and print.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vireo::model {

// A hardware address of an Ethernet card.
struct Mac {
    std::array<std::uint8_t, 6> bytes{};
    bool given = false;  // false: none was named yet

    // Reads six groups of one or two hexadecimal digits with colons between them.
    static std::optional<Mac> parse(std::string_view text);
    bool is_multicast() const { return bytes[0] & 1; }
    // Lower case, two digits a group.
    std::string text() const;
    friend bool operator==(const Mac&, const Mac&) = default;
};

// A set of small numbers: CPUs, NUMA nodes. Text form "0-3,^2,8".
class Bitmap {
  public:
    static constexpr unsigned max_bit = 16384;  // libvirt's own limit for CPU lists
    // Nothing for text that is no list or names a number above max_bit.
    static std::optional<Bitmap> parse(std::string_view text);

    void set(unsigned bit);
    void clear(unsigned bit);
    bool test(unsigned bit) const { return bit / 64 < words_.size() && (words_[bit / 64] >> (bit % 64) & 1); }
    bool empty() const { return words_.empty(); }
    unsigned count() const;
    // First member at or above `from`; -1 if there is none.
    int next(unsigned from) const;
    int last() const;
    bool intersects(const Bitmap& o) const;
    // Ranges in ascending order: "0-1,3".
    std::string text() const;
    friend bool operator==(const Bitmap&, const Bitmap&) = default;

  private:
    std::vector<std::uint64_t> words_;  // no zero word at the end, so equality is structural
};

}  // namespace vireo::model
