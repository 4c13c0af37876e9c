// SPDX-License-Identifier: LGPL-2.1-or-later
// What the command line tool of gluster says about its volumes, as sources for storage pools.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/storage/storage.h"

namespace vireo::model {

// Names of the volumes in the answer to "gluster --xml volume info all"; throws xml_error or internal_error for what is
// no such answer.
std::vector<std::string> parse_gluster_volumes(std::string_view answer);

// The <sources> document: pools of type gluster name the volume, others mount it as a folder.
std::string format_gluster_sources(const std::vector<std::string>& volumes, std::string_view host, PoolType type);

}  // namespace vireo::model
