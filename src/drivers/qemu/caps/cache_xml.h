// SPDX-License-Identifier: LGPL-2.1-or-later
// The cache document of one emulator, in the form that administrators know from the cache folder.
#pragma once

#include <string>
#include <string_view>

#include "drivers/qemu/caps/caps.h"

namespace vireo::qemu {

// What the document was made from; it is void when any of this changes. An empty stamp is not written.
struct CapsStamp {
    std::int64_t inode = 0, size = 0, mtime_ns = 0, ctime_ns = 0;
    std::string host;     // kernel release, kvm state, host CPU
    unsigned format = 2;  // of this document
    bool operator==(const CapsStamp&) const = default;
};

std::string write_caps(const QemuCaps& caps, const CapsStamp& stamp);
// Throws xml_error for what is no such document.
QemuCaps read_caps(std::string_view text, CapsStamp* stamp);

}  // namespace vireo::qemu
