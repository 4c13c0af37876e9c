// SPDX-License-Identifier: LGPL-2.1-or-later
// What domains tell in structures of their own: processors, I/O threads, file systems, addresses, labels, keys, metadata.
#include "shim/convert.h"

using namespace vireo;
using namespace vireo::shim;

#define HERE(name) static constexpr Where w{name, vireo::Domain::domain}

namespace {

// Frees a list of structures together with what they hold.
template <class T, void (*F)(T*)>
struct ListFree {
    void operator()(T** list) const {
        for (T** at = list; *at; ++at) F(*at);
        free(list);
    }
};
template <class T, void (*F)(T*)>
using List = std::unique_ptr<T*, ListFree<T, F>>;
template <class T, void (*F)(T*)>
List<T, F> new_list(std::size_t n) {
    return List<T, F>(static_cast<T**>(allocate(n + 1, sizeof(T*))));
}

void need_map_size(const Where& w, std::size_t a, std::size_t b) {
    if (a > 0x7fffffff / b) fail(Code::overflow, w.domain, "input too large: {} * {}", a, b);
}

// n maps of maplen bytes each; what does not come is zero.
void maps_out(const Where& w, const api::Bytes& from, unsigned char* to, std::size_t room) {
    if (from.size() > room) fail_too_many(w, from.size(), room);
    std::memset(to, 0, room);
    if (!from.empty()) std::memcpy(to, from.data(), from.size());
}

void need_one_target(const Where& w, unsigned flags) {
    if ((flags & VIR_DOMAIN_AFFECT_LIVE) && (flags & VIR_DOMAIN_AFFECT_CONFIG))
        fail_exclusive(w, "VIR_DOMAIN_AFFECT_LIVE", "VIR_DOMAIN_AFFECT_CONFIG");
}

}  // namespace

int virDomainGetVcpus(virDomainPtr domain, virVcpuInfoPtr info, int maxinfo, unsigned char* cpumaps, int maplen) {
    HERE("virDomainGetVcpus");
    return c_wall(domain, -1, [&] {
        need(w, domain);
        need_nonnull(w, info, "info");
        need_positive(w, maxinfo, "maxinfo");
        if (cpumaps) need_positive(w, maplen, "maplen");
        else if (maplen) fail_argument(w, "maplen", "%s in %s must not be zero");
        if (cpumaps) need_map_size(w, maxinfo, maplen);
        auto out = ask<api::proc::DomainGetVcpus>(domain->conn, {domain->ref(), maxinfo, maplen});
        if (out.info.size() > static_cast<std::size_t>(maxinfo)) fail_too_many(w, out.info.size(), maxinfo);
        std::memset(info, 0, sizeof *info * maxinfo);
        for (std::size_t i = 0; i < out.info.size(); ++i)
            info[i] = {out.info[i].number, out.info[i].state, out.info[i].cpu_time, out.info[i].cpu};
        if (cpumaps) maps_out(w, out.cpumaps, cpumaps, static_cast<std::size_t>(maxinfo) * maplen);
        return static_cast<int>(out.info.size());
    });
}

int virDomainGetVcpuPinInfo(virDomainPtr domain, int ncpumaps, unsigned char* cpumaps, int maplen, unsigned int flags) {
    HERE("virDomainGetVcpuPinInfo");
    return c_wall(domain, -1, [&] {
        need(w, domain);
        need_positive(w, ncpumaps, "ncpumaps");
        need_nonnull(w, cpumaps, "cpumaps");
        need_positive(w, maplen, "maplen");
        need_map_size(w, ncpumaps, maplen);
        need_one_target(w, flags);
        auto out = ask<api::proc::DomainGetVcpuPinInfo>(domain->conn, {domain->ref(), ncpumaps, maplen, flags});
        if (out.num > ncpumaps) fail_too_many(w, out.num, ncpumaps);
        maps_out(w, out.cpumaps, cpumaps, static_cast<std::size_t>(ncpumaps) * maplen);
        return static_cast<int>(out.num);
    });
}

int virDomainGetEmulatorPinInfo(virDomainPtr domain, unsigned char* cpumaps, int maplen, unsigned int flags) {
    HERE("virDomainGetEmulatorPinInfo");
    return c_wall(domain, -1, [&] {
        need(w, domain);
        need_nonnull(w, cpumaps, "cpumap");
        need_positive(w, maplen, "maplen");
        need_one_target(w, flags);
        auto out = ask<api::proc::DomainGetEmulatorPinInfo>(domain->conn, {domain->ref(), maplen, flags});
        maps_out(w, out.cpumaps, cpumaps, maplen);
        return static_cast<int>(out.ret);
    });
}

int virDomainGetIOThreadInfo(virDomainPtr domain, virDomainIOThreadInfoPtr** info, unsigned int flags) {
    HERE("virDomainGetIOThreadInfo");
    return c_wall(domain, -1, [&] {
        need(w, domain);
        need_nonnull(w, info, "info");
        need_one_target(w, flags);
        *info = nullptr;
        auto out = ask<api::proc::DomainGetIothreadInfo>(domain->conn, {domain->ref(), flags});
        if (out.info.empty()) return 0;
        auto list = new_list<virDomainIOThreadInfo, virDomainIOThreadInfoFree>(out.info.size());
        for (std::size_t i = 0; i < out.info.size(); ++i) {
            auto& from = out.info[i];
            auto* to = list.get()[i] = new_array<virDomainIOThreadInfo>(1).release();
            to->iothread_id = from.iothread_id;
            to->cpumap = new_array<unsigned char>(from.cpumap.size()).release();
            if (!from.cpumap.empty()) std::memcpy(to->cpumap, from.cpumap.data(), from.cpumap.size());
            to->cpumaplen = static_cast<int>(from.cpumap.size());
        }
        *info = list.release();
        return static_cast<int>(out.info.size());
    });
}

int virDomainGetFSInfo(virDomainPtr dom, virDomainFSInfoPtr** info, unsigned int flags) {
    HERE("virDomainGetFSInfo");
    return c_wall(dom, -1, [&] {
        need(w, dom);
        need_writable(w, dom->conn);
        need_nonnull(w, info, "info");
        *info = nullptr;
        auto out = ask<api::proc::DomainGetFsinfo>(dom->conn, {dom->ref(), flags});
        auto list = new_list<virDomainFSInfo, virDomainFSInfoFree>(out.info.size());
        for (std::size_t i = 0; i < out.info.size(); ++i) {
            auto& from = out.info[i];
            auto* to = list.get()[i] = new_array<virDomainFSInfo>(1).release();
            to->mountpoint = new_text(from.mountpoint);
            to->name = new_text(from.name);
            to->fstype = new_text(from.fstype);
            to->devAlias = new_array<char*>(from.dev_aliases.size() + 1).release();
            for (const auto& alias : from.dev_aliases) to->devAlias[to->ndevAlias++] = new_text(alias);
        }
        *info = list.release();
        return static_cast<int>(out.info.size());
    });
}

int virDomainInterfaceAddresses(virDomainPtr dom, virDomainInterfacePtr** ifaces, unsigned int source, unsigned int flags) {
    HERE("virDomainInterfaceAddresses");
    return c_wall(dom, -1, [&] {
        if (ifaces) *ifaces = nullptr;
        need(w, dom);
        need_nonnull(w, ifaces, "ifaces");
        if (source == VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_AGENT) need_writable(w, dom->conn);
        auto out = ask<api::proc::DomainInterfaceAddresses>(dom->conn, {dom->ref(), source, flags});
        auto list = new_list<virDomainInterface, virDomainInterfaceFree>(out.ifaces.size());
        for (std::size_t i = 0; i < out.ifaces.size(); ++i) {
            auto& from = out.ifaces[i];
            auto* to = list.get()[i] = new_array<virDomainInterface>(1).release();
            to->name = new_text(from.name);
            to->hwaddr = new_text(from.hwaddr);
            if (from.addrs.empty()) continue;
            to->addrs = new_array<virDomainIPAddress>(from.addrs.size()).release();
            for (const auto& a : from.addrs) {
                auto& at = to->addrs[to->naddrs];
                at.type = a.type;
                at.prefix = a.prefix;
                at.addr = new_text(a.addr);
                ++to->naddrs;
            }
        }
        *ifaces = list.release();
        return static_cast<int>(out.ifaces.size());
    });
}

int virDomainGetSecurityLabelList(virDomainPtr domain, virSecurityLabelPtr* seclabels) {
    HERE("virDomainGetSecurityLabelList");
    return c_wall(domain, -1, [&] {
        need(w, domain);
        need_nonnull(w, seclabels, "seclabels");
        auto out = ask<api::proc::DomainGetSecurityLabelList>(domain->conn, {domain->ref()});
        auto list = new_array<virSecurityLabel>(out.labels.size());
        for (std::size_t i = 0; i < out.labels.size(); ++i) {
            const auto& label = out.labels[i].label;
            chars_out(list.get()[i].label, {label.data(), strnlen(label.data(), label.size())});
            list.get()[i].enforcing = out.labels[i].enforcing;
        }
        *seclabels = list.release();
        return static_cast<int>(out.ret);
    });
}

int virDomainAuthorizedSSHKeysGet(virDomainPtr domain, const char* user, char*** keys, unsigned int flags) {
    HERE("virDomainAuthorizedSSHKeysGet");
    return c_wall(domain, -1, [&] {
        need(w, domain);
        need_nonnull(w, user, "user");
        need_nonnull(w, keys, "keys");
        need_writable(w, domain->conn);
        auto out = ask<api::proc::DomainAuthorizedSshKeysGet>(domain->conn, {domain->ref(), user, flags});
        *keys = text_list_out(out.keys);
        return static_cast<int>(out.keys.size());
    });
}

int virDomainAuthorizedSSHKeysSet(virDomainPtr domain, const char* user, const char** keys, unsigned int nkeys,
                                  unsigned int flags) {
    HERE("virDomainAuthorizedSSHKeysSet");
    return c_wall(domain, -1, [&] {
        need(w, domain);
        need_nonnull(w, user, "user");
        if (flags & (VIR_DOMAIN_AUTHORIZED_SSH_KEYS_SET_APPEND | VIR_DOMAIN_AUTHORIZED_SSH_KEYS_SET_REMOVE))
            need_nonnull(w, keys, "keys");
        need_writable(w, domain->conn);
        ask<api::proc::DomainAuthorizedSshKeysSet>(domain->conn, {domain->ref(), user, texts_in(keys, keys ? nkeys : 0), flags});
        return 0;
    });
}

namespace {

// Title and description take neither key nor URI; an element needs a URI, and a key to be set.
void need_metadata_shape(const Where& w, int type, const char* metadata, const char* key, const char* uri, bool set) {
    switch (type) {
        case VIR_DOMAIN_METADATA_TITLE:
            if (set && metadata && std::strchr(metadata, '\n'))
                throw Error::verbatim(Code::invalid_arg, w.domain, ErrorLevel::error, "metadata title can't contain newlines",
                                      w.function, "metadata", "", 0, 0);
            [[fallthrough]];
        case VIR_DOMAIN_METADATA_DESCRIPTION:
            need_null(w, uri, "uri");
            need_null(w, key, "key");
            break;
        case VIR_DOMAIN_METADATA_ELEMENT:
            need_nonnull(w, uri, "uri");
            if (set && metadata) need_nonnull(w, key, "key");
            break;
        default: break;  // for the driver to judge
    }
}

}  // namespace

int virDomainSetMetadata(virDomainPtr domain, int type, const char* metadata, const char* key, const char* uri, unsigned int flags) {
    HERE("virDomainSetMetadata");
    return c_wall(domain, -1, [&] {
        need(w, domain);
        need_writable(w, domain->conn);
        need_metadata_shape(w, type, metadata, key, uri, true);
        ask<api::proc::DomainSetMetadata>(domain->conn, {domain->ref(), type, optional_text(metadata), optional_text(key), optional_text(uri), flags});
        return 0;
    });
}

char* virDomainGetMetadata(virDomainPtr domain, int type, const char* uri, unsigned int flags) {
    HERE("virDomainGetMetadata");
    return c_wall(domain, static_cast<char*>(nullptr), [&] {
        need(w, domain);
        need_one_target(w, flags);
        need_metadata_shape(w, type, nullptr, nullptr, uri, false);
        return new_text(ask<api::proc::DomainGetMetadata>(domain->conn, {domain->ref(), type, optional_text(uri), flags}).metadata);
    });
}

int virNetworkSetMetadata(virNetworkPtr network, int type, const char* metadata, const char* key, const char* uri, unsigned int flags) {
    static constexpr Where w{"virNetworkSetMetadata", vireo::Domain::network};
    return c_wall(network, -1, [&] {
        need(w, network);
        need_writable(w, network->conn);
        need_metadata_shape(w, type, metadata, key, uri, true);
        ask<api::proc::NetworkSetMetadata>(network->conn, {network->ref(), type, optional_text(metadata), optional_text(key), optional_text(uri), flags});
        return 0;
    });
}

char* virNetworkGetMetadata(virNetworkPtr network, int type, const char* uri, unsigned int flags) {
    static constexpr Where w{"virNetworkGetMetadata", vireo::Domain::network};
    return c_wall(network, static_cast<char*>(nullptr), [&] {
        need(w, network);
        need_metadata_shape(w, type, nullptr, nullptr, uri, false);
        return new_text(ask<api::proc::NetworkGetMetadata>(network->conn, {network->ref(), type, optional_text(uri), flags}).metadata);
    });
}
