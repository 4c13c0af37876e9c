// SPDX-License-Identifier: LGPL-2.1-or-later
// Displays: where they listen, at which ports, behind which sockets.
#include "base/error.h"
#include "drivers/qemu/prepare/choices.h"
#include "drivers/qemu/prepare/steps.h"
#include "host/process/process.h"
#include "hv/ports/port_range.h"

namespace vireo::qemu::prepare {
namespace {

using model::Graphics;
using model::GraphicsType;
using model::ListenType;

struct Ranges {
    hv::PortRange vnc, websocket, spice;
    explicit Ranges(const Settings& s)
        : vnc{"display", unsigned(s.remote_display_port_min), unsigned(s.remote_display_port_max)},
          websocket{"webSocket", unsigned(s.remote_websocket_port_min), unsigned(s.remote_websocket_port_max)},
          spice{"display", unsigned(s.remote_display_port_min), unsigned(s.remote_display_port_max)} {}
};

void acquire(Preparation& p, std::optional<int>& port, const hv::PortRange& range) {
    unsigned got = hv::acquire_port(range);
    p.undo.add("port", [got] { hv::release_port(got); });
    port = static_cast<int>(got);
}

void claim(Preparation& p, int port) {
    if (!hv::claim_port(static_cast<unsigned>(port)))
        fail(Code::internal_error, Domain::qemu, "Failed to reserve port {}", port);
    p.undo.add("port", [port] { hv::release_port(static_cast<unsigned>(port)); });
}

void require_known_places(const Graphics& g) {
    for (const auto& l : g.listens)
        if (l.type == ListenType::network) fail(Code::no_support, Domain::qemu, "graphics that listen at virtual network '{}'", l.network);
}

bool needs_port(const Graphics& g) {
    return !g.listens.empty() && (g.listens[0].type == ListenType::address || g.listens[0].type == ListenType::network);
}

void vnc_ports(Preparation& p, Graphics& g, const Ranges& ranges) {
    if (!needs_port(g)) return;
    if (g.autoport == model::YesNo::yes || g.port.value_or(-1) == -1)
        acquire(p, g.port, ranges.vnc), g.autoport = model::YesNo::yes;
    else
        claim(p, *g.port);
    if (g.websocket == -1)
        acquire(p, g.websocket, ranges.websocket);
    else if (g.websocket && *g.websocket > 0)
        claim(p, *g.websocket);
}

void spice_ports(Preparation& p, Graphics& g, const Ranges& ranges) {
    if (!needs_port(g)) return;
    const bool tls = p.config.settings.spice_tls.enabled;
    bool plain = false, secure = false;
    auto want = [&](std::string_view mode) {
        if (mode == "secure")
            secure = true;
        else if (mode == "insecure")
            plain = true;
        else
            plain = true, secure |= tls;
    };
    want(g.default_mode);
    for (const auto& c : g.channels)
        if (c.mode != "any") want(c.mode);
    const bool automatic = g.autoport == model::YesNo::yes;
    if (automatic) {
        if (secure && !tls)
            fail(Code::config_unsupported, Domain::qemu, "Auto allocation of spice TLS port requested but spice TLS is disabled in qemu.conf");
        if (plain) g.port = -1;
        if (secure) g.tls_port = -1;
    }
    if (g.port == -1)
        acquire(p, g.port, ranges.spice);
    else if (g.port && *g.port > 0)
        claim(p, *g.port);
    if (g.tls_port == -1) {
        if (!tls)
            fail(Code::config_unsupported, Domain::qemu, "Auto allocation of spice TLS port requested but spice TLS is disabled in qemu.conf");
        acquire(p, g.tls_port, ranges.spice);
    } else if (g.tls_port && *g.tls_port > 0) {
        claim(p, *g.tls_port);
    }
}

void rdp_ports(Preparation& p, Graphics& g) {
    if (!needs_port(g)) return;
    if (g.autoport == model::YesNo::yes || g.port.value_or(-1) <= 0)
        acquire(p, g.port, {"rdp", 3389, 3689});
    else
        claim(p, *g.port);
}

// All ports that a running guest's displays hold.
template <class F>
void for_each_port(const model::Domain& live, F&& f) {
    for (const auto& g : live.devices.graphics) {
        if (g.type != GraphicsType::vnc && g.type != GraphicsType::spice && g.type != GraphicsType::rdp) continue;
        if (!needs_port(g)) continue;
        for (const auto& port : {g.port, g.tls_port, g.websocket})
            if (port && *port > 0) f(static_cast<unsigned>(*port));
    }
}

}  // namespace

void graphics(Preparation& p) {
    const auto& s = p.config.settings;
    choose_listens(p.live, s, p.bindings.domain_dir);
    const Ranges ranges(s);
    for (auto& g : p.live.devices.graphics) {
        if (g.type != GraphicsType::vnc && g.type != GraphicsType::spice && g.type != GraphicsType::rdp) continue;
        require_known_places(g);
        if (g.type == GraphicsType::rdp && !host::find_program(s.qemu_rdp))
            fail(Code::config_unsupported, Domain::qemu, "rdp graphics are not supported with this QEMU");
        switch (g.type) {
            case GraphicsType::vnc: vnc_ports(p, g, ranges); break;
            case GraphicsType::spice: spice_ports(p, g, ranges); break;
            default: rdp_ports(p, g); break;
        }
    }
}

void release_graphics(const model::Domain& live) {
    for_each_port(live, [](unsigned port) { hv::release_port(port); });
}

void adopt_graphics(const model::Domain& live) {
    for_each_port(live, [](unsigned port) { hv::claim_port(port); });
}

}  // namespace vireo::qemu::prepare
