// SPDX-License-Identifier: LGPL-2.1-or-later
// "json:{...}": the description of a block device, one function per driver of QEMU.
#include "base/error.h"
#include "base/text.h"
#include "host/block/backing_parts.h"
#include "host/block/backing_string.h"
#include "json/json.h"

namespace vireo::host {

using namespace model;
using namespace backing;
using json::Json;

namespace {

template <class... A>
[[noreturn]] void bad(fmt::format_string<A...> text, A&&... args) {
    fail(Code::invalid_arg, Domain::storage, text, std::forward<A>(args)...);
}

const std::string* text_of(const Json& o, const char* member) {
    const Json* v = json::find(o, member);
    return v && v->is_string() ? v->get_ptr<const std::string*>() : nullptr;
}

// A natural number, also as text.
std::optional<std::uint64_t> number_of(const Json& o, const char* member) {
    const Json* v = json::find(o, member);
    if (!v) return std::nullopt;
    if (v->is_number_unsigned()) return v->get<std::uint64_t>();
    if (v->is_number_integer()) return v->get<std::int64_t>() < 0 ? std::nullopt : std::optional(static_cast<std::uint64_t>(v->get<std::int64_t>()));
    if (v->is_string()) return to_number<std::uint64_t>(v->get_ref<const std::string&>());
    return std::nullopt;
}

// Puts `value` where "a.b.c" says.
void place(Json& root, std::string_view name, Json value) {
    Json* at = &root;
    for (unsigned depth = 0;; ++depth) {
        if (depth > 32) fail(Code::invalid_arg, Domain::storage, "JSON backing volume definition is nested too deeply");
        const auto dot = name.find('.');
        std::string part(name.substr(0, dot));
        if (at->is_null()) *at = Json::object();
        if (!at->is_object()) fail(Code::invalid_arg, Domain::storage, "can't deflatten colliding key '{}'", part);
        if (dot == name.npos) {
            if (at->contains(part)) {
                Json& old = (*at)[part];
                if (!old.is_object() || !value.is_object()) fail(Code::invalid_arg, Domain::storage, "can't deflatten colliding key '{}'", part);
                for (auto& [k, v] : value.items()) place(old, k, std::move(v));
            } else {
                (*at)[part] = std::move(value);
            }
            return;
        }
        name.remove_prefix(dot + 1);
        at = &(*at)[part];
    }
}

// Objects whose members are called 0, 1, 2 ... are lists.
void make_lists(Json& v) {
    if (v.is_array())
        for (auto& x : v) make_lists(x);
    if (!v.is_object()) return;
    for (auto& [k, x] : v.items()) make_lists(x);
    if (v.empty()) return;
    for (std::size_t i = 0; i < v.size(); ++i)
        if (!v.contains(std::to_string(i))) return;
    Json list = Json::array();
    for (std::size_t i = 0; i < v.size(); ++i) list.push_back(std::move(v[std::to_string(i)]));
    v = std::move(list);
}

Json nested(const Json& flat) {
    Json out = Json::object();
    for (const auto& [name, value] : flat.items()) place(out, name, value.is_object() ? nested(value) : value);
    return out;
}

// Sockets as QAPI describes them.
StorageHost inet_host(const Json& o) {
    StorageHost h;
    const auto* name = text_of(o, "host");
    if (!name) bad("missing hostname for tcp backing server in JSON backing volume definition");
    h.name = *name;
    // 0 is how "the usual one" is said where the member may not be left out.
    if (const auto* port = text_of(o, "port"))
        if (const auto n = port_number(*port)) h.port = n;
    return h;
}
StorageHost socket_host(const Json& o) {
    const auto* type = o.is_object() ? text_of(o, "type") : nullptr;
    if (!type) bad("missing socket address type in JSON backing volume definition");
    if (*type == "tcp" || *type == "inet") return inet_host(o);
    if (*type != "unix") fail(Code::internal_error, Domain::storage, "backing store protocol '{}' is not yet supported", *type);
    StorageHost h;
    h.transport = HostTransport::unix_;
    const auto* path = text_of(o, "path");
    if (!path) path = text_of(o, "socket");
    if (!path) bad("missing socket path for udp backing server in JSON backing volume definition");
    h.socket = *path;
    return h;
}

void fill_port(StorageSource& s) {
    for (auto& h : s.hosts)
        if (h.transport != HostTransport::unix_ && !h.port)
            if (auto port = default_port(s.protocol)) h.port = port;
}

void read_url(const std::string& url, std::string_view wanted, BackingSource& out) {
    if (url.find("://") == url.npos) bad("malformed URI '{}' in JSON volume definition", url);
    out.complete = read_uri(url, out.source);
    if (const auto got = word(out.source.protocol); got != wanted) bad("expected protocol '{}' but got '{}' in URI JSON volume definition", wanted, got);
}

// An older spelling puts everything into one name.
bool read_named(const Json& o, StorageProtocol p, BackingSource& out) {
    const auto* name = text_of(o, "filename");
    if (name) read_url(*name, word(p), out);
    return name;
}

void read_file(const Json& o, StorageType type, BackingSource& out) {
    const auto* name = text_of(o, "filename");
    if (!name) fail(Code::invalid_arg, Domain::storage, "missing 'filename' field in JSON backing volume definition");
    out.source.type = type;
    out.source.path = *name;
}

void read_curl(const Json& o, std::string_view driver, BackingSource& out) {
    StorageSource& s = out.source;
    const auto* url = text_of(o, "url");
    if (!url) bad("missing 'url' in JSON backing volume definition");
    read_url(*url, driver, out);
    if (text_of(o, "username") || text_of(o, "password-secret")) out.complete = false;
    if (const auto* cookies = text_of(o, "cookie")) read_cookies(*cookies, s);
    if (const Json* v = json::find(o, "sslverify")) {
        if (v->is_boolean())
            s.ssl_verify = v->get<bool>() ? YesNo::yes : YesNo::no;
        else if (v->is_string() && (*v == "on" || *v == "off"))
            s.ssl_verify = *v == "on" ? YesNo::yes : YesNo::no;
        else
            fail(Code::internal_error, Domain::storage, "malformed sslverify field '{}'", json::compact(*v));
    }
    if (auto n = number_of(o, "readahead"); n && *n) s.readahead = *n;
    if (auto n = number_of(o, "timeout"); n && *n) s.timeout = *n;
}

void read_nbd_json(const Json& o, BackingSource& out) {
    StorageSource& s = out.source;
    network(s, StorageProtocol::nbd);
    if (const auto* name = text_of(o, "export")) s.path = *name;
    if (const Json* server = json::find(o, "server")) {
        s.hosts.push_back(socket_host(*server));
    } else if (const auto* path = text_of(o, "path")) {
        StorageHost h;
        h.transport = HostTransport::unix_;
        h.socket = *path;
        s.hosts.push_back(std::move(h));
    } else if (text_of(o, "host")) {
        s.hosts.push_back(inet_host(o));
    } else {
        bad("missing host specification of NBD server in JSON backing volume definition");
    }
    fill_port(s);
}

void read_ssh(const Json& o, BackingSource& out) {
    StorageSource& s = out.source;
    network(s, StorageProtocol::ssh);
    const auto* path = text_of(o, "path");
    const Json* server = json::find(o, "server");
    if (!path || !(server ? server->is_object() : text_of(o, "host") != nullptr)) bad("missing host/server or path of SSH JSON backing volume definition");
    s.path = *path;
    s.hosts.push_back(inet_host(server ? *server : o));
    if (const auto* user = text_of(o, "user")) s.ssh_backing_user = *user;
    if (const auto* check = text_of(o, "host_key_check"); check && *check == "no") s.ssh_host_key_unchecked = true;
    if (const Json* check = json::find(o, "host-key-check"))
        if (const auto* mode = text_of(*check, "mode"); mode && *mode == "none") s.ssh_host_key_unchecked = true;
    fill_port(s);
}

void read_rbd_json(const Json& o, BackingSource& out) {
    StorageSource& s = out.source;
    if (const auto* name = text_of(o, "filename")) {
        read_rbd(std::string_view(*name).substr(name->starts_with("rbd:") ? 4 : 0), s);
        return;
    }
    network(s, StorageProtocol::rbd);
    const auto *pool = text_of(o, "pool"), *image = text_of(o, "image");
    if (!pool || !image) bad("missing pool or image name in ceph backing volume JSON specification");
    s.path = *pool + "/" + *image;
    if (const auto* v = text_of(o, "conf")) s.config_file = *v;
    if (const auto* v = text_of(o, "snapshot")) s.snapshot = *v;
    if (const Json* servers = json::find(o, "server"); servers && servers->is_array())
        for (const Json& one : *servers) s.hosts.push_back(inet_host(one));
}

void read_gluster(const Json& o, BackingSource& out) {
    if (read_named(o, StorageProtocol::gluster, out)) return;
    StorageSource& s = out.source;
    network(s, StorageProtocol::gluster);
    const auto *volume = text_of(o, "volume"), *path = text_of(o, "path");
    const Json* servers = json::find(o, "server");
    if (!volume || !path || !servers || !servers->is_array()) bad("missing 'volume', 'path' or 'server' attribute in JSON backing definition for gluster volume");
    if (servers->empty()) bad("at least 1 server is necessary in JSON backing definition for gluster volume");
    s.path = *volume + "/" + *path;
    for (const Json& one : *servers) s.hosts.push_back(socket_host(one));
    fill_port(s);
}

void read_iscsi(const Json& o, BackingSource& out) {
    if (read_named(o, StorageProtocol::iscsi, out)) return;
    StorageSource& s = out.source;
    network(s, StorageProtocol::iscsi);
    const auto *transport = text_of(o, "transport"), *portal = text_of(o, "portal"), *target = text_of(o, "target");
    if (!transport || *transport != "tcp") bad("only TCP transport is supported for iSCSI volumes");
    if (!portal) bad("missing 'portal' address in iSCSI backing definition");
    if (!target) bad("missing 'target' in iSCSI backing definition");
    StorageHost h;
    h.name = *portal;
    // A port follows the last colon that is not part of an IPv6 address.
    if (auto colon = h.name.rfind(':'); colon != h.name.npos && h.name.find(']', colon) == h.name.npos) {
        h.port = port_number(std::string_view(h.name).substr(colon + 1));
        h.name.resize(colon);
    }
    s.hosts.push_back(std::move(h));
    std::uint64_t lun = 0;
    if (json::find(o, "lun")) {
        auto n = number_of(o, "lun");
        if (!n) fail(Code::internal_error, Domain::storage, "cannot parse target for lunStr '{}'", *target);
        lun = *n;
    }
    s.path = fmt::format("{}/{}", *target, lun);
    if (const auto* v = text_of(o, "initiator-name")) s.initiator_iqn = *v;
    for (const char* secret : {"user", "password", "password-secret"})
        if (json::find(o, secret)) out.complete = false;
    fill_port(s);
}

void read_sheepdog(const Json& o, BackingSource& out) {
    if (read_named(o, StorageProtocol::sheepdog, out)) return;
    StorageSource& s = out.source;
    network(s, StorageProtocol::sheepdog);
    const auto* vdi = text_of(o, "vdi");
    const Json* server = json::find(o, "server");
    if (!vdi) bad("missing sheepdog vdi name");
    if (!server) bad("missing sheepdog server");
    s.path = *vdi;
    s.hosts.push_back(socket_host(*server));
    fill_port(s);
}

void read_vxhs(const Json& o, BackingSource& out) {
    StorageSource& s = out.source;
    network(s, StorageProtocol::vxhs);
    const auto* id = text_of(o, "vdisk-id");
    const Json* server = json::find(o, "server");
    if (!id || !server || !server->is_object()) bad("missing 'vdisk-id' or 'server' attribute in JSON backing definition for VxHS volume");
    s.path = *id;
    s.hosts.push_back(inet_host(*server));
    fill_port(s);
}

void read_nfs(const Json& o, BackingSource& out) {
    StorageSource& s = out.source;
    network(s, StorageProtocol::nfs);
    const auto* path = text_of(o, "path");
    const Json* server = json::find(o, "server");
    if (!server || !server->is_object()) bad("missing 'server' attribute in JSON backing definition for NFS volume");
    if (!path) bad("missing 'path' attribute in JSON backing definition for NFS volume");
    const Json *user = json::find(o, "user"), *group = json::find(o, "group");
    if (!user || !group || !user->is_number_unsigned() || !group->is_number_unsigned())
        bad("missing 'user' or 'group' attribute in JSON backing definition for NFS volume");
    s.path = *path;
    StorageHost h;
    const auto* name = text_of(*server, "host");
    if (!name) bad("missing hostname for tcp backing server in JSON backing volume definition");
    h.name = *name;
    s.hosts.push_back(std::move(h));
    // Numbers, marked as such.
    s.nfs_user = fmt::format("+{}", user->get<std::uint64_t>());
    s.nfs_group = fmt::format("+{}", group->get<std::uint64_t>());
}

void read_nvme(const Json& o, BackingSource& out) {
    StorageSource& s = out.source;
    s.type = StorageType::nvme;
    s.nvme_type = "pci";
    const auto* device = text_of(o, "device");
    auto name_space = number_of(o, "namespace");
    // DDDD:BB:SS.F
    const auto parts = split(device ? std::string_view(*device) : std::string_view(), ':');
    std::optional<unsigned> domain, bus, slot, function;
    if (parts.size() == 3) {
        domain = to_number<unsigned>(parts[0], 16);
        bus = to_number<unsigned>(parts[1], 16);
        slot = to_number<unsigned>(parts[2].substr(0, parts[2].find('.')), 16);
        if (auto dot = parts[2].find('.'); dot != parts[2].npos) function = to_number<unsigned>(parts[2].substr(dot + 1), 16);
    }
    if (!domain || !bus || !slot || !function || *bus > 255 || *slot > 31 || *function > 7)
        bad("missing or malformed 'device' field of 'nvme' storage");
    if (!name_space || *name_space > UINT32_MAX) bad("missing or malformed 'namespace' field of 'nvme' storage");
    s.nvme_address.domain = *domain;
    s.nvme_address.bus = *bus;
    s.nvme_address.slot = *slot;
    s.nvme_address.function = *function;
    s.nvme_namespace = static_cast<unsigned>(*name_space);
}

void read_protocol(const Json& o, std::string_view d, BackingSource& out) {
    if (d == "file") return read_file(o, StorageType::file, out);
    if (d == "host_device" || d == "host_cdrom") return read_file(o, StorageType::block, out);
    if (d == "http" || d == "https" || d == "ftp" || d == "ftps" || d == "tftp") return read_curl(o, d, out);
    if (d == "gluster") return read_gluster(o, out);
    if (d == "iscsi") return read_iscsi(o, out);
    if (d == "nbd") return read_nbd_json(o, out);
    if (d == "sheepdog") return read_sheepdog(o, out);
    if (d == "ssh") return read_ssh(o, out);
    if (d == "rbd") return read_rbd_json(o, out);
    if (d == "nfs") return read_nfs(o, out);
    if (d == "vxhs") return read_vxhs(o, out);
    if (d == "nvme") return read_nvme(o, out);
    fail(Code::internal_error, Domain::storage, "missing parser implementation for JSON backing volume driver '{}'", d);
}

std::optional<std::uint64_t> window(const Json& o, const char* member) {
    const Json* v = json::find(o, member);
    if (!v) return std::nullopt;
    if (!v->is_number_unsigned()) fail(Code::invalid_arg, Domain::storage, "malformed '{}' property of 'raw' driver", member);
    return v->get<std::uint64_t>();
}

// A "raw" layer is a window into the protocol below it, or nothing at all; there may be one.
void read_layer(const Json& o, const std::string& whole, bool below_format, BackingSource& out) {
    const auto* driver = o.is_object() ? text_of(o, "driver") : nullptr;
    if (!driver) fail(Code::invalid_arg, Domain::storage, "JSON backing volume definition '{}' lacks driver name", whole);
    if (*driver != "raw") return read_protocol(o, *driver, out);
    if (below_format) fail(Code::invalid_arg, Domain::storage, "JSON backing volume definition '{}' must not have nested format drivers", whole);
    const Json* file = json::find(o, "file");
    if (!file || !file->is_object()) fail(Code::invalid_arg, Domain::storage, "JSON backing volume definition '{}' lacks 'file' object", whole);
    const auto offset = window(o, "offset"), size = window(o, "size");
    read_layer(*file, whole, true, out);
    if (!offset && !size) return;
    Slice slice;
    slice.offset = offset.value_or(0);
    slice.size = size.value_or(0);
    out.source.slices.push_back(std::move(slice));
}

}  // namespace

BackingSource parse_backing_json(const Json& description) {
    const std::string whole = json::compact(description);
    if (!description.is_object()) fail(Code::invalid_arg, Domain::storage, "JSON backing volume definition '{}' lacks driver name", whole);
    Json o = nested(description);
    make_lists(o);
    BackingSource out;
    // Without a driver of its own the object only wraps "file".
    const Json* file = json::find(o, "driver") ? nullptr : json::find(o, "file");
    read_layer(file ? *file : o, whole, false, out);
    return out;
}

}  // namespace vireo::host
