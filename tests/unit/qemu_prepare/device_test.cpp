// SPDX-License-Identifier: LGPL-2.1-or-later
// Single devices of running guests, and hook scripts.
#include "host/process/process.h"
#include "host/socket/listen.h"
#include "hv/hooks/hooks.h"
#include "scene.h"

namespace vireo::qemu {
namespace {

TEST(Devices, APluggedDiskGetsNewNodes) {
    Scene s;
    s.config.settings.user = 64055;
    s.config.settings.group = 64055;
    auto& first = s.add_disk(s.write("a.raw", "x"), model::StorageFormat::raw);
    first.source.index = 4;
    model::Disk disk;
    disk.source.type = model::StorageType::file;
    disk.source.path = s.write("b.raw", "x");
    disk.source.format = model::StorageFormat::raw;
    disk.target_dev = "vdb";
    {
        run::Rollback undo;
        prepare_disk(disk, s.live, s.config, undo);
        EXPECT_EQ(disk.source.index, 5u);
        EXPECT_EQ(disk.source.backing->type, model::StorageType::none);
        if (geteuid() == 0) {
            EXPECT_EQ(Scene::status(disk.source.path).st_uid, 64055u);
        }
    }
    EXPECT_EQ(Scene::status(disk.source.path).st_uid, geteuid());
    run::Rollback undo;
    prepare_disk(disk, s.live, s.config, undo);
    undo.keep();
    release_disk(disk, s.live, s.config);
    release_disk(disk, s.live, s.config);
    EXPECT_EQ(Scene::status(disk.source.path).st_uid, geteuid());
    disk.source.path = "/nowhere";
    disk.source.backing.reset();
    EXPECT_EQ(failure([&] { prepare_disk(disk, s.live, s.config, undo); }), "Cannot access storage file '/nowhere': No such file or directory");
}

TEST(Devices, APluggedChannelListens) {
    Scene s;
    run::Rollback undo;
    PreparedHost prepared;
    s.prepare(prepared, undo);
    model::Chardev channel;
    channel.source.type = model::ChardevType::unix_;
    channel.channel_target = model::ChannelTarget::virtio;
    channel.name = "x.0";
    channel.info.alias = "channel3";
    PreparedHost later;
    prepare_chardev(channel, s.live, s.config, s.caps, s.bindings, later, undo);
    EXPECT_TRUE(channel.source.path.ends_with("/7-guest/x.0"));
    EXPECT_TRUE(host::unix_path_answers(channel.source.path));
    EXPECT_EQ(later.fds().size(), 1u);
    release_chardev(channel, s.live, s.config);
    EXPECT_FALSE(Scene::exists(channel.source.path));
}

class HookTest : public testing::Test {
  protected:
    void script(const std::string& name, const std::string& body) {
        auto path = s.write("hooks/" + name, "#!/bin/sh\n" + body + "\n");
        chmod(path.c_str(), 0755);
    }
    void SetUp() override {
        s.config.paths.hooks = s.root + "/hooks";
        std::filesystem::create_directories(s.root + "/hooks/qemu.d");
    }
    Scene s;
};

TEST_F(HookTest, AreToldOfStartAndEnd) {
    script("qemu", "echo \"$@\" $(grep -c '<name>guest</name>') >>" + s.root + "/told");
    run::Rollback undo;
    PreparedHost prepared;
    s.prepare(prepared, undo);
    undo.keep();
    cleanup_host(s.live, s.config, "");
    EXPECT_EQ(Scene::read(s.root + "/told"), "guest prepare begin - 1\nguest start begin - 1\nguest stopped end - 1\nguest release end - 1\n");
}

TEST_F(HookTest, MayForbidAStart) {
    script("qemu", "[ $2 != start ] || { echo no disk today >&2; exit 3; }");
    run::Rollback undo;
    PreparedHost prepared;
    auto text = failure([&] { s.prepare(prepared, undo); });
    EXPECT_TRUE(text.starts_with("Hook script execution failed: internal error: Child process (")) << text;
    EXPECT_TRUE(text.ends_with("/hooks/qemu guest start begin -) unexpected exit status 3: no disk today\n")) << text;
}

TEST_F(HookTest, OneFiltersForTheNext) {
    script("qemu", "sed s/a/b/");
    script("qemu.d/20-second", "sed s/c/d/");
    script("qemu.d/10-first", "sed s/b/c/");
    s.write("hooks/qemu.d/30-not-executable", "exit 1");
    EXPECT_EQ(hv::run_hooks(s.root + "/hooks", {.driver = "qemu", .operation = "migrate", .input = "a"}), "d");
    EXPECT_EQ(hv::run_hooks(s.root + "/hooks", {.driver = "lxc", .operation = "start", .input = "a"}), "");
    EXPECT_FALSE(hv::hooks_present("", "qemu"));
}

TEST_F(HookTest, OthersRunAfterAFailure) {
    script("qemu.d/1", "exit 1");
    script("qemu.d/2", "touch " + s.root + "/ran");
    EXPECT_NE(failure([&] { guest_hook(s.live, s.config, "started"); }), "");
    EXPECT_TRUE(Scene::exists(s.root + "/ran"));
}

}  // namespace
}  // namespace vireo::qemu
