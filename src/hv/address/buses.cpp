// SPDX-License-Identifier: LGPL-2.1-or-later
#include "hv/address/buses.h"

#include <map>
#include <set>

#include "hv/address/devices.h"
#include "model/domain/rules/fill.h"

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
        // A console that names no place is wherever its controller puts it.
        for (auto& c : d.devices.consoles)
            if (on_virtio_serial(c) && c.info.address.type != AddressType::none) fn(c);
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
                model::rules::add_controller(d, ControllerType::virtio_serial, static_cast<int>(controller));
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
constexpr unsigned hub_ports = 8;

// One bus: its own ports and those of the hubs on it.
struct UsbBus {
    unsigned index = 0, ports = 0;
    std::set<Path> used, hubs;  // hubs: by their own port
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

unsigned depth_of(const Path& p) {
    unsigned level = 0;
    while (level < p.size() && p[level]) ++level;
    return level;
}

std::string text_of(const Path& p) {
    std::string out;
    for (unsigned i = 0; i < depth_of(p); ++i) out += (i ? "." : "") + std::to_string(p[i]);
    return out;
}

class UsbPorts {
  public:
    UsbPorts(model::Domain& d, vireo::Domain errors) : d_(d), errors_(errors) {
        for (const auto& c : d.devices.controllers) {
            if (c.type != ControllerType::usb || c.usb_master_startport) continue;
            const unsigned index = static_cast<unsigned>(c.index.value_or(0)), ports = port_count(c);
            if (ports) buses_.try_emplace(index, UsbBus{index, ports, {}, {}});
        }
        reserve();
    }

    void assign() {
        add_hubs();
        // Hubs first, then everything that plugs into them.
        for (auto& h : d_.devices.hubs) {
            if (h.info.address.type != AddressType::usb) h.info.address = {};  // hubs are nowhere else
            place(h.info, true);
        }
        each_other([&](DeviceInfo& i) { place(i, false); });
    }

  private:
    [[noreturn]] void bad(std::string text) const { throw Error(Code::xml_error, errors_, std::move(text)); }

    void each_other(auto fn) {
        auto& v = d_.devices;
        for (auto& x : v.disks)
            if (x.bus == DiskBus::usb) fn(x.info);
        for (auto& n : v.interfaces)
            if (n.model == "usb-net") fn(n.info);
        for (auto& s : v.sounds)
            if (s.model == SoundModel::usb) fn(s.info);
        for (auto& h : v.hostdevs)
            if (h.mode == HostdevMode::subsystem && h.type == HostdevType::usb) fn(h.info);
        for (auto& c : v.controllers)
            if (c.type == ControllerType::ccid) fn(c.info);
        for (auto& s : v.serials)
            if (s.serial_model == SerialModel::usb_serial) fn(s.info);
        for (auto& i : v.inputs)
            if (i.bus == InputBus::usb) fn(i.info);
        for (auto& f : v.filesystems)
            if (f.driver == FilesystemDriver::mtp) fn(f.info);
        for (auto& r : v.redirdevs) fn(r.info);
    }

    static bool open(const Address& a) { return a.type == AddressType::none || (a.type == AddressType::usb && !a.usb.port[0]); }

    void reserve() {
        if (buses_.empty()) return;  // whoever uses it is refused elsewhere
        // A hub may be named before the one that it plugs into.
        std::vector<const Address*> hubs, others;
        auto add = [](std::vector<const Address*>& list, const DeviceInfo& i) {
            if (i.address.type == AddressType::usb && i.address.usb.port[0]) list.push_back(&i.address);
        };
        for (auto& h : d_.devices.hubs) add(hubs, h.info);
        std::stable_sort(hubs.begin(), hubs.end(), [](auto* a, auto* b) { return depth_of(a->usb.port) < depth_of(b->usb.port); });
        each_other([&](DeviceInfo& i) { add(others, i); });
        for (const Address* a : hubs) take(a->usb, true);
        for (const Address* a : others) take(a->usb, false);
    }

    void take(const UsbAddress& a, bool hub) {
        auto at = buses_.find(a.bus);
        if (at == buses_.end()) bad(fmt::format("Missing USB bus {}", a.bus));
        UsbBus& bus = at->second;
        Path above{};
        for (unsigned level = 0; level < depth_of(a.port); ++level) {
            if (level && !bus.hubs.contains(above)) bad(fmt::format("there is no hub at port {} in USB address bus: {} port: {}", text_of(above), a.bus, text_of(a.port)));
            if (a.port[level] > (level ? hub_ports : bus.ports)) bad(fmt::format("requested USB port {} not present on USB bus {}", text_of(a.port), a.bus));
            above[level] = a.port[level];
        }
        if (!bus.used.insert(a.port).second) bad(fmt::format("Duplicate USB address bus {} port {}", a.bus, text_of(a.port)));
        if (hub) bus.hubs.insert(a.port);
    }

    // Hubs for devices that would find no port; one port stays open, as it would for the next hub.
    void add_hubs() {
        unsigned devices = static_cast<unsigned>(d_.devices.hubs.size()), ports = devices * hub_ports;
        for (const auto& h : d_.devices.hubs)
            if (!open(h.info.address) && h.info.address.type != AddressType::usb) return;
        each_other([&](DeviceInfo& i) { devices += open(i.address) || i.address.type == AddressType::usb; });
        for (const auto& [index, bus] : buses_) ports += bus.ports;
        if (buses_.empty() || devices <= ports) return;
        const unsigned gain = hub_ports - 1;
        for (unsigned n = (devices - ports + 1 + gain - 1) / gain; n; --n) d_.devices.hubs.emplace_back();
    }

    // The first open port below `base`: its own ports first, then those of each hub on them.
    static bool find(UsbBus& bus, Path& base, unsigned level, unsigned ports) {
        if (level >= base.size()) return false;
        for (unsigned p = 1; p <= ports; ++p) {
            base[level] = p;
            if (!bus.used.contains(base)) return true;
        }
        for (unsigned p = 1; p <= ports; ++p) {
            base[level] = p;
            if (bus.hubs.contains(base) && find(bus, base, level + 1, hub_ports)) return true;
        }
        base[level] = 0;
        return false;
    }

    void place(DeviceInfo& info, bool hub) {
        Address& a = info.address;
        if (!open(a)) return;
        if (buses_.empty()) return;  // no controller: what needs one is refused elsewhere
        const bool named = a.type == AddressType::usb;
        for (auto& [index, bus] : buses_) {
            if (named && index != a.usb.bus) continue;
            Path port{};
            if (!find(bus, port, 0, bus.ports)) continue;
            a.type = AddressType::usb;
            a.usb = {index, port};
            bus.used.insert(port);
            if (hub) bus.hubs.insert(port);
            return;
        }
        if (named && !buses_.contains(a.usb.bus)) bad(fmt::format("USB bus {} requested but no controller with that index is present", a.usb.bus));
        bad("No free USB ports");
    }

    model::Domain& d_;
    vireo::Domain errors_;
    std::map<unsigned, UsbBus> buses_;
};

}  // namespace

void assign_usb(model::Domain& d, vireo::Domain errors) { UsbPorts(d, errors).assign(); }

void check_usb(model::Domain& d, vireo::Domain errors) { UsbPorts(d, errors); }

}  // namespace vireo::hv
