// SPDX-License-Identifier: LGPL-2.1-or-later
// Image headers written by qemu-img, chains, and bytes that lie.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "base/error.h"
#include "host/block/chain.h"

using namespace vireo;
using namespace vireo::host;
using model::StorageFormat;
using model::StorageSource;
using model::StorageType;
namespace fs = std::filesystem;

namespace {

struct Folder {
    fs::path path = fs::temp_directory_path() / ("vireo-image-" + std::to_string(getpid()));
    Folder() {
        fs::remove_all(path);
        fs::create_directories(path);
    }
    ~Folder() { fs::remove_all(path); }
    bool make(const std::string& arguments) { return std::system(("cd " + path.string() + " && qemu-img create -q " + arguments + " >/dev/null 2>&1").c_str()) == 0; }
    StorageSource source(const char* name, StorageFormat format) {
        StorageSource s;
        s.type = StorageType::file;
        s.format = format;
        s.path = path / name;
        return s;
    }
};

TEST(Image, HeadersOfQemuImg) {
    Folder f;
    if (!f.make("-f qcow2 a.qcow2 10M")) GTEST_SKIP() << "qemu-img is not installed";
    for (const char* format : {"qed", "vmdk", "vdi", "qcow"}) f.make(std::string("-f ") + format + " a." + format + " 10M");
    auto a = probe_image(f.path / "a.qcow2", StorageFormat::auto_);
    EXPECT_EQ(a.header.format, StorageFormat::qcow2);
    EXPECT_EQ(a.capacity(), 10u << 20);
    EXPECT_TRUE(a.header.version3);
    EXPECT_EQ(a.header.cluster_size, 65536u);
    EXPECT_FALSE(a.header.backing);
    EXPECT_EQ(probe_image(f.path / "a.qed", StorageFormat::auto_).header.format, StorageFormat::qed);
    EXPECT_EQ(probe_image(f.path / "a.qed", StorageFormat::auto_).capacity(), 10u << 20);
    EXPECT_EQ(probe_image(f.path / "a.vmdk", StorageFormat::auto_).capacity(), 10u << 20);
    EXPECT_EQ(probe_image(f.path / "a.vdi", StorageFormat::auto_).capacity(), 10u << 20);
    EXPECT_EQ(probe_image(f.path / "a.qcow", StorageFormat::auto_).header.format, StorageFormat::qcow);
    EXPECT_EQ(probe_image(f.path / "a.qcow2", StorageFormat::raw).header.format, StorageFormat::raw);
}

TEST(Image, ChainsAreFollowedToTheirEnd) {
    Folder f;
    if (!f.make("-f raw base.raw 1M")) GTEST_SKIP() << "qemu-img is not installed";
    ASSERT_TRUE(f.make("-f qcow2 -b base.raw -F raw mid.qcow2"));
    ASSERT_TRUE(f.make("-f qcow2 -b mid.qcow2 -F qcow2 top.qcow2"));
    auto s = f.source("top.qcow2", StorageFormat::qcow2);
    fill_backing_chain(s);
    ASSERT_TRUE(s.backing);
    EXPECT_EQ(s.backing->path, (f.path / "mid.qcow2").string());
    EXPECT_EQ(s.backing->format, StorageFormat::qcow2);
    ASSERT_TRUE(s.backing->backing);
    EXPECT_EQ(s.backing->backing->format, StorageFormat::raw);
    ASSERT_TRUE(s.backing->backing->backing);
    EXPECT_EQ(s.backing->backing->backing->type, StorageType::none);
}

TEST(Image, LoopsAndMissingFilesAreErrors) {
    Folder f;
    if (!f.make("-f qcow2 -u -b b.qcow2 -F qcow2 a.qcow2 1M")) GTEST_SKIP() << "qemu-img is not installed";
    f.make("-f qcow2 -u -b a.qcow2 -F qcow2 b.qcow2 1M");
    auto s = f.source("a.qcow2", StorageFormat::qcow2);
    EXPECT_THROW(fill_backing_chain(s), vireo::Error);
    fs::remove(f.path / "b.qcow2");
    s = f.source("a.qcow2", StorageFormat::qcow2);
    try {
        fill_backing_chain(s);
        FAIL();
    } catch (const vireo::Error& e) {
        EXPECT_EQ(e.code, Code::system_error);
        EXPECT_EQ(e.message, fmt::format("Cannot access backing file '{}' of storage file '{}': No such file or directory", (f.path / "b.qcow2").string(), (f.path / "a.qcow2").string()));
    }
}

TEST(Image, LyingHeadersAreRefused) {
    std::vector<std::uint8_t> b(512, 0);
    auto put = [&](std::size_t at, std::uint64_t v, int n) {
        for (int i = n; i-- > 0; v >>= 8) b[at + static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(v);
    };
    std::memcpy(b.data(), "QFI\xfb", 4);
    put(4, 3, 4);
    put(20, 16, 4);
    put(100, 104, 4);
    put(8, 400, 8);
    put(16, 100, 4);
    EXPECT_EQ(parse_image_header(b, StorageFormat::auto_, "x").backing, "");
    put(16, 1024, 4);
    EXPECT_THROW(parse_image_header(b, StorageFormat::auto_, "x"), vireo::Error);
    put(16, 200, 4);
    EXPECT_THROW(parse_image_header(b, StorageFormat::auto_, "x"), vireo::Error);
    EXPECT_EQ(detect_format({}), StorageFormat::raw);
}

TEST(Image, BackingStrings) {
    auto s = backing_of("nbd://example.org:6000/blah", "/x/top");
    EXPECT_EQ(s.type, StorageType::network);
    EXPECT_EQ(s.path, "blah");
    ASSERT_EQ(s.hosts.size(), 1u);
    EXPECT_EQ(s.hosts[0].name, "example.org");
    EXPECT_EQ(s.hosts[0].port, 6000u);
    EXPECT_EQ(backing_of("up.raw", "/x/top").path, "/x/up.raw");
    EXPECT_EQ(backing_of("/abs", "/x/top").path, "/abs");
}

}  // namespace
