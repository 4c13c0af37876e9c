// SPDX-License-Identifier: LGPL-2.1-or-later
// USB devices of this host, and SCSI devices' generic nodes, as the kernel lists them. `sys` is where its tree is mounted.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace vireo::host {

struct UsbDevice {
    unsigned vendor = 0, product = 0, bus = 0, device = 0;
};

// All devices, hubs too, in the order of bus and number. Throws system_error where the kernel has no USB.
std::vector<UsbDevice> list_usb_devices(const std::string& sys = "/sys");

// "/dev/bus/usb/001/006"
std::string usb_node(unsigned bus, unsigned device);

// "/dev/sg3" of a SCSI device; throws system_error if there is none.
std::string scsi_generic_node(unsigned adapter, unsigned bus, unsigned target, std::uint64_t unit, const std::string& sys = "/sys");

}  // namespace vireo::host
