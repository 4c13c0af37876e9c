// SPDX-License-Identifier: LGPL-2.1-or-later
// The host's end of a character device, in both of the forms that emulators know.
#include "base/error.h"
#include "drivers/qemu/argv/parts.h"

namespace vireo::qemu::argv {

using namespace model;

namespace {

std::string fd_set(unsigned set) { return fmt::format("/dev/fdset/{}", set); }

// Settings in the order of the key=value form, and the same as JSON.
class Backend {
  public:
    Backend(const char* option_type, const char* json_type, const std::string& id) : type_(json_type), id_(id), option_(option_type) {
        option_.set("id", id);
    }
    explicit Backend(const char* type, const std::string& id) : Backend(type, type, id) {}

    Backend& text(std::string_view option, std::string_view json, const std::string& value) {
        option_.set(option, value);
        data_.set(json, value);
        return *this;
    }
    Backend& flag(std::string_view option, std::string_view json, bool value) {
        option_.set(option, on_off(value));
        data_.set(json, value);
        return *this;
    }
    Backend& number(std::string_view name, std::uint64_t value) {
        option_.set(name, value);
        data_.set(name, value);
        return *this;
    }
    Option& option() { return option_; }
    Props& data() { return data_; }

    void add(const Build& b) const {
        if (!b.caps.has("chardev.json")) {
            b.line.add("-chardev", option_);
            return;
        }
        b.line.add("-chardev", Props{{"id", id_}, {"backend", Props{{"type", type_}, {"data", data_}}}});
    }

  private:
    std::string type_, id_;
    Option option_;
    Props data_;
};

Props inet(const std::string& host, const std::string& port) { return {{"type", "inet"}, {"data", Props{{"host", host}, {"port", port}}}}; }

void reconnect(const Build& b, const Reconnect& r, Backend& o) {
    if (r.enabled != YesNo::yes) return;
    if (b.caps.has("chardev-reconnect-miliseconds"))
        o.number("reconnect-ms", static_cast<std::uint64_t>(r.timeout.value_or(0)) * 1000);
    else
        o.number("reconnect", r.timeout.value_or(0));
}

void serve(Backend& o) { o.flag("server", "server", true).flag("wait", "wait", false); }

Backend tcp(const Build& b, const ChardevSource& s, const std::string& id, const std::string& alias) {
    const bool telnet = s.protocol == ChardevProtocol::telnet || s.protocol == ChardevProtocol::telnets;
    const std::string creds = "obj" + id + "_tls0";
    if (s.tls == YesNo::yes) tls_credentials(b, creds, "char" + alias + "-secret0", b.host.chardev_certificates, s.listen);
    Backend o("socket", id);
    o.option().set("host", s.host).set("port", s.service);
    o.data().set("addr", inet(s.host, s.service)).set("telnet", telnet);
    if (telnet) o.option().set("telnet", "on");
    if (s.listen) {
        serve(o);
    } else {
        o.data().set("server", false);
        reconnect(b, s.reconnect, o);
    }
    if (s.tls == YesNo::yes) o.text("tls-creds", "tls-creds", creds);
    return o;
}

Backend udp(const ChardevSource& s, const std::string& id) {
    Backend o("udp", id);
    const std::string local_port = s.bind_service.empty() ? "0" : s.bind_service;
    o.option().set("host", s.connect_host).set("port", s.connect_service).set("localaddr", s.bind_host).set("localport", local_port);
    o.data().set("remote", inet(s.connect_host, s.connect_service));
    if (!s.bind_host.empty() || !s.bind_service.empty()) o.data().set("local", inet(s.bind_host, local_port));
    return o;
}

Backend vdagent(const ChardevSource& s, const std::string& id) {
    Backend o("qemu-vdagent", id);
    o.option().set("name", "vdagent");
    if (s.clipboard != YesNo::absent) o.flag("clipboard", "clipboard", s.clipboard == YesNo::yes);
    if (s.mouse != MouseMode::none) o.flag("mouse", "mouse", s.mouse == MouseMode::client);
    return o;
}

const char* spicevmc_name(ChardevUser user) {
    switch (user) {
        case ChardevUser::redirdev: return "usbredir";
        case ChardevUser::smartcard: return "smartcard";
        default: return "vdagent";
    }
}

Backend file(const Build& b, const ChardevSource& s, const std::string& id, const std::string& alias, const Bindings::Chardev* fds) {
    Backend o("file", id);
    if (fds && fds->file_fd >= 0) {
        add_fd(b, fds->file_set, fds->file_fd, alias + "-source");
        return o.text("path", "out", fd_set(fds->file_set)).flag("append", "append", true);
    }
    o.text("path", "out", s.path);
    if (s.append != OnOff::absent) o.flag("append", "append", on(s.append));
    return o;
}

Backend unix_socket(const Build& b, const std::string& id, const UnixEnd& end) {
    Backend o("socket", id);
    if (end.fd >= 0) {
        o.option().set("fd", static_cast<std::uint64_t>(end.fd));
        o.data().set("addr", Props{{"type", "fd"}, {"data", Props{{"str", std::to_string(end.fd)}}}});
    } else {
        o.option().set("path", end.path);
        o.data().set("addr", Props{{"type", "unix"}, {"data", Props{{"path", end.path}}}});
    }
    if (end.listen) {
        serve(o);
    } else {
        o.data().set("server", false);
        if (end.reconnect) reconnect(b, *end.reconnect, o);
    }
    return o;
}

Backend backend_of(const Build& b, const ChardevSource& s, const std::string& id, const std::string& alias, ChardevUser user,
                   const Bindings::Chardev* fds) {
    switch (s.type) {
        case ChardevType::null: return Backend("null", id);
        case ChardevType::vc: return Backend("vc", id);
        case ChardevType::pty: return Backend("pty", id);
        case ChardevType::stdio: return Backend("stdio", id);
        case ChardevType::dev: return Backend(user == ChardevUser::parallel ? "parallel" : "serial", id).text("path", "device", s.path);
        case ChardevType::file: return file(b, s, id, alias, fds);
        case ChardevType::pipe: return Backend("pipe", id).text("path", "device", s.path);
        case ChardevType::udp: return udp(s, id);
        case ChardevType::tcp: return tcp(b, s, id, alias);
        case ChardevType::unix_:
            return unix_socket(b, id, {.path = fds && !fds->path.empty() ? fds->path : s.path, .fd = s.listen && fds ? fds->fd : -1,
                                       .listen = s.listen, .reconnect = &s.reconnect});
        case ChardevType::spicevmc: return Backend("spicevmc", id).text("name", "type", spicevmc_name(user));
        case ChardevType::spiceport: return Backend("spiceport", id).text("name", "fqdn", s.channel);
        case ChardevType::dbus: return Backend("dbus", id).text("name", "name", s.channel);
        case ChardevType::qemu_vdagent: return vdagent(s, id);
        case ChardevType::nmdm: break;
    }
    fail(Code::config_unsupported, vireo::Domain::qemu, "unsupported chardev '{}'", word(s.type));
}

void log_file(const Build& b, const ChardevSource& s, const std::string& alias, const Bindings::Chardev* fds, Backend& o) {
    if (s.log_file.empty()) return;
    if (fds && fds->log_fd >= 0) {
        add_fd(b, fds->log_set, fds->log_fd, alias + "-log");
        o.text("logfile", "logfile", fd_set(fds->log_set)).flag("logappend", "logappend", true);
        return;
    }
    o.text("logfile", "logfile", s.log_file);
    if (s.log_append != OnOff::absent) o.flag("logappend", "logappend", on(s.log_append));
}

}  // namespace

void chardev_backend(const Build& b, const ChardevSource& s, const std::string& alias, ChardevUser user) {
    auto at = b.host.chardevs.find(alias);
    const Bindings::Chardev* fds = at == b.host.chardevs.end() ? nullptr : &at->second;
    Backend o = backend_of(b, s, "char" + alias, alias, user, fds);
    log_file(b, s, alias, fds, o);
    o.add(b);
}

void add_fd(const Build& b, unsigned set, int fd, const std::string& name) {
    Option o;
    o.set("set", set).set("fd", static_cast<std::uint64_t>(fd)).set("opaque", name);
    b.line.add("-add-fd", o);
}

void unix_chardev(const Build& b, const std::string& id, const UnixEnd& end) { unix_socket(b, id, end).add(b); }

}  // namespace vireo::qemu::argv
