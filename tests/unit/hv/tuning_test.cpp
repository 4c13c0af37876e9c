// SPDX-License-Identifier: LGPL-2.1-or-later
// Pins, weights and limits as typed parameters.
#include <gtest/gtest.h>

#include "base/error.h"
#include "hv/tuning.h"

namespace vireo::hv {
namespace {

api::TypedParam text(std::string name, std::string v) { return {std::move(name), api::TypedValue(std::in_place_type<std::string>, std::move(v))}; }
api::TypedParam u32(std::string name, std::uint32_t v) { return {std::move(name), api::TypedValue(std::in_place_type<std::uint32_t>, v)}; }

template <class F>
std::string said(F&& f) {
    try {
        f();
    } catch (const Error& e) {
        return e.message;
    }
    return "nothing";
}

TEST(Tuning, MapsOfProcessors) {
    const auto cpus = bitmap_of({0b101, 0b10});
    EXPECT_EQ(cpus.text(), "0,2,9");
    api::Bytes out;
    append_map(out, cpus, 3);
    EXPECT_EQ(out, (api::Bytes{0b101, 0b10, 0}));
    EXPECT_EQ(first_bits(3).text(), "0-2");
}

TEST(Tuning, PinsStayInOrder) {
    std::vector<model::Pin> pins;
    set_pin(pins, 2, first_bits(1));
    set_pin(pins, 0, first_bits(2));
    set_pin(pins, 2, first_bits(3));
    ASSERT_EQ(pins.size(), 2u);
    EXPECT_EQ(pins[0].id, 0u);
    EXPECT_EQ(find_pin(pins, 2)->cpus.text(), "0-2");
    EXPECT_EQ(find_pin(pins, 1), nullptr);
}

TEST(Tuning, WeightsOfDevices) {
    model::BlkioTune tune;
    set_blkio_params(tune, {u32("weight", 500), text("device_weight", "/dev/a,300"), text("device_read_iops_sec", "/dev/a,1000,/dev/b,5")});
    ASSERT_EQ(tune.devices.size(), 2u);
    const auto told = blkio_params(tune);
    EXPECT_EQ(std::get<std::string>(told[1].value), "/dev/a,300");
    EXPECT_EQ(std::get<std::string>(told[2].value), "/dev/a,1000,/dev/b,5");
    set_blkio_params(tune, {text("device_weight", "/dev/a,0"), text("device_read_iops_sec", "/dev/a,0")});
    EXPECT_EQ(tune.devices.size(), 1u);
    EXPECT_EQ(said([&] { set_blkio_params(tune, {text("device_weight", "/dev/a")}); }), "invalid argument: unable to parse blkio device 'device_weight' '/dev/a'");
}

TEST(Tuning, LimitsOfDisks) {
    model::IoTune t;
    *io_limit(t, "read_bytes_sec_max_length") = 7;
    EXPECT_EQ(t.read_bytes_sec_max_length, 7u);
    EXPECT_EQ(io_limit(t, "group_name"), nullptr);
    t.total_iops_sec = 1;
    t.read_iops_sec = 1;
    EXPECT_EQ(said([&] { check_io_totals(t, Domain::qemu); }), "invalid argument: total and read/write of iops_sec cannot be set at the same time");
    EXPECT_EQ(said([&] { check_io_limit(1000000000000001u, Domain::qemu); }),
              "argument unsupported: block I/O throttle limit value must be no more than 1000000000000000");
    EXPECT_EQ(io_limit_params(t).size(), 20u);
}

TEST(Tuning, BandwidthComesAndGoes) {
    model::Interface nic;
    set_bandwidth(nic, {u32("inbound.average", 1000), u32("inbound.peak", 2000)});
    ASSERT_TRUE(nic.bandwidth);
    EXPECT_EQ(nic.bandwidth->inbound->peak, 2000u);
    set_bandwidth(nic, {u32("outbound.peak", 5)});
    EXPECT_FALSE(nic.bandwidth->outbound) << "no average, no limit";
    set_bandwidth(nic, {u32("inbound.average", 0)});
    EXPECT_FALSE(nic.bandwidth);
}

}  // namespace
}  // namespace vireo::hv
