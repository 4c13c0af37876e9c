// SPDX-License-Identifier: LGPL-2.1-or-later
// Cookies come from another host.
#include <cstdint>
#include <string>

#include "base/error.h"
#include "drivers/qemu/migrate/cookie.h"
#include "json/json.h"

using namespace vireo::qemu;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        const auto c = parse_cookie({reinterpret_cast<const char*>(data), size}, "guest", *vireo::Uuid::parse("c7a5fdbd-edaf-9455-926a-d65c16db1809"),
                                    {"here", *vireo::Uuid::parse("4a802f00-4cba-5df6-9679-a08c4c5b577f")});
        format_cookie(c);
        bitmap_mapping(c.bitmaps, {{"vda", "node"}});
    } catch (const vireo::Error&) {
    }
    return 0;
}
