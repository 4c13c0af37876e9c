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
    bool operator==(const StoragePool&) const = default;
};

struct StorageVolume {
    std::string type;                      // "file", "block", "dir", "network", "netdir", "ploop"
    std::string name, key;
    std::optional<std::uint64_t> capacity; // bytes
    std::optional<std::uint64_t> allocation;
    std::string target_path, format, compat;
    Box<StoragePermissions> permissions;
    std::string backing_path, backing_format;
    bool operator==(const StorageVolume&) const = default;
};

using StoragePoolPtr = std::shared_ptr<const StoragePool>;
using StorageVolumePtr = std::shared_ptr<const StorageVolume>;

// Throws Error of libvirt's code and wording.
StoragePool parse_storage_pool(std::string_view xml);
StoragePool parse_storage_pool(const xml::Node& root);
std::string format_storage_pool(const StoragePool& pool);

// pool_type decides which formats there are and which is the default.
StorageVolume parse_storage_volume(std::string_view xml, PoolType pool_type);
StorageVolume parse_storage_volume(const xml::Node& root, PoolType pool_type);
std::string format_storage_volume(const StorageVolume& volume);

}  // namespace vireo::model
