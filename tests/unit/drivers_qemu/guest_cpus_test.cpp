// SPDX-License-Identifier: LGPL-2.1-or-later
// What is kept about processors of guests, under which key, and when nothing may be kept.
#include "drivers/qemu/caps/guest_cpus.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace vireo::qemu {
namespace {

GuestCpu with(unsigned feature) {
    GuestCpu c;
    c.enabled.set(feature);
    return c;
}

TEST(GuestCpus, FindsWhatWasKeptForTheseOptionsOfThisEmulator) {
    GuestCpus cpus;
    const auto one = std::make_shared<const QemuCaps>(), other = std::make_shared<const QemuCaps>();
    EXPECT_FALSE(cpus.find(one, "-cpu a\n"));
    cpus.keep(one, "-cpu a\n", with(3));
    ASSERT_TRUE(cpus.find(one, "-cpu a\n"));
    EXPECT_TRUE(cpus.find(one, "-cpu a\n")->enabled.test(3));
    EXPECT_FALSE(cpus.find(one, "-cpu b\n"));
    EXPECT_FALSE(cpus.find(other, "-cpu a\n"));  // the binary was replaced
    cpus.keep(one, "-cpu a\n", with(7));     // the newest answer counts
    EXPECT_TRUE(cpus.find(one, "-cpu a\n")->enabled.test(7));
    EXPECT_FALSE(cpus.find(one, "-cpu a\n")->enabled.test(3));
}

TEST(GuestCpus, KeepsNothingWithoutOptions) {
    GuestCpus cpus;
    const auto caps = std::make_shared<const QemuCaps>();
    cpus.keep(caps, "", with(3));
    EXPECT_FALSE(cpus.find(caps, ""));
}

TEST(GuestCpus, ForgetsWhatWasUsedLongestAgo) {
    GuestCpus cpus;
    const auto caps = std::make_shared<const QemuCaps>();
    auto key = [](std::size_t i) { return "-cpu c" + std::to_string(i) + "\n"; };
    for (std::size_t i = 0; i < GuestCpus::most; ++i) cpus.keep(caps, key(i), with(static_cast<unsigned>(i)));
    EXPECT_TRUE(cpus.find(caps, key(0)));  // used now: number 1 is the oldest
    cpus.keep(caps, key(GuestCpus::most), with(100));
    EXPECT_TRUE(cpus.find(caps, key(0)));
    EXPECT_FALSE(cpus.find(caps, key(1)));
    EXPECT_TRUE(cpus.find(caps, key(2)));
    EXPECT_TRUE(cpus.find(caps, key(GuestCpus::most)));
}

TEST(GuestCpuOptions, AreThoseThatShapeTheProcessor) {
    const auto a = cpu_options({"/usr/bin/qemu", "-name", "guest=a", "-machine", "pc,usb=off", "-accel", "tcg", "-cpu", "qemu64,sse=off", "-m", "32", "-smp", "2", "-uuid", "1"});
    const auto b = cpu_options({"/usr/bin/qemu", "-name", "guest=b", "-machine", "pc,usb=off", "-accel", "tcg", "-cpu", "qemu64,sse=off", "-m", "64", "-smp", "2", "-uuid", "2"});
    EXPECT_EQ(a, "-machine pc,usb=off\n-accel tcg\n-cpu qemu64,sse=off\n-smp 2\n");
    EXPECT_EQ(a, b);  // guests that differ elsewhere share it
    EXPECT_NE(a, cpu_options({"/usr/bin/qemu", "-machine", "pc,usb=off", "-accel", "tcg", "-cpu", "qemu64", "-smp", "2"}));
    EXPECT_NE(a, cpu_options({"/usr/bin/qemu", "-machine", "q35,usb=off", "-accel", "tcg", "-cpu", "qemu64,sse=off", "-smp", "2"}));
}

TEST(GuestCpuOptions, AreUnknownWhereMoreThanTheyShapesIt) {
    const std::vector<std::string> plain{"qemu", "-machine", "pc", "-accel", "tcg", "-cpu", "max"};
    EXPECT_FALSE(cpu_options(plain).empty());
    for (const auto& more : std::vector<std::vector<std::string>>{{"-readconfig", "file"}, {"-set", "device.x.y=z"}, {"-machine", "pc,accel=kvm:tcg"}, {"-machine", "q35,confidential-guest-support=sev0"}}) {
        auto args = plain;
        args.insert(args.end(), more.begin(), more.end());
        EXPECT_EQ(cpu_options(args), "") << more[0] << more[1];
    }
    EXPECT_EQ(cpu_options({"qemu", "-machine", "pc", "-cpu", "max"}), "");           // who runs it is not said
    EXPECT_EQ(cpu_options({"qemu", "-accel", "xen", "-cpu", "max"}), "");
    EXPECT_EQ(cpu_options({}), "");
}

// KVM's processors depend on the kernel and on its module too: the key says which, or there is none.
TEST(GuestCpuOptions, OfKvmNameTheKernel) {
    const auto options = cpu_options({"qemu", "-accel", "kvm", "-cpu", "host"});
    if (!std::filesystem::exists("/dev/kvm")) {
        EXPECT_EQ(options, "");
        return;
    }
    EXPECT_TRUE(options.starts_with("-accel kvm\n-cpu host\n"));
    EXPECT_GT(options.size(), std::string("-accel kvm\n-cpu host\n").size() + 10);
}

}  // namespace
}  // namespace vireo::qemu
