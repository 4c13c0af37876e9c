// SPDX-License-Identifier: LGPL-2.1-or-later
// Where devices go: explicit addresses stay, ports share slots, slots say that they are shared, and doing it again
// changes nothing.
#include <gtest/gtest.h>

#include <set>
#include <stdexcept>

#include "base/error.h"
#include "drivers/qemu/rules/fill.h"
#include "model/row/row.h"

namespace vireo::qemu {
namespace {

using namespace model;

QemuCaps caps() {
    QemuCaps c;
    c.emulator = "/usr/bin/qemu-system-x86_64";
    c.arch = "x86_64";
    c.version = 7002000;
    c.tcg.emplace();
    for (const char* name : {"pc", "q35"}) {
        MachineType m;
        m.name = name;
        m.default_cpu = "qemu64-x86_64-cpu";
        m.max_cpus = 255;
        m.default_ram_id = "pc.ram";
        c.tcg->machines.push_back(m);
    }
    for (const char* flag : {"tcg", "piix3-usb-uhci", "qemu-xhci", "rtl8139", "lsi", "pcie-root-port", "cirrus-vga", "virtio-net", "nec-usb-xhci", "usb-ehci", "ich9-usb-ehci1"}) c.set(flag);
    return c;
}

model::Domain filled(const std::string& machine, const std::string& devices) {
    model::Domain d = parse_domain("<domain type='qemu'><name>a</name><uuid>c7a5fdbd-edaf-9455-926a-d65c16db1809</uuid><memory unit='MiB'>64</memory>"
                                   "<os><type arch='x86_64' machine='" + machine + "'>hvm</type></os><devices><emulator>/usr/bin/qemu-system-x86_64</emulator>" + devices + "</devices></domain>");
    rules::fill_in(d, caps(), {.abi_update = true});
    return d;
}

std::string at(const DeviceInfo& i) {
    const auto& p = i.address.pci;
    if (i.address.type != AddressType::pci) return "";
    return fmt::format("{}:{:x}.{}{}", p.bus, p.slot, p.function, p.multifunction == OnOff::on ? "on" : p.multifunction == OnOff::off ? "off" : "");
}

const Controller& controller(const model::Domain& d, ControllerType t, int index) {
    for (const auto& c : d.devices.controllers)
        if (c.type == t && c.index == index) return c;
    throw std::runtime_error("no such controller");
}

std::string message(const std::string& machine, const std::string& devices) {
    try {
        filled(machine, devices);
    } catch (const Error& e) {
        return e.what();
    }
    return "accepted";
}

std::string disk(const std::string& name, const std::string& address = "") {
    return "<disk type='file'><source file='/i/" + name + "'/><target dev='" + name + "' bus='virtio'/>" + address + "</disk>";
}
std::string pci(unsigned bus, unsigned slot, unsigned function, const std::string& more = "") {
    return fmt::format("<address type='pci' domain='0x0000' bus='0x{:02x}' slot='0x{:02x}' function='0x{}'{}/>", bus, slot, function, more);
}
std::string port(int index, const std::string& address = "") {
    return fmt::format("<controller type='pci' index='{}' model='pcie-root-port'>{}</controller>", index, address);
}

TEST(Addresses, FillAroundExplicitOnes) {
    auto d = filled("pc", disk("vda", pci(0, 3, 0)) + disk("vdb") + disk("vdc"));
    EXPECT_EQ(at(controller(d, ControllerType::usb, 0).info), "0:1.2");
    EXPECT_EQ(at(d.devices.disks[0].info), "0:3.0");
    EXPECT_EQ(at(d.devices.disks[1].info), "0:2.0");  // no screen: its traditional slot is free
    EXPECT_EQ(at(d.devices.disks[2].info), "0:4.0");
    EXPECT_EQ(at(d.devices.memballoon->info), "0:5.0");
}

TEST(Addresses, PrimaryScreenHasItsSlot) {
    auto d = filled("pc", disk("vda") + "<graphics type='vnc'/>");
    EXPECT_EQ(at(d.devices.videos[0].info), "0:2.0");
    EXPECT_EQ(at(d.devices.disks[0].info), "0:3.0");
}

TEST(Addresses, FullBusesGetBridges) {
    std::string many;
    for (int i = 0; i < 40; ++i) many += fmt::format("<interface type='user'><mac address='52:54:00:00:00:{:02x}'/><model type='virtio'/></interface>", i);
    auto d = filled("pc", many);
    const Controller& bridge = controller(d, ControllerType::pci, 1);
    EXPECT_EQ(bridge.pci_model, PciModel::pci_bridge);
    EXPECT_EQ(bridge.info.address.pci.bus, 0u);
    unsigned behind = 0;
    for (const auto& n : d.devices.interfaces) behind += n.info.address.pci.bus == 1;
    EXPECT_GT(behind, 8u);
}

TEST(Addresses, ExpressDevicesGetPortsAndOneIsSpare) {
    auto d = filled("q35", disk("vda") + disk("vdb"));
    // USB, two disks, balloon, and one port for later.
    EXPECT_EQ(at(controller(d, ControllerType::usb, 0).info), "1:0.0");
    EXPECT_EQ(at(d.devices.disks[0].info), "2:0.0");
    EXPECT_EQ(at(d.devices.disks[1].info), "3:0.0");
    EXPECT_EQ(at(d.devices.memballoon->info), "4:0.0");
    EXPECT_EQ(at(controller(d, ControllerType::pci, 1).info), "0:1.0on");
    EXPECT_EQ(at(controller(d, ControllerType::pci, 5).info), "0:1.4");
    EXPECT_EQ(*controller(d, ControllerType::pci, 5).pci_target.port, 0xcu);
    EXPECT_EQ(*controller(d, ControllerType::pci, 5).pci_target.chassis, 5u);
    EXPECT_THROW(controller(d, ControllerType::pci, 6), std::runtime_error);
}

TEST(Addresses, ConventionalDevicesGoBehindABridge) {
    auto d = filled("q35", "<controller type='usb' index='0' model='none'/><interface type='user'><model type='rtl8139'/></interface><memballoon model='none'/>");
    EXPECT_EQ(controller(d, ControllerType::pci, 1).pci_model, PciModel::pcie_root_port);
    EXPECT_EQ(controller(d, ControllerType::pci, 2).pci_model, PciModel::pcie_to_pci_bridge);
    EXPECT_EQ(at(controller(d, ControllerType::pci, 2).info), "1:0.0");
    EXPECT_EQ(at(d.devices.interfaces[0].info), "2:1.0");
}

// The worked example: ports at given places and eleven bare ones.
TEST(Addresses, BarePortsJoinSlotsOfPorts) {
    std::string xml = port(1, pci(0, 2, 0)) + port(2, pci(0, 2, 1)) + port(3, pci(0, 2, 2)) + port(4, pci(0, 3, 0)) +
                      port(5, pci(0, 3, 1, " multifunction='on'")) + port(6, pci(0, 4, 0, " multifunction='off'")) + port(7, pci(0, 4, 1));
    for (int i = 8; i <= 18; ++i) xml += port(i);
    auto d = filled("q35", xml + "<controller type='usb' index='0' model='none'/><memballoon model='none'/>");
    for (int i = 0; i < 8; ++i) EXPECT_EQ(at(controller(d, ControllerType::pci, 8 + i).info), fmt::format("0:1.{}{}", i, i == 0 ? "on" : ""));
    EXPECT_EQ(at(controller(d, ControllerType::pci, 16).info), "0:2.3");
    EXPECT_EQ(at(controller(d, ControllerType::pci, 17).info), "0:2.4");
    EXPECT_EQ(at(controller(d, ControllerType::pci, 18).info), "0:2.5");
    EXPECT_EQ(at(controller(d, ControllerType::pci, 1).info), "0:2.0on");
    EXPECT_EQ(at(controller(d, ControllerType::pci, 4).info), "0:3.0on");
    EXPECT_EQ(at(controller(d, ControllerType::pci, 5).info), "0:3.1on");
    EXPECT_EQ(at(controller(d, ControllerType::pci, 6).info), "0:4.0off");
    EXPECT_EQ(*controller(d, ControllerType::pci, 1).pci_target.port, 0x10u);
}

TEST(Addresses, SharedSlotsSayTheyAreShared) {
    auto d = filled("pc", disk("vda", pci(0, 5, 0)) + disk("vdb", pci(0, 5, 1)) + disk("vdc", pci(0, 6, 0)));
    EXPECT_EQ(at(d.devices.disks[0].info), "0:5.0on");
    EXPECT_EQ(at(d.devices.disks[1].info), "0:5.1");
    EXPECT_EQ(at(d.devices.disks[2].info), "0:6.0");
    auto off = filled("pc", disk("vda", pci(0, 5, 0, " multifunction='off'")) + disk("vdb", pci(0, 5, 1)));
    EXPECT_EQ(at(off.devices.disks[0].info), "0:5.0off");
    auto without = filled("pc", disk("vdb", pci(0, 5, 1)));
    EXPECT_EQ(at(without.devices.disks[0].info), "0:5.1");
}

TEST(Addresses, DoingItAgainChangesNothing) {
    for (const char* machine : {"pc", "q35"}) {
        auto d = filled(machine, disk("vda") + disk("vdb", pci(0, 9, 1)) + disk("vdc", pci(0, 9, 0)) +
                                     "<controller type='scsi' model='virtio-scsi'/><channel type='unix'><target type='virtio' name='x'/></channel>"
                                     "<input type='tablet' bus='usb'/><sound model='ich9'/><rng model='virtio'><backend model='random'>/dev/urandom</backend></rng>");
        const std::string once = format_domain(d, row::format_secure);
        model::Domain again = parse_domain(once);
        rules::fill_in(again, caps(), {.abi_update = true});
        EXPECT_EQ(format_domain(again, row::format_secure), once) << machine;
    }
}

TEST(Addresses, RefusesWhatCannotBe) {
    EXPECT_NE(message("pc", disk("vda", pci(0, 5, 0)) + disk("vdb", pci(0, 5, 0))).find("0000:00:05.0"), std::string::npos);
    EXPECT_NE(message("pc", disk("vda", "<address type='pci' domain='0x0001' bus='0x00' slot='0x05' function='0x0'/>")), "accepted");
}

std::string port(int index, const char* model, const std::string& address = "") {
    return fmt::format("<controller type='pci' index='{}' model='{}'>{}</controller>", index, model, address);
}

TEST(Addresses, NamedBusesAreMade) {
    auto q35 = filled("q35", disk("vda", pci(3, 0, 0)));
    EXPECT_EQ(at(q35.devices.disks[0].info), "3:0.0");
    for (int i = 1; i <= 3; ++i) EXPECT_EQ(controller(q35, ControllerType::pci, i).pci_model, PciModel::pcie_root_port);
    auto gaps = filled("pc", port(4, "pci-bridge"));
    for (int i = 1; i <= 4; ++i) EXPECT_EQ(controller(gaps, ControllerType::pci, i).pci_model, PciModel::pci_bridge);
    EXPECT_EQ(message("q35", disk("vda", pci(9, 3, 0))), "XML error: Invalid PCI address 0000:09:03.0. slot must be <= 0");
    EXPECT_EQ(message("pc", disk("vda", pci(1, 0, 0))), "XML error: Invalid PCI address 0000:01:00.0. slot must be >= 1");
}

TEST(Addresses, NoSparePortWhereBusesAreLaidOut) {
    auto count = [](const model::Domain& d) {
        unsigned n = 0;
        for (const auto& c : d.devices.controllers) n += c.pci_model == PciModel::pcie_root_port;
        return n;
    };
    const std::string bare = "<controller type='usb' model='none'/><memballoon model='none'/>";
    EXPECT_EQ(count(filled("q35", bare)), 0u);
    EXPECT_EQ(count(filled("q35", bare + disk("vda"))), 2u);
    EXPECT_EQ(count(filled("q35", bare + port(1, "pcie-root-port") + disk("vda") + disk("vdb"))), 2u);
}

TEST(Addresses, ControllersFitTheirBuses) {
    const std::string plug = "XML error: The device at PCI address {} cannot be plugged into the PCI controller with index='{}'. It requires a controller that accepts a {}.";
    auto says = [&](const char* address, int index, const char* what) { return fmt::format(fmt::runtime(plug), address, index, what); };
    EXPECT_EQ(message("pc", port(1, "pci-bridge") + port(2, "pci-expander-bus", pci(1, 1, 0))), says("0000:01:01.0", 1, "pci-expander-bus"));
    EXPECT_EQ(message("q35", port(1, "pcie-root-port") + port(2, "pcie-root-port", pci(1, 0, 0))), says("0000:01:00.0", 1, "pcie-root-port"));
    EXPECT_EQ(message("q35", port(1, "pcie-switch-upstream-port", pci(0, 5, 0))), says("0000:00:05.0", 0, "pcie-switch-upstream-port"));
    EXPECT_EQ(message("q35", port(1, "pcie-root-port") + port(2, "pcie-switch-upstream-port", pci(1, 0, 0)) + disk("vda", pci(2, 1, 0))),
              says("0000:02:01.0", 2, "PCI Express device"));
    EXPECT_EQ(message("pc", port(1, "pci-bridge", pci(1, 1, 0))),
              "unsupported configuration: PCI controller at index 1 (0x01) has bus='0x01', but index must be larger than bus");
    EXPECT_EQ(message("q35", port(1, "pcie-switch-downstream-port")),
              "internal error: a PCI slot is needed to connect a PCI controller model='pcie-switch-downstream-port', but none is available, and it cannot be automatically added");
    EXPECT_EQ(message("pc", disk("vda", pci(0, 1, 3))), "XML error: Attempted double use of PCI Address 0000:00:01.3");
    EXPECT_EQ(message("q35", disk("vda", pci(0, 0x1f, 0))), "XML error: Attempted double use of PCI Address 0000:00:1f.0");
    EXPECT_EQ(message("q35", port(1, "pci-expander-bus")), "unsupported configuration: pci-expander-bus controllers are only supported on 440fx-based machinetypes");
}

TEST(Addresses, HubsAreAddedAsNeeded) {
    for (auto [devices, hubs] : {std::pair{2u, 0u}, {3u, 1u}, {9u, 2u}, {10u, 2u}, {16u, 3u}, {17u, 3u}}) {
        std::string many = "<controller type='usb' index='0' model='piix3-uhci'/>";
        for (unsigned i = 0; i < devices; ++i) many += "<input type='tablet' bus='usb'/>";
        EXPECT_EQ(filled("pc", many).devices.hubs.size(), hubs) << devices;
    }
    const std::string hub = "<controller type='usb' index='0' model='piix3-uhci'/><hub type='usb'><address type='usb' bus='0' port='1'/></hub>";
    auto tablet = [&](const char* address) { return message("pc", hub + "<input type='tablet' bus='usb'><address type='usb' " + address + "/></input>"); };
    EXPECT_EQ(tablet("bus='0' port='1'"), "XML error: Duplicate USB address bus 0 port 1");
    EXPECT_EQ(tablet("bus='0' port='1.9'"), "XML error: requested USB port 1.9 not present on USB bus 0");
    EXPECT_EQ(tablet("bus='0' port='2.1'"), "XML error: there is no hub at port 2 in USB address bus: 0 port: 2.1");
    EXPECT_EQ(tablet("bus='3' port='1'"), "XML error: Missing USB bus 3");
}

TEST(Addresses, ManyPortsNeedNoSwitches) {
    std::string many;
    for (int i = 0; i < 120; ++i) many += fmt::format("<interface type='user'><mac address='52:54:00:00:00:{:02x}'/><model type='virtio'/></interface>", i);
    auto d = filled("q35", many);
    std::set<unsigned> buses;
    for (const auto& n : d.devices.interfaces) EXPECT_TRUE(buses.insert(n.info.address.pci.bus).second);
    EXPECT_NE(message("q35", [&] {
                  std::string more;
                  for (int i = 0; i < 300; ++i) more += fmt::format("<interface type='user'><mac address='52:54:00:00:{:02x}:{:02x}'/><model type='virtio'/></interface>", i / 200, i % 200);
                  return more;
              }()),
              "accepted");
}

TEST(Addresses, ChannelsAndUsbPortsAreCounted) {
    auto d = filled("q35", "<channel type='unix'><target type='virtio' name='a'/></channel><channel type='unix'><target type='virtio' name='b'/>"
                           "<address type='virtio-serial' controller='0' bus='0' port='1'/></channel><input type='tablet' bus='usb'/><input type='mouse' bus='usb'/>");
    EXPECT_EQ(d.devices.channels[0].info.address.virtio_serial.port, 2u);
    EXPECT_EQ(d.devices.inputs[0].info.address.usb.port[0], 1u);
    EXPECT_EQ(d.devices.inputs[1].info.address.usb.port[0], 2u);
}

}  // namespace
}  // namespace vireo::qemu
