// SPDX-License-Identifier: LGPL-2.1-or-later
// The whole preparation of a host, its undo after each step, and the clean-up.
#include <fcntl.h>
#include <set>
#include <sys/socket.h>
#include <sys/un.h>

#include "host/file/file.h"
#include "host/process/process.h"
#include "host/socket/listen.h"
#include "run/fault.h"
#include "scene.h"

namespace vireo::qemu {
namespace {

std::vector<std::string> files_below(const std::string& root) {
    std::vector<std::string> all;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root))
        if (entry.path().extension() != ".log") all.push_back(entry.path());
    std::sort(all.begin(), all.end());
    return all;
}

void furnish(Scene& s) {
    s.add_disk(s.write("disk.raw", std::string(4096, '\0')), model::StorageFormat::raw);
    s.add_vnc().websocket = -1;
    model::Chardev channel;
    channel.role = model::ChardevRole::channel;
    channel.source.type = model::ChardevType::unix_;
    channel.channel_target = model::ChannelTarget::virtio;
    channel.name = "org.qemu.guest_agent.0";
    channel.info.alias = "channel0";
    s.live.devices.channels.push_back(channel);
    model::Chardev serial;
    serial.source.type = model::ChardevType::file;
    serial.source.path = s.root + "/serial.out";
    serial.source.log_file = s.root + "/serial.log";
    serial.info.alias = "serial0";
    s.live.devices.serials.push_back(serial);
}

TEST(Prepare, ShortNamesCountCharacters) {
    Scene s;
    EXPECT_EQ(short_name(s.live), "7-guest");
    s.live.name = "prep one with:odd \xc3\xa4name-thatislonger";
    EXPECT_EQ(short_name(s.live), "7-prep one with:odd \xc3\xa4n");
    s.live.name = "01234567890123456789";
    EXPECT_EQ(short_name(s.live), "7-01234567890123456789");
    EXPECT_EQ(domain_dir(s.live, s.config), s.root + "/lib/qemu/domain-7-01234567890123456789");
    EXPECT_EQ(channel_dir(s.live, s.config), s.root + "/run/qemu/channel/7-01234567890123456789");
}

TEST(Prepare, MakesWhatTheGuestNeeds) {
    Scene s;
    furnish(s);
    run::Rollback undo;
    PreparedHost prepared;
    s.prepare(prepared, undo);
    undo.keep();

    auto dir = s.root + "/lib/qemu/domain-7-guest";
    EXPECT_EQ(s.bindings.domain_dir, dir);
    EXPECT_EQ(Scene::mode(dir), 0750u);
    EXPECT_EQ(Scene::mode(dir + "/master-key.aes"), 0600u);
    EXPECT_EQ(Scene::read(dir + "/master-key.aes").size(), 32u);
    EXPECT_EQ(s.bindings.monitor_path, dir + "/monitor.sock");
    EXPECT_GE(s.bindings.monitor_fd, 3);
    EXPECT_TRUE(host::unix_path_answers(s.bindings.monitor_path));
    EXPECT_EQ(Scene::mode(s.bindings.monitor_path), 0775u);

    const auto& channel = s.live.devices.channels[0];
    EXPECT_EQ(channel.source.path, s.root + "/run/qemu/channel/7-guest/org.qemu.guest_agent.0");
    EXPECT_TRUE(channel.source.listen);
    EXPECT_TRUE(host::unix_path_answers(channel.source.path));
    EXPECT_GE(s.bindings.chardevs["channel0"].fd, 3);
    const auto& serial = s.bindings.chardevs["serial0"];
    EXPECT_GE(serial.file_fd, 3);
    EXPECT_GE(serial.log_fd, 3);
    EXPECT_NE(serial.file_set, serial.log_set);
    EXPECT_EQ(Scene::mode(s.root + "/serial.out"), 0600u);

    const auto& vnc = s.live.devices.graphics[0];
    EXPECT_GE(vnc.port.value_or(0), 45900);
    EXPECT_GE(vnc.websocket.value_or(0), 45700);
    ASSERT_EQ(vnc.listens.size(), 1u);
    EXPECT_EQ(vnc.listens[0].address, "127.0.0.1");

    const auto& disk = s.live.devices.disks[0];
    ASSERT_TRUE(disk.source.backing);
    EXPECT_EQ(disk.source.backing->type, model::StorageType::none);
    EXPECT_EQ(disk.source.index, 1u);

    // Each number once, our descriptors open.
    std::set<int> numbers;
    for (auto [ours, number] : prepared.fds()) {
        EXPECT_TRUE(numbers.insert(number).second) << number;
        EXPECT_GE(fcntl(ours, F_GETFD), 0);
    }
    EXPECT_TRUE(numbers.contains(1) && numbers.contains(2) && numbers.contains(s.bindings.monitor_fd));

    prepared.close_passed();
    cleanup_host(s.live, s.config, "destroyed");
    cleanup_host(s.live, s.config, "");
    EXPECT_FALSE(Scene::exists(dir));
    EXPECT_FALSE(Scene::exists(prepared.channel_dir));
    auto log = Scene::read(s.root + "/log/qemu/guest.log");
    EXPECT_TRUE(log.ends_with("+0000: shutting down, reason=destroyed\n")) << log;
}

TEST(Prepare, AFailureAtAnyStepLeavesNothing) {
    for (const char* step : {"folders", "log", "graphics", "images", "nvram", "key", "memory", "nics", "chardevs", "monitor", "limits", "tpm", "owners"}) {
        SCOPED_TRACE(step);
        Scene s;
        furnish(s);
        s.write("serial.out", "");
        s.write("serial.log", "");
        auto before = files_below(s.root);
        run::arm_fault({.point = std::string("qemu.prepare.") + step, .errno_value = ENOSPC});
        {
            run::Rollback undo;
            PreparedHost prepared;
            EXPECT_EQ(failure([&] { s.prepare(prepared, undo); }), "cannot prepare the host for 'guest': No space left on device");
        }
        run::disarm_faults();
        EXPECT_EQ(files_below(s.root), before);
        EXPECT_EQ(Scene::status(s.root + "/disk.raw").st_uid, geteuid());
        // Ports were given back: the same is chosen again.
        for (const auto& g : s.live.devices.graphics)
            if (g.port.value_or(-1) > 0) {
                EXPECT_EQ(*g.port, 45900);
            }
    }
}

TEST(Prepare, TheLogShowsACommandThatAShellTakes) {
    Scene s;
    argv::CommandLine line;
    line.program = "/usr/bin/qemu system";
    line.env = {{"LC_ALL", "C"}, {"HOME", "/with space"}};
    line.add("-name", "guest=it's,debug-threads=on");
    line.add("-S");
    line.add("-device", "{\"driver\":\"x\"}");
    EXPECT_EQ(prepare::log_text(line),
              "LC_ALL=C \\\nHOME='/with space' \\\n'/usr/bin/qemu system' \\\n-name 'guest=it'\\''s,debug-threads=on' \\\n-S \\\n"
              "-device '{\"driver\":\"x\"}'\n");
    EXPECT_EQ(prepare::shell_quote(""), "''");
    EXPECT_EQ(prepare::shell_quote("plain-1.0,a=b:/c+d@e%f"), "plain-1.0,a=b:/c+d@e%f");

    run::Rollback undo;
    PreparedHost prepared;
    s.prepare(prepared, undo);
    prepared.log_start(line);
    auto log = Scene::read(prepared.log_file);
    EXPECT_NE(log.find(": starting up libvirt version: 11.3.0, qemu version: 7.2.0, kernel: "), std::string::npos) << log;
    prepare::append_to_log(prepared.log_file, "x");
    for (auto [ours, number] : prepared.fds())
        if (number == 2) {
            ASSERT_GT(write(ours, "char device redirected to /dev/pts/0 (label charserial0)\nqemu: no\n", 66), 0);
        }
    EXPECT_TRUE(prepared.emulator_output().ends_with(": x\nqemu: no")) << prepared.emulator_output();
}

TEST(Prepare, LongSocketPathsAreRefused) {
    Scene s;
    model::Chardev serial;
    serial.source.type = model::ChardevType::unix_;
    serial.source.listen = true;
    serial.source.path = "/tmp/" + std::string(120, 'x');
    serial.info.alias = "serial0";
    s.live.devices.serials.push_back(serial);
    run::Rollback undo;
    PreparedHost prepared;
    EXPECT_EQ(failure([&] { s.prepare(prepared, undo); }), "internal error: UNIX socket path '/tmp/" + std::string(120, 'x') + "' too long");
}

}  // namespace
}  // namespace vireo::qemu
