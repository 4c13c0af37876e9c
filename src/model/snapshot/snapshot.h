// SPDX-License-Identifier: LGPL-2.1-or-later
// <domainsnapshot>: a moment of a domain that one can go back to. A plain value, handed out as shared_ptr<const Snapshot>.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/domain/domain.h"

namespace vireo::model {

// States of virDomainState, and "disk-snapshot": taken of a running guest's disks without its memory.
enum class MomentState : std::uint8_t {
    nostate, running, blocked, paused, shutdown, shutoff, crashed, pmsuspended, disk_snapshot
};
VIREO_WORDS(MomentState, "no state", "running", "idle", "paused", "in shutdown", "shutoff", "crashed", "pmsuspended",
            "disk-snapshot")

struct SnapshotDisk {
    std::string name;                       // target or source of the domain's disk
    DiskSnapshot snapshot = DiskSnapshot::none;
    StorageSource source;                   // external: the new top image; source.type none: not named
    std::string driver_name;
    bool operator==(const SnapshotDisk&) const = default;
};

struct SnapshotMemory {
    DiskSnapshot snapshot = DiskSnapshot::none;
    std::string file;                       // external
    bool operator==(const SnapshotMemory&) const = default;
};

struct Snapshot {
    std::string name, description, parent;
    MomentState state = MomentState::nostate;
    std::optional<std::int64_t> creation_time;  // seconds since 1970
    SnapshotMemory memory;
    std::vector<SnapshotDisk> disks;
    DomainPtr domain;                       // as it was; null of old documents
    DomainPtr inactive_domain;              // its stored definition, where that was another one
    std::string cookie;                     // the driver's <cookie>, printed at level 0
    std::optional<int> active;              // internal form: is it the current one?

    // The disks' or the memory's image is a file of its own.
    bool is_external() const;
};

using SnapshotPtr = std::shared_ptr<const Snapshot>;

struct SnapshotParse {
    bool redefine = false;  // take state, time and parent from the document, which must be whole
    bool internal = false;  // the daemon's own form: <active> counts
    ParseOptions domain;    // how the domain inside is read
};

// Throws Error of libvirt's code and wording.
Snapshot parse_snapshot(std::string_view xml, const SnapshotParse& how = {});
Snapshot parse_snapshot(const xml::Node& root, const SnapshotParse& how = {});

// flags: row::FormatFlags for the domain inside. domain_uuid: printed instead of a domain that is not there.
std::string format_snapshot(const Snapshot& snapshot, unsigned flags, bool internal = false,
                            const std::optional<Uuid>& domain_uuid = std::nullopt);

// Completes the list of disks after those of the domain, as a snapshot of everything. default_location is for disks that
// neither side says something about; require_match: all disks must be of that kind. Throws config_unsupported for disks
// that the domain does not have, that do not match, and for external images whose name cannot be made up.
void align_disks(Snapshot& snapshot, const Domain& domain, DiskSnapshot default_location, bool require_match);

}  // namespace vireo::model
