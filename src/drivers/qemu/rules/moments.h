// SPDX-License-Identifier: LGPL-2.1-or-later
// What checkpoints and backups ask of a guest before anything is done. The lists of disks were completed before
// (model::align_disks). Pure functions.
#pragma once

#include <functional>
#include <string_view>

#include "model/backup/backup.h"
#include "model/checkpoint/checkpoint.h"
#include "model/domain/domain.h"

namespace vireo::qemu::rules {

// A guest that does not run records nothing: throws operation_unsupported.
void require_running_for_checkpoint(bool active);
void require_running_for_backup(bool active);

// Throws config_unsupported for a record of another name than the checkpoint's, and for images that cannot keep one.
void check_checkpoint(const model::Checkpoint& checkpoint, const model::Domain& domain);

// What is known outside of the documents.
struct BackupWorld {
    std::function<bool(std::string_view checkpoint)> has_checkpoint;
    std::function<bool(const std::string& path)> exists;
    bool reuse = false;  // the copies' images were made by the caller
};
// Throws config_unsupported where nothing is to be copied, no_domain_checkpoint for an incremental backup since nobody
// knows when, invalid_arg for a copy that is there already.
void check_backup(const model::Backup& backup, const BackupWorld& world);

}  // namespace vireo::qemu::rules
