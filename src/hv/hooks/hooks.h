// SPDX-License-Identifier: LGPL-2.1-or-later
// Hook scripts of the administrator: run at fixed points in the life of guests, networks and daemons
// (/etc/libvirt/hooks; libvirt's page on hooks describes names, arguments and points).
#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"

namespace vireo::hv {

struct HookCall {
    std::string driver;               // "qemu", "lxc", "network", "daemon": name of the script
    std::string object = "-";         // name of the guest or network
    std::string operation;            // "prepare", "start", ...
    std::string sub_operation = "-";  // "begin", "end"
    std::string extra = "-";
    std::string_view input;           // the object's document
};

// Is there anything to run? Cheap; asked before a document is made for it.
bool hooks_present(const std::string& dir, const std::string& driver);

// Runs DIR/DRIVER, then what is executable in DIR/DRIVER.d in the order of names. What one writes is the next one's
// input. All are run even if one fails; then hook_script_failed is thrown. Returns what the last one wrote that wrote
// anything; "" if none did.
std::string run_hooks(const std::string& dir, const HookCall& call, Deadline until = Deadline::in_ms(120'000));

}  // namespace vireo::hv
