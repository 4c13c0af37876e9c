// SPDX-License-Identifier: LGPL-2.1-or-later
// Definitions that contradict themselves, whatever the hypervisor: the text of the refusal is the interface.
#include <gtest/gtest.h>

#include "base/error.h"
#include "model/domain/domain.h"

using namespace vireo;

namespace {

// What is said of a small guest with these parts; empty if it is taken.
std::string refusal(const std::string& parts, const std::string& devices = "", const std::string& os = "") {
    try {
        model::parse_domain("<domain type='kvm'><name>g</name><memory unit='MiB'>1024</memory>" + parts + "<os><type arch='x86_64' machine='pc'>hvm</type>" + os +
                            "</os><devices>" + devices + "</devices></domain>");
    } catch (const Error& e) {
        return e.message;
    }
    return "";
}

}  // namespace

TEST(Refusals, Processors) {
    EXPECT_EQ(refusal("<vcpu>2</vcpu><vcpus><vcpu id='2' enabled='yes'/></vcpus>"), "XML error: vcpu id '2' is out of range of maximum vcpu count");
    EXPECT_EQ(refusal("<vcpu>2</vcpu><cputune><vcpusched vcpus='1-2' scheduler='batch'/></cputune>"),
              "unsupported configuration: vCPU '2' is not present in domain definition");
    EXPECT_EQ(refusal("<vcpu>2</vcpu><cpu><numa><cell id='0' cpus='0-3' memory='1048576'/></numa></cpu>"),
              "internal error: Number of CPUs in <numa> exceeds the <vcpu> count");
    EXPECT_EQ(refusal("<vcpu>2</vcpu><cputune><quota>1</quota></cputune>"),
              "unsupported configuration: Value of cputune 'quota' must be in range [1000, 17592186044415]");
    EXPECT_EQ(refusal("<vcpu>2</vcpu><cputune><quota>-5</quota></cputune>"), "");
    EXPECT_EQ(refusal("<vcpu>2</vcpu><cputune><cachetune vcpus='0'><monitor level='3' vcpus='5'/></cachetune></cputune>"), "invalid argument: vcpus is empty");
    EXPECT_EQ(refusal("<vcpu>2</vcpu><cputune><cachetune vcpus='0'><monitor level='3' vcpus='1'/></cachetune></cputune>"),
              "invalid argument: Monitor vcpus conflicts with allocation");
}

TEST(Refusals, Clocks) {
    EXPECT_EQ(refusal("<clock offset='utc'><timer name='pit' track='guest'/></clock>"), "unsupported configuration: timer pit doesn't support setting of timer track");
    EXPECT_EQ(refusal("<clock offset='utc'><timer name='kvmclock' tickpolicy='delay'/></clock>"),
              "unsupported configuration: timer kvmclock doesn't support setting of timer tickpolicy");
    EXPECT_EQ(refusal("<clock offset='utc'><timer name='tsc' mode='auto'/></clock>"), "");
}

TEST(Refusals, Memory) {
    EXPECT_EQ(refusal("<numatune><memory mode='strict'/></numatune>"),
              "unsupported configuration: nodeset for NUMA memory tuning must be set if 'placement' is 'static'");
    EXPECT_EQ(refusal("<memoryBacking><hugepages><page size='2048' nodeset='0-3'/></hugepages></memoryBacking>"), "hugepages: node 0 not found");
    EXPECT_EQ(refusal("", "<memory model='virtio-pmem'><target><size unit='MiB'>64</size></target></memory>"), "path is required for model 'virtio-pmem'");
}

TEST(Refusals, Firmware) {
    EXPECT_EQ(refusal("", "", "<nvram>/vars</nvram>"), "no loader path specified and firmware auto selection disabled");
    EXPECT_EQ(refusal("", "", "<firmware><feature enabled='yes' name='secure-boot'/></firmware>"),
              "cannot use feature-based firmware autoselection when firmware autoselection is disabled");
}

TEST(Refusals, Devices) {
    EXPECT_EQ(refusal("", "<controller type='usb' index='0' model='ich9-uhci1'><master startport='0'/></controller>"), "No master USB controller specified");
    EXPECT_EQ(refusal("", "<video><model type='vga' ram='3'/></video>"), "unsupported configuration: ram attribute only supported for video type qxl");
    EXPECT_EQ(refusal("", "<disk type='file'><source file='/a'/><target dev='vda'/><throttlefilters><throttlefilter group='slow'/></throttlefilters></disk>"),
              "XML error: throttle group 'slow' not found");
    EXPECT_EQ(refusal("", "<redirfilter><usbdev allow='no'/></redirfilter><redirfilter><usbdev allow='no'/></redirfilter>"),
              "internal error: only one set of redirection filter rule is supported");
}

// Of two findings the same one is told, wherever they stand in the document.
TEST(Refusals, Order) {
    const std::string disk = "<disk type='file'><source file='/a'/><target dev='vda'/><product>much too long a word</product></disk>";
    const std::string serial = "<serial type='dev'><source/></serial>";
    EXPECT_EQ(refusal("", disk + serial), refusal("", serial + disk));
    EXPECT_EQ(refusal("<memoryBacking><hugepages><page size='2048' nodeset='3'/></hugepages></memoryBacking>", serial), refusal("", serial));
}

TEST(Refusals, SystemTypes) {
    auto of_type = [](const std::string& type) {
        try {
            model::parse_domain("<domain type='qemu'><name>g</name><memory>65536</memory><os><type>" + type + "</type></os></domain>");
        } catch (const Error& e) {
            return e.message;
        }
        return std::string();
    };
    EXPECT_EQ(of_type("foo"), "unsupported configuration: unknown OS type 'foo'");
    EXPECT_EQ(of_type("exe"), "XML error: init binary must be specified");
    EXPECT_EQ(of_type("hvm"), "");
}

TEST(Refusals, SourcesOfCards) {
    auto card = [](const std::string& type, const std::string& rest) { return refusal("", "<interface type='" + type + "'>" + rest + "</interface>"); };
    EXPECT_EQ(card("server", "<source/>"), "XML error: Missing required attribute 'port' in element 'source'");
    EXPECT_EQ(card("client", "<source port='3'/>"), "XML error: Missing required attribute 'address' in element 'source'");
    EXPECT_EQ(card("udp", "<source address='1.2.3.4' port='3'/>"), "XML error: '<local>' element missing for 'udp' socket interface");
    EXPECT_EQ(card("udp", "<source address='1.2.3.4' port='3'><local address='1.2.3.4'/></source>"), "XML error: Missing required attribute 'port' in element 'local'");
    EXPECT_EQ(card("vds", "<source/>"), "XML error: Missing required attribute 'switchid' in element 'source'");
    EXPECT_EQ(card("vhostuser", "<source mode='client'/>"), "XML error: Missing required attribute 'path' in element 'source'");
    EXPECT_EQ(card("vhostuser", "<source path='/x' mode='foo'/>"), "XML error: Invalid value for attribute 'mode' in element 'source': 'foo'.");
    EXPECT_EQ(card("vhostuser", "<source path='/x'><reconnect enabled='yes'/></source>"), "XML error: Missing required attribute 'timeout' in element 'reconnect'");
}
