// SPDX-License-Identifier: LGPL-2.1-or-later
// Serial and parallel ports, channels, consoles, smart cards and redirected devices: the guest's end of character devices.
#include "drivers/qemu/argv/parts.h"

namespace vireo::qemu::argv {

using namespace model;

void serials(const Build& b) {
    for (const Chardev& c : b.dev().serials) {
        if (c.source.type == ChardevType::spiceport && b.dev().graphics.empty()) continue;
        chardev_backend(b, c.source, c.info.alias, ChardevUser::port);
        Props p;
        switch (c.serial_model) {
            case SerialModel::usb_serial: p.set("driver", "usb-serial"); break;
            case SerialModel::pci_serial: p.set("driver", "pci-serial"); break;
            case SerialModel::spapr_vty: p.set("driver", "spapr-vty"); break;
            case SerialModel::sclpconsole: p.set("driver", "sclpconsole"); break;
            case SerialModel::sclplmconsole: p.set("driver", "sclplmconsole"); break;
            case SerialModel::isa_debugcon: p.set("driver", "isa-debugcon"); break;
            case SerialModel::none:  // the board's own
            case SerialModel::pl011:
            case SerialModel::uart_16550a: b.line.add("-serial", "chardev:char" + c.info.alias); continue;
            case SerialModel::isa_serial: p.set("driver", "isa-serial"); break;
        }
        p.set("chardev", "char" + c.info.alias).set("id", c.info.alias);
        if (c.serial_model == SerialModel::isa_serial) p.set("index", c.port.value_or(0));
        add_address(b, p, c.info);
        b.device(std::move(p));
    }
    for (const Chardev& c : b.dev().parallels) {
        chardev_backend(b, c.source, c.info.alias, ChardevUser::parallel);
        b.device(Props{{"driver", "isa-parallel"}, {"chardev", "char" + c.info.alias}, {"id", c.info.alias}});
    }
}

void channels(const Build& b) {
    auto virtio_port = [&](const Chardev& c, const char* driver, const std::string& name) {
        Props p{{"driver", driver}};
        if (c.info.address.type == AddressType::virtio_serial) {
            const auto& a = c.info.address.virtio_serial;
            std::string alias = fmt::format("virtio-serial{}", a.controller);
            for (const Controller& k : b.dev().controllers)
                if (k.type == ControllerType::virtio_serial && k.index.value_or(-1) == static_cast<int>(a.controller)) alias = k.info.alias;
            p.set("bus", fmt::format("{}.{}", alias, a.bus)).set("nr", a.port);
        } else {
            add_address(b, p, c.info);
        }
        p.set("chardev", "char" + c.info.alias).set("id", c.info.alias);
        p.set_text("name", name);
        b.device(std::move(p));
    };
    for (const Chardev& c : b.dev().channels) {
        chardev_backend(b, c.source, c.info.alias, ChardevUser::port);
        if (c.channel_target == ChannelTarget::guestfwd) {
            Props forward{{"str", fmt::format("tcp:{}:{}-chardev:char{}", c.guestfwd_address, c.guestfwd_port, c.info.alias)}};
            netdev(b, Props{{"type", "user"}, {"guestfwd", std::vector<Value>{Value(forward)}}, {"id", c.info.alias}});
        } else {
            virtio_port(c, "virtserialport",
                        !c.name.empty()                                        ? c.name
                        : c.source.type == ChardevType::spicevmc || c.source.type == ChardevType::qemu_vdagent ? "com.redhat.spice.0"
                                                                               : "");
        }
    }
    for (const Chardev& c : b.dev().consoles) {
        switch (c.console_target) {
            case ConsoleTarget::virtio:
                chardev_backend(b, c.source, c.info.alias, ChardevUser::port);
                virtio_port(c, "virtconsole", "");
                break;
            case ConsoleTarget::sclp:
            case ConsoleTarget::sclplm:
                chardev_backend(b, c.source, c.info.alias, ChardevUser::port);
                b.device(Props{{"driver", c.console_target == ConsoleTarget::sclp ? "sclpconsole" : "sclplmconsole"},
                               {"chardev", "char" + c.info.alias}, {"id", c.info.alias}});
                break;
            default: break;  // the twin of a serial port
        }
    }
}

void smartcards(const Build& b) {
    for (const Smartcard& c : b.dev().smartcards) {
        Props p;
        std::string bus = fmt::format("ccid{}", c.info.address.ccid.controller);
        for (const Controller& k : b.dev().controllers)
            if (k.type == ControllerType::ccid && k.index.value_or(-1) == static_cast<int>(c.info.address.ccid.controller)) bus = k.info.alias;
        switch (c.mode) {
            case SmartcardMode::host: p.set("driver", "ccid-card-emulated").set("backend", "nss-emulated"); break;
            case SmartcardMode::host_certificates:
                p.set("driver", "ccid-card-emulated").set("backend", "certificates");
                for (std::size_t i = 0; i < c.certificates.size(); ++i) p.set(fmt::format("cert{}", i + 1), c.certificates[i]);
                p.set("db", c.database.empty() ? std::string("/etc/pki/nssdb") : c.database);
                break;
            case SmartcardMode::passthrough:
                chardev_backend(b, c.source, c.info.alias, ChardevUser::smartcard);
                p.set("driver", "ccid-card-passthru").set("chardev", "char" + c.info.alias);
                break;
        }
        p.set("id", c.info.alias).set("bus", bus + ".0");
        b.device(std::move(p));
    }
}

void redirdevs(const Build& b) {
    for (const Redirdev& r : b.dev().redirdevs) {
        chardev_backend(b, r.source, r.info.alias, ChardevUser::redirdev);
        Props p{{"driver", "usb-redir"}, {"chardev", "char" + r.info.alias}, {"id", r.info.alias}};
        if (b.dev().redir_filter) {
            std::string rules;
            for (const auto& f : *b.dev().redir_filter) {
                auto number = [](std::optional<int> v, int digits) { return v ? fmt::format("0x{:0{}X}", *v, digits) : std::string("-1"); };
                if (!rules.empty()) rules += '|';
                rules += fmt::format("{}:{}:{}:{}:{}", number(f.usb_class, 2), number(f.vendor, 4), number(f.product, 4),
                                     f.version ? fmt::format("0x{:04X}", *f.version) : std::string("-1"), f.allow ? 1 : 0);
            }
            p.set_text("filter", rules);
        }
        add_boot_index(p, r.info);
        add_address(b, p, r.info);
        b.device(std::move(p));
    }
}

}  // namespace vireo::qemu::argv
