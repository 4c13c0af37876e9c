// SPDX-License-Identifier: LGPL-2.1-or-later
// Documents of domains: dump, edit, convert; description, title and metadata.
#include "apps/virsh/virsh.h"

#include "apps/virsh/metadata.h"

#include <cstring>

namespace vireo::sh {

COMMAND(dumpxml)
{
    unsigned flags = 0;
    if (args.has("inactive")) flags |= VIR_DOMAIN_XML_INACTIVE;
    if (args.has("security-info")) flags |= VIR_DOMAIN_XML_SECURE;
    if (args.has("update-cpu")) flags |= VIR_DOMAIN_XML_UPDATE_CPU;
    if (args.has("migratable")) flags |= VIR_DOMAIN_XML_MIGRATABLE;
    Dom dom = sh.domain(args);
    Text xml = virDomainGetXMLDesc(dom, flags);
    sh.check(bool(xml));
    sh.print_xml(xml.c_str(), args);
}

COMMAND(edit)
{
    Dom dom = sh.domain(args);
    std::string name = name_of(dom);
    unsigned define = args.has("skip-validate") ? 0 : VIR_DOMAIN_DEFINE_VALIDATE;
    Dom edited;
    edit_document(
        sh,
        [&] {
            Text xml = virDomainGetXMLDesc(dom, VIR_DOMAIN_XML_INACTIVE | VIR_DOMAIN_XML_SECURE);
            sh.check(bool(xml));
            return xml.str();
        },
        [&](const std::string& xml) {
            edited = virDomainDefineXMLFlags(sh.conn(), xml.c_str(), define);
            if (!edited && define) {
                virErrorPtr e = virGetLastError();
                // a server from before validation existed
                if (e && e->code == VIR_ERR_NO_SUPPORT) {
                    define = 0;
                    sh.forget_error();
                    edited = virDomainDefineXML(sh.conn(), xml.c_str());
                }
            }
            return edited.get() != nullptr;
        },
        [&] { sh.extra("Domain '{}' XML configuration not changed.\n", name); },
        [&] { sh.extra("Domain '{}' XML configuration edited.\n", virDomainGetName(edited)); },
        [&] {
            define = 0;
            return false;
        });
}

COMMAND(domxml_from_native)
{
    const char* format = args.str("format");
    std::string text = sh.read_file(args.need("config").c_str());
    Text xml = virConnectDomainXMLFromNative(sh.conn(), format, text.c_str(), 0);
    sh.check(bool(xml));
    sh.print("{}", xml.c_str());
}

COMMAND(domxml_to_native)
{
    const char* format = args.str("format");
    args.exclusive("domain", "xml");
    std::string xml;
    if (args.has("domain")) {
        Dom dom = sh.domain(args);
        Text text = virDomainGetXMLDesc(dom, VIR_DOMAIN_XML_INACTIVE | VIR_DOMAIN_XML_SECURE);
        sh.check(bool(text));
        xml = text.str();
    } else if (const char* file = args.str("xml")) {
        xml = sh.read_file(file);
    } else {
        sh.fail("need either domain or domain XML");
    }
    Text config = virConnectDomainXMLToNative(sh.conn(), format, xml.c_str(), 0);
    sh.check(bool(config));
    sh.print("{}", config.c_str());
}

namespace {

// Description and title as they stand in the document, for drivers that have no call for them.
std::string described(Virsh& sh, virDomainPtr dom, bool title, unsigned flags)
{
    int type = title ? VIR_DOMAIN_METADATA_TITLE : VIR_DOMAIN_METADATA_DESCRIPTION;
    Text text = virDomainGetMetadata(dom, type, nullptr, flags);
    if (text) return text.str();
    virErrorPtr e = virGetLastError();
    if (e && e->code == VIR_ERR_NO_DOMAIN_METADATA) {
        sh.forget_error();
        return "";
    }
    if (!e || e->code != VIR_ERR_NO_SUPPORT) sh.fail();
    sh.forget_error();
    Node doc = sh.domain_doc(dom, flags & VIR_DOMAIN_AFFECT_CONFIG ? VIR_DOMAIN_XML_INACTIVE : 0);
    return doc.get(title ? "title" : "description");
}

}  // namespace

COMMAND(desc)
{
    unsigned flags = sh.affect(args);
    Dom dom = sh.domain(args);
    DescribedObject object;
    object.read = [&](bool title) { return described(sh, dom, title, flags & VIR_DOMAIN_AFFECT_CONFIG); };
    object.store = [&](bool title, const std::string& text) {
        return virDomainSetMetadata(dom, title ? VIR_DOMAIN_METADATA_TITLE : VIR_DOMAIN_METADATA_DESCRIPTION, text.c_str(), nullptr, nullptr, flags) >= 0;
    };
    object.kind = "domain";
    object.Kind = "Domain";
    object.name = name_of(dom);
    describe(sh, args, object);
}

COMMAND(metadata)
{
    args.exclusive("edit", "set");
    args.exclusive("remove", "set");
    args.exclusive("remove", "edit");
    unsigned flags = sh.affect(args);
    Dom dom = sh.domain(args);
    MetadataObject object;
    object.read = [&](const char* uri) { return virDomainGetMetadata(dom, VIR_DOMAIN_METADATA_ELEMENT, uri, flags); };
    object.store = [&](const char* xml, const char* key, const char* uri) {
        return virDomainSetMetadata(dom, VIR_DOMAIN_METADATA_ELEMENT, xml, key, uri, flags) >= 0;
    };
    object.missing = VIR_ERR_NO_DOMAIN_METADATA;
    change_metadata(sh, args, object);
}

COMMAND(domlaunchsecinfo)
{
    Dom dom = sh.domain(args);
    Params p;
    sh.check(virDomainGetLaunchSecurityInfo(dom, &p.p, &p.n, 0) == 0, "Unable to get launch security parameters");
    for (auto& v : p) sh.print("{:<15}: {}\n", v.field, param_text(v));
}

COMMAND(domsetlaunchsecstate)
{
    Dom dom = sh.domain(args);
    const char* header = args.str("secrethdr");
    const char* secret = args.str("secret");
    sh.check(header && secret, "Both secret and the secret header are required");
    std::string header_text = sh.read_file(header), secret_text = sh.read_file(secret);
    Params p;
    sh.check(virTypedParamsAddString(&p.p, &p.n, &p.room, VIR_DOMAIN_LAUNCH_SECURITY_SEV_SECRET_HEADER, header_text.c_str()) >= 0
             && virTypedParamsAddString(&p.p, &p.n, &p.room, VIR_DOMAIN_LAUNCH_SECURITY_SEV_SECRET, secret_text.c_str()) >= 0);
    if (auto address = args.ullong("set-address"))
        sh.check(virTypedParamsAddULLong(&p.p, &p.n, &p.room, VIR_DOMAIN_LAUNCH_SECURITY_SEV_SECRET_SET_ADDRESS, *address) >= 0);
    sh.check(virDomainSetLaunchSecurityState(dom, p.p, p.n, 0) == 0, "Unable to set launch security state");
}

}  // namespace vireo::sh
