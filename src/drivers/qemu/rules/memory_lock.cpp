// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/qemu/rules/memory_lock.h"

#include <algorithm>

namespace vireo::qemu::rules {

using namespace model;

namespace {

// Room for the registers of assigned devices and whatever else is mapped.
constexpr std::uint64_t room = 1u << 30;

// How often all of the guest's memory is pinned: once for all devices in one VFIO container, once for each that has a
// container of its own.
std::uint64_t times_pinned(const Domain& d) {
    std::uint64_t assigned = 0, own = 0;
    for (const Hostdev& h : d.devices.hostdevs) {
        if (h.mode != HostdevMode::subsystem) continue;
        // Accelerators of s390 move data without pinning all of it.
        const bool vfio = h.type == HostdevType::pci || (h.type == HostdevType::mdev && h.mdev_model != MdevModel::vfio_ccw && h.mdev_model != MdevModel::vfio_ap);
        assigned += vfio;
    }
    for (const Interface& n : d.devices.interfaces) {
        assigned += n.type == InterfaceType::hostdev;
        own += n.type == InterfaceType::vdpa;
    }
    for (const Disk& x : d.devices.disks)
        for (const auto* s = &x.source; s && s->type != StorageType::none; s = s->backing.get())
            own += s->type == StorageType::nvme || s->type == StorageType::vhost_vdpa;
    // With an IOMMU for the guest each device gets an address space, and so a container.
    const bool separate = static_cast<bool>(d.devices.iommu);
    return own + (separate ? assigned : assigned != 0);
}

}  // namespace

std::optional<std::uint64_t> memory_lock_limit(const Domain& d) {
    if (d.memtune.hard_limit) return *d.memtune.hard_limit * 1024;
    if (d.memory_backing.locked) return UINT64_MAX;
    const auto times = times_pinned(d);
    if (!times) return std::nullopt;
    const std::uint64_t memory = std::max(d.memory.value_or(0), d.max_memory.value_or(0)) * 1024;
    return times * memory + room;
}

}  // namespace vireo::qemu::rules
