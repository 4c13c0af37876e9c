// SPDX-License-Identifier: LGPL-2.1-or-later
// Statistics of one guest.
#include "drivers/qemu/stats.h"

#include <unistd.h>

#include <map>

#include "base/text.h"
#include "drivers/qemu/connection.h"
#include "host/block/image_header.h"
#include "hv/flags.h"
#include "hv/impact.h"
#include "hv/typed_params.h"
#include "json/json.h"
#include "libvirt/libvirt.h"

namespace vireo::qemu {

using namespace api;

namespace {

const model::Disk* seek_disk(const model::Domain& d, const std::string& name) {
    for (const auto& disk : d.devices.disks)
        if (disk.target_dev == name || (!disk.source.path.empty() && disk.source.path == name)) return &disk;
    return nullptr;
}

const model::Disk& find_disk(const model::Domain& d, const std::string& name) {
    if (const auto* disk = seek_disk(d, name)) return *disk;
    fail(Code::invalid_arg, Domain::qemu, "invalid path: {}", name);
}

BlockFigures block_figures(const GuestPtr& g, const std::string& path) {
    auto s = g->read();
    hv::require_active(s->active());
    BlockFigures sum;
    std::string alias;
    if (!path.empty()) alias = find_disk(*s->live, path).info.alias;
    g->monitor();  // says so if the guest has just gone
    FiguresQuery query(g, s, {.blocks = true});
    auto m = query.get(Deadline::in_ms(5'000));
    if (!m) fail(Code::operation_timeout, Domain::qemu, "the monitor of domain '{}' does not answer", s->name);
    if (!m->blocks) return sum;
    for (const auto& b : *m->blocks) {
        if (!alias.empty() && b.alias != alias) continue;
        sum.rd_reqs += b.rd_reqs, sum.rd_bytes += b.rd_bytes, sum.rd_times += b.rd_times;
        sum.wr_reqs += b.wr_reqs, sum.wr_bytes += b.wr_bytes, sum.wr_times += b.wr_times;
        sum.fl_reqs += b.fl_reqs, sum.fl_times += b.fl_times;
    }
    return sum;
}

}  // namespace

DomainBlockStatsRet QemuConnection::domain_block_stats(Call&, const DomainBlockStatsArgs& a) {
    auto b = block_figures(guest(a.dom), a.path);
    return {.rd_req = static_cast<std::int64_t>(b.rd_reqs), .rd_bytes = static_cast<std::int64_t>(b.rd_bytes), .wr_req = static_cast<std::int64_t>(b.wr_reqs),
            .wr_bytes = static_cast<std::int64_t>(b.wr_bytes), .errs = -1};
}

DomainBlockStatsFlagsRet QemuConnection::domain_block_stats_flags(Call&, const DomainBlockStatsFlagsArgs& a) {
    hv::check_flags(a.flags, VIR_TYPED_PARAM_STRING_OKAY, "qemuDomainBlockStatsFlags", Domain::qemu);
    auto g = guest(a.dom);
    hv::require_active(g->read()->active());
    if (!a.path.empty()) find_disk(*g->read()->live, a.path);
    if (a.nparams == 0) return {.params = {}, .nparams = 8};
    auto b = block_figures(g, a.path);
    hv::Params p;
    p.i64(VIR_DOMAIN_BLOCK_STATS_WRITE_BYTES, static_cast<std::int64_t>(b.wr_bytes));
    p.i64(VIR_DOMAIN_BLOCK_STATS_WRITE_REQ, static_cast<std::int64_t>(b.wr_reqs));
    p.i64(VIR_DOMAIN_BLOCK_STATS_READ_BYTES, static_cast<std::int64_t>(b.rd_bytes));
    p.i64(VIR_DOMAIN_BLOCK_STATS_READ_REQ, static_cast<std::int64_t>(b.rd_reqs));
    p.i64(VIR_DOMAIN_BLOCK_STATS_WRITE_TOTAL_TIMES, static_cast<std::int64_t>(b.wr_times));
    p.i64(VIR_DOMAIN_BLOCK_STATS_READ_TOTAL_TIMES, static_cast<std::int64_t>(b.rd_times));
    p.i64(VIR_DOMAIN_BLOCK_STATS_FLUSH_REQ, static_cast<std::int64_t>(b.fl_reqs));
    p.i64(VIR_DOMAIN_BLOCK_STATS_FLUSH_TOTAL_TIMES, static_cast<std::int64_t>(b.fl_times));
    hv::cut_to(p.list, a.nparams);
    const int count = static_cast<int>(p.list.size());
    return {.params = std::move(p.list), .nparams = count};
}

DomainInterfaceStatsRet QemuConnection::domain_interface_stats(Call&, const DomainInterfaceStatsArgs& a) {
    auto s = guest(a.dom)->read();
    hv::require_active(s->active());
    const model::Interface* found = nullptr;
    for (const auto& n : s->live->devices.interfaces)
        if ((!n.target_dev.empty() && n.target_dev == a.device) || n.mac.text() == a.device) found = &n;
    if (!found) fail(Code::invalid_arg, Domain::qemu, "'{}' is not a known interface", a.device);
    auto f = net_figures(found->target_dev, is_tap(found->type));
    if (!f) fail(Code::internal_error, Domain::none, "Interface not found");
    auto i = [](std::uint64_t v) { return static_cast<std::int64_t>(v); };
    return {.rx_bytes = i(f->rx_bytes), .rx_packets = i(f->rx_packets), .rx_errs = i(f->rx_errs), .rx_drop = i(f->rx_drop),
            .tx_bytes = i(f->tx_bytes), .tx_packets = i(f->tx_packets), .tx_errs = i(f->tx_errs), .tx_drop = i(f->tx_drop)};
}

DomainMemoryStatsRet QemuConnection::domain_memory_stats(Call&, const DomainMemoryStatsArgs& a) {
    hv::check_flags(a.flags, 0, "qemuDomainMemoryStats", Domain::qemu);
    auto g = guest(a.dom);
    auto s = g->read();
    hv::require_active(s->active());
    FiguresQuery query(g, s, {.balloon = true, .patient = true});
    auto m = query.get(Deadline::in_ms(5'000));
    DomainMemoryStatsRet r;
    auto put = [&](unsigned tag, std::uint64_t value) {
        if (r.stats.size() < a.maxStats) r.stats.push_back({.tag = static_cast<int>(tag), .val = value});
    };
    if (s->live->devices.memballoon && s->live->devices.memballoon->model != model::BalloonModel::none)
        put(VIR_DOMAIN_MEMORY_STAT_ACTUAL_BALLOON, s->live->current_memory.value_or(s->live->memory.value_or(0)));
    if (m && m->balloon)
        for (std::size_t i = 0; i < balloon_figures.size(); ++i) {
            if (i == balloon_time_place) put(VIR_DOMAIN_MEMORY_STAT_LAST_UPDATE, static_cast<std::uint64_t>(m->balloon->last_update));
            if (m->balloon->values[i]) put(balloon_figures[i].tag, *m->balloon->values[i]);
        }
    put(VIR_DOMAIN_MEMORY_STAT_RSS, resident_kib(s->runtime->pid));
    return r;
}

DomainGetBlockInfoRet QemuConnection::domain_get_block_info(Call&, const DomainGetBlockInfoArgs& a) {
    hv::check_flags(a.flags, 0, "qemuDomainGetBlockInfo", Domain::qemu);
    auto s = guest(a.dom)->read();
    auto d = s->now();
    const auto* found = seek_disk(*d, a.path);
    if (!found) fail(Code::invalid_arg, Domain::qemu, "invalid path {} not assigned to domain", a.path);
    const auto& disk = *found;
    if (disk.source.path.empty()) fail(Code::invalid_arg, Domain::qemu, "disk '{}' does not currently have a source assigned", a.path);
    if (::access(disk.source.path.c_str(), R_OK) < 0) fail_errno(Domain::qemu, errno, "Failed to open file '{}'", disk.source.path);
    auto image = host::probe_image(disk.source.path, disk.source.format);
    return {.allocation = image.allocated, .capacity = image.capacity(), .physical = image.length};
}

DomainGetDiskErrorsRet QemuConnection::domain_get_disk_errors(Call&, const DomainGetDiskErrorsArgs& a) {
    hv::check_flags(a.flags, 0, "qemuDomainGetDiskErrors", Domain::qemu);
    auto g = guest(a.dom);
    auto s = g->read();
    hv::require_active(s->active());
    const auto& disks = s->live->devices.disks;
    if (a.maxerrors == 0) return {.errors = {}, .nerrors = static_cast<std::int32_t>(disks.size())};
    // By the device's name in QEMU; a drive of its own (query-block's "device") or the frontend's path ends with it.
    const auto answer = g->monitor()->call(qmp::Command("query-block"));
    std::map<std::string, int, std::less<>> states;
    if (answer.is_array())
        for (const auto& b : answer) {
            const auto* status = json::find(b, "io-status");
            if (!status || !status->is_string()) continue;
            const int error = *status == "failed" ? VIR_DOMAIN_DISK_ERROR_UNSPEC : *status == "nospace" ? VIR_DOMAIN_DISK_ERROR_NO_SPACE : VIR_DOMAIN_DISK_ERROR_NONE;
            for (const char* key : {"device", "qdev"})
                if (const auto* name = json::find(b, key); name && name->is_string()) states[std::string(alias_of(name->get_ref<const std::string&>()))] = error;
        }
    DomainGetDiskErrorsRet out;
    for (const auto& disk : disks) {
        auto at = states.find(disk.info.alias);
        if (at == states.end() || at->second == VIR_DOMAIN_DISK_ERROR_NONE) continue;
        if (out.errors.size() == a.maxerrors) break;
        out.errors.push_back({.disk = disk.target_dev, .error = at->second});
    }
    out.nerrors = static_cast<std::int32_t>(out.errors.size());
    return out;
}

}  // namespace vireo::qemu
