// SPDX-License-Identifier: LGPL-2.1-or-later
// From a URI, or none, to a connection.
#pragma once

#include "shim/handles.h"

namespace vireo::shim {

// Registers the drivers that are part of the library; once a process.
void initialize();

// name: a URI, an alias, or null for the configured or probed default. Throws if nothing can be opened.
virConnectPtr open_connection(const char* name, virConnectAuthPtr auth, unsigned flags);

}  // namespace vireo::shim
