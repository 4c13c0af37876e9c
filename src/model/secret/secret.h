// SPDX-License-Identifier: LGPL-2.1-or-later
// <secret>: that there is a secret, and what for; its value is kept elsewhere. A plain value.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/uuid.h"
#include "model/row/words.h"

namespace vireo::model {

enum class SecretUsage : std::uint8_t { none, volume, ceph, iscsi, tls, vtpm };
VIREO_WORDS(SecretUsage, "none", "volume", "ceph", "iscsi", "tls", "vtpm")

struct Secret {
    YesNo ephemeral = YesNo::no;      // only kept in memory
    YesNo private_value = YesNo::no;  // nobody but the daemon may read the value
    Uuid uuid;
    bool uuid_generated = false;      // the document named none
    std::string description;
    SecretUsage usage = SecretUsage::none;
    std::string usage_id;             // path, name or target; unique within a usage
    bool operator==(const Secret&) const = default;
};

// Throws Error of libvirt's code and wording.
Secret parse_secret(std::string_view xml);
std::string format_secret(const Secret& secret);

}  // namespace vireo::model
