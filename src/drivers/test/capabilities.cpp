// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/capabilities.h"

#include <fmt/core.h>

namespace vireo::test {
namespace {

void cell(std::string& out, unsigned id) {
    constexpr unsigned cpus = 8;
    const unsigned page = id == 0 ? 4 : 8;
    out += fmt::format("        <cell id='{}'>\n", id);
    out += fmt::format("          <memory unit='KiB'>{}</memory>\n", id == 0 ? 2097152 : 4194304);
    out += fmt::format("          <pages unit='KiB' size='{}'>524288</pages>\n", page);
    out += "          <pages unit='KiB' size='2048'>0</pages>\n"
           "          <pages unit='KiB' size='1048576'>0</pages>\n";
    out += fmt::format("          <cpus num='{}'>\n", cpus);
    for (unsigned i = 0; i < cpus; ++i)
        out += fmt::format(
            "            <cpu id='{0}' socket_id='{1}' die_id='0' cluster_id='0' core_id='{2}' siblings='{0}'/>\n",
            id * cpus + i, id, i);
    out += "          </cpus>\n        </cell>\n";
}

void guest(std::string& out, const char* type) {
    out += fmt::format(
        "  <guest>\n"
        "    <os_type>{}</os_type>\n"
        "    <arch name='i686'>\n"
        "      <wordsize>32</wordsize>\n"
        "      <emulator>/usr/bin/test-hv</emulator>\n"
        "      <domain type='test'/>\n"
        "    </arch>\n"
        "    <features>\n"
        "      <pae/>\n"
        "      <nonpae/>\n"
        "    </features>\n"
        "  </guest>\n\n",
        type);
}

}  // namespace

std::string make_capabilities_document(bool cells) {
    std::string out =
        "<capabilities>\n\n"
        "  <host>\n"
        "    <cpu>\n"
        "      <arch>i686</arch>\n"
        "      <features>\n"
        "        <pae/>\n"
        "        <nonpae/>\n"
        "      </features>\n";
    for (unsigned kib : {4u, 8u, 2048u, 1048576u}) out += fmt::format("      <pages unit='KiB' size='{}'/>\n", kib);
    out += "    </cpu>\n"
           "    <power_management/>\n"
           "    <iommu support='no'/>\n"
           "    <topology>\n";
    out += fmt::format("      <cells num='{}'>\n", cells ? 2 : 0);
    if (cells) {
        cell(out, 0);
        cell(out, 1);
    }
    out += "      </cells>\n"
           "    </topology>\n"
           "    <secmodel>\n"
           "      <model>testSecurity</model>\n"
           "      <doi></doi>\n"
           "    </secmodel>\n"
           "  </host>\n\n";
    guest(out, "hvm");
    guest(out, "xen");
    out += "</capabilities>\n";
    return out;
}

}  // namespace vireo::test
