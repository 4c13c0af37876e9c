// SPDX-License-Identifier: LGPL-2.1-or-later
// What checkpoints and backups are refused for, as a running guest of the reference was seen to refuse them.
#include <gtest/gtest.h>

#include "base/error.h"
#include "drivers/qemu/rules/moments.h"

namespace vireo::qemu::rules {
namespace {

constexpr const char* guest = R"(<domain type='qemu'><name>cb</name><memory>65536</memory><os><type arch='x86_64'>hvm</type></os><devices>
<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='/f/disk.qcow2'/><target dev='vda' bus='virtio'/></disk>
<disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='/f/raw.img'/><target dev='vdb' bus='virtio'/></disk>
<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='/f/ro.qcow2'/><target dev='vdc' bus='virtio'/><readonly/></disk>
<disk type='file' device='cdrom'><target dev='sda' bus='sata'/><readonly/></disk></devices></domain>)";

template <class F>
std::string said(F&& f) {
    try {
        f();
    } catch (const Error& e) {
        return fmt::format("{}/{} {}", int(e.code), int(e.domain), e.message);
    }
    return "nothing";
}

std::string checkpoint(const std::string& disks) {
    return said([&] {
        const auto d = model::parse_domain(guest);
        auto c = model::parse_checkpoint("<domaincheckpoint><name>c1</name>" + disks + "</domaincheckpoint>");
        model::align_disks(c, d);
        check_checkpoint(c, d);
    });
}

std::string backup(const std::string& inside, bool reuse = false) {
    return said([&] {
        const auto d = model::parse_domain(guest);
        auto b = model::parse_backup("<domainbackup mode='push'>" + inside + "</domainbackup>");
        model::align_disks(b, d, "s");
        check_backup(b, {[](std::string_view name) { return name == "c1"; }, [](const std::string& p) { return p == "/f/raw.img"; }, reuse});
    });
}
std::string target(const std::string& attributes, const std::string& file) {
    return "<disks><disk name='vda' backup='yes' type='file' " + attributes + "><target file='" + file + "'/></disk></disks>";
}

TEST(Moments, Checkpoints) {
    EXPECT_EQ(said([] { require_running_for_checkpoint(false); }), "84/10 Operation not supported: cannot create checkpoint for inactive domain");
    EXPECT_EQ(checkpoint(""), "67/10 unsupported configuration: checkpoint for disk vdb unsupported for storage type raw");
    EXPECT_EQ(checkpoint("<disks><disk name='vda' checkpoint='bitmap'/></disks>"), "nothing");
    EXPECT_EQ(checkpoint("<disks><disk name='/f/disk.qcow2'/></disks>"), "nothing");
    EXPECT_EQ(checkpoint("<disks><disk name='vda' checkpoint='bitmap' bitmap='bb'/></disks>"),
              "67/10 unsupported configuration: bitmap for disk 'vda' must match checkpoint name 'c1'");
    EXPECT_EQ(checkpoint("<disks><disk name='vdz'/></disks>"), "67/69 unsupported configuration: no disk named 'vdz'");
    EXPECT_EQ(checkpoint("<disks><disk name='vda'/><disk name='vda'/></disks>"), "67/69 unsupported configuration: disk 'vda' specified twice");
    EXPECT_EQ(checkpoint("<disks><disk name='vdc' checkpoint='bitmap'/></disks>"), "67/69 unsupported configuration: disk 'vdc' is empty or readonly");
    EXPECT_EQ(checkpoint("<disks><disk name='sda' checkpoint='bitmap'/></disks>"), "67/69 unsupported configuration: disk 'sda' is empty or readonly");
    EXPECT_EQ(checkpoint("<disks><disk name='vda' checkpoint='no'/><disk name='vdb' checkpoint='no'/></disks>"), "nothing");
}

TEST(Moments, Backups) {
    EXPECT_EQ(said([] { require_running_for_backup(false); }), "84/10 Operation not supported: cannot perform disk backup for inactive domain");
    EXPECT_EQ(backup(""), "nothing");
    EXPECT_EQ(backup("<disks><disk name='vdz'/></disks>"), "67/20 unsupported configuration: no disk named 'vdz'");
    EXPECT_EQ(backup("<disks><disk name='vda'/><disk name='vda'/></disks>"), "67/20 unsupported configuration: disk 'vda' specified twice");
    EXPECT_EQ(backup("<disks><disk name='vda' backup='no'/></disks>"), "67/10 unsupported configuration: no disks selected for backup");
    EXPECT_EQ(backup("<incremental>nosuch</incremental>"), "103/10 Domain checkpoint not found: Checkpoint 'nosuch' for incremental backup of disk 'vda' not found");
    EXPECT_EQ(backup("<incremental>c1</incremental>"), "nothing");
    EXPECT_EQ(backup(target("backupmode='incremental' incremental='zz'", "/f/t8")),
              "103/10 Domain checkpoint not found: Checkpoint 'zz' for incremental backup of disk 'vda' not found");
    EXPECT_EQ(backup(target("", "/f/raw.img")), "8/10 invalid argument: store '/f/raw.img' for backup of 'vda' exists");
    EXPECT_EQ(backup(target("", "/f/raw.img"), true), "nothing");
}

}  // namespace
}  // namespace vireo::qemu::rules
