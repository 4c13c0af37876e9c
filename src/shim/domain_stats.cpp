// SPDX-License-Identifier: LGPL-2.1-or-later
// Figures of domains: fixed structures, peeks into disks and memory, lists of records.
#include "shim/convert.h"

using namespace vireo;
using namespace vireo::shim;

#define HERE(name) static constexpr Where w{name, vireo::Domain::domain}

namespace {

// Structures that grow with releases: the caller says how much of them it knows.
template <class S>
void need_size(const Where& w, std::size_t size) {
    if (size > sizeof(S))
        throw Error::verbatim(Code::invalid_arg, w.domain, ErrorLevel::error, fmt::format("size must not exceed {}", sizeof(S)),
                              w.function, "size", "", 0, 0);
}

void buffer_out(const Where& w, const api::Bytes& from, void* to, std::size_t size) {
    if (from.size() != size)
        fail(Code::internal_error, w.domain, "returned buffer is not the size that was asked for: {} instead of {}", from.size(), size);
    if (size) std::memcpy(to, from.data(), size);
}

void free_records(virDomainStatsRecordPtr* records) { virDomainStatsRecordListFree(records); }

struct RecordsFree {
    void operator()(virDomainStatsRecordPtr* r) const { free_records(r); }
};

int records_out(virConnectPtr conn, std::vector<api::DomainStatsRecord>&& from, virDomainStatsRecordPtr** to) {
    auto list = std::unique_ptr<virDomainStatsRecordPtr, RecordsFree>(
        static_cast<virDomainStatsRecordPtr*>(allocate(from.size() + 1, sizeof(virDomainStatsRecordPtr))));
    int n = 0;
    for (auto& f : from) {
        auto params = new_params(f.params);
        auto record = new_array<virDomainStatsRecord>(1);
        int nparams = static_cast<int>(f.params.size());
        try {
            record->dom = make_handle(conn, std::move(f.dom));
        } catch (...) {
            virTypedParamsClear(params.get(), nparams);
            throw;
        }
        record->params = params.release();
        record->nparams = nparams;
        list.get()[n++] = record.release();
    }
    *to = list.release();
    return n;
}

}  // namespace

int virDomainBlockStats(virDomainPtr dom, const char* disk, virDomainBlockStatsPtr stats, size_t size) {
    HERE("virDomainBlockStats");
    return c_wall(dom, -1, [&] {
        need(w, dom);
        need_nonnull(w, disk, "disk");
        need_nonnull(w, stats, "stats");
        need_size<virDomainBlockStatsStruct>(w, size);
        auto out = ask<api::proc::DomainBlockStats>(dom->conn, {dom->ref(), disk});
        virDomainBlockStatsStruct s{};
        s.rd_req = out.rd_req;
        s.rd_bytes = out.rd_bytes;
        s.wr_req = out.wr_req;
        s.wr_bytes = out.wr_bytes;
        s.errs = out.errs;
        std::memcpy(stats, &s, size);
        return 0;
    });
}

int virDomainInterfaceStats(virDomainPtr dom, const char* device, virDomainInterfaceStatsPtr stats, size_t size) {
    HERE("virDomainInterfaceStats");
    return c_wall(dom, -1, [&] {
        need(w, dom);
        need_nonnull(w, device, "device");
        need_nonnull(w, stats, "stats");
        need_size<virDomainInterfaceStatsStruct>(w, size);
        auto out = ask<api::proc::DomainInterfaceStats>(dom->conn, {dom->ref(), device});
        virDomainInterfaceStatsStruct s{};
        s.rx_bytes = out.rx_bytes;
        s.rx_packets = out.rx_packets;
        s.rx_errs = out.rx_errs;
        s.rx_drop = out.rx_drop;
        s.tx_bytes = out.tx_bytes;
        s.tx_packets = out.tx_packets;
        s.tx_errs = out.tx_errs;
        s.tx_drop = out.tx_drop;
        std::memcpy(stats, &s, size);
        return 0;
    });
}

int virDomainMemoryStats(virDomainPtr dom, virDomainMemoryStatPtr stats, unsigned int nr_stats, unsigned int flags) {
    HERE("virDomainMemoryStats");
    return c_wall(dom, -1, [&] {
        need(w, dom);
        if (!stats || nr_stats == 0) return 0;
        if (nr_stats > VIR_DOMAIN_MEMORY_STAT_NR) nr_stats = VIR_DOMAIN_MEMORY_STAT_NR;
        auto out = ask<api::proc::DomainMemoryStats>(dom->conn, {dom->ref(), nr_stats, flags});
        if (out.stats.size() > nr_stats) fail_too_many(w, out.stats.size(), nr_stats);
        for (std::size_t i = 0; i < out.stats.size(); ++i) stats[i] = {out.stats[i].tag, out.stats[i].val};
        return static_cast<int>(out.stats.size());
    });
}

int virDomainBlockPeek(virDomainPtr dom, const char* disk, unsigned long long offset, size_t size, void* buffer,
                       unsigned int flags) {
    HERE("virDomainBlockPeek");
    return c_wall(dom, -1, [&] {
        need(w, dom);
        need_writable(w, dom->conn);
        need_nonnull(w, disk, "disk");
        need_text(w, disk, "disk");
        if (size) need_nonnull(w, buffer, "buffer");
        if (size > 0xffffffffu) fail_too_many(w, size, 0xffffffffu);
        auto out = ask<api::proc::DomainBlockPeek>(dom->conn, {dom->ref(), disk, offset, static_cast<std::uint32_t>(size), flags});
        buffer_out(w, out.buffer, buffer, size);
        return 0;
    });
}

int virDomainMemoryPeek(virDomainPtr dom, unsigned long long start, size_t size, void* buffer, unsigned int flags) {
    HERE("virDomainMemoryPeek");
    return c_wall(dom, -1, [&] {
        need(w, dom);
        need_writable(w, dom->conn);
        if ((flags & VIR_MEMORY_VIRTUAL) && (flags & VIR_MEMORY_PHYSICAL))
            fail_exclusive(w, "VIR_MEMORY_VIRTUAL", "VIR_MEMORY_PHYSICAL");
        if (size) need_nonnull(w, buffer, "buffer");
        if (size > 0xffffffffu) fail_too_many(w, size, 0xffffffffu);
        auto out = ask<api::proc::DomainMemoryPeek>(dom->conn, {dom->ref(), start, static_cast<std::uint32_t>(size), flags});
        buffer_out(w, out.buffer, buffer, size);
        return 0;
    });
}

int virDomainGetDiskErrors(virDomainPtr dom, virDomainDiskErrorPtr errors, unsigned int maxerrors, unsigned int flags) {
    HERE("virDomainGetDiskErrors");
    return c_wall(dom, -1, [&] {
        need(w, dom);
        if (maxerrors) need_nonnull(w, errors, "errors");
        auto out = ask<api::proc::DomainGetDiskErrors>(dom->conn, {dom->ref(), errors ? maxerrors : 0, flags});
        if (!errors) return static_cast<int>(out.nerrors);
        if (out.errors.size() > maxerrors) fail_too_many(w, out.errors.size(), maxerrors);
        for (std::size_t i = 0; i < out.errors.size(); ++i) {
            errors[i].error = out.errors[i].error;
            try {
                errors[i].disk = new_text(out.errors[i].disk);
            } catch (...) {
                while (i > 0) free(errors[--i].disk);
                throw;
            }
        }
        return static_cast<int>(out.errors.size());
    });
}

int virDomainGetBlockJobInfo(virDomainPtr dom, const char* disk, virDomainBlockJobInfoPtr info, unsigned int flags) {
    HERE("virDomainGetBlockJobInfo");
    return c_wall(dom, -1, [&] {
        need(w, dom);
        need_nonnull(w, disk, "disk");
        need_nonnull(w, info, "info");
        std::memset(info, 0, sizeof *info);
        auto out = ask<api::proc::DomainGetBlockJobInfo>(dom->conn, {dom->ref(), disk, flags});
        if (!out.found) return 0;
        info->type = out.type;
        info->bandwidth = out.bandwidth;
        info->cur = out.cur;
        info->end = out.end;
        return 1;
    });
}

int virConnectGetAllDomainStats(virConnectPtr conn, unsigned int stats, virDomainStatsRecordPtr** retStats, unsigned int flags) {
    HERE("virConnectGetAllDomainStats");
    return c_wall(conn, -1, [&] {
        need(w, conn);
        need_nonnull(w, retStats, "retStats");
        return records_out(conn, std::move(ask<api::proc::ConnectGetAllDomainStats>(conn, {{}, stats, flags}).retStats), retStats);
    });
}

int virDomainListGetStats(virDomainPtr* doms, unsigned int stats, virDomainStatsRecordPtr** retStats, unsigned int flags) {
    HERE("virDomainListGetStats");
    return c_wall(doms ? *doms : nullptr, -1, [&] {
        need_nonnull(w, doms, "doms");
        need_nonnull(w, retStats, "retStats");
        if (!*doms) fail(Code::invalid_arg, w.domain, "doms array in {} must contain at least one domain", w.function);
        api::ConnectGetAllDomainStatsArgs in;
        for (auto* d = doms; *d; ++d) {
            need(w, *d);
            if ((*d)->conn != (*doms)->conn)
                fail(Code::invalid_arg, w.domain, "domains in 'doms' array must belong to a single connection");
            in.doms.push_back((*d)->ref());
        }
        in.stats = stats;
        in.flags = flags;
        auto* conn = (*doms)->conn;
        return records_out(conn, std::move(ask<api::proc::ConnectGetAllDomainStats>(conn, in).retStats), retStats);
    });
}

int virDomainGetCPUStats(virDomainPtr domain, virTypedParameterPtr params, unsigned int nparams, int start_cpu,
                         unsigned int ncpus, unsigned int flags) {
    HERE("virDomainGetCPUStats");
    return c_wall(domain, -1, [&] {
        need(w, domain);
        if (start_cpu == -1) {
            if (ncpus != 1)
                throw Error::verbatim(Code::invalid_arg, w.domain, ErrorLevel::error, "ncpus must be 1 when start_cpu is -1",
                                      w.function, "start_cpu", "", 0, 0);
        } else {
            need_nonnegative(w, start_cpu, "start_cpu");
        }
        if (nparams) need_nonnull(w, params, "params");
        else need_null(w, params, "params");
        if (!ncpus) need_null(w, params, "params");
        if (nparams && ncpus > 0xffffffffu / nparams)
            fail(Code::overflow, w.domain, "input too large: {} * {}", nparams, ncpus);
        auto out = ask<api::proc::DomainGetCpuStats>(domain->conn, {domain->ref(), nparams, start_cpu, ncpus, flags});
        // The figures come CPU after CPU, out.nparams of each; the caller's array has room for nparams of each.
        if (params && !out.params.empty()) {
            std::size_t each = out.nparams > 0 ? out.nparams : 0;
            if (!each || each > nparams || out.params.size() > each * ncpus) fail_too_many(w, out.params.size(), std::size_t{nparams} * ncpus);
            // Rows of CPUs that did not answer are left alone: the array may well be shorter than ncpus claims.
            std::memset(params, 0, sizeof *params * nparams * ((out.params.size() + each - 1) / each));
            for (std::size_t i = 0; i < out.params.size(); ++i) param_out(out.params[i], &params[i / each * nparams + i % each]);
        }
        return static_cast<int>(out.nparams);
    });
}

int virDomainGetMessages(virDomainPtr domain, char*** msgs, unsigned int flags) {
    HERE("virDomainGetMessages");
    return c_wall(domain, -1, [&] {
        need(w, domain);
        need_nonnull(w, msgs, "msgs");
        auto out = ask<api::proc::DomainGetMessages>(domain->conn, {domain->ref(), flags});
        *msgs = text_list_out(out.msgs);
        return static_cast<int>(out.msgs.size());
    });
}
