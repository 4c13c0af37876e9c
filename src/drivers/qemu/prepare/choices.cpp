// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/qemu/prepare/choices.h"

#include <fmt/core.h>

#include "drivers/qemu/prepare/prepare.h"
#include "drivers/qemu/prepare/steps.h"

namespace vireo::qemu::prepare {

using model::ChardevType;
using model::Graphics;
using model::GraphicsType;
using model::ListenType;

namespace {

const std::string& default_address(GraphicsType type, const Settings& s) {
    return type == GraphicsType::vnc ? s.vnc_listen : type == GraphicsType::spice ? s.spice_listen : s.rdp_listen;
}

bool prefers_sockets(GraphicsType type, const Settings& s) {
    return type == GraphicsType::vnc ? s.vnc_auto_unix_socket : type == GraphicsType::spice && s.spice_auto_unix_socket;
}

void choose_listen(model::GraphicsListen& l, GraphicsType type, const Settings& s, const std::string& domain_dir) {
    const std::string socket = domain_dir + (type == GraphicsType::vnc ? "/vnc.sock" : "/spice.sock");
    switch (l.type) {
        case ListenType::address:
            if (!l.address.empty()) break;
            // Asked for nothing in particular: the administrator may prefer sockets.
            l.from_config = true;
            if (prefers_sockets(type, s)) {
                l.type = ListenType::socket;
                l.socket = socket;
            } else {
                l.address = default_address(type, s);
            }
            break;
        case ListenType::socket:
            if (!l.socket.empty()) break;
            l.socket = socket;
            l.auto_socket = true;
            break;
        case ListenType::network:
        case ListenType::none: break;
    }
}

argv::Bindings::Certificates certificates(const TlsSettings& t, const Settings& s) {
    return {.dir = t.cert_dir, .secret = t.secret_uuid, .verify = t.verify.value_or(s.default_tls_verify.value_or(true))};
}

}  // namespace

void choose_listens(model::Domain& live, const Settings& s, const std::string& domain_dir) {
    for (Graphics& g : live.devices.graphics) {
        if (g.type != GraphicsType::vnc && g.type != GraphicsType::spice && g.type != GraphicsType::rdp) continue;
        if (g.listens.empty()) g.listens.push_back({.type = ListenType::address});
        for (auto& l : g.listens) choose_listen(l, g.type, s, domain_dir);
    }
}

void choose_channel_path(model::Chardev& channel, const std::string& dir) {
    auto& source = channel.source;
    if (source.type != ChardevType::unix_ || !source.path.empty()) return;
    if (channel.channel_target != model::ChannelTarget::virtio) return;
    source.path = dir + "/" + (channel.name.empty() ? channel.info.alias : channel.name);
    source.listen = true;
}

void choose_channel_paths(model::Domain& live, const std::string& dir) {
    for (auto& c : live.devices.channels) choose_channel_path(c, dir);
}

void choose_tls(model::ChardevSource& source, const Settings& s) {
    if (source.type != ChardevType::tcp || source.tls != model::YesNo::absent || !s.chardev_tls.enabled) return;
    source.tls = model::YesNo::yes;
    source.tls_from_config = true;
}

void choose_chardev_tls(model::Domain& live, const Settings& s) {
    for_each_chardev(live, [&](model::ChardevSource& source, model::DeviceInfo&) { choose_tls(source, s); });
}

void bind_settings(argv::Bindings& b, const Config& c) {
    const Settings& s = c.settings;
    b.dump_guest_core = s.dump_guest_core;
    b.seccomp_sandbox = s.seccomp_sandbox;
    b.log_timestamp = s.log_timestamp;
    b.privileged = c.privileged;
    b.vnc_listen = s.vnc_listen;
    b.spice_listen = s.spice_listen;
    b.vnc_tls = s.vnc_tls.enabled;
    b.vnc_certificates = certificates(s.vnc_tls, s);
    // A server lets everybody in unless told otherwise; only client sides and the rest always look.
    b.vnc_certificates.verify = s.vnc_tls.verify.value_or(s.default_tls_verify.value_or(false));
    b.vnc_sasl = s.vnc_sasl;
    b.vnc_sasl_dir = s.vnc_sasl_dir;
    b.vnc_password = s.vnc_password;
    b.spice_tls = s.spice_tls.enabled;
    b.spice_tls_dir = s.spice_tls.cert_dir;
    b.spice_sasl = s.spice_sasl;
    b.spice_sasl_dir = s.spice_sasl_dir;
    b.spice_password = s.spice_password;
    b.nbd_certificates = certificates(s.nbd_tls, s);
    b.chardev_certificates = certificates(s.chardev_tls, s);
}

std::string passt_socket(const model::Domain& live, const model::Interface& n, const Paths& paths) {
    return fmt::format("{}/{}-{}.socket", paths.passt, short_name(live), n.info.alias);
}

std::string dbus_address(const model::Domain& live, const Paths& paths) {
    return fmt::format("unix:path={}/{}-dbus.sock", paths.dbus, short_name(live));
}

bool wants_dbus(const model::Domain& live) {
    for (const Graphics& g : live.devices.graphics)
        if (g.type == GraphicsType::dbus && g.p2p != model::YesNo::yes && g.dbus_address.empty()) return true;
    return false;
}

}  // namespace vireo::qemu::prepare
