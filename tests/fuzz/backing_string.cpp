// SPDX-License-Identifier: LGPL-2.1-or-later
// Backing strings and JSON descriptions are written by guests, too.
#include "base/error.h"
#include "host/block/backing_string.h"
#include "host/block/chain.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    for (const char* prefix : {"", "json:", "nbd://", "rbd:"})
        try {
            vireo::host::parse_backing_string(prefix + text);
        } catch (const vireo::Error&) {
        }
    vireo::host::is_relative_backing(text);
    vireo::host::index_in_name(text, "vda");
    return 0;
}
