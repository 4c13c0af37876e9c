// SPDX-License-Identifier: LGPL-2.1-or-later
// <filesystem>: folders, files and images shared with the guest.
#pragma once

#include "model/domain/source.h"

namespace vireo::model {

enum class FilesystemType : std::uint8_t { mount, block, file, template_, ram, bind, volume };
VIREO_WORDS(FilesystemType, "mount", "block", "file", "template", "ram", "bind", "volume")
enum class FilesystemDriver : std::uint8_t { none, path, handle, loop, nbd, ploop, virtiofs, mtp };
VIREO_WORDS(FilesystemDriver, "", "path", "handle", "loop", "nbd", "ploop", "virtiofs", "mtp")
enum class AccessMode : std::uint8_t { none, passthrough, mapped, squash };
VIREO_WORDS(AccessMode, "", "passthrough", "mapped", "squash")
enum class Multidevs : std::uint8_t { none, remap, forbid, warn };
VIREO_WORDS(Multidevs, "default", "remap", "forbid", "warn")

struct IdMapEntry {
    unsigned start = 0, target = 0, count = 0;
    bool operator==(const IdMapEntry&) const = default;
};
struct IdMap {
    std::vector<IdMapEntry> uids, gids;
    bool operator==(const IdMap&) const = default;
};

struct Filesystem {
    FilesystemType type = FilesystemType::mount;
    AccessMode accessmode = AccessMode::none;
    Multidevs multidevs = Multidevs::none;
    VirtioModel model = VirtioModel::none;
    std::string fmode, dmode;              // octal text as given
    FilesystemDriver driver = FilesystemDriver::none;
    StorageFormat format = StorageFormat::none;
    std::string wrpolicy;                  // "immediate"
    std::optional<unsigned> queue_size;
    VirtioOptions virtio;
    // <source>; the attribute depends on `type`
    std::string source;                    // dir, dev, file, name, volume
    std::string socket;                    // mount: an external virtiofsd
    std::string pool;
    std::optional<std::uint64_t> usage;    // ram: KiB
    std::string target;                    // mount tag or folder in the guest
    bool readonly = false;
    std::optional<std::uint64_t> space_hard_limit, space_soft_limit;  // bytes
    // <binary>
    std::string binary_path;
    OnOff xattr = OnOff::absent;
    std::string cache_mode, sandbox_mode;
    OnOff posix_lock = OnOff::absent, flock = OnOff::absent;
    std::optional<int> thread_pool_size;
    std::optional<std::uint64_t> open_files;
    Box<IdMap> idmap;
    DeviceInfo info;
    bool operator==(const Filesystem&) const = default;
};

}  // namespace vireo::model
