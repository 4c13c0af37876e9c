// SPDX-License-Identifier: LGPL-2.1-or-later
// One device by itself, as attaching, detaching and updating take it.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "model/domain/domain.h"

namespace vireo::model {

using Device = std::variant<Disk, Controller, Lease, Filesystem, Interface, Smartcard, Chardev, Input, Tpm, Graphics, Sound,
                            Audio, Video, Hostdev, Redirdev, Hub, Watchdog, Memballoon, Rng, Nvram, Panic, Shmem,
                            MemoryDevice, Crypto, Iommu, Vsock, Pstore>;

// Reads the document of one device. The generic fill-ins that concern it alone are applied in the context of the guest:
// bus by target name, drive address, MAC address, defaults of models. Checks are left to the caller, who knows whether
// the device joins or only names another. Throws like parse_domain; internal_error for an unknown element.
Device parse_device(std::string_view xml, const Domain& context, const ParseOptions& options = {});

// The device's element; `flags` are row::FormatFlags.
std::string format_device(const Device& device, unsigned flags, int level = 0);

// The element's name: "disk", "interface", ...
std::string_view device_name(const Device& device);

// What nearly all devices carry; null for leases and audio back ends.
const DeviceInfo* device_info(const Device& device);
DeviceInfo* device_info(Device& device);

}  // namespace vireo::model
