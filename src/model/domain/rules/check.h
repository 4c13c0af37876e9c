// SPDX-License-Identifier: LGPL-2.1-or-later
// Generic checks by theme; each throws the first finding of its list. A document is judged in four rounds, so that of
// several findings the same one is reported each time: what reading finds, what completing finds, the devices kind by
// kind, and at last the guest as a whole. Drivers put their own checks between and beside them.
#pragma once

#include "model/domain/domain.h"

namespace vireo::model::rules {

// In the order in which devices are judged.
enum class DeviceKind {
    disk,
    interface,
    sound,
    video,
    hostdev,
    controller,
    smartcard,
    serial,
    parallel,
    channel,
    console,
    input,
    filesystem,
    watchdog,
    memballoon,
    rng,
    nvram,
    shmem,
    tpm,
    memory,
    hub,
    redirdev,
    iommu,
    vsock,
    crypto,
    pstore,
    graphics,
    audio,
};
constexpr DeviceKind last_kind = DeviceKind::audio;

// What can be said of a document before anything has been filled in.
void check_parsed(const Domain& d);
// What shows when addresses and defaults are there, before devices are judged.
void check_completed(const Domain& d);
void check_kind(const Domain& d, DeviceKind kind);
void check_whole(const Domain& d);

// Parts of the above by file.
void parsed_guest(const Domain& d);
void parsed_devices(const Domain& d);
void completed_guest(const Domain& d);
void completed_usb(const Domain& d);
void completed_devices(const Domain& d);
void completed_controllers(const Domain& d);
void whole_guest(const Domain& d);
void whole_devices(const Domain& d);
void whole_disks(const Domain& d);
void check_disk_kind(const Domain& d);

}  // namespace vireo::model::rules
