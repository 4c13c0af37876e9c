// SPDX-License-Identifier: LGPL-2.1-or-later
// Interfaces, bridges and taps, in a network namespace of the test's own.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include <thread>

#include "host/net/link.h"
#include "host/net/netlink.h"
#include "host/net/tap.h"
#include "host/process/process.h"
#include "run/fault.h"

using namespace vireo;
using namespace vireo::host;
using testing::HasSubstr;

namespace {

// Runs the body on a thread with an empty network namespace; false if there is none to be had.
bool in_namespace(const std::function<void()>& body) {
    bool there = false;
    std::thread([&] {
        there = unshare(CLONE_NEWNET) == 0 && access("/dev/net/tun", R_OK | W_OK) == 0;
        if (there) body();
    }).join();
    return there;
}

template <class F>
std::string message(F&& f) {
    try {
        f();
    } catch (const Error& e) {
        return e.message;
    }
    return "nothing was thrown";
}

model::Mac mac(const char* text) { return *model::Mac::parse(text); }

#define IN_NAMESPACE(...) \
    if (!in_namespace([&] __VA_ARGS__)) GTEST_SKIP() << "needs network namespaces and /dev/net/tun"

}  // namespace

TEST(Net, TapIsMadeSetUpAndGoesWithItsDescriptors) {
    IN_NAMESPACE({
        create_bridge("br0", {.mac = mac("52:54:00:00:00:01"), .up = true});
        auto tap = create_tap({.setup = {.mac = mac("fe:54:00:11:22:33"), .mtu = 1400, .up = true, .master = "br0"}});
        EXPECT_EQ(tap.name, "vnet0");
        EXPECT_EQ(tap.queues.size(), 1u);
        EXPECT_TRUE(tap.vnet_header);
        auto l = find_link("vnet0");
        ASSERT_TRUE(l);
        EXPECT_EQ(l->mac.text(), "fe:54:00:11:22:33");
        EXPECT_EQ(l->mtu, 1400u);
        EXPECT_TRUE(l->up);
        EXPECT_EQ(l->kind, "tun");
        EXPECT_EQ(l->master, link_index("br0"));
        auto second = create_tap({});
        EXPECT_EQ(second.name, "vnet1");
        tap.queues.clear();
        EXPECT_FALSE(find_link("vnet0"));
    });
}

TEST(Net, ManyQueuesAndPersistence) {
    IN_NAMESPACE({
        auto tap = create_tap({.name = "t0", .queues = 4, .persistent = true});
        EXPECT_EQ(tap.queues.size(), 4u);
        tap.queues.clear();
        EXPECT_TRUE(find_link("t0"));
        delete_tap("t0");
        EXPECT_FALSE(find_link("t0"));
        delete_tap("t0");
        create_tap({.name = "t1", .persistent = true}).queues.clear();
        EXPECT_TRUE(delete_link("t1"));
        EXPECT_FALSE(delete_link("t1"));
    });
}

TEST(Net, NothingIsLeftOfATapThatCouldNotBeSetUp) {
    IN_NAMESPACE({
        EXPECT_EQ(message([] { create_tap({.name = "t0", .persistent = true, .setup = {.master = "nobridge"}}); }),
                  "Unable to add bridge nobridge port t0: No such device");
        EXPECT_FALSE(find_link("t0"));
        EXPECT_EQ(message([] { create_tap({.name = "t0", .setup = {.mtu = 5}}); }),
                  "Cannot set interface MTU on 't0': Invalid argument");
        EXPECT_EQ(message([] { create_tap({.name = "t0", .setup = {.mac = mac("01:00:00:00:00:01")}}); }),
                  "Cannot set interface MAC to 01:00:00:00:00:01 on 't0': Cannot assign requested address");
        EXPECT_EQ(message([] { create_tap({.name = "a-name-far-too-long"}); }),
                  "Network interface name 'a-name-far-too-long' is too long: Numerical result out of range");
        run::arm_fault({.point = "tap.create", .at = 2, .errno_value = EPERM});
        EXPECT_EQ(message([] { create_tap({.name = "t0", .queues = 3, .persistent = true}); }),
                  "Unable to create tap device t0: Operation not permitted");
        run::disarm_faults();
        EXPECT_FALSE(find_link("t0"));
        EXPECT_EQ(list_links().size(), list_links().size());
    });
}

TEST(Net, BridgesAndPorts) {
    IN_NAMESPACE({
        create_bridge("br0", {.mac = mac("52:54:00:00:00:01"), .spanning_tree = true, .forward_delay_ms = 2000, .up = true});
        EXPECT_THAT(message([] { create_bridge("br0", {}); }), HasSubstr("error creating bridge interface br0: File exists"));
        auto b = find_link("br0");
        ASSERT_TRUE(b);
        EXPECT_EQ(b->kind, "bridge");
        EXPECT_EQ(b->mac.text(), "52:54:00:00:00:01");
        EXPECT_TRUE(b->up);
        auto tap = create_tap({.name = "p0"});
        change_link("p0", {.master = "br0"});
        set_port_learning("p0", false, false);
        set_port_isolated("p0", true);
        EXPECT_THAT(message([] { set_port_isolated("br0", true); }), HasSubstr("Unable to set isolated on bridge port 'br0': "));
        change_link("p0", {.master = ""});
        EXPECT_EQ(find_link("p0")->master, 0u);
        change_link("p0", {.new_name = "q0"});
        EXPECT_FALSE(find_link("p0"));
        EXPECT_TRUE(find_link("q0"));
        EXPECT_TRUE(delete_link("br0"));
    });
}

TEST(Net, Addresses) {
    IN_NAMESPACE({
        create_bridge("br0", {.up = true});
        const std::uint8_t four[] = {192, 168, 122, 1};
        const std::uint8_t six[16] = {0xfd, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
        add_address("br0", four, 24);
        add_address("br0", four, 24);
        add_address("br0", six, 64);
        if (find_program("ip")) {
            auto text = run_checked({"ip", "addr", "show", "br0"});
            EXPECT_THAT(text, HasSubstr("inet 192.168.122.1/24 brd 192.168.122.255"));
            EXPECT_THAT(text, HasSubstr("inet6 fd00:100::1/64"));
        }
        remove_address("br0", four, 24);
        remove_address("br0", four, 24);
        EXPECT_EQ(message([&] { add_address("nope", four, 24); }), "Failed to add IP address 192.168.122.1/24 to nope: No such device");
        EXPECT_THROW(add_address("br0", std::span(six, 5), 4), Error);
    });
}

TEST(Net, LinksAreListedWithStatistics) {
    IN_NAMESPACE({
        create_bridge("br0", {});
        bool lo = false, br = false;
        for (const auto& l : list_links()) lo |= l.name == "lo", br |= l.name == "br0";
        EXPECT_TRUE(lo && br);
        EXPECT_EQ(find_link("lo")->statistics.rx_bytes, 0u);
        EXPECT_FALSE(find_link("nothing"));
        EXPECT_FALSE(find_link("a-name-far-too-long"));
    });
}

TEST(Net, MacvtapErrors) {
    IN_NAMESPACE({
        EXPECT_EQ(message([] { create_macvtap({.lower = "nothing"}); }),
                  "Unable to get index for interface nothing: No such device");
        create_bridge("br0", {});
        run::arm_fault({.point = "macvtap.create", .errno_value = EBUSY});
        EXPECT_EQ(message([] { create_macvtap({.lower = "br0"}); }),
                  "error creating macvtap interface macvtap0@br0: Device or resource busy");
        run::disarm_faults();
    });
}

TEST(Net, MacvtapIsMadeOrNothingIsLeft) {
    IN_NAMESPACE({
        create_bridge("br0", {});
        try {
            auto tap = create_macvtap({.lower = "br0", .mac = mac("52:54:00:00:00:09"), .queues = 2});
            EXPECT_EQ(tap.name, "macvtap0");
            EXPECT_EQ(tap.queues.size(), 2u);
            EXPECT_EQ(find_link("macvtap0")->mac.text(), "52:54:00:00:00:09");
        } catch (const Error& e) {  // its device node may be missing where nobody makes device nodes
            EXPECT_THAT(e.message, HasSubstr("cannot open macvtap tap device /dev/tap"));
            EXPECT_FALSE(find_link("macvtap0"));
        }
    });
}

TEST(Net, TapMac) { EXPECT_EQ(tap_mac(mac("52:54:00:aa:bb:cc")).text(), "fe:54:00:aa:bb:cc"); }

TEST(Netlink, AttributesAreReadWithCare) {
    unsigned calls = 0;
    auto count = [&](std::uint16_t, std::span<const char>) { ++calls; };
    const char good[] = {5, 0, 1, 0, 'x', 0, 0, 0, 4, 0, 2, 0};
    Netlink::each_attribute({good, sizeof good}, count);
    EXPECT_EQ(calls, 2u);
    const char long_one[] = {50, 0, 1, 0, 'x'}, short_one[] = {3, 0, 1, 0}, last[] = {5, 0, 1, 0, 'x'};
    Netlink::each_attribute({long_one, sizeof long_one}, count);
    Netlink::each_attribute({short_one, sizeof short_one}, count);
    EXPECT_EQ(calls, 2u);
    Netlink::each_attribute({last, sizeof last}, count);
    EXPECT_EQ(calls, 3u);
}
