// SPDX-License-Identifier: LGPL-2.1-or-later
// The host part of capabilities documents; recorded machines are golden cases.
#include <gtest/gtest.h>

#include "hv/caps/host_caps.h"

using namespace vireo;

namespace {

TEST(HostCaps, SmallMachine) {
    hv::HostCaps h;
    h.arch = "x86_64";
    h.power_management.emplace();
    h.topology.cells.push_back({.id = 0, .memory_kib = 1024, .pages = {{4, 256}}, .distances = {{0, 10}}, .caches = {}, .cpus = {{.id = 0, .known = true, .siblings = "0"}, {.id = 1, .siblings = {}}}});
    h.topology.banks.push_back({0, 3, "both", 3 << 20, "0-1", {{1 << 20, 2 << 20, "both", 4}}});
    EXPECT_EQ(hv::format_host_caps(h),
              "  <host>\n    <cpu>\n      <arch>x86_64</arch>\n    </cpu>\n    <power_management/>\n    <iommu support='no'/>\n    <topology>\n"
              "      <cells num='1'>\n        <cell id='0'>\n          <memory unit='KiB'>1024</memory>\n          <pages unit='KiB' size='4'>256</pages>\n"
              "          <distances>\n            <sibling id='0' value='10'/>\n          </distances>\n          <cpus num='2'>\n"
              "            <cpu id='0' socket_id='0' die_id='0' cluster_id='0' core_id='0' siblings='0'/>\n            <cpu id='1'/>\n          </cpus>\n        </cell>\n"
              "      </cells>\n    </topology>\n    <cache>\n      <bank id='0' level='3' type='both' size='3' unit='MiB' cpus='0-1'>\n"
              "        <control granularity='1' min='2' unit='MiB' type='both' maxAllocs='4'/>\n      </bank>\n    </cache>\n  </host>\n");
}

}  // namespace
