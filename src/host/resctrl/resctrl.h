// SPDX-License-Identifier: LGPL-2.1-or-later
// Resource control of processors (Documentation/arch/x86/resctrl.rst): shares of caches and of memory bandwidth as
// schemata text and as values, and what of them no group has taken yet.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vireo::host {

// The parts of a cache that a group may fill, one bit a part.
class CacheMask {
  public:
    CacheMask() = default;
    explicit CacheMask(unsigned width) : width_(width), bits_(width, false) {}
    // Hexadecimal digits as the kernel prints them, of at most `width` bits; nothing for other text.
    static std::optional<CacheMask> parse(std::string_view text, unsigned width);

    unsigned width() const { return width_; }
    bool test(unsigned bit) const { return bit < width_ && bits_[bit]; }
    void set(unsigned bit) { bits_.at(bit) = true; }
    void take_away(const CacheMask& other);
    static CacheMask full(unsigned width);
    // First of `length` adjacent set bits; nothing if there is no such run.
    std::optional<unsigned> find_run(unsigned length) const;
    // As many digits as the width needs.
    std::string text() const;
    bool operator==(const CacheMask&) const = default;

  private:
    unsigned width_ = 0;
    std::vector<bool> bits_;
};

enum class CacheShare : std::uint8_t { both, code, data };

struct CacheKind {
    unsigned level = 0;
    CacheShare share = CacheShare::both;
    auto operator<=>(const CacheKind&) const = default;
    // "L3", "L3CODE", "L3DATA"
    std::string name() const;
};

// What one group may use.
struct ResourceAllocation {
    std::map<CacheKind, std::map<unsigned, CacheMask>> caches;  // by cache id
    std::map<unsigned, std::uint64_t> bandwidth;                // by memory node: percent, MB/s or the vendor's unit
    // "L3:0=00f;1=7ff\nMB:0=100\n"
    std::string text() const;
    bool operator==(const ResourceAllocation&) const = default;
};

// What the processor offers.
struct ResourceInfo {
    struct Cache {
        unsigned width = 0;     // bits of a mask
        unsigned min_bits = 0;  // the fewest that a group may have
        unsigned groups = 0;    // how many groups there can be
    };
    std::map<CacheKind, Cache> caches;
    struct Bandwidth {
        unsigned granularity = 0, minimum = 0, groups = 0;
    };
    std::optional<Bandwidth> bandwidth;
};

ResourceInfo read_resource_info(const std::string& root = "/sys/fs/resctrl");
// Reads schemata text; resources that `info` does not know (SMBA, ...) are passed over. Throws internal_error for masks
// that do not fit.
ResourceAllocation parse_schemata(std::string_view text, const ResourceInfo& info);
// What neither the kernel's default group nor any other has taken: what a new group can have for itself.
ResourceAllocation read_unused(const std::string& root = "/sys/fs/resctrl");

}  // namespace vireo::host
