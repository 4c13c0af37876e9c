// SPDX-License-Identifier: LGPL-2.1-or-later
// Saved states and memory dumps of domains.
#include "apps/virsh/job.h"
#include "apps/virsh/words.h"

#include <climits>
#include <cstring>
#include <unistd.h>

namespace vireo::sh {

namespace {

// The library resolves relative names against the server's folder, so they are made absolute here.
std::string absolute(const char* path)
{
    if (*path == '/' || !*path) return path;
    char* here = getcwd(nullptr, 0);
    std::string out = here ? std::string(here) + "/" + path : path;
    std::free(here);
    return out;
}

unsigned run_flags(const Args& args)
{
    unsigned flags = 0;
    if (args.has("bypass-cache")) flags |= VIR_DOMAIN_SAVE_BYPASS_CACHE;
    if (args.has("running")) flags |= VIR_DOMAIN_SAVE_RUNNING;
    if (args.has("paused")) flags |= VIR_DOMAIN_SAVE_PAUSED;
    if (args.has("reset-nvram")) flags |= VIR_DOMAIN_SAVE_RESET_NVRAM;
    return flags;
}

}  // namespace

COMMAND(save)
{
    Dom dom = sh.domain(args);
    std::string to = absolute(args.str("file"));
    unsigned flags = run_flags(args);
    std::string xml;
    const char* xml_file = args.str("xml");
    if (xml_file) xml = sh.read_file(xml_file);
    auto channels = args.integer("parallel-channels");
    const char* format = args.str("image-format");
    Params p;
    if (channels || format) {
        virTypedParamsAddString(&p.p, &p.n, &p.room, VIR_DOMAIN_SAVE_PARAM_FILE, to.c_str());
        if (xml_file) virTypedParamsAddString(&p.p, &p.n, &p.room, VIR_DOMAIN_SAVE_PARAM_DXML, xml.c_str());
        if (format) virTypedParamsAddString(&p.p, &p.n, &p.room, VIR_DOMAIN_SAVE_PARAM_IMAGE_FORMAT, format);
        if (channels) virTypedParamsAddInt(&p.p, &p.n, &p.room, VIR_DOMAIN_SAVE_PARAM_PARALLEL_CHANNELS, *channels);
    }
    bool good = run_job(sh, dom, {"Save", args.has("verbose"), 0, {}}, [&] {
        if (p.n) return virDomainSaveParams(dom, p.p, p.n, flags) >= 0;
        if (flags || xml_file) return virDomainSaveFlags(dom, to.c_str(), xml_file ? xml.c_str() : nullptr, flags) >= 0;
        return virDomainSave(dom, to.c_str()) >= 0;
    });
    if (!good) sh.fail("Failed to save domain '{}' to {}", args.need("domain"), to);
    sh.extra("\nDomain '{}' saved to {}\n", args.need("domain"), to);
}

COMMAND(managedsave)
{
    Dom dom = sh.domain(args);
    unsigned flags = run_flags(args);
    bool good = run_job(sh, dom, {"Managedsave", args.has("verbose"), 0, {}}, [&] { return virDomainManagedSave(dom, flags) >= 0; });
    if (!good) sh.fail("Failed to save domain '{}' state", args.need("domain"));
    sh.extra("\nDomain '{}' state saved by libvirt\n", args.need("domain"));
}

COMMAND(managedsave_remove)
{
    Dom dom = sh.domain(args);
    std::string name = args.need("domain");
    int has = virDomainHasManagedSaveImage(dom, 0);
    sh.check(has >= 0, "Failed to check for domain managed save image");
    if (!has) {
        sh.extra("Domain '{}' has no manage save image; removal skipped", name);
        return;
    }
    sh.check(virDomainManagedSaveRemove(dom, 0) >= 0, "Failed to remove managed save image for domain '{}'", name);
    sh.extra("Removed managedsave image for domain '{}'", name);
}

COMMAND(managedsave_dumpxml)
{
    Dom dom = sh.domain(args);
    Text xml = virDomainManagedSaveGetXMLDesc(dom, args.has("security-info") ? VIR_DOMAIN_SAVE_IMAGE_XML_SECURE : 0);
    sh.check(bool(xml));
    sh.print_xml(xml.c_str(), args);
}

COMMAND(managedsave_define)
{
    Dom dom = sh.domain(args);
    std::string xml = sh.read_file(args.need("xml").c_str());
    std::string name = args.need("domain");
    sh.check(virDomainManagedSaveDefineXML(dom, xml.c_str(), run_flags(args)) >= 0, "Failed to update {} XML configuration", name);
    sh.extra("Managed save state file of domain '{}' updated.\n", name);
}

COMMAND(managedsave_edit)
{
    args.exclusive("running", "paused");
    Dom dom = sh.domain(args);
    unsigned define = run_flags(args);
    edit_document(
        sh,
        [&] {
            Text xml = virDomainManagedSaveGetXMLDesc(dom, VIR_DOMAIN_SAVE_IMAGE_XML_SECURE);
            sh.check(bool(xml));
            return xml.str();
        },
        [&](const std::string& xml) { return virDomainManagedSaveDefineXML(dom, xml.c_str(), define) >= 0; },
        [&] {
            sh.extra("Managed save image of domain '{}' XML configuration not changed.\n", name_of(dom));
            if (define) sh.check(virDomainManagedSaveDefineXML(dom, Text(virDomainManagedSaveGetXMLDesc(dom, 0)).c_str(), define) >= 0);
        },
        [&] { sh.extra("Managed save image of Domain '{}' XML configuration edited.\n", name_of(dom)); });
}

COMMAND(save_image_dumpxml)
{
    Text xml = virDomainSaveImageGetXMLDesc(sh.conn(), args.str("file"), args.has("security-info") ? VIR_DOMAIN_SAVE_IMAGE_XML_SECURE : 0);
    sh.check(bool(xml));
    sh.print_xml(xml.c_str(), args);
}

COMMAND(save_image_define)
{
    const char* file = args.str("file");
    std::string xml = sh.read_file(args.need("xml").c_str());
    sh.check(virDomainSaveImageDefineXML(sh.conn(), file, xml.c_str(), run_flags(args)) >= 0, "Failed to update {}", file);
    sh.extra("State file {} updated.\n", file);
}

COMMAND(save_image_edit)
{
    args.exclusive("running", "paused");
    const char* file = args.str("file");
    unsigned define = run_flags(args);
    edit_document(
        sh,
        [&] {
            Text xml = virDomainSaveImageGetXMLDesc(sh.conn(), file, VIR_DOMAIN_SAVE_IMAGE_XML_SECURE);
            sh.check(bool(xml));
            return xml.str();
        },
        [&](const std::string& xml) { return virDomainSaveImageDefineXML(sh.conn(), file, xml.c_str(), define) >= 0; },
        [&] { sh.extra("Saved image {} XML configuration not changed.\n", file); }, [&] { sh.extra("State file {} edited.\n", file); });
}

COMMAND(restore)
{
    std::string from = absolute(args.str("file"));
    unsigned flags = run_flags(args);
    std::string xml;
    const char* xml_file = args.str("xml");
    if (xml_file) xml = sh.read_file(xml_file);
    auto channels = args.integer("parallel-channels");
    int rc;
    if (channels) {
        Params p;
        virTypedParamsAddString(&p.p, &p.n, &p.room, VIR_DOMAIN_SAVE_PARAM_FILE, from.c_str());
        if (xml_file) virTypedParamsAddString(&p.p, &p.n, &p.room, VIR_DOMAIN_SAVE_PARAM_DXML, xml.c_str());
        virTypedParamsAddInt(&p.p, &p.n, &p.room, VIR_DOMAIN_SAVE_PARAM_PARALLEL_CHANNELS, *channels);
        rc = virDomainRestoreParams(sh.conn(), p.p, p.n, flags);
    } else if (flags || xml_file) {
        rc = virDomainRestoreFlags(sh.conn(), from.c_str(), xml_file ? xml.c_str() : nullptr, flags);
    } else {
        rc = virDomainRestore(sh.conn(), from.c_str());
    }
    sh.check(rc >= 0, "Failed to restore domain from {}", from);
    sh.extra("Domain restored from {}\n", from);
}

COMMAND(dump)
{
    Dom dom = sh.domain(args);
    std::string to = absolute(args.str("file"));
    unsigned flags = 0;
    if (args.has("live")) flags |= VIR_DUMP_LIVE;
    if (args.has("crash")) flags |= VIR_DUMP_CRASH;
    if (args.has("bypass-cache")) flags |= VIR_DUMP_BYPASS_CACHE;
    if (args.has("reset")) flags |= VIR_DUMP_RESET;
    if (args.has("memory-only")) flags |= VIR_DUMP_MEMORY_ONLY;
    const char* format = args.str("format");
    int number = VIR_DOMAIN_CORE_DUMP_FORMAT_RAW;
    if (format) {
        sh.check(args.has("memory-only"), "--format only works with --memory-only");
        static constexpr const char* names[] = {"", "kdump-zlib", "kdump-lzo", "kdump-snappy", "win-dmp", "kdump-raw-zlib", "kdump-raw-lzo", "kdump-raw-snappy"};
        number = std::strcmp(format, "elf") == 0 ? int(VIR_DOMAIN_CORE_DUMP_FORMAT_RAW) : word_index(names, format);
        if (number < 0) sh.fail("format '{}' is not supported, expecting 'kdump-zlib', 'kdump-lzo', 'kdump-snappy', 'win-dmp' or 'elf'", format);
    }
    bool good = run_job(sh, dom, {"Dump", args.has("verbose"), 0, {}}, [&] {
        if (number != VIR_DOMAIN_CORE_DUMP_FORMAT_RAW)
            return virDomainCoreDumpWithFormat(dom, to.c_str(), static_cast<unsigned>(number), flags) >= 0;
        return virDomainCoreDump(dom, to.c_str(), flags) >= 0;
    });
    if (!good) sh.fail("Failed to core dump domain '{}' to {}", args.need("domain"), to);
    sh.extra("\nDomain '{}' dumped to {}\n", args.need("domain"), to);
}

}  // namespace vireo::sh
