// SPDX-License-Identifier: LGPL-2.1-or-later
// Secrets, network filters and their bindings.
#include "apps/virsh/virsh.h"
#include "apps/virsh/words.h"

#include <cerrno>
#include <climits>
#include <cstring>
#include <fcntl.h>
#include <strings.h>
#include <termios.h>
#include <unistd.h>

namespace vireo::sh {

namespace {

constexpr char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::string base64(const unsigned char* p, size_t n)
{
    std::string out;
    for (size_t i = 0; i < n; i += 3) {
        unsigned v = p[i] << 16 | (i + 1 < n ? p[i + 1] << 8 : 0) | (i + 2 < n ? p[i + 2] : 0);
        out += alphabet[v >> 18];
        out += alphabet[v >> 12 & 63];
        out += i + 1 < n ? alphabet[v >> 6 & 63] : '=';
        out += i + 2 < n ? alphabet[v & 63] : '=';
    }
    return out;
}

// Lenient as glib's decoder: foreign characters are skipped.
std::string from_base64(std::string_view t)
{
    std::string out;
    unsigned v = 0;
    int have = 0;
    for (char c : t) {
        if (c == '=') break;
        const char* at = std::strchr(alphabet, c);
        if (!c || !at) continue;
        v = v << 6 | static_cast<unsigned>(at - alphabet);
        if (++have == 4) {
            out += static_cast<char>(v >> 16);
            out += static_cast<char>(v >> 8);
            out += static_cast<char>(v);
            v = 0;
            have = 0;
        }
    }
    if (have == 3) {
        out += static_cast<char>(v >> 10);
        out += static_cast<char>(v >> 2);
    } else if (have == 2) {
        out += static_cast<char>(v >> 4);
    }
    return out;
}

std::string secret_id(virSecretPtr s)
{
    char uuid[VIR_UUID_STRING_BUFLEN] = "";
    virSecretGetUUIDString(s, uuid);
    return uuid;
}

void wipe(std::string& s) { explicit_bzero(s.data(), s.size()); }

}  // namespace

COMMAND(secret_define)
{
    const char* file = args.str("file");
    std::string xml = sh.read_file(file);
    Secret s(virSecretDefineXML(sh.conn(), xml.c_str(), args.has("validate") ? VIR_SECRET_DEFINE_VALIDATE : 0));
    sh.check(s, "Failed to set attributes from {}", file);
    char uuid[VIR_UUID_STRING_BUFLEN];
    sh.check(virSecretGetUUIDString(s, uuid) == 0, "Failed to get UUID of created secret");
    sh.extra("Secret {} created\n", uuid);
}

COMMAND(secret_dumpxml)
{
    Secret s = sh.secret(args);
    Text xml = virSecretGetXMLDesc(s, 0);
    sh.check(bool(xml));
    sh.print_xml(xml.c_str(), args);
}

COMMAND(secret_set_value)
{
    args.exclusive("file", "base64");
    args.exclusive("plain", "base64");
    args.exclusive("interactive", "base64");
    args.exclusive("interactive", "plain");
    args.exclusive("interactive", "file");
    bool plain = args.has("plain");
    const char* text = args.str("base64");
    const char* file = args.str("file");
    Secret s = sh.secret(args);
    if (!text && !file && !args.has("interactive")) sh.fail("Input secret value is missing");
    std::string value;
    if (text) {
        // visible to others in the list of processes and in the history
        sh.error("Passing secret value as command-line argument is insecure!");
        value = text;
    } else if (file) {
        value = sh.read_file(file);
    } else {
        sh.print("Enter new value for secret:");
        sh.flush();
        termios old, quiet;
        bool tty = tcgetattr(STDIN_FILENO, &old) == 0;
        if (tty) {
            quiet = old;
            quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
        }
        char* line = nullptr;
        size_t room = 0;
        ssize_t n = getline(&line, &room, stdin);
        if (tty) tcsetattr(STDIN_FILENO, TCSAFLUSH, &old);
        if (n >= 0) value.assign(line, static_cast<size_t>(n));
        if (!value.empty() && value.back() == '\n') value.pop_back();
        std::free(line);
        sh.print("\n");
        sh.check(n >= 0, "Failed to read secret");
        plain = true;
    }
    if (!plain) {
        std::string raw = from_base64(value);
        wipe(value);
        value = std::move(raw);
    }
    int rc = virSecretSetValue(s, reinterpret_cast<const unsigned char*>(value.data()), value.size(), 0);
    wipe(value);
    sh.check(rc == 0, "Failed to set secret value");
    sh.extra("Secret value set\n");
}

COMMAND(secret_get_value)
{
    Secret s = sh.secret(args);
    size_t n = 0;
    unsigned char* value = virSecretGetValue(s, &n, 0);
    sh.check(value);
    std::string text = args.has("plain") ? std::string(reinterpret_cast<char*>(value), n) : base64(value, n);
    explicit_bzero(value, n);
    std::free(value);
    sh.write(text);
    wipe(text);
}

COMMAND(secret_undefine)
{
    Secret s = sh.secret(args);
    std::string id = args.need("secret");
    sh.check(virSecretUndefine(s) == 0, "Failed to delete secret {}", id);
    sh.extra("Secret {} deleted\n", id);
}

COMMAND(secret_list)
{
    static constexpr const char* usages[] = {"none", "volume", "ceph", "iscsi", "tls", "vtpm"};
    unsigned flags = 0;
    if (args.has("ephemeral")) flags |= VIR_CONNECT_LIST_SECRETS_EPHEMERAL;
    if (args.has("no-ephemeral")) flags |= VIR_CONNECT_LIST_SECRETS_NO_EPHEMERAL;
    if (args.has("private")) flags |= VIR_CONNECT_LIST_SECRETS_PRIVATE;
    if (args.has("no-private")) flags |= VIR_CONNECT_LIST_SECRETS_NO_PRIVATE;
    List<virSecret, virSecretFree> list;
    list.n = virConnectListAllSecrets(sh.conn(), &list.p, flags);
    if (list.n < 0) {
        virErrorPtr e = virGetLastError();
        if (e && e->code == VIR_ERR_NO_SUPPORT) {
            // servers from before the listing call, which count first
            sh.forget_error();
            sh.check(virConnectNumOfSecrets(sh.conn()) >= 0, "Failed to count secrets");
        }
        sh.fail("Failed to list secrets");
    }
    std::vector<virSecretPtr> rows(list.begin(), list.end());
    std::stable_sort(rows.begin(), rows.end(), [](auto* a, auto* b) { return secret_id(a) < secret_id(b); });
    Table out({"UUID", "Usage"});
    for (auto* s : rows) {
        int type = virSecretGetUsageType(s);
        if (type == VIR_SECRET_USAGE_TYPE_NONE) out.row({secret_id(s), "Unused"});
        else out.row({secret_id(s), fmt::format("{} {}", word_at(usages, type), virSecretGetUsageID(s))});
    }
    sh.print_table(out);
}

COMMAND(nwfilter_define)
{
    const char* file = args.str("file");
    std::string xml = sh.read_file(file);
    Filter f(args.has("validate") ? virNWFilterDefineXMLFlags(sh.conn(), xml.c_str(), VIR_NWFILTER_DEFINE_VALIDATE) : virNWFilterDefineXML(sh.conn(), xml.c_str()));
    sh.check(f, "Failed to define network filter from {}", file);
    sh.extra("Network filter {} defined from {}\n", virNWFilterGetName(f), file);
}

COMMAND(nwfilter_undefine)
{
    Filter f = sh.filter(args);
    std::string name = args.need("nwfilter");
    sh.check(virNWFilterUndefine(f) == 0, "Failed to undefine network filter {}", name);
    sh.extra("Network filter {} undefined\n", name);
}

COMMAND(nwfilter_dumpxml)
{
    Filter f = sh.filter(args);
    Text xml = virNWFilterGetXMLDesc(f, 0);
    sh.check(bool(xml));
    sh.print_xml(xml.c_str(), args);
}

COMMAND(nwfilter_list)
{
    List<virNWFilter, virNWFilterFree> list;
    list.n = virConnectListAllNWFilters(sh.conn(), &list.p, 0);
    if (list.n < 0) {
        virErrorPtr e = virGetLastError();
        if (e && e->code == VIR_ERR_NO_SUPPORT) {
            sh.forget_error();
            sh.check(virConnectNumOfNWFilters(sh.conn()) >= 0, "Failed to count network filters");
        }
        sh.fail("Failed to list network filters");
    }
    std::vector<virNWFilterPtr> rows(list.begin(), list.end());
    std::stable_sort(rows.begin(), rows.end(), [](auto* a, auto* b) { return strcasecmp(virNWFilterGetName(a), virNWFilterGetName(b)) < 0; });
    Table out({"UUID", "Name"});
    for (auto* f : rows) {
        char uuid[VIR_UUID_STRING_BUFLEN] = "";
        virNWFilterGetUUIDString(f, uuid);
        out.row({uuid, virNWFilterGetName(f)});
    }
    sh.print_table(out);
}

COMMAND(nwfilter_edit)
{
    Filter f = sh.filter(args), edited;
    edit_document(
        sh,
        [&] {
            Text xml = virNWFilterGetXMLDesc(f, 0);
            sh.check(bool(xml));
            return xml.str();
        },
        [&](const std::string& xml) {
            edited = virNWFilterDefineXML(sh.conn(), xml.c_str());
            return edited.get() != nullptr;
        },
        [&] { sh.extra("Network filter {} XML configuration not changed.\n", virNWFilterGetName(f)); },
        [&] { sh.extra("Network filter {} XML configuration edited.\n", virNWFilterGetName(edited)); });
}

COMMAND(nwfilter_binding_create)
{
    const char* file = args.str("file");
    std::string xml = sh.read_file(file);
    Binding b(virNWFilterBindingCreateXML(sh.conn(), xml.c_str(), args.has("validate") ? VIR_NWFILTER_BINDING_CREATE_VALIDATE : 0));
    sh.check(b, "Failed to create network filter from {}", file);
    sh.extra("Network filter binding on {} created from {}\n", virNWFilterBindingGetPortDev(b), file);
}

COMMAND(nwfilter_binding_delete)
{
    Binding b = sh.binding(args);
    std::string name = args.need("binding");
    sh.check(virNWFilterBindingDelete(b) == 0, "Failed to delete network filter binding {}", name);
    sh.extra("Network filter binding on {} deleted\n", name);
}

COMMAND(nwfilter_binding_dumpxml)
{
    Binding b = sh.binding(args);
    Text xml = virNWFilterBindingGetXMLDesc(b, 0);
    sh.check(bool(xml));
    sh.print_xml(xml.c_str(), args);
}

COMMAND(nwfilter_binding_list)
{
    List<virNWFilterBinding, virNWFilterBindingFree> list;
    list.n = virConnectListAllNWFilterBindings(sh.conn(), &list.p, 0);
    sh.check(list.n >= 0, "Failed to list network filter bindings");
    std::vector<virNWFilterBindingPtr> rows(list.begin(), list.end());
    std::stable_sort(rows.begin(), rows.end(), [](auto* a, auto* b) { return strcasecmp(virNWFilterBindingGetPortDev(a), virNWFilterBindingGetPortDev(b)) < 0; });
    Table out({"Port Dev", "Filter"});
    for (auto* b : rows) out.row({virNWFilterBindingGetPortDev(b), virNWFilterBindingGetFilterName(b)});
    sh.print_table(out);
}

}  // namespace vireo::sh
