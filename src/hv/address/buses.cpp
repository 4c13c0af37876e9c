// SPDX-License-Identifier: LGPL-2.1-or-later
#include "hv/address/buses.h"

#include <map>
#include <set>

namespace vireo::hv {

using namespace model;

namespace {

bool on_virtio_serial(const Chardev& c) {
    return (c.role == ChardevRole::channel && c.channel_target == ChannelTarget::virtio) ||
           (c.role == ChardevRole::console && c.console_target == ConsoleTarget::virtio);
}

}  // namespace

void assign_virtio_serial(model::Domain& d, vireo::Domain errors) {
    std::map<unsigned, std::set<unsigned>> used;
    std::map<unsigned, unsigned> limit;
    for (const auto& c : d.devices.controllers)
        if (c.type == ControllerType::virtio_serial) limit[static_cast<unsigned>(c.index.value_or(0))] = static_cast<unsigned>(c.ports.value_or(31));
    auto each = [&](auto fn) {
        // On s390 the first console is wherever its controller puts it.
        for (std::size_t i = d.os.arch.starts_with("s390") ? 1 : 0; i < d.devices.consoles.size(); ++i)
            if (on_virtio_serial(d.devices.consoles[i])) fn(d.devices.consoles[i]);
        for (auto& c : d.devices.channels)
            if (on_virtio_serial(c)) fn(c);
    };
    each([&](Chardev& c) {
        const auto& a = c.info.address;
        if (a.type != AddressType::virtio_serial || !a.virtio_serial.port) return;
        if (!used[a.virtio_serial.controller].insert(a.virtio_serial.port).second)
            throw Error(Code::xml_error, errors, fmt::format("virtio serial port {} on controller {} is already occupied", a.virtio_serial.port, a.virtio_serial.controller));
    });
    bool first_console = true;
    each([&](Chardev& c) {
        Address& a = c.info.address;
        if (a.type == AddressType::virtio_serial && a.virtio_serial.port) return;
        if (a.type != AddressType::none && a.type != AddressType::virtio_serial) return;
        const bool named = a.type == AddressType::virtio_serial;
        // The first console may have port 0, which has nothing to do with a channel's port.
        if (c.role == ChardevRole::console && std::exchange(first_console, false) && named && !used[a.virtio_serial.controller].contains(0)) {
            used[a.virtio_serial.controller].insert(0);
            return;
        }
        // Controllers that exist first, by number; a new one when all are full.
        unsigned start = named ? a.virtio_serial.controller : limit.empty() ? 0 : limit.begin()->first;
        for (unsigned controller = start;; ++controller) {
            if (!named && !limit.contains(controller) && limit.upper_bound(controller) != limit.end()) continue;
            if (!limit.contains(controller)) {
                if (named && controller != a.virtio_serial.controller)
                    throw Error(Code::xml_error, errors, "Unable to find a free virtio-serial port");
                limit[controller] = 31;
                Controller k;
                k.type = ControllerType::virtio_serial;
                k.index = static_cast<int>(controller);
                d.devices.controllers.push_back(std::move(k));
            }
            auto& ports = used[controller];
            for (unsigned port = c.role == ChardevRole::console && !named ? 1 : 1; port < limit[controller]; ++port)
                if (ports.insert(port).second) {
                    a.type = AddressType::virtio_serial;
                    a.virtio_serial = {controller, 0, port};
                    return;
                }
        }
    });
}

void assign_ccid(model::Domain& d) {
    std::map<unsigned, std::set<unsigned>> used;
    for (const auto& s : d.devices.smartcards)
        if (s.info.address.type == AddressType::ccid) used[s.info.address.ccid.controller].insert(s.info.address.ccid.slot);
    for (auto& s : d.devices.smartcards) {
        if (s.info.address.type != AddressType::none) continue;
        unsigned controller = 0;
        while (!used[controller].insert(0).second) ++controller;  // one slot each
        s.info.address.type = AddressType::ccid;
        s.info.address.ccid = {controller, 0};
    }
}

namespace {

using Path = std::array<unsigned, 4>;

struct UsbBus {
    unsigned index, ports;
    std::set<Path> used;
    std::map<Path, unsigned> hubs;  // by their own port
};

unsigned port_count(const Controller& c) {
    switch (c.usb_model) {
        case UsbModel::piix3_uhci:
        case UsbModel::piix4_uhci:
        case UsbModel::vt82c686b_uhci:
        case UsbModel::unset: return 2;
        case UsbModel::ich9_uhci1:
        case UsbModel::ich9_uhci2:
        case UsbModel::ich9_uhci3: return 2;
        case UsbModel::ehci:
        case UsbModel::ich9_ehci1: return 6;
        case UsbModel::pci_ohci: return 3;
        case UsbModel::nec_xhci:
        case UsbModel::qemu_xhci: return c.ports ? static_cast<unsigned>(*c.ports) : 4;
        default: return 0;
    }
}

std::string text_of(const Path& p) {
    std::string out;
    for (unsigned x : p) {
        if (!x) break;
        if (!out.empty()) out += '.';
        out += std::to_string(x);
    }
    return out;
}

}  // namespace

void assign_usb(model::Domain& d, vireo::Domain errors) {
    std::map<unsigned, UsbBus> buses;
    for (const auto& c : d.devices.controllers) {
        if (c.type != ControllerType::usb || c.usb_master_startport) continue;
        const unsigned index = static_cast<unsigned>(c.index.value_or(0)), ports = port_count(c);
        if (ports) buses.try_emplace(index, UsbBus{index, ports, {}, {}});
    }
    auto each = [&](auto fn) {
        for (auto& h : d.devices.hubs) fn(h.info, true);
        for (auto& i : d.devices.inputs)
            if (i.bus == InputBus::usb) fn(i.info, false);
        for (auto& h : d.devices.hostdevs)
            if (h.mode == HostdevMode::subsystem && h.type == HostdevType::usb) fn(h.info, false);
        for (auto& r : d.devices.redirdevs) fn(r.info, false);
        for (auto& x : d.devices.disks)
            if (x.bus == DiskBus::usb) fn(x.info, false);
        for (auto& s : d.devices.sounds)
            if (s.model == SoundModel::usb) fn(s.info, false);
        for (auto& s : d.devices.serials)
            if (s.serial_model == SerialModel::usb_serial) fn(s.info, false);
        for (auto& c : d.devices.controllers)
            if (c.type == ControllerType::ccid) fn(c.info, false);
        for (auto& n : d.devices.interfaces)
            if (n.model == "usb-net") fn(n.info, false);
    };
    each([&](DeviceInfo& info, bool hub) {
        const auto& a = info.address;
        if (a.type != AddressType::usb || !a.usb.port[0]) return;
        auto at = buses.find(a.usb.bus);
        if (at == buses.end())
            throw Error(Code::xml_error, errors, fmt::format("USB bus {} requested but no controller with that index is present", a.usb.bus));
        if (!at->second.used.insert(a.usb.port).second)
            throw Error(Code::xml_error, errors, fmt::format("Duplicate USB address bus {} port {}", a.usb.bus, text_of(a.usb.port)));
        if (hub) at->second.hubs[a.usb.port] = 8;
    });
    each([&](DeviceInfo& info, bool hub) {
        Address& a = info.address;
        if (a.type != AddressType::none && !(a.type == AddressType::usb && !a.usb.port[0])) return;
        const bool named = a.type == AddressType::usb;
        for (auto& entry : buses) {
            // clang 14 cannot capture the names of a structured binding
            const auto index = entry.first;
            auto& bus = entry.second;
            if (named && index != a.usb.bus) continue;
            auto place = [&](Path base, unsigned level, unsigned ports) {
                for (unsigned p = 1; p <= ports; ++p) {
                    base[level] = p;
                    if (bus.used.insert(base).second) {
                        a.type = AddressType::usb;
                        a.usb.bus = index;
                        a.usb.port = base;
                        if (hub) bus.hubs[base] = 8;
                        return true;
                    }
                }
                return false;
            };
            if (place({}, 0, bus.ports)) return;
            for (auto [path, ports] : std::map(bus.hubs)) {
                unsigned level = 0;
                while (level < 4 && path[level]) ++level;
                if (level < 4 && place(path, level, ports)) return;
            }
        }
        if (buses.empty()) return;  // no controller: what needs one is refused elsewhere
        // Nowhere left: a hub on the last port would help, but the first bus has to have one free for it.
        throw Error(Code::xml_error, errors, "No free USB ports");
    });
}

}  // namespace vireo::hv
