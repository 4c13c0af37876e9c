// SPDX-License-Identifier: LGPL-2.1-or-later
// Images on the network: one function per protocol.
#include "base/error.h"
#include "base/text.h"
#include "drivers/qemu/argv/blockdev.h"

namespace vireo::qemu::argv {

using namespace model;

namespace {

constexpr int gluster_debug_level = 4;

std::string port_of(const StorageSource& s, const StorageHost& h) { return std::to_string(h.port.value_or(default_port(s.protocol))); }

// A socket address; `typed` ones may be UNIX sockets.
Props server(const StorageSource& s, const StorageHost& h, bool typed = true) {
    if (h.transport == HostTransport::unix_) return {{"type", "unix"}, {"path", h.socket}};
    if (h.transport != HostTransport::tcp)
        fail(Code::internal_error, vireo::Domain::qemu, "transport protocol '{}' is not yet supported", word(h.transport));
    Props p;
    if (typed) p.set("type", "inet");
    return p.set("host", h.name).set("port", port_of(s, h));
}

std::vector<Value> servers(const StorageSource& s, bool typed) {
    std::vector<Value> all;
    for (const auto& h : s.hosts) all.emplace_back(server(s, h, typed));
    return all;
}

const StorageHost& only_host(const StorageSource& s) {
    if (s.hosts.size() != 1) fail(Code::internal_error, vireo::Domain::qemu, "{} protocol accepts only one host", s.protocol == StorageProtocol::iscsi ? "iSCSI" : word(s.protocol));
    return s.hosts.front();
}

// As libxml2 prints the path of a URI.
std::string escaped_path(std::string_view path) {
    constexpr std::string_view plain = "-_.!~*'()/;@&=+$,";
    std::string out;
    for (char c : path) {
        if (is_alnum(c) || plain.find(c) != plain.npos)
            out += c;
        else
            out += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    }
    return out;
}

// "a/b/c" -> {"a", "b/c"}
std::pair<std::string, std::string> parted(const StorageSource& s) {
    const auto slash = s.path.find('/');
    if (slash == std::string::npos) return {s.path, ""};
    return {s.path.substr(0, slash), s.path.substr(slash + 1)};
}

void nbd(const StorageSource& s, const LayerNames& n, bool target_only, Props& p) {
    p.set("driver", "nbd").set("server", server(s, only_host(s))).set_text("export", s.path);
    if (target_only) return;
    if (s.tls == YesNo::yes) p.set("tls-creds", n.tls);
    p.set_text("tls-hostname", s.tls_hostname);
    if (s.reconnect.delay) p.set("reconnect-delay", *s.reconnect.delay);
}

void rbd(const StorageSource& s, const LayerNames& n, bool target_only, Props& p) {
    const auto slash = s.path.find('/');
    if (slash == std::string::npos) fail(Code::config_unsupported, vireo::Domain::qemu, "missing image name in RBD source path '{}'", s.path);
    auto [pool, image] = parted(s);
    p.set("driver", "rbd").set("pool", pool);
    // pool/namespace/image
    if (const auto inner = image.find('/'); inner != std::string::npos) {
        if (inner) p.set("namespace", image.substr(0, inner));
        image.erase(0, inner + 1);
    }
    p.set("image", image).set_text("snapshot", s.snapshot).set_text("conf", s.config_file);
    if (!s.hosts.empty()) p.set("server", servers(s, false));
    if (target_only) return;
    if (s.encryption && s.encryption->engine == EncryptionEngine::librbd) {
        // The innermost secret belongs to the lowest image.
        std::optional<Props> encrypt;
        for (std::size_t i = n.encryption_secrets.size(); i-- > 0;) {
            const auto f = s.encryption->format;
            Props one{{"format", f == EncryptionFormat::luks_any ? "luks-any" : f == EncryptionFormat::luks2 ? "luks2" : "luks"}, {"key-secret", n.encryption_secrets[i]}};
            if (encrypt) one.set("parent", std::move(*encrypt));
            encrypt = std::move(one);
        }
        if (encrypt) p.set("encrypt", std::move(*encrypt));
    }
    if (s.auth) {
        p.set("user", s.auth->username).set("auth-client-required", std::vector<Value>{"cephx", "none"}).set("key-secret", n.auth_secret);
    }
}

void iscsi(const StorageSource& s, const LayerNames& n, bool target_only, Props& p) {
    const auto& h = only_host(s);
    auto [target, lun] = parted(s);
    p.set("driver", "iscsi").set("portal", fmt::format("{}:{}", h.name, port_of(s, h))).set("target", target);
    auto number = lun.empty() ? std::optional(0u) : to_number<unsigned>(lun);
    if (!number) fail(Code::internal_error, vireo::Domain::qemu, "cannot parse target for lunStr '{}'", target);
    p.set("lun", *number).set("transport", "tcp");
    if (s.auth && !target_only) p.set("user", s.auth->username).set("password-secret", n.auth_secret);
    p.set_text("initiator-name", s.initiator_iqn);
}

void curl(const StorageSource& s, const LayerNames& n, bool target_only, Props& p) {
    p.set("driver", word(s.protocol)).set("url", network_uri(s, true));
    if (target_only) return;
    if (s.auth) p.set("username", s.auth->username).set("password-secret", n.auth_secret);
    if (s.ssl_verify != YesNo::absent) p.set("sslverify", s.ssl_verify == YesNo::yes);
    if (!s.cookies.empty()) p.set("cookie-secret", n.cookie_secret);
    if (s.readahead) p.set("readahead", *s.readahead);
    if (s.timeout) p.set("timeout", *s.timeout);
}

void gluster(const StorageSource& s, bool target_only, Props& p) {
    const auto slash = s.path.find('/');
    if (slash == std::string::npos || !slash)
        fail(Code::config_unsupported, vireo::Domain::qemu, "missing volume name or file name in gluster source path '{}'", s.path);
    const auto [volume, path] = parted(s);
    p.set("driver", "gluster").set("volume", volume).set("path", path).set("server", servers(s, true));
    if (!target_only) p.set("debug", gluster_debug_level);
}

void ssh(const StorageSource& s, Props& p) {
    p.set("driver", "ssh").set("path", s.path).set("server", server(s, only_host(s), false));
    p.set_text("user", !s.ssh_user.empty() ? s.ssh_user : s.ssh_backing_user);
    if (s.ssh_host_key_unchecked) p.set("host-key-check", Props{{"mode", "none"}});
}

// "+12" and "12" are numbers; names are looked up before a guest starts.
void nfs_id(Props& p, const char* name, std::string_view text) {
    if (text.empty()) return;
    if (text.starts_with('+')) text.remove_prefix(1);
    if (auto n = to_number<unsigned>(text)) p.set(name, *n);
}

void nfs(const StorageSource& s, Props& p) {
    p.set("driver", "nfs").set("server", Props{{"host", only_host(s).name}, {"type", "inet"}}).set("path", s.path);
    nfs_id(p, "user", s.nfs_user);
    nfs_id(p, "group", s.nfs_group);
}

}  // namespace

std::string network_uri(const StorageSource& s, bool with_query) {
    const auto& h = only_host(s);
    std::string out(word(s.protocol));
    if (h.transport == HostTransport::unix_) {
        out += "+unix://";
    } else {
        out += "://";
        out += h.name.find(':') != std::string::npos && !h.name.starts_with('[') ? "[" + h.name + "]" : h.name;
        if (auto port = h.port.value_or(default_port(s.protocol))) out += fmt::format(":{}", port);
    }
    if (!s.path.empty()) {
        if (!s.path.starts_with('/') || s.protocol == StorageProtocol::nbd) out += '/';
        out += escaped_path(s.path);
    } else if (s.protocol != StorageProtocol::nbd) {
        out += '/';
    }
    if (h.transport == HostTransport::unix_)
        out += "?socket=" + escaped_path(h.socket);
    else if (with_query && !s.query.empty())
        out += "?" + s.query;
    return out;
}

Props network_props(const StorageSource& s, const LayerNames& n, const Bindings&, bool target_only) {
    Props p;
    switch (s.protocol) {
        case StorageProtocol::nbd: nbd(s, n, target_only, p); break;
        case StorageProtocol::rbd: rbd(s, n, target_only, p); break;
        case StorageProtocol::iscsi: iscsi(s, n, target_only, p); break;
        case StorageProtocol::http:
        case StorageProtocol::https:
        case StorageProtocol::ftp:
        case StorageProtocol::ftps:
        case StorageProtocol::tftp: curl(s, n, target_only, p); break;
        case StorageProtocol::gluster: gluster(s, target_only, p); break;
        case StorageProtocol::ssh: ssh(s, p); break;
        case StorageProtocol::nfs: nfs(s, p); break;
        default: fail(Code::config_unsupported, vireo::Domain::qemu, "'{}' protocol is not supported with this QEMU binary", word(s.protocol));
    }
    return p;
}

std::string backing_string(const StorageSource& s) {
    if (s.slices.empty()) {
        switch (s.type) {
            case StorageType::file:
            case StorageType::block: return s.path;
            case StorageType::dir: return "fat:" + s.path;
            case StorageType::network: {
                const bool uri = s.protocol == StorageProtocol::nbd || s.protocol == StorageProtocol::http || s.protocol == StorageProtocol::https ||
                                 s.protocol == StorageProtocol::ftp || s.protocol == StorageProtocol::ftps || s.protocol == StorageProtocol::tftp ||
                                 s.protocol == StorageProtocol::iscsi || s.protocol == StorageProtocol::gluster;
                const bool more = s.ssl_verify != YesNo::absent || !s.cookies.empty() || s.timeout || s.readahead || s.tls == YesNo::yes || !s.initiator_iqn.empty();
                if (uri && !more && s.hosts.size() == 1) return network_uri(s, true);
                break;
            }
            default: break;
        }
    }
    Props p = source_props(s, {}, {}, {}, true);
    if (!s.slices.empty()) {
        Props window{{"driver", "raw"}, {"offset", s.slices.front().offset.value_or(0)}, {"size", s.slices.front().size.value_or(0)}};
        p = std::move(window.set("file", std::move(p)));
    }
    return "json:" + Props{{"file", std::move(p)}}.json();
}

std::optional<Props> create_storage_props(const StorageSource& s, std::uint64_t size) {
    Props p;
    switch (s.type) {
        case StorageType::file: p.set("driver", "file").set("filename", s.path).set("size", size); return p;
        case StorageType::network: {
            const Props all = network_props(s, {}, {}, true);
            Props location;
            switch (s.protocol) {
                case StorageProtocol::gluster:
                case StorageProtocol::rbd:
                    for (const auto& [k, v] : all.items())
                        if (k != "driver") location.set(k, v);
                    break;
                case StorageProtocol::ssh:
                    for (const auto& [k, v] : all.items())
                        if (k != "driver") location.set(k, v);
                    break;
                default: return std::nullopt;
            }
            p.set("driver", word(s.protocol)).set("location", std::move(location)).set("size", size);
            return p;
        }
        default: return std::nullopt;
    }
}

}  // namespace vireo::qemu::argv
