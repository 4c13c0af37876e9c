// SPDX-License-Identifier: LGPL-2.1-or-later
// Network cards in a network namespace of the test's own.
#include <sched.h>

#include <thread>

#include "host/net/link.h"
#include "host/net/tap.h"
#include "scene.h"

namespace vireo::qemu {
namespace {

model::Interface nic(model::InterfaceType type, const std::string& model = "virtio") {
    model::Interface n;
    n.type = type;
    n.model = model;
    n.mac = *model::Mac::parse("52:54:00:11:22:33");
    n.info.alias = "net0";
    return n;
}

// Runs in a thread with a network namespace of its own, which ends with it.
template <class F>
void in_own_network(F&& f) {
    bool able = true;
    std::thread([&] {
        able = unshare(CLONE_NEWNET) == 0 && access("/dev/net/tun", R_OK | W_OK) == 0;
        if (able) f();
    }).join();
    if (!able) GTEST_SKIP() << "needs the right to make a network namespace, and /dev/net/tun";
}

TEST(Nics, ATapJoinsItsBridge) {
    in_own_network([] {
        host::create_bridge("br0", {.up = true});
        host::change_link("br0", {.mtu = 1400});
        Scene s;
        s.live.devices.interfaces = {nic(model::InterfaceType::bridge)};
        auto& n = s.live.devices.interfaces[0];
        n.bridge = "br0";
        n.queues = 2;
        run::Rollback undo;
        {
            PreparedHost prepared;
            s.prepare(prepared, undo);
            ASSERT_TRUE(n.target_dev.starts_with("vnet")) << n.target_dev;
            auto link = host::find_link(n.target_dev);
            ASSERT_TRUE(link);
            EXPECT_EQ(link->mac.text(), "fe:54:00:11:22:33");
            EXPECT_EQ(link->mtu, 1400u);
            EXPECT_EQ(link->master, host::link_index("br0"));
            EXPECT_TRUE(link->up);
            EXPECT_EQ(s.bindings.nics["net0"].tap_fds.size(), 2u);
        }
        // It ends with the last descriptor.
        EXPECT_EQ(host::link_index(n.target_dev), 0u);
    });
}

TEST(Nics, AMissingBridgeStopsTheStart) {
    in_own_network([] {
        Scene s;
        s.live.devices.interfaces = {nic(model::InterfaceType::bridge)};
        s.live.devices.interfaces[0].bridge = "nobr0";
        run::Rollback undo;
        PreparedHost prepared;
        EXPECT_EQ(failure([&] { s.prepare(prepared, undo); }), "Cannot get interface MTU on 'nobr0': No such device");
    });
}

TEST(Nics, NamesGoOn) {
    in_own_network([] {
        Scene running, s;
        running.live.devices.interfaces = {nic(model::InterfaceType::ethernet)};
        running.live.devices.interfaces[0].target_dev = "vnet123";
        adopt_host(running.live, running.config);
        s.live.devices.interfaces = {nic(model::InterfaceType::ethernet, "e1000")};
        run::Rollback undo;
        PreparedHost prepared;
        s.prepare(prepared, undo);
        EXPECT_EQ(s.live.devices.interfaces[0].target_dev, "vnet124");
        EXPECT_EQ(s.bindings.nics["net0"].vhost_fds.size(), 0u);
    });
}

TEST(Nics, AnUnmanagedTapMustBeThere) {
    in_own_network([] {
        Scene s;
        s.live.devices.interfaces = {nic(model::InterfaceType::ethernet)};
        auto& n = s.live.devices.interfaces[0];
        n.target_managed = model::YesNo::no;
        n.target_dev = "own0";
        {
            run::Rollback undo;
            PreparedHost prepared;
            EXPECT_EQ(failure([&] { s.prepare(prepared, undo); }), "internal error: target managed='no' but specified dev doesn't exist");
        }
        auto made = host::create_tap({.name = "own0", .persistent = true});
        made.queues.clear();
        run::Rollback undo;
        PreparedHost prepared;
        EXPECT_EQ(failure([&] { s.prepare(prepared, undo); }), "");
        EXPECT_EQ(s.bindings.nics["net0"].tap_fds.size(), 1u);
        prepared.close_passed();
        EXPECT_NE(host::link_index("own0"), 0u);
    });
}

TEST(Nics, ScriptsMaySayNo) {
    in_own_network([] {
        Scene s;
        s.live.devices.interfaces = {nic(model::InterfaceType::ethernet)};
        s.live.devices.interfaces[0].script = "/bin/false";
        run::Rollback undo;
        PreparedHost prepared;
        auto text = failure([&] { s.prepare(prepared, undo); });
        EXPECT_TRUE(text.starts_with("internal error: Child process (")) << text;
        EXPECT_NE(text.find("/bin/false vnet"), std::string::npos) << text;
        EXPECT_NE(text.find("unexpected exit status 1"), std::string::npos) << text;
    });
}

TEST(Nics, TheUsersNetworkNeedsNothing) {
    Scene s;
    s.live.devices.interfaces = {nic(model::InterfaceType::user)};
    run::Rollback undo;
    PreparedHost prepared;
    s.prepare(prepared, undo);
    EXPECT_TRUE(s.bindings.nics.empty());
}

}  // namespace
}  // namespace vireo::qemu
