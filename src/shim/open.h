// SPDX-License-Identifier: LGPL-2.1-or-later
// From a URI, or none, to a connection.
#pragma once

#include <string>
#include <string_view>

#include "shim/handles.h"

namespace vireo {
class ConfigFile;
}

namespace vireo::shim {

// Where this user's client configuration lives; "" if there is no home.
std::string client_config_path(std::string_view file);

// The URI that `text` stands for if the configuration makes it an alias, else `text`. Throws conf_syntax for a list of
// aliases that is malformed before the one that is meant.
std::string resolve_uri_alias(const ConfigFile& config, const std::string& text);

// Registers the drivers that are part of the library; once a process.
void initialize();

// name: a URI, an alias, or null for the configured or probed default. Throws if nothing can be opened.
virConnectPtr open_connection(const char* name, virConnectAuthPtr auth, unsigned flags);

}  // namespace vireo::shim
