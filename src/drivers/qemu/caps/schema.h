// SPDX-License-Identifier: LGPL-2.1-or-later
// Questions to QEMU's own description of its protocol.
#pragma once

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

  private:
    const json::Json* type(const json::Json& owner, const char* member) const;
    const json::Json* named(std::string_view name) const;
    bool step(const json::Json* at, const json::Json* carrier, std::string_view rest) const;
    std::unordered_map<std::string_view, const json::Json*> by_name_;
};

}  // namespace vireo::qemu
