// SPDX-License-Identifier: LGPL-2.1-or-later
// Checkpoints and backups of a domain.
#include "apps/virsh/moments.h"
#include "apps/virsh/engine/tree.h"

namespace vireo::sh {

namespace {

Check checkpoint(Virsh& sh, const Args& args, virDomainPtr dom)
{
    Check c(virDomainCheckpointLookupByName(dom, args.need("checkpointname").c_str(), 0));
    sh.check(c);
    return c;
}

std::string parent_of(Virsh& sh, virDomainCheckpointPtr c)
{
    Check parent(virDomainCheckpointGetParent(c, 0));
    sh.forget_error();
    return parent ? virDomainCheckpointGetName(parent) : "";
}

void create(Virsh& sh, virDomainPtr dom, const std::string& xml, unsigned flags, const char* from)
{
    Check c(virDomainCheckpointCreateXML(dom, xml.c_str(), flags));
    sh.check(c);
    const char* name = virDomainCheckpointGetName(c);
    sh.check(name, "Could not get checkpoint name");
    if (from) sh.extra("Domain checkpoint {} created from '{}'", name, from);
    else sh.extra("Domain checkpoint {} created", name);
}

}  // namespace

COMMAND(checkpoint_create)
{
    unsigned flags = 0;
    args.requires_option("redefine-validate", "redefine");
    if (args.has("redefine")) flags |= VIR_DOMAIN_CHECKPOINT_CREATE_REDEFINE;
    if (args.has("redefine-validate")) flags |= VIR_DOMAIN_CHECKPOINT_CREATE_REDEFINE_VALIDATE;
    if (args.has("quiesce")) flags |= VIR_DOMAIN_CHECKPOINT_CREATE_QUIESCE;
    Dom dom = sh.domain(args);
    const char* file = args.str("xmlfile");
    create(sh, dom, file ? sh.read_file(file) : "<domaincheckpoint/>", flags, file);
}

COMMAND(checkpoint_create_as)
{
    unsigned flags = args.has("quiesce") ? VIR_DOMAIN_CHECKPOINT_CREATE_QUIESCE : 0;
    Dom dom = sh.domain(args);
    std::string xml = "<domaincheckpoint>\n";
    if (const char* name = args.str("name")) xml += fmt::format("  <name>{}</name>\n", xml_escape(name));
    if (const char* text = args.str("description")) xml += fmt::format("  <description>{}</description>\n", xml_escape(text));
    auto disks = args.words("diskspec");
    if (!disks.empty()) {
        xml += "  <disks>\n";
        for (const char* d : disks) xml += disk_spec(sh, d, true);
        xml += "  </disks>\n";
    }
    xml += "</domaincheckpoint>\n";
    if (args.has("print-xml")) sh.print("{}\n", xml);
    else create(sh, dom, xml, flags, nullptr);
}

COMMAND(checkpoint_edit)
{
    Dom dom = sh.domain(args);
    Check c = checkpoint(sh, args, dom), edited;
    std::string before = virDomainCheckpointGetName(c);
    edit_document(
        sh,
        [&] {
            Text xml = virDomainCheckpointGetXMLDesc(c, VIR_DOMAIN_CHECKPOINT_XML_SECURE);
            sh.check(bool(xml));
            return xml.str();
        },
        [&](const std::string& xml) {
            auto doc = parse_xml(xml);
            if (doc && doc->get("name") != before) {
                sh.error("cannot rename checkpoint {} to {}", before, doc->get("name"));
                return false;
            }
            edited = virDomainCheckpointCreateXML(dom, xml.c_str(), VIR_DOMAIN_CHECKPOINT_CREATE_REDEFINE);
            return edited.get() != nullptr;
        },
        [&] { sh.extra("Checkpoint {} XML configuration not changed.\n", before); }, [&] { sh.extra("Checkpoint {} edited.\n", before); });
}

COMMAND(checkpoint_info)
{
    Dom dom = sh.domain(args);
    Check c = checkpoint(sh, args, dom);
    sh.print("{:<15} {}\n", "Name:", virDomainCheckpointGetName(c));
    sh.print("{:<15} {}\n", "Domain:", name_of(dom));
    std::string parent = parent_of(sh, c);
    sh.print("{:<15} {}\n", "Parent:", parent.empty() ? "-" : parent);
    int kids = virDomainCheckpointListAllChildren(c, nullptr, 0);
    if (kids >= 0) {
        sh.print("{:<15} {}\n", "Children:", kids);
        int all = virDomainCheckpointListAllChildren(c, nullptr, VIR_DOMAIN_CHECKPOINT_LIST_DESCENDANTS);
        sh.check(all >= 0);
        sh.print("{:<15} {}\n", "Descendants:", all);
    }
}

COMMAND(checkpoint_list)
{
    bool tree = args.has("tree"), names = args.has("name"), parent = args.has("parent"), topological = args.has("topological");
    args.exclusive("tree", "name");
    args.exclusive("parent", "roots");
    args.exclusive("parent", "tree");
    args.exclusive("roots", "tree");
    args.exclusive("roots", "from");
    if (args.has("descendants") && !args.has("from")) sh.fail("--descendants requires --from");
    unsigned flags = 0;
    if (args.has("leaves")) flags |= VIR_DOMAIN_CHECKPOINT_LIST_LEAVES;
    if (args.has("no-leaves")) flags |= VIR_DOMAIN_CHECKPOINT_LIST_NO_LEAVES;
    if (args.has("roots")) flags |= VIR_DOMAIN_CHECKPOINT_LIST_ROOTS;
    if (topological) flags |= VIR_DOMAIN_CHECKPOINT_LIST_TOPOLOGICAL;
    Dom dom = sh.domain(args);
    Check start;
    if (const char* from = args.str("from")) {
        start = virDomainCheckpointLookupByName(dom, from, 0);
        sh.check(start);
        if (args.has("descendants") || tree) flags |= VIR_DOMAIN_CHECKPOINT_LIST_DESCENDANTS;
    }
    List<virDomainCheckpoint, virDomainCheckpointFree> list;
    list.n = start ? virDomainCheckpointListAllChildren(start, &list.p, flags) : virDomainListAllCheckpoints(dom, &list.p, flags);
    sh.check(list.n >= 0);
    struct Row {
        virDomainCheckpointPtr c;
        std::string name, parent;
    };
    std::vector<Row> rows;
    if (start && tree) rows.push_back({start, virDomainCheckpointGetName(start), ""});
    for (auto* c : list) rows.push_back({c, virDomainCheckpointGetName(c), parent || tree ? parent_of(sh, c) : std::string()});
    if (!topological)
        std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.name < b.name; });
    if (tree) {
        std::vector<TreeItem> items;
        for (auto& r : rows) items.push_back({r.name, r.parent});
        sh.print("{}", tree_text(items));
        return;
    }
    Table out(parent ? std::vector<std::string>{"Name", "Creation Time", "Parent"} : std::vector<std::string>{"Name", "Creation Time"});
    for (auto& r : rows) {
        if (names) {
            sh.print("{}{}{}\n", r.name, r.parent.empty() ? "" : "\t", r.parent);
            continue;
        }
        Text xml = virDomainCheckpointGetXMLDesc(r.c, 0);
        auto doc = xml ? parse_xml(xml.c_str()) : std::nullopt;
        auto time = doc ? parse_signed(doc->get("creationTime"), 0, INT64_MAX) : std::nullopt;
        if (!time) continue;
        std::vector<std::string> row{r.name, local_time(*time)};
        if (parent) row.push_back(r.parent);
        out.row(std::move(row));
    }
    sh.forget_error();
    if (!names) sh.print_table(out);
}

COMMAND(checkpoint_dumpxml)
{
    Dom dom = sh.domain(args);
    Check c = checkpoint(sh, args, dom);
    unsigned flags = 0;
    if (args.has("security-info")) flags |= VIR_DOMAIN_CHECKPOINT_XML_SECURE;
    if (args.has("no-domain")) flags |= VIR_DOMAIN_CHECKPOINT_XML_NO_DOMAIN;
    if (args.has("size")) flags |= VIR_DOMAIN_CHECKPOINT_XML_SIZE;
    Text xml = virDomainCheckpointGetXMLDesc(c, flags);
    sh.check(bool(xml));
    sh.print_xml(xml.c_str(), args);
}

COMMAND(checkpoint_parent)
{
    Dom dom = sh.domain(args);
    Check c = checkpoint(sh, args, dom);
    std::string parent = parent_of(sh, c);
    sh.check(!parent.empty(), "checkpoint '{}' has no parent", virDomainCheckpointGetName(c));
    sh.print("{}", parent);
}

COMMAND(checkpoint_delete)
{
    Dom dom = sh.domain(args);
    Check c = checkpoint(sh, args, dom);
    std::string name = virDomainCheckpointGetName(c);
    unsigned flags = 0;
    if (args.has("children")) flags |= VIR_DOMAIN_CHECKPOINT_DELETE_CHILDREN;
    if (args.has("children-only")) flags |= VIR_DOMAIN_CHECKPOINT_DELETE_CHILDREN_ONLY;
    if (args.has("metadata")) flags |= VIR_DOMAIN_CHECKPOINT_DELETE_METADATA_ONLY;
    sh.check(virDomainCheckpointDelete(c, flags) == 0, "Failed to delete checkpoint {}", name);
    if (flags & VIR_DOMAIN_CHECKPOINT_DELETE_CHILDREN_ONLY) sh.extra("Domain checkpoint {} children deleted\n", name);
    else sh.extra("Domain checkpoint {} deleted\n", name);
}

COMMAND(backup_begin)
{
    Dom dom = sh.domain(args);
    unsigned flags = args.has("reuse-external") ? VIR_DOMAIN_BACKUP_BEGIN_REUSE_EXTERNAL : 0;
    const char* file = args.str("backupxml");
    std::string backup = file ? sh.read_file(file) : "<domainbackup/>";
    const char* check_file = args.str("checkpointxml");
    std::string check = check_file ? sh.read_file(check_file) : "";
    sh.check(virDomainBackupBegin(dom, backup.c_str(), check_file ? check.c_str() : nullptr, flags) >= 0);
    sh.print("Backup started\n");
}

COMMAND(backup_dumpxml)
{
    Dom dom = sh.domain(args);
    Text xml = virDomainBackupGetXMLDesc(dom, 0);
    sh.check(bool(xml));
    sh.print_xml(xml.c_str(), args);
}

}  // namespace vireo::sh
