// SPDX-License-Identifier: LGPL-2.1-or-later
// Rows shared by all devices.
#pragma once

#include "model/domain/address.h"
#include "model/row/row.h"

namespace vireo::model {

extern const row::Element address_element;         // <address type=...> of an Address
extern const row::Element pci_address_element;     // the attributes of a PciAddress alone (host devices)
extern const row::Element pci_source_address_element;  // the same of a host device: always complete
extern const row::Element drive_address_element;
extern const row::Element virtio_options_rows;     // attributes, to be embedded
extern const row::Element boot_rows;               // <boot>, to be embedded
extern const row::Element rom_rows;                // <rom>
extern const row::Element alias_rows;              // <alias>
extern const row::Element acpi_rows;               // <acpi index>
extern const row::Element address_rows;            // <address>
extern const row::Element device_rows;             // alias, address: what follows the own parts of most devices
extern const row::Element bootable_rows;           // boot, alias, rom, acpi, address
extern const row::Element boot_device_rows;        // the same for devices without an option ROM
extern const row::Element small_device_rows;       // alias, address

}  // namespace vireo::model
