// SPDX-License-Identifier: LGPL-2.1-or-later
#include "model/storage/pool_caps.h"

#include <span>

#include "xml/writer.h"

namespace vireo::model {
namespace {

using List = std::span<const std::string_view>;

constexpr std::string_view fs_formats[] = {"auto", "ext2", "ext3", "ext4", "ufs", "iso9660", "udf", "gfs", "gfs2", "vfat", "hfs+", "xfs",
                                           "ocfs2", "vmfs"};
constexpr std::string_view netfs_formats[] = {"auto", "nfs", "glusterfs", "cifs"};
constexpr std::string_view logical_formats[] = {"unknown", "lvm2"};
constexpr std::string_view disk_formats[] = {"unknown", "dos", "dvh", "gpt", "mac", "bsd", "pc98", "sun", "lvm2"};
constexpr std::string_view image_formats[] = {"none", "raw", "dir", "bochs", "cloop", "dmg", "iso", "vpc", "vdi", "fat", "vhd", "ploop",
                                              "cow", "qcow", "qcow2", "qed", "vmdk"};
constexpr std::string_view partition_formats[] = {"none", "linux", "fat16", "fat32", "linux-swap", "linux-lvm", "linux-raid", "extended"};

struct Formats {
    std::string_view pool_default;    // empty: pools have no format
    List pool;
    std::string_view volume_default;  // empty: volumes have none
    List volume;
};

Formats formats_of(PoolType type) {
    switch (type) {
        case PoolType::dir:
        case PoolType::gluster:
        case PoolType::vstorage: return {"", {}, "raw", image_formats};
        case PoolType::fs: return {"auto", fs_formats, "raw", image_formats};
        case PoolType::netfs: return {"auto", netfs_formats, "raw", image_formats};
        case PoolType::logical: return {"lvm2", logical_formats, "", {}};
        case PoolType::disk: return {"unknown", disk_formats, "none", partition_formats};
        case PoolType::rbd: return {"", {}, "raw", {}};
        default: return {};
    }
}

void options(xml::Writer& w, const char* element, const char* list, std::string_view usual, List values) {
    if (usual.empty()) return;
    w.open(element);
    w.open("defaultFormat");
    w.plain_attribute("type", usual);
    w.close();
    w.open("enum");
    w.plain_attribute("name", list);
    w.begin_content();
    for (auto v : values) w.leaf("value", v);
    w.close();
    w.close();
}

}  // namespace

std::string format_pool_capabilities(const std::function<bool(PoolType)>& supported) {
    xml::Writer w(8192);
    w.open("storagepoolCapabilities");
    for (std::size_t i = 0; i < std::size(PoolType_words); ++i) {
        const auto type = static_cast<PoolType>(i);
        const auto f = formats_of(type);
        w.open("pool");
        w.plain_attribute("type", word(type));
        w.plain_attribute("supported", supported(type) ? "yes" : "no");
        w.begin_content();
        options(w, "poolOptions", "sourceFormatType", f.pool_default, f.pool);
        options(w, "volOptions", "targetFormatType", f.volume_default, f.volume);
        w.close();
    }
    w.close();
    return w.take();
}

}  // namespace vireo::model
