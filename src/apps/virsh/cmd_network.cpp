// SPDX-License-Identifier: LGPL-2.1-or-later
// Virtual networks: their life, documents, leases.
#include "apps/virsh/metadata.h"
#include "apps/virsh/words.h"

#include <cstring>

namespace vireo::sh {

namespace {

std::string net_name(virNetworkPtr n) { return virNetworkGetName(n); }

}  // namespace

COMMAND(net_autostart)
{
    Net net = sh.network(args);
    bool on = !args.has("disable");
    if (virNetworkSetAutostart(net, on) < 0) {
        if (on) sh.fail("failed to mark network {} as autostarted", net_name(net));
        sh.fail("failed to unmark network {} as autostarted", net_name(net));
    }
    if (on) sh.extra("Network {} marked as autostarted\n", net_name(net));
    else sh.extra("Network {} unmarked as autostarted\n", net_name(net));
}

COMMAND(net_create)
{
    const char* file = args.str("file");
    unsigned flags = args.has("validate") ? VIR_NETWORK_CREATE_VALIDATE : 0;
    std::string xml = sh.read_file(file);
    Net net = flags ? virNetworkCreateXMLFlags(sh.conn(), xml.c_str(), flags) : virNetworkCreateXML(sh.conn(), xml.c_str());
    sh.check(net, "Failed to create network from {}", file);
    sh.extra("Network {} created from {}\n", net_name(net), file);
}

COMMAND(net_define)
{
    const char* file = args.str("file");
    unsigned flags = args.has("validate") ? VIR_NETWORK_DEFINE_VALIDATE : 0;
    std::string xml = sh.read_file(file);
    Net net = flags ? virNetworkDefineXMLFlags(sh.conn(), xml.c_str(), flags) : virNetworkDefineXML(sh.conn(), xml.c_str());
    sh.check(net, "Failed to define network from {}", file);
    sh.extra("Network {} defined from {}\n", net_name(net), file);
}

COMMAND(net_destroy)
{
    Net net = sh.network(args);
    sh.check(virNetworkDestroy(net) == 0, "Failed to destroy network {}", net_name(net));
    sh.extra("Network {} destroyed\n", net_name(net));
}

COMMAND(net_start)
{
    Net net = sh.network(args);
    sh.check(virNetworkCreate(net) == 0, "Failed to start network {}", net_name(net));
    sh.extra("Network {} started\n", net_name(net));
}

COMMAND(net_undefine)
{
    Net net = sh.network(args);
    sh.check(virNetworkUndefine(net) == 0, "Failed to undefine network {}", net_name(net));
    sh.extra("Network {} has been undefined\n", net_name(net));
}

COMMAND(net_dumpxml)
{
    Net net = sh.network(args);
    Text xml = virNetworkGetXMLDesc(net, args.has("inactive") ? VIR_NETWORK_XML_INACTIVE : 0);
    sh.check(bool(xml));
    sh.print_xml(xml.c_str(), args);
}

COMMAND(net_desc)
{
    Net net = sh.network(args);
    unsigned flags = sh.affect(args);
    DescribedObject o;
    o.read = [&](bool title) {
        Text text = virNetworkGetMetadata(net, title ? VIR_NETWORK_METADATA_TITLE : VIR_NETWORK_METADATA_DESCRIPTION, nullptr, flags);
        if (text) return text.str();
        virErrorPtr e = virGetLastError();
        if (e && e->code == VIR_ERR_NO_NETWORK_METADATA) {
            sh.forget_error();
            return std::string();
        }
        if (!e || e->code != VIR_ERR_NO_SUPPORT) sh.fail();
        sh.forget_error();
        Text xml = virNetworkGetXMLDesc(net, 0);
        auto doc = xml ? parse_xml(xml.c_str()) : std::nullopt;
        sh.check(doc.has_value());
        return doc->get(title ? "title" : "description");
    };
    o.store = [&](bool title, const std::string& text) {
        return virNetworkSetMetadata(net, title ? VIR_NETWORK_METADATA_TITLE : VIR_NETWORK_METADATA_DESCRIPTION, text.c_str(), nullptr, nullptr, flags) >= 0;
    };
    o.kind = "network";
    o.Kind = "Network";
    o.name = net_name(net);
    describe(sh, args, o);
}

COMMAND(net_metadata)
{
    args.exclusive("edit", "set");
    args.exclusive("remove", "set");
    args.exclusive("remove", "edit");
    unsigned flags = sh.affect(args);
    Net net = sh.network(args);
    MetadataObject o;
    o.read = [&](const char* uri) { return virNetworkGetMetadata(net, VIR_NETWORK_METADATA_ELEMENT, uri, flags); };
    o.store = [&](const char* xml, const char* key, const char* uri) {
        return virNetworkSetMetadata(net, VIR_NETWORK_METADATA_ELEMENT, xml, key, uri, flags) >= 0;
    };
    o.missing = VIR_ERR_NO_NETWORK_METADATA;
    change_metadata(sh, args, o);
}

COMMAND(net_info)
{
    Net net = sh.network(args);
    sh.print("{:<15} {}\n", "Name:", net_name(net));
    char uuid[VIR_UUID_STRING_BUFLEN];
    if (virNetworkGetUUIDString(net, uuid) == 0) sh.print("{:<15} {}\n", "UUID:", uuid);
    int active = virNetworkIsActive(net);
    if (active >= 0) sh.print("{:<15} {}\n", "Active:", active ? "yes" : "no");
    int persistent = virNetworkIsPersistent(net);
    sh.print("{:<15} {}\n", "Persistent:", persistent < 0 ? "unknown" : persistent ? "yes" : "no");
    int autostart = 0;
    sh.print("{:<15} {}\n", "Autostart:", virNetworkGetAutostart(net, &autostart) < 0 ? "no autostart" : autostart ? "yes" : "no");
    if (Text bridge = virNetworkGetBridgeName(net)) sh.print("{:<15} {}\n", "Bridge:", bridge.c_str());
    sh.forget_error();
}

COMMAND(net_list)
{
    unsigned flags = VIR_CONNECT_LIST_NETWORKS_ACTIVE;
    if (args.has("inactive")) flags = VIR_CONNECT_LIST_NETWORKS_INACTIVE;
    if (args.has("all")) flags = VIR_CONNECT_LIST_NETWORKS_ACTIVE | VIR_CONNECT_LIST_NETWORKS_INACTIVE;
    if (args.has("persistent")) flags |= VIR_CONNECT_LIST_NETWORKS_PERSISTENT;
    if (args.has("transient")) flags |= VIR_CONNECT_LIST_NETWORKS_TRANSIENT;
    if (args.has("autostart")) flags |= VIR_CONNECT_LIST_NETWORKS_AUTOSTART;
    if (args.has("no-autostart")) flags |= VIR_CONNECT_LIST_NETWORKS_NO_AUTOSTART;
    bool uuid = args.has("uuid"), name = args.has("name"), title = args.has("title");
    if (args.has("table") + uuid + name > 1) sh.fail("Only one argument from --table, --name and --uuid may be specified.");
    bool table = args.has("table") || (!uuid && !name);
    List<virNetwork, virNetworkFree> nets;
    nets.n = virConnectListAllNetworks(sh.conn(), &nets.p, flags);
    sh.check(nets.n >= 0, "Failed to list networks");
    std::vector<virNetworkPtr> rows(nets.begin(), nets.end());
    std::stable_sort(rows.begin(), rows.end(), [](virNetworkPtr a, virNetworkPtr b) {
        bool aa = virNetworkIsActive(a) == 1, ba = virNetworkIsActive(b) == 1;
        if (aa != ba) return aa;
        return strcasecmp(virNetworkGetName(a), virNetworkGetName(b)) < 0;
    });
    std::vector<std::string> head{"Name", "State", "Autostart", "Persistent"};
    if (title) head.push_back("Title");
    Table out(std::move(head));
    for (virNetworkPtr n : rows) {
        char text[VIR_UUID_STRING_BUFLEN];
        if (!table) {
            sh.check(virNetworkGetUUIDString(n, text) == 0, "Failed to get network's UUID");
            sh.print("{}\n", uuid ? text : virNetworkGetName(n));
            continue;
        }
        int autostart = 0;
        const char* word = virNetworkGetAutostart(n, &autostart) < 0 ? "no autostart" : autostart ? "yes" : "no";
        std::vector<std::string> row{net_name(n), virNetworkIsActive(n) == 1 ? "active" : "inactive", word, virNetworkIsPersistent(n) == 1 ? "yes" : "no"};
        if (title) row.push_back(Text(virNetworkGetMetadata(n, VIR_NETWORK_METADATA_TITLE, nullptr, 0)).str());
        out.row(std::move(row));
    }
    sh.forget_error();
    if (table) sh.print_table(out);
}

COMMAND(net_name)
{
    Net net = sh.network(args, by_uuid);
    sh.print("{}\n", net_name(net));
}

COMMAND(net_uuid)
{
    Net net = sh.network(args, by_name);
    char uuid[VIR_UUID_STRING_BUFLEN];
    sh.check(virNetworkGetUUIDString(net, uuid) != -1, "failed to get network UUID");
    sh.print("{}\n", uuid);
}

COMMAND(net_update)
{
    args.exclusive("current", "live");
    args.exclusive("current", "config");
    Net net = sh.network(args);
    const char* command_name = args.str("command");
    int command = std::strcmp(command_name, "add") == 0 ? VIR_NETWORK_UPDATE_COMMAND_ADD_LAST : word_index(network_update_commands, command_name);
    sh.check(command > 0, "unrecognized command name '{}'", command_name);
    const char* section_name = args.str("section");
    int section = word_index(network_update_sections, section_name);
    sh.check(section > 0, "unrecognized section name '{}'", section_name);
    int parent = args.integer("parent-index").value_or(-1);
    std::string xml = args.need("xml");
    // an element itself, or the name of a file with it
    if (xml.empty() || xml[0] != '<') xml = sh.read_file(xml.c_str());
    unsigned flags = 0;
    if (args.has("config")) flags |= VIR_NETWORK_UPDATE_AFFECT_CONFIG;
    if (args.has("live")) flags |= VIR_NETWORK_UPDATE_AFFECT_LIVE;
    int active = virNetworkIsActive(net);
    sh.check(virNetworkUpdate(net, static_cast<unsigned>(command), static_cast<unsigned>(section), parent, xml.c_str(), flags) >= 0,
             "Failed to update network {}", net_name(net));
    const char* where = flags & VIR_NETWORK_UPDATE_AFFECT_CONFIG ? flags & VIR_NETWORK_UPDATE_AFFECT_LIVE ? "persistent config and live state" : "persistent config"
                        : flags & VIR_NETWORK_UPDATE_AFFECT_LIVE || active == 1 ? "live state" : "persistent config";
    sh.extra("Updated network {} {}", net_name(net), where);
}

COMMAND(net_edit)
{
    Net net = sh.network(args), edited;
    edit_document(
        sh,
        [&] {
            Text xml = virNetworkGetXMLDesc(net, VIR_NETWORK_XML_INACTIVE);
            virErrorPtr e = xml ? nullptr : virGetLastError();
            if (e && e->code == VIR_ERR_INVALID_ARG) {
                // a driver that knows no flags
                sh.forget_error();
                xml = virNetworkGetXMLDesc(net, 0);
            }
            sh.check(bool(xml));
            return xml.str();
        },
        [&](const std::string& xml) {
            edited = virNetworkDefineXML(sh.conn(), xml.c_str());
            return edited.get() != nullptr;
        },
        [&] { sh.extra("Network {} XML configuration not changed.\n", net_name(net)); },
        [&] { sh.extra("Network {} XML configuration edited.\n", net_name(edited)); });
}

COMMAND(net_dhcp_leases)
{
    const char* mac = args.str("mac");
    Net net = sh.network(args);
    virNetworkDHCPLeasePtr* leases = nullptr;
    int n = virNetworkGetDHCPLeases(net, mac, &leases, 0);
    sh.check(n >= 0, "Failed to get leases info for {}", net_name(net));
    std::vector<virNetworkDHCPLeasePtr> rows(leases, leases + n);
    // by address of the machine, newest last
    std::stable_sort(rows.begin(), rows.end(), [](auto* a, auto* b) { return strcasecmp(a->mac ? a->mac : "", b->mac ? b->mac : "") < 0; });
    Table out({"Expiry Time", "MAC address", "Protocol", "IP address", "Hostname", "Client ID or DUID"});
    auto dash = [](const char* s) { return std::string(s && *s ? s : "-"); };
    for (auto* l : rows) {
        const char* protocol = l->type == VIR_IP_ADDR_TYPE_IPV4 ? "ipv4" : l->type == VIR_IP_ADDR_TYPE_IPV6 ? "ipv6" : "";
        std::string time = l->expirytime > 0 ? local_time(l->expirytime) : "never";
        // without the zone
        if (size_t at = time.rfind(' '); l->expirytime > 0 && at != std::string::npos) time.resize(at);
        out.row({time, dash(l->mac), protocol, fmt::format("{}/{}", dash(l->ipaddr), l->prefix), dash(l->hostname), dash(l->clientid)});
        virNetworkDHCPLeaseFree(l);
    }
    std::free(leases);
    sh.print_table(out);
}

COMMAND(net_port_list)
{
    bool uuid = args.has("uuid");
    args.exclusive("table", "uuid");
    Net net = sh.network(args);
    List<virNetworkPort, virNetworkPortFree> ports;
    ports.n = virNetworkListAllPorts(net, &ports.p, 0);
    sh.check(ports.n >= 0);
    std::vector<std::string> ids;
    for (virNetworkPortPtr p : ports) {
        char text[VIR_UUID_STRING_BUFLEN];
        sh.check(virNetworkPortGetUUIDString(p, text) == 0, "Failed to get network's UUID");
        ids.emplace_back(text);
    }
    std::sort(ids.begin(), ids.end());
    Table out({"UUID"});
    for (auto& i : ids) {
        if (uuid) sh.print("{}\n", i);
        else out.row({i});
    }
    if (!uuid) sh.print_table(out);
}

COMMAND(net_port_create)
{
    const char* file = args.str("file");
    unsigned flags = args.has("validate") ? VIR_NETWORK_PORT_CREATE_VALIDATE : 0;
    Net net = sh.network(args);
    std::string xml = sh.read_file(file);
    Port port(virNetworkPortCreateXML(net, xml.c_str(), flags));
    sh.check(port, "Failed to create network port from {}", file);
    char uuid[VIR_UUID_STRING_BUFLEN];
    virNetworkPortGetUUIDString(port, uuid);
    sh.extra("Network port {} created from {}\n", uuid, file);
}

COMMAND(net_port_dumpxml)
{
    Net net = sh.network(args);
    Port port = sh.network_port(args, net);
    Text xml = virNetworkPortGetXMLDesc(port, 0);
    sh.check(bool(xml));
    sh.print_xml(xml.c_str(), args);
}

COMMAND(net_port_delete)
{
    Net net = sh.network(args);
    Port port = sh.network_port(args, net);
    char uuid[VIR_UUID_STRING_BUFLEN];
    virNetworkPortGetUUIDString(port, uuid);
    sh.check(virNetworkPortDelete(port, 0) >= 0, "Failed to delete network port {}", uuid);
    sh.extra("Network port {} deleted\n", uuid);
}

}  // namespace vireo::sh
