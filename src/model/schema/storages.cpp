// SPDX-License-Identifier: LGPL-2.1-or-later
// Grammars of storage pools and volumes.
#include "model/domain/address_xml.h"
#include "model/domain/source_xml.h"
#include "model/schema/documents.h"
#include "model/schema/form.h"

namespace vireo::model::schema {
namespace {

enum class Kind : std::uint8_t {
    none, dir, fs, netfs, logical, disk, iscsi, iscsi_direct, scsi, mpath, rbd, sheepdog, gluster, zfs, vstorage
};
VIREO_WORDS(Kind, "", "dir", "fs", "netfs", "logical", "disk", "iscsi", "iscsi-direct", "scsi", "mpath", "rbd", "sheepdog",
            "gluster", "zfs", "vstorage")
enum class Adapter : std::uint8_t { none, scsi_host, fc_host };
VIREO_WORDS(Adapter, "", "scsi_host", "fc_host")
struct PoolForm {
    Form form;
    Kind kind = Kind::none;
    Adapter adapter = Adapter::none;
    PciAddress address;
};
using P = PoolForm;
using K = Kind;
#define KIND(condition) WHEN(PoolForm, condition)

constexpr auto named = KIND(it.kind != K::logical && it.kind != K::rbd && it.kind != K::sheepdog && it.kind != K::gluster &&
                            it.kind != K::zfs && it.kind != K::vstorage);
constexpr auto has_target = KIND(it.kind != K::iscsi_direct && it.kind != K::rbd && it.kind != K::sheepdog && it.kind != K::gluster);
constexpr auto needs_target = KIND(it.kind != K::iscsi_direct && it.kind != K::rbd && it.kind != K::sheepdog &&
                                   it.kind != K::gluster && it.kind != K::zfs);
constexpr auto needs_path = KIND(it.kind != K::logical);
constexpr auto needs_source = KIND(it.kind != K::dir && it.kind != K::mpath);
constexpr auto has_hosts = KIND(it.kind == K::netfs || it.kind == K::iscsi || it.kind == K::iscsi_direct || it.kind == K::rbd ||
                                it.kind == K::sheepdog || it.kind == K::gluster);
constexpr auto has_device = KIND(it.kind == K::fs || it.kind == K::logical || it.kind == K::disk || it.kind == K::iscsi ||
                                 it.kind == K::iscsi_direct || it.kind == K::zfs);
constexpr auto needs_device = KIND(it.kind == K::fs || it.kind == K::disk || it.kind == K::iscsi || it.kind == K::iscsi_direct);
constexpr auto has_name = KIND(it.kind == K::logical || it.kind == K::rbd || it.kind == K::sheepdog || it.kind == K::gluster ||
                               it.kind == K::zfs || it.kind == K::vstorage);
constexpr auto needs_name = KIND(it.kind != K::logical);
constexpr auto has_dir = KIND(it.kind == K::netfs || it.kind == K::gluster);
constexpr auto has_format = KIND(it.kind == K::fs || it.kind == K::netfs || it.kind == K::disk || it.kind == K::logical);
constexpr auto has_auth = KIND(it.kind == K::iscsi || it.kind == K::iscsi_direct || it.kind == K::rbd);
constexpr auto has_initiator = KIND(it.kind == K::iscsi || it.kind == K::iscsi_direct);
constexpr auto has_vendor = KIND(it.kind == K::dir || it.kind == K::fs || it.kind == K::netfs || it.kind == K::logical ||
                                 it.kind == K::disk || it.kind == K::iscsi || it.kind == K::scsi);
constexpr auto on_fc = WHEN(P, it.adapter == Adapter::fc_host);
constexpr auto on_scsi = WHEN(P, it.adapter != Adapter::fc_host);

constexpr std::string_view file_systems = "auto|ext2|ext3|ext4|ufs|iso9660|udf|gfs|gfs2|vfat|hfs\\+|xfs|ocfs2|vmfs";
constexpr std::string_view iscsi_name = "iqn\\.[0-9]{4}-(0[1-9]|1[0-2])\\.[a-zA-Z0-9.\\-]+(:.+)?";
constexpr std::string_view device_path =
    "(/|[a-zA-Z]:\\\\).+\n[a-zA-Z0-9_+\\-]+\niqn\\.[0-9]{4}-(0[1-9]|1[0-2])\\.[a-zA-Z0-9.\\-]+(:.+)?";

constexpr Row permissions_rows[] = {
    line("mode", form::octal_mode), line("owner", "[0-9]+|-1"), line("group", "[0-9]+|-1"), line("label"),
};
const Element permissions{permissions_rows};
constexpr Row target_rows[] = {line("path", form::absolute_file).needed(needs_path), inside("permissions", permissions)};
const Element target{target_rows};
constexpr Row cow_rows[] = {yes_no("state").needed()};
const Element cow{cow_rows};
constexpr Row features_rows[] = {inside("cow", cow)};
const Element features{features_rows};
constexpr Row host_rows[] = {said("name", form::ip_or_host).needed(), said("port", form::port)};
const Element host{host_rows};
constexpr Row extent_rows[] = {said("start", form::unsigned_long).needed(), said("end", form::unsigned_long).needed()};
const Element extent{extent_rows};
constexpr Row device_rows[] = {
    said("path", device_path).only(KIND(it.kind != K::iscsi_direct)).needed(),
    said("path", iscsi_name).only(KIND(it.kind == K::iscsi_direct)).needed(),
    yes_no("part_separator").only(KIND(it.kind != K::iscsi_direct)),
    inside("freeExtent", extent).several().only(KIND(it.kind != K::iscsi_direct)),
};
const Element device_element{device_rows};
constexpr Row dir_rows[] = {said("path", form::file).needed()};
const Element dir{dir_rows};
constexpr Row vendor_rows[] = {said("name").needed()};
const Element vendor{vendor_rows};
constexpr Row pool_format_rows[] = {
    said("type", file_systems).only(KIND(it.kind == K::fs)).needed(),
    said("type", "auto|nfs|cifs|glusterfs").only(KIND(it.kind == K::netfs)).needed(),
    said("type", "unknown|dos|dvh|gpt|mac|bsd|pc98|sun|lvm2").only(KIND(it.kind == K::disk)).needed(),
    said("type", "unknown|lvm2").only(KIND(it.kind == K::logical)).needed(),
};
const Element pool_format{pool_format_rows};
constexpr Row protocol_rows[] = {said("ver").needed()};
const Element protocol{protocol_rows};
constexpr Row iqn_rows[] = {said("name").needed()};
const Element iqn{iqn_rows};
constexpr Row initiator_rows[] = {inside("iqn", iqn).needed()};
const Element initiator{initiator_rows};
constexpr Row secret_rows[] = {said("uuid").one_of(1), said("usage").one_of(1)};
const Element secret_reference{secret_rows};
constexpr Row auth_rows[] = {said("type", "chap|ceph").needed(), said("username").needed(), inside("secret", secret_reference).needed()};
const Element auth{auth_rows};
constexpr Row parent_address_rows[] = {
    said("unique_id", form::positive),
    element("address", FIELD(P, address), pci_source_address_element).needed(),
};
const Element parent_address{parent_address_rows};
constexpr Row adapter_rows[] = {
    attr("type", FIELD(P, adapter)),
    said("name").only(on_scsi),
    inside("parentaddr", parent_address).only(on_scsi),
    said("parent").only(on_fc),
    yes_no("managed").only(on_fc),
    said("parent_wwnn", form::wwn).only(on_fc),
    said("parent_wwpn", form::wwn).only(on_fc),
    said("parent_fabric_wwn", form::wwn).only(on_fc),
    said("wwnn", form::wwn).only(on_fc).needed(),
    said("wwpn", form::wwn).only(on_fc).needed(),
};
const Element adapter{adapter_rows};
constexpr Row source_rows[] = {
    line("name").only(has_name).needed(needs_name),
    inside("host", host).several().only(has_hosts).needed(),
    inside("device", device_element).only(has_device).needed(needs_device).several(),
    inside("dir", dir).only(has_dir).needed(KIND(it.kind == K::netfs)),
    inside("format", pool_format).only(has_format),
    inside("protocol", protocol).only(KIND(it.kind == K::netfs)),
    inside("initiator", initiator).only(has_initiator).needed(KIND(it.kind == K::iscsi_direct)),
    inside("auth", auth).only(has_auth),
    inside("adapter", adapter).only(KIND(it.kind == K::scsi)).needed(),
    inside("vendor", vendor).only(has_vendor),
    inside("product", vendor).only(has_vendor),
};
const Element source{source_rows};
constexpr Row refresh_volume_rows[] = {said("allocation", "default|capacity")};
const Element refresh_volume{refresh_volume_rows};
constexpr Row refresh_rows[] = {inside("volume", refresh_volume)};
const Element refresh{refresh_rows};
constexpr std::string_view fs_namespace = "http://libvirt.org/schemas/storagepool/fs/1.0";
constexpr std::string_view rbd_namespace = "http://libvirt.org/schemas/storagepool/rbd/1.0";
constexpr Row mount_option_rows[] = {said("name").needed()};
const Element mount_option{mount_option_rows};
constexpr Row mount_options_rows[] = {inside("option", mount_option).in(fs_namespace).several()};
const Element mount_options{mount_options_rows};
constexpr Row config_option_rows[] = {said("name").needed(), said("value").needed()};
const Element config_option{config_option_rows};
constexpr Row config_options_rows[] = {inside("option", config_option).in(rbd_namespace).several()};
const Element config_options{config_options_rows};
constexpr Row pool_rows[] = {
    attr("type", FIELD(P, kind)).needed(),
    line("name", form::name).needed(named),
    line("uuid", form::uuid),
    amount("capacity"),
    amount("allocation"),
    amount("available"),
    inside("features", features),
    inside("source", source).needed(needs_source),
    inside("target", target).only(has_target).needed(needs_target),
    inside("refresh", refresh).only(KIND(it.kind == K::rbd)),
    inside("mount_opts", mount_options).in(fs_namespace).only(KIND(it.kind == K::fs || it.kind == K::netfs)),
    inside("config_opts", config_options).in(rbd_namespace).only(KIND(it.kind == K::rbd)),
};
const Element pool{pool_rows};

// --- volumes ---
struct VolumeForm {
    Form form;
    Encryption encryption;
};
constexpr std::string_view timestamp = "[0-9]+(\\.[0-9]{0,9})?";
constexpr Row timestamps_rows[] = {
    line("atime", timestamp), line("btime", timestamp), line("ctime", timestamp), line("mtime", timestamp),
};
const Element timestamps{timestamps_rows};
constexpr std::string_view volume_formats =
    "unknown|raw|dir|bochs|cloop|dmg|iso|vpc|vdi|fat|vhd|ploop|luks|cow|qcow|qcow2|qed|vmdk|none|auto|ext2|ext3|ext4|ufs|"
    "iso9660|udf|gfs|gfs2|vfat|hfs\\+|xfs|ocfs2|vmfs|linux|fat16|fat32|linux-swap|linux-lvm|linux-raid|extended";
constexpr Row volume_format_rows[] = {said("type", volume_formats).needed()};
const Element volume_format{volume_format_rows};
constexpr Row format_features_rows[] = {mark("lazy_refcounts"), mark("extended_l2")};
const Element format_features{format_features_rows};
constexpr Row volume_target_rows[] = {
    line("path", "=anyURI\n(/|[a-zA-Z]:\\\\).+"),
    inside("format", volume_format),
    inside("permissions", permissions),
    inside("timestamps", timestamps),
    element("encryption", FIELD(VolumeForm, encryption), encryption_element),
    line("compat", "[0-9]+\\.[0-9]+"),
    mark("nocow"),
    amount("clusterSize"),
    inside("features", format_features),
};
const Element volume_target{volume_target_rows};
constexpr Row backing_rows[] = {
    line("path", form::absolute_file).needed(),
    inside("format", volume_format),
    inside("permissions", permissions),
    inside("timestamps", timestamps),
};
const Element backing{backing_rows};
constexpr Row volume_device_rows[] = {said("path", form::absolute_file).needed(), inside("extent", extent).several()};
const Element volume_device{volume_device_rows};
constexpr Row volume_source_rows[] = {inside("device", volume_device).several()};
const Element volume_source{volume_source_rows};
constexpr Row volume_rows[] = {
    said("type", "file|block|dir|network|netdir"),
    line("name", form::volume).needed(),
    line("key"),
    inside("source", volume_source),
    amount("capacity"),
    amount("allocation"),
    amount("physical"),
    inside("target", volume_target).needed(),
    inside("backingStore", backing),
};
const Element volume{volume_rows};

}  // namespace

std::string storage_pool(Writer write) {
    P p;
    return alone(write, pool, "pool", &p);
}
std::string storage_volume(Writer write) {
    VolumeForm v;
    return alone(write, volume, "volume", &v);
}

}  // namespace vireo::model::schema
