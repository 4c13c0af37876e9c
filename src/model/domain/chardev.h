// SPDX-License-Identifier: LGPL-2.1-or-later
// Character devices: <serial>, <parallel>, <console>, <channel> and everything else with the same back ends
// (<redirdev>, <smartcard>, <rng>).
#pragma once

#include "model/domain/source.h"

namespace vireo::model {

enum class ChardevType : std::uint8_t {
    null, vc, pty, dev, file, pipe, stdio, udp, tcp, unix_, spicevmc, spiceport, nmdm, qemu_vdagent, dbus
};
VIREO_WORDS(ChardevType, "null", "vc", "pty", "dev", "file", "pipe", "stdio", "udp", "tcp", "unix", "spicevmc",
            "spiceport", "nmdm", "qemu-vdagent", "dbus")
enum class ChardevProtocol : std::uint8_t { raw, telnet, telnets, tls };
VIREO_WORDS(ChardevProtocol, "raw", "telnet", "telnets", "tls")
enum class MouseMode : std::uint8_t { none, server, client };
VIREO_WORDS(MouseMode, "", "server", "client")

// The host's side. Which members count depends on `type`.
struct ChardevSource {
    ChardevType type = ChardevType::null;
    std::string path;                      // dev, file, pipe, pty (live), unix
    OnOff append = OnOff::absent;          // file
    bool listen = false;                   // tcp, unix: mode='bind'
    std::string host, service;             // tcp
    std::string bind_host, bind_service, connect_host, connect_service;  // udp
    ChardevProtocol protocol = ChardevProtocol::raw;  // tcp
    YesNo tls = YesNo::absent;             // tcp
    bool tls_from_config = false;          // the daemon's configuration asked for it, not the document
    Reconnect reconnect;                   // tcp, unix in connect mode
    std::string channel;                   // spiceport, dbus
    std::string nmdm_master, nmdm_slave;
    YesNo clipboard = YesNo::absent;       // qemu-vdagent
    MouseMode mouse = MouseMode::none;
    std::string log_file;
    OnOff log_append = OnOff::absent;
    std::vector<DeviceSeclabel> seclabels;
    bool operator==(const ChardevSource&) const = default;
};

enum class ChardevRole : std::uint8_t { serial, parallel, console, channel };

enum class SerialTarget : std::uint8_t {
    none, isa_serial, usb_serial, pci_serial, spapr_vio_serial, system_serial, sclp_serial, isa_debug
};
VIREO_WORDS(SerialTarget, "", "isa-serial", "usb-serial", "pci-serial", "spapr-vio-serial", "system-serial",
            "sclp-serial", "isa-debug")
enum class SerialModel : std::uint8_t {
    none, isa_serial, usb_serial, pci_serial, spapr_vty, pl011, sclpconsole, sclplmconsole, uart_16550a, isa_debugcon
};
VIREO_WORDS(SerialModel, "", "isa-serial", "usb-serial", "pci-serial", "spapr-vty", "pl011", "sclpconsole",
            "sclplmconsole", "16550a", "isa-debugcon")
enum class ConsoleTarget : std::uint8_t { none, serial, xen, uml, virtio, lxc, openvz, sclp, sclplm };
VIREO_WORDS(ConsoleTarget, "", "serial", "xen", "uml", "virtio", "lxc", "openvz", "sclp", "sclplm")
enum class ChannelTarget : std::uint8_t { none, guestfwd, virtio, xen };
VIREO_WORDS(ChannelTarget, "", "guestfwd", "virtio", "xen")
enum class ChannelState : std::uint8_t { none, connected, disconnected };
VIREO_WORDS(ChannelState, "", "connected", "disconnected")

struct Chardev {
    ChardevRole role = ChardevRole::serial;
    ChardevSource source;
    std::optional<int> port;               // serial, parallel, console: number within its kind; -1 or none: choose
    SerialTarget serial_target = SerialTarget::none;
    SerialModel serial_model = SerialModel::none;
    ConsoleTarget console_target = ConsoleTarget::none;
    ChannelTarget channel_target = ChannelTarget::none;
    std::string name;                      // channel virtio, xen
    ChannelState state = ChannelState::none;  // channel virtio, live
    std::string guestfwd_address, guestfwd_port;
    DeviceInfo info;
    bool operator==(const Chardev&) const = default;
};

enum class SmartcardMode : std::uint8_t { host, host_certificates, passthrough };
VIREO_WORDS(SmartcardMode, "host", "host-certificates", "passthrough")

struct Smartcard {
    SmartcardMode mode = SmartcardMode::host;
    std::vector<std::string> certificates;  // exactly three
    std::string database;
    ChardevSource source;                  // passthrough
    DeviceInfo info;
    bool operator==(const Smartcard&) const = default;
};

struct Redirdev {
    std::string bus = "usb";
    ChardevSource source;
    DeviceInfo info;
    bool operator==(const Redirdev&) const = default;
};

struct RedirFilterUsb {
    std::optional<int> usb_class, vendor, product;  // absent: any
    std::optional<unsigned> version;       // binary coded decimal, 0x0200; absent: any
    bool allow = false;
    bool operator==(const RedirFilterUsb&) const = default;
};

}  // namespace vireo::model
