// SPDX-License-Identifier: LGPL-2.1-or-later
// Decisions about single kinds of devices. Called by the list in fill.cpp only.
#pragma once

#include "drivers/qemu/rules/fill.h"

namespace vireo::qemu::rules::devices {

// Back ends of sound: numbers, and the one that a guest gets unasked.
void audio(model::Domain& d, const FillOptions& o);
void iommu(model::Domain& d, bool abi_update);
void shmems(model::Domain& d);
void tpms(model::Domain& d, const FillOptions& o);
// Modules take the lowest free slots.
void memory_slots(model::Domain& d);
void mediated(model::Domain& d);
// Sockets in our own folders belong to an earlier run of the guest; the next one gets new ones.
void stale_sockets(model::Domain& d, const FillOptions& o);
// What only a running guest has: whether somebody is at the other end of a channel, labels that could not be set.
void live_state(model::Domain& d);
// Labels that name no security driver mean the one that is in use.
void seclabels(model::Domain& d, const FillOptions& o);
// Processors that no cell names are in the first one.
void numa(model::Domain& d, bool abi_update);

}  // namespace vireo::qemu::rules::devices
