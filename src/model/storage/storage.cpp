// SPDX-License-Identifier: LGPL-2.1-or-later
// How storage pools and volumes look.
#include "model/storage/storage.h"

#include "base/error.h"
#include "base/text.h"
#include "model/domain/address_xml.h"
#include "model/domain/source_xml.h"
#include "model/row/row.h"
#include "xml/parse.h"
#include "xml/writer.h"

namespace vireo::model {
namespace {

using namespace row;
using P = StoragePool;
using V = StorageVolume;

constexpr Row permission_rows[] = {
    leaf("mode", FIELD(StoragePermissions, mode)),
    leaf("owner", FIELD(StoragePermissions, owner)),
    leaf("group", FIELD(StoragePermissions, group)),
    leaf("label", FIELD(StoragePermissions, label)),
};
// Modes are octal numbers; -1, also as 32 bits without sign, names nobody.
void finish_permissions(const xml::Node&, void* self, ParseContext&) {
    auto& p = *static_cast<StoragePermissions*>(self);
    if (!p.mode.empty()) {
        auto mode = to_number<unsigned>(p.mode, 8);
        if (!mode || *mode > 07777) fail(Code::xml_error, vireo::Domain::storage, "malformed octal mode");
        p.mode = fmt::format("0{:o}", *mode);
    }
    auto id = [](std::string& text, const char* what) {
        if (text.empty()) return;
        auto n = to_number<std::int64_t>(text);
        if (!n || *n < -1 || *n > UINT32_MAX) fail(Code::xml_error, vireo::Domain::storage, "malformed {} element", what);
        text = *n == -1 || *n == UINT32_MAX ? "" : std::to_string(*n);
    };
    id(p.owner, "owner");
    id(p.group, "group");
}
const Element permissions_element{permission_rows, finish_permissions};

// One slash where there are several, none at the end.
std::string tidy(std::string_view path) {
    std::string out;
    for (char c : path)
        if (c != '/' || out.empty() || out.back() != '/') out += c;
    if (out.size() > 1 && out.back() == '/') out.pop_back();
    return out;
}

constexpr Row pool_host_rows[] = {attr("name", FIELD(PoolSource::Host, name)), attr("port", FIELD(PoolSource::Host, port))};
const Element pool_host_element{pool_host_rows};
constexpr Row pool_device_rows[] = {attr("path", FIELD(PoolSource::Device, path)),
                                attr("part_separator", FIELD(PoolSource::Device, part_separator))};
const Element pool_device_element{pool_device_rows};
constexpr Row dir_rows[] = {attr("path", FIELD(PoolSource, dir))};
const Element pool_dir_element{dir_rows};
constexpr Row iqn_rows[] = {attr("name", FIELD(PoolSource, initiator))};
const Element pool_iqn_element{iqn_rows};
constexpr Row initiator_rows[] = {inside("iqn", pool_iqn_element)};
const Element pool_initiator_element{initiator_rows};
constexpr Row format_rows[] = {attr("type", FIELD(PoolSource, format))};
const Element pool_format_element{format_rows};
constexpr Row protocol_rows[] = {attr("ver", FIELD(PoolSource, protocol_version))};
const Element pool_protocol_element{protocol_rows};
constexpr Row vendor_rows[] = {attr("name", FIELD(PoolSource, vendor))};
const Element pool_vendor_element{vendor_rows};
constexpr Row product_rows[] = {attr("name", FIELD(PoolSource, product))};
const Element pool_product_element{product_rows};

// The kind of authentication stands in front of the user here.
void read_auth(const xml::Node& node, void* self, ParseContext&) {
    auto& s = *static_cast<PoolSource*>(self);
    s.auth_type = std::string(node.value("type"));
    StorageAuth& a = s.auth.emplace();
    a.username = std::string(node.value("username"));
    if (const xml::Node* secret = node.child("secret")) {
        a.secret.usage = std::string(secret->value("usage"));
        if (auto text = secret->value("uuid"); !text.empty()) a.secret.uuid = Uuid::parse(text);
    }
}
void write_auth(const void* self, FormatContext& cx) {
    const auto& s = *static_cast<const PoolSource*>(self);
    if (!s.auth) return;
    cx.out.open("auth");
    cx.out.attribute("type", s.auth_type);
    cx.out.attribute("username", s.auth->username);
    cx.out.open("secret");
    if (s.auth->secret.uuid) cx.out.attribute("uuid", s.auth->secret.uuid->text());
    if (!s.auth->secret.usage.empty()) cx.out.attribute("usage", s.auth->secret.usage);
    cx.out.close();
    cx.out.close();
}

using Adapter = PoolSource::Adapter;
constexpr auto is_fc = WHEN(Adapter, it.type == "fc_host");
constexpr auto has_address = WHEN(Adapter, it.has_address);
void finish_parent(const xml::Node& node, void* self, ParseContext&) { static_cast<Adapter*>(self)->has_address = node.child("address") != nullptr; }
constexpr Row parent_address_rows[] = {
    attr("unique_id", FIELD(Adapter, unique_id)),
    element("address", FIELD(Adapter, address), pci_source_address_element).always(),
};
const Element parent_address_element{parent_address_rows, finish_parent};
void read_adapter_type(const xml::Node& node, void* self, ParseContext&) {
    auto& a = *static_cast<Adapter*>(self);
    if (!node.has("type")) a.type = node.has("wwnn") || node.has("wwpn") ? "fc_host" : "scsi_host";
    if (a.type != "fc_host" && a.type != "scsi_host")
        fail(Code::xml_error, vireo::Domain::xml, "Invalid value for attribute 'type' in element 'adapter': '{}'.", a.type);
}
void finish_adapter(const xml::Node&, void* self, ParseContext&) {
    const auto& a = *static_cast<const Adapter*>(self);
    if (a.type == "fc_host" && (a.wwnn.empty() || a.wwpn.empty()))
        fail(Code::xml_error, vireo::Domain::none, "'wwnn' and 'wwpn' must be specified for adapter type 'fc_host'");
    if (a.type == "scsi_host" && a.name.empty() && !a.has_address)
        fail(Code::xml_error, vireo::Domain::none, "Either 'name' or 'parent' must be specified for the 'scsi_host' adapter");
    if (a.type == "scsi_host" && a.has_address && !a.unique_id)
        fail(Code::xml_error, vireo::Domain::none, "Missing or invalid scsi adapter 'unique_id' value");
}
constexpr Row adapter_rows[] = {
    attr("type", FIELD(Adapter, type)),
    custom("@type-default", read_adapter_type, nullptr),
    attr("name", FIELD(Adapter, name)),
    attr("parent", FIELD(Adapter, parent)).when(is_fc),
    attr("managed", FIELD(Adapter, managed)).when(is_fc),
    attr("parent_wwnn", FIELD(Adapter, parent_wwnn)).when(is_fc),
    attr("parent_wwpn", FIELD(Adapter, parent_wwpn)).when(is_fc),
    attr("parent_fabric_wwn", FIELD(Adapter, parent_fabric_wwn)).when(is_fc),
    attr("wwnn", FIELD(Adapter, wwnn)).when(is_fc),
    attr("wwpn", FIELD(Adapter, wwpn)).when(is_fc),
    inside("parentaddr", parent_address_element).show(has_address),
};
const Element adapter_element{adapter_rows, finish_adapter};

constexpr Row pool_source_rows[] = {
    list("host", FIELD(PoolSource, hosts), pool_host_element),
    list("device", FIELD(PoolSource, devices), pool_device_element),
    inside("dir", pool_dir_element),
    maybe("adapter", FIELD(PoolSource, adapter), adapter_element),
    leaf("name", FIELD(PoolSource, name)),
    inside("initiator", pool_initiator_element),
    inside("format", pool_format_element),
    custom("auth", read_auth, write_auth),
    inside("protocol", pool_protocol_element),
    inside("vendor", pool_vendor_element),
    inside("product", pool_product_element),
};
const Element pool_source_element{pool_source_rows};

constexpr Row pool_target_rows[] = {leaf("path", FIELD(P, target_path)), maybe("permissions", FIELD(P, permissions), permissions_element)};
const Element pool_target_element{pool_target_rows};

void finish_pool(const xml::Node& node, void* self, ParseContext&) {
    auto& p = *static_cast<P*>(self);
    auto wrong = [](Code code, const char* text) { throw Error(code, vireo::Domain::storage, text); };
    const auto type = node.value("type");
    if (!from_word<PoolType>(type)) {
        if (type.empty())
            fail(Code::xml_error, vireo::Domain::xml, "Missing required attribute 'type' in element 'pool'");
        fail(Code::xml_error, vireo::Domain::xml, "Invalid value for attribute 'type' in element 'pool': '{}'.", type);
    }
    const PoolType t = p.type;
    if (p.source.format.empty()) {
        if (t == PoolType::logical) p.source.format = "lvm2";
        if (t == PoolType::fs || t == PoolType::netfs) p.source.format = "auto";
        if (t == PoolType::disk) p.source.format = "unknown";
    }
    if (p.name.empty()) p.name = p.source.name;
    if (p.name.empty()) wrong(Code::xml_error, "missing pool source name element");
    if (p.name.find('/') != p.name.npos)
        fail(Code::xml_error, vireo::Domain::storage, "name {} cannot contain '/'", p.name);
    if (p.uuid.is_null()) p.uuid = Uuid::random();
    if (t == PoolType::logical && p.source.name.empty()) p.source.name = p.name;
    if ((t == PoolType::netfs || t == PoolType::iscsi || t == PoolType::rbd) && p.source.hosts.empty())
        wrong(Code::xml_error, "missing storage pool source host name");
    if ((t == PoolType::fs || t == PoolType::disk || t == PoolType::iscsi) && p.source.devices.empty())
        wrong(Code::xml_error, "missing storage pool source device name");
    if (t == PoolType::netfs && p.source.dir.empty()) wrong(Code::xml_error, "missing storage pool source path");
    const bool has_target = t != PoolType::rbd && t != PoolType::sheepdog && t != PoolType::gluster && t != PoolType::zfs &&
                            t != PoolType::iscsi_direct;
    if (t == PoolType::gluster && p.source.dir.empty()) p.source.dir = "/";
    if (t == PoolType::netfs) p.source.dir = tidy(p.source.dir);
    p.capacity = p.allocation = p.available = 0;
    if (!has_target) return;
    if (t == PoolType::logical) p.target_path = "/dev/" + p.source.name;
    if (p.target_path.empty()) {
        if (t == PoolType::mpath)
            p.target_path = "/dev/mapper";
        else
            wrong(Code::xml_error, "missing storage pool target path");
    }
    p.target_path = tidy(p.target_path);
}

constexpr Row refresh_volume_rows[] = {attr("allocation", FIELD(P, refresh_allocation)).req()};
const Element refresh_volume_element{refresh_volume_rows};
constexpr Row refresh_rows[] = {inside("volume", refresh_volume_element)};
const Element refresh_element{refresh_rows};

constexpr Row pool_rows[] = {
    attr("type", FIELD(P, type)).read_only(),
    leaf("name", FIELD(P, name)),
    leaf("uuid", FIELD(P, uuid)),
    scaled_leaf("capacity", FIELD(P, capacity), 1, 1).write_only(),
    scaled_leaf("allocation", FIELD(P, allocation), 1, 1).write_only(),
    scaled_leaf("available", FIELD(P, available), 1, 1).write_only(),
    element("source", FIELD(P, source), pool_source_element).wide(),
    inside("target", pool_target_element),
    inside("refresh", refresh_element),
};
const Element pool_element{pool_rows, finish_pool};

constexpr Row volume_format_rows[] = {attr("type", FIELD(V, format))};
const Element volume_format_element{volume_format_rows};
constexpr Row volume_feature_rows[] = {flag("lazy_refcounts", FIELD(VolumeFeatures, lazy_refcounts)),
                                           flag("extended_l2", FIELD(VolumeFeatures, extended_l2))};
const Element volume_features_element{volume_feature_rows};
constexpr Row volume_target_rows[] = {
    leaf("path", FIELD(V, target_path)),
    inside("format", volume_format_element),
    maybe("permissions", FIELD(V, permissions), permissions_element),
    maybe("encryption", FIELD(V, encryption), encryption_element),
    leaf("compat", FIELD(V, compat)),
    scaled_leaf("clusterSize", FIELD(V, cluster_size), 1, 1).printed_in("B"),
    flag("nocow", FIELD(V, nocow)),
    maybe("features", FIELD(V, features), volume_features_element),
};
const Element volume_target_element{volume_target_rows};
constexpr Row backing_format_rows[] = {attr("type", FIELD(V, backing_format))};
const Element volume_backing_format_element{backing_format_rows};
constexpr Row backing_rows[] = {leaf("path", FIELD(V, backing_path)), inside("format", volume_backing_format_element),
                                    maybe("permissions", FIELD(V, backing_permissions), permissions_element)};
const Element volume_backing_element{backing_rows};
constexpr Row volume_rows[] = {
    attr("type", FIELD(V, type)),
    leaf("name", FIELD(V, name)),
    leaf("key", FIELD(V, key)),
    scaled_leaf("capacity", FIELD(V, capacity), 1, 1),
    scaled_leaf("allocation", FIELD(V, allocation), 1, 1),
    inside("target", volume_target_element),
    inside("backingStore", volume_backing_element),
};
const Element volume_element{volume_rows};

constexpr std::string_view fs_namespace = "http://libvirt.org/schemas/storagepool/fs/1.0";
constexpr std::string_view rbd_namespace = "http://libvirt.org/schemas/storagepool/rbd/1.0";

template <class T>
std::string printed(const Element& element, const char* name, const T& value) {
    xml::Writer out(1024);
    FormatContext cx{out, 0};
    out.open(name);
    row::format(element, &value, cx);
    out.close();
    return out.take();
}

}  // namespace

StoragePool parse_storage_pool(std::string_view text) {
    auto document = xml::parse(text, {.domain = vireo::Domain::storage});
    xml::expect_root(document, "pool");
    return parse_storage_pool(document.root());
}

StoragePool parse_storage_pool(const xml::Node& root) {
    StoragePool p;
    ParseContext cx;
    row::parse(pool_element, root, &p, cx);
    for (const auto& e : root.elements()) {
        if (e.ns == fs_namespace && e.name == "mount_opts")
            for (const auto& o : e.elements()) {
                if (o.value("name").empty()) fail(Code::xml_error, vireo::Domain::storage, "no fs mount option name specified");
                p.mount_options.emplace_back(o.value("name"));
            }
        if (e.ns == rbd_namespace && e.name == "config_opts")
            for (const auto& o : e.elements()) {
                if (o.value("name").empty()) fail(Code::xml_error, vireo::Domain::storage, "no rbd option name specified");
                if (o.value("value").empty())
                    fail(Code::xml_error, vireo::Domain::storage, "no rbd option value specified for name '{}'", o.value("name"));
                p.config_options.emplace_back(o.value("name"), o.value("value"));
            }
    }
    return p;
}

std::string format_storage_pool(const StoragePool& p) {
    xml::Writer w(1024);
    FormatContext cx{w, 0};
    w.open("pool");
    w.plain_attribute("type", word(p.type));
    if (!p.mount_options.empty()) w.plain_attribute("xmlns:fs", fs_namespace);
    if (!p.config_options.empty()) w.plain_attribute("xmlns:rbd", rbd_namespace);
    row::format(pool_element, &p, cx);
    if (!p.mount_options.empty()) {
        w.open("fs:mount_opts");
        for (const auto& o : p.mount_options) {
            w.open("fs:option");
            w.attribute("name", o);
            w.close();
        }
        w.close();
    }
    if (!p.config_options.empty()) {
        w.open("rbd:config_opts");
        for (const auto& [name, value] : p.config_options) {
            w.open("rbd:option");
            w.attribute("name", name);
            w.attribute("value", value);
            w.close();
        }
        w.close();
    }
    w.close();
    return w.take();
}

StorageVolume parse_storage_volume(std::string_view text, const VolumeParse& how) {
    auto document = xml::parse(text, {.domain = vireo::Domain::storage});
    xml::expect_root(document, "volume");
    return parse_storage_volume(document.root(), how);
}

StorageVolume parse_storage_volume(const xml::Node& root, const VolumeParse& how) {
    const PoolType pool_type = how.pool;
    StorageVolume v;
    ParseContext cx;
    row::parse(volume_element, root, &v, cx);
    if (v.name.empty()) fail(Code::xml_error, vireo::Domain::storage, "missing volume name element");
    const bool files = pool_type == PoolType::dir || pool_type == PoolType::fs || pool_type == PoolType::netfs ||
                       pool_type == PoolType::gluster || pool_type == PoolType::vstorage;
    if (!v.capacity && v.backing_path.empty() && !how.capacity_optional)
        fail(Code::xml_error, vireo::Domain::storage, "missing capacity element");
    if (!v.capacity) v.capacity = 0;
    if (!v.allocation) v.allocation = v.capacity;
    if (v.format.empty() && files) v.format = "raw";
    if (v.type.empty()) v.type = files ? "file" : "block";
    static constexpr std::string_view types[] = {"file", "block", "dir", "network", "netdir", "ploop"};
    if (std::find(std::begin(types), std::end(types), v.type) == std::end(types))
        fail(Code::xml_error, vireo::Domain::storage, "unknown volume type '{}'", v.type);
    // Features came with the second form of the format.
    if (v.compat.empty() && v.features) v.compat = "1.1";
    return v;
}

std::string format_storage_volume(const StorageVolume& volume) { return printed(volume_element, "volume", volume); }

}  // namespace vireo::model
