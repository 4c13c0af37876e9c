// SPDX-License-Identifier: LGPL-2.1-or-later
// Fill-ins of disks, controllers and character devices.
#include "base/error.h"
#include "model/domain/rules/fill.h"

namespace vireo::model::rules {

using E = vireo::Domain;

std::optional<unsigned> disk_index(std::string_view target) {
    if (target.starts_with("ioemu:")) target.remove_prefix(6);
    static constexpr std::string_view prefixes[] = {"fd", "hd", "vd", "sd", "xvd", "ubd"};
    for (auto p : prefixes) {
        if (!target.starts_with(p)) continue;
        auto rest = target.substr(p.size());
        std::uint64_t n = 0;
        std::size_t i = 0;
        for (; i < rest.size() && rest[i] >= 'a' && rest[i] <= 'z'; ++i) {
            n = n * 26 + static_cast<unsigned>(rest[i] - 'a') + 1;
            if (n > 0x7fffffff) return std::nullopt;
        }
        if (!i) return std::nullopt;
        // A partition number may follow, without leading zero.
        for (std::size_t k = i; k < rest.size(); ++k)
            if (rest[k] < '0' || rest[k] > '9' || (k == i && rest[k] == '0')) return std::nullopt;
        return static_cast<unsigned>(n - 1);
    }
    return std::nullopt;
}

DiskBus bus_of_target(std::string_view t) {
    if (t.starts_with("ioemu:")) t.remove_prefix(6);
    if (t.starts_with("hd")) return DiskBus::ide;
    if (t.starts_with("sd")) return DiskBus::scsi;
    if (t.starts_with("vd")) return DiskBus::virtio;
    if (t.starts_with("xvd")) return DiskBus::xen;
    if (t.starts_with("ubd")) return DiskBus::uml;
    if (t.starts_with("fd")) return DiskBus::fdc;
    return DiskBus::none;
}

namespace {

// Disks of one bus stand in the order of their names; buses keep the places where they came.
void order_disks(std::vector<Disk>& disks) {
    std::vector<Disk> out;
    out.reserve(disks.size());
    for (auto& disk : disks) {
        auto index = disk_index(disk.target_dev);
        auto at = out.end();
        bool found = false;
        for (auto it = out.end(); it != out.begin();) {
            --it;
            if (it->bus != disk.bus) continue;
            if (disk_index(it->target_dev).value_or(0) > index.value_or(0)) {
                at = it;
                found = true;
            } else {
                if (!found) at = it + 1;
                break;
            }
        }
        out.insert(at, std::move(disk));
    }
    disks = std::move(out);
}

}  // namespace

void fill_disks(Domain& d) {
    // Sorted by what the document says of the bus, before names decide it.
    order_disks(d.devices.disks);
    for (auto& disk : d.devices.disks) {
        if (disk.target_dev.empty()) throw Error(Code::no_target, E::domain, disk.source.path);
        // An old way of saying which kind of device it is.
        if (std::string_view t = disk.target_dev; t.starts_with("ioemu:")) disk.target_dev = std::string(t.substr(6));
        if (disk.device == DiskDevice::cdrom) disk.readonly = true;
        bool removable = disk.device == DiskDevice::cdrom || disk.device == DiskDevice::floppy;
        if (removable && disk.source.type == StorageType::block && disk.source.path.empty() &&
            disk.source.startup_policy == StartupPolicy::none)
            disk.source.type = StorageType::file;
        if (disk.bus == DiskBus::none) {
            if (disk.device == DiskDevice::floppy)
                disk.bus = DiskBus::fdc;
            else if (auto b = bus_of_target(disk.target_dev); b != DiskBus::none && b != DiskBus::fdc)
                disk.bus = b;
        }
        // Disks that another process serves cannot be part of snapshots.
        if (disk.snapshot == DiskSnapshot::none && disk.source.type == StorageType::vhost_user) disk.snapshot = DiskSnapshot::no;
        if (disk.snapshot == DiskSnapshot::none && disk.readonly) disk.snapshot = DiskSnapshot::no;
    }
}

std::optional<DriveAddress> drive_address_of(const Domain& d, const Disk& disk) {
    auto idx = disk_index(disk.target_dev);
    if (!idx) fail(Code::xml_error, E::domain, "Unknown disk name '{}' and no address specified", disk.target_dev);
    unsigned i = *idx;
    DriveAddress a;
    switch (disk.bus) {
        case DiskBus::scsi: {
            // Wide controllers take 16 units, unit 7 is the controller itself.
            bool wide = false;
            for (const auto& c : d.devices.controllers)
                if (c.type == ControllerType::scsi && c.index.value_or(0) == 0)
                    wide = c.scsi_model == ScsiModel::vmpvscsi || c.scsi_model == ScsiModel::buslogic;
            if (wide) {
                a.controller = i / 15;
                a.unit = i % 15;
                if (a.unit >= 7) ++a.unit;
            } else {
                a.controller = i / 7;
                a.unit = i % 7;
            }
            return a;
        }
        case DiskBus::ide:
            a.controller = i / 4;
            a.bus = i % 4 / 2;
            a.unit = i % 2;
            return a;
        case DiskBus::sata:
            a.controller = i / 6;
            a.unit = i % 6;
            return a;
        case DiskBus::fdc:
            a.controller = i / 2;
            a.unit = i % 2;
            return a;
        default: return std::nullopt;
    }
}

void fill_disk_addresses(Domain& d) {
    for (auto& disk : d.devices.disks) {
        auto& a = disk.info.address;
        if (a.type != AddressType::none) continue;
        auto drive = drive_address_of(d, disk);
        if (!drive) continue;
        a.type = AddressType::drive;
        a.drive = *drive;
    }
}

Controller* find_controller(Domain& d, ControllerType type, int index) {
    for (auto& c : d.devices.controllers)
        if (c.type == type && c.index == index) return &c;
    return nullptr;
}

Controller& add_controller(Domain& d, ControllerType type, int index) {
    auto& all = d.devices.controllers;
    auto at = all.end();
    for (auto it = all.begin(); it != all.end(); ++it)
        if (it->type == type) {
            if (it->index.value_or(-1) > index) {
                at = it;
                break;
            }
            at = it + 1;
        }
    Controller c;
    c.type = type;
    c.index = index;
    return *all.insert(at, std::move(c));
}

void fill_controller_indexes(Domain& d) {
    auto& all = d.devices.controllers;
    auto ich9 = [](const Controller& c) {
        return c.usb_model == UsbModel::ich9_ehci1 || c.usb_model == UsbModel::ich9_uhci1 ||
               c.usb_model == UsbModel::ich9_uhci2 || c.usb_model == UsbModel::ich9_uhci3;
    };
    const Controller* before = nullptr;
    for (auto& c : all) {
        if (!c.index && c.type == ControllerType::usb && ich9(c) && before && ich9(*before)) {
            // A USB 2 controller and its companions share an index; a second one of a kind begins a new group.
            bool taken = false;
            for (const auto& o : all) taken = taken || (o.type == c.type && o.index == before->index && o.usb_model == c.usb_model);
            if (!taken) c.index = before->index;
        }
        if (!c.index) {
            int next = 0;
            while (find_controller(d, c.type, next)) ++next;
            c.index = next;
        }
        if (c.type == ControllerType::usb) before = &c;
    }
    // Controllers of one type stand in the order of their indexes.
    std::vector<Controller> sorted;
    sorted.reserve(all.size());
    for (auto& c : all) {
        auto at = sorted.end();
        bool seen = false;
        for (auto it = sorted.begin(); it != sorted.end(); ++it) {
            if (it->type != c.type) continue;
            seen = true;
            if (*it->index > *c.index) {
                at = it;
                break;
            }
            // USB masters stand in front of their companions.
            if (*it->index == *c.index && c.type == ControllerType::usb && !c.usb_master_startport && it->usb_master_startport) {
                at = it;
                break;
            }
            at = it + 1;
        }
        (void)seen;
        sorted.insert(at, std::move(c));
    }
    all = std::move(sorted);
}

void fill_hostdev_addresses(Domain& d) {
    for (auto& h : d.devices.hostdevs) {
        if (h.type != HostdevType::scsi || h.info.address.type != AddressType::none) continue;
        // The first free unit of the first controller that has one.
        for (unsigned controller = 0;; ++controller) {
            bool placed = false;
            for (unsigned unit = 0; unit < 7 && !placed; ++unit) {
                bool taken = false;
                auto same = [&](const Address& a) {
                    return a.type == AddressType::drive && a.drive.controller == controller && a.drive.unit == unit &&
                           a.drive.bus == 0 && a.drive.target == 0;
                };
                for (const auto& x : d.devices.disks) taken = taken || (x.bus == DiskBus::scsi && same(x.info.address));
                for (const auto& x : d.devices.hostdevs) taken = taken || (x.type == HostdevType::scsi && same(x.info.address));
                if (taken) continue;
                h.info.address.type = AddressType::drive;
                h.info.address.drive = {controller, 0, 0, unit};
                placed = true;
            }
            if (placed) break;
        }
    }
}

void fill_serial_addresses(Domain& d) {
    for (auto& s : d.devices.smartcards) {
        if (s.info.address.type != AddressType::none) continue;
        unsigned slot = 0;
        for (const auto& x : d.devices.smartcards)
            if (x.info.address.type == AddressType::ccid && x.info.address.ccid.controller == 0) slot = std::max(slot, x.info.address.ccid.slot + 1);
        s.info.address.type = AddressType::ccid;
        s.info.address.ccid = {0, slot};
    }
}

void add_implied_controllers(Domain& d) {
    // Addresses are the document's word; a controller for each number below them is ours, so there is a limit.
    constexpr unsigned limit = 1024;
    auto up_to = [&](ControllerType type, unsigned highest) {
        if (highest > limit) fail(Code::config_unsupported, E::domain, "{} controller index {} is too large", word(type), highest);
        for (unsigned i = 0; i <= highest; ++i)
            if (!find_controller(d, type, static_cast<int>(i))) add_controller(d, type, static_cast<int>(i)).implied = true;
    };
    auto disks = [&](DiskBus bus, ControllerType type) {
        int highest = -1;
        for (const auto& x : d.devices.disks)
            if (x.bus == bus && x.info.address.type == AddressType::drive)
                highest = std::max(highest, static_cast<int>(x.info.address.drive.controller));
        if (highest >= 0) up_to(type, static_cast<unsigned>(highest));
    };
    disks(DiskBus::scsi, ControllerType::scsi);
    int scsi = -1;
    for (const auto& x : d.devices.hostdevs)
        if (x.type == HostdevType::scsi && x.info.address.type == AddressType::drive)
            scsi = std::max(scsi, static_cast<int>(x.info.address.drive.controller));
    if (scsi > static_cast<int>(limit)) up_to(ControllerType::scsi, static_cast<unsigned>(scsi));
    ScsiModel model = ScsiModel::none;
    for (const auto& c : d.devices.controllers)
        if (c.type == ControllerType::scsi) model = c.scsi_model;
    for (int i = 0; i <= scsi; ++i)
        if (!find_controller(d, ControllerType::scsi, i)) {
            add_controller(d, ControllerType::scsi, i).scsi_model = model;
        }
    disks(DiskBus::fdc, ControllerType::fdc);
    disks(DiskBus::ide, ControllerType::ide);
    disks(DiskBus::sata, ControllerType::sata);
    auto exactly = [&](ControllerType type, unsigned index) {
        if (!find_controller(d, type, static_cast<int>(index))) add_controller(d, type, static_cast<int>(index)).implied = true;
    };
    auto look = [&](const Chardev& c, bool virtio) {
        if (!virtio) return;
        exactly(ControllerType::virtio_serial,
                c.info.address.type == AddressType::virtio_serial ? c.info.address.virtio_serial.controller : 0);
    };
    for (const auto& c : d.devices.channels) look(c, c.channel_target == ChannelTarget::virtio);
    for (const auto& c : d.devices.consoles) look(c, c.console_target == ConsoleTarget::virtio);
    for (const auto& s : d.devices.smartcards)
        if (s.info.address.type == AddressType::ccid) exactly(ControllerType::ccid, s.info.address.ccid.controller);
    // Xen's bus carries its disks and cards.
    bool xen = false;
    if (d.type == VirtType::xen) xen = true;
    if (xen && !find_controller(d, ControllerType::xenbus, 0)) add_controller(d, ControllerType::xenbus, 0);
}

void fill_chardev_ports(Domain& d) {
    auto number = [](std::vector<Chardev>& all) {
        for (auto& c : all) {
            if (c.port && *c.port >= 0) continue;
            int highest = -1;
            for (const auto& o : all) highest = std::max(highest, o.port.value_or(-1));
            c.port = highest + 1;
        }
    };
    number(d.devices.serials);
    number(d.devices.parallels);
    // Consoles are numbered by position: the first one that stands for the serial port included.
    for (std::size_t i = 0; i < d.devices.consoles.size(); ++i) d.devices.consoles[i].port = static_cast<int>(i);
    for (auto& c : d.devices.consoles)
        if (c.console_target == ConsoleTarget::none) {
            if (d.type == VirtType::lxc)
                c.console_target = ConsoleTarget::lxc;
            else if (d.type == VirtType::xen && (d.os.type == "xen" || d.os.type == "xenpvh"))
                c.console_target = ConsoleTarget::xen;
            else if (d.os.type == "uml")
                c.console_target = ConsoleTarget::uml;
            else
                c.console_target = ConsoleTarget::serial;
        }
}

// In a full machine the first console is the first serial port seen from elsewhere.
void pair_console_with_serial(Domain& d) {
    if (d.os.type != "hvm") return;
    auto& consoles = d.devices.consoles;
    auto& serials = d.devices.serials;
    if (!consoles.empty() && consoles[0].console_target == ConsoleTarget::serial) {
        if (serials.empty()) {
            Chardev s;
            s.role = ChardevRole::serial;
            s.source = consoles[0].source;
            s.info = consoles[0].info;
            // Consoles mean the port of old, wherever they say that it is.
            if (s.info.address.type != AddressType::none) s.serial_target = SerialTarget::isa_serial;
            s.port = 0;
            serials.push_back(std::move(s));
        }
        // The serial port's description wins.
        consoles[0].source = serials[0].source;
        consoles[0].port = serials[0].port;
        consoles[0].info = serials[0].info;
    } else if (!serials.empty() &&
               (serials[0].serial_target == SerialTarget::none || serials[0].serial_target == SerialTarget::isa_serial ||
                serials[0].serial_target == SerialTarget::spapr_vio_serial || serials[0].serial_target == SerialTarget::system_serial ||
                serials[0].serial_target == SerialTarget::sclp_serial)) {
        Chardev c;
        c.role = ChardevRole::console;
        c.source = serials[0].source;
        c.info = serials[0].info;
        c.console_target = ConsoleTarget::serial;
        c.port = serials[0].port;
        consoles.insert(consoles.begin(), std::move(c));
        for (std::size_t i = 1; i < consoles.size(); ++i) consoles[i].port = static_cast<int>(i);
    }
}

}  // namespace vireo::model::rules
