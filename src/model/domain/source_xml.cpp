// SPDX-License-Identifier: LGPL-2.1-or-later
// How sources of disks look.
#include "model/domain/source_xml.h"

#include "model/domain/address_xml.h"
#include "model/domain/options.h"

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

constexpr Row host_rows[] = {
    attr("name", FIELD(StorageHost, name)),
    attr("port", FIELD(StorageHost, port)).range(0, 65535).wrong(Code::invalid_arg, "failed to parse port number '{}'"),
    attr("transport", FIELD(StorageHost, transport)).quiet_zero(),
    attr("socket", FIELD(StorageHost, socket)),
};
void finish_source(const xml::Node&, void* self, ParseContext&) {
    auto& s = *static_cast<StorageSource*>(self);
    if (s.type != StorageType::network) return;
    for (auto& h : s.hosts) {
        if (h.transport == HostTransport::unix_ || h.port) continue;
        if (auto port = default_port(s.protocol)) h.port = port;
    }
}

void finish_host(const xml::Node&, void* self, ParseContext&) {
    const auto& h = *static_cast<const StorageHost*>(self);
    if (h.transport == HostTransport::unix_) {
        if (h.socket.empty()) fail(Code::xml_error, vireo::Domain::domain, "missing socket for unix transport");
    } else {
        if (!h.socket.empty())
            fail(Code::xml_error, vireo::Domain::domain, "transport '{}' does not support socket attribute",
                 word(h.transport));
        if (h.name.empty()) fail(Code::xml_error, vireo::Domain::domain, "missing name for host");
    }
}

constexpr Row auth_secret_rows[] = {
    attr("type", FIELD(SecretReference, type)),
    attr("uuid", FIELD(SecretReference, uuid)),
    attr("usage", FIELD(SecretReference, usage)),
};
const Element secret_element{auth_secret_rows};
constexpr Row auth_rows[] = {
    attr("username", FIELD(StorageAuth, username)).req(Code::xml_error, "missing username for auth").blames(vireo::Domain::storage),
    element("secret", FIELD(StorageAuth, secret), secret_element),
};

constexpr Row cipher_rows[] = {
    attr("name", FIELD(Encryption::Cipher, name)),
    attr("size", FIELD(Encryption::Cipher, size)),
    attr("mode", FIELD(Encryption::Cipher, mode)),
    attr("hash", FIELD(Encryption::Cipher, hash)),
};
const Element cipher_element{cipher_rows};
constexpr Row ivgen_rows[] = {
    attr("name", FIELD(Encryption::Ivgen, name)),
    attr("hash", FIELD(Encryption::Ivgen, hash)),
};
const Element ivgen_element{ivgen_rows};
constexpr Row encryption_rows[] = {
    attr("format", FIELD(Encryption, format)).req(Code::xml_error, "unknown volume encryption format").wrong(Code::config_unsupported, "unknown volume encryption format type {}").blames(vireo::Domain::storage),
    attr("engine", FIELD(Encryption, engine)),
    list("secret", FIELD(Encryption, secrets), secret_element),
    element("cipher", FIELD(Encryption, cipher), cipher_element),
    element("ivgen", FIELD(Encryption, ivgen), ivgen_element),
};

constexpr Row seclabel_rows[] = {
    attr("model", FIELD(DeviceSeclabel, model)),
    attr("labelskip", FIELD(DeviceSeclabel, labelskip)).live().show(WHEN(DeviceSeclabel, it.labelskip == YesNo::yes)),
    attr("relabel", FIELD(DeviceSeclabel, relabel)).show(WHEN(DeviceSeclabel, it.labelskip != YesNo::yes)),
    leaf("label", FIELD(DeviceSeclabel, label)),
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
    attr("timeout", FIELD(Reconnect, timeout)),
    attr("delay", FIELD(Reconnect, delay)),
};

constexpr const char* slice_missing = "missing offset or size attribute of slice";
constexpr Row slice_rows[] = {
    attr("type", FIELD(Slice, type)),
    attr("offset", FIELD(Slice, offset)).req(Code::xml_error, slice_missing).wrong(Code::xml_error, "malformed value '{}' of 'offset' attribute of slice"),
    attr("size", FIELD(Slice, size)).req(Code::xml_error, slice_missing).nonzero().wrong(Code::xml_error, "malformed value '{}' of 'size' attribute of slice"),
};
const Element slice_element{slice_rows};
constexpr Row slices_rows[] = {list("slice", FIELD(S, slices), slice_element)};
const Element slices_element{slices_rows};

constexpr Row snapshot_rows[] = {attr("name", FIELD(S, snapshot))};
const Element snapshot_element{snapshot_rows};
constexpr Row config_rows[] = {attr("file", FIELD(S, config_file))};
const Element config_element{config_rows};
constexpr Row iqn_rows[] = {attr("name", FIELD(S, initiator_iqn))};
const Element iqn_element{iqn_rows};
constexpr Row initiator_rows[] = {inside("iqn", iqn_element)};
const Element initiator_element{initiator_rows};
constexpr Row ssl_rows[] = {attr("verify", FIELD(S, ssl_verify))};
const Element ssl_element{ssl_rows};
constexpr Row cookie_rows[] = {
    attr("name", FIELD(Cookie, name)).req(Code::xml_error, "missing cookie name"),
    content(FIELD(Cookie, value)),
};
const Element cookie_element{cookie_rows};
constexpr Row cookies_rows[] = {list("cookie", FIELD(S, cookies), cookie_element)};
const Element cookies_element{cookies_rows};
constexpr Row readahead_rows[] = {attr("size", FIELD(S, readahead)).nonzero().wrong(Code::xml_error, "invalid readahead size or timeout")};
const Element readahead_element{readahead_rows};
constexpr Row timeout_rows[] = {attr("seconds", FIELD(S, timeout)).nonzero().wrong(Code::xml_error, "invalid readahead size or timeout")};
const Element timeout_element{timeout_rows};
constexpr Row known_hosts_rows[] = {attr("path", FIELD(S, known_hosts)).req()};
const Element known_hosts_element{known_hosts_rows};
constexpr Row identity_rows[] = {
    attr("user", FIELD(S, nfs_user)),
    attr("group", FIELD(S, nfs_group)),
    attr("username", FIELD(S, ssh_user)),
    attr("keyfile", FIELD(S, ssh_keyfile)),
    attr("agentsock", FIELD(S, ssh_agent)),
};
const Element identity_element{identity_rows};

constexpr Row reservation_socket_rows[] = {
    attr("type", FIELD(Reservations::Socket, type)),
    attr("path", FIELD(Reservations::Socket, path)),
    attr("mode", FIELD(Reservations::Socket, mode)),
};
const Element reservation_socket_element{reservation_socket_rows};
constexpr Row reservation_rows[] = {
    attr("managed", FIELD(Reservations, managed)).req(),
    element("source", FIELD(Reservations, source), reservation_socket_element)
        .show([](const void*) { return true; }),
};
const Element reservation_element{reservation_rows};

constexpr Row max_size_rows[] = {scaled_leaf("max_size", FIELD(S, metadata_cache_max_size), 1, 1)};
const Element metadata_cache_element{max_size_rows};
constexpr Row format_rows[] = {
    attr("type", FIELD(S, format)).req(Code::xml_error, "missing disk backing store format").wrong(Code::xml_error, "unknown storage source format '{}'"),
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

extern const Element body_element;
void read_private(const xml::Node& node, void* self, ParseContext& cx) {
    if (cx.flags & parse_status) static_cast<S*>(self)->private_data = read_private_data(node);
}
void write_private(const void* self, FormatContext& cx) {
    if (cx.flags & format_status) cx.out.block(static_cast<const S*>(self)->private_data);
}

constexpr Row data_store_rows[] = {
    attr("type", FIELD(S, type)).req(),
    attr("index", FIELD(S, index)).live_read(),
    inside("format", format_element),
    inside("source", body_element),
};
const Element data_store_element{data_store_rows};

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
    attr("file", FIELD(S, path)).when(WHEN(S, it.type == T::file)),
    attr("dev", FIELD(S, path)).when(WHEN(S, it.type == T::block)),
    attr("dir", FIELD(S, path)).when(WHEN(S, it.type == T::dir)),
    attr("fdgroup", FIELD(S, fdgroup)).when(WHEN(S, it.type == T::file)),
    attr("protocol", FIELD(S, protocol)).when(is_network).req(),
    attr("name", FIELD(S, path)).when(is_network),
    custom("@name-empty", nullptr, write_empty_name).when(is_network),
    attr("query", FIELD(S, query)).when(is_http),
    attr("tls", FIELD(S, tls)).when(is_network),
    attr("tlsHostname", FIELD(S, tls_hostname)).when(is_network),
    custom("@tlsFromConfig", read_tls_from_config, write_tls_from_config).when(is_network),
    attr("pool", FIELD(S, pool)).when(is_volume),
    attr("volume", FIELD(S, volume)).when(is_volume),
    attr("mode", FIELD(S, volume_mode)).when(is_volume),
    attr("actualType", FIELD(S, actual_type)).when(is_volume).status(),
    attr("file", FIELD(S, path)).when(found_file).status(),
    attr("dev", FIELD(S, path)).when(found_device).status(),
    attr("dir", FIELD(S, path)).when(found_folder).status(),
    attr("type", FIELD(S, nvme_type)).when(is_nvme),
    attr("managed", FIELD(S, nvme_managed)).when(is_nvme),
    attr("namespace", FIELD(S, nvme_namespace)).when(is_nvme).req().nonzero(),
    attr("type", FIELD(S, vhost_type)).when(is_vhost_user),
    attr("path", FIELD(S, path)).when(is_vhost_user),
    attr("dev", FIELD(S, path)).when(WHEN(S, it.type == T::vhost_vdpa)),
    attr("startupPolicy", FIELD(S, startup_policy)).when(WHEN(S, it.type != T::network)),
    list("host", FIELD(S, hosts), storage_host_element).when(is_network),
    inside("snapshot", snapshot_element).when(is_network),
    inside("config", config_element).when(is_network),
    inside("initiator", initiator_element),
    inside("ssl", ssl_element).when(is_network),
    inside("cookies", cookies_element).when(is_network).secure(),
    inside("readahead", readahead_element).when(is_network),
    inside("timeout", timeout_element).when(is_network),
    element("address", FIELD(S, nvme_address), pci_source_address_element).when(is_nvme),
    inside("slices", slices_element),
    inside("knownHosts", known_hosts_element).when(is_network),
    maybe("auth", FIELD(S, auth), storage_auth_element),
    custom("seclabel", read_seclabel, write_seclabels),
    maybe("encryption", FIELD(S, encryption), encryption_element),
    maybe("reservations", FIELD(S, reservations), reservation_element),
    element("reconnect", FIELD(S, reconnect), reconnect_element),
    inside("identity", identity_element).when(is_network),
    custom("privateData", read_private, write_private),
    maybe("dataStore", FIELD(S, data_store), data_store_element),
};
const Element body_element{body_rows, finish_source};
constexpr Row source_rows[] = {
    embed(Field<S>{0}, body_element),
    attr("index", FIELD(S, index)).live_read(),
};

constexpr Row backing_rows[] = {
    attr("type", FIELD(S, type)).wrong(Code::xml_error, "unknown storage source type '{}'"),
    attr("index", FIELD(S, index)).live_read(),
    inside("format", format_element),
    inside("source", body_element),
    maybe("backingStore", FIELD(S, backing), backing_store_element),
};

}  // namespace

const Element storage_host_element{host_rows, finish_host};
const Element storage_auth_element{auth_rows};
const Element encryption_element{encryption_rows};
const Element reconnect_element{reconnect_rows};
const Element device_seclabel_element{seclabel_rows, finish_seclabel};
const Element storage_source_element{source_rows, finish_source};
const Element source_format_element{format_rows};

std::string read_private_data(const xml::Node& node) {
    xml::Writer w(256);
    w.copy(node);
    return w.take();
}

const Element backing_store_element{backing_rows};

}  // namespace vireo::model
