// SPDX-License-Identifier: LGPL-2.1-or-later
// How PCI addresses are given: one test for each promise, in the order in which users read them.
#include <gtest/gtest.h>

#include <set>

#include "machine_scene.h"

namespace vireo::qemu {
namespace {

using namespace model;
using namespace scene;

std::string device_lines(const model::Domain& d) {
    const std::string all = text_of(d);
    return all.substr(all.find("<devices>"));
}

// A1
TEST(PciAssignment, EveryDeviceHasAPlaceThatStays) {
    for (const auto& m : {pc, q35}) {
        auto d = filled(m, disk("vda") + nic(1) + nic(2, "e1000") + "<controller type='virtio-serial'/><rng model='virtio'><backend model='random'>/dev/urandom</backend></rng>");
        for (const auto& n : d.devices.interfaces) EXPECT_EQ(n.info.address.type, AddressType::pci);
        EXPECT_EQ(d.devices.disks[0].info.address.type, AddressType::pci);
        EXPECT_EQ(d.devices.rngs[0].info.address.type, AddressType::pci);
        EXPECT_EQ(d.devices.memballoon->info.address.type, AddressType::pci);
        model::Domain again = parse_domain(text_of(d));
        rules::fill_in(again, caps_of(m), {});  // a start changes nothing
        EXPECT_EQ(device_lines(again), device_lines(d));
    }
}

// A2
TEST(PciAssignment, ExplicitOnesComeFirst) {
    auto d = filled(pc, bare + disk("vda") + disk("vdb", pci(0, 2)) + disk("vdc") + disk("vdd", pci(0, 4)) + disk("vde"));
    EXPECT_EQ(at(d.devices.disks[0].info), "0:3.0");
    EXPECT_EQ(at(d.devices.disks[1].info), "0:2.0");
    EXPECT_EQ(at(d.devices.disks[2].info), "0:5.0");
    EXPECT_EQ(at(d.devices.disks[4].info), "0:6.0");
    EXPECT_EQ(refusal(pc, disk("vda", pci(0, 5)) + disk("vdb", pci(0, 5))), "XML error: Attempted double use of PCI Address 0000:00:05.0");
}

// A3
TEST(PciAssignment, NumbersHaveBounds) {
    EXPECT_EQ(refusal(pc, disk("vda", "<address type='pci' domain='0x0001' bus='0' slot='5' function='0'/>")), "XML error: Invalid PCI address 0001:00:05.0. Only PCI domain 0 is available");
    EXPECT_EQ(refusal(pc, disk("vda", "<address type='pci' bus='0x100' slot='5' function='0'/>")), "XML error: Invalid PCI address bus='0x100', must be <= 0xFF");
    EXPECT_EQ(refusal(pc, disk("vda", "<address type='pci' bus='0' slot='0x20' function='0'/>")), "XML error: Invalid PCI address slot='0x20', must be <= 0x1F");
    EXPECT_EQ(refusal(pc, disk("vda", "<address type='pci' bus='0' slot='5' function='8'/>")), "XML error: Invalid PCI address function=0x8, must be <= 7");
}

// A3: no numbers at all, and the place of the bus itself, mean "anywhere".
TEST(PciAssignment, TheRootsOwnPlaceMeansAnywhere) {
    for (const char* address : {"<address type='pci'/>", "<address type='pci' domain='0' bus='0' slot='0' function='0'/>", "<address type='pci' bus='0' slot='0' function='1'/>"})
        EXPECT_EQ(at(filled(pc, bare + disk("vda", address)).devices.disks[0].info), "0:2.0") << address;
}

// A3
TEST(PciAssignment, RootsHaveIndexZeroAndNoAddress) {
    EXPECT_EQ(refusal(pc, port(1, "", "pci-root")), "XML error: pci-root and pcie-root controllers should have index 0");
    EXPECT_EQ(refusal(q35, port(1, "", "pcie-root")), "XML error: pci-root and pcie-root controllers should have index 0");
    EXPECT_EQ(at(bus(filled(pc, ""), 0).info), "none");
    EXPECT_EQ(at(bus(filled(q35, ""), 0).info), "none");
}

// A3
TEST(PciAssignment, BusesThatAreNamedAreMade) {
    auto d = filled(pc, bare + disk("vda", pci(3, 5)));
    EXPECT_EQ(buses(d, PciModel::pci_bridge), 3u);
    EXPECT_EQ(at(bus(d, 1).info), "0:2.0");
    EXPECT_EQ(at(bus(d, 2).info), "0:3.0");
    EXPECT_EQ(at(bus(d, 3).info), "0:4.0");
    EXPECT_EQ(at(d.devices.disks[0].info), "3:5.0");
}

// A4
TEST(PciAssignment, BusNumbersAreIndexes) {
    auto d = filled(q35, bare + port(1) + port(2) + disk("vda", pci(2, 0)));
    EXPECT_EQ(d.devices.disks[0].info.address.pci.bus, 2u);
    EXPECT_EQ(at(bus(d, 2).info), "0:1.1");
}

// A5
TEST(PciAssignment, Piix3HasItsFixedPlaces) {
    auto d = filled(pc, disk("hda", "", "ide") + "<video><model type='vga'/></video>" + disk("vda"));
    EXPECT_EQ(at(controller(d, ControllerType::ide, 0).info), "0:1.1");
    EXPECT_EQ(at(controller(d, ControllerType::usb, 0).info), "0:1.2");
    EXPECT_EQ(at(d.devices.videos[0].info), "0:2.0");
    EXPECT_EQ(at(d.devices.disks[1].info), "0:3.0");
    for (unsigned f : {0u, 3u}) EXPECT_EQ(refusal(pc, disk("vda", pci(0, 1, f))), fmt::format("XML error: Attempted double use of PCI Address 0000:00:01.{}", f));
}

// A5
TEST(PciAssignment, Ich9HasItsFixedPlaces) {
    auto d = filled(q35, disk("sda", "", "sata") + "<sound model='ich9'/><video><model type='vga'/></video>");
    EXPECT_EQ(at(controller(d, ControllerType::sata, 0).info), "0:1f.2");
    EXPECT_EQ(at(d.devices.sounds[0].info), "0:1b.0");
    EXPECT_EQ(at(d.devices.videos[0].info), "0:1.0");
    for (unsigned f : {0u, 3u}) EXPECT_EQ(refusal(q35, disk("vda", pci(0, 0x1f, f))), fmt::format("XML error: Attempted double use of PCI Address 0000:00:1f.{}", f));
}

// A5
TEST(PciAssignment, BridgesComeWhenSlotsRunOut) {
    std::string many;
    for (unsigned i = 0; i < 29; ++i) many += nic(i);
    EXPECT_EQ(buses(filled(pc, bare + many), PciModel::pci_bridge), 0u);
    auto d = filled(pc, bare + many + nic(29) + nic(30));
    EXPECT_EQ(buses(d, PciModel::pci_bridge), 1u);
    EXPECT_EQ(bus(d, 1).info.address.pci.bus, 0u);
}

// A6
TEST(PciAssignment, ExpressDevicesGetPortsOthersABridge) {
    auto d = filled(q35, bare + nic(1) + nic(2, "e1000e") + nic(3, "e1000") + nic(4, "rtl8139") + "<controller type='scsi' model='lsilogic'/>");
    auto model_of = [&](const DeviceInfo& i) { return bus(d, static_cast<int>(i.address.pci.bus)).pci_model; };
    EXPECT_EQ(model_of(d.devices.interfaces[0].info), PciModel::pcie_root_port);
    EXPECT_EQ(model_of(d.devices.interfaces[1].info), PciModel::pcie_root_port);
    EXPECT_EQ(model_of(d.devices.interfaces[2].info), PciModel::pcie_to_pci_bridge);
    EXPECT_EQ(d.devices.interfaces[2].info.address.pci.bus, d.devices.interfaces[3].info.address.pci.bus);
    EXPECT_EQ(model_of(controller(d, ControllerType::scsi, 0).info), PciModel::pcie_to_pci_bridge);
    EXPECT_EQ(buses(d, PciModel::pcie_to_pci_bridge), 1u);
}

TEST(PciAssignment, SharedMemoryIsConventional) {
    auto d = filled(q35, bare + "<shmem name='s'><model type='ivshmem-plain'/><size unit='M'>4</size></shmem>");
    EXPECT_EQ(bus(d, 2).pci_model, PciModel::pcie_to_pci_bridge);
    EXPECT_EQ(at(d.devices.shmems[0].info), "2:1.0");
}

// A6
TEST(PciAssignment, OnePortIsSpareUnlessBusesAreLaidOut) {
    EXPECT_EQ(buses(filled(q35, bare), PciModel::pcie_root_port), 0u);
    EXPECT_EQ(buses(filled(q35, bare + nic(1)), PciModel::pcie_root_port), 2u);
    EXPECT_EQ(buses(filled(q35, bare + nic(1) + nic(2)), PciModel::pcie_root_port), 3u);
    EXPECT_EQ(buses(filled(q35, bare + port(1) + nic(1)), PciModel::pcie_root_port), 1u);
    EXPECT_EQ(buses(filled(q35, bare + port(1) + nic(1) + nic(2)), PciModel::pcie_root_port), 2u);
}

// A6: a definition that says where everything is gets nothing on top, unless a bus that it takes for granted is made.
TEST(PciAssignment, ExplicitPlacesLeaveNoSparePort) {
    EXPECT_EQ(buses(filled(q35, bare + nic(1, "virtio", pci(0, 5))), PciModel::pcie_root_port), 0u);
    EXPECT_EQ(buses(filled(q35, bare + nic(1, "virtio", pci(0, 5)) + nic(2, "e1000", pci(0, 6))), PciModel::pcie_root_port), 0u);
    EXPECT_EQ(buses(filled(q35, bare + port(1, pci(0, 2)) + nic(1, "virtio", pci(1, 0))), PciModel::pcie_root_port), 1u);
    EXPECT_EQ(buses(filled(q35, bare + port(1) + port(2) + nic(1, "virtio", pci(1, 0))), PciModel::pcie_root_port), 2u);
    EXPECT_EQ(buses(filled(q35, bare + nic(1, "virtio", pci(1, 0))), PciModel::pcie_root_port), 2u);
    EXPECT_EQ(buses(filled(q35, bare + nic(1, "virtio", pci(2, 0))), PciModel::pcie_root_port), 2u);
    EXPECT_EQ(buses(filled(q35, bare + nic(1, "virtio", pci(0, 5)) + nic(2)), PciModel::pcie_root_port), 2u);
}

// A5: a USB 2 family with its first companion has a slot of the chip set, the second one the other; more of them go where others go.
TEST(PciAssignment, Usb2FamiliesHaveSlotsOfTheChipSet) {
    auto usb = [](int index, const char* model) { return fmt::format("<controller type='usb' index='{}' model='ich9-{}'/>", index, model); };
    auto places = [](const model::Domain& d) {
        std::string all;
        for (const auto& c : d.devices.controllers)
            if (c.type == ControllerType::usb) all += (all.empty() ? "" : ", ") + at(c.info);
        return all;
    };
    const std::string quiet = "<memballoon model='none'/>";
    EXPECT_EQ(places(filled(q35, quiet + usb(0, "ehci1") + usb(0, "uhci1") + usb(0, "uhci2") + usb(0, "uhci3"))), "0:1d.7, 0:1d.0 on, 0:1d.1, 0:1d.2");
    EXPECT_EQ(places(filled(q35, quiet + usb(0, "ehci1") + usb(1, "ehci1") + usb(0, "uhci1") + usb(1, "uhci1"))), "0:1d.7, 0:1d.0 on, 0:1a.7, 0:1a.0 on");
    EXPECT_EQ(places(filled(q35, quiet + nic(1, "virtio", pci(0, 0x1d)) + usb(0, "ehci1") + usb(0, "uhci1") + usb(1, "ehci1") + usb(1, "uhci2"))),
              "0:1a.7, 0:1a.0 on, 2:1.7, 2:1.1");
    EXPECT_EQ(places(filled(q35, quiet + usb(0, "ehci1"))), "2:1.7");
    EXPECT_EQ(places(filled(q35, quiet + usb(0, "ehci1") + usb(1, "ehci1") + usb(2, "ehci1"))), "2:1.7, 2:2.7, 2:3.7");
    EXPECT_EQ(places(filled(pc, quiet + usb(0, "ehci1") + usb(0, "uhci2") + usb(0, "uhci1"))), "0:2.7, 0:2.1, 0:2.0 on");
}

// A5: machines with an ISA bus alone take what needs no other.
TEST(PciAssignment, IsaMachinesHaveNoPci) {
    const std::string none = "XML error: No PCI buses available";
    const std::string quiet = "<memballoon model='none'/>";
    EXPECT_EQ(refusal(isapc, ""), none);  // the balloon
    EXPECT_EQ(refusal(isapc, quiet), "accepted");
    EXPECT_EQ(refusal(microvm, quiet), none);  // USB
    EXPECT_EQ(refusal(microvm, bare), "accepted");
    for (const auto& device : {disk("vda"), nic(1), nic(1, "e1000", pci(0, 5)), nic(1, "e1000", pci(1, 5)), hostdev(1, 0, 0), std::string("<controller type='usb' index='0'/>"),
                               std::string("<sound model='ich6'/>"), std::string("<rng model='virtio'><backend model='random'>/dev/urandom</backend></rng>")})
        EXPECT_EQ(refusal(isapc, quiet + device), none) << device;
    auto d = filled(isapc, quiet + "<disk type='file' device='floppy'><source file='/f'/><target dev='fda' bus='fdc'/></disk><serial type='null'/><sound model='sb16'/><panic model='isa'/>");
    for (const auto& c : d.devices.controllers) EXPECT_NE(c.type, ControllerType::pci);
    EXPECT_EQ(at(d.devices.disks[0].info), "drive 0:0:0:0");
    // A bridge that is named hangs on a root that is not; ports need one of their own kind.
    EXPECT_EQ(at(bus(filled(isapc, bare + port(1, "", "pci-bridge")), 1).info), "0:1.0");
    EXPECT_EQ(refusal(isapc, bare + port(1)), "internal error: a PCI slot is needed to connect a PCI controller model='pcie-root-port', but none is available, and it cannot be automatically added");
}

// A1: a bridge that would have to be plugged into itself.
TEST(PciAssignment, BridgesComeBehindWhatTheyArePluggedInto) {
    EXPECT_EQ(refusal(q35, bare + port(1, "", "pci-bridge")), "unsupported configuration: PCI controller at index 1 (0x01) has bus='0x01', but index must be larger than bus");
}

// A bridge to conventional slots brings a port, even where one is free.
TEST(PciAssignment, ConventionalBridgesBringTheirPort) {
    auto d = filled(q35, bare + port(1) + nic(1, "e1000"));
    EXPECT_EQ(at(bus(d, 2).info), "0:1.1");
    EXPECT_EQ(bus(d, 3).pci_model, PciModel::pcie_to_pci_bridge);
    EXPECT_EQ(at(bus(d, 3).info), "1:0.0");
    EXPECT_EQ(at(d.devices.interfaces[0].info), "3:1.0");
    auto s = filled(q35, bare + port(1) + port(2, "", "pcie-switch-upstream-port") + port(3, "", "pcie-switch-downstream-port") + port(4, "", "pcie-switch-downstream-port") + nic(1, "e1000") + nic(2));
    EXPECT_EQ(at(bus(s, 5).info), "0:1.1");
    EXPECT_EQ(at(bus(s, 6).info), "3:0.0");
    EXPECT_EQ(at(s.devices.interfaces[0].info), "6:1.0");
    EXPECT_EQ(at(s.devices.interfaces[1].info), "4:0.0");
}

// A7
TEST(PciAssignment, UsersMayMixKindsTheAllocatorDoesNot) {
    auto d = filled(q35, bare + port(1) + nic(1, "e1000", pci(1, 0)) + nic(2, "virtio", pci(0, 9)));
    EXPECT_EQ(at(d.devices.interfaces[0].info), "1:0.0");
    EXPECT_EQ(at(d.devices.interfaces[1].info), "0:9.0");
    EXPECT_NE(filled(q35, bare + nic(1)).devices.interfaces[0].info.address.pci.bus, 0u);
}

// A8
TEST(PciAssignment, FunctionsOfOneCardGetSlotsOfTheirOwn) {
    std::string seven;
    for (unsigned f = 0; f < 7; ++f) seven += hostdev(5, 0, f);
    auto d = filled(pc, bare + seven);
    for (unsigned f = 0; f < 7; ++f) EXPECT_EQ(at(d.devices.hostdevs[f].info), fmt::format("0:{}.0", 2 + f));
    auto e = filled(q35, bare + seven);
    std::set<unsigned> own;
    for (const auto& h : e.devices.hostdevs) EXPECT_TRUE(own.insert(h.info.address.pci.bus).second);
}

// A9
TEST(PciAssignment, UnassignedDevicesHaveNoPlace) {
    auto d = filled(pc, bare + hostdev(9, 0, 0, "<address type='unassigned'/>") + disk("vda"));
    EXPECT_EQ(d.devices.hostdevs[0].info.address.type, AddressType::unassigned);
    EXPECT_EQ(at(d.devices.disks[0].info), "0:2.0");
}

}  // namespace
}  // namespace vireo::qemu
