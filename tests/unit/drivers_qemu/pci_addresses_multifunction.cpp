// SPDX-License-Identifier: LGPL-2.1-or-later
// Slots that several functions share: who says so, who may come, who may go.
#include <gtest/gtest.h>

#include "drivers/qemu/rules/hotplug.h"
#include "machine_scene.h"

namespace vireo::qemu {
namespace {

using namespace model;
using namespace scene;

// B1, B2
TEST(PciMultifunction, FunctionZeroOfASharedSlotSaysSo) {
    auto d = filled(pc, bare + disk("vda", pci(0, 5)) + disk("vdb", pci(0, 5, 1)) + disk("vdc", pci(0, 6)));
    EXPECT_EQ(at(d.devices.disks[0].info), "0:5.0 on");
    EXPECT_NE(text_of(d).find("slot='0x05' function='0x0' multifunction='on'/>"), std::string::npos);
}

// B3
TEST(PciMultifunction, WhatUsersSaidStays) {
    auto d = filled(pc, bare + disk("vda", pci(0, 5, 0, " multifunction='off'")) + disk("vdb", pci(0, 5, 1)));
    EXPECT_EQ(at(d.devices.disks[0].info), "0:5.0 off");
}

// B4
TEST(PciMultifunction, OtherFunctionsAreLeftAlone) {
    auto d = filled(pc, bare + disk("vda", pci(0, 5, 1)) + disk("vdb", pci(0, 5, 2, " multifunction='on'")));
    EXPECT_EQ(at(d.devices.disks[0].info), "0:5.1");
    EXPECT_EQ(at(d.devices.disks[1].info), "0:5.2 on");
}

// B5
TEST(PciMultifunction, LonelyFunctionsSayNothing) {
    auto d = filled(pc, bare + disk("vda", pci(0, 5)) + disk("vdb"));
    EXPECT_EQ(at(d.devices.disks[0].info), "0:5.0");
    EXPECT_EQ(text_of(d).find("multifunction"), std::string::npos);
}

// B5: every kind of device that can be at function 0.
TEST(PciMultifunction, AllKindsOfDevicesAlike) {
    const std::pair<const char*, std::string> kinds[] = {
        {"disk", "<disk type='file'><source file='/a'/><target dev='vda' bus='virtio'/>@</disk>"},
        {"interface", "<interface type='user'><mac address='52:54:00:00:00:01'/><model type='virtio'/>@</interface>"},
        {"controller scsi", "<controller type='scsi' index='0' model='virtio-scsi'>@</controller>"},
        {"controller usb", "<controller type='usb' index='1' model='ich9-ehci1'>@</controller>"},
        {"controller serial", "<controller type='virtio-serial' index='0'>@</controller>"},
        {"controller sata", "<controller type='sata' index='1'>@</controller>"},
        {"controller bridge", "<controller type='pci' index='1' model='pci-bridge'>@</controller>"},
        {"filesystem", "<filesystem type='mount'><source dir='/a'/><target dir='t'/>@</filesystem>"},
        {"sound", "<sound model='ich6'>@</sound>"},
        {"video", "<video><model type='vga'/>@</video>"},
        {"hostdev", hostdev(5, 0, 0, "@")},
        {"watchdog", "<watchdog model='i6300esb'>@</watchdog>"},
        {"rng", "<rng model='virtio'><backend model='random'>/dev/urandom</backend>@</rng>"},
        {"shmem", "<shmem name='s'><model type='ivshmem-plain'/><size unit='M'>4</size>@</shmem>"},
        {"input", "<input type='tablet' bus='virtio'>@</input>"},
        {"vsock", "<vsock model='virtio'><cid auto='yes'/>@</vsock>"},
        {"serial", "<serial type='null'><target type='pci-serial'/>@</serial>"},
        {"crypto", "<crypto model='virtio' type='qemu'><backend model='builtin'/>@</crypto>"},
        {"panic", "<panic model='pvpanic'>@</panic>"},
    };
    for (const auto& [name, xml] : kinds) {
        std::string with = xml;
        with.replace(with.find('@'), 1, pci(0, 9));
        auto d = filled(pc, "<memballoon model='none'/>" + with + disk("vdz", pci(0, 9, 1)));
        EXPECT_NE(text_of(d).find("slot='0x09' function='0x0' multifunction='on'/>"), std::string::npos) << name;
    }
    auto balloon = filled(pc, "<controller type='usb' index='0' model='none'/><memballoon model='virtio'>" + pci(0, 9) + "</memballoon>" + disk("vdz", pci(0, 9, 1)));
    EXPECT_EQ(at(balloon.devices.memballoon->info), "0:9.0 on");
}

// B6
TEST(PciMultifunction, DefiningWhatWasDumpedChangesNothing) {
    for (const auto& m : {pc, q35, arm_virt, pseries, s390}) {
        const std::string shared = m.arch == "s390x" ? "" : disk("vdb", pci(0, 9, 1)) + disk("vdc", pci(0, 9, 0));
        auto d = filled(m, disk("vda") + shared + nic(1) + "<controller type='scsi' model='virtio-scsi'/><channel type='unix'><target type='virtio' name='x'/></channel>");
        const std::string once = text_of(d);
        model::Domain again = parse_domain(once);
        rules::fill_in(again, caps_of(m), {.abi_update = true});
        EXPECT_EQ(text_of(again), once) << m.name;
    }
}

template <class F>
std::string says(F&& f) {
    try {
        f();
    } catch (const Error& e) {
        return e.what();
    }
    return "accepted";
}

model::Domain live() {
    return filled(q35, bare + port(1) + port(2) + port(3, "<target hotplug='off'/>") + port(4) + disk("vda", pci(4, 0)) + disk("vdb", pci(4, 0, 1)) + disk("vdc", pci(3, 0)) + disk("vdd", pci(2, 0)) +
                           disk("vde", pci(0, 9)));
}

// B7
TEST(PciMultifunction, OnlyFunctionZeroIsPlugged) {
    const auto d = live();
    auto attach = [&](const std::string& address) {
        const auto newcomer = parsed(q35, disk("vdz", address));
        return says([&] { rules::check_attach_address(d, newcomer.devices.disks[0].info); });
    };
    EXPECT_EQ(attach(pci(1, 0)), "accepted");
    EXPECT_EQ(attach(""), "accepted");
    EXPECT_EQ(attach(pci(1, 0, 1)), "internal error: Only PCI device addresses with function=0 are supported");
    EXPECT_EQ(attach(pci(3, 0, 1)), "internal error: Only PCI device addresses with function=0 are supported");
    EXPECT_EQ(attach(pci(0, 8)), "XML error: The device at PCI address 0000:00:08.0 requires hotplug capability, but the PCI controller with index='0' doesn't support hotplug");
    EXPECT_EQ(attach(pci(3, 0)), "XML error: The device at PCI address 0000:03:00.0 requires hotplug capability, but the PCI controller with index='3' doesn't support hotplug");
}

// B7
TEST(PciMultifunction, NobodyLeavesASharedSlot) {
    const auto d = live();
    auto detach = [&](unsigned n) { return says([&] { rules::check_detach_address(d, d.devices.disks[n].info, "disk"); }); };
    EXPECT_EQ(detach(0), "operation failed: cannot hot unplug disk device with multifunction PCI guest address: 0000:04:00.0");
    EXPECT_EQ(detach(1), "operation failed: cannot hot unplug disk device with multifunction PCI guest address: 0000:04:00.1");
    EXPECT_EQ(detach(2), "operation failed: cannot hot unplug disk device with PCI guest address: 0000:03:00.0 - not allowed by controller");
    EXPECT_EQ(detach(3), "accepted");
    EXPECT_EQ(detach(4), "accepted");  // the emulator refuses that by itself
}

}  // namespace
}  // namespace vireo::qemu
