// SPDX-License-Identifier: LGPL-2.1-or-later
// Guest memory: its size, what backs it, guest NUMA cells and memory devices.
#include "base/text.h"
#include "drivers/qemu/argv/parts.h"

namespace vireo::qemu::argv {

using namespace model;

namespace {

constexpr std::uint64_t mib = 1024;  // in KiB

std::uint64_t aligned(std::uint64_t kib) { return (kib + mib - 1) / mib * mib; }

std::uint64_t boot_memory(const model::Domain& d) {
    // Memory devices are part of <memory>, but not of what the machine starts with.
    std::uint64_t total = d.memory.value_or(0);
    for (const auto& m : d.devices.memories) {
        if (m.model == MemoryModel::sgx_epc) continue;
        const std::uint64_t part = m.size.value_or(0);
        total -= std::min(total, part);
    }
    if (d.cpu && !d.cpu->cells.empty()) {
        total = 0;
        for (const auto& c : d.cpu->cells) total += aligned(c.memory.value_or(0));
        return total;
    }
    return aligned(total);
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

// Returns the properties; needed tells whether plain -m would not do.
Props backend(const Build& b, const Backend& m, bool& needed) {
    const MemoryBacking& mb = b.d.memory_backing;
    std::optional<std::uint64_t> huge = m.page_kib;
    bool use_huge = huge.has_value();
    if (!use_huge && mb.hugepages && !m.is_nvdimm) {
        const HugePage* p = page_for(b.d, m.cell);
        if (p || mb.pages.empty()) {
            use_huge = true;
            if (p && p->size) huge = p->size;
        }
    }
    if (huge && *huge == b.host.host_page_kib) use_huge = false, huge.reset();
    const bool numa_bind = m.nodes && !m.nodes->empty();
    NumaMode mode = NumaMode::strict;
    const Bitmap* nodes = m.nodes;
    if (b.d.numatune) {
        mode = b.d.numatune->mode;
        for (const auto& n : b.d.numatune->mem_nodes)
            if (m.cell && n.cell == *m.cell) {
                mode = n.mode;
                if (!numa_bind) nodes = &n.nodes;
            }
        if ((!nodes || nodes->empty()) && b.d.numatune->memory_given)
            nodes = b.d.numatune->placement == NumaPlacement::auto_ ? &b.host.auto_nodes : &b.d.numatune->nodes;
    }
    const bool prealloc = mb.allocation == MemoryAllocation::immediate;
    MemoryAccess access = m.access;
    if (access == MemoryAccess::none && m.cell && b.d.cpu)
        for (const auto& c : b.d.cpu->cells)
            if (c.id == m.cell && !c.mem_access.empty()) access = c.mem_access == "shared" ? MemoryAccess::shared : MemoryAccess::private_;
    if (access == MemoryAccess::none)
        access = mb.access == MemoryShare::shared ? MemoryAccess::shared : mb.access == MemoryShare::private_ ? MemoryAccess::private_ : access;
    YesNo discard = m.discard;
    if (discard == YesNo::absent && m.cell && b.d.cpu)
        for (const auto& c : b.d.cpu->cells)
            if (c.id == m.cell) discard = c.discard;
    if (discard == YesNo::absent && mb.discard) discard = YesNo::yes;

    Props p;
    bool pre = prealloc && !m.no_reserve;
    needed = m.always;
    // Memory that others are to see needs a file, unless an anonymous one will do.
    const bool shared = access == MemoryAccess::shared && mb.source != MemorySource::memfd && mb.source != MemorySource::anonymous;
    if (use_huge || !m.path.empty() || mb.source == MemorySource::file || shared) {
        p.set("qom-type", "memory-backend-file").set("id", m.id);
        if (!m.path.empty()) {
            p.set("mem-path", m.path);
        } else if (use_huge) {
            const std::string key = huge ? std::to_string(*huge) : "";
            auto at = b.host.hugepage_paths.find(key);
            p.set("mem-path", at == b.host.hugepage_paths.end() ? b.host.hugetlbfs_dir : at->second);
            pre = true;
            needed = true;
        } else {
            p.set("mem-path", b.host.memory_backing_dir + "/" + m.id);
            needed = true;
        }
    } else if (mb.source == MemorySource::memfd) {
        p.set("qom-type", "memory-backend-memfd").set("id", m.id);
        needed = true;
    } else {
        p.set("qom-type", "memory-backend-ram").set("id", m.id);
    }
    if (m.no_reserve) p.set("reserve", false);
    const bool ram = p.find("qom-type") && *p.find("qom-type")->text() == "memory-backend-ram";
    if (access != MemoryAccess::none && !(ram && access == MemoryAccess::private_)) {
        p.set("share", access == MemoryAccess::shared);
        needed = needed || access == MemoryAccess::shared;
    }
    if (!ram && m.id == b.default_ram_id() && b.caps.has("memory-backend-file.x-use-canonical-path-for-ramblock-id"))
        p.set("x-use-canonical-path-for-ramblock-id", false);
    if (discard != YesNo::absent && !ram) p.set("discard-data", discard == YesNo::yes);
    if (pre || (m.is_nvdimm && !m.path.empty())) p.set("prealloc", true);
    if (pre && mb.allocation_threads && *mb.allocation_threads > 1) p.set("prealloc-threads", *mb.allocation_threads);
    p.set("size", m.size_kib * 1024);
    if (m.align_kib) p.set("align", m.align_kib * 1024);
    if (m.pmem) p.set("pmem", true);
    if (nodes && !nodes->empty()) {
        static constexpr const char* policies[] = {"bind", "preferred", "interleave", "bind"};
        if (mode != NumaMode::restrictive) {
            p.set("host-nodes", numbers(*nodes));
            p.set("policy", policies[static_cast<int>(mode)]);
            needed = true;
            if (p.find("prealloc")) p.set("prealloc-context", "tc-" + m.id);
        }
    }
    if (discard == YesNo::yes) needed = true;
    return p;
}

void thread_context(const Build& b, const Props& p) {
    if (!p.find("prealloc-context") || !b.caps.has("thread-context")) return;
    Props tc{{"qom-type", "thread-context"}, {"id", *p.find("prealloc-context")}, {"node-affinity", *p.find("host-nodes")}};
    b.line.add("-object", tc);
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
    thread_context(b, p);
    b.line.add("-object", p);
}

void numa(const Build& b) {
    if (!b.d.cpu || b.d.cpu->cells.empty()) return;
    const auto& cells = b.d.cpu->cells;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const NumaCell& c = cells[i];
        const unsigned id = c.id.value_or(static_cast<unsigned>(i));
        Option o("node");
        o.set("nodeid", id);
        if (!c.cpus.empty())
            {
            const std::string ranges = c.cpus.text();
            for (std::string_view range : split(ranges, ',')) o.set("cpus", range);
        }
        if (c.memory.value_or(0)) {
            Backend m;
            m.id = fmt::format("ram-node{}", id);
            m.cell = id;
            m.size_kib = aligned(*c.memory);
            m.always = true;
            bool needed = true;
            const Props p = backend(b, m, needed);
            thread_context(b, p);
            b.line.add("-object", p);
            o.set("memdev", m.id);
        }
        b.line.add("-numa", o);
    }
    bool distances = false;
    for (const auto& c : cells) distances = distances || !c.distances.empty();
    if (distances)
        for (std::size_t i = 0; i < cells.size(); ++i)
            for (std::size_t j = 0; j < cells.size(); ++j) {
                unsigned value = i == j ? 10 : 20;
                for (const auto& s : cells[i].distances)
                    if (s.id == j) value = s.value;
                b.line.add("-numa", fmt::format("dist,src={},dst={},val={}", i, j, value));
            }
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
        const Props p = backend(b, back, needed);
        thread_context(b, p);
        b.line.add("-object", p);

        Props dev;
        switch (m.model) {
            case MemoryModel::dimm: dev.set("driver", "pc-dimm"); break;
            case MemoryModel::nvdimm: dev.set("driver", "nvdimm"); break;
            case MemoryModel::virtio_pmem: dev.set("driver", "virtio-pmem-pci"); break;
            default: dev.set("driver", "virtio-mem-pci"); break;
        }
        if (m.node) dev.set("node", *m.node);
        if (m.label_size) dev.set("label-size", *m.label_size * 1024);
        if (m.block_size) dev.set("block-size", *m.block_size * 1024);
        if (m.requested_size) dev.set("requested-size", *m.requested_size * 1024);
        if (m.readonly && m.model == MemoryModel::nvdimm) dev.set("unarmed", true);
        dev.set("memdev", back.id);
        if (m.model == MemoryModel::virtio_mem && b.d.memory_backing.allocation == MemoryAllocation::immediate) dev.set("prealloc", true);
        if (m.address) dev.set("memaddr", *m.address);
        if (m.dynamic_memslots != YesNo::absent) dev.set("dynamic-memslots", m.dynamic_memslots == YesNo::yes);
        dev.set("id", m.info.alias);
        add_address(b, dev, m.info);
        b.device(std::move(dev));
    }
}

}  // namespace vireo::qemu::argv
