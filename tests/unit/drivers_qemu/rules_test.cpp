// SPDX-License-Identifier: LGPL-2.1-or-later
// What QEMU's rules add to definitions and what they refuse, with a small emulator made of flags.
#include <gtest/gtest.h>

#include "base/error.h"
#include "drivers/qemu/rules/fill.h"
#include "model/domain/domain.h"

using namespace vireo;
using namespace vireo::qemu;

namespace {

QemuCaps emulator() {
    QemuCaps caps;
    caps.emulator = "/usr/bin/qemu-system-x86_64";
    caps.arch = "x86_64";
    AcceleratorCaps a;
    for (const char* name : {"pc", "q35"}) {
        MachineType m;
        m.name = name;
        m.max_cpus = 255;
        m.default_cpu = "qemu64";
        a.machines.push_back(m);
    }
    caps.kvm = caps.tcg = a;
    for (const char* flag : {"kvm", "tcg", "qemu-xhci", "piix3-usb-uhci", "ich9-usb-ehci1", "pcie-root-port", "pcie-pci-bridge", "ich9-ahci", "ivshmem-plain", "vnc", "VGA", "virtio-gpu-pci"}) caps.set(flag);
    return caps;
}

model::Domain define(const std::string& machine, const std::string& parts, const std::string& devices, const char* type = "kvm") {
    model::ParseOptions o;
    o.flags = model::parse_inactive | model::parse_abi_update | model::parse_checks_later;
    auto d = model::parse_domain("<domain type='" + std::string(type) + "'><name>g</name><memory unit='MiB'>1024</memory>" + parts +
                                     "<os><type arch='x86_64' machine='" + machine + "'>hvm</type></os><devices>" + devices + "</devices></domain>",
                                 o);
    rules::FillOptions f;
    f.abi_update = true;
    const auto caps = emulator();
    rules::choose_arch(d, f);
    d.devices.emulator = caps.emulator;
    rules::fill_in(d, caps, f);
    rules::check(d, caps);
    return d;
}

std::string refusal(const std::string& machine, const std::string& parts, const std::string& devices, const char* type = "kvm") {
    try {
        define(machine, parts, devices, type);
    } catch (const Error& e) {
        return e.message;
    }
    return "";
}

std::string place(const model::DeviceInfo& i) {
    const auto& a = i.address.pci;
    return fmt::format("{:x}:{:x}.{:x}", a.bus, a.slot, a.function);
}

}  // namespace

TEST(Rules, GuestsThatMayGrowHaveACell) {
    const auto d = define("pc", "<maxMemory slots='4' unit='MiB'>4096</maxMemory><vcpu>3</vcpu>", "");
    ASSERT_EQ(d.cpu->cells.size(), 1u);
    EXPECT_EQ(d.cpu->cells[0].cpus.text(), "0-2");
    EXPECT_EQ(d.cpu->cells[0].memory, 1u << 20);
    EXPECT_EQ(refusal("pc", "", "<memory model='dimm'><target><size unit='MiB'>64</size></target></memory>"),
              "unsupported configuration: cannot use/hotplug a memory device when domain 'maxMemory' is not defined");
}

TEST(Rules, ConventionalDevicesGoBehindABridge) {
    const auto d = define("q35", "", "<shmem name='a'><model type='ivshmem-plain'/></shmem>");
    EXPECT_EQ(place(d.devices.shmems[0].info), "4:1.0");
    const auto alone = define("q35", "", "<controller type='usb' index='0' model='ich9-ehci1'/>");
    const auto whole = define("q35", "", "<controller type='usb' index='0' model='ich9-ehci1'/><controller type='usb' index='0' model='ich9-uhci1'><master startport='0'/></controller>");
    auto usb = [](const model::Domain& d) {
        for (const auto& c : d.devices.controllers)
            if (c.type == model::ControllerType::usb && c.usb_model == model::UsbModel::ich9_ehci1) return place(c.info);
        return std::string();
    };
    EXPECT_EQ(usb(alone), "2:1.7");
    EXPECT_EQ(usb(whole), "0:1d.7");
}

TEST(Rules, OthersNeedTheGuestsMemory) {
    const std::string disk = "<disk type='vhostuser'><source type='unix' path='/s'/><target dev='vda' bus='virtio'/></disk>";
    EXPECT_EQ(refusal("q35", "", disk), "unsupported configuration: 'vhostuser' requires shared memory");
    EXPECT_EQ(refusal("q35", "<memoryBacking><access mode='shared'/></memoryBacking>", disk), "");
    EXPECT_EQ(refusal("q35", "<vcpu>2</vcpu><cpu><numa><cell id='0' cpus='0' memory='524288' memAccess='shared'/><cell id='1' cpus='1' memory='524288'/></numa></cpu>", disk),
              "unsupported configuration: 'vhostuser' requires shared memory");
}

TEST(Rules, Machines) {
    EXPECT_EQ(refusal("pc", "<vcpu>300</vcpu>", ""), "unsupported configuration: Maximum CPUs greater than specified machine type limit 255");
    EXPECT_EQ(refusal("pc", "<vcpu>2</vcpu><cpu><topology sockets='3' cores='1' threads='1'/></cpu>", ""),
              "unsupported configuration: CPU topology doesn't match maximum vcpu count");
    EXPECT_EQ(refusal("pc", "<on_reboot>preserve</on_reboot>", ""), "unsupported configuration: qemu driver doesn't support the 'preserve' action for 'on_reboot'/'on_poweroff'");
    EXPECT_EQ(refusal("pc", "<cputune><memorytune vcpus='0'><node id='0' bandwidth='20'/></memorytune></cputune>", "", "qemu"),
              "unsupported configuration: cachetune is only supported for KVM domains");
}

TEST(Rules, Places) {
    EXPECT_EQ(refusal("pc", "", "<serial type='pty'><target type='isa-serial'/><address type='usb' bus='0' port='1'/></serial>"),
              "unsupported configuration: Target type 'isa-serial' requires address type 'isa'");
    EXPECT_EQ(refusal("pc", "", "<console type='pty'/><console type='pty'><target type='serial'/></console>"),
              "unsupported configuration: Only the first console can be a serial port");
    EXPECT_EQ(refusal("pc", "", "<rng model='virtio'><backend model='random'/><address type='ccw' cssid='0xfe' ssid='0' devno='1'/></rng>"),
              "unsupported configuration: CCW addresses are not supported by machine type 'pc'");
    EXPECT_EQ(refusal("pc", "", "<channel type='spicevmc'><target type='virtio'/></channel>"),
              "unsupported configuration: chardev 'spicevmc' not supported without spice graphics");
}

// Whatever was taken once is taken again when it has been completed.
TEST(Rules, NothingIsTakenThatCompletionCannotStoreAgain) {
    EXPECT_EQ(refusal("pc", "", "<controller type='usb' model='none'/><input type='tablet' bus='usb'/>"),
              "unsupported configuration: Can't add USB input device. USB bus is disabled");
    for (const char* root : {"<controller type='pci'/>", "<controller type='pci' index='0'><address type='pci' domain='0' bus='0' slot='1' function='2'/></controller>"})
        EXPECT_EQ(refusal("pc", "", root),
                  "XML error: The PCI controller with index='0' must be model='pci-root' for this machine type, but model='(null)' was found instead");
}

TEST(Rules, Buses) {
    EXPECT_EQ(refusal("pc", "", "<input type='tablet' bus='usb'><address type='ccid'/></input>"), "XML error: Invalid address for a USB device");
    EXPECT_EQ(refusal("pc", "", "<disk type='file'><source file='/a'/><target dev='vda' bus='virtio'/><address type='isa'/></disk>"),
              "unsupported configuration: virtio disk cannot have an address of type 'isa'");
    EXPECT_EQ(refusal("pc", "", "<console type='pty'><target type='serial'/><address type='pci' domain='0' bus='0' slot='4' function='0'/></console>"),
              "unsupported configuration: Target type 'isa-serial' requires address type 'isa'");
    EXPECT_EQ(refusal("pc", "", "<controller type='virtio-serial'><driver queues='2'/></controller>"), "unsupported configuration: 'queues' is only supported by virtio-scsi controller");
}

TEST(Rules, Routes) {
    auto route = [](const char* parts) { return refusal("pc", "", std::string("<interface type='ethernet'><source><route ") + parts + "/></source></interface>"); };
    EXPECT_EQ(route("address='10.0.0.0' prefix='8' gateway='10.1'"), "");
    EXPECT_EQ(route("address='10.0.0.0' gateway='1.2.3.4'"), "XML error: interface host IP: Address '10.0.0.0' in route definition is not a network address");
    EXPECT_EQ(route("address='2001:db8::' prefix='32' gateway='::1'"), "XML error: interface host IP: No family specified for non-IPv4 address '2001:db8::' in route definition");
    EXPECT_EQ(route("address='10.0.0.0' prefix='33' gateway='1.2.3.4'"), "XML error: interface host IP: Invalid prefix 33 specified in route definition, must be 0 - 32");
    EXPECT_EQ(refusal("pc", "", "<interface type='user'><route address='x' gateway='1.2.3.4'/></interface>"), "XML error: guest interface: Bad network address 'x' in route definition");
}

TEST(Rules, PortProfiles) {
    auto port = [](const char* text) { return refusal("pc", "", std::string("<interface type='bridge'><source bridge='b'/>") + text + "</interface>"); };
    EXPECT_EQ(port("<virtualport/>"), "XML error: missing required virtualport type");
    EXPECT_EQ(port("<virtualport type='802.1Qbg'><parameters managerid='1'/></virtualport>"), "XML error: missing typeid in <virtualport type='802.1Qbg'>");
    EXPECT_EQ(port("<virtualport type='openvswitch'><parameters typeid='1'/></virtualport>"), "XML error: extra typeid unsupported in <virtualport type='openvswitch'>");
    EXPECT_EQ(port("<virtualport type='openvswitch'/>"), "");
}

TEST(Rules, Images) {
    auto disk = [](const std::string& driver, const std::string& inner, const std::string& bus = "virtio") {
        return "<disk type='file'><driver name='qemu' " + driver + "/><source file='/a'>" + inner + "</source><target dev='vda' bus='" + bus + "'/></disk>";
    };
    EXPECT_EQ(refusal("pc", "", disk("type='qcow2'", "<encryption format='default'/>")), "unsupported configuration: old qcow/qcow2 encryption is not supported");
    EXPECT_EQ(refusal("pc", "", disk("type='raw' discard_no_unref='on'", "")), "unsupported configuration: 'discard_no_unref' only works with qcow2 disk format");
    EXPECT_EQ(refusal("pc", "", disk("type='raw' ioeventfd='on'", "", "usb")), "unsupported configuration: disk ioeventfd mode supported only for virtio bus");
    EXPECT_EQ(refusal("pc", "", disk("type='raw' iothread='1'", "")), "unsupported configuration: Disk iothread '1' not defined in iothreadid");
}
