// SPDX-License-Identifier: LGPL-2.1-or-later
// Values for completion: names of objects that the connection knows, and fixed words.
#include "apps/virsh/virsh.h"

#include "apps/virsh/words.h"

#include <cstring>

namespace vireo::sh {

namespace {

using Names = std::vector<std::string>;

template <class T, int (*Free)(T*), class ListAll, class NameOf>
Names names(ListAll&& list, NameOf&& name)
{
    List<T, Free> l;
    l.n = list(&l.p);
    Names out;
    for (T* o : l) {
        if constexpr (std::is_same_v<decltype(name(o)), Text>) {
            Text t = name(o);
            if (t) out.push_back(t.str());
        } else if (const char* s = name(o)) {
            out.emplace_back(s);
        }
    }
    return out;
}

Names domains(Virsh& sh, unsigned flags)
{
    return names<virDomain, virDomainFree>([&](virDomainPtr** p) { return virConnectListAllDomains(sh.conn(), p, flags); }, virDomainGetName);
}

unsigned domain_filter(std::string_view c)
{
    for (std::string_view active : {"console", "destroy", "shutdown", "reboot", "reset", "suspend", "save", "managedsave", "dump", "migrate",
                                    "vncdisplay", "domdisplay", "ttyconsole", "inject-nmi", "send-key", "screenshot", "domid", "domjobinfo",
                                    "domjobabort", "domcontrol", "domifaddr", "domblkerror", "guestinfo", "domhostname", "domtime"})
        if (c == active) return VIR_CONNECT_LIST_DOMAINS_ACTIVE;
    if (c == "start" || c == "domrename") return VIR_CONNECT_LIST_DOMAINS_INACTIVE;
    if (c == "resume") return VIR_CONNECT_LIST_DOMAINS_PAUSED;
    if (c == "autostart") return VIR_CONNECT_LIST_DOMAINS_PERSISTENT;
    if (c == "managedsave-remove" || c == "managedsave-edit" || c == "managedsave-dumpxml" || c == "managedsave-define")
        return VIR_CONNECT_LIST_DOMAINS_MANAGEDSAVE;
    if (c.starts_with("snapshot-") && !c.starts_with("snapshot-create")) return VIR_CONNECT_LIST_DOMAINS_HAS_SNAPSHOT;
    if (c.starts_with("checkpoint-") && !c.starts_with("checkpoint-create")) return VIR_CONNECT_LIST_DOMAINS_HAS_CHECKPOINT;
    return 0;
}

Names networks(Virsh& sh, std::string_view c)
{
    unsigned flags = c == "net-start" || c == "net-undefine" ? (c == "net-start" ? VIR_CONNECT_LIST_NETWORKS_INACTIVE : VIR_CONNECT_LIST_NETWORKS_PERSISTENT)
                     : c == "net-destroy" ? VIR_CONNECT_LIST_NETWORKS_ACTIVE : c == "net-autostart" ? VIR_CONNECT_LIST_NETWORKS_PERSISTENT : 0;
    return names<virNetwork, virNetworkFree>([&](virNetworkPtr** p) { return virConnectListAllNetworks(sh.conn(), p, flags); },
                                             virNetworkGetName);
}

Names pools(Virsh& sh, std::string_view c)
{
    unsigned flags = c == "pool-start" || c == "pool-build" || c == "pool-delete" || c == "pool-undefine" ? VIR_CONNECT_LIST_STORAGE_POOLS_INACTIVE
                     : c == "pool-destroy" || c == "pool-refresh" || c == "vol-list" ? VIR_CONNECT_LIST_STORAGE_POOLS_ACTIVE
                     : c == "pool-autostart" ? VIR_CONNECT_LIST_STORAGE_POOLS_PERSISTENT : 0;
    return names<virStoragePool, virStoragePoolFree>([&](virStoragePoolPtr** p) { return virConnectListAllStoragePools(sh.conn(), p, flags); },
                                                     virStoragePoolGetName);
}

// The domain that the line names already; completion without it offers nothing.
Dom named_domain(Virsh& sh, const Args& args)
{
    const char* name = args.raw("domain");
    return name && *name ? sh.try_domain(name) : Dom();
}

Names from_domain(Virsh& sh, const Args& args, std::string_view path, std::initializer_list<const char*> values)
{
    Names out;
    Dom dom = named_domain(sh, args);
    if (!dom) return out;
    Text xml = virDomainGetXMLDesc(dom, 0);
    auto doc = xml ? parse_xml(xml.c_str()) : std::nullopt;
    if (!doc) return out;
    for (const Node* n : doc->all(path))
        for (const char* v : values)
            if (std::string t = n->get(v); !t.empty()) out.push_back(t);
    return out;
}

}  // namespace

std::vector<std::string> Virsh::complete_value(const Command& command, const Option& option, const Args& args, const std::string& prefix)
{
    std::string_view c = command.name, o = option.name;
    if (c == "help" && o == "command") {
        Names out;
        for (const Command& k : table().commands)
            if (!k.has(Command::hidden) && !k.alias_of) out.emplace_back(k.name);
        for (const Group& g : table().groups) out.emplace_back(g.keyword);
        return out;
    }
    if (auto words = words_of_option(c, o); !words.empty()) {
        // options that take a list: complete its last element
        size_t comma = prefix.rfind(',');
        if (comma != std::string::npos)
            for (auto& w : words) w = prefix.substr(0, comma + 1) + w;
        return words;
    }
    if (command.has(Command::noconnect) || !connected()) return {};
    if (o == "domain") return domains(*this, domain_filter(c));
    if (o == "network") return networks(*this, c);
    if (o == "pool" || o == "inputpool") return pools(*this, c);
    if (o == "nwfilter")
        return names<virNWFilter, virNWFilterFree>([&](virNWFilterPtr** p) { return virConnectListAllNWFilters(conn_, p, 0); }, virNWFilterGetName);
    if (o == "binding")
        return names<virNWFilterBinding, virNWFilterBindingFree>(
            [&](virNWFilterBindingPtr** p) { return virConnectListAllNWFilterBindings(conn_, p, 0); }, virNWFilterBindingGetPortDev);
    if (o == "device" && c.starts_with("nodedev-"))
        return names<virNodeDevice, virNodeDeviceFree>([&](virNodeDevicePtr** p) { return virConnectListAllNodeDevices(conn_, p, 0); },
                                                       virNodeDeviceGetName);
    if (o == "secret" && c.starts_with("secret-")) {
        List<virSecret, virSecretFree> l;
        l.n = virConnectListAllSecrets(conn_, &l.p, 0);
        Names out;
        char uuid[VIR_UUID_STRING_BUFLEN];
        for (virSecretPtr s : l)
            if (virSecretGetUUIDString(s, uuid) == 0) out.emplace_back(uuid);
        return out;
    }
    if (o == "vol" || (o == "path" && c == "vol-pool")) {
        const char* pool_name = args.raw("pool");
        if (!pool_name) pool_name = args.raw("inputpool");
        Names out;
        for (const std::string& p : pool_name ? Names{pool_name} : pools(*this, "vol-list")) {
            Pool pool(virStoragePoolLookupByName(conn_, p.c_str()));
            if (!pool) continue;
            for (std::string& v : names<virStorageVol, virStorageVolFree>(
                     [&](virStorageVolPtr** l) { return virStoragePoolListAllVolumes(pool, l, 0); }, virStorageVolGetName))
                out.push_back(std::move(v));
        }
        return out;
    }
    if (o == "interface" && c.starts_with("iface-")) {
        unsigned flags = c == "iface-start" ? VIR_CONNECT_LIST_INTERFACES_INACTIVE : c == "iface-destroy" ? VIR_CONNECT_LIST_INTERFACES_ACTIVE : 0;
        return names<virInterface, virInterfaceFree>([&](virInterfacePtr** p) { return virConnectListAllInterfaces(conn_, p, flags); },
                                                     virInterfaceGetName);
    }
    if (o == "interface" && c == "domif-setlink") return from_domain(*this, args, "devices/interface", {"target@dev", "mac@address"});
    if (o == "interface" && args.has("domain")) return from_domain(*this, args, "devices/interface", {"target@dev"});
    if (o == "mac" && c == "detach-interface") return from_domain(*this, args, "devices/interface", {"mac@address"});
    if (o == "alias") return from_domain(*this, args, "devices/*", {"alias@name"});
    if ((o == "target" && c == "detach-disk") || ((o == "path" || o == "device" || o == "dev") && args.has("domain")))
        return from_domain(*this, args, "devices/disk", {"target@dev", "source@file"});
    if (o == "devname" && c == "console") return from_domain(*this, args, "devices/console", {"alias@name"});
    if (o == "snapshotname" || (o == "from" && c == "snapshot-list")) {
        Dom dom = named_domain(*this, args);
        if (!dom) return {};
        return names<virDomainSnapshot, virDomainSnapshotFree>([&](virDomainSnapshotPtr** p) { return virDomainListAllSnapshots(dom, p, 0); },
                                                               virDomainSnapshotGetName);
    }
    if (o == "checkpointname" || (o == "from" && c == "checkpoint-list")) {
        Dom dom = named_domain(*this, args);
        if (!dom) return {};
        return names<virDomainCheckpoint, virDomainCheckpointFree>(
            [&](virDomainCheckpointPtr** p) { return virDomainListAllCheckpoints(dom, p, 0); }, virDomainCheckpointGetName);
    }
    return {};
}

}  // namespace vireo::sh
