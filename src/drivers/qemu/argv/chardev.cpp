// SPDX-License-Identifier: LGPL-2.1-or-later
// Character devices and everything else that talks through one.
#include "base/error.h"
#include "drivers/qemu/argv/parts.h"

namespace vireo::qemu::argv {

using namespace model;

namespace {

void reconnect(const Build& b, const ChardevSource& s, Option& o) {
    if (s.reconnect.enabled != YesNo::yes) return;
    if (b.caps.has("chardev-reconnect-miliseconds"))
        o.set("reconnect-ms", static_cast<std::uint64_t>(s.reconnect.timeout.value_or(0)) * 1000);
    else
        o.set("reconnect", s.reconnect.timeout.value_or(0));
}

const Bindings::Chardev* bound(const Build& b, const std::string& alias) {
    auto at = b.host.chardevs.find(alias);
    return at == b.host.chardevs.end() ? nullptr : &at->second;
}

void add_fd(const Build& b, unsigned set, int fd, const std::string& name) {
    Option o;
    o.set("set", set).set("fd", static_cast<std::uint64_t>(fd)).set("opaque", name);
    b.line.add("-add-fd", o);
}

}  // namespace

void chardev_backend(const Build& b, const ChardevSource& s, const std::string& alias) {
    const std::string id = "char" + alias;
    const Bindings::Chardev* fds = bound(b, alias);
    Option o;
    auto kind = [&](const char* name) {
        o.word(name).set("id", id);
    };
    switch (s.type) {
        case ChardevType::null: kind("null"); break;
        case ChardevType::vc: kind("vc"); break;
        case ChardevType::pty: kind("pty"); break;
        case ChardevType::stdio: kind("stdio"); break;
        case ChardevType::dev: {
            kind(alias.starts_with("parallel") ? "parallel" : "serial");
            o.set("path", s.path);
            break;
        }
        case ChardevType::file:
            kind("file");
            if (fds && fds->file_fd >= 0) {
                add_fd(b, fds->file_set, fds->file_fd, alias + "-source");
                o.set("path", fmt::format("/dev/fdset/{}", fds->file_set)).set("append", "on");
            } else {
                o.set("path", s.path);
                if (s.append != OnOff::absent) o.set("append", on_off(on(s.append)));
            }
            break;
        case ChardevType::pipe: kind("pipe"), o.set("path", s.path); break;
        case ChardevType::udp:
            kind("udp");
            o.set("host", s.connect_host).set("port", s.connect_service);
            o.set("localaddr", s.bind_host).set("localport", s.bind_service.empty() ? std::string("0") : s.bind_service);
            break;
        case ChardevType::tcp:
            if (s.tls == YesNo::yes) {
                // Certificates of the driver's configuration, as an object of its own.
                Props creds{{"qom-type", "tls-creds-x509"}, {"id", "obj" + id + "_tls0"}, {"dir", "/etc/pki/libvirt-chardev"},
                            {"endpoint", s.listen ? "server" : "client"}, {"verify-peer", s.listen}};
                if (!s.listen) creds.replace("verify-peer", true);
                b.line.add("-object", creds);
            }
            kind("socket");
            o.set("host", s.host).set("port", s.service);
            if (s.protocol == ChardevProtocol::telnet || s.protocol == ChardevProtocol::telnets) o.set("telnet", "on");
            if (s.listen)
                o.set("server", "on").set("wait", "off");
            else
                reconnect(b, s, o);
            if (s.tls == YesNo::yes) o.set("tls-creds", "obj" + id + "_tls0");
            break;
        case ChardevType::unix_: {
            kind("socket");
            if (s.listen && fds && fds->fd >= 0) {
                o.set("fd", static_cast<std::uint64_t>(fds->fd)).set("server", "on").set("wait", "off");
            } else {
                o.set("path", fds && !fds->path.empty() ? fds->path : s.path);
                if (s.listen)
                    o.set("server", "on").set("wait", "off");
                else
                    reconnect(b, s, o);
            }
            break;
        }
        case ChardevType::spicevmc: {
            const char* name = alias.starts_with("redir") ? "usbredir" : alias.starts_with("smartcard") ? "smartcard" : "vdagent";
            kind("spicevmc"), o.set("name", name);
            break;
        }
        case ChardevType::spiceport: kind("spiceport"), o.set("name", s.channel); break;
        case ChardevType::dbus: kind("dbus"), o.set("name", s.channel); break;
        case ChardevType::qemu_vdagent:
            kind("qemu-vdagent");
            o.set("name", "vdagent");
            if (s.clipboard != YesNo::absent) o.set("clipboard", on_off(s.clipboard == YesNo::yes));
            if (s.mouse != MouseMode::none) o.set("mouse", on_off(s.mouse == MouseMode::client));
            break;
        case ChardevType::nmdm: fail(Code::config_unsupported, vireo::Domain::qemu, "unsupported chardev 'nmdm'");
    }
    if (!s.log_file.empty()) {
        if (fds && fds->log_fd >= 0) {
            add_fd(b, fds->log_set, fds->log_fd, alias + "-log");
            o.set("logfile", fmt::format("/dev/fdset/{}", fds->log_set)).set("logappend", "on");
        } else {
            o.set("logfile", s.log_file);
            if (s.log_append != OnOff::absent) o.set("logappend", on_off(on(s.log_append)));
        }
    }
    b.line.add("-chardev", o);
}

void serials(const Build& b) {
    for (const Chardev& c : b.dev().serials) {
        if (c.source.type == ChardevType::spiceport && b.dev().graphics.empty()) continue;
        chardev_backend(b, c.source, c.info.alias);
        Props p;
        switch (c.serial_model) {
            case SerialModel::usb_serial: p.set("driver", "usb-serial"); break;
            case SerialModel::pci_serial: p.set("driver", "pci-serial"); break;
            case SerialModel::spapr_vty: p.set("driver", "spapr-vty"); break;
            case SerialModel::sclpconsole: p.set("driver", "sclpconsole"); break;
            case SerialModel::sclplmconsole: p.set("driver", "sclplmconsole"); break;
            case SerialModel::isa_debugcon: p.set("driver", "isa-debugcon"); break;
            case SerialModel::pl011:
            case SerialModel::uart_16550a: b.line.add("-serial", "chardev:char" + c.info.alias); continue;
            default: p.set("driver", "isa-serial"); break;
        }
        p.set("chardev", "char" + c.info.alias).set("id", c.info.alias);
        if (c.serial_model == SerialModel::isa_serial || c.serial_model == SerialModel::none) p.set("index", c.port.value_or(0));
        add_address(b, p, c.info);
        b.device(std::move(p));
    }
    for (const Chardev& c : b.dev().parallels) {
        chardev_backend(b, c.source, c.info.alias);
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
        }
        p.set("chardev", "char" + c.info.alias).set("id", c.info.alias);
        p.set_text("name", name);
        b.device(std::move(p));
    };
    for (const Chardev& c : b.dev().channels) {
        chardev_backend(b, c.source, c.info.alias);
        if (c.channel_target == ChannelTarget::guestfwd) {
            Props forward{{"str", fmt::format("tcp:{}:{}-chardev:char{}", c.guestfwd_address, c.guestfwd_port, c.info.alias)}};
            b.line.add("-netdev", Props{{"type", "user"}, {"guestfwd", std::vector<Value>{Value(forward)}}, {"id", c.info.alias}});
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
                chardev_backend(b, c.source, c.info.alias);
                virtio_port(c, "virtconsole", "");
                break;
            case ConsoleTarget::sclp:
            case ConsoleTarget::sclplm:
                chardev_backend(b, c.source, c.info.alias);
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
        const std::string bus = fmt::format("ccid{}.{}", c.info.address.ccid.controller, c.info.address.ccid.slot);
        switch (c.mode) {
            case SmartcardMode::host: p.set("driver", "ccid-card-emulated").set("backend", "nss-emulated"); break;
            case SmartcardMode::host_certificates:
                p.set("driver", "ccid-card-emulated").set("backend", "certificates");
                for (std::size_t i = 0; i < c.certificates.size(); ++i) p.set(fmt::format("cert{}", i + 1), c.certificates[i]);
                p.set("db", c.database.empty() ? std::string("/etc/pki/nssdb") : c.database);
                break;
            case SmartcardMode::passthrough:
                chardev_backend(b, c.source, c.info.alias);
                p.set("driver", "ccid-card-passthru").set("chardev", "char" + c.info.alias);
                break;
        }
        p.set("id", c.info.alias).set("bus", fmt::format("ccid{}.0", c.info.address.ccid.controller));
        b.device(std::move(p));
    }
}

void redirdevs(const Build& b) {
    for (const Redirdev& r : b.dev().redirdevs) {
        chardev_backend(b, r.source, r.info.alias);
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
