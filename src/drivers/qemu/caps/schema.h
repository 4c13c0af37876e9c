// SPDX-License-Identifier: LGPL-2.1-or-later
// Questions to QEMU's own description of its protocol.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "json/fwd.h"

namespace vireo::qemu {

class Schema {
  public:
    // The answer to query-qmp-schema; must outlive this object.
    explicit Schema(const json::Json& entries);

    // A command or event by name, or a path: COMMAND/arg/MEMBER/..., COMMAND/ret/..., where a step is a member, "+CASE"
    // for a variant, "^VALUE" for an enumeration's value, "$FEATURE" for a feature. Lists are looked through.
    bool has(std::string_view path) const;

    // The same with more to ask, "arg-type" and "ret-type" for the sides, "*MEMBER" for an optional member and "!TYPE"
    // for a built-in type (string, int, number, boolean, null, value).
    struct Hit {
        bool found = false;
        const json::Json* type = nullptr;  // what the path leads to; null for values, features and built-in types
    };
    // Throws internal_error for a path that cannot lead anywhere, such as one that goes on behind a value.
    Hit look(std::string_view path) const;

    // What is wrong with a value that is to be sent where the path leads to ("blockdev-add/arg-type"); nothing if it fits.
    std::optional<std::string> mismatch(const json::Json& value, std::string_view path) const;

  private:
    Hit walk(const json::Json* at, const json::Json* carrier, std::string_view rest, std::string_view whole) const;
    std::optional<std::string> mismatch(const json::Json& value, const json::Json& type, std::string where, unsigned depth) const;
    std::optional<std::string> object_mismatch(const json::Json& value, const json::Json& type, const std::string& where, unsigned depth) const;
    const json::Json* type(const json::Json& owner, const char* member) const;
    const json::Json* named(std::string_view name) const;
    bool step(const json::Json* at, const json::Json* carrier, std::string_view rest) const;
    std::unordered_map<std::string_view, const json::Json*> by_name_;
};

}  // namespace vireo::qemu
