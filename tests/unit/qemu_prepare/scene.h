// SPDX-License-Identifier: LGPL-2.1-or-later
// A private world for one test: a folder that vanishes, a driver configuration below it, a small guest.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "drivers/qemu/prepare/steps.h"

namespace vireo::qemu {

struct Scene {
    std::string root;
    Config config;
    model::Domain live;
    QemuCaps caps;
    argv::Bindings bindings;

    Scene() {
        char name[] = "/tmp/vireo-prepare-XXXXXX";
        root = mkdtemp(name);
        chmod(root.c_str(), 0755);
        config = embed_config(root);
        config.settings.remote_display_port_min = 45900;
        config.settings.remote_display_port_max = 45999;
        config.settings.remote_websocket_port_min = 45700;
        config.settings.remote_websocket_port_max = 45799;
        make_directories(config);
        caps.version = 7002000;
        live.name = "guest";
        live.id = 7;
        live.uuid = Uuid::random();
    }
    ~Scene() {
        std::error_code ignored;
        std::filesystem::remove_all(root, ignored);
    }
    std::string write(const std::string& name, const std::string& text) {
        auto path = root + "/" + name;
        std::ofstream(path) << text;
        return path;
    }
    static std::string read(const std::string& path) {
        std::ifstream in(path);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    static struct stat status(const std::string& path) {
        struct stat st {};
        EXPECT_EQ(lstat(path.c_str(), &st), 0) << path;
        return st;
    }
    static unsigned mode(const std::string& path) { return status(path).st_mode & 07777; }
    static bool exists(const std::string& path) { return access(path.c_str(), F_OK) == 0; }

    model::Disk& add_disk(const std::string& path, model::StorageFormat format, const std::string& target = "vda") {
        model::Disk disk;
        disk.source.type = model::StorageType::file;
        disk.source.path = path;
        disk.source.format = format;
        disk.target_dev = target;
        disk.bus = model::DiskBus::virtio;
        disk.info.alias = "virtio-disk" + std::to_string(live.devices.disks.size());
        live.devices.disks.push_back(disk);
        return live.devices.disks.back();
    }
    model::Graphics& add_vnc() {
        model::Graphics g;
        g.type = model::GraphicsType::vnc;
        g.autoport = model::YesNo::yes;
        g.port = -1;
        live.devices.graphics.push_back(g);
        return live.devices.graphics.back();
    }
    void prepare(PreparedHost& prepared, run::Rollback& undo) { prepare_host(live, config, caps, bindings, prepared, undo); }
};

// The text with which f fails; "" if it does not.
template <class F>
std::string failure(F&& f) {
    try {
        f();
    } catch (const Error& e) {
        return e.message;
    }
    return {};
}

#define NEEDS_ROOT() \
    if (geteuid() != 0) GTEST_SKIP() << "needs root"

}  // namespace vireo::qemu
