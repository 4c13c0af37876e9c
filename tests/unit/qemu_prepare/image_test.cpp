// SPDX-License-Identifier: LGPL-2.1-or-later
// Disk images: missing ones, chains, and whose they are while a guest runs.
#include <sys/xattr.h>

#include "host/file/owner.h"
#include "host/process/process.h"
#include "scene.h"

namespace vireo::qemu {
namespace {

std::string note(const std::string& path, const char* name) {
    char value[100];
    ssize_t n = getxattr(path.c_str(), (std::string("trusted.libvirt.security.") + name).c_str(), value, sizeof value);
    return n < 0 ? "" : std::string(value, static_cast<std::size_t>(n));
}

bool notes_work(const Scene& s) {
    auto probe = s.root + "/probe";
    std::ofstream(probe) << "x";
    return setxattr(probe.c_str(), "trusted.libvirt.security.dac", "x", 1, 0) == 0;
}

TEST(Images, AMissingOneStopsTheStart) {
    Scene s;
    s.add_disk("/nowhere/x.raw", model::StorageFormat::raw);
    run::Rollback undo;
    PreparedHost prepared;
    EXPECT_EQ(failure([&] { s.prepare(prepared, undo); }), "Cannot access storage file '/nowhere/x.raw': No such file or directory");
}

TEST(Images, AnOptionalOneIsLeftOut) {
    Scene s;
    auto& cd = s.add_disk("/nowhere/x.iso", model::StorageFormat::raw, "sda");
    cd.device = model::DiskDevice::cdrom;
    cd.readonly = true;
    cd.source.startup_policy = model::StartupPolicy::optional;
    s.add_disk("/nowhere/y.raw", model::StorageFormat::raw, "vda").source.startup_policy = model::StartupPolicy::optional;
    run::Rollback undo;
    PreparedHost prepared;
    s.prepare(prepared, undo);
    ASSERT_EQ(s.live.devices.disks.size(), 1u);
    EXPECT_TRUE(s.live.devices.disks[0].source.is_empty());
    ASSERT_EQ(prepared.dropped.size(), 2u);
    EXPECT_EQ(prepared.dropped[0].path, "/nowhere/x.iso");
    EXPECT_EQ(prepared.dropped[0].alias, "virtio-disk0");
    EXPECT_EQ(prepared.dropped[1].target, "vda");
}

// An empty drive has no format, and a number of its own, as if something were in it; the last disk is numbered first.
TEST(Images, EmptyDrivesKeepANumber) {
    Scene s;
    const auto image = s.root + "/a.raw";
    std::ofstream(image) << "x";
    s.add_disk(image, model::StorageFormat::raw, "vda");
    auto& cd = s.add_disk("", model::StorageFormat::raw, "sda");
    cd.device = model::DiskDevice::cdrom;
    run::Rollback undo;
    PreparedHost prepared;
    s.prepare(prepared, undo);
    EXPECT_EQ(s.live.devices.disks[0].source.index, 2u);
    EXPECT_EQ(s.live.devices.disks[1].source.format, model::StorageFormat::none);
    EXPECT_FALSE(s.live.devices.disks[1].source.index);
}

TEST(Images, ChainsAreCompleted) {
    if (!host::find_program("qemu-img")) GTEST_SKIP() << "needs qemu-img";
    Scene s;
    auto base = s.root + "/base.raw", top = s.root + "/top.qcow2";
    host::run_checked({"qemu-img", "create", "-q", "-f", "raw", base, "1M"});
    host::run_checked({"qemu-img", "create", "-q", "-f", "qcow2", "-b", "base.raw", "-F", "raw", top});
    s.add_disk(top, model::StorageFormat::qcow2);
    run::Rollback undo;
    PreparedHost prepared;
    s.prepare(prepared, undo);
    const auto& source = s.live.devices.disks[0].source;
    EXPECT_EQ(source.index, 1u);
    ASSERT_TRUE(source.backing);
    EXPECT_EQ(source.backing->path, base);
    EXPECT_EQ(source.backing->format, model::StorageFormat::raw);
    EXPECT_EQ(source.backing->index, 2u);
    ASSERT_TRUE(source.backing->backing);
    EXPECT_EQ(source.backing->backing->type, model::StorageType::none);
}

TEST(Images, OwnersAreNotedAndGivenBack) {
    NEEDS_ROOT();
    Scene s;
    if (!notes_work(s)) GTEST_SKIP() << "the file system of /tmp has no trusted attributes";
    auto path = s.write("a.raw", "x");
    ASSERT_EQ(chown(path.c_str(), 1234, 2345), 0);
    host::lend_file(path, {64055, 64056}, true);
    EXPECT_EQ(note(path, "dac"), "+1234:+2345");
    EXPECT_EQ(note(path, "ref_dac"), "1");
    EXPECT_EQ(note(path, "timestamp_dac"), std::to_string(host::boot_time()));
    EXPECT_EQ(Scene::status(path).st_uid, 64055u);
    host::lend_file(path, {64055, 64056}, true);
    EXPECT_EQ(note(path, "ref_dac"), "2");
    EXPECT_EQ(failure([&] { host::lend_file(path, {1, 1}, true); }),
              "Requested operation is not valid: Setting different DAC user or group on " + path + " which is already in use");
    host::return_file(path, true);
    EXPECT_EQ(Scene::status(path).st_uid, 64055u);
    host::return_file(path, true);
    EXPECT_EQ(Scene::status(path).st_uid, 1234u);
    EXPECT_EQ(Scene::status(path).st_gid, 2345u);
    EXPECT_EQ(note(path, "dac"), "");
    EXPECT_EQ(note(path, "ref_dac"), "");
}

TEST(Images, NotesOfAnEarlierBootDoNotCount) {
    NEEDS_ROOT();
    Scene s;
    if (!notes_work(s)) GTEST_SKIP() << "the file system of /tmp has no trusted attributes";
    auto path = s.write("a.raw", "x");
    setxattr(path.c_str(), "trusted.libvirt.security.dac", "+9:+9", 5, 0);
    setxattr(path.c_str(), "trusted.libvirt.security.ref_dac", "3", 1, 0);
    setxattr(path.c_str(), "trusted.libvirt.security.timestamp_dac", "1000", 4, 0);
    host::lend_file(path, {64055, 64055}, true);
    EXPECT_EQ(note(path, "ref_dac"), "1");
    EXPECT_EQ(note(path, "dac"), "+0:+0");
}

TEST(Images, OnlyWritableTopsComeBack) {
    NEEDS_ROOT();
    Scene s;
    s.config.settings.user = 64055;
    s.config.settings.group = 64055;
    auto writable = s.write("rw.raw", "x"), readonly = s.write("ro.raw", "x"), untouched = s.write("no.raw", "x");
    s.add_disk(writable, model::StorageFormat::raw, "vda");
    s.add_disk(readonly, model::StorageFormat::raw, "vdb").readonly = true;
    s.add_disk(untouched, model::StorageFormat::raw, "vdc").source.seclabels = {{.model = "dac", .relabel = model::YesNo::no}};
    run::Rollback undo;
    PreparedHost prepared;
    s.prepare(prepared, undo);
    undo.keep();
    EXPECT_EQ(Scene::status(writable).st_uid, 64055u);
    EXPECT_EQ(Scene::status(readonly).st_uid, 64055u);
    EXPECT_EQ(Scene::status(untouched).st_uid, 0u);
    cleanup_host(s.live, s.config, "");
    EXPECT_EQ(Scene::status(writable).st_uid, 0u);
    EXPECT_EQ(Scene::status(readonly).st_uid, 64055u);
}

}  // namespace
}  // namespace vireo::qemu
