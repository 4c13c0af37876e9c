// SPDX-License-Identifier: LGPL-2.1-or-later
// Title, description and foreign elements of a domain: what virDomainSetMetadata and virDomainGetMetadata work on.
#pragma once

#include <optional>
#include <string>

#include "model/domain/domain.h"

namespace vireo::hv {

// virDomainMetadataType
enum class MetadataType : int { description = 0, title = 1, element = 2 };

// Throws invalid_arg for a type that is none.
MetadataType metadata_type(int type);

// The value, or the element with its namespace taken off. Throws no_domain_metadata if there is none.
std::string get_metadata(const model::Domain& domain, MetadataType type, const std::optional<std::string>& uri);

// No value: takes it away. An element is stored with `uri` as the namespace of what has none, under the prefix `key`.
void set_metadata(model::Domain& domain, MetadataType type, const std::optional<std::string>& value,
                  const std::optional<std::string>& key, const std::optional<std::string>& uri);

}  // namespace vireo::hv
