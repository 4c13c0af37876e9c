// SPDX-License-Identifier: LGPL-2.1-or-later
#include "hv/caps/host_caps.h"

#include <fmt/format.h>

#include <iterator>

namespace vireo::hv {
namespace {

using Out = std::string;

template <class... A>
void put(Out& out, fmt::format_string<A...> text, A&&... args) {
    fmt::format_to(std::back_inserter(out), text, std::forward<A>(args)...);
}

// The largest unit that keeps the number whole.
std::pair<std::uint64_t, const char*> sized(std::uint64_t bytes) {
    static constexpr const char* units[] = {"B", "KiB", "MiB", "GiB", "TiB"};
    unsigned u = 0;
    while (bytes && bytes % 1024 == 0 && u + 1 < std::size(units)) bytes /= 1024, ++u;
    return {bytes, units[u]};
}

const char* unit_name(unsigned shift) { return shift == 20 ? "MiB" : shift == 10 ? "KiB" : "B"; }

void put_cell(Out& out, const host::Cell& c) {
    put(out, "        <cell id='{}'>\n", c.id);
    if (c.memory_kib) put(out, "          <memory unit='KiB'>{}</memory>\n", c.memory_kib);
    for (const auto& p : c.pages) put(out, "          <pages unit='KiB' size='{}'>{}</pages>\n", p.size_kib, p.count);
    if (!c.distances.empty()) {
        put(out, "          <distances>\n");
        for (auto [id, value] : c.distances) put(out, "            <sibling id='{}' value='{}'/>\n", id, value);
        put(out, "          </distances>\n");
    }
    for (const auto& k : c.caches) {
        put(out, "          <cache level='{}' associativity='{}' policy='{}'>\n", k.level, k.associativity, k.policy);
        auto [size, size_unit] = sized(k.size_bytes);
        put(out, "            <size value='{}' unit='{}'/>\n", size, size_unit);
        put(out, "            <line value='{}' unit='B'/>\n", k.line_bytes);
        put(out, "          </cache>\n");
    }
    if (c.cpus.empty()) {
        put(out, "          <cpus num='0'/>\n");
    } else {
        put(out, "          <cpus num='{}'>\n", c.cpus.size());
        for (const auto& p : c.cpus) {
            put(out, "            <cpu id='{}'", p.id);
            if (p.known)
                put(out, " socket_id='{}' die_id='{}' cluster_id='{}' core_id='{}' siblings='{}'", p.socket, p.die, p.cluster, p.core, p.siblings);
            put(out, "/>\n");
        }
        put(out, "          </cpus>\n");
    }
    put(out, "        </cell>\n");
}

void put_topology(Out& out, const host::Topology& t) {
    if (t.cells.empty()) return;
    put(out, "    <topology>\n      <cells num='{}'>\n", t.cells.size());
    for (const auto& c : t.cells) put_cell(out, c);
    put(out, "      </cells>\n");
    if (!t.interconnects.empty()) {
        put(out, "      <interconnects>\n");
        for (const auto& i : t.interconnects)
            put(out, "        <{} initiator='{}' target='{}' type='{}' value='{}'{}/>\n", i.is_bandwidth ? "bandwidth" : "latency", i.initiator, i.target, i.type,
                i.value, i.is_bandwidth ? " unit='KiB'" : "");
        put(out, "      </interconnects>\n");
    }
    put(out, "    </topology>\n");
}

void put_cache(Out& out, const host::Topology& t) {
    const bool monitored = t.monitor && !t.monitor->cache_features.empty();
    if (t.banks.empty() && !monitored) return;
    put(out, "    <cache>\n");
    for (const auto& b : t.banks) {
        unsigned shift = b.size_bytes % (1 << 20) == 0 ? 20 : b.size_bytes % 1024 == 0 ? 10 : 0;
        put(out, "      <bank id='{}' level='{}' type='{}' size='{}' unit='{}' cpus='{}'", b.id, b.level, b.type, b.size_bytes >> shift, unit_name(shift), b.cpus);
        if (b.controls.empty()) {
            put(out, "/>\n");
            continue;
        }
        put(out, ">\n");
        for (const auto& c : b.controls) {
            unsigned s = c.granularity_bytes % (1 << 20) == 0 ? 20 : c.granularity_bytes % 1024 == 0 ? 10 : 0;
            put(out, "        <control granularity='{}'", c.granularity_bytes >> s);
            if (c.min_bytes) put(out, " min='{}'", c.min_bytes >> s);
            put(out, " unit='{}' type='{}' maxAllocs='{}'/>\n", unit_name(s), c.type, c.max_allocs);
        }
        put(out, "      </bank>\n");
    }
    if (monitored) {
        put(out, "      <monitor level='{}' reuseThreshold='{}' maxMonitors='{}'>\n", t.monitor->level, t.monitor->reuse_threshold, t.monitor->max_monitors);
        for (const auto& f : t.monitor->cache_features) put(out, "        <feature name='{}'/>\n", f);
        put(out, "      </monitor>\n");
    }
    put(out, "    </cache>\n");
}

void put_bandwidth(Out& out, const host::Topology& t) {
    const bool monitored = t.monitor && !t.monitor->bandwidth_features.empty();
    if (t.bandwidth.empty() && !monitored) return;
    put(out, "    <memory_bandwidth>\n");
    for (const auto& n : t.bandwidth) {
        put(out, "      <node id='{}' cpus='{}'>\n", n.id, n.cpus);
        put(out, "        <control granularity='{}' min='{}' maxAllocs='{}'/>\n", n.granularity, n.min, n.max_allocs);
        put(out, "      </node>\n");
    }
    if (monitored) {
        put(out, "      <monitor maxMonitors='{}'>\n", t.monitor->max_monitors);
        for (const auto& f : t.monitor->bandwidth_features) put(out, "        <feature name='{}'/>\n", f);
        put(out, "      </monitor>\n");
    }
    put(out, "    </memory_bandwidth>\n");
}

}  // namespace

std::string format_host_caps(const HostCaps& h) {
    Out out;
    out.reserve(4096);
    put(out, "  <host>\n");
    if (h.uuid) put(out, "    <uuid>{}</uuid>\n", h.uuid->text());
    put(out, "    <cpu>\n      <arch>{}</arch>\n", h.arch);
    out += h.cpu_xml;
    for (unsigned size : h.cpu_pages) put(out, "      <pages unit='KiB' size='{}'/>\n", size);
    put(out, "    </cpu>\n");
    if (h.power_management) {
        if (h.power_management->empty()) {
            put(out, "    <power_management/>\n");
        } else {
            put(out, "    <power_management>\n");
            for (const auto& p : *h.power_management) put(out, "      <{}/>\n", p);
            put(out, "    </power_management>\n");
        }
    }
    put(out, "    <iommu support='{}'/>\n", h.iommu ? "yes" : "no");
    if (h.offline_migration) {
        put(out, "    <migration_features>\n");
        if (h.live_migration) put(out, "      <live/>\n");
        if (!h.uri_transports.empty()) {
            put(out, "      <uri_transports>\n");
            for (const auto& t : h.uri_transports) put(out, "        <uri_transport>{}</uri_transport>\n", t);
            put(out, "      </uri_transports>\n");
        }
        put(out, "    </migration_features>\n");
    }
    put_topology(out, h.topology);
    put_cache(out, h.topology);
    put_bandwidth(out, h.topology);
    for (const auto& s : h.security) {
        put(out, "    <secmodel>\n      <model>{}</model>\n      <doi>{}</doi>\n", s.model, s.doi);
        for (const auto& [type, label] : s.base_labels) put(out, "      <baselabel type='{}'>{}</baselabel>\n", type, label);
        put(out, "    </secmodel>\n");
    }
    put(out, "  </host>\n");
    return out;
}

}  // namespace vireo::hv
