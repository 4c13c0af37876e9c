// SPDX-License-Identifier: LGPL-2.1-or-later
// How storage pools and volumes look.
#include "model/storage/storage.h"

#include "base/error.h"
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
const Element permissions_element{permission_rows};

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

constexpr Row pool_source_rows[] = {
    list("host", FIELD(PoolSource, hosts), pool_host_element),
    list("device", FIELD(PoolSource, devices), pool_device_element),
    inside("dir", pool_dir_element),
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
    if (!has_target) return;
    if (p.target_path.empty()) {
        if (t == PoolType::logical)
            p.target_path = "/dev/" + p.source.name;
        else if (t == PoolType::mpath)
            p.target_path = "/dev/mapper";
        else
            wrong(Code::xml_error, "missing storage pool target path");
    }
    while (p.target_path.size() > 1 && p.target_path.back() == '/') p.target_path.pop_back();
}

constexpr Row pool_rows[] = {
    attr("type", FIELD(P, type)),
    leaf("name", FIELD(P, name)),
    leaf("uuid", FIELD(P, uuid)),
    scaled_leaf("capacity", FIELD(P, capacity), 1, 1).write_only(),
    scaled_leaf("allocation", FIELD(P, allocation), 1, 1).write_only(),
    scaled_leaf("available", FIELD(P, available), 1, 1).write_only(),
    element("source", FIELD(P, source), pool_source_element).wide(),
    inside("target", pool_target_element),
};
const Element pool_element{pool_rows, finish_pool};

constexpr Row volume_format_rows[] = {attr("type", FIELD(V, format))};
const Element volume_format_element{volume_format_rows};
constexpr Row volume_target_rows[] = {
    leaf("path", FIELD(V, target_path)),
    inside("format", volume_format_element),
    maybe("permissions", FIELD(V, permissions), permissions_element),
    leaf("compat", FIELD(V, compat)),
};
const Element volume_target_element{volume_target_rows};
constexpr Row backing_format_rows[] = {attr("type", FIELD(V, backing_format))};
const Element volume_backing_format_element{backing_format_rows};
constexpr Row backing_rows[] = {leaf("path", FIELD(V, backing_path)), inside("format", volume_backing_format_element)};
const Element volume_backing_element{backing_rows};
constexpr Row volume_rows[] = {
    attr("type", FIELD(V, type)).write_only(),
    leaf("name", FIELD(V, name)),
    leaf("key", FIELD(V, key)),
    scaled_leaf("capacity", FIELD(V, capacity), 1, 1),
    scaled_leaf("allocation", FIELD(V, allocation), 1, 1),
    inside("target", volume_target_element),
    inside("backingStore", volume_backing_element),
};
const Element volume_element{volume_rows};

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
    return p;
}

std::string format_storage_pool(const StoragePool& pool) { return printed(pool_element, "pool", pool); }

StorageVolume parse_storage_volume(std::string_view text, PoolType pool_type) {
    auto document = xml::parse(text, {.domain = vireo::Domain::storage});
    xml::expect_root(document, "volume");
    return parse_storage_volume(document.root(), pool_type);
}

StorageVolume parse_storage_volume(const xml::Node& root, PoolType pool_type) {
    StorageVolume v;
    ParseContext cx;
    row::parse(volume_element, root, &v, cx);
    if (v.name.empty()) fail(Code::xml_error, vireo::Domain::storage, "missing volume name element");
    const bool files = pool_type == PoolType::dir || pool_type == PoolType::fs || pool_type == PoolType::netfs ||
                       pool_type == PoolType::gluster || pool_type == PoolType::vstorage;
    if (!v.capacity && v.backing_path.empty())
        fail(Code::xml_error, vireo::Domain::storage, "missing capacity element");
    if (!v.allocation) v.allocation = v.capacity;
    if (v.format.empty() && files) v.format = "raw";
    v.type = files ? "file" : "block";
    v.key.clear();
    return v;
}

std::string format_storage_volume(const StorageVolume& volume) { return printed(volume_element, "volume", volume); }

}  // namespace vireo::model
