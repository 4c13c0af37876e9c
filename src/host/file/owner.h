// SPDX-License-Identifier: LGPL-2.1-or-later
// Lending files to emulators: their owner is changed while a guest uses them and put back afterwards. Who the owner was
// is written on the file itself (extended attributes trusted.libvirt.security.*), so that it survives the daemon and is
// shared by all daemons of the host; several guests may use one file.
#pragma once

#include <cstdint>
#include <string>

namespace vireo::host {

struct Owner {
    unsigned uid = 0, gid = 0;
    bool operator==(const Owner&) const = default;
};

// Gives path to the new owner. With remember the owner before is noted, or a use is added to an existing note; throws
// operation_invalid if the file is already used under another owner. Where notes cannot be written it is just changed.
void lend_file(const std::string& path, Owner to, bool remember);

// One use less. After the last one the noted owner gets the file back; if nothing was noted, root does. A file that is
// gone is no error.
void return_file(const std::string& path, bool remember);

// Seconds since the epoch when this host was booted; notes of an earlier boot do not count.
std::uint64_t boot_time();

}  // namespace vireo::host
