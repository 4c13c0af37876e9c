// SPDX-License-Identifier: LGPL-2.1-or-later
// Storage pools.
#include "apps/virsh/virsh.h"

#include "apps/virsh/words.h"

#include <cstring>

namespace vireo::sh {

namespace {

std::string pool_name(virStoragePoolPtr p) { return virStoragePoolGetName(p); }

constexpr const char* pool_states[] = {"inactive", "building", "running", "degraded", "inaccessible"};

unsigned build_flags(Virsh&, const Args& args)
{
    args.exclusive("overwrite", "no-overwrite");
    unsigned flags = 0;
    if (args.has("build")) flags |= VIR_STORAGE_POOL_CREATE_WITH_BUILD;
    if (args.has("overwrite")) flags |= VIR_STORAGE_POOL_CREATE_WITH_BUILD_OVERWRITE;
    if (args.has("no-overwrite")) flags |= VIR_STORAGE_POOL_CREATE_WITH_BUILD_NO_OVERWRITE;
    return flags;
}

// The document that pool-create-as and pool-define-as describe by options.
std::string pool_document(Virsh& sh, const Args& args)
{
    args.exclusive("secret-usage", "secret-uuid");
    args.requires_option("auth-type", "auth-username");
    args.requires_option("auth-username", "auth-type");
    auto attr = [](const char* name, const char* value) { return fmt::format(" {}='{}'", name, xml_escape(value)); };
    const char* name = args.str("name");
    const char* type = args.str("type");
    const char* host = args.str("source-host");
    const char* path = args.str("source-path");
    const char* dev = args.str("source-dev");
    const char* source_name = args.str("source-name");
    const char* format = args.str("source-format");
    const char* target = args.str("target");
    const char* auth = args.str("auth-type");
    const char* user = args.str("auth-username");
    const char* adapter = args.str("adapter-name");
    const char* wwnn = args.str("adapter-wwnn");
    const char* wwpn = args.str("adapter-wwpn");
    const char* parent = args.str("adapter-parent");
    const char* parent_wwnn = args.str("adapter-parent-wwnn");
    const char* parent_wwpn = args.str("adapter-parent-wwpn");
    const char* parent_fabric = args.str("adapter-parent-fabric-wwn");
    const char* protocol = args.str("source-protocol-ver");
    const char* initiator = args.str("source-initiator");
    const char* usage = args.str("secret-usage");
    const char* uuid = args.str("secret-uuid");
    (void)sh;
    std::string out = fmt::format("<pool{}>\n  <name>{}</name>\n", attr("type", type), xml_escape(name));
    if (host || path || dev || source_name || format || auth || adapter || wwnn || protocol || initiator) {
        out += "  <source>\n";
        if (host) out += fmt::format("    <host{}/>\n", attr("name", host));
        if (path) out += fmt::format("    <dir{}/>\n", attr("path", path));
        if (dev) out += fmt::format("    <device{}/>\n", attr("path", dev));
        if (initiator) out += fmt::format("    <initiator>\n      <iqn{}/>\n    </initiator>\n", attr("name", initiator));
        if (wwnn || wwpn) {
            out += "    <adapter type='fc_host'";
            if (parent) out += attr("parent", parent);
            else if (parent_wwnn) {
                out += attr("parent_wwnn", parent_wwnn);
                if (parent_wwpn) out += attr("parent_wwpn", parent_wwpn);
            } else if (parent_fabric) out += attr("parent_fabric_wwn", parent_fabric);
            if (wwnn) out += attr("wwnn", wwnn);
            if (wwpn) out += attr("wwpn", wwpn);
            out += "/>\n";
        } else if (adapter) {
            out += fmt::format("    <adapter type='scsi_host'{}/>\n", attr("name", adapter));
        }
        if (auth) {
            out += fmt::format("    <auth{}{}>\n", attr("type", auth), attr("username", user ? user : ""));
            if (usage) out += fmt::format("      <secret{}/>\n", attr("usage", usage));
            else if (uuid) out += fmt::format("      <secret{}/>\n", attr("uuid", uuid));
            out += "    </auth>\n";
        }
        if (format) out += fmt::format("    <format{}/>\n", attr("type", format));
        if (protocol) out += fmt::format("    <protocol{}/>\n", attr("ver", protocol));
        if (source_name) out += fmt::format("    <name>{}</name>\n", xml_escape(source_name));
        out += "  </source>\n";
    }
    if (target) out += fmt::format("  <target>\n    <path>{}</path>\n  </target>\n", xml_escape(target));
    return out + "</pool>\n";
}

}  // namespace

COMMAND(pool_autostart)
{
    Pool pool = sh.pool(args);
    bool on = !args.has("disable");
    if (virStoragePoolSetAutostart(pool, on) < 0) {
        if (on) sh.fail("failed to mark pool {} as autostarted", pool_name(pool));
        sh.fail("failed to unmark pool {} as autostarted", pool_name(pool));
    }
    if (on) sh.extra("Pool {} marked as autostarted\n", pool_name(pool));
    else sh.extra("Pool {} unmarked as autostarted\n", pool_name(pool));
}

COMMAND(pool_create)
{
    const char* file = args.str("file");
    unsigned flags = build_flags(sh, args);
    std::string xml = sh.read_file(file);
    Pool pool(virStoragePoolCreateXML(sh.conn(), xml.c_str(), flags));
    sh.check(pool, "Failed to create pool from {}", file);
    sh.extra("Pool {} created from {}\n", pool_name(pool), file);
}

COMMAND(pool_create_as)
{
    unsigned flags = build_flags(sh, args);
    std::string xml = pool_document(sh, args);
    if (args.has("print-xml")) {
        sh.print("{}", xml);
        return;
    }
    Pool pool(virStoragePoolCreateXML(sh.conn(), xml.c_str(), flags));
    sh.check(pool, "Failed to create pool {}", args.str("name"));
    sh.extra("Pool {} created\n", args.str("name"));
}

COMMAND(pool_define)
{
    const char* file = args.str("file");
    unsigned flags = args.has("validate") ? VIR_STORAGE_POOL_DEFINE_VALIDATE : 0;
    std::string xml = sh.read_file(file);
    Pool pool(virStoragePoolDefineXML(sh.conn(), xml.c_str(), flags));
    sh.check(pool, "Failed to define pool from {}", file);
    sh.extra("Pool {} defined from {}\n", pool_name(pool), file);
}

COMMAND(pool_define_as)
{
    std::string xml = pool_document(sh, args);
    if (args.has("print-xml")) {
        sh.print("{}", xml);
        return;
    }
    Pool pool(virStoragePoolDefineXML(sh.conn(), xml.c_str(), 0));
    sh.check(pool, "Failed to define pool {}", args.str("name"));
    sh.extra("Pool {} defined\n", args.str("name"));
}

COMMAND(pool_build)
{
    args.exclusive("overwrite", "no-overwrite");
    Pool pool = sh.pool(args);
    unsigned flags = 0;
    if (args.has("no-overwrite")) flags |= VIR_STORAGE_POOL_BUILD_NO_OVERWRITE;
    if (args.has("overwrite")) flags |= VIR_STORAGE_POOL_BUILD_OVERWRITE;
    sh.check(virStoragePoolBuild(pool, flags) == 0, "Failed to build pool {}", pool_name(pool));
    sh.extra("Pool {} built\n", pool_name(pool));
}

COMMAND(pool_delete)
{
    Pool pool = sh.pool(args);
    sh.check(virStoragePoolDelete(pool, 0) == 0, "Failed to delete pool {}", pool_name(pool));
    sh.extra("Pool {} deleted\n", pool_name(pool));
}

COMMAND(pool_destroy)
{
    Pool pool = sh.pool(args);
    sh.check(virStoragePoolDestroy(pool) == 0, "Failed to destroy pool {}", pool_name(pool));
    sh.extra("Pool {} destroyed\n", pool_name(pool));
}

COMMAND(pool_refresh)
{
    Pool pool = sh.pool(args);
    sh.check(virStoragePoolRefresh(pool, 0) == 0, "Failed to refresh pool {}", pool_name(pool));
    sh.extra("Pool {} refreshed\n", pool_name(pool));
}

COMMAND(pool_start)
{
    unsigned flags = build_flags(sh, args);
    Pool pool = sh.pool(args);
    sh.check(virStoragePoolCreate(pool, flags) == 0, "Failed to start pool {}", pool_name(pool));
    sh.extra("Pool {} started\n", pool_name(pool));
}

COMMAND(pool_undefine)
{
    Pool pool = sh.pool(args);
    sh.check(virStoragePoolUndefine(pool) == 0, "Failed to undefine pool {}", pool_name(pool));
    sh.extra("Pool {} has been undefined\n", pool_name(pool));
}

COMMAND(pool_dumpxml)
{
    Pool pool = sh.pool(args);
    Text xml = virStoragePoolGetXMLDesc(pool, args.has("inactive") ? VIR_STORAGE_XML_INACTIVE : 0);
    sh.check(bool(xml));
    sh.print_xml(xml.c_str(), args);
}

COMMAND(pool_name)
{
    Pool pool = sh.pool(args, "pool", by_uuid);
    sh.print("{}\n", pool_name(pool));
}

COMMAND(pool_uuid)
{
    Pool pool = sh.pool(args, "pool", by_name);
    char uuid[VIR_UUID_STRING_BUFLEN];
    sh.check(virStoragePoolGetUUIDString(pool, uuid) != -1, "failed to get pool UUID");
    sh.print("{}\n", uuid);
}

COMMAND(pool_capabilities)
{
    Text caps = virConnectGetStoragePoolCapabilities(sh.conn(), 0);
    sh.check(bool(caps), "failed to get storage pool capabilities");
    sh.print("{}\n", caps.c_str());
}

COMMAND(pool_info)
{
    Pool pool = sh.pool(args);
    bool bytes = args.has("bytes");
    sh.print("{:<15} {}\n", "Name:", pool_name(pool));
    char uuid[VIR_UUID_STRING_BUFLEN];
    if (virStoragePoolGetUUIDString(pool, uuid) == 0) sh.print("{:<15} {}\n", "UUID:", uuid);
    virStoragePoolInfo i;
    sh.check(virStoragePoolGetInfo(pool, &i) == 0);
    sh.print("{:<15} {}\n", "State:", word_at(pool_states, i.state));
    int persistent = virStoragePoolIsPersistent(pool);
    sh.print("{:<15} {}\n", "Persistent:", persistent < 0 ? "unknown" : persistent ? "yes" : "no");
    int autostart = 0;
    sh.print("{:<15} {}\n", "Autostart:", virStoragePoolGetAutostart(pool, &autostart) < 0 ? "no autostart" : autostart ? "yes" : "no");
    if (i.state == VIR_STORAGE_POOL_RUNNING || i.state == VIR_STORAGE_POOL_DEGRADED) {
        auto size = [&](unsigned long long v) { return bytes ? fmt::format("{}", v) : size_text(v); };
        sh.print("{:<15} {}\n", "Capacity:", size(i.capacity));
        sh.print("{:<15} {}\n", "Allocation:", size(i.allocation));
        sh.print("{:<15} {}\n", "Available:", size(i.available));
    }
    sh.forget_error();
}

COMMAND(pool_list)
{
    static constexpr unsigned type_bits[] = {
        VIR_CONNECT_LIST_STORAGE_POOLS_DIR, VIR_CONNECT_LIST_STORAGE_POOLS_FS, VIR_CONNECT_LIST_STORAGE_POOLS_NETFS,
        VIR_CONNECT_LIST_STORAGE_POOLS_LOGICAL, VIR_CONNECT_LIST_STORAGE_POOLS_DISK, VIR_CONNECT_LIST_STORAGE_POOLS_ISCSI,
        VIR_CONNECT_LIST_STORAGE_POOLS_ISCSI_DIRECT, VIR_CONNECT_LIST_STORAGE_POOLS_SCSI, VIR_CONNECT_LIST_STORAGE_POOLS_MPATH,
        VIR_CONNECT_LIST_STORAGE_POOLS_RBD, VIR_CONNECT_LIST_STORAGE_POOLS_SHEEPDOG, VIR_CONNECT_LIST_STORAGE_POOLS_GLUSTER,
        VIR_CONNECT_LIST_STORAGE_POOLS_ZFS, VIR_CONNECT_LIST_STORAGE_POOLS_VSTORAGE};
    unsigned flags = VIR_CONNECT_LIST_STORAGE_POOLS_ACTIVE;
    if (args.has("inactive")) flags = VIR_CONNECT_LIST_STORAGE_POOLS_INACTIVE;
    if (args.has("all")) flags = VIR_CONNECT_LIST_STORAGE_POOLS_ACTIVE | VIR_CONNECT_LIST_STORAGE_POOLS_INACTIVE;
    if (args.has("autostart")) flags |= VIR_CONNECT_LIST_STORAGE_POOLS_AUTOSTART;
    if (args.has("no-autostart")) flags |= VIR_CONNECT_LIST_STORAGE_POOLS_NO_AUTOSTART;
    if (args.has("persistent")) flags |= VIR_CONNECT_LIST_STORAGE_POOLS_PERSISTENT;
    if (args.has("transient")) flags |= VIR_CONNECT_LIST_STORAGE_POOLS_TRANSIENT;
    if (const char* type = args.str("type"))
        for (const std::string& t : split(type, ',')) {
            int at = word_index(pool_types, t);
            sh.check(at >= 0, "Invalid pool type '{}'", t);
            flags |= type_bits[at];
        }
    bool details = args.has("details"), uuid = args.has("uuid"), name = args.has("name");
    args.exclusive("details", "uuid");
    args.exclusive("details", "name");
    List<virStoragePool, virStoragePoolFree> pools;
    pools.n = virConnectListAllStoragePools(sh.conn(), &pools.p, flags);
    sh.check(pools.n >= 0, "Failed to list pools");
    std::vector<virStoragePoolPtr> rows(pools.begin(), pools.end());
    std::stable_sort(rows.begin(), rows.end(), [](virStoragePoolPtr a, virStoragePoolPtr b) {
        bool aa = virStoragePoolIsActive(a) == 1, ba = virStoragePoolIsActive(b) == 1;
        if (aa != ba) return aa;
        return strcasecmp(virStoragePoolGetName(a), virStoragePoolGetName(b)) < 0;
    });
    if (uuid || name) {
        for (auto* p : rows) {
            char text[VIR_UUID_STRING_BUFLEN];
            sh.check(virStoragePoolGetUUIDString(p, text) == 0, "Failed to get pool's UUID");
            if (uuid && name) sh.print("{} {}\n", text, pool_name(p));
            else sh.print("{}\n", uuid ? text : virStoragePoolGetName(p));
        }
        return;
    }
    Table out(details ? std::vector<std::string>{"Name", "State", "Autostart", "Persistent", "Capacity", "Allocation", "Available"}
                      : std::vector<std::string>{"Name", "State", "Autostart"});
    for (auto* p : rows) {
        int autostart = 0;
        std::string start = virStoragePoolGetAutostart(p, &autostart) < 0 ? "no autostart" : autostart ? "yes" : "no";
        if (!details) {
            out.row({pool_name(p), virStoragePoolIsActive(p) == 1 ? "active" : "inactive", start});
            continue;
        }
        int persistent = virStoragePoolIsPersistent(p);
        std::string state = "unknown", capacity = "unknown", allocation = "unknown", available = "unknown";
        virStoragePoolInfo i;
        if (virStoragePoolGetInfo(p, &i) == 0) {
            state = word_at(pool_states, i.state);
            if (i.state == VIR_STORAGE_POOL_RUNNING || i.state == VIR_STORAGE_POOL_DEGRADED) {
                capacity = size_text(i.capacity);
                allocation = size_text(i.allocation);
                available = size_text(i.available);
            } else {
                capacity = allocation = available = "-";
            }
        }
        out.row({pool_name(p), state, start, persistent < 0 ? "unknown" : persistent ? "yes" : "no", capacity, allocation, available});
    }
    sh.forget_error();
    sh.print_table(out);
}

COMMAND(pool_edit)
{
    Pool pool = sh.pool(args), edited;
    edit_document(
        sh,
        [&] {
            Text xml = virStoragePoolGetXMLDesc(pool, VIR_STORAGE_XML_INACTIVE);
            if (!xml) {
                // servers from before the flag
                sh.forget_error();
                xml = virStoragePoolGetXMLDesc(pool, 0);
            }
            sh.check(bool(xml));
            return xml.str();
        },
        [&](const std::string& xml) {
            edited = virStoragePoolDefineXML(sh.conn(), xml.c_str(), 0);
            return edited.get() != nullptr;
        },
        [&] { sh.extra("Pool {} XML configuration not changed.\n", pool_name(pool)); },
        [&] { sh.extra("Pool {} XML configuration edited.\n", pool_name(edited)); });
}

COMMAND(find_storage_pool_sources)
{
    const char* type = args.str("type");
    std::string spec;
    const char* file = args.str("srcSpec");
    if (file) spec = sh.read_file(file);
    Text list = virConnectFindStoragePoolSources(sh.conn(), type, file ? spec.c_str() : nullptr, 0);
    sh.check(bool(list), "Failed to find any {} pool sources", type);
    sh.print("{}", list.c_str());
}

COMMAND(find_storage_pool_sources_as)
{
    const char* type = args.str("type");
    const char* host = args.str("host");
    const char* port = args.str("port");
    const char* initiator = args.str("initiator");
    std::string spec;
    if (host || initiator) {
        sh.check(host || !port, "{}", "missing argument");
        spec = "<source>\n";
        if (host) spec += fmt::format("  <host name='{}'{}/>\n", xml_escape(host), port ? fmt::format(" port='{}'", xml_escape(port)) : "");
        if (initiator) spec += fmt::format("  <initiator>\n    <iqn name='{}'/>\n  </initiator>\n", xml_escape(initiator));
        spec += "</source>\n";
    }
    Text list = virConnectFindStoragePoolSources(sh.conn(), type, spec.empty() ? nullptr : spec.c_str(), 0);
    sh.check(bool(list), "Failed to find any {} pool sources", type);
    sh.print("{}", list.c_str());
}

}  // namespace vireo::sh
