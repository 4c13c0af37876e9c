// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/qemu/rules/moments.h"

#include "base/error.h"

namespace vireo::qemu::rules {
namespace {

constexpr auto who = Domain::qemu;

const model::Disk* disk_of(const model::Domain& d, std::string_view target) {
    for (const auto& disk : d.devices.disks)
        if (disk.target_dev == target) return &disk;
    return nullptr;
}

}  // namespace

void require_running_for_checkpoint(bool active) {
    if (!active) fail(Code::operation_unsupported, who, "cannot create checkpoint for inactive domain");
}
void require_running_for_backup(bool active) {
    if (!active) fail(Code::operation_unsupported, who, "cannot perform disk backup for inactive domain");
}

void check_checkpoint(const model::Checkpoint& c, const model::Domain& domain) {
    for (const auto& d : c.disks) {
        if (d.kind != model::CheckpointKind::bitmap) continue;
        // One name in all images is what lets later backups follow the record through a chain.
        if (!d.bitmap.empty() && d.bitmap != c.name) fail(Code::config_unsupported, who, "bitmap for disk '{}' must match checkpoint name '{}'", d.name, c.name);
        const auto* disk = disk_of(domain, d.name);
        if (disk && disk->source.format != model::StorageFormat::qcow2)
            fail(Code::config_unsupported, who, "checkpoint for disk {} unsupported for storage type {}", d.name, word(disk->source.format));
    }
}

void check_backup(const model::Backup& b, const BackupWorld& world) {
    bool any = false;
    for (const auto& d : b.disks) any |= d.backup != model::YesNo::no;
    if (!any) fail(Code::config_unsupported, who, "no disks selected for backup");
    for (const auto& d : b.disks) {
        if (d.backup == model::YesNo::no || d.incremental.empty()) continue;
        if (!world.has_checkpoint(d.incremental))
            fail(Code::no_domain_checkpoint, who, "Checkpoint '{}' for incremental backup of disk '{}' not found", d.incremental, d.name);
    }
    if (world.reuse) return;
    for (const auto& d : b.disks)
        if (d.backup != model::YesNo::no && d.store.type == model::StorageType::file && !d.store.path.empty() && world.exists(d.store.path))
            fail(Code::invalid_arg, who, "store '{}' for backup of '{}' exists", d.store.path, d.name);
}

}  // namespace vireo::qemu::rules
