// SPDX-License-Identifier: LGPL-2.1-or-later
// The host part of capabilities documents against recorded machines.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "host/node/sysfs.h"
#include "hv/caps/host_caps.h"

using namespace vireo;
namespace fs = std::filesystem;

namespace {

void unpack(const nlohmann::json& tree, const fs::path& root) {
    for (auto& [path, what] : tree.items()) {
        fs::create_directories((root / path).parent_path());
        if (what.contains("dir")) fs::create_directories(root / path);
        else if (what.contains("link")) fs::create_symlink(what["link"].get<std::string>(), root / path);
        else std::ofstream(root / path) << what.value("text", "");
    }
}

TEST(HostCaps, SmallMachine) {
    hv::HostCaps h;
    h.arch = "x86_64";
    h.power_management.emplace();
    h.topology.cells.push_back({.id = 0, .memory_kib = 1024, .pages = {{4, 256}}, .distances = {{0, 10}}, .caches = {}, .cpus = {{.id = 0, .known = true, .siblings = "0"}, {.id = 1, .siblings = {}}}});
    h.topology.banks.push_back({0, 3, "both", 3 << 20, "0-1", {{1 << 20, 2 << 20, "both", 4}}});
    EXPECT_EQ(hv::format_host_caps(h),
              "  <host>\n    <cpu>\n      <arch>x86_64</arch>\n    </cpu>\n    <power_management/>\n    <iommu support='no'/>\n    <topology>\n"
              "      <cells num='1'>\n        <cell id='0'>\n          <memory unit='KiB'>1024</memory>\n          <pages unit='KiB' size='4'>256</pages>\n"
              "          <distances>\n            <sibling id='0' value='10'/>\n          </distances>\n          <cpus num='2'>\n"
              "            <cpu id='0' socket_id='0' die_id='0' cluster_id='0' core_id='0' siblings='0'/>\n            <cpu id='1'/>\n          </cpus>\n        </cell>\n"
              "      </cells>\n    </topology>\n    <cache>\n      <bank id='0' level='3' type='both' size='3' unit='MiB' cpus='0-1'>\n"
              "        <control granularity='1' min='2' unit='MiB' type='both' maxAllocs='4'/>\n      </bank>\n    </cache>\n  </host>\n");
}

TEST(HostCaps, GoldenMachines) {
    const char* env = std::getenv("VIREO_CORPUS");
    fs::path corpus = env ? env : fs::path(VIREO_SOURCE_DIR) / "../shared/corpus";
    std::ifstream manifest(corpus / "vircaps2xml/manifest.jsonl");
    if (!manifest) GTEST_SKIP() << "no golden corpus at " << corpus;
    // Some trees link into others, also of the sister family, so all of them are laid out side by side.
    fs::path all = fs::temp_directory_path() / ("vireo-caps-" + std::to_string(getpid()));
    fs::remove_all(all);
    for (const char* family : {"vircaps2xml", "virhostcpu"})
        for (const auto& e : fs::directory_iterator(corpus / family / "trees"))
            unpack(nlohmann::json::parse(std::ifstream(e.path())), all / (std::string(family) + "data") / e.path().stem());
    int cases = 0;
    for (std::string line; std::getline(manifest, line);) {
        auto c = nlohmann::json::parse(line);
        SCOPED_TRACE(c["id"].get<std::string>());
        auto p = c["params"];
        fs::path root = all / "vircaps2xmldata" / fs::path(c["inputs"]["tree"].get<std::string>()).stem();
        hv::HostCaps h;
        h.arch = p["arch"];
        h.power_management.emplace();
        h.offline_migration = p["offline_migrate"];
        h.live_migration = p["live_migrate"];
        auto resctrl = p["resctrl_root"].is_string() ? p["resctrl_root"].get<std::string>() : "resctrl";
        h.topology = host::read_topology({.system = root / p["system_root"].get<std::string>(), .kernel_mm = root / "mm", .proc = root / "proc", .arch = h.arch}, root / resctrl);
        // The recorded trees have no memory; the recorded answers have these figures, and distances only where there are caches of memory.
        for (std::size_t i = 0; i < h.topology.cells.size(); ++i) {
            auto& cell = h.topology.cells[i];
            auto k = cell.id;
            cell.memory_kib = (k + 1) * 1048576ULL;
            cell.pages.clear();
            for (unsigned s = 0; unsigned size : {4u, 2048u, 1048576u}) cell.pages.push_back({size, (k + 1 + s++) * 2048ULL});
            cell.distances.clear();
        }
        std::stringstream expected;
        expected << std::ifstream(corpus / c["expected"]["xml"].get<std::string>()).rdbuf();
        EXPECT_EQ("<capabilities>\n\n" + hv::format_host_caps(h) + "\n</capabilities>\n", expected.str());
        ++cases;
    }
    fs::remove_all(all);
    EXPECT_GT(cases, 0);
}

}  // namespace
