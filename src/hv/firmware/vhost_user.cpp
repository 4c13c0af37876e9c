// SPDX-License-Identifier: LGPL-2.1-or-later
#include "hv/firmware/vhost_user.h"

#include <algorithm>

#include "base/error.h"
#include "hv/firmware/descriptor.h"
#include "json/json.h"
#include "run/store.h"

namespace vireo::hv {

using json::Json;

namespace {

constexpr std::string_view types[] = {"9p", "balloon", "block", "caif", "console", "crypto", "gpu", "input", "net", "rng", "rpmsg", "rproc-serial", "scsi", "vsock", "fs"};

}  // namespace

std::optional<VhostUserDescriptor> parse_vhost_user(std::string_view text) {
    Json doc;
    try {
        doc = json::parse(text, 32, 1u << 20);
    } catch (const Error&) {
        return std::nullopt;  // somebody else's broken file must not keep guests from starting
    }
    const Json *type = json::find(doc, "type"), *binary = json::find(doc, "binary");
    if (!type || !type->is_string() || !binary || !binary->is_string()) return std::nullopt;
    VhostUserDescriptor d{type->get<std::string>(), binary->get<std::string>()};
    if (std::find(std::begin(types), std::end(types), d.type) == std::end(types) || d.binary.empty()) return std::nullopt;
    return d;
}

Json format_vhost_user(const VhostUserDescriptor& d) { return {{"type", d.type}, {"binary", d.binary}}; }

std::vector<VhostUserDescriptor> load_vhost_user(const std::vector<std::string>& folders) {
    std::vector<VhostUserDescriptor> out;
    for (const auto& path : descriptor_files(folders))
        if (auto d = parse_vhost_user(run::read_file(path, 1u << 20).value_or(""))) out.push_back(std::move(*d));
    return out;
}

}  // namespace vireo::hv
