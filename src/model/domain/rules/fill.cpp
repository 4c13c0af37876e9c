// SPDX-License-Identifier: LGPL-2.1-or-later
// The list of generic fill-ins and those that concern the guest as a whole.
#include "model/domain/rules/fill.h"

#include "model/domain/rules/check.h"

#include <bit>

#include "base/error.h"

namespace vireo::model {

using namespace rules;

void fill_in(Domain& d, const ParseOptions& o) {
    require_name(d);
    fill_uuid(d, o);
    fill_genid(d, o);
    fill_os(d);
    fill_firmware(d);
    fill_distances(d);
    fill_vsock(d);
    fill_sounds(d);
    fill_memory_devices(d);
    fill_memory(d, o);
    fill_vcpus(d);
    fill_iothreads(d);
    if (!(o.flags & parse_skip_checks)) check_parsed(d);
    fill_lifecycle(d);
    fill_disks(d);
    fill_macs(d, o);
    fill_chardev_ports(d);
    pair_console_with_serial(d);
    fill_inputs(d);
    if (o.driver_defaults) o.driver_defaults(d);
    fill_video(d);
    fill_controller_indexes(d);
    fill_disk_addresses(d);
    fill_hostdev_addresses(d);
    fill_serial_addresses(d);
    add_implied_controllers(d);
    if (o.driver_finish) o.driver_finish(d);
}

namespace rules {

using E = vireo::Domain;

void require_name(Domain& d) {
    if (d.name.empty()) throw Error(Code::no_name, E::domain, "");
    if (d.type == VirtType::none) fail(Code::internal_error, E::domain, "missing domain type attribute");
}

void fill_uuid(Domain& d, const ParseOptions& o) {
    if (!d.uuid.is_null()) return;
    d.uuid = o.make_uuid ? o.make_uuid() : Uuid::random();
    d.uuid_generated = true;
}

// A generation id that was asked for but not named is made up at once.
void fill_genid(Domain& d, const ParseOptions& o) {
    if (d.genid_given && !d.genid) d.genid = o.make_uuid ? o.make_uuid() : Uuid::random();
}

void fill_firmware(Domain& d) {
    auto& os = d.os;
    if (os.firmware == FirmwareKind::efi && os.nvram && os.nvram->source.format != StorageFormat::none) {
        // Both halves of a firmware come in one format.
        if (!os.loader) os.loader.emplace().format = os.nvram->source.format;
    }
}

void fill_sounds(Domain& d) {
    for (auto& s : d.devices.sounds)
        if (s.model == SoundModel::virtio && !s.streams) s.streams = 2;
}

// Persistent memory that the guest shares with a file.
void fill_memory_devices(Domain& d) {
    for (auto& m : d.devices.memories)
        if (m.model == MemoryModel::virtio_pmem && m.access == MemoryAccess::none) m.access = MemoryAccess::shared;
}

void fill_vsock(Domain& d) {
    auto& v = d.devices.vsock;
    if (v && v->auto_cid == YesNo::absent) v->auto_cid = v->cid ? YesNo::no : YesNo::yes;
}

// Distances between NUMA cells: what is said of one direction holds for the other, a cell is 10 from
// itself; what nobody mentioned stays open.
void fill_distances(Domain& d) {
    if (!d.cpu || d.cpu->cells.empty()) return;
    auto& cells = d.cpu->cells;
    auto n = static_cast<unsigned>(cells.size());
    if (n > 1024) fail(Code::config_unsupported, E::domain, "too many NUMA cells: {}", n);
    std::vector<unsigned> m(std::size_t{n} * n);
    std::vector<bool> named(n);
    bool any = false;
    for (unsigned i = 0; i < n; ++i)
        for (const auto& s : cells[i].distances) {
            if (s.id >= n)
                fail(Code::xml_error, E::domain, "'sibling_id {}' does not refer to a valid cell within NUMA 'cell id {}'", s.id, i);
            if (s.value < 10 || s.value > 255)
                fail(Code::xml_error, E::domain, "'value {}' is invalid for 'sibling id {}' under NUMA 'cell id {}'", s.value, s.id, i);
            if (s.id == i && s.value != 10)
                fail(Code::xml_error, E::domain, "'value {}' is invalid for 'sibling id {}' under NUMA 'cell id {}'", s.value, s.id, i);
            m[i * n + s.id] = s.value;
            named[i] = named[s.id] = any = true;
        }
    if (!any) return;
    for (unsigned i = 0; i < n; ++i) {
        if (!named[i]) continue;
        cells[i].distances.clear();
        for (unsigned k = 0; k < n; ++k) {
            unsigned v = m[i * n + k] ? m[i * n + k] : m[k * n + i];
            if (!v && i == k) v = 10;
            if (v) cells[i].distances.push_back({k, v});
        }
    }
}

void fill_os(Domain& d) {
    if (d.os.type.empty()) {
        if (d.os.bootloader.empty()) fail(Code::xml_error, E::domain, "an os <type> must be specified");
        d.os.type = "xen";
    }
    constexpr std::string_view known[] = {"hvm", "xen", "linux", "exe", "uml", "xenpvh"};
    if (std::find(std::begin(known), std::end(known), d.os.type) == std::end(known))
        fail(Code::config_unsupported, E::domain, "unknown OS type '{}'", d.os.type);
    // Containers run one program; those of LXC can do with the usual one.
    if (d.os.type == "exe" && d.os.init.empty() && d.type != VirtType::lxc) fail(Code::xml_error, E::domain, "init binary must be specified");
    // "linux" is the old word for paravirtual Xen guests.
    if (d.type == VirtType::xen && d.os.type == "linux") d.os.type = "xen";
    if (d.os.type != "hvm") return;
    if (d.type != VirtType::bhyve && d.os.bootloader.empty()) d.os.bootloader_args.clear();
    if (d.os.loader && d.os.loader->type == LoaderType::none && !d.os.loader->path.empty() && d.os.firmware == FirmwareKind::none)
        d.os.loader->type = LoaderType::rom;
    bool per_device = false;
    for (const auto& x : d.devices.disks) per_device = per_device || x.info.boot_order;
    for (const auto& x : d.devices.interfaces) per_device = per_device || x.info.boot_order;
    for (const auto& x : d.devices.hostdevs) per_device = per_device || x.info.boot_order;
    for (const auto& x : d.devices.redirdevs) per_device = per_device || x.info.boot_order;
    for (const auto& x : d.devices.filesystems) per_device = per_device || x.info.boot_order;
    if (d.os.boot.empty() && !per_device && d.os.bootloader.empty()) d.os.boot.push_back({BootDevice::hd});
    if (!d.os.boot.empty() && per_device)
        fail(Code::config_unsupported, E::domain, "per-device boot elements cannot be used together with os/boot elements");
}

void fill_memory(Domain& d, const ParseOptions& o) {
    std::uint64_t cells = 0;
    bool numa = d.cpu && !d.cpu->cells.empty();
    if (numa)
        for (const auto& c : d.cpu->cells) cells += c.memory.value_or(0);
    std::uint64_t modules = 0;
    for (const auto& m : d.devices.memories) modules += m.size.value_or(0);
    // A new definition follows the cells; in an old one <memory> may differ by what was rounded or plugged.
    if (cells && (!d.memory.value_or(0) || (o.flags & parse_abi_update)))
        d.memory = cells + modules;
    if (!d.memory || !*d.memory)
        fail(Code::xml_error, E::domain, "Memory size must be specified via <memory> or in the <numa> configuration");
    if (modules > *d.memory && !numa) fail(Code::xml_error, E::domain, "Total size of memory devices exceeds the total memory size");
    if (!d.current_memory || !*d.current_memory || *d.current_memory > *d.memory) d.current_memory = d.memory;
    if (!d.max_memory.value_or(0) && d.max_memory_slots.value_or(0))
        fail(Code::xml_error, E::domain, "both maximum memory size and memory slot count must be specified");
    if (d.max_memory && *d.max_memory < *d.memory)
        fail(Code::xml_error, E::domain, "maximum memory size must be equal or greater than the actual memory size");
}

namespace {

// One entry for each thread, in order.
void split_schedulers(std::vector<Sched>& all, const char* element, const char* attribute, unsigned vcpus) {
    std::vector<Sched> out;
    Bitmap seen;
    for (const auto& s : all)
        for (int id = s.ids.next(0); id >= 0; id = s.ids.next(static_cast<unsigned>(id) + 1)) {
            if (static_cast<unsigned>(id) >= vcpus) fail(Code::config_unsupported, E::domain, "vCPU '{}' is not present in domain definition", id);
            if (seen.test(static_cast<unsigned>(id)))
                fail(Code::xml_detail, E::domain, "'{}' attributes '{}' must not overlap", element, attribute);
            seen.set(static_cast<unsigned>(id));
            Sched one = s;
            one.ids = {};
            one.ids.set(static_cast<unsigned>(id));
            out.push_back(std::move(one));
        }
    std::sort(out.begin(), out.end(), [](const Sched& a, const Sched& b) { return a.ids.next(0) < b.ids.next(0); });
    all = std::move(out);
}

// What is watched of a group are its members: all of them together, or some alone.
void clip_monitors(std::vector<ResctrlMonitor>& monitors, const Bitmap& members, unsigned vcpus) {
    for (std::size_t i = 0; i < monitors.size(); ++i) {
        auto& m = monitors[i].vcpus;
        for (int n = m.next(vcpus); n >= 0; n = m.next(static_cast<unsigned>(n))) m.clear(static_cast<unsigned>(n));
        if (m.empty()) fail(Code::invalid_arg, E::domain, "vcpus is empty");
        if (!(m == members))
            for (int n = m.next(0); n >= 0; n = m.next(static_cast<unsigned>(n) + 1))
                if (!members.test(static_cast<unsigned>(n))) fail(Code::invalid_arg, E::domain, "Monitor vcpus conflicts with allocation");
        for (std::size_t k = 0; k < i; ++k)
            if (monitors[k].vcpus == m) fail(Code::invalid_arg, E::domain, "Identical vcpus found in same type monitors");
    }
}

// Groups of the resource control file system: only existing vCPUs count, groups are the same or apart.
void clip_resource_groups(Domain& d) {
    auto clip = [&](Bitmap& b) {
        for (int i = b.next(d.vcpus); i >= 0; i = b.next(static_cast<unsigned>(i))) b.clear(static_cast<unsigned>(i));
    };
    auto& caches = d.cputune.cache_tunes;
    for (std::size_t i = 0; i < caches.size(); ++i) {
        auto& c = caches[i];
        clip(c.vcpus);
        for (std::size_t k = 0; k < i; ++k) {
            if (caches[k].vcpus.empty()) continue;
            if (caches[k].vcpus == c.vcpus) fail(Code::xml_error, E::domain, "Identical vcpus in cachetunes found");
            if (caches[k].vcpus.intersects(c.vcpus)) fail(Code::xml_error, E::domain, "Overlapping vcpus in cachetunes");
        }
        if (!c.vcpus.empty()) clip_monitors(c.monitors, c.vcpus, d.vcpus);
        for (std::size_t a = 0; a < c.caches.size(); ++a)
            for (std::size_t b = 0; b < a; ++b) {
                const auto &x = c.caches[a], &y = c.caches[b];
                if (x.level == y.level && x.id == y.id && (x.type == y.type || x.type == "both" || y.type == "both"))
                    fail(Code::xml_error, E::resctrl, "Colliding cache allocations for cache level '{}' id '{}', type '{}'", x.level, x.id, x.type);
            }
    }
    std::erase_if(caches, [](const CacheTune& c) { return c.vcpus.empty(); });
    auto& memory = d.cputune.memory_tunes;
    for (auto& m : memory) {
        clip(m.vcpus);
        if (!m.vcpus.empty()) clip_monitors(m.monitors, m.vcpus, d.vcpus);
        for (std::size_t a = 0; a < m.nodes.size(); ++a)
            for (std::size_t b = 0; b < a; ++b)
                if (m.nodes[a].id == m.nodes[b].id)
                    fail(Code::xml_error, E::resctrl, "Memory Bandwidth already defined for node {}", m.nodes[a].id);
    }
    std::erase_if(memory, [](const MemoryTune& m) { return m.vcpus.empty(); });
}

}  // namespace

void fill_vcpus(Domain& d) {
    if (!d.vcpus) d.vcpus = 1;
    if (d.vcpu_current && *d.vcpu_current > d.vcpus)
        fail(Code::config_unsupported, E::domain, "maximum vCPU count must not be less than current vCPU count");
    if (d.vcpu_current && !*d.vcpu_current) fail(Code::config_unsupported, E::domain, "vcpu 0 can't be offline");
    if (d.vcpu_current && *d.vcpu_current == d.vcpus) d.vcpu_current.reset();
    if (d.vcpu_placement == CpuPlacement::auto_) d.vcpu_cpuset = {};
    for (const auto& v : d.vcpu_entries)
        if (v.id >= d.vcpus) fail(Code::xml_error, E::domain, "vcpu id '{}' is out of range of maximum vcpu count", v.id);
    // Affinity for vCPUs that do not exist is ignored.
    std::erase_if(d.cputune.vcpu_pins, [&](const Pin& p) { return p.id >= d.vcpus; });
    std::sort(d.cputune.vcpu_pins.begin(), d.cputune.vcpu_pins.end(), [](const Pin& a, const Pin& b) { return a.id < b.id; });
    split_schedulers(d.cputune.vcpu_scheds, "vcpusched", "vcpus", d.vcpus);
    split_schedulers(d.cputune.iothread_scheds, "iothreadsched", "iothreads", Bitmap::max_bit + 1);
    clip_resource_groups(d);
    if (d.numatune && d.numatune->memory_given && d.numatune->placement == NumaPlacement::auto_ && d.vcpu_cpuset.empty() &&
        d.cputune.vcpu_pins.empty() && d.cputune.iothread_pins.empty() && d.cputune.emulator_pin.empty())
        d.vcpu_placement = CpuPlacement::auto_;
    // Automatic placement of vCPUs asks for automatic placement of memory and the other way round.
    if (d.numatune && d.numatune->memory_given && d.numatune->placement == NumaPlacement::none)
        d.numatune->placement = d.vcpu_placement == CpuPlacement::auto_ ? NumaPlacement::auto_ : NumaPlacement::static_;
    if (d.numatune && d.numatune->memory_given && d.numatune->placement == NumaPlacement::static_ && d.numatune->nodes.empty())
        fail(Code::config_unsupported, E::domain, "nodeset for NUMA memory tuning must be set if 'placement' is 'static'");
    if (d.vcpu_placement == CpuPlacement::auto_ && !(d.numatune && d.numatune->memory_given)) {
        auto& n = d.numatune.need();
        n.memory_given = true;
        n.mode = NumaMode::strict;
        n.placement = NumaPlacement::auto_;
    }
}

void fill_iothreads(Domain& d) {
    unsigned named = static_cast<unsigned>(d.iothread_ids.size());
    if (!d.iothreads || *d.iothreads < named) {
        if (named) d.iothreads = named;
    }
    for (unsigned id = 1; d.iothreads && d.iothread_ids.size() < *d.iothreads; ++id) {
        bool taken = false;
        for (const auto& t : d.iothread_ids) taken = taken || t.id == id;
        if (taken) continue;
        Iothread t;
        t.id = id;
        t.auto_id = true;
        d.iothread_ids.push_back(t);
    }
    if (d.iothreads && !*d.iothreads) d.iothreads.reset();
}

void fill_lifecycle(Domain& d) {
    if (d.on_poweroff == LifecycleAction::none) d.on_poweroff = LifecycleAction::destroy;
    if (d.on_reboot == LifecycleAction::none) d.on_reboot = LifecycleAction::restart;
    if (d.on_crash == LifecycleAction::none) d.on_crash = LifecycleAction::destroy;
}

void fill_macs(Domain& d, const ParseOptions& o) {
    for (auto& i : d.devices.interfaces) {
        if (i.mac.given && i.mac.bytes != decltype(i.mac.bytes){}) continue;
        std::uint8_t random[3];
        if (o.random_bytes) {
            o.random_bytes(random, sizeof random);
        } else {
            // The first bytes of a random UUID have no fixed bits.
            auto u = Uuid::random();
            std::copy_n(u.bytes.begin(), 3, random);
        }
        i.mac.bytes = {o.mac_prefix[0], o.mac_prefix[1], o.mac_prefix[2], random[0], random[1], random[2]};
        i.mac.given = true;
        i.mac_generated = true;
    }
}

namespace {

VideoType default_video(const Domain& d) {
    if (d.os.type == "xen" || d.os.type == "linux") return VideoType::xen;
    switch (d.type) {
        case VirtType::vmware: return VideoType::vmvga;
        case VirtType::vbox: return VideoType::vbox;
        case VirtType::parallels:
        case VirtType::vz: return VideoType::parallels;
        case VirtType::bhyve: return VideoType::gop;
        case VirtType::qemu:
        case VirtType::kvm:
        case VirtType::hvf:
            // Depends on machine and emulator: the driver decides.
            if (!d.os.arch.empty() && d.os.arch != "x86_64" && d.os.arch != "i686") return VideoType::default_;
            return VideoType::cirrus;
        default: return VideoType::cirrus;
    }
}

void default_video_memory(Video& v) {
    switch (v.type) {
        case VideoType::qxl:
            if (!v.ram) v.ram = 64 * 1024;
            if (!v.vram) v.vram = 64 * 1024;
            // The device takes powers of two only.
            for (auto* m : {&v.ram, &v.vram})
                if (*m && **m && **m <= 0x80000000u) *m = std::bit_ceil(**m);
            break;
        case VideoType::vga:
        case VideoType::cirrus:
        case VideoType::vmvga:
        case VideoType::bochs:
            if (!v.vram) v.vram = 16 * 1024;
            break;
        case VideoType::xen:
            if (!v.vram) v.vram = 4 * 1024;
            break;
        case VideoType::vbox:
            if (!v.vram) v.vram = 8 * 1024;
            break;
        default: break;
    }
}

}  // namespace

// A guest with a screen needs something to draw on.
void fill_video(Domain& d) {
    if (d.devices.videos.empty() && !d.devices.graphics.empty()) d.devices.videos.emplace_back();
    bool primary = false;
    for (auto& v : d.devices.videos) {
        if (v.type == VideoType::default_) v.type = default_video(d);
        default_video_memory(v);
        if (!v.heads && v.type != VideoType::none) v.heads = 1;
        if (v.primary == YesNo::yes) {
            if (primary) fail(Code::config_unsupported, E::domain, "Only one primary video device is supported");
            primary = true;
        }
    }
    auto& all = d.devices.videos;
    if (all.empty()) return;
    // The primary one comes first; without a choice the first is it.
    for (std::size_t i = 1; i < all.size(); ++i)
        if (all[i].primary == YesNo::yes) {
            std::rotate(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(i), all.begin() + static_cast<std::ptrdiff_t>(i) + 1);
            break;
        }
    if (!primary && all[0].type != VideoType::none) all[0].primary = YesNo::yes;
}

void fill_inputs(Domain& d) {
    bool known = d.os.type == "hvm" || d.type == VirtType::xen || d.type == VirtType::parallels || d.type == VirtType::vz;
    if (!known && !d.devices.inputs.empty())
        fail(Code::internal_error, E::domain, "Input devices are not supported by this virtualization driver.");
    bool usb_off = false;
    for (const auto& c : d.devices.controllers) usb_off = usb_off || (c.type == ControllerType::usb && c.usb_model == UsbModel::none);
    for (auto& i : d.devices.inputs) {
        // Only where the definition says so: what a machine prefers is looked at when it is complete.
        if (i.bus == InputBus::usb && usb_off) fail(Code::config_unsupported, E::domain, "Can't add USB input device. USB bus is disabled");
        if (i.bus != InputBus::default_) continue;
        if (i.type == InputType::evdev && !d.os.arch.starts_with("s390"))
            i.bus = InputBus::none;
        else if (i.type == InputType::passthrough)
            i.bus = InputBus::virtio;
        else if (d.os.type == "hvm" && !d.os.arch.empty() && d.os.arch != "x86_64" && d.os.arch != "i686")
            i.bus = d.os.arch.starts_with("s390") ? InputBus::virtio : InputBus::usb;  // PS/2 is a PC's
        else if (d.os.type == "hvm")
            i.bus = i.type == InputType::tablet ? InputBus::usb : InputBus::ps2;
        else if (d.type == VirtType::parallels || d.type == VirtType::vz)
            i.bus = InputBus::parallels;
        else
            i.bus = InputBus::xen;
    }
}

}  // namespace rules
}  // namespace vireo::model
