// SPDX-License-Identifier: LGPL-2.1-or-later
// Ports and sockets of displays.
#include "hv/ports/port_range.h"
#include "scene.h"

#include <netinet/in.h>
#include <sys/socket.h>

namespace vireo::qemu {
namespace {

Fd listen_at(unsigned port) {
    Fd fd(socket(AF_INET, SOCK_STREAM, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    EXPECT_EQ(bind(fd.get(), reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    EXPECT_EQ(listen(fd.get(), 1), 0);
    return fd;
}

TEST(Ports, AreGivenOnceAndOnlyWhenNobodyListens) {
    hv::PortRange range{"display", 46900, 46902};
    Fd other = listen_at(46901);
    EXPECT_EQ(hv::acquire_port(range), 46900u);
    EXPECT_EQ(hv::acquire_port(range), 46902u);
    EXPECT_EQ(failure([&] { hv::acquire_port(range); }), "internal error: Unable to find an unused port in range 'display' (46900-46902)");
    EXPECT_FALSE(hv::claim_port(46900));
    hv::release_port(46900);
    EXPECT_TRUE(hv::claim_port(46900));
    hv::release_port(46900);
    hv::release_port(46902);
    hv::release_port(99999);
    EXPECT_FALSE(hv::claim_port(99999));
}

TEST(Graphics, ANamedPortBelongsToOneGuest) {
    Scene a, b;
    for (auto* s : {&a, &b}) {
        auto& vnc = s->add_vnc();
        vnc.autoport = model::YesNo::no;
        vnc.port = 46907;
    }
    run::Rollback undo_a, undo_b;
    PreparedHost first, second;
    a.prepare(first, undo_a);
    EXPECT_EQ(failure([&] { b.prepare(second, undo_b); }), "internal error: Failed to reserve port 46907");
    undo_a.keep();
    cleanup_host(a.live, a.config, "");
    EXPECT_EQ(failure([&] { b.prepare(second, undo_b); }), "");
}

TEST(Graphics, SocketsCanBePreferred) {
    Scene s;
    s.config.settings.vnc_auto_unix_socket = true;
    s.add_vnc();
    run::Rollback undo;
    PreparedHost prepared;
    s.prepare(prepared, undo);
    const auto& l = s.live.devices.graphics[0].listens.at(0);
    EXPECT_EQ(l.type, model::ListenType::socket);
    EXPECT_EQ(l.socket, s.bindings.domain_dir + "/vnc.sock");
    EXPECT_EQ(s.live.devices.graphics[0].port, -1);
}

TEST(Graphics, SpiceNeedsTlsForSecureChannels) {
    Scene s;
    model::Graphics g;
    g.type = model::GraphicsType::spice;
    g.autoport = model::YesNo::yes;
    g.channels = {{.name = "main", .mode = "secure"}};
    s.live.devices.graphics = {g};
    run::Rollback undo;
    PreparedHost prepared;
    EXPECT_EQ(failure([&] { s.prepare(prepared, undo); }),
              "unsupported configuration: Auto allocation of spice TLS port requested but spice TLS is disabled in qemu.conf");
    s.config.settings.spice_tls.enabled = true;
    s.prepare(prepared, undo);
    EXPECT_GE(s.live.devices.graphics[0].port.value_or(0), 45900);
    EXPECT_GT(s.live.devices.graphics[0].tls_port.value_or(0), *s.live.devices.graphics[0].port);
}

TEST(Graphics, AdoptedPortsAreTaken) {
    Scene s, other;
    s.add_vnc().port = 45900;
    s.live.devices.graphics[0].listens = {{.type = model::ListenType::address, .address = "127.0.0.1"}};
    adopt_host(s.live, s.config);
    other.add_vnc();
    run::Rollback undo;
    PreparedHost prepared;
    other.prepare(prepared, undo);
    EXPECT_EQ(other.live.devices.graphics[0].port, 45901);
    cleanup_host(s.live, s.config, "");
}

}  // namespace
}  // namespace vireo::qemu
