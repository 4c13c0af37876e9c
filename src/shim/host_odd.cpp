// SPDX-License-Identifier: LGPL-2.1-or-later
// Host, network, node device and secret functions with arrays or structures of their own.
#include "shim/convert.h"

using namespace vireo;
using namespace vireo::shim;

#define HERE(name) static constexpr Where w{name, vireo::Domain::domain}

namespace {

// Statistics of a processor or cell: -1 means all of them.
void need_number(const Where& w, const char* argument, int number, int* nparams) {
    need_nonnull(w, nparams, "nparams");
    need_nonnegative(w, *nparams, "*nparams");
    if (number < -1)
        throw Error::verbatim(Code::invalid_arg, w.domain, ErrorLevel::error,
                              fmt::format("{} in {} only accepts -1 as a negative value", argument, w.function), w.function,
                              "cpuNum", "", 0, 0);
}

template <class Stat, class Ret>
void stats_out(const Where& w, const Ret& out, Stat* params, int* nparams) {
    if (*nparams == 0) {
        *nparams = out.nparams;
        return;
    }
    need_nonnull(w, params, "params");
    if (out.params.size() > static_cast<std::size_t>(*nparams)) fail_too_many(w, out.params.size(), *nparams);
    for (std::size_t i = 0; i < out.params.size(); ++i) {
        chars_out(params[i].field, out.params[i].field);
        params[i].value = out.params[i].value;
    }
    *nparams = static_cast<int>(out.params.size());
}

}  // namespace

int virConnectListDomains(virConnectPtr conn, int* ids, int maxids) {
    HERE("virConnectListDomains");
    return c_wall(conn, -1, [&] {
        need(w, conn);
        if (maxids) need_nonnull(w, ids, "ids");
        need_nonnegative(w, maxids, "maxids");
        return numbers_out(w, ask<api::proc::ConnectListDomains>(conn, {maxids}).ids, ids, maxids);
    });
}

int virNodeGetCPUStats(virConnectPtr conn, int cpuNum, virNodeCPUStatsPtr params, int* nparams, unsigned int flags) {
    HERE("virNodeGetCPUStats");
    return c_wall(conn, -1, [&] {
        need(w, conn);
        need_number(w, "cpuNum", cpuNum, nparams);
        stats_out(w, ask<api::proc::NodeGetCpuStats>(conn, {.cpuNum = cpuNum, .nparams = *nparams, .flags = flags}), params, nparams);
        return 0;
    });
}

int virNodeGetMemoryStats(virConnectPtr conn, int cellNum, virNodeMemoryStatsPtr params, int* nparams, unsigned int flags) {
    HERE("virNodeGetMemoryStats");
    return c_wall(conn, -1, [&] {
        need(w, conn);
        need_number(w, "cellNum", cellNum, nparams);
        stats_out(w, ask<api::proc::NodeGetMemoryStats>(conn, {.nparams = *nparams, .cellNum = cellNum, .flags = flags}), params, nparams);
        return 0;
    });
}

int virNodeGetCellsFreeMemory(virConnectPtr conn, unsigned long long* freeMems, int startCell, int maxCells) {
    HERE("virNodeGetCellsFreeMemory");
    return c_wall(conn, -1, [&] {
        need(w, conn);
        if (maxCells) need_nonnull(w, freeMems, "freeMems");
        need_positive(w, maxCells, "maxCells");
        need_nonnegative(w, startCell, "startCell");
        return numbers_out(w, ask<api::proc::NodeGetCellsFreeMemory>(conn, {startCell, maxCells}).cells, freeMems, maxCells);
    });
}

int virNodeGetFreePages(virConnectPtr conn, unsigned int npages, unsigned int* pages, int startcell, unsigned int cellcount,
                        unsigned long long* counts, unsigned int flags) {
    HERE("virNodeGetFreePages");
    return c_wall(conn, -1, [&] {
        need(w, conn);
        need_nonzero(w, npages, "npages");
        need_nonnull(w, pages, "pages");
        need_nonzero(w, cellcount, "cellCount");
        need_nonnull(w, counts, "counts");
        if (cellcount > 0x7fffffffu / npages) fail(Code::overflow, w.domain, "input too large: {} * {}", npages, cellcount);
        auto out = ask<api::proc::NodeGetFreePages>(conn, {numbers_in(pages, npages), startcell, cellcount, flags});
        return numbers_out(w, out.counts, counts, static_cast<int>(npages * cellcount));
    });
}

int virNodeAllocPages(virConnectPtr conn, unsigned int npages, unsigned int* pageSizes, unsigned long long* pageCounts,
                      int startCell, unsigned int cellCount, unsigned int flags) {
    HERE("virNodeAllocPages");
    return c_wall(conn, -1, [&] {
        need(w, conn);
        need_writable(w, conn);
        need_nonzero(w, npages, "npages");
        need_nonnull(w, pageSizes, "pageSizes");
        need_nonnull(w, pageCounts, "pageCounts");
        need_nonzero(w, cellCount, "cellCount");
        std::vector<std::uint64_t> counts(pageCounts, pageCounts + npages);
        auto out = ask<api::proc::NodeAllocPages>(conn, {numbers_in(pageSizes, npages), std::move(counts), startCell, cellCount, flags});
        return static_cast<int>(out.ret);
    });
}

int virNodeGetCPUMap(virConnectPtr conn, unsigned char** cpumap, unsigned int* online, unsigned int flags) {
    HERE("virNodeGetCPUMap");
    return c_wall(conn, -1, [&] {
        need(w, conn);
        auto out = ask<api::proc::NodeGetCpuMap>(conn, {cpumap != nullptr, online != nullptr, flags});
        if (cpumap) {
            auto map = new_array<unsigned char>(out.cpumap.size());
            if (!out.cpumap.empty()) std::memcpy(map.get(), out.cpumap.data(), out.cpumap.size());
            *cpumap = map.release();
        }
        if (online) *online = out.online;
        return static_cast<int>(out.ret);
    });
}

const char* virNodeDeviceGetParent(virNodeDevicePtr dev) {
    static constexpr Where w{"virNodeDeviceGetParent", vireo::Domain::nodedev};
    return c_wall(dev, static_cast<const char*>(nullptr), [&]() -> const char* {
        need(w, dev);
        const std::string* known = dev->parent.load(std::memory_order_acquire);
        if (!known) {
            auto out = ask<api::proc::NodeDeviceGetParent>(dev->conn, {dev->id.name});
            if (!out.parentName) return nullptr;
            auto fresh = std::make_unique<const std::string>(std::move(*out.parentName));
            if (dev->parent.compare_exchange_strong(known, fresh.get(), std::memory_order_acq_rel)) known = fresh.release();
        }
        return known->c_str();
    });
}

int virNetworkGetDHCPLeases(virNetworkPtr network, const char* mac, virNetworkDHCPLeasePtr** leases, unsigned int flags) {
    static constexpr Where w{"virNetworkGetDHCPLeases", vireo::Domain::network};
    return c_wall(network, -1, [&] {
        if (leases) *leases = nullptr;
        need(w, network);
        auto out = ask<api::proc::NetworkGetDhcpLeases>(network->conn, {network->ref(), optional_text(mac), leases != nullptr, flags});
        if (!leases) return static_cast<int>(out.ret);
        auto release = [](virNetworkDHCPLeasePtr* list) {
            for (auto* at = list; *at; ++at) virNetworkDHCPLeaseFree(*at);
            free(list);
        };
        std::unique_ptr<virNetworkDHCPLeasePtr, decltype(release)> list(
            static_cast<virNetworkDHCPLeasePtr*>(allocate(out.leases.size() + 1, sizeof(virNetworkDHCPLeasePtr))));
        for (std::size_t i = 0; i < out.leases.size(); ++i) {
            const auto& from = out.leases[i];
            auto* to = list.get()[i] = new_array<virNetworkDHCPLease>(1).release();
            to->expirytime = from.expirytime;
            to->type = from.type;
            to->prefix = from.prefix;
            to->iface = new_text(from.iface);
            to->mac = new_text(from.mac);
            to->iaid = new_text(from.iaid);
            to->ipaddr = new_text(from.ipaddr);
            to->hostname = new_text(from.hostname);
            to->clientid = new_text(from.clientid);
        }
        *leases = list.release();
        return static_cast<int>(out.ret);
    });
}

unsigned char* virSecretGetValue(virSecretPtr secret, size_t* value_size, unsigned int flags) {
    static constexpr Where w{"virSecretGetValue", vireo::Domain::secret};
    return c_wall(secret, static_cast<unsigned char*>(nullptr), [&] {
        need(w, secret);
        need_writable(w, secret->conn);
        need_nonnull(w, value_size, "value_size");
        auto out = ask<api::proc::SecretGetValue>(secret->conn, {secret->ref(), flags});
        auto value = new_array<unsigned char>(out.value.size());
        if (!out.value.empty()) std::memcpy(value.get(), out.value.data(), out.value.size());
        *value_size = out.value.size();
        return value.release();
    });
}
