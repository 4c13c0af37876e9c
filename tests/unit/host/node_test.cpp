// SPDX-License-Identifier: LGPL-2.1-or-later
// The node as read from small trees that stand for /sys and /proc.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "host/node/node.h"
#include "host/node/sysfs.h"

using namespace vireo::host;
namespace fs = std::filesystem;

namespace {

struct Tree {
    fs::path root = fs::temp_directory_path() / ("vireo-node-" + std::to_string(getpid()) + "-" + std::to_string(counter()++));
    static int& counter() {
        static int n = 0;
        return n;
    }
    ~Tree() { fs::remove_all(root); }
    void put(const std::string& path, const std::string& text) {
        fs::create_directories((root / path).parent_path());
        std::ofstream(root / path) << text;
    }
    void cpu(unsigned n, int socket, int core, const char* siblings) {
        auto dir = "system/cpu/cpu" + std::to_string(n) + "/";
        put(dir + "online", "1\n");
        put(dir + "topology/physical_package_id", std::to_string(socket) + "\n");
        put(dir + "topology/core_id", std::to_string(core) + "\n");
        put(dir + "topology/thread_siblings_list", std::string(siblings) + "\n");
    }
    NodeRoots roots(const char* arch = "x86_64") {
        return {.system = root / "system", .kernel_mm = root / "mm", .proc = root / "proc", .arch = arch};
    }
};

TEST(CpuList, ReadsAndWritesKernelForm) {
    EXPECT_EQ(parse_cpu_list("0-2,7\n"), (std::vector<unsigned>{0, 1, 2, 7}));
    EXPECT_EQ(parse_cpu_list(""), std::vector<unsigned>{});
    EXPECT_EQ(parse_cpu_list("x,3-,0-99999999"), std::vector<unsigned>{});
    EXPECT_EQ(format_cpu_list({0, 1, 2, 7, 9, 10}), "0-2,7,9-10");
}

TEST(Node, CountsSocketsCoresThreads) {
    Tree t;
    t.cpu(0, 0, 0, "0,2");
    t.cpu(1, 0, 1, "1,3");
    t.cpu(2, 0, 0, "0,2");
    t.cpu(3, 0, 1, "1,3");
    t.put("proc/cpuinfo", "processor\t: 0\ncpu MHz\t\t: 2593.99\n");
    auto i = read_node_info(t.roots());
    EXPECT_EQ(i.cpus, 4u);
    EXPECT_EQ(i.mhz, 2593u);
    EXPECT_EQ(i.sockets, 1u);
    EXPECT_EQ(i.cores, 2u);
    EXPECT_EQ(i.threads, 2u);
    t.put("system/cpu/cpu3/online", "0\n");
    i = read_node_info(t.roots());
    EXPECT_EQ(i.cpus, 3u);
    EXPECT_EQ(i.maximum, 4u);
    EXPECT_EQ(read_cpu_map(t.roots()).online, (std::vector<unsigned>{0, 1, 2}));
}

TEST(Node, IrregularMachineIsOneRowOfCores) {
    Tree t;
    t.cpu(0, 0, 0, "0");
    t.cpu(1, 0, 1, "1");
    t.cpu(2, 1, 0, "2");
    auto i = read_node_info(t.roots());
    EXPECT_EQ(i.nodes * i.sockets * i.threads, 1u);
    EXPECT_EQ(i.cores, 3u);
}

TEST(Node, MemoryAndTimes) {
    Tree t;
    t.put("proc/meminfo", "MemTotal:  1000 kB\nMemFree: 400 kB\nBuffers: 3 kB\nCached: 5 kB\n");
    t.put("proc/stat", "cpu  10 2 30 40 5 6 7 0 0 0\ncpu0 1 0 3 4 5 0 0 0 0 0\n");
    EXPECT_EQ(read_memory_stats(std::nullopt, t.roots()), (NamedFigures{{"total", 1000}, {"free", 400}, {"buffers", 3}, {"cached", 5}}));
    EXPECT_EQ(free_memory_bytes(t.roots()), 400u * 1024);
    auto c = read_cpu_times(std::nullopt, t.roots());
    ASSERT_TRUE(c);
    const auto tick = 1'000'000'000ULL / static_cast<unsigned long>(sysconf(_SC_CLK_TCK));
    EXPECT_EQ(c->user, 12 * tick);
    EXPECT_EQ(c->kernel, 43 * tick);
    EXPECT_EQ(c->idle, 40 * tick);
    EXPECT_FALSE(read_cpu_times(7, t.roots()));
    t.put("mm/hugepages/hugepages-2048kB/nr_hugepages", "3\n");
    t.put("mm/hugepages/hugepages-2048kB/free_hugepages", "1\n");
    EXPECT_EQ(page_sizes_kib(t.roots()).back(), 2048u);
    EXPECT_EQ(read_pages(2048, std::nullopt, t.roots())->free, 1u);
    EXPECT_FALSE(read_pages(77, std::nullopt, t.roots()));
}

}  // namespace
