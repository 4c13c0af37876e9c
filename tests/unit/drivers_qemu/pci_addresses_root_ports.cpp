// SPDX-License-Identifier: LGPL-2.1-or-later
// Root ports share slots, as many as a guest needs; what they say about themselves is kept.
#include <gtest/gtest.h>

#include <set>

#include "machine_scene.h"

namespace vireo::qemu {
namespace {

using namespace model;
using namespace scene;

// C1
TEST(RootPorts, EightShareASlotFirstFit) {
    std::string nine;
    for (int i = 1; i <= 9; ++i) nine += port(i);
    auto d = filled(q35, bare + nine);
    for (int i = 1; i <= 8; ++i) EXPECT_EQ(at(bus(d, i).info), fmt::format("0:1.{}{}", i - 1, i == 1 ? " on" : ""));
    EXPECT_EQ(at(bus(d, 9).info), "0:2.0");
    // A slot that somebody else uses is passed over.
    auto around = filled(q35, bare + port(1) + nic(1, "virtio", pci(0, 1)));
    EXPECT_EQ(at(bus(around, 1).info), "0:2.0");
}

// C2
TEST(RootPorts, PortAndChassisFollowFromThePlace) {
    auto d = filled(q35, bare + port(1, pci(0, 4, 3)) + port(2, pci(0, 2)) + port(3, "<target chassis='40' port='0x7'/>"));
    EXPECT_EQ(*bus(d, 1).pci_target.port, 4 * 8 + 3u);
    EXPECT_EQ(*bus(d, 1).pci_target.chassis, 1u);
    EXPECT_EQ(*bus(d, 2).pci_target.port, 0x10u);
    EXPECT_EQ(*bus(d, 3).pci_target.port, 7u);
    EXPECT_EQ(*bus(d, 3).pci_target.chassis, 40u);
}

// C3
TEST(RootPorts, TheWorkedExample) {
    std::string xml = port(1, pci(0, 2, 0)) + port(2, pci(0, 2, 1)) + port(3, pci(0, 2, 2)) + port(4, pci(0, 3, 0)) + port(5, pci(0, 3, 1, " multifunction='on'")) +
                      port(6, pci(0, 4, 0, " multifunction='off'")) + port(7, pci(0, 4, 1));
    for (int i = 8; i <= 18; ++i) xml += port(i);
    auto d = filled(q35, bare + xml);
    const char* places[] = {"0:2.0 on", "0:2.1", "0:2.2", "0:3.0 on", "0:3.1 on", "0:4.0 off", "0:4.1", "0:1.0 on", "0:1.1", "0:1.2", "0:1.3", "0:1.4", "0:1.5", "0:1.6", "0:1.7", "0:2.3", "0:2.4", "0:2.5"};
    for (int i = 1; i <= 18; ++i) EXPECT_EQ(at(bus(d, i).info), places[i - 1]) << i;
    EXPECT_EQ(*bus(d, 1).pci_target.port, 0x10u);
}

// C4
TEST(RootPorts, TwoHundredDevicesNeedNoSwitch) {
    std::string many;
    for (unsigned i = 0; i < 210; ++i) many += nic(i);
    auto d = filled(q35, bare + many);
    std::set<unsigned> own;
    for (const auto& n : d.devices.interfaces) EXPECT_TRUE(own.insert(n.info.address.pci.bus).second);
    EXPECT_EQ(buses(d, PciModel::pcie_root_port), 211u);
    EXPECT_EQ(buses(d, PciModel::pcie_switch_upstream_port), 0u);
}

// C4: a refusal leaves nothing half done behind.
TEST(RootPorts, TooManyAreRefusedAsAWhole) {
    std::string many;
    for (unsigned i = 0; i < 300; ++i) many += nic(i);
    model::Domain d = parsed(q35, bare + many);
    try {
        rules::fill_in(d, caps_of(q35), {.abi_update = true});
        FAIL() << "300 devices were accepted";
    } catch (const Error& e) {
        EXPECT_EQ(e.code, Code::internal_error);
        EXPECT_STREQ(e.what(), "internal error: a PCI slot is needed to connect a PCI controller model='pcie-root-port', but none is available, and it cannot be automatically added");
    }
}

// C5
TEST(RootPorts, PortsThatMustNotChangeTakeNobody) {
    auto d = filled(q35, bare + port(1, "<target hotplug='off'/>") + port(2) + nic(1));
    EXPECT_EQ(at(d.devices.interfaces[0].info), "2:0.0");
    EXPECT_EQ(bus(d, 1).pci_target.hotplug, OnOff::off);
    auto root = filled(pc, port(0, "<target hotplug='off'/>", "pci-root"));
    EXPECT_EQ(bus(root, 0).pci_target.hotplug, OnOff::off);
    EXPECT_NE(text_of(root).find("<target hotplug='off'/>"), std::string::npos);
}

// C5
TEST(RootPorts, OneDeviceForEachPort) {
    auto d = filled(q35, bare + port(1) + port(2) + nic(1) + nic(2));
    EXPECT_EQ(at(d.devices.interfaces[0].info), "1:0.0");
    EXPECT_EQ(at(d.devices.interfaces[1].info), "2:0.0");
    EXPECT_EQ(refusal(q35, bare + port(1) + nic(1, "virtio", pci(1, 1))), "XML error: Invalid PCI address 0000:01:01.0. slot must be <= 0");
}

// C5
TEST(RootPorts, WhatTheyWereToldIsKept) {
    auto d = filled(q35, bare + port(1, "<target memReserve='2097152'/>"));
    EXPECT_NE(text_of(d).find("memReserve='2097152'"), std::string::npos);
    const std::string numa = "<vcpu>2</vcpu><cpu><numa><cell id='0' cpus='0-1' memory='65536'/></numa></cpu>";
    auto e = filled(pc, bare + port(1, "<target busNr='254'><node>0</node></target>", "pci-expander-bus"), numa);
    EXPECT_EQ(*bus(e, 1).pci_target.bus_nr, 254u);
    EXPECT_EQ(*bus(e, 1).pci_target.numa_node, 0u);
    auto f = filled(q35, bare + port(1, "<target busNr='200'><node>0</node></target>", "pcie-expander-bus"), numa);
    EXPECT_EQ(*bus(f, 1).pci_target.bus_nr, 200u);
}

}  // namespace
}  // namespace vireo::qemu
