// SPDX-License-Identifier: LGPL-2.1-or-later
// What one emulator binary can do: a plain value, made by probing or read from the cache.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vireo::qemu {

struct CpuModel {
    std::string name, type_name, alias_of;
    std::optional<bool> usable;         // unknown to old emulators
    std::vector<std::string> blockers;  // features that the host lacks
    bool deprecated = false;
    bool operator==(const CpuModel&) const = default;
};

struct MachineType {
    std::string name, alias, default_cpu, default_ram_id;
    unsigned max_cpus = 0;
    bool hotplug_cpus = false, is_default = false, numa_mem = false, deprecated = false;
    std::optional<bool> acpi;
    bool operator==(const MachineType&) const = default;
};

// The host's CPU as this emulator would show it to a guest.
struct HostCpu {
    struct Property {
        std::string name;
        enum class Kind : std::uint8_t { boolean, number, string } kind = Kind::boolean;
        std::string value;
        std::optional<bool> migratable;
        bool operator==(const Property&) const = default;
    };
    std::string model;
    bool migratability = false;
    std::vector<Property> properties;
    std::optional<std::vector<std::string>> deprecated;  // features that future models will not have; absent: not told
    bool operator==(const HostCpu&) const = default;
};

struct AcceleratorCaps {
    std::vector<MachineType> machines;
    std::vector<CpuModel> cpus;
    std::optional<HostCpu> host_cpu;
    std::vector<std::string> hyperv;  // enlightenments
    bool hyperv_known = false;
    bool operator==(const AcceleratorCaps&) const = default;
};

struct GicCaps {
    unsigned version = 0;
    bool kernel = false, emulated = false;
    bool operator==(const GicCaps&) const = default;
};

// Encrypted guests of AMD processors.
struct SevCaps {
    unsigned cbitpos = 0, reduced_phys_bits = 0;
    std::string pdh, cert_chain, cpu0_id;  // base64
    bool operator==(const SevCaps&) const = default;
};

// Enclaves of Intel processors.
struct SgxCaps {
    bool flc = false, sgx1 = false, sgx2 = false;
    std::uint64_t section_size_kib = 0;  // of all sections
    struct Section {
        unsigned node = 0;
        std::uint64_t size_kib = 0;
        bool operator==(const Section&) const = default;
    };
    std::vector<Section> sections;
    bool operator==(const SgxCaps&) const = default;
};

enum class Accelerator : std::uint8_t { kvm, tcg, hvf };

class QemuCaps {
  public:
    std::string emulator, arch, package;
    unsigned version = 0;  // 7002000 is 7.2.0
    unsigned microcode = 0;  // of the host's processors, when the emulator was asked
    std::optional<AcceleratorCaps> kvm, tcg, hvf;
    std::vector<GicCaps> gic;
    std::optional<SevCaps> sev;
    std::optional<SgxCaps> sgx;

    bool has(std::string_view flag) const {
        return std::binary_search(flags_.begin(), flags_.end(), flag, std::less<>());
    }
    void set(std::string_view flag) {
        auto at = std::lower_bound(flags_.begin(), flags_.end(), flag, std::less<>());
        if (at == flags_.end() || *at != flag) flags_.insert(at, std::string(flag));
    }
    void clear(std::string_view flag) {
        auto at = std::lower_bound(flags_.begin(), flags_.end(), flag, std::less<>());
        if (at != flags_.end() && *at == flag) flags_.erase(at);
    }
    const std::vector<std::string>& flags() const { return flags_; }

    // What holds under that accelerator; null if it cannot be used.
    const AcceleratorCaps* under(Accelerator a) const {
        const auto& caps = a == Accelerator::kvm ? kvm : a == Accelerator::hvf ? hvf : tcg;
        return caps ? &*caps : nullptr;
    }
    bool has_kvm() const { return kvm.has_value(); }

    const MachineType* machine(Accelerator a, std::string_view name) const;
    // The versioned name of an alias, or the name itself.
    std::string canonical_machine(Accelerator a, std::string_view name) const;
    // The one that QEMU takes unasked, or the first that libvirt prefers ("pc", "virt", ...); "" if there is none.
    std::string preferred_machine(Accelerator a) const;

    bool operator==(const QemuCaps&) const = default;

  private:
    std::vector<std::string> flags_;  // sorted
};

// Emulators that cannot hide protocol nodes in backing strings have a format node above every image, raw ones included.
inline bool wants_raw_layers(const QemuCaps& caps) { return !caps.has("blockjob.backing-mask-protocol"); }

}  // namespace vireo::qemu
