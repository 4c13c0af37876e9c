// SPDX-License-Identifier: LGPL-2.1-or-later
// How programs beside a guest are called, and what becomes of volumes without a pool.
#include <gtest/gtest.h>

#include "base/error.h"
#include "drivers/qemu/prepare/hostdevs.h"
#include "drivers/qemu/prepare/steps.h"
#include "drivers/qemu/prepare/vhost_user.h"
#include "drivers/qemu/rules/volume.h"

using namespace vireo;
using namespace vireo::qemu;

namespace {

using Words = std::vector<std::string>;

model::PortForward::Range range(unsigned start, std::optional<unsigned> end = {}, std::optional<unsigned> to = {}, bool exclude = false) {
    return {.start = start, .end = end, .to = to, .exclude = exclude ? model::YesNo::yes : model::YesNo::absent};
}

TEST(Passt, BareCard) {
    model::Interface n;
    EXPECT_EQ(prepare::passt_arguments(n, "/s", "/p"), (Words{"--one-off", "--socket", "/s", "--pid", "/p"}));
    n.type = model::InterfaceType::vhost_user;
    EXPECT_EQ(prepare::passt_arguments(n, "/s", "/p").front(), "--vhost-user");
}

TEST(Passt, AddressesAndPorts) {
    model::Interface n;
    n.source_dev = "eth0";
    n.backend_log_file = "/tmp/p.log";
    n.ips = {{.family = "ipv4", .address = "172.17.2.4", .prefix = 24}, {.family = "ipv6", .address = "2001:db8::feed", .prefix = 64}};
    n.port_forwards = {{.proto = "tcp", .address = "127.0.0.1", .dev = "lo", .ranges = {range(22, {}, 2022), range(1000, 1050), range(1010, 1020, {}, true)}},
                       {.proto = "udp", .ranges = {range(5000, 5020, 6000)}},
                       {.proto = "tcp"}};
    EXPECT_EQ(prepare::passt_arguments(n, "/s", "/p"),
              (Words{"--one-off", "--socket", "/s", "--pid", "/p", "--interface", "eth0", "--log-file", "/tmp/p.log", "--address", "172.17.2.4", "--netmask",
                     "24", "--address", "2001:db8::feed", "--tcp-ports", "127.0.0.1%lo/22:2022,1000-1050,~1010-1020", "--udp-ports", "5000-5020:6000-6020",
                     "--tcp-ports", "all"}));
}

TEST(Virtiofsd, BothFormsOfOptions) {
    model::Filesystem f;
    f.source = "/a,b";
    f.cache_mode = "always";
    f.sandbox_mode = "chroot";
    f.xattr = model::OnOff::on;
    f.thread_pool_size = 16;
    f.open_files = 122333;
    f.readonly = true;
    EXPECT_EQ(prepare::virtiofsd_arguments(f, 3, {"separate-options"}),
              (Words{"--fd=3", "--shared-dir", "/a,b", "--cache", "always", "--sandbox", "chroot", "--xattr", "--thread-pool-size=16",
                     "--rlimit-nofile=122333", "--readonly"}));
    f.flock = model::OnOff::off;
    f.posix_lock = model::OnOff::on;
    EXPECT_EQ(prepare::virtiofsd_arguments(f, 3, {}),
              (Words{"--fd=3", "-o", "source=/a,,b,cache=always,sandbox=chroot,xattr,no_flock,posix_lock", "--thread-pool-size=16",
                     "--rlimit-nofile=122333", "--readonly"}));
    EXPECT_THROW(prepare::virtiofsd_arguments(f, 3, {"separate-options"}), Error);
}

model::Domain with_volume(model::StartupPolicy policy) {
    model::Domain d;
    auto& disk = d.devices.disks.emplace_back();
    disk.target_dev = "vda";
    disk.source.type = model::StorageType::volume;
    disk.source.pool = "none";
    disk.source.volume = "v";
    disk.source.startup_policy = policy;
    return d;
}

TEST(Volumes, WithoutTheirPool) {
    const auto find = [](const std::string&, const std::string&) { return rules::VolumePlace{.pool_known = false}; };
    auto d = with_volume(model::StartupPolicy::none);
    try {
        rules::place_volumes(d, find, false);
        FAIL() << "placed";
    } catch (const Error& e) {
        EXPECT_EQ(e.code, Code::no_storage_pool);
        EXPECT_EQ(e.domain, vireo::Domain::storage);
    }
    d = with_volume(model::StartupPolicy::optional);
    EXPECT_EQ(rules::place_volumes(d, find, false), (Words{"vda"}));
    EXPECT_TRUE(d.devices.disks.empty());
}

model::HostdevSource by_ids(unsigned vendor, unsigned product) {
    model::HostdevSource s;
    s.vendor = vendor;
    s.product = product;
    return s;
}

std::string refusal(model::HostdevSource s) {
    static const std::vector<host::UsbDevice> present{{0x1234, 0x5678, 1, 4}, {0x1234, 0x5678, 1, 5}, {0xaaaa, 0xbbbb, 1, 6}};
    try {
        prepare::find_usb(s, present);
    } catch (const Error& e) {
        return e.message;
    }
    return s.missing == model::YesNo::yes ? "missing" : host::usb_node(s.usb_bus.value(), s.usb_device.value());
}

TEST(UsbHostdevs, AreFoundByWhatIsSaid) {
    EXPECT_EQ(refusal(by_ids(0xaaaa, 0xbbbb)), "/dev/bus/usb/001/006");
    EXPECT_EQ(refusal(by_ids(0x1234, 0x5678)), "operation failed: Multiple USB devices for 1234:5678, use <address> to specify one");
    EXPECT_EQ(refusal(by_ids(0x4321, 0x5678)), "internal error: Did not find USB device 4321:5678");
    auto s = by_ids(0x1234, 0x5678);
    s.usb_bus = 1;
    s.usb_device = 5;
    EXPECT_EQ(refusal(s), "/dev/bus/usb/001/005");
    s.usb_device = 6;
    EXPECT_EQ(refusal(s), "internal error: Did not find USB device 1234:5678 bus:1 device:6");
    s.vendor = s.product = std::nullopt;
    EXPECT_EQ(refusal(s), "/dev/bus/usb/001/006");
    s.usb_bus = 14;
    EXPECT_EQ(refusal(s), "internal error: Did not find USB device bus:14 device:6");
    s.startup_policy = model::StartupPolicy::optional;
    EXPECT_EQ(refusal(s), "missing");
}

}  // namespace
