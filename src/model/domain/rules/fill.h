// SPDX-License-Identifier: LGPL-2.1-or-later
// Generic fill-ins, one function each: what a document leaves open and every hypervisor would decide alike. Drivers add
// their own lists; they may also call single steps again after they changed something.
#pragma once

#include <optional>
#include <string_view>

#include "model/domain/domain.h"

namespace vireo::model::rules {

void require_name(Domain& d);
void fill_uuid(Domain& d, const ParseOptions& o);
void fill_memory(Domain& d, const ParseOptions& o);
void fill_vcpus(Domain& d);
void fill_iothreads(Domain& d);
void fill_genid(Domain& d, const ParseOptions& o);
void fill_os(Domain& d);
void fill_firmware(Domain& d);
void fill_distances(Domain& d);
void fill_vsock(Domain& d);
void fill_sounds(Domain& d);
void fill_memory_devices(Domain& d);
void fill_lifecycle(Domain& d);
void fill_disks(Domain& d);
void fill_macs(Domain& d, const ParseOptions& o);
void fill_chardev_ports(Domain& d);
void pair_console_with_serial(Domain& d);
void fill_inputs(Domain& d);
void fill_video(Domain& d);
void fill_disk_addresses(Domain& d);
void fill_controller_indexes(Domain& d);
void add_implied_controllers(Domain& d);
void fill_hostdev_addresses(Domain& d);
void fill_serial_addresses(Domain& d);

// Position that a target name stands for: "sda" 0, "vdb" 1, "hdaa" 26; nothing for other names.
std::optional<unsigned> disk_index(std::string_view target);
// The bus that a target name suggests.
DiskBus bus_of_target(std::string_view target);
// The drive address that a disk's target name stands for; nothing if its bus has none.
std::optional<DriveAddress> drive_address_of(const Domain& d, const Disk& disk);
// Puts a controller behind the others of its type, or in front of the first with a higher index.
Controller& add_controller(Domain& d, ControllerType type, int index);
Controller* find_controller(Domain& d, ControllerType type, int index);

}  // namespace vireo::model::rules
