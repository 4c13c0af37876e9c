// SPDX-License-Identifier: LGPL-2.1-or-later
#include "host/node/cpuid.h"

#include <fcntl.h>
#include <linux/kvm.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/fd.h"
#include "base/text.h"
#include "host/node/sysfs.h"

#if defined(__x86_64__) || defined(__i386__)
#include <cpuid.h>
#endif

namespace vireo::host {
namespace {

// "name<tabs>: value" of the first processor.
std::string_view cpuinfo_value(std::string_view text, std::string_view name) {
    for (std::size_t at = 0; at < text.size();) {
        auto end = text.find('\n', at);
        if (end == text.npos) end = text.size();
        auto line = text.substr(at, end - at);
        at = end + 1;
        if (!line.starts_with(name)) continue;
        auto colon = line.find(':');
        if (colon == line.npos || trim(line.substr(name.size(), colon - name.size())) != "") continue;
        return trim(line.substr(colon + 1));
    }
    return {};
}

}  // namespace

std::vector<CpuidLeaf> read_cpuid(std::span<const std::pair<std::uint32_t, std::uint32_t>> wanted) {
    std::vector<CpuidLeaf> out;
#if defined(__x86_64__) || defined(__i386__)
    const unsigned basic = __get_cpuid_max(0, nullptr), extended = __get_cpuid_max(0x80000000u, nullptr);
    for (auto [leaf, sub] : wanted) {
        if (leaf > (leaf >= 0x80000000u ? extended : basic)) continue;
        CpuidLeaf l{leaf, sub, {}};
        __cpuid_count(leaf, sub, l.registers[0], l.registers[1], l.registers[2], l.registers[3]);
        out.push_back(l);
    }
#else
    (void)wanted;
#endif
    return out;
}

std::optional<std::uint64_t> read_feature_msr(std::uint32_t index) {
#if defined(__x86_64__) || defined(__i386__)
    if (Fd kvm(::open("/dev/kvm", O_RDWR | O_CLOEXEC)); kvm) {
        // The kernel's struct ends in a flexible array, whose size C and C++ do not agree about.
        struct {
            std::uint32_t count = 1, pad = 0;
            kvm_msr_entry entry{};
        } ask;
        ask.entry.index = index;
        if (::ioctl(kvm.get(), _IOWR(KVMIO, 0x88, std::uint64_t), &ask) == 1) return ask.entry.data;  // KVM_GET_MSRS
    }
    if (Fd msr(::open("/dev/cpu/0/msr", O_RDONLY | O_CLOEXEC)); msr) {
        std::uint64_t value = 0;
        if (::pread(msr.get(), &value, sizeof value, index) == sizeof value) return value;
    }
#else
    (void)index;
#endif
    return std::nullopt;
}

std::optional<TscInfo> read_tsc() {
#if defined(__x86_64__) || defined(__i386__)
    Fd kvm(::open("/dev/kvm", O_RDWR | O_CLOEXEC));
    if (!kvm) return std::nullopt;
    if (::ioctl(kvm.get(), KVM_CHECK_EXTENSION, KVM_CAP_GET_TSC_KHZ) <= 0) return std::nullopt;
    const bool scaling = ::ioctl(kvm.get(), KVM_CHECK_EXTENSION, KVM_CAP_TSC_CONTROL) > 0;
    Fd machine(::ioctl(kvm.get(), KVM_CREATE_VM, 0));
    if (!machine) return std::nullopt;
    Fd processor(::ioctl(machine.get(), KVM_CREATE_VCPU, 0));
    if (!processor) return std::nullopt;
    const int khz = ::ioctl(processor.get(), KVM_GET_TSC_KHZ, 0);
    if (khz <= 0) return std::nullopt;
    return TscInfo{static_cast<std::uint64_t>(khz) * 1000, scaling};
#else
    return std::nullopt;
#endif
}

unsigned microcode_version() {
    auto text = read_text("/proc/cpuinfo");
    if (!text) return 0;
    auto v = cpuinfo_value(*text, "microcode");
    if (!v.starts_with("0x")) return 0;
    return to_number<unsigned>(v.substr(2), 16).value_or(0);
}

unsigned physical_address_bits() {
    auto text = read_text("/proc/cpuinfo");
    if (!text) return 0;
    auto v = cpuinfo_value(*text, "address sizes");  // "48 bits physical, 57 bits virtual"
    return to_number<unsigned>(v.substr(0, v.find(' '))).value_or(0);
}

unsigned kvm_max_vcpus() {
    Fd kvm(::open("/dev/kvm", O_RDWR | O_CLOEXEC));
    if (!kvm) return 0;
    const int most = ::ioctl(kvm.get(), KVM_CHECK_EXTENSION, KVM_CAP_MAX_VCPUS);
    if (most > 0) return static_cast<unsigned>(most);
    const int usual = ::ioctl(kvm.get(), KVM_CHECK_EXTENSION, KVM_CAP_NR_VCPUS);
    return usual > 0 ? static_cast<unsigned>(usual) : 4;
}

}  // namespace vireo::host
