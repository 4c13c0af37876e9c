// SPDX-License-Identifier: LGPL-2.1-or-later
// Checks of the guest as a whole: memory, processors, firmware, labels.
#include <algorithm>

#include "base/error.h"
#include "model/domain/rules/check.h"

namespace vireo::model::rules {
namespace {

using E = vireo::Domain;

void name(const Domain& d) {
    if (d.name.find('/') != std::string::npos) fail(Code::xml_error, E::domain, "name {} cannot contain '/'", d.name);
}

void numa(const Domain& d) {
    unsigned cells = d.cpu ? static_cast<unsigned>(d.cpu->cells.size()) : 0;
    if (cells) {
        std::size_t named = 0;
        for (const auto& c : d.cpu->cells) named += c.cpus.count();
        if (named > d.vcpus) fail(Code::internal_error, E::domain, "Number of CPUs in <numa> exceeds the <vcpu> count");
        for (std::size_t i = 0; i < d.cpu->cells.size(); ++i) {
            const auto& c = d.cpu->cells[i];
            if (c.cpus.last() >= static_cast<int>(d.vcpus))
                fail(Code::internal_error, E::domain, "CPU IDs in <numa> exceed the <vcpu> count");
            for (std::size_t k = 0; k < i; ++k)
                if (c.cpus.intersects(d.cpu->cells[k].cpus))
                    fail(Code::config_unsupported, E::domain, "NUMA cells {} and {} have overlapping vCPU ids", i, k);
        }
    }
    if (d.numatune && !d.numatune->mem_nodes.empty()) {
        if (!cells) fail(Code::xml_error, E::domain, "Element 'memnode' is invalid without any guest NUMA cells");
        for (const auto& n : d.numatune->mem_nodes)
            if (n.cell >= cells) fail(Code::xml_error, E::domain, "Argument 'cellid' in memnode element must correspond to existing guest's NUMA cell");
    }
}

void huge_pages(const Domain& d) {
    const unsigned cells = d.cpu ? static_cast<unsigned>(d.cpu->cells.size()) : 0;
    const HugePage* usual = nullptr;
    for (const auto& p : d.memory_backing.pages) {
        if (p.nodes.empty()) {
            if (usual) fail(Code::xml_detail, E::domain, "two master hugepages detected: {} and {}", usual->size.value_or(0), p.size.value_or(0));
            usual = &p;
        }
    }
    for (const auto& p : d.memory_backing.pages) {
        int last = p.nodes.last();
        if (last < 0) continue;
        // Without cells there is only node 0, and nothing to choose from.
        if (!cells && last == 0) continue;
        int first_bad = p.nodes.next(cells);
        if (first_bad >= 0) fail(Code::xml_detail, E::domain, "hugepages: node {} not found", first_bad);
    }
}

void cpu(const Domain& d) {
    if (!d.cpu) return;
    if (d.cpu->migratable != OnOff::absent && d.cpu->mode != CpuMode::host_passthrough && d.cpu->mode != CpuMode::maximum)
        fail(Code::config_unsupported, E::cpu, "Attribute migratable is only allowed for 'host-passthrough' / 'maximum' CPU mode");
}

void id_map(const Domain& d) {
    if (d.idmap && d.idmap->uids.empty() != d.idmap->gids.empty())
        fail(Code::config_unsupported, E::domain, "uid and gid should be mapped both");
    if (!d.idmap || d.idmap->uids.empty()) return;
    auto root = [](const std::vector<IdMapEntry>& all) { return std::any_of(all.begin(), all.end(), [](const IdMapEntry& e) { return e.start == 0; }); };
    if (!root(d.idmap->uids) || !root(d.idmap->gids)) fail(Code::config_unsupported, E::domain, "You must map the root user of container");
}

void pins(const Domain& d) {
    auto known = [&](unsigned id) {
        for (const auto& t : d.iothread_ids)
            if (t.id == id) return true;
        return false;
    };
    for (const auto& p : d.cputune.iothread_pins)
        if (!known(p.id)) fail(Code::config_unsupported, E::domain, "Cannot find 'iothread' : {}", p.id);
    for (const auto& s : d.cputune.iothread_scheds)
        if (int id = s.ids.next(0); id >= 0 && !known(static_cast<unsigned>(id)))
            fail(Code::config_unsupported, E::domain, "Cannot find 'iothread' : {}", id);
}

void iothreads(const Domain& d) {
    auto pools = [](std::optional<int> low, std::optional<int> high) {
        if (high && !*high) fail(Code::config_unsupported, E::domain, "thread_pool_max must be a positive integer");
        if (low && high.value_or(0) < *low)
            fail(Code::config_unsupported, E::domain, "thread_pool_min must be smaller or equal to thread_pool_max");
    };
    pools(d.default_iothread_pool_min, d.default_iothread_pool_max);
    for (const auto& t : d.iothread_ids) pools(t.pool_min, t.pool_max);
    for (std::size_t i = 0; i < d.iothread_ids.size(); ++i)
        for (std::size_t k = 0; k < i; ++k)
            if (d.iothread_ids[i].id == d.iothread_ids[k].id)
                fail(Code::xml_error, E::domain, "duplicate iothread id '{}' found", d.iothread_ids[i].id);
}

void booting(const Domain& d) {
    if (d.os.boot_menu_timeout.value_or(0) > 65535)
        fail(Code::config_unsupported, E::domain, "invalid value for boot menu timeout, must be in range [0,65535]");
    if (int t = d.os.bios_reboot_timeout.value_or(0); t < -1 || t > 65535)
        fail(Code::xml_error, E::domain, "invalid value for rebootTimeout, must be in range [-1,65535]");
}

// Which settings a clock knows besides its name.
void timers(const Domain& d) {
    for (const auto& t : d.clock.timers) {
        auto lacks = [&](bool given, const char* setting) {
            if (given) fail(Code::config_unsupported, E::domain, "timer {} doesn't support setting of timer {}", word(t.name), setting);
        };
        const bool tsc = t.name == TimerName::tsc, board = t.name == TimerName::rtc || t.name == TimerName::platform;
        const bool paravirtual = t.name == TimerName::kvmclock || t.name == TimerName::hypervclock;
        lacks(paravirtual && t.tickpolicy != TickPolicy::none, "tickpolicy");
        lacks(!board && t.track != TimerTrack::none, "track");
        lacks(!tsc && t.frequency, "frequency");
        lacks(!tsc && t.mode != TimerMode::none, "mode");
        if (t.tickpolicy != TickPolicy::catchup && (t.catchup_threshold || t.catchup_slew || t.catchup_limit))
            fail(Code::xml_error, E::domain, "setting of timer catchup policies is only supported with tickpolicy='catchup'");
    }
}

// Shares of processor time within a period, in microseconds; 0 and negative quotas are "all of it".
void processor_time(const Domain& d) {
    static constexpr std::uint64_t least = 1000, longest = 1'000'000, most = 17'592'186'044'415;
    auto period = [](const std::optional<std::uint64_t>& value, const char* name) {
        if (value.value_or(0) && (*value < least || *value > longest))
            fail(Code::config_unsupported, E::domain, "Value of cputune '{}' must be in range [{}, {}]", name, least, longest);
    };
    auto quota = [](const std::optional<std::int64_t>& value, const char* name) {
        if (value.value_or(0) > 0 && (static_cast<std::uint64_t>(*value) < least || static_cast<std::uint64_t>(*value) > most))
            fail(Code::config_unsupported, E::domain, "Value of cputune '{}' must be in range [{}, {}]", name, least, most);
    };
    const auto& t = d.cputune;
    period(t.period, "period");
    period(t.global_period, "global_period");
    period(t.emulator_period, "emulator_period");
    period(t.iothread_period, "iothread_period");
    quota(t.quota, "quota");
    quota(t.global_quota, "global_quota");
    quota(t.emulator_quota, "emulator_quota");
    quota(t.iothread_quota, "iothread_quota");
}

void perf_events(const Domain& d) {
    for (std::size_t i = 0; i < d.perf.size(); ++i)
        for (std::size_t k = 0; k < i; ++k)
            if (d.perf[i].name == d.perf[k].name) fail(Code::xml_error, E::domain, "perf event '{}' was already specified", d.perf[i].name);
}

void firmware(const Domain& d) {
    const auto& os = d.os;
    if (os.firmware == FirmwareKind::none && !os.firmware_features.empty())
        fail(Code::xml_detail, E::domain, "cannot use feature-based firmware autoselection when firmware autoselection is disabled");
    const FirmwareFeature *keys = nullptr, *boot = nullptr;
    for (const auto& f : os.firmware_features) (f.name == "enrolled-keys" ? keys : boot) = &f;
    // Enrolled keys make no sense without secure boot.
    if (keys && keys->enabled == YesNo::yes && boot && boot->enabled == YesNo::no)
        fail(Code::xml_detail, E::domain,
             "firmware feature 'enrolled-keys' cannot be enabled when firmware feature 'secure-boot' is disabled");
    if (os.firmware != FirmwareKind::none) {
        if (os.firmware != FirmwareKind::efi && (os.nvram || (os.loader && os.loader->stateless == YesNo::no))) fail(Code::xml_detail, E::domain, "Only EFI firmware permits NVRAM");
        return;
    }
    if (os.loader ? os.loader->path.empty() : static_cast<bool>(os.nvram))
        fail(Code::xml_detail, E::domain, "no loader path specified and firmware auto selection disabled");
    bool stateful = os.nvram || (os.loader && os.loader->stateless == YesNo::no);
    if (stateful && (!os.loader || os.loader->type != LoaderType::pflash))
        fail(Code::xml_detail, E::domain, "Only pflash loader type permits NVRAM");
}

void throttle_groups(const Domain& d) {
    const auto& all = d.throttle_groups;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto& name = all[i].tune.group_name;
        if (name.empty()) fail(Code::xml_error, E::domain, "missing group name");
        for (std::size_t k = 0; k < i; ++k)
            if (all[k].tune.group_name == name) fail(Code::xml_error, E::domain, "duplicate group name '{}' found", name);
    }
}

void sysinfo(const Domain& d) {
    for (const auto& s : d.sysinfos) {
        if (!s.system) continue;
        for (const auto& e : s.system->entries)
            if (e.name == "uuid" && Uuid::parse(e.value) != d.uuid)
                fail(Code::xml_detail, E::domain, "UUID mismatch between <uuid> and <sysinfo>");
    }
}

void seclabels(const Domain& d) {
    const auto& all = d.seclabels;
    for (std::size_t i = 0; i < all.size(); ++i) {
        for (std::size_t k = 0; k < i; ++k)
            if (!all[i].model.empty() && all[i].model == all[k].model)
                fail(Code::xml_detail, E::domain, "seclabel for model {} is already provided", all[i].model);
    }
    for (const auto& s : all)
        if (all.size() > 1 && s.model.empty())
            fail(Code::xml_error, E::domain, "missing security model when using multiple labels");
    // A device may only be labelled on its own where the guest's label relabels at all.
    auto allowed = [&](const DeviceSeclabel& l) {
        for (const auto& s : all)
            if ((l.model.empty() || s.model == l.model) && s.relabel == YesNo::no && l.relabel == YesNo::yes && !l.label.empty())
                fail(Code::config_unsupported, E::domain, "label overrides require relabeling to be enabled at the domain level");
    };
    for (const auto& x : d.devices.disks)
        for (const auto& l : x.source.seclabels) allowed(l);
}

}  // namespace

// Companions of a USB 2 controller need one that leads.
void usb_masters(const Domain& d) {
    bool companions = false, masters = false;
    for (const auto& c : d.devices.controllers) {
        if (c.type != ControllerType::usb) continue;
        const bool companion = c.usb_master_startport || c.usb_model == UsbModel::ich9_uhci1 || c.usb_model == UsbModel::ich9_uhci2 || c.usb_model == UsbModel::ich9_uhci3;
        (companion ? companions : masters) = true;
    }
    if (companions && !masters) fail(Code::xml_detail, E::domain, "No master USB controller specified");
}

void parsed_guest(const Domain& d) {
    name(d);
    throttle_groups(d);
    perf_events(d);
    seclabels(d);
    pins(d);
    cpu(d);
    numa(d);
    sysinfo(d);
}

void completed_usb(const Domain& d) { usb_masters(d); }

void completed_guest(const Domain& d) {
    firmware(d);
    timers(d);
}

void whole_guest(const Domain& d) {
    huge_pages(d);
    processor_time(d);
    booting(d);
    id_map(d);
    iothreads(d);
}

}  // namespace vireo::model::rules
