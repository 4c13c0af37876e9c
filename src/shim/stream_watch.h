// SPDX-License-Identifier: LGPL-2.1-or-later
// A stream's callback in the application's event loop.
#pragma once

#include "shim/public.h"

namespace vireo::shim {

// Shared by the handle and by the loop, which may call once more while the other side lets go.
struct StreamWatch {
    virStreamPtr stream = nullptr;  // held
    int handle = -1;                // of the event loop: a descriptor's watch,
    int timer = -1;                 // or a timer for sources that are always ready
    int events = 0;
    virStreamEventCallback callback = nullptr;
    void* opaque = nullptr;
    virFreeCallback free_opaque = nullptr;
};

}  // namespace vireo::shim
