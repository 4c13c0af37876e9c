// SPDX-License-Identifier: LGPL-2.1-or-later
// Secrets as objects of the emulator, and certificates that may need one for their key.
#include "base/error.h"
#include "drivers/qemu/argv/parts.h"

namespace vireo::qemu::argv {

using namespace model;

std::string secret_reference(const SecretReference& s) { return s.uuid ? s.uuid->text() : s.usage; }

namespace {

void add_secrets(const StorageSource& s, std::vector<SecretReference>& out) {
    if (s.auth) out.push_back(s.auth->secret);
    if (s.encryption) out.insert(out.end(), s.encryption->secrets.begin(), s.encryption->secrets.end());
    if (s.backing) add_secrets(*s.backing, out);
    if (s.data_store) add_secrets(*s.data_store, out);
}

}  // namespace

std::vector<SecretReference> wanted_secrets(const model::Domain& d, const Bindings& host) {
    std::vector<SecretReference> out;
    for (const Disk& x : d.devices.disks) {
        add_secrets(x.source, out);
        // The older places of both.
        if (x.auth) out.push_back(x.auth->secret);
        if (x.encryption) out.insert(out.end(), x.encryption->secrets.begin(), x.encryption->secrets.end());
        if (x.mirror) add_secrets(x.mirror->source, out);
    }
    for (const Hostdev& h : d.devices.hostdevs)
        if (h.source.auth) out.push_back(h.source.auth->secret);
    if (d.os.nvram) add_secrets(d.os.nvram->source, out);
    for (const auto* c : {&host.vnc_certificates, &host.chardev_certificates, &host.nbd_certificates})
        if (!c->secret.empty()) out.push_back({.type = "tls", .uuid = Uuid::parse(c->secret), .usage = {}});
    return out;
}

void secret(const Build& b, const std::string& id, const std::string& reference) { b.line.add("-object", secret_props(b, id, reference)); }

Props secret_props(const Build& b, const std::string& id, const std::string& reference) { return secret_props(b.host, id, reference); }

Props secret_props(const Bindings& host, const std::string& id, const std::string& reference) {
    auto at = host.secrets.find(reference);
    if (at == host.secrets.end()) fail(Code::no_secret, vireo::Domain::qemu, "no secret with matching uuid '{}'", reference);
    return {{"qom-type", "secret"}, {"id", id},           {"data", at->second.data}, {"keyid", "masterKey0"},
            {"iv", at->second.iv},  {"format", "base64"}};
}

void tls_credentials(const Build& b, const std::string& id, const std::string& secret_id, const Bindings::Certificates& c, bool server) {
    if (!c.secret.empty()) secret(b, secret_id, c.secret);
    b.line.add("-object", tls_credentials_props(id, secret_id, c, server));
}

Props tls_credentials_props(const std::string& id, const std::string& secret_id, const Bindings::Certificates& c, bool server) {
    Props p{{"qom-type", "tls-creds-x509"}, {"id", id}, {"dir", c.dir}, {"endpoint", server ? "server" : "client"}};
    // A client always wants to know whom it talks to.
    p.set("verify-peer", !server || c.verify);
    if (!c.secret.empty()) p.set("passwordid", secret_id);
    return p;
}

}  // namespace vireo::qemu::argv
