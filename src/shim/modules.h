// SPDX-License-Identifier: LGPL-2.1-or-later
// Drivers live in shared objects of their own, so that plain clients stay small. One that owns the host is loaded when
// something embeds it, one that runs in the client when its URI is opened.
#pragma once

#include <string>
#include <string_view>

namespace vireo::api {
class Registry;
}

namespace vireo::shim {

// The one symbol of a module: registers its drivers.
using ModuleEntry = void (*)(api::Registry&);
inline constexpr const char* module_entry_name = "vireo_driver_module";

// Loads libvirt_driver_NAME.so into the registry; once a process, however often it is asked for. False if there is no
// such module; throws if it cannot be loaded. Looked for in $VIREO_DRIVER_DIR, $LIBVIRT_DRIVER_DIR, beside this library
// (connection-driver/, libvirt/connection-driver/) and where it was to be installed.
bool load_driver_module(std::string_view name, api::Registry& registry);

}  // namespace vireo::shim
