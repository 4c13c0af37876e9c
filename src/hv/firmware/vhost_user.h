// SPDX-License-Identifier: LGPL-2.1-or-later
// Descriptors of programs that serve devices by vhost-user (QEMU's interoperability document "vhost-user.json"); they lie
// in folders like those of firmware and mask each other likewise (descriptor_files).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "json/fwd.h"

namespace vireo::hv {

struct VhostUserDescriptor {
    std::string type;    // kind of device: "gpu", "fs", "input", ...
    std::string binary;  // absolute path
};

// Nothing if the text is no descriptor that we can use.
std::optional<VhostUserDescriptor> parse_vhost_user(std::string_view text);
json::Json format_vhost_user(const VhostUserDescriptor& descriptor);
std::vector<VhostUserDescriptor> load_vhost_user(const std::vector<std::string>& folders);

}  // namespace vireo::hv
