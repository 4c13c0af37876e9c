// SPDX-License-Identifier: LGPL-2.1-or-later
// How programs that serve vhost-user devices are called.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "model/domain/filesystem.h"

namespace vireo::qemu::prepare {

// Words of the program's own list of what it can do.
using Features = std::set<std::string, std::less<>>;

// `fd`: of its listening socket. Throws config_unsupported for what this virtiofsd does not know.
std::vector<std::string> virtiofsd_arguments(const model::Filesystem& f, int fd, const Features& features);

}  // namespace vireo::qemu::prepare
