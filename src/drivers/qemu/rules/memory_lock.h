// SPDX-License-Identifier: LGPL-2.1-or-later
// How much memory an emulator may keep from being swapped.
#pragma once

#include <cstdint>
#include <optional>

#include "model/domain/domain.h"

namespace vireo::qemu::rules {

// Bytes; the largest value: no limit; nothing: the guest pins no memory and the limit stays what it is.
std::optional<std::uint64_t> memory_lock_limit(const model::Domain& d);

}  // namespace vireo::qemu::rules
