// SPDX-License-Identifier: LGPL-2.1-or-later
// Rows of disk sources, used by disks, firmware stores and host devices.
#pragma once

#include "model/domain/source.h"
#include "model/row/row.h"

namespace vireo::model {

extern const row::Element storage_source_element;  // <source>
extern const row::Element moment_source_element;   // the same as snapshots have it
extern const row::Element storage_auth_element;    // <auth>
extern const row::Element encryption_element;      // <encryption>
extern const row::Element storage_host_element;    // <host>
extern const row::Element reconnect_element;       // <reconnect enabled timeout>
extern const row::Element device_seclabel_element; // <seclabel> of a device
extern const row::Element backing_store_element;   // <backingStore>
extern const row::Element source_format_element;   // <format> of a source below another

// <privateData> of status files: kept as text for the driver that wrote it.
std::string read_private_data(const xml::Node& node);

}  // namespace vireo::model
