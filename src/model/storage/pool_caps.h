// SPDX-License-Identifier: LGPL-2.1-or-later
// What kinds of storage pools there are, and which formats each of them and its volumes can have.
#pragma once

#include <functional>
#include <string>

#include "model/storage/storage.h"

namespace vireo::model {

// <storagepoolCapabilities>; `supported`: can this daemon have pools of that type?
std::string format_pool_capabilities(const std::function<bool(PoolType)>& supported);

}  // namespace vireo::model
