// SPDX-License-Identifier: LGPL-2.1-or-later
// The elements of a domain document that other files refer to.
#pragma once

#include "model/domain/domain.h"
#include "model/row/row.h"

namespace vireo::model {

extern const row::Element domain_element, devices_element;
extern const row::Element disk_element, controller_element, lease_element, filesystem_element, interface_element,
    smartcard_element, serial_element, parallel_element, console_element, channel_element, input_element, tpm_element,
    graphics_element, sound_element, audio_element, video_element, hostdev_element, redirdev_element, hub_element,
    watchdog_element, memballoon_element, rng_element, nvram_element, panic_element, shmem_element,
    memory_device_element, crypto_element, iommu_element, vsock_element, pstore_element;
extern const row::Element iothread_mapping_element, iotune_element, throttle_tune_element, chardev_source_rows, cpu_element, features_element,
    clock_element, os_element, sysinfo_element, idmap_element, seclabel_element, launch_security_element,
    keywrap_element, numatune_element, cputune_element, memory_backing_element, memtune_element, blkiotune_element,
    qemu_namespace_rows, lxc_namespace_element, hostdev_source_element, virtual_port_element, bandwidth_element,
    vlan_element, ip_element, route_element;

}  // namespace vireo::model
