// SPDX-License-Identifier: LGPL-2.1-or-later
// <domainbackup>: which disks of a running guest are copied, whereto, and since when. In push mode the emulator writes
// the copies itself; in pull mode clients read them from its NBD server.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/domain/domain.h"

namespace vireo::model {

enum class BackupType : std::uint8_t { none, push, pull };
VIREO_WORDS(BackupType, "", "push", "pull")
enum class BackupMode : std::uint8_t { none, full, incremental };
VIREO_WORDS(BackupMode, "", "full", "incremental")
// Of one disk, in the daemon's own form.
enum class BackupState : std::uint8_t { none, running, complete, failed, cancelling, cancelled };
VIREO_WORDS(BackupState, "", "running", "complete", "failed", "cancelling", "cancelled")

struct BackupDisk {
    std::string name;                  // target of the domain's disk
    YesNo backup = YesNo::absent;
    BackupState state = BackupState::none;
    BackupMode mode = BackupMode::none;
    std::string incremental;           // checkpoint
    std::string export_name, export_bitmap;  // pull
    std::optional<unsigned> index;     // id of the node in a running guest
    StorageSource store;               // push: the copy; pull: where the guest's old blocks go meanwhile
    bool operator==(const BackupDisk&) const = default;
};

enum class BackupTransport : std::uint8_t { tcp, unix_, rdma, fd };
VIREO_WORDS(BackupTransport, "tcp", "unix", "rdma", "fd")

struct BackupServer {
    BackupTransport transport = BackupTransport::tcp;
    YesNo tls = YesNo::absent;
    std::string name;
    std::optional<unsigned> port;
    std::string socket;
    std::string fdgroup;
    bool operator==(const BackupServer&) const = default;
};

struct Backup {
    BackupType type = BackupType::push;
    std::string incremental;  // checkpoint; empty: everything
    Box<BackupServer> server;
    std::vector<BackupDisk> disks;
    std::string tls_secret_alias, tls_alias;  // the daemon's own form: objects of the emulator
    bool operator==(const Backup&) const = default;
};

// internal: the daemon's own form. Throws Error of libvirt's code and wording.
Backup parse_backup(std::string_view xml, bool internal = false);
Backup parse_backup(const xml::Node& root, bool internal = false);
std::string format_backup(const Backup& backup, bool internal = false, int level = 0);

// Completes the list of disks after those of the domain and gives names to copies that have none: the image's name, a dot
// and `suffix`. Throws config_unsupported for disks that are not there, named twice or empty though asked.
void align_disks(Backup& backup, const Domain& domain, const std::string& suffix);

}  // namespace vireo::model
