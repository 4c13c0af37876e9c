// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/qemu/qmp/command.h"

#include "json/json.h"

namespace vireo::qemu::qmp {

Command::Command(std::string n, const json::Json& args) : name(std::move(n)), arguments(json::compact(args)) {}

Pace pace_of(std::string_view command) {
    if (command.starts_with("query-") || command.starts_with("qom-list") || command == "qom-get") return Pace::quick;
    for (std::string_view slow : {"human-monitor-command", "dump-guest-memory", "screendump", "memsave", "pmemsave",
                                  "blockdev-add", "blockdev-del", "blockdev-snapshot-sync", "blockdev-snapshot", "transaction"})
        if (command == slow) return Pace::slow;
    return Pace::normal;
}

}  // namespace vireo::qemu::qmp
