// SPDX-License-Identifier: LGPL-2.1-or-later
// The emulator of this machine, if there is one: it is probed, and command lines that we build make it start.
#include <gtest/gtest.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>

#include "drivers/qemu/argv/build.h"
#include "drivers/qemu/caps/cache_xml.h"
#include "drivers/qemu/caps/documents.h"
#include "drivers/qemu/caps/probe.h"
#include "drivers/qemu/qmp/client.h"
#include "drivers/qemu/rules/fill.h"
#include "json/json.h"
#include "run/loop.h"

extern char** environ;

namespace vireo::qemu {
namespace {

constexpr const char* binary = "/usr/bin/qemu-system-x86_64";

const QemuCaps& probed() {
    static const QemuCaps caps = [] {
        run::LoopThread loop("probe");
        return probe_emulator(loop.loop(), binary, Deadline::in_ms(60000));
    }();
    return caps;
}

class Live : public ::testing::Test {
  protected:
    void SetUp() override {
        if (::access(binary, X_OK) != 0) GTEST_SKIP() << "no " << binary;
    }

    // Starts a guest from a definition and returns its state according to QEMU.
    std::string start(const std::string& xml) {
        model::Domain d = model::parse_domain(xml);
        rules::FillOptions o;
        o.abi_update = true;
        rules::choose_arch(d, o);
        if (d.devices.emulator.empty()) d.devices.emulator = binary;
        rules::fill_in(d, probed(), o);
        model::check(d);
        rules::prepare_start(d, probed());
        char folder[] = "/tmp/vireo-live-XXXXXX";
        if (!::mkdtemp(folder)) return "no folder";
        argv::Bindings b;
        b.domain_dir = folder;
        b.monitor_path = std::string(folder) + "/monitor.sock";
        const argv::CommandLine line = argv::build(d, probed(), b);
        std::vector<char*> args{const_cast<char*>(line.program.c_str())};
        for (const auto& a : line.args) args.push_back(const_cast<char*>(a.c_str()));
        args.push_back(nullptr);
        const std::string log = std::string(folder) + "/log";
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_addopen(&actions, 1, log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
        posix_spawn_file_actions_adddup2(&actions, 1, 2);
        pid_t pid = -1;
        if (posix_spawn(&pid, args[0], &actions, nullptr, args.data(), environ) != 0) return "no process";
        posix_spawn_file_actions_destroy(&actions);
        std::string state;
        try {
            run::LoopThread loop("live");
            Fd socket = qmp::connect_unix(b.monitor_path, Deadline::in_ms(20000), [&] { return ::waitpid(pid, nullptr, WNOHANG) == 0; });
            qmp::Client client(loop.loop(), std::move(socket), d.name, {});
            state = client.call(qmp::Command("query-status"))["status"].get<std::string>();
            client.call(qmp::Command("quit"));
        } catch (const std::exception& e) {
            std::ifstream in(log);
            state = std::string(e.what()) + ": " + std::string(std::istreambuf_iterator<char>(in), {});
        }
        ::kill(pid, SIGKILL);
        ::waitpid(pid, nullptr, 0);
        ::unlink(b.monitor_path.c_str());
        ::unlink(log.c_str());
        ::rmdir(folder);
        return state;
    }
};

TEST_F(Live, ProbesTheInstalledEmulator) {
    const auto before = std::chrono::steady_clock::now();
    const QemuCaps& caps = probed();
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - before).count();
    printf("probed in %lld ms: %zu flags, %zu machines\n", static_cast<long long>(took), caps.flags().size(), caps.tcg ? caps.tcg->machines.size() : 0);
    EXPECT_EQ(caps.arch, "x86_64");
    EXPECT_GT(caps.version, 5000000u);
    ASSERT_TRUE(caps.tcg);
    EXPECT_TRUE(caps.has("virtio-net"));
    EXPECT_TRUE(caps.tcg->host_cpu);
    EXPECT_TRUE(read_caps(write_caps(caps, {.inode = 1}), nullptr) == caps);
    const std::string doc = format_domain_caps(caps, model::VirtType::qemu, "pc", {});
    EXPECT_NE(doc.find("<domain>qemu</domain>"), std::string::npos);
}

TEST_F(Live, StartsASmallGuest) {
    EXPECT_EQ(start("<domain type='qemu'><name>small</name><memory unit='MiB'>64</memory><os><type>hvm</type></os></domain>"), "prelaunch");
}

TEST_F(Live, StartsAGuestWithEverything) {
    EXPECT_EQ(start(R"(<domain type='qemu'><name>full</name><memory unit='MiB'>128</memory><vcpu>2</vcpu>
      <os><type machine='q35'>hvm</type></os><features><acpi/><apic/></features><clock offset='utc'><timer name='rtc' tickpolicy='catchup'/></clock>
      <devices>
        <disk type='file' device='cdrom'><target dev='sda' bus='sata'/><readonly/></disk>
        <disk type='block' device='disk'><driver name='qemu' type='raw'/><source dev='/dev/null'/><target dev='vda' bus='virtio'/></disk>
        <controller type='scsi' index='0' model='virtio-scsi'/>
        <controller type='virtio-serial' index='0'/>
        <interface type='user'><model type='virtio'/></interface>
        <serial type='pty'/><console type='pty'/>
        <input type='tablet' bus='usb'/>
        <graphics type='vnc' port='-1'><listen type='none'/></graphics>
        <video><model type='virtio'/></video><sound model='ich9'/>
        <rng model='virtio'><backend model='random'>/dev/urandom</backend></rng>
        <watchdog model='i6300esb' action='reset'/><panic model='isa'/>
        <memballoon model='virtio'/>
      </devices></domain>)"), "prelaunch");
}

TEST_F(Live, StartsHostModelCpu) {
    EXPECT_EQ(start("<domain type='qemu'><name>cpu</name><memory unit='MiB'>64</memory><os><type>hvm</type></os><cpu mode='host-model'/></domain>"), "prelaunch");
}

}  // namespace
}  // namespace vireo::qemu
