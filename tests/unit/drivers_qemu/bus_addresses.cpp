// SPDX-License-Identifier: LGPL-2.1-or-later
// Addresses on buses other than PCI, each kind with its rule, and what each architecture prefers.
#include <gtest/gtest.h>

#include "machine_scene.h"

namespace vireo::qemu {
namespace {

using namespace model;
using namespace scene;

TEST(BusAddresses, DrivesFollowFromTheirNames) {
    auto d = filled(pc, disk("hda", "", "ide") + disk("hdd", "", "ide") + disk("sda", "", "scsi") + disk("sdh", "", "scsi") + "<disk type='file' device='floppy'><source file='/f'/><target dev='fdb' bus='fdc'/></disk>");
    EXPECT_EQ(at(d.devices.disks[0].info), "drive 0:0:0:0");
    EXPECT_EQ(at(d.devices.disks[1].info), "drive 0:1:0:1");
    EXPECT_EQ(at(d.devices.disks[2].info), "drive 0:0:0:0");
    EXPECT_EQ(at(d.devices.disks[3].info), "drive 1:0:0:0");
    EXPECT_EQ(at(d.devices.disks[4].info), "drive 0:0:0:1");
    auto q = filled(q35, disk("sda", "", "sata") + disk("sdg", "", "sata"));
    EXPECT_EQ(at(q.devices.disks[0].info), "drive 0:0:0:0");
    EXPECT_EQ(at(q.devices.disks[1].info), "drive 1:0:0:0");
}

TEST(BusAddresses, ChannelsTakeTheNextPort) {
    auto d = filled(pc, "<channel type='unix'><target type='virtio' name='a'/></channel><channel type='unix'><target type='virtio' name='b'/><address type='virtio-serial' controller='0' bus='0' port='1'/>"
                        "</channel><channel type='unix'><target type='virtio' name='c'/></channel>");
    EXPECT_EQ(d.devices.channels[0].info.address.virtio_serial.port, 2u);
    EXPECT_EQ(d.devices.channels[1].info.address.virtio_serial.port, 1u);
    EXPECT_EQ(d.devices.channels[2].info.address.virtio_serial.port, 3u);
    EXPECT_EQ(controller(d, ControllerType::virtio_serial, 0).info.address.type, AddressType::pci);
}

TEST(BusAddresses, ConsolesMayHavePortZero) {
    auto d = filled(pc, "<serial type='null'/><console type='null'><target type='virtio'/></console>");
    EXPECT_EQ(d.devices.consoles.back().info.address.type == AddressType::virtio_serial ? d.devices.consoles.back().info.address.virtio_serial.port : 0u, 0u);
}

TEST(BusAddresses, SmartcardsHaveSlots) {
    auto d = filled(pc, "<smartcard mode='host'/>");
    EXPECT_EQ(d.devices.smartcards[0].info.address.type, AddressType::ccid);
    EXPECT_EQ(d.devices.smartcards[0].info.address.ccid.slot, 0u);
    EXPECT_EQ(controller(d, ControllerType::ccid, 0).info.address.type, AddressType::usb);
}

TEST(BusAddresses, UsbDevicesHavePorts) {
    auto d = filled(pc, "<input type='tablet' bus='usb'/><input type='mouse' bus='usb'><address type='usb' bus='0' port='1'/></input>");
    EXPECT_EQ(d.devices.inputs[0].info.address.usb.port[0], 2u);
    EXPECT_EQ(d.devices.inputs[1].info.address.usb.port[0], 1u);
    EXPECT_EQ(refusal(pc, "<input type='tablet' bus='usb'><address type='usb' bus='3' port='1'/></input>"), "XML error: Missing USB bus 3");
}

TEST(BusAddresses, ModulesHaveSlots) {
    auto d = filled(pc, "<memory model='dimm'><target><size unit='MiB'>64</size></target></memory>", "<maxMemory slots='4' unit='GiB'>4</maxMemory>");
    EXPECT_EQ(d.devices.memories[0].info.address.type, AddressType::dimm);
    EXPECT_EQ(*d.devices.memories[0].node, 0u);  // of the cell that such a guest is given
    EXPECT_EQ(d.cpu->cells.size(), 1u);
}

TEST(BusAddresses, SerialPortsSayWhereTheyBelong) {
    auto refuses = [](const char* target, const char* address) {
        model::Domain d = filled(pc, fmt::format("<serial type='null'><target type='{}'/><address type='{}'/></serial>", target, address));
        try {
            rules::check(d, caps_of(pc));
        } catch (const Error& e) {
            return std::string(e.what());
        }
        return std::string("accepted");
    };
    EXPECT_EQ(refuses("pci-serial", "isa"), "unsupported configuration: Target type 'pci-serial' requires address type 'pci'");
    EXPECT_EQ(refuses("isa-serial", "pci"), "unsupported configuration: Target type 'isa-serial' requires address type 'isa'");
    EXPECT_EQ(refuses("usb-serial", "isa"), "unsupported configuration: usb-serial requires address of usb type");
    EXPECT_EQ(refuses("system-serial", "isa"), "unsupported configuration: Target type 'system-serial' cannot have an associated address");
}

TEST(ArchAddresses, ArmVirtPrefersPci) {
    auto d = filled(arm_virt, nic(1) + disk("vda"));
    EXPECT_EQ(d.devices.interfaces[0].info.address.type, AddressType::pci);
    EXPECT_EQ(bus(d, static_cast<int>(d.devices.disks[0].info.address.pci.bus)).pci_model, PciModel::pcie_root_port);
    // A definition that uses the old transport goes on with it.
    auto old = filled(arm_virt, nic(1) + disk("vda", "<address type='virtio-mmio'/>"));
    EXPECT_EQ(old.devices.interfaces[0].info.address.type, AddressType::virtio_mmio);
}

TEST(ArchAddresses, RiscvVirtPrefersPci) { EXPECT_EQ(filled(riscv_virt, disk("vda")).devices.disks[0].info.address.type, AddressType::pci); }

TEST(ArchAddresses, BoardsWithoutPciUseMmio) {
    auto d = filled(vexpress, "<controller type='usb' index='0' model='none'/>" + disk("vda") + nic(1) + "<filesystem type='mount'><source dir='/a'/><target dir='t'/></filesystem>"
                              "<rng model='virtio'><backend model='random'>/dev/urandom</backend></rng>");
    EXPECT_EQ(d.devices.disks[0].info.address.type, AddressType::virtio_mmio);
    EXPECT_EQ(d.devices.interfaces[0].info.address.type, AddressType::virtio_mmio);
    EXPECT_EQ(d.devices.rngs[0].info.address.type, AddressType::virtio_mmio);
    EXPECT_EQ(d.devices.filesystems[0].info.address.type, AddressType::none);
}

TEST(ArchAddresses, MainframesCountChannels) {
    auto d = filled(s390, disk("vda") + disk("vdb", "<address type='ccw' cssid='0xfe' ssid='0x0' devno='0x0000'/>") + nic(1));
    auto devno = [](const DeviceInfo& i) { return i.address.type == AddressType::ccw ? static_cast<int>(i.address.ccw.devno) : -1; };
    EXPECT_EQ(devno(d.devices.disks[0].info), 1);
    EXPECT_EQ(devno(d.devices.disks[1].info), 0);
    EXPECT_EQ(devno(d.devices.interfaces[0].info), 2);
    EXPECT_EQ(devno(d.devices.memballoon->info), 3);
}

// A10
TEST(ArchAddresses, MainframePciHasIdentifiers) {
    auto d = filled(s390, hostdev(1, 0, 0) + hostdev(2, 0, 0, "<address type='pci'><zpci uid='0x0001' fid='0x00000000'/></address>"));
    EXPECT_EQ(*d.devices.hostdevs[0].info.address.pci.zpci_uid, 2u);
    EXPECT_EQ(*d.devices.hostdevs[0].info.address.pci.zpci_fid, 1u);
    EXPECT_EQ(*d.devices.hostdevs[1].info.address.pci.zpci_uid, 1u);
    auto with = [](const char* a, const char* b) { return refusal(s390, hostdev(1, 0, 0, fmt::format("<address type='pci'><zpci {}/></address>", a)) + hostdev(2, 0, 0, fmt::format("<address type='pci'><zpci {}/></address>", b))); };
    EXPECT_NE(with("uid='0x0005' fid='0x1'", "uid='0x0005' fid='0x2'"), "accepted");
    EXPECT_NE(with("uid='0x0005' fid='0x1'", "uid='0x0006' fid='0x1'"), "accepted");
    EXPECT_NE(with("uid='0x0000' fid='0x1'", "uid='0x0006' fid='0x2'"), "accepted");
    EXPECT_EQ(with("uid='0x0005' fid='0x1'", "uid='0x0006' fid='0x2'"), "accepted");
}

TEST(ArchAddresses, PowerCountsItsOwnBus) {
    auto d = filled(pseries, "<controller type='scsi' index='0' model='ibmvscsi'/><serial type='null'/><serial type='null'/>" + nic(1, "spapr-vlan"));
    EXPECT_EQ(controller(d, ControllerType::scsi, 0).info.address.type, AddressType::spapr_vio);
    EXPECT_EQ(*controller(d, ControllerType::scsi, 0).info.address.spapr_vio_reg, 0x2000u);
    EXPECT_EQ(*d.devices.serials[0].info.address.spapr_vio_reg, 0x30000000u);
    EXPECT_EQ(*d.devices.serials[1].info.address.spapr_vio_reg, 0x30001000u);
    EXPECT_EQ(*d.devices.interfaces[0].info.address.spapr_vio_reg, 0x1000u);
}

// A10: a company of host devices has a bridge of its own, everybody else is on the first.
TEST(ArchAddresses, PowerIsolatesHostDevices) {
    rules::FillOptions o{.abi_update = true};
    o.iommu_group = [](const PciAddress& a) { return std::optional<unsigned>(a.bus); };
    auto d = filled(pseries, bare + nic(1) + hostdev(1, 0, 0) + hostdev(2, 0, 0) + hostdev(2, 0, 1), "", o);
    EXPECT_EQ(d.devices.interfaces[0].info.address.pci.bus, 0u);
    EXPECT_NE(d.devices.hostdevs[0].info.address.pci.bus, 0u);
    EXPECT_NE(d.devices.hostdevs[1].info.address.pci.bus, d.devices.hostdevs[0].info.address.pci.bus);
    EXPECT_EQ(d.devices.hostdevs[1].info.address.pci.bus, d.devices.hostdevs[2].info.address.pci.bus);
    EXPECT_EQ(bus(d, static_cast<int>(d.devices.hostdevs[0].info.address.pci.bus)).pci_model, PciModel::pci_root);
}

TEST(ArchAddresses, OldSerialTargetsMeanTheMachinesOwn) {
    const std::string isa = "<serial type='null'><target type='isa-serial'/></serial>";
    EXPECT_EQ(filled(pc, isa).devices.serials[0].serial_target, SerialTarget::isa_serial);
    EXPECT_EQ(filled(arm_virt, isa).devices.serials[0].serial_target, SerialTarget::system_serial);
    EXPECT_EQ(filled(pseries, isa).devices.serials[0].serial_target, SerialTarget::spapr_vio_serial);
    EXPECT_EQ(filled(s390, isa).devices.serials[0].serial_target, SerialTarget::sclp_serial);
    EXPECT_EQ(filled(mac99, isa).devices.serials[0].serial_target, SerialTarget::none);
}

TEST(ArchAddresses, MediatedDevicesGoWhereTheirKindGoes) {
    auto mdev = [](const char* model) {
        return fmt::format("<hostdev mode='subsystem' type='mdev' model='{}'><source><address uuid='53764d0e-85a0-42b4-af5c-2046b460b1dc'/></source></hostdev>", model);
    };
    EXPECT_EQ(filled(pc, mdev("vfio-pci")).devices.hostdevs[0].info.address.type, AddressType::pci);
    EXPECT_EQ(filled(s390, mdev("vfio-ccw")).devices.hostdevs[0].info.address.type, AddressType::ccw);
    EXPECT_EQ(filled(s390, mdev("vfio-ap")).devices.hostdevs[0].info.address.type, AddressType::none);
}

}  // namespace
}  // namespace vireo::qemu
