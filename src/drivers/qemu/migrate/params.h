// SPDX-License-Identifier: LGPL-2.1-or-later
// Parameters of a migration as the emulator has them: read before one starts, kept in the status file, put back when it
// fails.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "json/fwd.h"

namespace vireo::xml {
struct Node;
class Writer;
}

namespace vireo::qemu {

using MigrationValue = std::variant<std::uint64_t, bool, std::string>;

struct MigrationParams {
    struct Entry {
        const char* name;  // of the table
        MigrationValue value;
        bool operator==(const Entry&) const = default;
    };
    std::vector<Entry> entries;  // in the order of the table
    bool operator==(const MigrationParams&) const = default;

    // The answer to query-migrate-parameters: those that the table knows and that are of its type.
    static MigrationParams read(const json::Json& answer);
    // <migParams>. Throws xml_error for a name that is not known or a value of another type.
    static MigrationParams read(const xml::Node& node);
    void write(xml::Writer& w) const;
    // Arguments of migrate-set-parameters.
    json::Json arguments() const;
};

}  // namespace vireo::qemu
