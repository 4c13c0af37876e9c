// SPDX-License-Identifier: LGPL-2.1-or-later
// Starting a guest.
#pragma once

#include "drivers/qemu/guest.h"

namespace vireo::qemu {

struct StartOptions {
    bool paused = false, autodestroy = false;
    model::DomainPtr definition;  // of a guest that is created from a document; null: the stored one
    // Reason and event detail of a start that is no plain boot are virDomainRunningReason and virDomainEventStartedDetailType.
    int reason = hv::why::running::booted;
    int event_detail = 0;
};

// On the guest's modify strand. Throws operation_invalid "domain is already running"; on any failure everything that was
// done is undone.
void start_guest(Guest& guest, const StartOptions& options);

}  // namespace vireo::qemu
