// SPDX-License-Identifier: LGPL-2.1-or-later
// How sources of disks look.
#include "model/domain/source_xml.h"

#include "model/domain/address_xml.h"
#include "model/domain/options.h"
#include "model/row/forms.h"

namespace vireo::model {

bool StorageSource::is_empty() const {
    switch (type) {
        case StorageType::none: return true;
        case StorageType::network: return protocol == StorageProtocol::none;
        case StorageType::volume: return pool.empty();
        case StorageType::nvme:
        case StorageType::vhost_user:
        case StorageType::vhost_vdpa: return false;
        default: return path.empty();
    }
}

// What a server of the protocol listens on when nothing else is said; 0: it has no such port.
unsigned default_port(StorageProtocol p) {
    switch (p) {
        case StorageProtocol::http: return 80;
        case StorageProtocol::https: return 443;
        case StorageProtocol::ftp: return 21;
        case StorageProtocol::ftps: return 990;
        case StorageProtocol::tftp: return 69;
        case StorageProtocol::sheepdog: return 7000;
        case StorageProtocol::nbd: return 10809;
        case StorageProtocol::ssh: return 22;
        case StorageProtocol::iscsi: return 3260;
        case StorageProtocol::gluster: return 24007;
        case StorageProtocol::vxhs: return 9999;
        default: return 0;
    }
}

namespace {

using namespace row;
using S = StorageSource;
using T = StorageType;
using P = StorageProtocol;

constexpr auto is_network = WHEN(S, it.type == T::network);
constexpr auto is_nvme = WHEN(S, it.type == T::nvme);
constexpr auto is_volume = WHEN(S, it.type == T::volume);
constexpr auto is_vhost_user = WHEN(S, it.type == T::vhost_user);
constexpr auto is_http = WHEN(S, it.type == T::network && (it.protocol == P::http || it.protocol == P::https));

constexpr auto on_unix = WHEN(StorageHost, it.transport == HostTransport::unix_);
constexpr auto not_unix = WHEN(StorageHost, it.transport != HostTransport::unix_);
constexpr Row host_rows[] = {
    attr("name", FIELD(StorageHost, name)).needed(not_unix).only(not_unix).form(form::ip_or_host),
    attr("port", FIELD(StorageHost, port)).range(0, 65535).wrong(Code::invalid_arg, "failed to parse port number '{}'").only(not_unix).form(form::unsigned_int),
    attr("transport", FIELD(StorageHost, transport)).quiet_zero(),
    attr("socket", FIELD(StorageHost, socket)).only(on_unix).needed().form(form::absolute_file),
};
void finish_source(const xml::Node& node, void* self, ParseContext&) {
    auto& s = *static_cast<StorageSource*>(self);
    if (s.type == StorageType::nvme && !node.child("address")) fail(Code::xml_error, vireo::Domain::domain, "NVMe disk source is missing address");
    if (s.type == StorageType::nvme || s.type == StorageType::vhost_user) {
        const bool nvme = s.type == StorageType::nvme;
        const auto type = node.value("type");
        if (!node.has("type")) fail(Code::xml_error, vireo::Domain::domain, "{}", nvme ? "missing 'type' attribute to disk source" : "missing 'type' attribute for vhostuser disk source");
        if (type == (nvme ? "pci" : "unix")) return;
        if (nvme) fail(Code::xml_error, vireo::Domain::domain, "unsupported source type '{}'", type);
        fail(Code::xml_error, vireo::Domain::domain, "invalid 'type' attribute for vhostuser disk source");
    }
    if (s.type != StorageType::network) return;
    for (auto& h : s.hosts) {
        if (h.transport == HostTransport::unix_ || h.port) continue;
        if (auto port = default_port(s.protocol)) h.port = port;
    }
}

void finish_host(const xml::Node& node, void* self, ParseContext&) {
    auto& h = *static_cast<StorageHost*>(self);
    if (h.transport == HostTransport::unix_) {
        if (!node.has("socket")) fail(Code::xml_error, vireo::Domain::domain, "missing socket for unix transport");
        h.name.clear();
        h.port.reset();
    } else {
        if (!h.socket.empty())
            fail(Code::xml_error, vireo::Domain::domain, "transport '{}' does not support socket attribute",
                 word(h.transport));
        if (h.name.empty()) fail(Code::xml_error, vireo::Domain::domain, "missing name for host");
    }
}

constexpr const char* bad_secret = "invalid secret uuid '{}'";
constexpr Row auth_secret_rows[] = {
    attr("type", FIELD(SecretReference, type)).needed().form("ceph|iscsi"),
    attr("uuid", FIELD(SecretReference, uuid)).wrong(Code::xml_error, bad_secret).one_of(1),
    attr("usage", FIELD(SecretReference, usage)).one_of(1).form(form::name),
};
// A secret is known by its number or by what it is for.
void judge_secret(const xml::Node& node, ParseContext&) {
    if (!node.has("uuid") && !node.has("usage")) fail(Code::xml_error, vireo::Domain::none, "missing secret uuid or usage attribute");
    if (node.has("uuid") && node.has("usage")) fail(Code::xml_error, vireo::Domain::none, "either secret uuid or usage expected");
}
const Element auth_secret_element{auth_secret_rows, nullptr, nullptr, judge_secret};
constexpr Row passphrase_rows[] = {
    attr("type", FIELD(SecretReference, type)).form("passphrase"),
    attr("uuid", FIELD(SecretReference, uuid)).wrong(Code::xml_error, bad_secret).one_of(1),
    attr("usage", FIELD(SecretReference, usage)).one_of(1),
};
void judge_passphrase(const xml::Node& node, ParseContext& cx) {
    if (!node.has("type")) fail(Code::xml_error, vireo::Domain::storage, "unknown volume encryption secret type");
    if (node.value("type") != "passphrase")
        fail(Code::config_unsupported, vireo::Domain::storage, "unknown volume encryption secret type {}", node.value("type"));
    judge_secret(node, cx);
}
const Element secret_element{passphrase_rows, nullptr, nullptr, judge_passphrase};
constexpr Row auth_rows[] = {
    attr("username", FIELD(StorageAuth, username)).filled().req(Code::xml_error, "missing username for auth").blames(vireo::Domain::storage).form(form::word),
    element("secret", FIELD(StorageAuth, secret), auth_secret_element).req(Code::xml_error, "Missing <secret> element in auth").blames(vireo::Domain::storage),
};

constexpr Row cipher_rows[] = {
    attr("name", FIELD(Encryption::Cipher, name)).needed(),
    attr("size", FIELD(Encryption::Cipher, size)).needed(),
    attr("mode", FIELD(Encryption::Cipher, mode)).together(1),
    attr("hash", FIELD(Encryption::Cipher, hash)).together(1),
};
const Element cipher_element{cipher_rows};
constexpr Row ivgen_rows[] = {
    attr("name", FIELD(Encryption::Ivgen, name)).needed(),
    attr("hash", FIELD(Encryption::Ivgen, hash)),
};
const Element ivgen_element{ivgen_rows};
constexpr Row encryption_rows[] = {
    attr("format", FIELD(Encryption, format)).req(Code::xml_error, "unknown volume encryption format").wrong(Code::config_unsupported, "unknown volume encryption format type {}").blames(vireo::Domain::storage),
    attr("engine", FIELD(Encryption, engine)),
    list("secret", FIELD(Encryption, secrets), secret_element),
    element("cipher", FIELD(Encryption, cipher), cipher_element).together(1),
    element("ivgen", FIELD(Encryption, ivgen), ivgen_element).together(1),
};

constexpr Row seclabel_rows[] = {
    attr("model", FIELD(DeviceSeclabel, model)),
    attr("labelskip", FIELD(DeviceSeclabel, labelskip)).fits(WHEN(DeviceSeclabel, it.labelskip != YesNo::no)).live().show(WHEN(DeviceSeclabel, it.labelskip == YesNo::yes)),
    attr("relabel", FIELD(DeviceSeclabel, relabel)).show(WHEN(DeviceSeclabel, it.labelskip != YesNo::yes)).only(WHEN(DeviceSeclabel, it.labelskip != YesNo::yes)),
    leaf("label", FIELD(DeviceSeclabel, label)).only(WHEN(DeviceSeclabel, it.labelskip != YesNo::yes && it.relabel != YesNo::no)).needed().several(),
};
void finish_seclabel(const xml::Node&, void* self, ParseContext&) {
    auto& s = *static_cast<DeviceSeclabel*>(self);
    if (s.relabel == YesNo::yes && s.label.empty() && s.labelskip != YesNo::yes)
        fail(Code::xml_error, vireo::Domain::domain, "Cannot specify relabel if label is missing. model={}",
             s.model.empty() ? "(null)" : s.model);
    if (s.relabel == YesNo::absent) s.relabel = YesNo::yes;
    if (!s.label.empty() && s.relabel == YesNo::no)
        fail(Code::xml_error, vireo::Domain::domain, "Cannot specify a label if relabelling is turned off. model={}",
             s.model.empty() ? "(null)" : s.model);
}

constexpr Row reconnect_rows[] = {
    attr("enabled", FIELD(Reconnect, enabled)),
    attr("timeout", FIELD(Reconnect, timeout)).only(WHEN(Reconnect, it.enabled != YesNo::absent)),
    attr("delay", FIELD(Reconnect, delay)).quiet_zero().when(WHEN(Reconnect, it.enabled == YesNo::absent)).only(WHEN(Reconnect, it.enabled == YesNo::absent)).needed(),
};

constexpr const char* slice_missing = "missing offset or size attribute of slice";
void judge_slice(const xml::Node& node, ParseContext&) {
    for (const char* a : {"offset", "size"})
        if (node.value(a).empty()) fail(Code::xml_error, vireo::Domain::domain, "{}", slice_missing);
}
constexpr Row slice_rows[] = {
    attr("type", FIELD(Slice, type)).needed().form("storage"),
    attr("offset", FIELD(Slice, offset)).form(form::unsigned_int).req(Code::xml_error, slice_missing).wrong(Code::xml_error, "malformed value '{}' of 'offset' attribute of slice"),
    attr("size", FIELD(Slice, size)).req(Code::xml_error, slice_missing).nonzero().wrong(Code::xml_error, "malformed value '{}' of 'size' attribute of slice"),
};
const Element slice_element{slice_rows, nullptr, nullptr, judge_slice};
// There is one, and it is about storage.
void read_slice(const xml::Node& node, void* self, ParseContext& cx) {
    auto& all = static_cast<S*>(self)->slices;
    if (node.value("type") == "storage" && all.empty()) row::parse(slice_element, node, &all.emplace_back(), cx);
}
void write_slices(const void* self, FormatContext& cx) {
    for (const auto& s : static_cast<const S*>(self)->slices) {
        cx.out.open("slice");
        row::format(slice_element, &s, cx);
        cx.out.close();
    }
}
constexpr Row slices_rows[] = {custom("slice", read_slice, write_slices).several().needed().looks_like<Slice>(slice_element)};
const Element slices_element{slices_rows};

constexpr Row snapshot_rows[] = {attr("name", FIELD(S, snapshot)).needed().form(form::word)};
const Element snapshot_element{snapshot_rows};
constexpr Row config_rows[] = {attr("file", FIELD(S, config_file)).needed().form(form::absolute_file)};
const Element config_element{config_rows};
constexpr Row iqn_rows[] = {attr("name", FIELD(S, initiator_iqn)).needed()};
const Element iqn_element{iqn_rows};
constexpr Row initiator_rows[] = {inside("iqn", iqn_element).needed()};
const Element initiator_element{initiator_rows};
constexpr Row ssl_rows[] = {attr("verify", FIELD(S, ssl_verify)).needed()};
const Element ssl_element{ssl_rows};
constexpr Row cookie_rows[] = {
    attr("name", FIELD(Cookie, name)).filled().req(Code::xml_error, "missing cookie name").form("[!#$%&'*+\\-.0-9A-Z\\^_`a-z|~]+"),
    content(FIELD(Cookie, value)).needed().form("\"?[!#$%&'()*+\\-./0-9:>=<?@A-Z\\^_`\\[\\]a-z|~]+\"?"),
};
const Element cookie_element{cookie_rows};
constexpr Row cookies_rows[] = {list("cookie", FIELD(S, cookies), cookie_element).needed()};
const Element cookies_element{cookies_rows};
constexpr Row readahead_rows[] = {attr("size", FIELD(S, readahead)).nonzero().needed().wrong(Code::xml_error, "invalid readahead size or timeout")};
const Element readahead_element{readahead_rows};
constexpr Row timeout_rows[] = {attr("seconds", FIELD(S, timeout)).nonzero().needed().wrong(Code::xml_error, "invalid readahead size or timeout")};
const Element timeout_element{timeout_rows};
constexpr Row known_hosts_rows[] = {attr("path", FIELD(S, known_hosts)).req().form(form::absolute_file)};
const Element known_hosts_element{known_hosts_rows};
constexpr auto on_nfs = WHEN(S, it.protocol == P::nfs);
constexpr auto on_ssh = WHEN(S, it.protocol == P::ssh);
constexpr Row identity_rows[] = {
    attr("user", FIELD(S, nfs_user)).when(on_nfs).form(form::word),
    attr("group", FIELD(S, nfs_group)).when(on_nfs).form(form::word),
    attr("username", FIELD(S, ssh_user)).when(on_ssh).req().form(form::word),
    attr("keyfile", FIELD(S, ssh_keyfile)).when(on_ssh).one_of(1).form(form::absolute_file),
    attr("agentsock", FIELD(S, ssh_agent)).when(on_ssh).one_of(1).form(form::absolute_file),
};
void finish_identity(const xml::Node& node, void* self, ParseContext&) {
    if (static_cast<const S*>(self)->protocol == P::ssh && !node.has("keyfile") && !node.has("agentsock"))
        fail(Code::xml_error, vireo::Domain::domain, "element 'identity' requires either 'keyfile' or 'agentsock' attribute");
}
const Element identity_element{identity_rows, finish_identity};

constexpr Row reservation_socket_rows[] = {
    attr("type", FIELD(Reservations::Socket, type)).needed().form("unix"),
    attr("path", FIELD(Reservations::Socket, path)).needed().form(form::absolute_file),
    attr("mode", FIELD(Reservations::Socket, mode)).needed().form("server|client"),
    element("reconnect", FIELD(Reservations::Socket, reconnect), reconnect_element).read_only(),
};
const Element reservation_socket_element{reservation_socket_rows};
constexpr Row reservation_rows[] = {
    attr("managed", FIELD(Reservations, managed)).req().spared(),
    element("source", FIELD(Reservations, source), reservation_socket_element)
        .show([](const void*) { return true; }),
};
void judge_reservations(const xml::Node& node, ParseContext&) {
    const xml::Node* source = node.child("source");
    if (!source && node.value("managed") == "yes") return;
    auto part = [&](const char* name, const char* what, std::string_view only) {
        const auto text = source ? source->value(name) : std::string_view{};
        if (text.empty()) fail(Code::xml_error, vireo::Domain::domain, "missing {} for <reservations/>", what);
        if (!only.empty() && text != only) fail(Code::xml_error, vireo::Domain::domain, "unsupported {} for <reservations/>: {}", what, text);
    };
    part("type", "connection type", "unix");
    part("path", "path", {});
    part("mode", "connection mode", "client");
}
const Element reservation_element{reservation_rows, nullptr, nullptr, judge_reservations};

constexpr Row max_size_rows[] = {scaled_leaf("max_size", FIELD(S, metadata_cache_max_size), 1, 1).called("./format/metadata_cache/max_size")};
const Element metadata_cache_element{max_size_rows};
constexpr Row format_rows[] = {
    attr("type", FIELD(S, format)).fits(WHEN(S, it.format != StorageFormat::auto_)).req(Code::xml_error, "missing disk backing store format").wrong(Code::xml_error, "unknown storage source format '{}'"),
    inside("metadata_cache", metadata_cache_element),
};
const Element format_element{format_rows};

void read_seclabel(const xml::Node& node, void* self, ParseContext& cx) {
    row::parse(device_seclabel_element, node, &static_cast<S*>(self)->seclabels.emplace_back(), cx);
}
// That labelling failed and was skipped is a fact of the running guest.
void write_seclabels(const void* self, FormatContext& cx) {
    for (const auto& l : static_cast<const S*>(self)->seclabels) {
        if (l.labelskip == YesNo::yes && (cx.flags & format_inactive)) continue;
        cx.out.open("seclabel");
        row::format(device_seclabel_element, &l, cx);
        cx.out.close();
    }
}

extern const Element body_element, inner_element;

// --- what the grammar knows for which kind of source ---
constexpr auto is_nbd = WHEN(S, it.protocol == P::nbd);
constexpr auto is_rbd = WHEN(S, it.protocol == P::rbd);
constexpr auto is_fetched = WHEN(S, it.protocol == P::http || it.protocol == P::https || it.protocol == P::ftp ||
                                        it.protocol == P::ftps || it.protocol == P::ssh || it.protocol == P::sheepdog ||
                                        it.protocol == P::tftp);
constexpr auto one_host = WHEN(S, it.protocol != P::rbd && it.protocol != P::gluster);
constexpr auto not_vhost = WHEN(S, it.type != T::vhost_user && it.type != T::vhost_vdpa);
constexpr auto has_auth = WHEN(S, it.type == T::network && (it.protocol == P::rbd || it.protocol == P::iscsi ||
                                  it.protocol == P::http || it.protocol == P::https || it.protocol == P::ftp ||
                                  it.protocol == P::ftps || it.protocol == P::ssh));
constexpr auto has_labels = WHEN(S, it.type == T::none || it.type == T::file || it.type == T::block || it.type == T::volume);
constexpr auto has_encryption = WHEN(S, it.type != T::vhost_user && it.type != T::vhost_vdpa &&
                                            !(it.type == T::network && (it.protocol == P::vxhs || it.protocol == P::nfs)));
void read_private(const xml::Node& node, void* self, ParseContext& cx) {
    if (cx.flags & parse_status) static_cast<S*>(self)->private_data = read_private_data(node);
}
void write_private(const void* self, FormatContext& cx) {
    if (cx.flags & format_status) cx.out.block(static_cast<const S*>(self)->private_data);
}

constexpr Row data_store_rows[] = {
    attr("type", FIELD(S, type)).req(),
    attr("index", FIELD(S, index)).live_read().form(form::positive),
    inside("format", format_element),
    inside("source", inner_element),
};
void judge_data_store(const xml::Node& node, ParseContext&) {
    if (!node.child("format") || node.child("format")->value("type").empty()) fail(Code::xml_error, vireo::Domain::domain, "missing data file store format");
    if (!node.child("source")) fail(Code::xml_error, vireo::Domain::domain, "missing disk data file store source");
}
const Element data_store_element{data_store_rows, nullptr, nullptr, judge_data_store};

// Only NBD has a nameless export; elsewhere the root of a server is meant.
void write_empty_name(const void* self, FormatContext& cx) {
    const auto& s = *static_cast<const S*>(self);
    if (s.path.empty() && s.protocol != P::nbd && s.protocol != P::none) cx.out.plain_attribute("name", "");
}

void read_tls_from_config(const xml::Node& node, void* self, ParseContext& cx) {
    if (cx.flags & parse_status) static_cast<S*>(self)->tls_from_config = node.value("tlsFromConfig") == "1";
}
void write_tls_from_config(const void* self, FormatContext& cx) {
    if (cx.flags & format_status) cx.out.plain_attribute("tlsFromConfig", static_cast<const S*>(self)->tls_from_config ? "1" : "0");
}
constexpr auto found_file = WHEN(S, it.type == T::volume && it.actual_type == T::file);
constexpr auto found_device = WHEN(S, it.type == T::volume && it.actual_type == T::block);
constexpr auto found_folder = WHEN(S, it.type == T::volume && it.actual_type == T::dir);

constexpr Row body_rows[] = {
    attr("file", FIELD(S, path)).when(WHEN(S, it.type == T::file)).form(R"((/|[a-zA-Z]:\\).+|\[[^\]]+\] .+)"),
    attr("dev", FIELD(S, path)).when(WHEN(S, it.type == T::block)).form(R"((/|[a-zA-Z]:\\).+|[a-zA-Z0-9_.\-\\:/]+)"),
    attr("dir", FIELD(S, path)).when(WHEN(S, it.type == T::dir)).needed().form(form::absolute_file),
    attr("fdgroup", FIELD(S, fdgroup)).when(WHEN(S, it.type == T::file)),
    attr("protocol", FIELD(S, protocol)).when(is_network).req(),
    attr("name", FIELD(S, path)).when(is_network).needed(WHEN(S, it.protocol != P::rbd && it.protocol != P::nbd)),
    custom("@name-empty", nullptr, write_empty_name).when(is_network),
    attr("query", FIELD(S, query)).when(is_http),
    attr("tls", FIELD(S, tls)).when(is_network).only(WHEN(S, it.protocol == P::nbd || it.protocol == P::vxhs)),
    attr("tlsHostname", FIELD(S, tls_hostname)).when(is_network).only(is_nbd),
    custom("@tlsFromConfig", read_tls_from_config, write_tls_from_config).when(is_network),
    attr("pool", FIELD(S, pool)).when(is_volume).needed().form(form::name),
    attr("volume", FIELD(S, volume)).when(is_volume).needed().form(form::volume),
    attr("mode", FIELD(S, volume_mode)).when(is_volume),
    attr("actualType", FIELD(S, actual_type)).when(is_volume).status(),
    attr("file", FIELD(S, path)).when(found_file).status(),
    attr("dev", FIELD(S, path)).when(found_device).status(),
    attr("dir", FIELD(S, path)).when(found_folder).status(),
    attr("type", FIELD(S, nvme_type)).when(is_nvme).needed().form("pci"),
    attr("managed", FIELD(S, nvme_managed)).when(is_nvme),
    attr("namespace", FIELD(S, nvme_namespace)).when(is_nvme).req().nonzero().form(form::uint32),
    attr("type", FIELD(S, vhost_type)).when(is_vhost_user).needed().form("unix"),
    attr("path", FIELD(S, path)).when(is_vhost_user).needed().form(form::absolute_file),
    attr("dev", FIELD(S, path)).when(WHEN(S, it.type == T::vhost_vdpa)).req().form(form::absolute_file),
    list("host", FIELD(S, hosts), storage_host_element).when(is_network).needed(WHEN(S, it.protocol != P::rbd)).alone(one_host),
    inside("snapshot", snapshot_element).when(is_network).only(is_rbd),
    inside("config", config_element).when(is_network).only(is_rbd),
    inside("initiator", initiator_element).only(WHEN(S, it.type == T::network && it.protocol == P::iscsi)),
    inside("ssl", ssl_element).when(is_network).only(WHEN(S, it.protocol == P::https || it.protocol == P::ftps)),
    inside("cookies", cookies_element).when(is_network).secure().only(is_http),
    inside("readahead", readahead_element).when(is_network).only(is_fetched),
    inside("timeout", timeout_element).when(is_network).only(is_fetched),
    element("address", FIELD(S, nvme_address), pci_source_address_element).when(is_nvme).show(WHEN(S, it.nvme_namespace.has_value())).needed(),
    inside("slices", slices_element).only(not_vhost),
    inside("knownHosts", known_hosts_element).when(is_network).only(WHEN(S, it.protocol == P::ssh)),
    maybe("auth", FIELD(S, auth), storage_auth_element).only(has_auth),
    custom("seclabel", read_seclabel, write_seclabels).several().only(has_labels).looks_like<DeviceSeclabel>(device_seclabel_element),
    maybe("encryption", FIELD(S, encryption), encryption_element).only(has_encryption),
    maybe("reservations", FIELD(S, reservations), reservation_element).only(WHEN(S, it.type == T::block)),
    element("reconnect", FIELD(S, reconnect), reconnect_element).only(WHEN(S, it.type == T::vhost_user || (it.type == T::network && it.protocol == P::nbd))),
    inside("identity", identity_element).when(is_network).only(WHEN(S, it.protocol == P::ssh || it.protocol == P::nfs)),
    custom("privateData", read_private, write_private).unspoken(),
    maybe("dataStore", FIELD(S, data_store), data_store_element).only(not_vhost),
};
const Element body_element{body_rows, finish_source};
// Below another image the number is a fact of the image, not of its source.
constexpr Row inner_rows[] = {
    embed(Field<S>{0}, body_element),
    attr("startupPolicy", FIELD(S, startup_policy)).read_only().lenient().when(WHEN(S, it.type != T::network)).only(WHEN(S, it.type != T::vhost_user && it.type != T::vhost_vdpa)),
    attr("index", FIELD(S, index)).live_read().read_only().only(not_vhost).form(form::positive),
};
const Element inner_element{inner_rows, finish_source};
// Snapshots say nothing about guests that start.
constexpr Row moment_rows[] = {
    embed(Field<S>{0}, body_element),
    attr("index", FIELD(S, index)).live_read().only(not_vhost).form(form::positive),
};
constexpr Row source_rows[] = {
    embed(Field<S>{0}, body_element),
    attr("startupPolicy", FIELD(S, startup_policy)).when(WHEN(S, it.type != T::network)).only(WHEN(S, it.type != T::vhost_user && it.type != T::vhost_vdpa)),
    attr("index", FIELD(S, index)).live_read().only(not_vhost).form(form::positive),
};

constexpr Row backing_rows[] = {
    attr("type", FIELD(S, type)).wrong(Code::xml_error, "unknown storage source type '{}'"),
    attr("index", FIELD(S, index)).live_read().form(form::positive),
    inside("format", format_element),
    inside("source", inner_element),
    maybe("backingStore", FIELD(S, backing), backing_store_element),
};

}  // namespace

const Element storage_host_element{host_rows, finish_host};
const Element storage_auth_element{auth_rows};
const Element encryption_element{encryption_rows};
const Element reconnect_element{reconnect_rows};
const Element device_seclabel_element{seclabel_rows, finish_seclabel};
const Element storage_source_element{source_rows, finish_source};
const Element moment_source_element{moment_rows, finish_source};
const Element source_format_element{format_rows};

std::string read_private_data(const xml::Node& node) {
    xml::Writer w(256);
    w.copy(node);
    return w.take();
}

namespace {
// Without a type it is the end of the chain, whatever else it says; else both the source and its format are named.
void judge_backing(const xml::Node& node, ParseContext&) {
    if (!node.has("type")) return;
    if (!node.child("format")) fail(Code::xml_error, vireo::Domain::domain, "missing disk backing store format");
    if (node.child("format")->value("type").empty()) fail(Code::xml_error, vireo::Domain::domain, "missing disk backing store format");
    if (!node.child("source")) fail(Code::xml_error, vireo::Domain::domain, "missing disk backing store source");
}
void finish_backing(const xml::Node& node, void* self, ParseContext&) {
    if (!node.has("type")) *static_cast<StorageSource*>(self) = {};
}
}  // namespace
const Element backing_store_element{backing_rows, finish_backing, nullptr, judge_backing};

}  // namespace vireo::model
