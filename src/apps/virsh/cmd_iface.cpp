// SPDX-License-Identifier: LGPL-2.1-or-later
// Interfaces of the host.
#include "apps/virsh/virsh.h"

#include <cstring>
#include <strings.h>

namespace vireo::sh {

COMMAND(iface_list)
{
    unsigned flags = VIR_CONNECT_LIST_INTERFACES_ACTIVE;
    if (args.has("inactive")) flags = VIR_CONNECT_LIST_INTERFACES_INACTIVE;
    if (args.has("all")) flags = VIR_CONNECT_LIST_INTERFACES_INACTIVE | VIR_CONNECT_LIST_INTERFACES_ACTIVE;
    List<virInterface, virInterfaceFree> list;
    list.n = virConnectListAllInterfaces(sh.conn(), &list.p, flags);
    sh.check(list.n >= 0, "Failed to list interfaces");
    std::vector<virInterfacePtr> rows(list.begin(), list.end());
    std::stable_sort(rows.begin(), rows.end(), [](auto* a, auto* b) {
        bool aa = virInterfaceIsActive(a) == 1, ba = virInterfaceIsActive(b) == 1;
        if (aa != ba) return aa;
        return strcasecmp(virInterfaceGetName(a), virInterfaceGetName(b)) < 0;
    });
    Table out({"Name", "State", "MAC Address"});
    for (auto* i : rows) out.row({virInterfaceGetName(i), virInterfaceIsActive(i) == 1 ? "active" : "inactive", virInterfaceGetMACString(i)});
    sh.print_table(out);
}

COMMAND(iface_name)
{
    Iface i = sh.iface(args, false, true);
    sh.print("{}\n", virInterfaceGetName(i));
}

COMMAND(iface_mac)
{
    Iface i = sh.iface(args, true, false);
    sh.print("{}\n", virInterfaceGetMACString(i));
}

COMMAND(iface_dumpxml)
{
    Iface i = sh.iface(args);
    Text xml = virInterfaceGetXMLDesc(i, args.has("inactive") ? VIR_INTERFACE_XML_INACTIVE : 0);
    sh.check(bool(xml));
    sh.print_xml(xml.c_str(), args);
}

COMMAND(iface_define)
{
    const char* file = args.str("file");
    std::string xml = sh.read_file(file);
    Iface i(virInterfaceDefineXML(sh.conn(), xml.c_str(), args.has("validate") ? VIR_INTERFACE_DEFINE_VALIDATE : 0));
    sh.check(i, "Failed to define interface from {}", file);
    sh.extra("Interface {} defined from {}\n", virInterfaceGetName(i), file);
}

COMMAND(iface_undefine)
{
    Iface i = sh.iface(args);
    std::string name = args.need("interface");
    sh.check(virInterfaceUndefine(i) == 0, "Failed to undefine interface {}", name);
    sh.extra("Interface {} undefined\n", name);
}

COMMAND(iface_start)
{
    Iface i = sh.iface(args);
    std::string name = args.need("interface");
    sh.check(virInterfaceCreate(i, 0) == 0, "Failed to start interface {}", name);
    sh.extra("Interface {} started\n", name);
}

COMMAND(iface_destroy)
{
    Iface i = sh.iface(args);
    std::string name = args.need("interface");
    sh.check(virInterfaceDestroy(i, 0) == 0, "Failed to destroy interface {}", name);
    sh.extra("Interface {} destroyed\n", name);
}

COMMAND(iface_begin)
{
    sh.check(virInterfaceChangeBegin(sh.conn(), 0) >= 0, "Failed to begin network config change transaction");
    sh.extra("Network config change transaction started\n");
}

COMMAND(iface_commit)
{
    sh.check(virInterfaceChangeCommit(sh.conn(), 0) >= 0, "Failed to commit network config change transaction");
    sh.extra("Network config change transaction committed\n");
}

COMMAND(iface_rollback)
{
    sh.check(virInterfaceChangeRollback(sh.conn(), 0) >= 0, "Failed to rollback network config change transaction");
    sh.extra("Network config change transaction rolled back\n");
}

COMMAND(iface_edit)
{
    Iface i = sh.iface(args), edited;
    edit_document(
        sh,
        [&] {
            Text xml = virInterfaceGetXMLDesc(i, VIR_INTERFACE_XML_INACTIVE);
            sh.check(bool(xml));
            return xml.str();
        },
        [&](const std::string& xml) {
            edited = virInterfaceDefineXML(sh.conn(), xml.c_str(), 0);
            return edited.get() != nullptr;
        },
        [&] { sh.extra("Interface {} XML configuration not changed.\n", virInterfaceGetName(i)); },
        [&] { sh.extra("Interface {} XML configuration edited.\n", virInterfaceGetName(edited)); });
}

namespace {

// Elements that belong to the port below a bridge, not to the bridge.
bool of_port(const Node& n)
{
    return n.name.empty() ? false : n.name == "mac" || n.name == "bond" || n.name == "vlan";
}

void drop_blank(Node& n)
{
    std::erase_if(n.kids, [](const Node& k) { return k.name.empty() && k.text.find_first_not_of(" \t\r\n") == std::string::npos; });
    for (Node& k : n.kids) drop_blank(k);
}

}  // namespace

COMMAND(iface_bridge)
{
    Iface i = sh.iface(args);
    std::string name = virInterfaceGetName(i);
    const char* bridge_name = args.str("bridge");
    {
        Iface there(virInterfaceLookupByName(sh.conn(), bridge_name));
        if (there) sh.fail("Network device {} already exists", bridge_name);
        sh.forget_error();
    }
    bool stp = !args.has("no-stp");
    auto delay = args.uint("delay").value_or(0);
    Text xml = virInterfaceGetXMLDesc(i, VIR_INTERFACE_XML_INACTIVE);
    sh.check(bool(xml));
    auto doc = parse_xml(xml.c_str());
    if (!doc) sh.fail("(interface definition) Failed to parse interface {}", name);
    std::string type = doc->get("@type");
    if (type.empty()) sh.fail("Existing device {} has no type", name);
    if (type == "bridge") sh.fail("Existing device {} is already a bridge", name);
    if (doc->get("@name") != name) sh.fail("Interface name from config {} doesn't match given supplied name {}", doc->get("@name"), name);
    drop_blank(*doc);
    Node outer = *doc, inner;
    outer.kids.clear();
    outer.set("type", "bridge");
    outer.set("name", bridge_name);
    Node bridge;
    bridge.name = "bridge";
    bridge.set("stp", stp ? "on" : "off");
    bridge.set("delay", fmt::format("{}", delay));
    inner.name = "interface";
    inner.set("type", type);
    inner.set("name", name);
    for (Node& k : doc->kids) (of_port(k) ? inner : outer).kids.push_back(std::move(k));
    bridge.kids.push_back(std::move(inner));
    outer.kids.push_back(std::move(bridge));
    std::string text = xml_text(outer);
    Iface made(virInterfaceDefineXML(sh.conn(), text.c_str(), 0));
    sh.check(made, "Failed to define new bridge interface {}", bridge_name);
    sh.extra("Created bridge {} with attached device {}\n", bridge_name, name);
    if (args.has("no-start")) return;
    sh.check(virInterfaceCreate(made, 0) == 0, "Failed to start bridge interface {}", bridge_name);
    sh.extra("Bridge interface {} started\n", bridge_name);
}

COMMAND(iface_unbridge)
{
    std::string bridge_name = args.need("bridge");
    Iface i(virInterfaceLookupByName(sh.conn(), bridge_name.c_str()));
    sh.check(i, "failed to get interface '{}'", bridge_name);
    Text xml = virInterfaceGetXMLDesc(i, VIR_INTERFACE_XML_INACTIVE);
    sh.check(bool(xml));
    auto doc = parse_xml(xml.c_str());
    if (!doc) sh.fail("(bridge interface definition) Failed to parse {}", bridge_name);
    if (doc->get("@type") != "bridge") sh.fail("Device {} isn't a bridge", bridge_name);
    if (doc->get("@name") != bridge_name) sh.fail("Interface name from config {} doesn't match given supplied name {}", doc->get("@name"), bridge_name);
    drop_blank(*doc);
    const Node* bridge = doc->at("bridge");
    if (!bridge) sh.fail("No bridge node in xml document");
    auto ports = bridge->all("interface");
    if (ports.size() > 1) sh.fail("Multiple interfaces attached to bridge");
    if (ports.empty()) sh.fail("No interface attached to bridge");
    Node inner = *ports[0];
    std::string name = inner.get("@name");
    if (name.empty()) sh.fail("Device attached to bridge {} has no name", bridge_name);
    for (Node& k : doc->kids)
        if (k.name != "bridge") inner.kids.push_back(k);
    if (virInterfaceIsActive(i) == 1) sh.check(virInterfaceDestroy(i, 0) == 0, "Failed to destroy bridge interface {}", bridge_name);
    sh.check(virInterfaceUndefine(i) == 0, "Failed to undefine bridge interface {}", bridge_name);
    Iface made(virInterfaceDefineXML(sh.conn(), xml_text(inner).c_str(), 0));
    sh.check(made, "Failed to define new interface {}", name);
    sh.extra("Device {} un-attached from bridge {}\n", name, bridge_name);
    if (args.has("no-start")) return;
    sh.check(virInterfaceCreate(made, 0) == 0, "Failed to start interface {}", name);
    sh.extra("Interface {} started\n", name);
}

}  // namespace vireo::sh
