// SPDX-License-Identifier: LGPL-2.1-or-later
// Texts about the machine: firmware fills some of them with anything.
#include <cstdint>
#include <string>

#include "base/error.h"
#include "host/resctrl/resctrl.h"
#include "host/sysinfo/sysinfo.h"

using namespace vireo::host;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    format_sysinfo(read_dmi(text, [](unsigned) { return std::string("raw"); }));
    format_sysinfo(read_arm_cpuinfo(text));
    format_sysinfo(read_ppc_cpuinfo(text));
    format_sysinfo(read_s390_sysinfo(text, text));
    ResourceInfo info;
    info.caches[{3, CacheShare::both}] = {11, 1, 16};
    info.bandwidth = {10, 10, 8};
    try {
        parse_schemata(text, info).text();
    } catch (const vireo::Error&) {
    }
    return 0;
}
