// SPDX-License-Identifier: LGPL-2.1-or-later
// Small machines of several architectures, and where their devices end up: tools that tests of addresses share.
#pragma once

#include <stdexcept>
#include <string>

#include "base/error.h"
#include "drivers/qemu/rules/fill.h"
#include "model/domain/domain.h"
#include "model/row/row.h"

namespace vireo::qemu::scene {

struct Machine {
    std::string arch, name;
};
inline const Machine pc{"x86_64", "pc"}, q35{"x86_64", "q35"}, arm_virt{"aarch64", "virt"}, isapc{"x86_64", "isapc"}, microvm{"x86_64", "microvm"}, riscv_virt{"riscv64", "virt"}, pseries{"ppc64", "pseries"},
    mac99{"ppc64", "mac99"}, s390{"s390x", "s390-ccw-virtio"}, vexpress{"armv7l", "vexpress-a9"};

inline QemuCaps caps_of(const Machine& m) {
    QemuCaps c;
    c.emulator = "/usr/bin/qemu-system-" + m.arch;
    c.arch = m.arch;
    c.version = 10000000;
    c.tcg.emplace();
    MachineType t;
    t.name = m.name;
    t.max_cpus = 255;
    c.tcg->machines.push_back(t);
    for (const char* flag : {"tcg", "piix3-usb-uhci", "qemu-xhci", "nec-usb-xhci", "usb-ehci", "ich9-usb-ehci1", "pci-ohci", "rtl8139", "e1000", "lsi", "pcie-root-port", "pci-bridge",
                             "dmi-to-pci-bridge", "pcie-pci-bridge", "pxb", "pxb-pcie", "x3130-upstream", "ioh3420", "xio3130-downstream", "cirrus-vga", "VGA", "virtio-gpu", "virtio-net", "virtio-scsi",
                             "gpex-pcihost", "spapr-pci-host-bridge", "virtio-ccw", "ccw", "zpci", "usb-ccid", "megasas", "device-video-primary"})
        c.set(flag);
    return c;
}

inline model::Domain parsed(const Machine& m, const std::string& devices, const std::string& more = "") {
    return model::parse_domain("<domain type='qemu'><name>a</name><uuid>c7a5fdbd-edaf-9455-926a-d65c16db1809</uuid><memory unit='MiB'>64</memory>" + more + "<os><type arch='" + m.arch +
                               "' machine='" + m.name + "'>hvm</type></os><devices><emulator>/usr/bin/qemu-system-" + m.arch + "</emulator>" + devices + "</devices></domain>");
}

inline model::Domain filled(const Machine& m, const std::string& devices, const std::string& more = "", const rules::FillOptions& o = {.abi_update = true}) {
    model::Domain d = parsed(m, devices, more);
    rules::fill_in(d, caps_of(m), o);
    return d;
}

// The text of the refusal, or "accepted".
inline std::string refusal(const Machine& m, const std::string& devices, const std::string& more = "") {
    try {
        model::Domain d = filled(m, devices, more);
    } catch (const Error& e) {
        return e.what();
    }
    return "accepted";
}

// "bus:slot.function" and what the slot says about sharing; other addresses in a short form of their own.
inline std::string at(const model::DeviceInfo& i) {
    const auto& a = i.address;
    switch (a.type) {
        case model::AddressType::none: return "none";
        case model::AddressType::pci: {
            const auto& p = a.pci;
            return fmt::format("{:x}:{:x}.{}{}", p.bus, p.slot, p.function, p.multifunction == model::OnOff::on ? " on" : p.multifunction == model::OnOff::off ? " off" : "");
        }
        case model::AddressType::drive: return fmt::format("drive {}:{}:{}:{}", a.drive.controller, a.drive.bus, a.drive.target, a.drive.unit);
        default: return std::string(word(a.type));
    }
}

inline const model::Controller& controller(const model::Domain& d, model::ControllerType t, int index) {
    for (const auto& c : d.devices.controllers)
        if (c.type == t && c.index.value_or(0) == index) return c;
    throw std::runtime_error("no such controller");
}
inline const model::Controller& bus(const model::Domain& d, int index) { return controller(d, model::ControllerType::pci, index); }
inline unsigned buses(const model::Domain& d, model::PciModel m) {
    unsigned n = 0;
    for (const auto& c : d.devices.controllers) n += c.type == model::ControllerType::pci && c.pci_model == m;
    return n;
}

inline std::string pci(unsigned bus, unsigned slot, unsigned function = 0, const std::string& more = "") {
    return fmt::format("<address type='pci' domain='0x0000' bus='0x{:02x}' slot='0x{:02x}' function='0x{}'{}/>", bus, slot, function, more);
}
inline std::string disk(const std::string& name, const std::string& address = "", const std::string& bus = "virtio") {
    return "<disk type='file'><source file='/i/" + name + "'/><target dev='" + name + "' bus='" + bus + "'/>" + address + "</disk>";
}
inline std::string port(int index, const std::string& address = "", const std::string& model = "pcie-root-port") {
    return fmt::format("<controller type='pci' index='{}' model='{}'>{}</controller>", index, model, address);
}
inline std::string nic(unsigned n, const std::string& model = "virtio", const std::string& address = "") {
    return fmt::format("<interface type='user'><mac address='52:54:00:00:{:02x}:{:02x}'/><model type='{}'/>{}</interface>", n / 256, n % 256, model, address);
}
inline std::string hostdev(unsigned bus, unsigned slot, unsigned function, const std::string& address = "") {
    return fmt::format("<hostdev mode='subsystem' type='pci'><source><address domain='0' bus='0x{:02x}' slot='0x{:02x}' function='0x{}'/></source>{}</hostdev>", bus, slot, function, address);
}
// Nothing but what a test asks for.
inline const std::string bare = "<controller type='usb' index='0' model='none'/><memballoon model='none'/>";

inline std::string text_of(const model::Domain& d) { return model::format_domain(d, model::row::format_secure); }

}  // namespace vireo::qemu::scene
