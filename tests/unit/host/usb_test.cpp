// SPDX-License-Identifier: LGPL-2.1-or-later
// Devices as the kernel lists them, in a tree of our own.
#include "host/usb/usb.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "base/error.h"

using namespace vireo;
namespace fs = std::filesystem;

namespace {

struct Tree {
    std::string root;
    Tree() {
        char name[] = "/tmp/vireo-usb-XXXXXX";
        root = mkdtemp(name);
    }
    ~Tree() { fs::remove_all(root); }
    void file(const std::string& path, const std::string& text) {
        const fs::path at = root + "/" + path;
        fs::create_directories(at.parent_path());
        std::ofstream(at) << text << "\n";
    }
    void usb(const std::string& name, const char* vendor, const char* product, const char* bus, const char* device) {
        const auto at = "bus/usb/devices/" + name + "/";
        file(at + "idVendor", vendor);
        file(at + "idProduct", product);
        file(at + "busnum", bus);
        file(at + "devnum", device);
    }
};

TEST(Usb, ListsDevicesWithoutTheirFunctions) {
    Tree t;
    t.usb("1-2", "AAAA", "bbbb", "2", "6");
    t.usb("1-1", "1d6b", "0002", "1", "10");
    t.usb("1-1:1.0", "1d6b", "0002", "1", "10");
    t.file("bus/usb/devices/1-3/idVendor", "1234");
    const auto all = host::list_usb_devices(t.root);
    ASSERT_EQ(all.size(), 2u);
    EXPECT_EQ(all[0].vendor, 0x1d6bu);
    EXPECT_EQ(all[0].device, 10u);
    EXPECT_EQ(all[1].vendor, 0xaaaau);
    EXPECT_EQ(all[1].product, 0xbbbbu);
    EXPECT_EQ(host::usb_node(all[0].bus, all[0].device), "/dev/bus/usb/001/010");
}

TEST(Usb, KernelWithoutIt) {
    Tree t;
    try {
        host::list_usb_devices(t.root);
        FAIL() << "listed";
    } catch (const Error& e) {
        EXPECT_EQ(e.code, Code::system_error);
        EXPECT_EQ(e.message, "cannot open directory '" + t.root + "/bus/usb/devices': No such file or directory");
    }
}

TEST(Scsi, GenericNode) {
    Tree t;
    t.file("bus/scsi/devices/7:0:1:2/scsi_generic/sg3/dev", "21:3");
    EXPECT_EQ(host::scsi_generic_node(7, 0, 1, 2, t.root), "/dev/sg3");
    EXPECT_THROW(host::scsi_generic_node(7, 0, 1, 3, t.root), Error);
}

}  // namespace
