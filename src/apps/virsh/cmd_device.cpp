// SPDX-License-Identifier: LGPL-2.1-or-later
// Devices of a domain: attach, detach, update, by document or by options.
#include "apps/virsh/virsh.h"

#include "apps/virsh/words.h"

#include <climits>
#include <cstring>
#include <strings.h>
#include <sys/stat.h>

namespace vireo::sh {

namespace {

// --persistent means: the live domain when it runs, and the definition.
unsigned device_flags(Virsh& sh, const Args& args, virDomainPtr dom)
{
    unsigned flags = VIR_DOMAIN_AFFECT_CURRENT;
    if (args.has("config") || args.has("persistent")) flags |= VIR_DOMAIN_AFFECT_CONFIG;
    if (args.has("live")) flags |= VIR_DOMAIN_AFFECT_LIVE;
    if (args.has("persistent") && virDomainIsActive(dom) == 1) flags |= VIR_DOMAIN_AFFECT_LIVE;
    sh.forget_error();
    return flags;
}

void check_combination(const Args& args)
{
    args.exclusive("persistent", "current");
    args.exclusive("current", "live");
    args.exclusive("current", "config");
}

bool attach(virDomainPtr dom, const std::string& xml, unsigned flags)
{
    return (flags || virDomainIsActive(dom) != 1 ? virDomainAttachDeviceFlags(dom, xml.c_str(), flags) : virDomainAttachDevice(dom, xml.c_str())) == 0;
}

bool detach(virDomainPtr dom, const std::string& xml, unsigned flags)
{
    return (flags ? virDomainDetachDeviceFlags(dom, xml.c_str(), flags) : virDomainDetachDevice(dom, xml.c_str())) == 0;
}

std::string attribute(const char* name, const std::string& value) { return fmt::format(" {}='{}'", name, xml_escape(value)); }

// The document of the definition when the change goes there only, else of the live domain.
unsigned xml_flags(const Args& args, virDomainPtr dom)
{
    bool off = args.has("config") && !args.has("live");
    return off || virDomainIsActive(dom) != 1 ? VIR_DOMAIN_XML_INACTIVE : 0;
}

}  // namespace

COMMAND(attach_device)
{
    check_combination(args);
    const char* file = args.str("file");
    Dom dom = sh.domain(args);
    unsigned flags = device_flags(sh, args, dom);
    std::string xml = sh.read_file(file);
    sh.check((flags || args.has("current") ? virDomainAttachDeviceFlags(dom, xml.c_str(), flags) : virDomainAttachDevice(dom, xml.c_str())) == 0,
             "Failed to attach device from {}", file);
    sh.extra("Device attached successfully\n");
}

COMMAND(detach_device)
{
    check_combination(args);
    const char* file = args.str("file");
    Dom dom = sh.domain(args);
    unsigned flags = device_flags(sh, args, dom);
    std::string xml = sh.read_file(file);
    sh.check((flags || args.has("current") ? virDomainDetachDeviceFlags(dom, xml.c_str(), flags) : virDomainDetachDevice(dom, xml.c_str())) == 0,
             "Failed to detach device from {}", file);
    sh.extra("Device detached successfully\n");
}

COMMAND(update_device)
{
    check_combination(args);
    const char* file = args.str("file");
    Dom dom = sh.domain(args);
    unsigned flags = device_flags(sh, args, dom);
    if (args.has("force")) flags |= VIR_DOMAIN_DEVICE_MODIFY_FORCE;
    std::string xml = sh.read_file(file);
    sh.check(virDomainUpdateDeviceFlags(dom, xml.c_str(), flags) >= 0, "Failed to update device from {}", file);
    sh.extra("Device updated successfully\n");
}

COMMAND(detach_device_alias)
{
    unsigned flags = sh.affect(args);
    Dom dom = sh.domain(args);
    const char* alias = args.str("alias");
    sh.check(virDomainDetachDeviceAlias(dom, alias, flags) >= 0, "Failed to detach device with alias {}", alias);
    sh.extra("Device detach request sent successfully\n");
}

namespace {

// "pci:0000.00.00.00" and its kind as an element; `target` decides which buses make sense.
std::string disk_address(Virsh& sh, const char* text, const char* target, bool multifunction)
{
    std::string_view t = text;
    size_t colon = t.find(':');
    std::string kind(t.substr(0, colon));
    std::vector<std::string> parts;
    if (colon != std::string_view::npos) {
        std::string rest(t.substr(colon + 1));
        std::replace(rest.begin(), rest.end(), ':', '.');
        parts = split(rest, '.');
    }
    auto number = [&](size_t i, int base) -> std::optional<unsigned> {
        if (i >= parts.size() || parts[i].empty()) return std::nullopt;
        char* end = nullptr;
        unsigned long v = std::strtoul(parts[i].c_str(), &end, base);
        return *end || v > UINT_MAX ? std::nullopt : std::optional<unsigned>(static_cast<unsigned>(v));
    };
    auto all = [&](size_t n, int base) {
        std::vector<unsigned> v;
        for (size_t i = 0; i < n; ++i) {
            auto x = number(i, base);
            if (!x || parts.size() != n) sh.fail("Invalid address.");
            v.push_back(*x);
        }
        return v;
    };
    std::string_view d = target;
    if (kind == "pci") {
        auto v = all(4, 16);
        if (!d.starts_with("vd")) sh.fail("{}", d.starts_with("hd") ? "expecting an ide:00.00.00 address." : "expecting a scsi:00.00.00 or usb:00.00 or sata:00.00.00 address.");
        return fmt::format("  <address type='pci' domain='0x{:04x}' bus='0x{:02x}' slot='0x{:02x}' function='0x{:x}'{}/>\n", v[0], v[1], v[2], v[3],
                           multifunction ? " multifunction='on'" : "");
    }
    if (kind == "ccw") {
        auto v = all(3, 16);
        if (!d.starts_with("vd")) sh.fail("{}", d.starts_with("hd") ? "expecting an ide:00.00.00 address." : "expecting a scsi:00.00.00 or usb:00.00 or sata:00.00.00 address.");
        return fmt::format("  <address type='ccw' cssid='0x{:02x}' ssid='0x{:02x}' devno='0x{:04x}'/>\n", v[0], v[1], v[2]);
    }
    bool drive = kind == "ide" || kind == "scsi" || kind == "sata";
    if (!drive && kind != "usb") sh.fail("Invalid address.");
    if (d.starts_with("vd")) sh.fail("expecting a pci:0000.00.00.00 or ccw:00.0.0000 address.");
    if (kind == "ide" && d.starts_with("sd")) sh.fail("expecting a scsi:00.00.00 or usb:00.00 or sata:00.00.00 address.");
    if (kind != "ide" && d.starts_with("hd")) sh.fail("expecting an ide:00.00.00 address.");
    if (drive) {
        auto v = all(3, 10);
        return fmt::format("  <address type='drive' controller='{}' bus='{}' unit='{}'/>\n", v[0], v[1], v[2]);
    }
    auto v = all(2, 10);
    return fmt::format("  <address type='usb' bus='{}' port='{}'/>\n", v[0], v[1]);
}

}  // namespace

COMMAND(attach_disk)
{
    check_combination(args);
    args.requires_option("source-host-socket", "source-host-transport");
    const char* source = args.raw("source");
    std::string target = args.need("target");
    const char* mode = args.str("mode");
    if (mode && std::strcmp(mode, "readonly") != 0 && std::strcmp(mode, "shareable") != 0) sh.fail("No support for {} in command 'attach-disk'", mode);
    const char* sourcetype = args.str("sourcetype");
    const char* protocol = args.str("source-protocol");
    std::string type;
    if (!sourcetype) {
        // a device node says so itself
        struct stat st;
        type = protocol ? "network" : source && stat(source, &st) == 0 && S_ISBLK(st.st_mode) ? "block" : "file";
        if (protocol) sh.fail("--source-protocol option requires --sourcetype network");
    } else {
        type = sourcetype;
        if (type != "file" && type != "block" && type != "network") sh.fail("Unknown source type: '{}'", type);
        if ((type == "network") != (protocol != nullptr)) sh.fail("--source-protocol option requires --sourcetype network");
    }
    std::string xml = fmt::format("<disk type='{}'", type);
    if (const char* device = args.str("type")) xml += attribute("device", device);
    if (args.has("rawio")) xml += " rawio='yes'";
    xml += ">\n";
    std::string driver;
    struct { const char* option; const char* name; } driver_attributes[] = {{"driver", "name"}, {"subdriver", "type"}, {"iothread", "iothread"},
                                                                           {"cache", "cache"}, {"io", "io"}};
    for (auto& a : driver_attributes)
        if (const char* v = args.str(a.option)) driver += attribute(a.name, v);
    if (!driver.empty()) xml += fmt::format("  <driver{}/>\n", driver);
    const char* host = args.str("source-host-name");
    const char* transport = args.str("source-host-transport");
    const char* socket = args.str("source-host-socket");
    if (source || host || transport) {
        xml += "  <source";
        if (protocol) xml += attribute("protocol", protocol);
        if (source) xml += attribute(type == "network" ? "name" : type == "block" ? "dev" : "file", source);
        if (host || transport || socket) {
            xml += ">\n    <host";
            if (transport) xml += attribute("transport", transport);
            if (host) {
                std::string h = host;
                size_t colon = h.rfind(':');
                xml += attribute("name", h.substr(0, colon));
                if (colon != std::string::npos) xml += attribute("port", h.substr(colon + 1));
            }
            if (socket) xml += attribute("socket", socket);
            xml += "/>\n  </source>\n";
        } else {
            xml += "/>\n";
        }
    }
    xml += fmt::format("  <target{}{}/>\n", attribute("dev", target), args.str("targetbus") ? attribute("bus", args.str("targetbus")) : "");
    if (mode) xml += fmt::format("  <{}/>\n", mode);
    if (const char* groups = args.str("throttle-groups")) {
        xml += "  <throttlefilters>\n";
        for (const std::string& g : split(groups, ',')) xml += fmt::format("    <throttlefilter{}/>\n", attribute("group", g));
        xml += "  </throttlefilters>\n";
    }
    if (const char* serial = args.str("serial")) xml += fmt::format("  <serial>{}</serial>\n", xml_escape(serial));
    if (const char* alias = args.str("alias")) xml += fmt::format("  <alias{}/>\n", attribute("name", alias));
    if (const char* wwn = args.str("wwn")) check_wwn(sh, wwn);
    if (const char* wwn = args.str("wwn")) xml += fmt::format("  <wwn>{}</wwn>\n", xml_escape(wwn));
    if (const char* address = args.str("address")) xml += disk_address(sh, address, target.c_str(), args.has("multifunction"));
    xml += "</disk>\n";
    if (args.has("print-xml")) {
        sh.print("{}", xml);
        return;
    }
    Dom dom = sh.domain(args);
    unsigned flags = device_flags(sh, args, dom);
    sh.check(flags || args.has("current") ? virDomainAttachDeviceFlags(dom, xml.c_str(), flags) == 0 : attach(dom, xml, 0), "Failed to attach disk");
    sh.extra("Disk attached successfully\n");
}

namespace {

std::string bandwidth(Virsh& sh, const char* direction, const char* text)
{
    static constexpr const char* names[] = {"average", "peak", "burst", "floor"};
    std::string out = fmt::format("    <{}", direction);
    auto parts = split(text, ',');
    if (parts.size() > 4) sh.fail("Rate string '{}' has too many fields", text);
    for (size_t i = 0; i < parts.size(); ++i) {
        if (parts[i].empty()) continue;
        auto v = parse_unsigned(parts[i], ULLONG_MAX);
        if (!v) sh.fail("field '{}' is malformed", names[i]);
        if (i == 0 && *v == 0) sh.fail("{} average is mandatory", direction);
        if (*v) out += fmt::format(" {}='{}'", names[i], *v);
    }
    return out + "/>\n";
}

}  // namespace

COMMAND(attach_interface)
{
    check_combination(args);
    const char* type = args.str("type");
    const char* source = args.str("source");
    static constexpr const char* known[] = {"network", "bridge", "direct", "hostdev", "vhostuser"};
    int kind = word_index(known, type);
    if (kind < 0) sh.fail("No support for {} in command 'attach-interface'", type);
    const char* source_mode = args.str("source-mode");
    if (source_mode && std::strcmp(source_mode, "server") != 0 && std::strcmp(source_mode, "client") != 0) sh.fail("Invalid source mode: {}", source_mode);
    std::string xml = fmt::format("<interface type='{}'{}>\n", type, args.has("managed") ? " managed='yes'" : "");
    if (kind == 3) {
        // domain:bus:slot.function
        unsigned d = 0, b = 0, s = 0, f = 0;
        char rest = 0;
        if (std::sscanf(source, "%x:%x:%x.%x%c", &d, &b, &s, &f, &rest) != 4) sh.fail("cannot parse pci address '{}'", source);
        xml += fmt::format("  <source>\n    <address type='pci' domain='0x{:04x}' bus='0x{:02x}' slot='0x{:02x}' function='0x{:x}'/>\n  </source>\n", d, b, s, f);
    } else if (kind == 4) {
        if (!source_mode) sh.fail("source-mode is mandatory");
        xml += fmt::format("  <source type='unix'{}{}/>\n", attribute("path", source), attribute("mode", source_mode));
    } else {
        xml += fmt::format("  <source{}/>\n", attribute(kind == 0 ? "network" : kind == 1 ? "bridge" : "dev", source));
    }
    if (const char* v = args.str("target")) xml += fmt::format("  <target{}/>\n", attribute("dev", v));
    if (const char* v = args.str("mac")) xml += fmt::format("  <mac{}/>\n", attribute("address", v));
    if (const char* v = args.str("script")) xml += fmt::format("  <script{}/>\n", attribute("path", v));
    if (const char* v = args.str("model")) xml += fmt::format("  <model{}/>\n", attribute("type", v));
    if (const char* v = args.str("alias")) xml += fmt::format("  <alias{}/>\n", attribute("name", v));
    const char* in = args.str("inbound");
    const char* out = args.str("outbound");
    if (in || out) {
        xml += "  <bandwidth>\n";
        if (in) xml += bandwidth(sh, "inbound", in);
        if (out) xml += bandwidth(sh, "outbound", out);
        xml += "  </bandwidth>\n";
    }
    xml += "</interface>\n";
    if (args.has("print-xml")) {
        sh.print("{}", xml);
        return;
    }
    Dom dom = sh.domain(args);
    unsigned flags = device_flags(sh, args, dom);
    sh.check(flags || args.has("current") ? virDomainAttachDeviceFlags(dom, xml.c_str(), flags) == 0 : attach(dom, xml, 0),
             "Failed to attach interface");
    sh.extra("Interface attached successfully\n");
}

COMMAND(detach_interface)
{
    check_combination(args);
    Dom dom = sh.domain(args);
    const char* type = args.str("type");
    const char* mac = args.str("mac");
    unsigned flags = device_flags(sh, args, dom);
    Node doc = sh.domain_doc(dom, xml_flags(args, dom));
    auto failed = [&] {
        sh.error("Failed to detach interface");
        sh.fail();
    };
    std::vector<const Node*> found;
    for (const Node* i : doc.all("devices/interface"))
        if (i->get("@type") == type) found.push_back(i);
    if (found.empty()) {
        sh.error("No interface found whose type is {}", type);
        failed();
    }
    if (!mac && found.size() > 1) {
        sh.error("Domain has {} interfaces. Please specify which one to detach using --mac", found.size());
        failed();
    }
    if (mac) {
        std::erase_if(found, [&](const Node* n) { return strcasecmp(n->get("mac@address").c_str(), mac) != 0; });
        if (found.empty()) {
            sh.error("No interface with MAC address {} was found", mac);
            failed();
        }
        if (found.size() > 1) {
            sh.error("Multiple interfaces match MAC address {}. You must use detach-device and specify the device pci address to remove it.", mac);
            failed();
        }
    }
    std::string xml = xml_text(*found[0]);
    if (args.has("print-xml")) {
        sh.print("{}", xml);
        return;
    }
    if (!detach(dom, xml, flags)) failed();
    sh.extra("Interface detached successfully\n");
}

namespace {

Node* find_disk(Virsh& sh, Node& doc, const char* path, bool changeable)
{
    if (Node* devices = doc.child("devices"))
        for (Node& d : devices->kids) {
            if (d.name != "disk") continue;
            if (changeable && d.get("@device") != "cdrom" && d.get("@device") != "floppy") continue;
            bool hit = d.get("target@dev") == path;
            for (const char* k : {"source@file", "source@dev", "source@dir", "source@name"}) hit |= d.get(k) == path;
            if (hit) return &d;
        }
    sh.fail("No disk found whose source path or target is {}", path);
}

}  // namespace

COMMAND(detach_disk)
{
    check_combination(args);
    Dom dom = sh.domain(args);
    const char* target = args.str("target");
    unsigned flags = device_flags(sh, args, dom);
    Node doc = sh.domain_doc(dom, xml_flags(args, dom));
    Node* disk = find_disk(sh, doc, target, false);
    // what stacks below the source is the library's business
    disk->drop("backingStore");
    std::string xml = xml_text(*disk);
    if (args.has("print-xml")) {
        sh.print("{}", xml);
        return;
    }
    sh.check(flags || args.has("current") ? virDomainDetachDeviceFlags(dom, xml.c_str(), flags) == 0 : detach(dom, xml, 0), "Failed to detach disk");
    sh.extra("Disk detached successfully\n");
}

COMMAND(change_media)
{
    args.exclusive("eject", "insert");
    args.exclusive("eject", "update");
    args.exclusive("insert", "update");
    args.exclusive("eject", "block");
    args.exclusive("current", "config");
    args.exclusive("current", "live");
    const char* source = args.str("source");
    bool eject = args.has("eject"), insert = args.has("insert");
    const char* done = eject ? "Successfully ejected media." : insert ? "Successfully inserted media." : "Successfully updated media.";
    unsigned flags = sh.affect(args);
    if (args.has("force")) flags |= VIR_DOMAIN_DEVICE_MODIFY_FORCE;
    Dom dom = sh.domain(args);
    const char* path = args.str("path");
    if (eject && source) sh.fail("The --eject option does not accept a source");
    Node doc = sh.domain_doc(dom, args.has("config") && !args.has("live") ? VIR_DOMAIN_XML_INACTIVE : 0);
    Node* disk = find_disk(sh, doc, path, true);
    bool has = disk->has("source");
    if (has && insert) sh.fail("The disk device '{}' already has media", path);
    if (!has && eject) sh.fail("The disk device '{}' doesn't have media", path);
    if (!eject && !source) {
        if (insert) sh.fail("No disk source specified for inserting");
        if (!args.has("update")) sh.fail("No disk source specified for updating");
    }
    disk->drop("source");
    disk->drop("backingStore");
    if (source && !eject) {
        struct stat st;
        bool block = args.has("block") || (stat(source, &st) == 0 && S_ISBLK(st.st_mode));
        disk->set("type", block ? "block" : "file");
        disk->add("source").set(block ? "dev" : "file", source);
    }
    std::string xml = xml_text(*disk);
    if (args.has("print-xml")) {
        sh.print("{}", xml);
        return;
    }
    sh.check(virDomainUpdateDeviceFlags(dom, xml.c_str(), flags) == 0, "Failed to complete action {} on media", eject ? "eject" : insert ? "insert" : "update");
    sh.extra("{}", done);
}

COMMAND(domif_setlink)
{
    const char* iface = args.str("interface");
    std::string state = args.need("state");
    bool config = args.has("config");
    if (state != "up" && state != "down") sh.fail("invalid link state '{}'", state);
    Dom dom = sh.domain(args);
    bool active = virDomainIsActive(dom) == 1;
    unsigned flags = config ? VIR_DOMAIN_AFFECT_CONFIG : VIR_DOMAIN_AFFECT_LIVE;
    if (!active) flags = VIR_DOMAIN_AFFECT_CONFIG;
    Node doc = sh.domain_doc(dom, config ? VIR_DOMAIN_XML_INACTIVE : 0);
    Node* found = nullptr;
    if (Node* devices = doc.child("devices"))
        for (Node& i : devices->kids) {
            if (i.name != "interface") continue;
            if (strcasecmp(i.get("mac@address").c_str(), iface) != 0 && i.get("target@dev") != iface) continue;
            if (found) sh.fail("multiple matching interfaces found");
            found = &i;
        }
    if (!found) sh.fail("interface '{}' not found", iface);
    if (Node* link = found->child("link")) link->set("state", state);
    else found->add("link").set("state", state);
    std::string xml = xml_text(*found);
    if (args.has("print-xml")) {
        sh.print("{}", xml);
        return;
    }
    sh.check(virDomainUpdateDeviceFlags(dom, xml.c_str(), flags) >= 0, "Failed to update interface link state");
    sh.extra("Device updated successfully\n");
}

COMMAND(update_memory_device)
{
    unsigned flags = sh.affect(args);
    args.exclusive("node", "alias");
    Dom dom = sh.domain(args);
    auto node = args.uint("node");
    const char* alias = args.str("alias");
    Node doc = sh.domain_doc(dom, args.has("config") ? VIR_DOMAIN_XML_INACTIVE : 0);
    std::vector<Node*> found;
    if (Node* devices = doc.child("devices"))
        for (Node& m : devices->kids) {
            if (m.name != "memory") continue;
            if (node && m.get("target/node") != fmt::format("{}", *node)) continue;
            if (alias && m.get("alias@name") != alias) continue;
            found.push_back(&m);
        }
    sh.check(!found.empty(), "no memory device found");
    sh.check(found.size() == 1, "multiple memory devices found, use --alias or --node to select one");
    if (auto size = args.scaled("requested-size", 1024, ULLONG_MAX)) {
        Node* target = found[0]->child("target");
        Node* requested = target ? target->child("requested") : nullptr;
        sh.check(requested, "virtio-mem device is missing <requested/>");
        requested->kids.clear();
        requested->kids.push_back({"", fmt::format("{}", *size / 1024), {}, {}});
        requested->set("unit", "KiB");
    }
    std::string xml = xml_text(*found[0]);
    if (args.has("print-xml")) {
        sh.print("{}", xml);
        return;
    }
    sh.check(virDomainUpdateDeviceFlags(dom, xml.c_str(), flags) >= 0);
    sh.extra("Device updated successfully\n");
}

}  // namespace vireo::sh
