// SPDX-License-Identifier: LGPL-2.1-or-later
// See pci.h.
#include "hv/address/pci.h"

#include <algorithm>
#include <map>

#include "hv/address/devices.h"

namespace vireo::hv {

using namespace model;

namespace {

struct Slot {
    std::uint8_t used = 0;        // functions
    bool root_ports = false;      // only root ports live here: more of them may join
};

struct Bus {
    enum class Kind : std::uint8_t { missing, conventional, express_root, port, upstream } kind = Kind::missing;
    PciModel model = PciModel::none;
    unsigned first = 0, last = 31;
    bool hotplug = true;
    unsigned group = 0;           // whose devices may join, see PciMachine::isolation_group
    bool empty() const {
        for (const Slot& s : slots)
            if (s.used) return false;
        return true;
    }
    std::array<Slot, 32> slots{};
};

// May a controller of one model be plugged into one of another?
bool accepts(PciModel bus, PciModel controller) {
    using M = PciModel;
    switch (controller) {
        case M::pci_bridge: return bus != M::pcie_switch_upstream_port && bus != M::pcie_expander_bus;
        case M::pci_expander_bus: return bus == M::pci_root;
        case M::pcie_expander_bus: return bus == M::pcie_root;
        case M::pcie_root_port:
        case M::dmi_to_pci_bridge: return bus == M::pcie_root || bus == M::pcie_expander_bus;
        case M::pcie_switch_upstream_port:
        case M::pcie_to_pci_bridge: return bus == M::pcie_root_port || bus == M::pcie_switch_downstream_port;
        case M::pcie_switch_downstream_port: return bus == M::pcie_switch_upstream_port;
        default: return true;
    }
}

// Devices at the end go everywhere by explicit address but where only ports fit.
bool accepts_devices(PciModel bus) { return bus != PciModel::pcie_switch_upstream_port && bus != PciModel::pcie_expander_bus; }

// The root bus's own place stands for a place that is still to be chosen, whatever the function.
bool unplaced(const PciAddress& a) { return !(a.domain | a.bus | a.slot); }

class Allocator {
  public:
    Allocator(model::Domain& d, const PciMachine& m, vireo::Domain errors) : d_(d), machine_(m), errors_(errors) {}

    void run() {
        if (machine_.root == PciMachine::Root::express && !rehearsal_) rehearse();
        root_bus();
        for (const auto& c : d_.devices.controllers)
            if (c.type == ControllerType::pci) learn_bus(c);
        extend_to_named_buses();
        reserve_explicit();
        machine_functions();
        primary_video();
        place_listed_ports();
        if (machine_.q35_functions) ich9_usb();
        assign_all();
        leave_spare_port();
        multifunction();
    }

  private:
    // Which buses will be needed shows when every device has had its place once. They are then part of the definition
    // before the first address is given, so that bridges come before what is plugged into them.
    void rehearse() {
        model::Domain copy;
        copy.devices = d_.devices;
        Allocator trial(copy, machine_, errors_);
        trial.rehearsal_ = true;
        trial.laid_out_ = laid_out();
        trial.run();
        for (Controller& c : trial.kept_) {
            c.info = {};
            c.pci_target.port.reset();
            insert_sorted(std::move(c));
        }
    }

    [[noreturn]] void bad(std::string text) const { throw Error(Code::xml_error, errors_, std::move(text)); }

    static std::string text_of(const PciAddress& a) { return fmt::format("{:04x}:{:02x}:{:02x}.{:x}", a.domain, a.bus, a.slot, a.function); }

    void root_bus() {
        Bus b;
        const bool express = machine_.root == PciMachine::Root::express;
        b.kind = express ? Bus::Kind::express_root : Bus::Kind::conventional;
        b.model = express ? PciModel::pcie_root : PciModel::pci_root;
        b.first = 1;
        buses_[0] = b;
    }

    void learn_bus(const Controller& c) {
        const unsigned index = static_cast<unsigned>(c.index.value_or(0));
        if (index == 0) return;
        Bus b;
        b.hotplug = c.pci_target.hotplug != OnOff::off;
        b.model = c.pci_model;
        switch (c.pci_model) {
            case PciModel::pcie_root_port:
            case PciModel::pcie_switch_downstream_port: b.kind = Bus::Kind::port, b.first = b.last = 0; break;
            case PciModel::pcie_switch_upstream_port: b.kind = Bus::Kind::upstream, b.first = 0; break;
            case PciModel::pci_bridge: b.kind = Bus::Kind::conventional, b.first = 1; break;
            // Its slots cannot be hot-plugged: bridges go there, devices rather not.
            case PciModel::dmi_to_pci_bridge: b.kind = Bus::Kind::conventional, b.first = 0, b.hotplug = false; break;
            case PciModel::pcie_to_pci_bridge: b.kind = Bus::Kind::conventional, b.first = 1; break;
            case PciModel::pci_expander_bus: b.kind = Bus::Kind::conventional, b.first = 0; break;
            case PciModel::pcie_expander_bus: b.kind = Bus::Kind::express_root, b.first = 0, b.last = 0; break;
            default: b.kind = Bus::Kind::conventional, b.first = 1; break;
        }
        buses_[index] = b;
    }

    // Does the definition say itself what is plugged into the root?
    bool laid_out() const {
        for (const auto& c : d_.devices.controllers)
            if (c.type == ControllerType::pci && c.index.value_or(0)) return true;
        return false;
    }

    // Buses that addresses or numbers of others take for granted: numbers have no gaps.
    void extend_to_named_buses() {
        if (machine_.root == PciMachine::Root::none || !machine_.can_add_buses) return;
        unsigned highest = buses_.rbegin()->first;
        std::vector<unsigned> conventional;  // behind a port of their own, so never the first
        each_pci_device(d_, [&](const PciDevice& dev) {
            if (dev.info->address.type != AddressType::pci || unplaced(dev.info->address.pci)) return;
            const unsigned bus = dev.info->address.pci.bus;
            highest = std::max(highest, bus);
            if (bus > 1 && dev.kind == PciKind::conventional) conventional.push_back(bus);
        });
        if (highest > 0xff) return;  // reported where the address is reserved
        const bool express = machine_.root == PciMachine::Root::express;
        for (unsigned i = 1; i <= highest; ++i)
            if (!buses_.contains(i)) {
                const bool bridge = std::find(conventional.begin(), conventional.end(), i) != conventional.end();
                append_controller(!express ? machine_.added : bridge ? PciModel::pcie_to_pci_bridge : PciModel::pcie_root_port, i);
                ports_added_ = express;
            }
        flush_added();
    }

    unsigned group_of(const DeviceInfo& i) const { return machine_.isolation_group ? machine_.isolation_group(i) : 0; }

    void check(const PciAddress& a) const {
        if (a.domain != 0) bad(fmt::format("Invalid PCI address {}. Only PCI domain 0 is available", text_of(a)));
        if (a.bus > 0xff) bad(fmt::format("Invalid PCI address {}, bus must be <= 0xFF", text_of(a)));
        if (a.slot > 0x1f) bad(fmt::format("Invalid PCI address {}, slot must be <= 0x1F", text_of(a)));
        if (a.function > 7) bad(fmt::format("Invalid PCI address {}, function must be <= 7", text_of(a)));
        auto at = buses_.find(a.bus);
        if (at == buses_.end()) bad(fmt::format("Invalid PCI address {}, only PCI buses up to {} are available", text_of(a), buses_.rbegin()->first));
        const Bus& bus = at->second;
        if (a.slot < bus.first) bad(fmt::format("Invalid PCI address {}. slot must be >= {}", text_of(a), bus.first));
        if (a.slot > bus.last) bad(fmt::format("Invalid PCI address {}. slot must be <= {}", text_of(a), bus.last));
    }

    // Is the thing at an explicit address of a kind that its bus takes?
    void check_plug(const PciDevice& dev) const {
        const PciAddress& a = dev.info->address.pci;
        const PciModel bus = buses_.at(a.bus).model;
        const bool controller = dev.controller && dev.controller->type == ControllerType::pci;
        if (controller ? accepts(bus, dev.controller->pci_model) : accepts_devices(bus)) return;
        bad(fmt::format("The device at PCI address {} cannot be plugged into the PCI controller with index='{}'. It requires a controller that accepts a {}.",
                        text_of(a), a.bus,
                        controller                              ? word(dev.controller->pci_model)
                        : dev.kind == PciKind::conventional ? "standard PCI device"
                                                            : "PCI Express device"));
    }

    // Bridges of conventional buses are numbered behind what they are plugged into.
    void check_order(const Controller& c) const {
        const unsigned index = static_cast<unsigned>(c.index.value_or(0)), bus = c.info.address.pci.bus;
        if (c.pci_model == PciModel::pci_bridge && bus >= index)
            fail(Code::config_unsupported, errors_, "PCI controller at index {} (0x{:02x}) has bus='0x{:02x}', but index must be larger than bus", index, index, bus);
    }

    void take(const PciAddress& a, bool root_port) {
        Slot& s = buses_.at(a.bus).slots[a.slot];
        if (s.used & (1u << a.function)) bad(fmt::format("Attempted double use of PCI Address {}", text_of(a)));
        if (!s.used) s.root_ports = root_port;
        if (!root_port) s.root_ports = false;
        s.used |= static_cast<std::uint8_t>(1u << a.function);
    }

    static bool is_port(const Controller* c) { return c && c->type == ControllerType::pci && c->pci_model == PciModel::pcie_root_port; }

    void reserve_explicit() {
        each_pci_device(d_, [&](const PciDevice& dev) {
            const Address& a = dev.info->address;
            if (a.type != AddressType::pci || unplaced(a.pci)) return;
            check(a.pci);
            check_plug(dev);
            if (dev.controller && dev.controller->type == ControllerType::pci) check_order(*dev.controller);
            // The first device of a bus decides who may join it unasked.
            Bus& bus = buses_.at(a.pci.bus);
            if (a.pci.bus && bus.empty()) bus.group = group_of(*dev.info);
            else if (bus.group != group_of(*dev.info)) bus.group = 0;
            take(a.pci, is_port(dev.controller));
        });
    }

    void give(DeviceInfo& info, unsigned bus, unsigned slot, unsigned function, bool root_port = false) {
        info.address.type = AddressType::pci;
        const OnOff keep = info.address.pci.multifunction;
        info.address.pci = {0, bus, slot, function, keep, info.address.pci.zpci_uid, info.address.pci.zpci_fid};
        take(info.address.pci, root_port);
    }

    static bool open(const DeviceInfo& i) {
        return i.address.type == AddressType::none || (i.address.type == AddressType::pci && unplaced(i.address.pci));
    }
    bool slot_free(unsigned slot) const { return buses_.at(0).slots[slot].used == 0; }
    bool place_free(unsigned slot, unsigned function) const { return !(buses_.at(0).slots[slot].used & (1u << function)); }
    void require_free(unsigned slot, unsigned function) const {
        if (!place_free(slot, function)) bad(fmt::format("Attempted double use of PCI Address {}", text_of({0, 0, slot, function})));
    }
    void block(unsigned slot, unsigned function) {
        Slot& s = buses_.at(0).slots[slot];
        s.used |= static_cast<std::uint8_t>(1u << function);
        s.root_ports = false;
    }

    void machine_functions() {
        auto& dev = d_.devices;
        if (machine_.i440fx_functions) {
            for (auto& c : dev.controllers) {
                if (c.type == ControllerType::ide && c.index.value_or(0) == 0 && open(c.info)) give(c.info, 0, 1, 1);
                if (c.type == ControllerType::usb && c.index.value_or(0) == 0 && open(c.info) && place_free(1, 2) &&
                    (c.usb_model == UsbModel::piix3_uhci || c.usb_model == UsbModel::unset))
                    give(c.info, 0, 1, 2);
            }
            // The south bridge itself and its power management are always there.
            for (unsigned f : {0u, 3u}) require_free(1, f);
            for (unsigned f = 0; f < 8; ++f)
                if (place_free(1, f)) block(1, f);
        }
        if (machine_.q35_functions) {
            for (auto& c : dev.controllers)
                if (c.type == ControllerType::sata && c.index.value_or(0) == 0 && open(c.info) && place_free(0x1f, 2)) give(c.info, 0, 0x1f, 2);
            for (unsigned f : {0u, 3u}) require_free(0x1f, f);
            for (unsigned f : {0u, 2u, 3u})
                if (place_free(0x1f, f)) block(0x1f, f);
            buses_.at(0).slots[0x1f].used = 0xff;
            for (auto& s : dev.sounds)
                if (s.model == SoundModel::ich9 && open(s.info) && slot_free(0x1b)) give(s.info, 0, 0x1b, 0);
        }
    }

    struct Place {
        unsigned bus = 0, slot = 0;
    };
    // The USB 2 family of the chip set: an EHCI at function 7 and its companions at 0, 1, 2 of one slot.
    void ich9_usb() {
        static constexpr unsigned slots[] = {0x1d, 0x1a};
        unsigned used = 0;
        std::map<int, Place> slot_of;
        // The chip set's slots begin with the first companion; families without it go where others go.
        auto whole = [&](int index) {
            for (const auto& c : d_.devices.controllers)
                if (c.type == ControllerType::usb && c.usb_model == UsbModel::ich9_uhci1 && c.index.value_or(0) == index) return true;
            return false;
        };
        for (auto& c : d_.devices.controllers) {
            if (c.type != ControllerType::usb || !whole(c.index.value_or(0))) continue;
            unsigned function;
            switch (c.usb_model) {
                case UsbModel::ich9_ehci1: function = 7; break;
                case UsbModel::ich9_uhci1: function = 0; break;
                case UsbModel::ich9_uhci2: function = 1; break;
                case UsbModel::ich9_uhci3: function = 2; break;
                default: continue;
            }
            if (!open(c.info)) {
                slot_of.emplace(c.index.value_or(0), Place{c.info.address.pci.bus, c.info.address.pci.slot});
                continue;
            }
            auto [at, fresh] = slot_of.emplace(c.index.value_or(0), Place{});
            if (fresh) {
                while (used < 2 && !slot_free(slots[used])) ++used;
                if (used < 2) at->second = {0, slots[used++]};
                else {
                    slot_of.erase(at);
                    continue;
                }
            }
            const auto [bus, slot] = at->second;
            if (!(buses_.at(bus).slots[slot].used & (1u << function))) give(c.info, bus, slot, function);
        }
    }

    void primary_video() {
        if (d_.devices.videos.empty()) return;
        Video& v = d_.devices.videos.front();
        if (v.type == VideoType::none || v.type == VideoType::ramfb || !open(v.info)) return;
        const unsigned slot = machine_.i440fx_functions ? 2 : machine_.q35_functions ? 1 : 0;
        if (!slot) return;
        // Where its slot is taken it is still the first to choose.
        if (slot_free(slot)) give(v.info, 0, slot, 0);
        else video_waits_ = true;
    }

    // First fit among slots that are empty or hold nothing but root ports.
    void place_port(Controller& c) {
        Bus& root = buses_.at(0);
        if (root.model != PciModel::pcie_root) no_place(c);
        for (unsigned slot = root.first; slot <= root.last; ++slot) {
            const Slot& s = root.slots[slot];
            if (s.used && !(s.root_ports && s.used != 0xff)) continue;
            unsigned f = 0;
            while (s.used & (1u << f)) ++f;
            give(c.info, 0, slot, f, true);
            auto& t = c.pci_target;
            if (!t.port) t.port = slot * 8 + f;
            return;
        }
        no_place(c);
    }

    void finish_port(Controller& c) {
        auto& t = c.pci_target;
        if (!t.chassis) t.chassis = static_cast<unsigned>(c.index.value_or(0));
        if (!t.port)
            t.port = c.pci_model == PciModel::pcie_root_port ? c.info.address.pci.slot * 8 + c.info.address.pci.function
                                                             : c.info.address.pci.slot;
    }

    void place_listed_ports() {
        for (auto& c : d_.devices.controllers) {
            if (c.type != ControllerType::pci) continue;
            if (is_port(&c)) {
                if (open(c.info)) place_port(c);
                finish_port(c);
            } else if (c.pci_model == PciModel::pcie_switch_downstream_port) {
                if (open(c.info)) place_downstream(c);
                finish_port(c);
            } else if (c.pci_model == PciModel::pcie_expander_bus || c.pci_model == PciModel::pci_expander_bus || c.pci_model == PciModel::dmi_to_pci_bridge) {
                if (open(c.info)) place_on_root(c);
            }
        }
        for (auto& c : d_.devices.controllers) {
            if (c.type != ControllerType::pci || !open(c.info)) continue;
            if (c.pci_model == PciModel::pcie_to_pci_bridge) place_to_conventional(c);
            if (c.pci_model == PciModel::pcie_switch_upstream_port) {
                if (machine_.root != PciMachine::Root::express) no_place(c);
                place_express(c.info);
            }
            if (c.pci_model == PciModel::pci_bridge) place_listed_bridge(c);
        }
    }

    [[noreturn]] void no_place(const Controller& c) const {
        fail(Code::internal_error, errors_,
             "a PCI slot is needed to connect a PCI controller model='{}', but none is available, and it cannot be automatically added", word(c.pci_model));
    }

    void place_on_root(Controller& c) {
        Bus& root = buses_.at(0);
        if (!accepts(root.model, c.pci_model)) no_place(c);
        // The traditional place of a DMI bridge.
        if (machine_.q35_functions && c.pci_model == PciModel::dmi_to_pci_bridge && slot_free(0x1e)) {
            give(c.info, 0, 0x1e, 0);
            return;
        }
        for (unsigned slot = root.first; slot <= root.last; ++slot)
            if (slot_free(slot)) {
                give(c.info, 0, slot, 0);
                return;
            }
        bad("No more available PCI slots");
    }

    void place_downstream(Controller& c) {
        for (auto& [index, b] : buses_) {
            if (b.kind != Bus::Kind::upstream) continue;
            for (unsigned slot = b.first; slot <= b.last; ++slot)
                if (!b.slots[slot].used) {
                    give(c.info, index, slot, 0);
                    return;
                }
        }
        no_place(c);
    }

    // Appends a controller; references into the list are void afterwards, so new ones wait until nobody iterates.
    Controller& append_controller(PciModel model, unsigned index) {
        Controller c;
        c.type = ControllerType::pci;
        c.index = static_cast<int>(index);
        c.pci_model = model;
        switch (model) {
            case PciModel::pcie_root_port: c.pci_model_name = PciModelName::pcie_root_port; break;
            case PciModel::pcie_to_pci_bridge: c.pci_model_name = PciModelName::pcie_pci_bridge; break;
            case PciModel::pci_bridge:
                c.pci_model_name = PciModelName::pci_bridge;
                c.pci_target.chassis_nr = index;
                break;
            case PciModel::pci_root: c.pci_model_name = PciModelName::spapr_pci_host_bridge; break;
            default: break;
        }
        learn_bus(c);
        added_.push_back(std::move(c));
        return added_.back();
    }

    unsigned add_controller(PciModel model, unsigned index) {
        Controller& c = append_controller(model, index);
        if (model == PciModel::pcie_root_port) {
            place_port(c);
            finish_port(c);
        }
        return index;
    }

    unsigned next_index() const { return buses_.rbegin()->first + 1; }

    void place_express(DeviceInfo& info) {
        for (auto& [index, b] : buses_)
            if (b.kind == Bus::Kind::port && !b.slots[0].used && b.hotplug) {
                give(info, index, 0, 0);
                return;
            }
        if (!machine_.can_add_buses) bad("No more available PCI slots");
        ports_added_ = true;
        give(info, add_controller(PciModel::pcie_root_port, next_index()), 0, 0);
    }

    // A listed bridge to a conventional bus takes a listed port; none is made for it.
    void place_to_conventional(Controller& c) {
        for (auto& [index, b] : buses_)
            if (b.kind == Bus::Kind::port && !b.slots[0].used) {
                give(c.info, index, 0, 0);
                return;
            }
        constexpr unsigned plug = 0x2000;  // the number by which such bridges are asked for
        fail(Code::internal_error, errors_, "Cannot automatically add a new PCI bus for a device with connect flags {:02x}", plug);
    }

    // A bridge that finds no slot in front of it looks behind, and be it into itself; that is then refused.
    void place_listed_bridge(Controller& c) {
        const int own = c.index.value_or(0);
        bool before = false;
        for (auto& [index, b] : buses_)
            if (b.kind == Bus::Kind::conventional && static_cast<int>(index) < own)
                for (unsigned slot = b.first; slot <= b.last; ++slot) before = before || !b.slots[slot].used;
        place_conventional(c.info, before ? own : anywhere);
        check_order(c);
    }

    static constexpr int anywhere = 1 << 20;
    void place_conventional(DeviceInfo& info, int below = anywhere) {
        const unsigned group = group_of(info);
        if (group) claim_bus(group);
        for (auto& [index, b] : buses_) {
            if (b.kind != Bus::Kind::conventional || static_cast<int>(index) >= below || b.group != group) continue;
            if (!b.hotplug && below == anywhere) continue;
            for (unsigned slot = b.first; slot <= b.last; ++slot)
                if (!b.slots[slot].used) {
                    give(info, index, slot, 0);
                    return;
                }
        }
        if (!machine_.can_add_buses) bad("No more available PCI slots");
        if (machine_.root == PciMachine::Root::express) {
            // A bridge comes with a port in front of it, though it goes behind the first one that is free.
            ports_added_ = true;
            unsigned port = add_controller(PciModel::pcie_root_port, next_index());
            for (auto& [index, b] : buses_)
                if (b.kind == Bus::Kind::port && !b.slots[0].used) {
                    port = index;
                    break;
                }
            const unsigned bridge = add_controller(PciModel::pcie_to_pci_bridge, next_index());
            give(added_.back().info, port, 0, 0);
            give(info, bridge, 1, 0);
        } else {
            const unsigned bridge = add_controller(machine_.added, next_index());
            place_bridge();
            buses_.at(bridge).group = group;
            give(info, bridge, 1, 0);
        }
    }

    // A company without a bus takes over one that nobody uses yet; the first one is everybody's.
    void claim_bus(unsigned group) {
        for (auto& [index, b] : buses_)
            if (b.group == group) return;
        for (auto& [index, b] : buses_)
            if (index && b.kind == Bus::Kind::conventional && b.empty()) {
                b.group = group;
                return;
            }
    }

    void place_bridge() {
        // The newest bridge needs a slot on an older bus; one is always kept back for it on the last resort bus 0.
        Controller& c = added_.back();
        if (c.pci_model == PciModel::pci_root) return;  // stands for itself
        for (auto& [index, b] : buses_) {
            if (b.kind != Bus::Kind::conventional || index == static_cast<unsigned>(*c.index)) continue;
            for (unsigned slot = b.first; slot <= b.last; ++slot)
                if (!b.slots[slot].used) {
                    give(c.info, index, slot, 0);
                    return;
                }
        }
        no_place(c);
    }

    unsigned conventional_left() const {
        unsigned n = 0;
        for (auto& [index, b] : buses_)
            if (b.kind == Bus::Kind::conventional)
                for (unsigned slot = b.first; slot <= b.last; ++slot) n += !b.slots[slot].used;
        return n;
    }

    void assign_all() {
        const bool express = machine_.root == PciMachine::Root::express;
        // Bridges that will be needed are placed before the devices that fill the buses up.
        if (!express && machine_.can_add_buses && machine_.added != PciModel::pci_root) {
            unsigned wanted = 0;
            each_pci_device(d_, [&](const PciDevice& dev) { wanted += open(*dev.info) && !(dev.controller && dev.controller->type == ControllerType::pci); });
            for (Controller& c : added_)
                if (open(c.info)) {
                    for (auto& [index, b] : buses_)
                        if (open(c.info) && b.kind == Bus::Kind::conventional && index < static_cast<unsigned>(*c.index))
                            for (unsigned slot = b.first; slot <= b.last && open(c.info); ++slot)
                                if (!b.slots[slot].used) give(c.info, index, slot, 0);
                }
            while (wanted > conventional_left()) {
                add_controller(PciModel::pci_bridge, next_index());
                place_bridge();
            }
        }
        auto place = [&](const PciDevice& dev) {
            if (!open(*dev.info)) return;
            if (dev.controller && dev.controller->type == ControllerType::pci) return;
            if (dev.controller && join_family(*dev.controller)) return;
            if (!express || dev.kind == PciKind::conventional) {
                place_conventional(*dev.info);
            } else if (dev.kind == PciKind::integrated) {
                Bus& root = buses_.at(0);
                for (unsigned slot = root.first; slot <= root.last; ++slot)
                    if (!root.slots[slot].used) {
                        give(*dev.info, 0, slot, 0);
                        break;
                    }
            } else {
                place_express(*dev.info);
            }
        };
        if (video_waits_)
            each_pci_device(d_, [&](const PciDevice& dev) {
                if (dev.info == &d_.devices.videos.front().info) place(dev);
            });
        each_pci_device(d_, place);
        // POWER keeps a slot in reserve for what is plugged in later.
        if (machine_.added == PciModel::pci_root && !open_slot_left()) add_controller(machine_.added, next_index());
        flush_added();
    }

    bool open_slot_left() const {
        for (auto& [index, b] : buses_)
            if (b.kind == Bus::Kind::conventional && !b.group)
                for (unsigned slot = b.first; slot <= b.last; ++slot)
                    if (!b.slots[slot].used) return true;
        return false;
    }

    static std::optional<unsigned> ich9_function(const Controller& c) {
        if (c.type != ControllerType::usb) return std::nullopt;
        switch (c.usb_model) {
            case UsbModel::ich9_ehci1: return 7;
            case UsbModel::ich9_uhci1: return 0;
            case UsbModel::ich9_uhci2: return 1;
            case UsbModel::ich9_uhci3: return 2;
            default: return std::nullopt;
        }
    }

    // Members of a USB 2 family share the slot that the first of them is given.
    bool join_family(Controller& c) {
        const auto function = ich9_function(c);
        if (!function) return false;
        for (const auto& o : d_.devices.controllers)
            if (&o != &c && ich9_function(o) && o.index == c.index && !open(o.info)) {
                const PciAddress& a = o.info.address.pci;
                if (buses_.at(a.bus).slots[a.slot].used & (1u << *function)) return false;
                give(c.info, a.bus, a.slot, *function);
                return true;
            }
        place_conventional(c.info);
        // The place is the family's: this one has a function of its own there.
        PciAddress& a = c.info.address.pci;
        Slot& s = buses_.at(a.bus).slots[a.slot];
        s.used = static_cast<std::uint8_t>(1u << *function);
        a.function = *function;
        return true;
    }

    void flush_added() {
        for (auto& c : added_) {
            if (rehearsal_) kept_.push_back(c);
            insert_sorted(std::move(c));
        }
        added_.clear();
    }

    // Behind the controllers of its kind with a lower index.
    void insert_sorted(Controller c) {
        auto& list = d_.devices.controllers;
        auto at = list.end();
        for (auto it = list.begin(); it != list.end(); ++it)
            if (it->type == ControllerType::pci && it->index.value_or(0) < *c.index) at = it + 1;
        list.insert(at, std::move(c));
    }

    void leave_spare_port() {
        if (!ports_added_ || (rehearsal_ ? laid_out_ : laid_out())) return;
        for (auto& [index, b] : buses_)
            if (b.kind == Bus::Kind::port && !b.slots[0].used && b.hotplug) return;
        add_controller(PciModel::pcie_root_port, next_index());
        flush_added();
    }

    // Function 0 of a slot with other functions in use has to say so, unless the user said something already.
    void multifunction() {
        std::map<std::pair<unsigned, unsigned>, bool> shared;
        each_pci_device(d_, [&](const PciDevice& dev) {
            const PciAddress& a = dev.info->address.pci;
            if (dev.info->address.type == AddressType::pci && a.function) shared[{a.bus, a.slot}] = true;
        });
        each_pci_device(d_, [&](const PciDevice& dev) {
            PciAddress& a = dev.info->address.pci;
            if (dev.info->address.type != AddressType::pci || a.function || a.multifunction != OnOff::absent) return;
            if (shared.contains({a.bus, a.slot})) a.multifunction = OnOff::on;
        });
    }

    model::Domain& d_;
    const PciMachine& machine_;
    vireo::Domain errors_;
    std::map<unsigned, Bus> buses_;
    std::vector<Controller> added_;
    bool ports_added_ = false;
    bool video_waits_ = false;
    bool rehearsal_ = false;
    bool laid_out_ = false;           // buses were in the definition before
    std::vector<Controller> kept_;  // what a rehearsal added
};

}  // namespace

void assign_pci(model::Domain& domain, const PciMachine& machine, vireo::Domain errors) {
    if (machine.root == PciMachine::Root::none) return;
    Allocator(domain, machine, errors).run();
}

}  // namespace vireo::hv
