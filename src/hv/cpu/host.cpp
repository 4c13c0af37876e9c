// SPDX-License-Identifier: LGPL-2.1-or-later
#include "hv/cpu/host.h"

#include <algorithm>

#include "base/error.h"
#include "base/log.h"
#include "base/text.h"
#include "host/node/cpuid.h"
#include "host/node/node.h"
#include "host/node/sysfs.h"
#include "host/node/topology.h"
#include "hv/cpu/cpu.h"

namespace vireo::hv::cpu {
namespace {

constinit log::Source source{"hv.cpu"};

RawData read_x86() {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> wanted{{0, 0}, {1, 0}};
    std::vector<std::uint32_t> msrs;
    for (const X86Place& p : tables.places) {
        if (p.is_msr) {
            // Only what firmware and microcode promise; what virtualization can do is a guest's business.
            if (p.leaf == 0xcf || p.leaf == 0x10a) msrs.push_back(p.leaf);
        } else if (std::pair key{p.leaf, std::uint32_t{p.sub}}; std::find(wanted.begin(), wanted.end(), key) == wanted.end()) {
            wanted.push_back(key);
        }
    }
    RawData raw;
    for (const host::CpuidLeaf& l : host::read_cpuid(wanted)) raw.leaves.push_back({l.leaf, l.sub, {l.registers[0], l.registers[1], l.registers[2], l.registers[3]}});
    for (std::uint32_t index : msrs)
        if (auto value = host::read_feature_msr(index)) raw.msrs.push_back({index, *value});
    return raw;
}

// ARM: implementer and part of the first processor (the register MIDR, as the kernel shows it).
void read_arm(Definition& c) {
    auto text = host::read_text("/sys/devices/system/cpu/cpu0/regs/identification/midr_el1");
    if (!text || !text->starts_with("0x")) return;
    auto midr = to_number<std::uint64_t>(trim(std::string_view(*text).substr(2)), 16);
    if (!midr) return;
    const auto implementer = static_cast<std::uint32_t>(*midr >> 24 & 0xff), part = static_cast<std::uint32_t>(*midr >> 4 & 0xfff);
    std::string_view vendor;
    for (const ArmVendor& v : tables.arm_vendors)
        if (v.implementer == implementer) vendor = v.name;
    for (const PvrModel& m : tables.arm)
        if (m.value == part && m.vendor == vendor) c.model = m.name;
    if (!c.model.empty()) c.vendor = vendor;
}

// PowerPC: the processor's version number in the device tree.
void read_ppc64(Definition& c) {
    auto text = host::read_text("/proc/cpuinfo");
    if (!text) return;
    auto at = text->find("(pvr ");
    if (at == text->npos) return;
    auto line = std::string_view(*text).substr(at + 5, 9);
    auto high = to_number<std::uint32_t>(line.substr(0, 4), 16);
    auto low = to_number<std::uint32_t>(line.substr(5, 4), 16);
    if (!high || !low) return;
    const std::uint32_t pvr = *high << 16 | *low;
    for (const PvrModel& m : tables.ppc64)
        if ((pvr & m.mask) == m.value) c.model = m.name, c.vendor = m.vendor;
}

Definition read_host() {
    Definition c;
    c.host = true;
    c.arch = host::machine_arch();
    switch (family_of(c.arch)) {
        case Family::x86:
            try {
                Definition found = describe(decode(read_x86()), {.host = true});
                found.arch = c.arch;
                c = std::move(found);
            } catch (const Error& e) {
                log::warning(source, "cannot describe the processor: {}", e.message);
            }
            c.microcode = host::microcode_version();
            if (auto tsc = host::read_tsc()) c.tsc = Definition::Tsc{tsc->hz, tsc->scaling ? model::YesNo::yes : model::YesNo::no};
            break;
        case Family::arm: read_arm(c); break;
        case Family::ppc64: read_ppc64(c); break;
        default: break;
    }
    if (unsigned bits = host::physical_address_bits()) {
        c.max_phys_addr.mode = "emulate";
        c.max_phys_addr.bits = static_cast<int>(bits);
    }
    const auto info = host::read_node_info();
    unsigned dies = 1;
    for (const auto& cell : host::read_topology().cells)
        for (const auto& p : cell.cpus) dies = std::max(dies, p.die + 1);
    c.topology = {info.sockets, dies, 1, info.cores / dies, info.threads};
    for (unsigned kib : host::page_sizes_kib()) c.pages.push_back(kib);
    return c;
}

}  // namespace

const Definition& host_cpu() {
    static const Definition cpu = read_host();
    return cpu;
}

SevLimits sev_limits() {
    const std::pair<std::uint32_t, std::uint32_t> wanted[] = {{0x8000001fu, 0}};
    const auto found = host::read_cpuid(wanted);
    if (found.empty()) return {};
    const std::uint32_t most = found[0].registers[2], first_plain = found[0].registers[3];
    if (!most || first_plain > most) return {};
    return {most - first_plain + 1, first_plain ? first_plain - 1 : 0};
}

}  // namespace vireo::hv::cpu
