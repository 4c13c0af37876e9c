// SPDX-License-Identifier: LGPL-2.1-or-later
// What a start adds to a stored definition: one function for each decision, in the order in which they build on each other.
#include <limits>

#include "base/error.h"
#include "drivers/qemu/caps/host_model.h"
#include "drivers/qemu/rules/fill.h"
#include "drivers/qemu/rules/fill_arch.h"
#include "hv/address/buses.h"

namespace vireo::qemu::rules {

using namespace model;

namespace {

// From "like the host" to a model with features, with what the definition says on top.
void expand_host_model(model::Domain& d, const QemuCaps& caps) {
    if (!d.cpu || d.cpu->mode != CpuMode::host_model) return;
    const auto host = host_model_cpu(caps, accelerator_of(d), nullptr, HostModel::migratable);
    if (!host) fail(Code::config_unsupported, vireo::Domain::qemu, "CPU mode 'host-model' for {} {} domain on {} host is not supported by hypervisor", d.os.arch, word(d.type), d.os.arch);
    Cpu& c = *d.cpu;
    const std::vector<CpuFeature> own = std::move(c.features);
    c.mode = CpuMode::custom;
    c.match = CpuMatch::exact;
    c.model = host->model;
    c.vendor = host->vendor;
    c.fallback = CpuFallback::forbid;
    c.features = host->features;
    for (const auto& f : own) {
        auto at = std::find_if(c.features.begin(), c.features.end(), [&](auto& x) { return x.name == f.name; });
        if (at == c.features.end())
            c.features.push_back(f);
        else
            at->policy = f.policy;
    }
}

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

void prepare_start(model::Domain& d, const QemuCaps& caps, bool arriving) {
    expand_host_model(d, caps);
    if (!arriving) align_memory(d);
    locate_encryption_bit(d, caps);
    hv::assign_usb(d, vireo::Domain::none);
    assign_aliases(d);
    assign_nodes(d, caps);
    assign_boot(d);
    check_start(d, caps);
}

}  // namespace vireo::qemu::rules
