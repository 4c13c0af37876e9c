// SPDX-License-Identifier: LGPL-2.1-or-later
// Recorded files in the syntaxes related to ours. They are no part of this tree: VIREO_CORPUS names the folder that
// holds them, without it the test is skipped.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/config.h"

using namespace vireo;
namespace fs = std::filesystem;

namespace {

std::string content(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<fs::path> files(const char* family, const char* ending) {
    std::vector<fs::path> out;
    const char* root = std::getenv("VIREO_CORPUS");
    if (!root || !fs::exists(fs::path(root) / family)) return out;
    for (const auto& e : fs::recursive_directory_iterator(fs::path(root) / family))
        if (e.path().extension() == ending) out.push_back(e.path());
    std::sort(out.begin(), out.end());
    return out;
}

}  // namespace

TEST(ConfigCorpus, XenFilesAreReadAndWrittenBackUnchanged) {
    unsigned count = 0;
    for (const char* family : {"xlconfig", "xmconfig"})
        for (const auto& path : files(family, ".cfg")) {
            auto text = content(path);
            auto bare = [](std::string t) { return std::erase(t, ' '), t; };  // some were spaced by hand
            EXPECT_EQ(bare(ConfigFile::parse(text, path.string()).format()), bare(text));
            ++count;
        }
    if (!count) GTEST_SKIP() << "VIREO_CORPUS is not set";
}

TEST(ConfigCorpus, CousinsAreRead) {
    unsigned count = 0;
    for (const auto& path : files("vmx2xml", ".vmx")) {
        EXPECT_FALSE(ConfigFile::read(path.string(), ConfigFile::Dialect::vmx).entries().empty()) << path;
        ++count;
    }
    for (const auto& path : files("lxcconf2xml", ".config")) {
        EXPECT_FALSE(ConfigFile::read(path.string(), ConfigFile::Dialect::lxc).entries().empty()) << path;
        ++count;
    }
    if (!count) GTEST_SKIP() << "VIREO_CORPUS is not set";
}
