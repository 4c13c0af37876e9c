// SPDX-License-Identifier: LGPL-2.1-or-later
// What an application wants to be told when its connection is lost.
#pragma once

#include <atomic>
#include <memory>

#include "shim/public.h"

namespace vireo::shim {

struct CloseCallback {
    virConnectCloseFunc function = nullptr;
    void* opaque = nullptr;
    virFreeCallback free_opaque = nullptr;
    std::atomic<bool> removed{false};
};

// Frees the application's data unless that was done already.
void release(const std::shared_ptr<CloseCallback>& callback);

}  // namespace vireo::shim
