// SPDX-License-Identifier: LGPL-2.1-or-later
// Rows that say which capability flag follows from which answer of QEMU.
#pragma once

#include <cstdint>

namespace vireo::qemu {

enum class Probe : std::uint8_t {
    type,              // a QOM type exists
    property,          // "TYPE.NAME": that type has that property; a '*' in TYPE stands for a version
    property_default,  // "TYPE.NAME=VALUE": and this default
    option,            // "GROUP" or "GROUP.NAME" of query-command-line-options
    command,
    event,
    migration,         // a migration capability
    tpm_model,
    tpm_type,
    schema,            // a path through the QMP schema, see Schema::has
    special,           // decided by code
};

struct FlagRow {
    const char* flag;
    Probe probe;
    const char* key;
};

extern const FlagRow flag_rows[];
extern const unsigned flag_row_count;

}  // namespace vireo::qemu
