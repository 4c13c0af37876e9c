// SPDX-License-Identifier: LGPL-2.1-or-later
// New limits of a disk join the old ones group by group, and what the emulator would refuse is refused before.
#include <gtest/gtest.h>

#include "base/error.h"
#include "drivers/qemu/rules/throttle.h"
#include "json/json.h"

namespace vireo::qemu::rules {
namespace {

api::TypedParam limit(std::string name, std::uint64_t v) { return {std::move(name), api::TypedValue(std::in_place_type<std::uint64_t>, v)}; }

template <class F>
std::string said(F&& f) {
    try {
        f();
    } catch (const Error& e) {
        return e.message;
    }
    return "nothing";
}

model::IoTune limited() {
    model::IoTune t;
    t.total_bytes_sec = 1000000;
    t.total_bytes_sec_max = 2000000;
    t.total_iops_sec = 500;
    return t;
}

TEST(Throttle, AGroupIsReplacedAsAWhole) {
    const auto t = merged_throttle(read_throttle({limit("read_bytes_sec", 50000)}), limited());
    EXPECT_EQ(t.total_bytes_sec, 0u);
    EXPECT_EQ(t.read_bytes_sec, 50000u);
    EXPECT_EQ(t.total_bytes_sec_max, 2000000u) << "another group";
    EXPECT_EQ(t.total_iops_sec, 500u);
    const auto u = merged_throttle(read_throttle({limit("write_bytes_sec_max", 10)}), t);
    EXPECT_EQ(u.total_bytes_sec_max, 0u);
    EXPECT_EQ(u.write_bytes_sec_max, 10u);
}

TEST(Throttle, RefusalsAreTold) {
    EXPECT_EQ(said([] { read_throttle({limit("read_bytes_sec", 5), limit("total_bytes_sec", 6)}); }),
              "invalid argument: total and read/write of bytes_sec cannot be set at the same time");
    EXPECT_EQ(said([] { read_throttle({limit("total_bytes_sec", 2000000000000000)}); }),
              "argument unsupported: block I/O throttle limit value must be no more than 1000000000000000");
    EXPECT_EQ(said([] { check_live_throttle(merged_throttle(read_throttle({limit("read_bytes_sec", 50000)}), limited())); }),
              "unsupported configuration: cannot reset 'total_bytes_sec' when 'total_bytes_sec_max' is set");
    EXPECT_EQ(said([] { check_live_throttle(merged_throttle(read_throttle({limit("read_bytes_sec", 5000), limit("read_bytes_sec_max", 10)}), {})); }),
              "unsupported configuration: value 'read_bytes_sec_max' cannot be smaller than 'read_bytes_sec'");
    EXPECT_EQ(said([] { check_live_throttle(limited()); }), "nothing");
}

TEST(Throttle, NamesTheDeviceThatHasTheBackend) {
    model::Disk disk;
    disk.info.alias = "virtio-disk0";
    disk.bus = model::DiskBus::virtio;
    const auto command = throttle_command(disk, limited());
    EXPECT_EQ(command.name, "block_set_io_throttle");
    const auto args = json::parse(command.arguments);
    EXPECT_EQ(args["id"], "/machine/peripheral/virtio-disk0/virtio-backend");
    EXPECT_EQ(args["bps"], 1000000);
    EXPECT_EQ(args["bps_max"], 2000000);
    EXPECT_FALSE(args.contains("group"));
    EXPECT_FALSE(args.contains("bps_max_length"));
    disk.bus = model::DiskBus::scsi;
    disk.info.alias = "scsi0-0-0-0";
    EXPECT_EQ(throttle_id(disk), "scsi0-0-0-0");
}

}  // namespace
}  // namespace vireo::qemu::rules
