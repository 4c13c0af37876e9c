// SPDX-License-Identifier: LGPL-2.1-or-later
// How answers full of numbers are read.
#include "drivers/qemu/figures.h"

#include <gtest/gtest.h>

#include "libvirt/libvirt.h"

namespace vireo::qemu {
namespace {

TEST(Figures, OfDisksWithTheImagesBelow) {
    const auto list = read_block_figures(R"([
      {"device":"","qdev":"/machine/peripheral/virtio-disk0/virtio-backend","node-name":"libvirt-2-format",
       "stats":{"rd_operations":1,"rd_bytes":2,"rd_total_time_ns":3,"wr_operations":4,"wr_bytes":5,"wr_total_time_ns":6,"flush_operations":7,"flush_total_time_ns":8,
                "wr_highest_offset":99,"timed_stats":[]},
       "parent":{"stats":{"wr_highest_offset":4096},"node-name":"libvirt-2-storage"},
       "backing":{"stats":{"wr_highest_offset":1},"parent":{"stats":{"wr_highest_offset":512}},
                  "backing":{"stats":{"wr_highest_offset":2},"parent":{"stats":{"wr_highest_offset":1024}}}}},
      {"qdev":"ide0-0-1","stats":{"rd_operations":10}},
      {"device":"nobody's","stats":{"rd_operations":11}},
      7])");
    ASSERT_EQ(list.size(), 2u);
    const auto& b = list[0];
    EXPECT_EQ(b.alias, "virtio-disk0");
    EXPECT_EQ((std::vector{b.rd_reqs, b.rd_bytes, b.rd_times, b.wr_reqs, b.wr_bytes, b.wr_times, b.fl_reqs, b.fl_times}), (std::vector<std::uint64_t>{1, 2, 3, 4, 5, 6, 7, 8}));
    EXPECT_EQ(b.highest_offset, 4096u);  // of the file below the format, not of what the guest wrote
    EXPECT_EQ(b.highest_below, (std::vector<std::uint64_t>{512, 1024}));
    EXPECT_EQ(list[1].alias, "ide0-0-1");
    EXPECT_EQ(list[1].rd_reqs, 10u);
    EXPECT_EQ(list[1].highest_offset, 0u);
}

TEST(Figures, ChainsWithoutEndAreCut) {
    std::string text = R"([{"qdev":"d","stats":{},"backing":)", end;
    for (int i = 0; i < 3000; ++i) text += R"({"stats":{},"backing":)", end += "}";
    const auto list = read_block_figures(text + "{}" + end + "}]");
    ASSERT_EQ(list.size(), 1u);
    EXPECT_EQ(list[0].highest_below.size(), 200u);
}

TEST(Figures, OfBalloons) {
    const auto b = read_balloon_figures(R"({"stats":{"stat-swap-out":18446744073709551615,"stat-swap-in":2048,"stat-major-faults":5,"stat-total-memory":1048576},"last-update":1700000000})");
    EXPECT_EQ(b.last_update, 1700000000);
    EXPECT_EQ(b.values[0], 2u);  // KiB
    EXPECT_FALSE(b.values[1]);   // the guest does not tell
    EXPECT_EQ(b.values[2], 5u);  // a count stays as it is
    EXPECT_EQ(b.values[5], 1024u);
    EXPECT_STREQ(balloon_figures[5].field, "balloon.available");
}

TEST(Figures, OfNodes) {
    const auto n = read_node_figures(R"([{"node-name":"libvirt-1-storage","write_threshold":77,"image":{"virtual-size":10,"actual-size":4}},{"node-name":"n","image":{"virtual-size":3}}])");
    ASSERT_EQ(n.size(), 2u);
    EXPECT_EQ(n[0].threshold, 77u);
    EXPECT_EQ(n[0].capacity, 10u);
    EXPECT_EQ(n[0].actual, 4u);
    EXPECT_EQ(n[1].capacity, 3u);
    EXPECT_FALSE(n[1].actual);
}

TEST(Figures, OfIothreadsInTheEmulatorsOrder) {
    const auto t = read_iothread_figures(R"([{"poll-shrink":2,"poll-grow":3,"poll-max-ns":1000,"id":"iothread5"},{"id":"mine","poll-max-ns":1},{"id":"iothread2","poll-max-ns":32768}])");
    ASSERT_EQ(t.size(), 2u);
    EXPECT_EQ(t[0].id, 5u);
    EXPECT_EQ(t[0].poll_max_ns, 1000u);
    EXPECT_EQ(t[0].poll_grow, 3u);
    EXPECT_EQ(t[0].poll_shrink, 2u);
    EXPECT_EQ(t[1].id, 2u);
}

TEST(Figures, OfDirtyRates) {
    const auto r = read_dirty_rate(R"({"status":"measured","start-time":12,"calc-time":2,"dirty-rate":34,"mode":"dirty-ring","vcpu-dirty-rate":[{"id":0,"dirty-rate":1},{"id":1,"dirty-rate":2}]})");
    ASSERT_TRUE(r);
    EXPECT_EQ(r->status, VIR_DOMAIN_DIRTYRATE_MEASURED);
    EXPECT_EQ(r->start_time, 12);
    EXPECT_EQ(r->period, 2);
    EXPECT_EQ(r->rate, 34);
    EXPECT_EQ(r->mode, "dirty-ring");
    EXPECT_EQ(r->vcpu_rates, (std::vector<std::pair<int, std::int64_t>>{{0, 1}, {1, 2}}));
    EXPECT_EQ(read_dirty_rate(R"({"status":"measuring"})")->status, VIR_DOMAIN_DIRTYRATE_MEASURING);
    EXPECT_EQ(read_dirty_rate(R"({"status":"unstarted"})")->mode, "page-sampling");  // of emulators that know one way only
    EXPECT_FALSE(read_dirty_rate("[]"));
}

TEST(Figures, CountersHaveTheSuffixOfTheirKind) {
    const auto schema = read_counter_schema(R"([
      {"provider":"kvm","target":"vm","stats":[{"name":"pages","type":"instant"},{"name":"flushes","type":"cumulative"},{"name":"most","type":"peak"}]},
      {"provider":"kvm","target":"vcpu","stats":[{"name":"exits","type":"cumulative"},{"name":"guest_mode","unit":"boolean","type":"instant"},
                                                {"name":"hist","type":"linear-histogram"}]},
      {"provider":"other","target":"vcpu","stats":[]}])");
    const auto vm = read_counters(R"([{"provider":"kvm","stats":[{"name":"flushes","value":3},{"name":"pages","value":4},{"name":"most","value":5},{"name":"new","value":6}]}])", schema.vm);
    ASSERT_EQ(vm.size(), 1u);
    std::vector<std::pair<std::string, std::uint64_t>> told;
    for (const auto& f : vm[0].list) told.emplace_back(f.name, f.value);
    EXPECT_EQ(told, (std::vector<std::pair<std::string, std::uint64_t>>{{"flushes.sum", 3}, {"pages.cur", 4}, {"most.max", 5}}));

    const auto vcpus = read_counters(R"([
      {"qom-path":"/b","stats":[{"name":"exits","value":8},{"name":"guest_mode","value":true},{"name":"hist","value":[1,2]}]},
      {"qom-path":"/a","stats":[{"name":"guest_mode","value":false},{"name":"exits","value":9}]}])", schema.vcpu);
    ASSERT_EQ(vcpus.size(), 2u);
    EXPECT_EQ(vcpus[0].path, "/b");
    ASSERT_EQ(vcpus[0].list.size(), 2u);
    EXPECT_TRUE(vcpus[0].list[1].is_flag);
    EXPECT_EQ(vcpus[0].list[1].value, 1u);
    EXPECT_EQ(vcpus[1].sum_of("exits.sum"), 9u);
    EXPECT_EQ(vcpus[1].sum_of("none.sum"), 0u);

    const auto paths = read_processor_paths(R"([{"cpu-index":1,"qom-path":"/b"},{"cpu-index":0,"qom-path":"/a"},{"qom-path":"/c"}])");
    EXPECT_EQ(paths, (std::vector<std::pair<unsigned, std::string>>{{1, "/b"}, {0, "/a"}}));
}

}  // namespace
}  // namespace vireo::qemu
