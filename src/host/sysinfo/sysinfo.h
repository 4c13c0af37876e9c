// SPDX-License-Identifier: LGPL-2.1-or-later
// What firmware or kernel tell about the machine's make: board, chassis, processors, memory modules. The sources differ
// by architecture (dmidecode's tables, /proc/cpuinfo, /proc/sysinfo), the document is one.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vireo::host {

// name -> value, in the order of the document.
using SysinfoFields = std::vector<std::pair<const char*, std::string>>;

struct HostSysinfo {
    SysinfoFields bios, system, chassis;
    std::vector<SysinfoFields> boards, processors, memory_devices;
    std::vector<std::string> oem_strings;
    bool operator==(const HostSysinfo&) const = default;
};

// Asks for OEM string number `n` in raw form. dmidecode's listing shows a dot for every byte that it does not print.
using OemString = std::function<std::string(unsigned n)>;

// The listing of `dmidecode -q -t 0,1,2,3,4,11,17`. Fields that a record lacks are taken from the records behind it.
HostSysinfo read_dmi(std::string_view listing, const OemString& oem_string);
// /proc/cpuinfo of arm, aarch64 and ppc64; of s390x together with /proc/sysinfo.
HostSysinfo read_arm_cpuinfo(std::string_view cpuinfo);
HostSysinfo read_ppc_cpuinfo(std::string_view cpuinfo);
HostSysinfo read_s390_sysinfo(std::string_view sysinfo, std::string_view cpuinfo);

// Of the machine that we run on; nothing where nobody tells (no dmidecode, another architecture). May run dmidecode.
std::optional<HostSysinfo> read_host_sysinfo();

// <sysinfo type='smbios'> with what there is.
std::string format_sysinfo(const HostSysinfo& sysinfo);

}  // namespace vireo::host
