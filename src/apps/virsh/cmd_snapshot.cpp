// SPDX-License-Identifier: LGPL-2.1-or-later
// Snapshots of a domain.
#include "apps/virsh/moments.h"
#include "apps/virsh/engine/tree.h"

#include <cstring>

namespace vireo::sh {

std::string disk_spec(Virsh& sh, const char* spec, bool checkpoint)
{
    auto parts = split_escaped(spec);
    std::string kind, driver, stype, file, bitmap;
    bool bad = parts[0].empty();
    for (size_t i = 1; i < parts.size(); ++i) {
        const std::string& p = parts[i];
        auto take = [&](const char* key, std::string& into) {
            if (!into.empty() || !p.starts_with(key)) return false;
            into = p.substr(std::strlen(key));
            return true;
        };
        bool good = checkpoint ? take("checkpoint=", kind) || take("bitmap=", bitmap)
                               : take("snapshot=", kind) || take("driver=", driver) || take("stype=", stype) || take("file=", file);
        bad |= !good;
    }
    if (bad) sh.fail("unable to parse diskspec: {}", spec);
    std::string out = fmt::format("    <disk name='{}'", xml_escape(parts[0]));
    if (checkpoint) {
        if (!kind.empty()) out += fmt::format(" checkpoint='{}'", xml_escape(kind));
        if (!bitmap.empty()) out += fmt::format(" bitmap='{}'", xml_escape(bitmap));
        return out + "/>\n";
    }
    if (!kind.empty()) out += fmt::format(" snapshot='{}'", xml_escape(kind));
    if (stype.empty()) stype = "file";
    else out += fmt::format(" type='{}'", xml_escape(stype));
    if (driver.empty() && file.empty()) return out + "/>\n";
    out += ">\n";
    if (!driver.empty()) out += fmt::format("      <driver type='{}'/>\n", xml_escape(driver));
    if (!file.empty()) out += fmt::format("      <source {}='{}'/>\n", stype == "block" ? "dev" : "file", xml_escape(file));
    return out + "    </disk>\n";
}

namespace {

struct FlagRow {
    const char* option;
    unsigned bit;
};

unsigned flags_of(const Args& args, std::initializer_list<FlagRow> rows)
{
    unsigned flags = 0;
    for (auto& r : rows)
        if (args.has(r.option)) flags |= r.bit;
    return flags;
}

void create_snapshot(Virsh& sh, virDomainPtr dom, const std::string& xml, unsigned flags, const char* from)
{
    Snap snap(virDomainSnapshotCreateXML(dom, xml.c_str(), flags));
    if (!snap && (flags & VIR_DOMAIN_SNAPSHOT_CREATE_HALT)) {
        virErrorPtr e = virGetLastError();
        // a driver that does not know the flag: it can be had in two steps, unless the snapshot needs the running machine
        if (e && (e->code == VIR_ERR_NO_SUPPORT || e->code == VIR_ERR_INVALID_ARG) && !(flags & (VIR_DOMAIN_SNAPSHOT_CREATE_NO_METADATA))) {
            int persistent = virDomainIsPersistent(dom);
            sh.check(persistent >= 0);
            sh.check(persistent, "cannot halt after snapshot of transient domain");
            if (virDomainIsActive(dom) == 1) {
                sh.forget_error();
                snap = virDomainSnapshotCreateXML(dom, xml.c_str(), flags & ~unsigned(VIR_DOMAIN_SNAPSHOT_CREATE_HALT));
                if (snap) sh.check(virDomainDestroy(dom) >= 0);
            }
        }
    }
    sh.check(snap);
    const char* name = virDomainSnapshotGetName(snap);
    sh.check(name, "Could not get snapshot name");
    if (from) sh.extra("Domain snapshot {} created from '{}'", name, from);
    else sh.extra("Domain snapshot {} created", name);
}

// Does the document name this as parent?
std::string parent_in(const char* xml)
{
    auto doc = xml ? parse_xml(xml) : std::nullopt;
    return doc ? doc->get("parent/name") : "";
}

std::string parent_of(Virsh& sh, virDomainSnapshotPtr s)
{
    Snap parent(virDomainSnapshotGetParent(s, 0));
    if (parent) return virDomainSnapshotGetName(parent);
    virErrorPtr e = virGetLastError();
    bool none = e && e->code == VIR_ERR_NO_DOMAIN_SNAPSHOT;
    if (none || (e && e->code != VIR_ERR_NO_SUPPORT)) {
        sh.forget_error();
        return "";
    }
    sh.forget_error();
    Text xml = virDomainSnapshotGetXMLDesc(s, 0);
    return parent_in(xml.c_str());
}

}  // namespace

COMMAND(snapshot_create)
{
    unsigned flags = flags_of(args, {{"redefine", VIR_DOMAIN_SNAPSHOT_CREATE_REDEFINE}, {"no-metadata", VIR_DOMAIN_SNAPSHOT_CREATE_NO_METADATA},
                                     {"halt", VIR_DOMAIN_SNAPSHOT_CREATE_HALT}, {"disk-only", VIR_DOMAIN_SNAPSHOT_CREATE_DISK_ONLY},
                                     {"reuse-external", VIR_DOMAIN_SNAPSHOT_CREATE_REUSE_EXT}, {"quiesce", VIR_DOMAIN_SNAPSHOT_CREATE_QUIESCE},
                                     {"atomic", VIR_DOMAIN_SNAPSHOT_CREATE_ATOMIC}, {"live", VIR_DOMAIN_SNAPSHOT_CREATE_LIVE},
                                     {"validate", VIR_DOMAIN_SNAPSHOT_CREATE_VALIDATE}});
    if (args.has("current")) flags |= VIR_DOMAIN_SNAPSHOT_CREATE_CURRENT;
    args.exclusive("redefine", "no-metadata");
    Dom dom = sh.domain(args);
    const char* file = args.str("xmlfile");
    std::string xml = file ? sh.read_file(file) : "<domainsnapshot/>";
    create_snapshot(sh, dom, xml, flags, file);
}

COMMAND(snapshot_create_as)
{
    unsigned flags = flags_of(args, {{"no-metadata", VIR_DOMAIN_SNAPSHOT_CREATE_NO_METADATA}, {"halt", VIR_DOMAIN_SNAPSHOT_CREATE_HALT},
                                     {"disk-only", VIR_DOMAIN_SNAPSHOT_CREATE_DISK_ONLY}, {"reuse-external", VIR_DOMAIN_SNAPSHOT_CREATE_REUSE_EXT},
                                     {"quiesce", VIR_DOMAIN_SNAPSHOT_CREATE_QUIESCE}, {"atomic", VIR_DOMAIN_SNAPSHOT_CREATE_ATOMIC},
                                     {"live", VIR_DOMAIN_SNAPSHOT_CREATE_LIVE}, {"validate", VIR_DOMAIN_SNAPSHOT_CREATE_VALIDATE}});
    args.exclusive("print-xml", "no-metadata");
    Dom dom = sh.domain(args);
    std::string xml = "<domainsnapshot>\n";
    if (const char* name = args.str("name")) xml += fmt::format("  <name>{}</name>\n", xml_escape(name));
    if (const char* text = args.str("description")) xml += fmt::format("  <description>{}</description>\n", xml_escape(text));
    if (const char* spec = args.str("memspec")) {
        std::string kind, file;
        for (const std::string& p : split_escaped(spec)) {
            if (kind.empty() && p.starts_with("snapshot=")) kind = p.substr(9);
            else if (file.empty() && p.starts_with("file=")) file = p.substr(5);
            else if (file.empty() && p.find('=') == std::string::npos) file = p;
            else sh.fail("unable to parse memspec: {}", spec);
        }
        xml += "  <memory";
        if (!kind.empty()) xml += fmt::format(" snapshot='{}'", xml_escape(kind));
        if (!file.empty()) xml += fmt::format(" file='{}'", xml_escape(file));
        xml += "/>\n";
    }
    auto disks = args.words("diskspec");
    if (!disks.empty()) {
        xml += "  <disks>\n";
        for (const char* d : disks) xml += disk_spec(sh, d, false);
        xml += "  </disks>\n";
    }
    xml += "</domainsnapshot>\n";
    if (args.has("print-xml")) {
        sh.print("{}\n", xml);
        return;
    }
    create_snapshot(sh, dom, xml, flags, nullptr);
}

COMMAND(snapshot_current)
{
    args.exclusive("name", "snapshotname");
    args.exclusive("security-info", "snapshotname");
    args.exclusive("security-info", "name");
    Dom dom = sh.domain(args);
    std::string domain = args.need("domain");
    if (const char* name = args.str("snapshotname")) {
        Snap snap(virDomainSnapshotLookupByName(dom, name, 0));
        sh.check(snap);
        Text xml = virDomainSnapshotGetXMLDesc(snap, VIR_DOMAIN_SNAPSHOT_XML_SECURE);
        sh.check(bool(xml));
        unsigned flags = VIR_DOMAIN_SNAPSHOT_CREATE_REDEFINE | VIR_DOMAIN_SNAPSHOT_CREATE_CURRENT;
        Snap again(virDomainSnapshotCreateXML(dom, xml.c_str(), flags));
        sh.check(again);
        sh.extra("Snapshot {} set as current", name);
        return;
    }
    int has = virDomainHasCurrentSnapshot(dom, 0);
    sh.check(has >= 0);
    sh.check(has, "domain '{}' has no current snapshot", domain);
    Snap snap(virDomainSnapshotCurrent(dom, 0));
    sh.check(snap);
    if (args.has("name")) {
        const char* name = virDomainSnapshotGetName(snap);
        sh.check(name);
        sh.print("{}", name);
        return;
    }
    Text xml = virDomainSnapshotGetXMLDesc(snap, args.has("security-info") ? VIR_DOMAIN_SNAPSHOT_XML_SECURE : 0);
    sh.check(bool(xml));
    sh.print("{}", xml.c_str());
}

COMMAND(snapshot_edit)
{
    args.exclusive("rename", "clone");
    bool rename = args.has("rename"), clone = args.has("clone"), current = args.has("current");
    // --current names the snapshot, or with a name makes it current
    const char* name = args.str("snapshotname");
    Dom dom = sh.domain(args);
    unsigned define = VIR_DOMAIN_SNAPSHOT_CREATE_REDEFINE;
    Snap snap;
    if (name) {
        if (current) define |= VIR_DOMAIN_SNAPSHOT_CREATE_CURRENT;
        snap = virDomainSnapshotLookupByName(dom, name, 0);
    } else {
        sh.check(current, "--{} or --{} is required", "snapshotname", "current");
        snap = virDomainSnapshotCurrent(dom, 0);
    }
    sh.check(snap);
    std::string before = virDomainSnapshotGetName(snap);
    // keep what is current now
    if (!(define & VIR_DOMAIN_SNAPSHOT_CREATE_CURRENT) && virDomainSnapshotIsCurrent(snap, 0) == 1) define |= VIR_DOMAIN_SNAPSHOT_CREATE_CURRENT;
    Snap edited;
    edit_document(
        sh,
        [&] {
            Text xml = virDomainSnapshotGetXMLDesc(snap, VIR_DOMAIN_SNAPSHOT_XML_SECURE);
            sh.check(bool(xml));
            return xml.str();
        },
        [&](const std::string& xml) {
            // storing under another name is refused unless it was asked for
            if (!rename && !clone) {
                auto doc = parse_xml(xml);
                if (doc && doc->get("name") != before) {
                    sh.error("cannot rename snapshot {} to {}: specify --rename or --clone", before, doc->get("name"));
                    return false;
                }
            }
            edited = virDomainSnapshotCreateXML(dom, xml.c_str(), define);
            return edited.get() != nullptr;
        },
        [&] { sh.extra("Snapshot {} XML configuration not changed.\n", before); },
        [&] {
            std::string now = virDomainSnapshotGetName(edited);
            if (now != before && rename) {
                sh.check(virDomainSnapshotDelete(snap, VIR_DOMAIN_SNAPSHOT_DELETE_METADATA_ONLY) >= 0, "Failed to clean up {}", before);
                sh.extra("Snapshot {} edited.\n", now);
            } else if (now != before && clone) {
                sh.extra("Snapshot {} cloned to {}.\n", before, now);
            } else {
                sh.extra("Snapshot {} edited.\n", before);
            }
        });
}

COMMAND(snapshot_info)
{
    Dom dom = sh.domain(args);
    Snap snap = sh.snapshot(args, dom, "snapshotname", "current");
    const char* name = virDomainSnapshotGetName(snap);
    sh.print("{:<15} {}\n", "Name:", name);
    sh.print("{:<15} {}\n", "Domain:", name_of(dom));
    int current = virDomainSnapshotIsCurrent(snap, 0);
    sh.check(current >= 0, "unexpected problem querying snapshot state");
    sh.print("{:<15} {}\n", "Current:", current > 0 ? "yes" : "no");
    Text xml = virDomainSnapshotGetXMLDesc(snap, 0);
    auto doc = xml ? parse_xml(xml.c_str()) : std::nullopt;
    sh.check(doc.has_value());
    std::string state = doc->get("state");
    sh.check(!state.empty(), "unexpected problem reading snapshot xml");
    sh.print("{:<15} {}\n", "State:", state);
    // where the data is: from the first hints that the document gives
    std::string where;
    if (state == "disk-snapshot") where = "external";
    else if (std::string m = doc->get("memory@snapshot"); !m.empty() && m == "external") where = "external";
    else if (doc->has("disks/disk")) {
        where = "internal";
        for (const Node* d : doc->all("disks/disk"))
            if (d->get("@snapshot") == "external") where = "external";
    } else where = "internal";
    sh.print("{:<15} {}\n", "Location:", where);
    std::string parent = doc->get("parent/name");
    sh.print("{:<15} {}\n", "Parent:", parent.empty() ? "-" : parent);
    int kids = virDomainSnapshotNumChildren(snap, 0);
    if (kids >= 0) {
        sh.print("{:<15} {}\n", "Children:", kids);
        int all = virDomainSnapshotNumChildren(snap, VIR_DOMAIN_SNAPSHOT_LIST_DESCENDANTS);
        sh.check(all >= 0);
        sh.print("{:<15} {}\n", "Descendants:", all);
    }
    int metadata = virDomainSnapshotHasMetadata(snap, 0);
    if (metadata >= 0) sh.print("{:<15} {}\n", "Metadata:", metadata ? "yes" : "no");
    sh.forget_error();
}

COMMAND(snapshot_list)
{
    bool tree = args.has("tree"), names = args.has("name"), from_set = args.has("from"), parent = args.has("parent");
    bool roots = args.has("roots"), current = args.has("current"), topological = args.has("topological");
    bool descendants = args.has("descendants");
    for (const char* o : {"parent", "roots", "name"}) args.exclusive(o == std::string_view("name") ? "tree" : o, o == std::string_view("name") ? "name" : "tree");
    args.exclusive("parent", "roots");
    args.exclusive("roots", "from");
    args.exclusive("roots", "current");
    if (from_set && current) sh.fail("--from and --current are mutually exclusive");
    if (descendants && !from_set && !current) sh.fail("--descendants requires either --from or --current");
    unsigned flags = flags_of(args, {{"leaves", VIR_DOMAIN_SNAPSHOT_LIST_LEAVES}, {"no-leaves", VIR_DOMAIN_SNAPSHOT_LIST_NO_LEAVES},
                                     {"metadata", VIR_DOMAIN_SNAPSHOT_LIST_METADATA}, {"no-metadata", VIR_DOMAIN_SNAPSHOT_LIST_NO_METADATA},
                                     {"inactive", VIR_DOMAIN_SNAPSHOT_LIST_INACTIVE}, {"active", VIR_DOMAIN_SNAPSHOT_LIST_ACTIVE},
                                     {"disk-only", VIR_DOMAIN_SNAPSHOT_LIST_DISK_ONLY}, {"internal", VIR_DOMAIN_SNAPSHOT_LIST_INTERNAL},
                                     {"external", VIR_DOMAIN_SNAPSHOT_LIST_EXTERNAL}});
    if (roots) flags |= VIR_DOMAIN_SNAPSHOT_LIST_ROOTS;
    if (topological) flags |= VIR_DOMAIN_SNAPSHOT_LIST_TOPOLOGICAL;
    Dom dom = sh.domain(args);
    Snap start;
    if (from_set) {
        start = virDomainSnapshotLookupByName(dom, args.str("from"), 0);
        sh.check(start);
    } else if (current) {
        start = virDomainSnapshotCurrent(dom, 0);
        sh.check(start);
    }
    if (start && (descendants || tree)) flags |= VIR_DOMAIN_SNAPSHOT_LIST_DESCENDANTS;
    List<virDomainSnapshot, virDomainSnapshotFree> snaps;
    snaps.n = start ? virDomainSnapshotListAllChildren(start, &snaps.p, flags) : virDomainListAllSnapshots(dom, &snaps.p, flags);
    sh.check(snaps.n >= 0);
    struct Row {
        virDomainSnapshotPtr snap;
        std::string name, parent;
    };
    std::vector<Row> rows;
    bool need_parent = parent || tree || topological;
    if (start && tree) rows.push_back({start, virDomainSnapshotGetName(start), ""});
    for (auto* s : snaps) rows.push_back({s, virDomainSnapshotGetName(s), need_parent ? parent_of(sh, s) : ""});
    if (!topological)
        std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.name < b.name; });
    if (tree) {
        std::vector<TreeItem> items;
        for (auto& r : rows) items.push_back({r.name, r.parent});
        sh.print("{}", tree_text(items));
        return;
    }
    Table out(parent ? std::vector<std::string>{"Name", "Creation Time", "State", "Parent"} : std::vector<std::string>{"Name", "Creation Time", "State"});
    for (auto& r : rows) {
        if (names) {
            sh.print("{}{}{}\n", r.name, r.parent.empty() || !parent ? "" : "\t", parent ? r.parent : "");
            continue;
        }
        Text xml = virDomainSnapshotGetXMLDesc(r.snap, 0);
        auto doc = xml ? parse_xml(xml.c_str()) : std::nullopt;
        if (!doc) continue;
        auto time = parse_signed(doc->get("creationTime"), 0, INT64_MAX);
        std::string state = doc->get("state");
        if (!time || state.empty()) continue;
        std::vector<std::string> row{r.name, local_time(*time), state};
        if (parent) row.push_back(r.parent);
        out.row(std::move(row));
    }
    sh.forget_error();
    if (!names) sh.print_table(out);
}

COMMAND(snapshot_dumpxml)
{
    Dom dom = sh.domain(args);
    Snap snap(virDomainSnapshotLookupByName(dom, args.need("snapshotname").c_str(), 0));
    sh.check(snap);
    Text xml = virDomainSnapshotGetXMLDesc(snap, args.has("security-info") ? VIR_DOMAIN_SNAPSHOT_XML_SECURE : 0);
    sh.check(bool(xml));
    sh.print_xml(xml.c_str(), args);
}

COMMAND(snapshot_parent)
{
    Dom dom = sh.domain(args);
    Snap snap = sh.snapshot(args, dom, "snapshotname", "current");
    std::string parent = parent_of(sh, snap);
    sh.check(!parent.empty(), "snapshot '{}' has no parent", virDomainSnapshotGetName(snap));
    sh.print("{}", parent);
}

COMMAND(snapshot_revert)
{
    unsigned flags = flags_of(args, {{"running", VIR_DOMAIN_SNAPSHOT_REVERT_RUNNING}, {"paused", VIR_DOMAIN_SNAPSHOT_REVERT_PAUSED},
                                     {"force", VIR_DOMAIN_SNAPSHOT_REVERT_FORCE}, {"reset-nvram", VIR_DOMAIN_SNAPSHOT_REVERT_RESET_NVRAM}});
    Dom dom = sh.domain(args);
    Snap snap = sh.snapshot(args, dom, "snapshotname", "current");
    sh.check(virDomainRevertToSnapshot(snap, flags) >= 0);
    sh.extra("Domain snapshot {} reverted\n", virDomainSnapshotGetName(snap));
}

COMMAND(snapshot_delete)
{
    unsigned flags = flags_of(args, {{"children", VIR_DOMAIN_SNAPSHOT_DELETE_CHILDREN}, {"children-only", VIR_DOMAIN_SNAPSHOT_DELETE_CHILDREN_ONLY},
                                     {"metadata", VIR_DOMAIN_SNAPSHOT_DELETE_METADATA_ONLY}});
    Dom dom = sh.domain(args);
    Snap snap = sh.snapshot(args, dom, "snapshotname", "current");
    std::string name = virDomainSnapshotGetName(snap);
    if (virDomainSnapshotDelete(snap, flags) != 0) sh.fail("Failed to delete snapshot {}", name);
    if (flags & VIR_DOMAIN_SNAPSHOT_DELETE_CHILDREN_ONLY) sh.extra("Domain snapshot {} children deleted\n", name);
    else sh.extra("Domain snapshot {} deleted\n", name);
}

}  // namespace vireo::sh
