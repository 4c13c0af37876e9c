// SPDX-License-Identifier: LGPL-2.1-or-later
// What QEMU tells unasked, turned into changes of the guest and events for observers. Runs on the guest's events strand.
#pragma once

#include "drivers/qemu/guest.h"

namespace vireo::qemu {

void handle_guest_event(Guest& guest, const GuestEvent& event) noexcept;

}  // namespace vireo::qemu
