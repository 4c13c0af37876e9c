// SPDX-License-Identifier: LGPL-2.1-or-later
// Guest memory: its size, what backs it, guest NUMA cells and memory devices.
#include "base/error.h"
#include "drivers/qemu/argv/parts.h"

namespace vireo::qemu::argv {

using namespace model;

namespace {

// The emulator takes whole MiB here; what a start did not round up belongs to a guest that comes from elsewhere.
std::uint64_t boot_memory(const model::Domain& d) {
    std::uint64_t total = d.memory.value_or(0);
    // Memory devices are part of <memory>, but not of what the machine starts with.
    for (const auto& m : d.devices.memories)
        if (m.model != MemoryModel::sgx_epc) total -= std::min(total, m.size.value_or(0));
    return total / 1024 * 1024;
}

struct Backend {
    std::string id;
    std::uint64_t size_kib = 0;
    std::optional<unsigned> cell;  // guest NUMA cell
    MemoryAccess access = MemoryAccess::none;
    YesNo discard = YesNo::absent;
    std::optional<std::uint64_t> page_kib;
    const Bitmap* nodes = nullptr;
    std::string path;  // of NVDIMMs and the like
    bool pmem = false, align = false, no_reserve = false, is_nvdimm = false, always = false;
    std::uint64_t align_kib = 0;
};

std::vector<Value> numbers(const Bitmap& b) {
    std::vector<Value> out;
    for (int i = b.next(0); i >= 0; i = b.next(static_cast<unsigned>(i) + 1)) out.emplace_back(i);
    return out;
}

const HugePage* page_for(const model::Domain& d, std::optional<unsigned> cell) {
    const HugePage* any = nullptr;
    for (const auto& p : d.memory_backing.pages) {
        if (p.nodes.empty())
            any = &p;
        else if (cell && p.nodes.test(*cell))
            return &p;
    }
    return any;
}

const NumaCell* cell_of(const model::Domain& d, std::optional<unsigned> id) {
    if (id && d.cpu)
        for (const auto& c : d.cpu->cells)
            if (c.id == id) return &c;
    return nullptr;
}

struct HugePages {
    bool used = false;
    std::optional<std::uint64_t> kib;  // absent: the host's default
};

HugePages huge_pages(const Build& b, const Backend& m) {
    const MemoryBacking& mb = b.d.memory_backing;
    HugePages h{.used = m.page_kib.has_value(), .kib = m.page_kib};
    if (!h.used && mb.hugepages && !m.is_nvdimm) {
        const HugePage* p = page_for(b.d, m.cell);
        if (p || mb.pages.empty()) {
            h.used = true;
            if (p && p->size) h.kib = p->size;
        }
    }
    if (h.kib && *h.kib == b.host.host_page_kib) h = {};
    return h;
}

MemoryAccess access_of(const Build& b, const Backend& m) {
    if (m.access != MemoryAccess::none) return m.access;
    if (const NumaCell* c = cell_of(b.d, m.cell); c && !c->mem_access.empty())
        return c->mem_access == "shared" ? MemoryAccess::shared : MemoryAccess::private_;
    switch (b.d.memory_backing.access) {
        case MemoryShare::shared: return MemoryAccess::shared;
        case MemoryShare::private_: return MemoryAccess::private_;
        default: return MemoryAccess::none;
    }
}

YesNo discard_of(const Build& b, const Backend& m) {
    if (m.discard != YesNo::absent) return m.discard;
    if (const NumaCell* c = cell_of(b.d, m.cell); c && c->discard != YesNo::absent) return c->discard;
    return b.d.memory_backing.discard ? YesNo::yes : YesNo::absent;
}

struct Binding {
    NumaMode mode = NumaMode::strict;
    const Bitmap* nodes = nullptr;
};

Binding host_nodes(const Build& b, const Backend& m) {
    Binding out{.nodes = m.nodes};
    if (!b.d.numatune) return out;
    const NumaTune& t = *b.d.numatune;
    const bool own = m.nodes && !m.nodes->empty();
    out.mode = t.mode;
    for (const auto& n : t.mem_nodes)
        if (m.cell && n.cell == *m.cell) {
            out.mode = n.mode;
            if (!own) out.nodes = &n.nodes;
        }
    if ((!out.nodes || out.nodes->empty()) && t.memory_given) out.nodes = t.placement == NumaPlacement::auto_ ? &b.host.auto_nodes : &t.nodes;
    return out;
}

void require_nodes(const Build& b, const Bitmap& nodes) {
    if (b.host.node_cpus.empty()) return;
    for (int n = nodes.next(0); n >= 0; n = nodes.next(static_cast<unsigned>(n) + 1))
        if (!b.host.node_cpus.contains(static_cast<unsigned>(n)))
            fail(Code::config_unsupported, vireo::Domain::none, "NUMA node {} is unavailable", n);
}

// Nodes where threads that touch the memory first may run: those of the memory, as far as the guest's CPUs reach.
Bitmap thread_nodes(const Build& b, const Bitmap& nodes) {
    const Bitmap& cpus = b.d.cputune.emulator_pin.empty() ? b.d.vcpu_cpuset : b.d.cputune.emulator_pin;
    if (cpus.empty() || b.host.node_cpus.empty()) return nodes;
    Bitmap out;
    for (const auto& [node, its] : b.host.node_cpus)
        if (nodes.test(node) && its.intersects(cpus)) out.set(node);
    return out;
}

// What file, if any, the memory lies in.
std::string file_of(const Build& b, const Backend& m, const HugePages& huge, MemoryAccess access) {
    const MemorySource source = b.d.memory_backing.source;
    if (!m.path.empty()) return m.path;
    if (huge.used) {
        auto at = b.host.hugepage_paths.find(huge.kib ? std::to_string(*huge.kib) : "");
        if (at == b.host.hugepage_paths.end() && huge.kib)
            fail(Code::internal_error, vireo::Domain::none, "Unable to find any usable hugetlbfs mount for {} KiB", *huge.kib);
        return at == b.host.hugepage_paths.end() ? b.host.hugetlbfs_dir : at->second;
    }
    // Memory that says how it is shared needs a file, unless an anonymous one will do.
    const bool told = access != MemoryAccess::none && (access == MemoryAccess::shared || cell_of(b.d, m.cell)) &&
                      source != MemorySource::memfd && source != MemorySource::anonymous;
    if (source == MemorySource::file || told) return b.host.memory_backing_dir + "/" + m.id;
    return {};
}

// Returns the properties; needed tells whether an option without an object would not do.
Props backend(const Build& b, const Backend& m, bool& needed) {
    const MemoryBacking& mb = b.d.memory_backing;
    const HugePages huge = huge_pages(b, m);
    const Binding bound = host_nodes(b, m);
    const MemoryAccess access = access_of(b, m);
    const YesNo discard = discard_of(b, m);
    const std::string file = file_of(b, m, huge, access);
    // Persistent memory is there already, and what comes and goes block by block fills its own blocks.
    const bool prealloc = !m.no_reserve && !m.pmem && (mb.allocation == MemoryAllocation::immediate || huge.used || (m.is_nvdimm && !m.path.empty()));
    needed = m.always || !file.empty();

    Props p;
    const bool ram = file.empty() && mb.source != MemorySource::memfd;
    if (!file.empty())
        p.set("qom-type", "memory-backend-file").set("id", m.id).set("mem-path", file);
    else
        p.set("qom-type", ram ? "memory-backend-ram" : "memory-backend-memfd").set("id", m.id);
    needed = needed || !ram;
    if (m.no_reserve) p.set("reserve", false);
    if (access != MemoryAccess::none && !(ram && access == MemoryAccess::private_)) {
        p.set("share", access == MemoryAccess::shared);
        needed = needed || access == MemoryAccess::shared;
    }
    if (!ram && m.id == b.default_ram_id() && b.caps.has("memory-backend-file.x-use-canonical-path-for-ramblock-id"))
        p.set("x-use-canonical-path-for-ramblock-id", false);
    if (discard != YesNo::absent && !ram) p.set("discard-data", discard == YesNo::yes);
    if (prealloc) p.set("prealloc", true);
    if (prealloc && mb.allocation_threads && *mb.allocation_threads > 1) p.set("prealloc-threads", *mb.allocation_threads);
    p.set("size", m.size_kib * 1024);
    if (m.align_kib) p.set("align", m.align_kib * 1024);
    if (m.pmem) p.set("pmem", true);
    if (!bound.nodes || bound.nodes->empty()) return p;
    require_nodes(b, *bound.nodes);
    if (bound.mode == NumaMode::restrictive) return p;
    static constexpr const char* policies[] = {"bind", "preferred", "interleave", "bind"};
    p.set("host-nodes", numbers(*bound.nodes)).set("policy", policies[static_cast<int>(bound.mode)]);
    needed = true;
    if (!prealloc || !b.caps.has("thread-context")) return p;
    const Bitmap near = thread_nodes(b, *bound.nodes);
    if (near.empty()) return p;
    const std::string context = "tc-" + m.id;
    b.line.add("-object", Props{{"qom-type", "thread-context"}, {"id", context}, {"node-affinity", numbers(near)}});
    p.set("prealloc-context", context);
    return p;
}

Backend backend_of_cell(const NumaCell& c, unsigned id) {
    Backend m;
    m.id = fmt::format("ram-node{}", id);
    m.cell = id;
    m.size_kib = c.memory.value_or(0);
    return m;
}

}  // namespace

void memory_size(const Build& b) {
    Option o;
    o.set("size", fmt::format("{}k", boot_memory(b.d)));
    if (b.d.max_memory) {
        if (b.d.max_memory_slots.value_or(0)) o.set("slots", *b.d.max_memory_slots);
        o.set("maxmem", fmt::format("{}k", *b.d.max_memory));
    }
    b.line.add("-m", o);
}

void memory_backing(const Build& b) {
    if (b.d.cpu && !b.d.cpu->cells.empty()) return;  // each cell has its own
    Backend m;
    m.id = b.default_ram_id();
    if (m.id.empty()) return;
    m.size_kib = boot_memory(b.d);
    m.always = true;
    bool needed = true;
    const Props p = backend(b, m, needed);
    b.line.add("-object", p);
}

std::optional<std::string> cell_backend(const Build& b, const NumaCell& c, unsigned id) {
    if (!c.memory.value_or(0)) return std::nullopt;
    const Backend m = backend_of_cell(c, id);
    bool needed = false;
    b.line.add("-object", backend(b, m, needed));
    return m.id;
}

bool cells_need_backends(const Build& b) {
    const MachineType* machine = b.caps.machine(b.accelerator(), b.d.os.machine);
    if (!machine || !machine->numa_mem) return true;
    CommandLine nowhere;
    const Build trial{b.d, b.caps, b.host, nowhere};
    for (std::size_t i = 0; i < b.d.cpu->cells.size(); ++i) {
        const NumaCell& c = b.d.cpu->cells[i];
        bool needed = false;
        backend(trial, backend_of_cell(c, c.id.value_or(static_cast<unsigned>(i))), needed);
        if (needed) return true;
    }
    return false;
}

void memory_devices(const Build& b) {
    for (const MemoryDevice& m : b.dev().memories) {
        if (m.model == MemoryModel::sgx_epc) continue;
        Backend back;
        back.id = "mem" + m.info.alias;
        back.size_kib = m.size.value_or(0);
        if (m.node) back.cell = static_cast<unsigned>(*m.node);
        back.access = m.access;
        back.discard = m.discard;
        back.page_kib = m.page_size;
        back.nodes = &m.source_nodes;
        back.path = m.path;
        back.pmem = m.pmem;
        back.align_kib = m.align_size.value_or(0);
        back.is_nvdimm = m.model == MemoryModel::nvdimm;
        back.no_reserve = m.model == MemoryModel::virtio_mem;
        back.always = true;
        bool needed = true;
        b.line.add("-object", backend(b, back, needed));

        Props dev;
        switch (m.model) {
            case MemoryModel::dimm: dev.set("driver", "pc-dimm"); break;
            case MemoryModel::nvdimm: dev.set("driver", "nvdimm"); break;
            case MemoryModel::virtio_pmem: dev.set("driver", "virtio-pmem-pci"); break;
            default: dev.set("driver", m.info.address.type == AddressType::ccw ? "virtio-mem-ccw" : "virtio-mem-pci"); break;
        }
        if (m.node) dev.set("node", *m.node);
        if (m.label_size) dev.set("label-size", *m.label_size * 1024);
        if (m.block_size) dev.set("block-size", *m.block_size * 1024);
        if (m.requested_size.value_or(0)) dev.set("requested-size", *m.requested_size * 1024);
        if (m.readonly && m.model == MemoryModel::nvdimm) dev.set("unarmed", true);
        dev.set("memdev", back.id);
        if (m.model == MemoryModel::virtio_mem && (b.d.memory_backing.allocation == MemoryAllocation::immediate || huge_pages(b, back).used))
            dev.set("prealloc", true);
        if (m.address) dev.set("memaddr", *m.address);
        if (m.dynamic_memslots != YesNo::absent) dev.set("dynamic-memslots", m.dynamic_memslots == YesNo::yes);
        dev.set("id", m.info.alias);
        add_address(b, dev, m.info);
        b.device(std::move(dev));
    }
}

}  // namespace vireo::qemu::argv
