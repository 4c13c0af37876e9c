// SPDX-License-Identifier: LGPL-2.1-or-later
// The CPU model database as constant data: what gen/cpu_tables.py makes of facts/cpu. Nothing is parsed at run time; a
// set of x86 features is a small bit mask, so comparing CPUs is a handful of machine instructions.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <string_view>

namespace vireo::hv::cpu {

#include "hv/cpu_tables.inc"

// Features by their index in the database, which is also the order in which documents list them.
struct FeatureSet {
    std::array<std::uint64_t, x86_feature_words> w{};

    constexpr bool test(unsigned i) const { return w[i / 64] >> (i % 64) & 1; }
    constexpr void set(unsigned i) { w[i / 64] |= std::uint64_t{1} << (i % 64); }
    constexpr void clear(unsigned i) { w[i / 64] &= ~(std::uint64_t{1} << (i % 64)); }
    constexpr bool any() const {
        for (auto v : w)
            if (v) return true;
        return false;
    }
    constexpr unsigned count() const {
        unsigned n = 0;
        for (auto v : w) n += static_cast<unsigned>(std::popcount(v));
        return n;
    }
    constexpr FeatureSet& operator|=(const FeatureSet& o) {
        for (unsigned i = 0; i < x86_feature_words; ++i) w[i] |= o.w[i];
        return *this;
    }
    constexpr FeatureSet& operator&=(const FeatureSet& o) {
        for (unsigned i = 0; i < x86_feature_words; ++i) w[i] &= o.w[i];
        return *this;
    }
    constexpr FeatureSet& operator-=(const FeatureSet& o) {
        for (unsigned i = 0; i < x86_feature_words; ++i) w[i] &= ~o.w[i];
        return *this;
    }
    friend constexpr FeatureSet operator|(FeatureSet a, const FeatureSet& b) { return a |= b; }
    friend constexpr FeatureSet operator&(FeatureSet a, const FeatureSet& b) { return a &= b; }
    friend constexpr FeatureSet operator-(FeatureSet a, const FeatureSet& b) { return a -= b; }
    friend constexpr bool operator==(const FeatureSet&, const FeatureSet&) = default;

    // Calls f(index) for each member in ascending order.
    template <class F>
    void each(F&& f) const {
        for (unsigned k = 0; k < x86_feature_words; ++k)
            for (auto v = w[k]; v; v &= v - 1) f(k * 64 + static_cast<unsigned>(std::countr_zero(v)));
    }
};

// One 32 bit register that features live in: of a CPUID leaf, or half of an MSR.
struct X86Place {
    std::uint32_t leaf;       // or the number of the MSR
    std::uint8_t sub;
    std::uint8_t part;        // eax ebx ecx edx; of an MSR: low, high
    bool is_msr;
};
struct X86Feature {
    std::string_view name;
    std::uint8_t place, bit;
    bool migratable;
};
struct X86Alias {
    std::string_view qemu;
    std::uint16_t feature;
};
struct X86Vendor {
    std::string_view name, string;
};
struct X86Signature {
    std::uint16_t family, model;
    std::uint16_t steppings;  // bit n: stepping n
};
struct X86Model {
    std::string_view name;
    std::int8_t vendor;       // index; -1: anybody's
    std::uint16_t first_signature;
    std::uint8_t signatures;
    bool host, guest;         // may be the answer when a host, a guest is described
    std::int16_t like;        // index of the model that this is only another name of; -1: of none
    bool compat_check;        // a partial check compares the way it did before the database knew versions
    FeatureSet features;
    // Joined the model after it was first published, or left it: documents say explicitly whether they are there.
    FeatureSet added, removed;
};
struct PvrModel {
    std::string_view name, vendor;
    std::uint32_t value, mask;
};
struct ArmVendor {
    std::string_view name;
    std::uint32_t implementer;
};

struct Tables {
    std::span<const X86Place> places;
    std::span<const X86Feature> features;
    std::span<const X86Vendor> vendors;
    std::span<const X86Model> models;
    std::span<const X86Signature> signatures;
    std::span<const PvrModel> ppc64, arm;
    std::span<const std::string_view> ppc64_vendors;
    std::span<const ArmVendor> arm_vendors;
    std::span<const std::string_view> arm_features;
    FeatureSet unmigratable;
};
extern const Tables tables;

// -1 or null: no such name.
int find_feature(std::string_view name);
const X86Model* find_model(std::string_view name);
int find_vendor(std::string_view name);
// QEMU's spelling, which may be ours too; -1 for a property that is no feature.
int find_qemu_feature(std::string_view property);

}  // namespace vireo::hv::cpu
