// SPDX-License-Identifier: LGPL-2.1-or-later
// The status file of a running guest: libvirt's <domstatus> form, so that either daemon can take a guest over from the
// other, with our own facts (start time of the process, boot id, open intent) in a namespace of ours.
#pragma once

#include <string>

#include "drivers/qemu/guest.h"

namespace vireo::qemu {

std::string format_status(const GuestState& state);

// What a status file says, ours or libvirt's. `config` is not in it; runtime->caps is left empty, and
// so is the live definition if this daemon cannot read it. `memory_dir`: where the
// folders for guests' memory are, for documents that do not tell. Throws xml_error / internal_error naming the file.
GuestState parse_status(std::string_view text, const std::string& path, const std::string& memory_dir = "");

}  // namespace vireo::qemu
