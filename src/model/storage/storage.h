// SPDX-License-Identifier: LGPL-2.1-or-later
// <pool> and <volume>: places for images and images. Plain values, handed out as shared_ptr<const ...>.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/domain/source.h"

namespace vireo::xml {
struct Node;
}

namespace vireo::model {

enum class PoolType : std::uint8_t {
    dir, fs, netfs, logical, disk, iscsi, iscsi_direct, scsi, mpath, rbd, sheepdog, gluster, zfs, vstorage
};
VIREO_WORDS(PoolType, "dir", "fs", "netfs", "logical", "disk", "iscsi", "iscsi-direct", "scsi", "mpath", "rbd", "sheepdog",
            "gluster", "zfs", "vstorage")

struct StoragePermissions {
    std::string mode, owner, group, label;  // as written; empty: not given
    bool operator==(const StoragePermissions&) const = default;
};

struct PoolSource {
    struct Host {
        std::string name;
        std::optional<unsigned> port;
        bool operator==(const Host&) const = default;
    };
    struct Device {
        std::string path, part_separator;
        bool operator==(const Device&) const = default;
    };
    std::vector<Host> hosts;
    std::vector<Device> devices;
    std::string dir, name, initiator, format, protocol_version, vendor, product;
    Box<StorageAuth> auth;
    std::string auth_type;                 // "chap", "ceph"
    // A host adapter that volumes are found behind; type scsi.
    struct Adapter {
        std::string type;                  // "scsi_host", "fc_host"
        std::string name;
        std::string parent, parent_wwnn, parent_wwpn, parent_fabric_wwn;
        YesNo managed = YesNo::absent;
        std::string wwnn, wwpn;
        std::optional<unsigned> unique_id; // of the parent's address
        PciAddress address;
        bool has_address = false;
        bool operator==(const Adapter&) const = default;
    };
    Box<Adapter> adapter;
    bool operator==(const PoolSource&) const = default;
};

struct StoragePool {
    PoolType type = PoolType::dir;
    std::string name;
    Uuid uuid;
    std::optional<std::uint64_t> capacity, allocation, available;  // bytes; printed, not read
    PoolSource source;
    std::string target_path;
    Box<StoragePermissions> permissions;
    std::string refresh_allocation;        // rbd: "default" or "capacity"
    std::vector<std::string> mount_options;                            // fs:mount_opts
    std::vector<std::pair<std::string, std::string>> config_options;   // rbd:config_opts
    bool operator==(const StoragePool&) const = default;
};

// Of qcow2 images, from compat 1.1 on.
struct VolumeFeatures {
    bool lazy_refcounts = false, extended_l2 = false;
    bool operator==(const VolumeFeatures&) const = default;
};

struct StorageVolume {
    std::string type;                      // "file", "block", "dir", "network", "netdir", "ploop"
    std::string name, key;
    std::optional<std::uint64_t> capacity; // bytes
    std::optional<std::uint64_t> allocation;
    std::string target_path, format, compat;
    std::optional<std::uint64_t> cluster_size;  // bytes; qcow2
    bool nocow = false;
    Box<VolumeFeatures> features;
    Box<Encryption> encryption;
    Box<StoragePermissions> permissions, backing_permissions;
    std::string backing_path, backing_format;
    bool operator==(const StorageVolume&) const = default;
};

using StoragePoolPtr = std::shared_ptr<const StoragePool>;
using StorageVolumePtr = std::shared_ptr<const StorageVolume>;

// Throws Error of libvirt's code and wording.
StoragePool parse_storage_pool(std::string_view xml);
StoragePool parse_storage_pool(const xml::Node& root);
std::string format_storage_pool(const StoragePool& pool);

struct VolumeParse {
    PoolType pool = PoolType::dir;   // decides which formats there are and which is the default
    bool capacity_optional = false;  // a copy gets that of what it is made from
};
StorageVolume parse_storage_volume(std::string_view xml, const VolumeParse& how);
StorageVolume parse_storage_volume(const xml::Node& root, const VolumeParse& how);
inline StorageVolume parse_storage_volume(std::string_view xml, PoolType pool_type) { return parse_storage_volume(xml, VolumeParse{pool_type, false}); }
inline StorageVolume parse_storage_volume(const xml::Node& root, PoolType pool_type) { return parse_storage_volume(root, VolumeParse{pool_type, false}); }
std::string format_storage_volume(const StorageVolume& volume);

}  // namespace vireo::model
