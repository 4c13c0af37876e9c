// SPDX-License-Identifier: LGPL-2.1-or-later
// Firmware variables and memory folders.
#include "host/file/huge_pages.h"
#include "scene.h"

namespace vireo::qemu {
namespace {

class NvramTest : public testing::Test {
  protected:
    void SetUp() override {
        s.live.os.loader = model::Loader{.readonly = model::YesNo::yes, .type = model::LoaderType::pflash, .path = "/fw/code.fd"};
        s.live.os.nvram = model::NvramStore{};
        // The file is watched for its content here, not for its owner.
        s.config.settings.dynamic_ownership = false;
    }
    std::string start(bool reset = false) {
        run::Rollback undo;
        PreparedHost prepared;
        prepared.reset_nvram = reset;
        auto text = failure([&] { s.prepare(prepared, undo); });
        if (text.empty()) undo.keep(), cleanup_host(s.live, s.config, "");
        return text;
    }
    Scene s;
};

TEST_F(NvramTest, IsCopiedOnce) {
    s.live.os.nvram->template_path = s.write("vars.fd", "fresh");
    EXPECT_EQ(start(), "");
    auto path = s.root + "/lib/qemu/nvram/guest_VARS.fd";
    EXPECT_EQ(s.live.os.nvram->source.path, path);
    EXPECT_EQ(Scene::read(path), "fresh");
    EXPECT_EQ(Scene::mode(path), 0600u);
    std::ofstream(path) << "changed by the guest";
    EXPECT_EQ(start(), "");
    EXPECT_EQ(Scene::read(path), "changed by the guest");
    EXPECT_EQ(start(true), "");
    EXPECT_EQ(Scene::read(path), "fresh");
}

TEST_F(NvramTest, NeedsATemplate) {
    EXPECT_EQ(start(), "operation failed: unable to find any master var store for loader: /fw/code.fd");
    s.live.os.nvram->template_path = s.root + "/none.fd";
    EXPECT_EQ(start(), "Failed to open file '" + s.root + "/none.fd': No such file or directory");
    s.live.os.nvram->template_path.clear();
    s.config.settings.nvram = {{"/fw/code.fd", s.write("vars.fd", "of the configuration")}};
    EXPECT_EQ(start(), "");
    EXPECT_EQ(Scene::read(s.root + "/lib/qemu/nvram/guest_VARS.fd"), "of the configuration");
}

TEST_F(NvramTest, AFailedStartForgetsAFreshCopy) {
    s.live.os.nvram->template_path = s.write("vars.fd", "fresh");
    s.add_disk("/nowhere", model::StorageFormat::raw);
    EXPECT_NE(start(), "");
    EXPECT_FALSE(Scene::exists(s.root + "/lib/qemu/nvram/guest_VARS.fd"));
}

TEST(Memory, FilesHaveAFolder) {
    Scene s;
    s.live.memory_backing.source = model::MemorySource::file;
    run::Rollback undo;
    PreparedHost prepared;
    s.prepare(prepared, undo);
    undo.keep();
    auto path = s.root + "/lib/qemu/ram/7-guest";
    EXPECT_EQ(s.bindings.memory_backing_dir, path);
    EXPECT_EQ(Scene::mode(path), 0700u);
    cleanup_host(s.live, s.config, "");
    EXPECT_FALSE(Scene::exists(path));
}

TEST(Memory, HugePagesNeedAMount) {
    Scene s;
    s.config.settings.hugetlbfs_given = true;
    s.live.memory_backing.hugepages = true;
    run::Rollback undo;
    PreparedHost prepared;
    EXPECT_EQ(failure([&] { s.prepare(prepared, undo); }),
              "internal error: hugetlbfs filesystem is not mounted or disabled by administrator config");
}

TEST(Memory, HugePagesUseTheMount) {
    NEEDS_ROOT();
    auto mounts = host::list_huge_page_mounts();
    if (mounts.empty()) GTEST_SKIP() << "no hugetlbfs is mounted";
    Scene s;
    s.live.memory_backing.hugepages = true;
    s.live.memory_backing.pages = {{.size = mounts[0].page_kib}};
    run::Rollback undo;
    PreparedHost prepared;
    s.prepare(prepared, undo);
    undo.keep();
    auto path = mounts[0].path + "/libvirt/qemu/7-guest";
    EXPECT_EQ(s.bindings.hugepage_paths.at(std::to_string(mounts[0].page_kib)), path);
    EXPECT_TRUE(Scene::exists(path));
    cleanup_host(s.live, s.config, "");
    EXPECT_FALSE(Scene::exists(path));
}

}  // namespace
}  // namespace vireo::qemu
