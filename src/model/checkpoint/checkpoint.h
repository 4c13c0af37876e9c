// SPDX-License-Identifier: LGPL-2.1-or-later
// <domaincheckpoint>: a moment from which on a disk's changes are recorded, so that a later backup can be incremental.
// A plain value, handed out as shared_ptr<const Checkpoint>.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/domain/domain.h"

namespace vireo::model {

enum class CheckpointKind : std::uint8_t { none, no, bitmap };
VIREO_WORDS(CheckpointKind, "", "no", "bitmap")

struct CheckpointDisk {
    std::string name;    // target or source of the domain's disk
    CheckpointKind kind = CheckpointKind::none;
    std::string bitmap;  // kind bitmap; named like the checkpoint if it has no name of its own
    std::optional<std::uint64_t> size;  // bytes changed since; printed only, where it was asked for
    bool operator==(const CheckpointDisk&) const = default;
};

struct Checkpoint {
    std::string name, description, parent;
    std::optional<std::int64_t> creation_time;  // seconds since 1970
    std::vector<CheckpointDisk> disks;
    DomainPtr domain;  // as it was; null where a client did not give it
};

using CheckpointPtr = std::shared_ptr<const Checkpoint>;

struct CheckpointParse {
    bool redefine = false;  // take time, parent and domain from the document, which must have a name
    ParseOptions domain;    // how the domain inside is read
};

// Throws Error of libvirt's code and wording.
Checkpoint parse_checkpoint(std::string_view xml, const CheckpointParse& how = {});
// flags: row::FormatFlags for the domain inside; with_domain: print it.
std::string format_checkpoint(const Checkpoint& checkpoint, unsigned flags, bool with_domain = true);

// Completes the list of disks after those of the domain: all that can be written to if the list is empty, else only
// those listed. Throws config_unsupported for disks that are not there, named twice, or empty or read-only though asked.
void align_disks(Checkpoint& checkpoint, const Domain& domain);

}  // namespace vireo::model
