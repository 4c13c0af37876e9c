// SPDX-License-Identifier: LGPL-2.1-or-later
// Displays for people: windows, VNC, SPICE, D-Bus.
#include "drivers/qemu/argv/parts.h"

namespace vireo::qemu::argv {

using namespace model;

namespace {

const GraphicsListen* first_listen(const Graphics& g) { return g.listens.empty() ? nullptr : &g.listens.front(); }

std::string bracketed(const std::string& address) { return address.find(':') != std::string::npos ? "[" + address + "]" : address; }

// One folder for all that authenticate with SASL.
void sasl_folder(const Build& b, const std::string& dir) {
    if (dir.empty()) return;
    for (const auto& [name, value] : b.line.env)
        if (name == "SASL_CONF_PATH") return;
    b.line.env.emplace_back("SASL_CONF_PATH", dir);
}

void vnc(const Build& b, const Graphics& g) {
    Option o;
    const GraphicsListen* l = first_listen(g);
    if (l && l->type == ListenType::socket) {
        o.set("vnc", "unix:" + l->socket);
    } else if (l && l->type == ListenType::none) {
        o.word("none");
    } else {
        const std::string address = l && !l->address.empty() ? l->address : b.host.vnc_listen;
        const int port = g.port.value_or(0) > 0 ? *g.port : 5900;
        o.word(fmt::format("{}:{}", bracketed(address), port - 5900));
        if (g.websocket) o.set("websocket", std::to_string(*g.websocket < 0 ? 5700 : *g.websocket));
    }
    if (g.share_policy != SharePolicy::none) o.set("share", word(g.share_policy));
    if (!g.passwd.empty() || !b.host.vnc_password.empty()) o.set("password", "on");
    if (b.host.vnc_tls) {
        tls_credentials(b, "vnc-tls-creds0", "vnc-tls-creds0-secret0", b.host.vnc_certificates, true);
        o.set("tls-creds", "vnc-tls-creds0");
    }
    if (b.host.vnc_sasl) {
        sasl_folder(b, b.host.vnc_sasl_dir);
        o.set("sasl", "on");
    }
    if (g.power_control != YesNo::absent) o.set("power-control", on_off(g.power_control == YesNo::yes));
    const std::string audio = audio_id(b, g.audio_id);
    if (!audio.empty()) o.set("audiodev", audio);
    b.line.add("-vnc", o);
    if (!g.keymap.empty()) b.line.add("-k", g.keymap);
}

void spice(const Build& b, const Graphics& g) {
    Option o;
    const GraphicsListen* l = first_listen(g);
    if (l && l->type == ListenType::socket) {
        o.set("unix", "on").set("addr", l->socket);
    } else if (l && l->type == ListenType::none) {
        o.set("port", "0");
    } else {
        bool any = false;
        const int port = g.port.value_or(0), tls = g.tls_port.value_or(0);
        if (port > 0 || tls <= 0) o.set("port", std::to_string(port > 0 ? port : 5901)), any = true;
        if (tls > 0) o.set("tls-port", std::to_string(tls)), any = true;
        (void)any;
        o.set("addr", l && !l->address.empty() ? l->address : b.host.spice_listen);
    }
    if (b.host.spice_sasl) {
        sasl_folder(b, b.host.spice_sasl_dir);
        o.set("sasl", "on");
    }
    if (g.mouse == MouseMode::server) o.set("agent-mouse", "off");
    if (g.mouse == MouseMode::client) o.set("agent-mouse", "on");
    if (g.passwd.empty() && b.host.spice_password.empty()) {
        if (!(l && (l->type == ListenType::socket || l->type == ListenType::none))) o.set("disable-ticketing", "on");
    }
    // Ports are named, so the secure one needs its certificates.
    if (b.host.spice_tls && l && (l->type == ListenType::address || l->type == ListenType::network) && g.tls_port.value_or(0) > 0)
        o.set("x509-dir", b.host.spice_tls_dir);
    if (g.default_mode == "secure") o.set("tls-channel", "default");
    if (g.default_mode == "insecure") o.set("plaintext-channel", "default");
    for (const SpiceChannel& c : g.channels) {
        if (c.mode == "secure") o.set("tls-channel", c.name);
        if (c.mode == "insecure") o.set("plaintext-channel", c.name);
    }
    if (!g.image_compression.empty()) o.set("image-compression", g.image_compression);
    if (!g.jpeg_compression.empty()) o.set("jpeg-wan-compression", g.jpeg_compression);
    if (!g.zlib_compression.empty()) o.set("zlib-glz-wan-compression", g.zlib_compression);
    if (g.playback_compression != OnOff::absent) o.set("playback-compression", on_off(on(g.playback_compression)));
    if (!g.streaming_mode.empty()) o.set("streaming-video", g.streaming_mode);
    if (g.clipboard == YesNo::no) o.set("disable-copy-paste", "on");
    if (g.file_transfer == YesNo::no) o.set("disable-agent-file-xfer", "on");
    if (g.gl == YesNo::yes) {
        o.set("gl", "on");
        const std::string& node = g.rendernode.empty() ? b.host.render_node : g.rendernode;
        if (!node.empty()) o.set("rendernode", node);
    }
    o.set("seamless-migration", "on");
    b.line.add("-spice", o);
    if (!g.keymap.empty()) b.line.add("-k", g.keymap);
}

void dbus(const Build& b, const Graphics& g) {
    Option o("dbus");
    if (g.p2p == YesNo::yes)
        o.set("p2p", "on");
    else
        o.set("addr", g.dbus_address.empty() ? b.host.dbus_address : g.dbus_address);
    if (g.gl != YesNo::absent) o.set("gl", on_off(g.gl == YesNo::yes));
    if (!g.rendernode.empty()) o.set("rendernode", g.rendernode);
    if (g.audio_id) o.set("audiodev", fmt::format("audio{}", *g.audio_id));
    b.line.add("-display", o);
}

}  // namespace

void display_none(const Build& b) {
    // A window on the host's own display, or none at all.
    for (const Graphics& g : b.dev().graphics)
        if (g.type == GraphicsType::vnc || g.type == GraphicsType::spice || g.type == GraphicsType::sdl || g.type == GraphicsType::desktop ||
            g.type == GraphicsType::egl_headless || g.type == GraphicsType::dbus || g.type == GraphicsType::rdp)
            return;
    b.line.add("-display", "none");
}

void graphics(const Build& b) {
    for (const Graphics& g : b.dev().graphics) {
        switch (g.type) {
            case GraphicsType::sdl: {
                if (!g.xauth.empty()) b.line.env.emplace_back("XAUTHORITY", g.xauth);
                if (!g.display.empty()) b.line.env.emplace_back("DISPLAY", g.display);
                Option o("sdl");
                if (g.gl != YesNo::absent) o.set("gl", on_off(g.gl == YesNo::yes));
                b.line.add("-display", o);
                if (g.fullscreen == YesNo::yes) b.line.add("-full-screen");
                break;
            }
            case GraphicsType::vnc: vnc(b, g); break;
            case GraphicsType::spice: spice(b, g); break;
            case GraphicsType::egl_headless: {
                Option o("egl-headless");
                const std::string& node = g.rendernode.empty() ? b.host.render_node : g.rendernode;
                if (!node.empty()) o.set("rendernode", node);
                b.line.add("-display", o);
                break;
            }
            case GraphicsType::dbus: dbus(b, g); break;
            default: break;  // RDP is served by a helper, over D-Bus
        }
    }
}

}  // namespace vireo::qemu::argv
