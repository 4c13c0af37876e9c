// SPDX-License-Identifier: LGPL-2.1-or-later
// What a start adds to a stored definition: one function for each decision, in the order in which they build on each other.
#include <limits>

#include "base/error.h"
#include "drivers/qemu/rules/cpu.h"
#include "drivers/qemu/rules/fill.h"
#include "drivers/qemu/rules/fill_arch.h"
#include "hv/address/buses.h"

namespace vireo::qemu::rules {

using namespace model;

namespace {

// Emulators take memory in units; a guest that comes from elsewhere has the sizes that it had there.
constexpr std::uint64_t most_kib = std::numeric_limits<std::int64_t>::max() >> 10;

std::uint64_t module_unit(const model::Domain& d) { return is_x86(d) ? 2048 : arch::memory_block(d); }

std::uint64_t rounded(std::uint64_t kib, std::uint64_t unit) { return (kib + unit - 1) / unit * unit; }

template <class... A>
std::uint64_t round_up(std::uint64_t kib, std::uint64_t unit, fmt::format_string<A...> what, A&&... args) {
    const std::uint64_t out = rounded(kib, unit);
    if (out > most_kib) fail(Code::config_unsupported, vireo::Domain::none, what, std::forward<A>(args)...);
    return out;
}

void align_memory(model::Domain& d) {
    const std::uint64_t cell_unit = arch::memory_block(d);
    std::uint64_t modules = 0, others = 0;
    for (const auto& m : d.devices.memories) (m.model == MemoryModel::sgx_epc ? others : modules) += m.size.value_or(0);
    std::uint64_t initial = d.memory.value_or(0) - std::min(d.memory.value_or(0), modules);
    if (d.cpu && !d.cpu->cells.empty()) {
        initial = 0;
        for (std::size_t i = 0; i < d.cpu->cells.size(); ++i) {
            auto& cell = d.cpu->cells[i];
            if (!cell.memory) continue;
            cell.memory = round_up(*cell.memory, cell_unit, "memory size of NUMA node '{}' overflowed after alignment", i);
            initial += *cell.memory;
        }
    }
    initial = round_up(initial, cell_unit, "initial memory size overflowed after alignment");
    if (d.max_memory) d.max_memory = round_up(*d.max_memory, cell_unit, "maximum memory size overflowed after alignment");
    modules = 0;
    for (std::size_t i = 0; i < d.devices.memories.size(); ++i) {
        auto& m = d.devices.memories[i];
        if (m.model == MemoryModel::sgx_epc) continue;
        m.size = round_up(m.size.value_or(0), module_unit(d), "size of memory module '{}' overflowed after alignment", i);
        modules += *m.size;
    }
    d.memory = initial + modules;
}

// Where the processor keeps the mark of encrypted pages is the host's to say.
void locate_encryption_bit(model::Domain& d, const QemuCaps& caps) {
    if (!d.launch_security || !caps.sev) return;
    LaunchSecurity& s = *d.launch_security;
    if (s.type != LaunchSecurityType::sev && s.type != LaunchSecurityType::sev_snp) return;
    if (!s.cbitpos) s.cbitpos = caps.sev->cbitpos;
    if (!s.reduced_phys_bits) s.reduced_phys_bits = caps.sev->reduced_phys_bits;
}

}  // namespace

void prepare_start(model::Domain& d, const QemuCaps& caps, const hv::cpu::Definition* host_cpu, bool arriving) {
    prepare_cpu(d, caps, host_cpu);
    if (!arriving) align_memory(d);
    locate_encryption_bit(d, caps);
    hv::assign_usb(d, vireo::Domain::none);
    assign_aliases(d);
    assign_nodes(d, caps);
    assign_boot(d);
    check_start(d, caps);
}

}  // namespace vireo::qemu::rules
