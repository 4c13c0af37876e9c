// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/qemu/config.h"

#include <cerrno>
#include <cstdlib>
#include <filesystem>

#include <sys/stat.h>

#include "base/error.h"
#include "host/account/account.h"

namespace vireo::qemu {
namespace {

std::string environment(const char* name, std::string otherwise) {
    const char* value = std::getenv(name);
    return value && *value == '/' ? std::string(value) : std::move(otherwise);
}

bool is_directory(const std::string& path) {
    struct stat st;
    return stat(path.c_str(), &st) == 0 && S_ISDIR(st.st_mode);
}

// The account that distributions make for emulators; root if this one made none.
unsigned emulator_user() {
    for (const char* name : {"libvirt-qemu", "qemu"})
        if (auto id = host::find_user(name)) return *id;
    return 0;
}

unsigned emulator_group() {
    for (const char* name : {"libvirt-qemu", "qemu"})
        if (auto id = host::find_group(name)) return *id;
    return 0;
}

void below_lib(Paths& p) {
    p.snapshot = p.lib + "/snapshot";
    p.checkpoint = p.lib + "/checkpoint";
    p.dump = p.lib + "/dump";
    p.save = p.lib + "/save";
    p.nvram = p.lib + "/nvram";
    p.ram = p.lib + "/ram";
}

void below_state(Paths& p) {
    p.channel = p.state + "/channel";
    p.slirp = p.state + "/slirp";
    p.passt = p.state + "/passt";
    p.dbus = p.state + "/dbus";
    p.rdp = p.state + "/rdp";
}

// Directories that count only if somebody made them: else the default one serves.
std::string certificates(const std::string& own, const std::string& fallback) { return is_directory(own) ? own : fallback; }

Settings built_in_settings(const Config& c, const std::string& etc) {
    Settings s;
    s.default_tls_cert_dir = etc + "/pki/qemu";
    auto cert_dir = [&](const char* kind) { return certificates(etc + "/pki/libvirt-" + kind, s.default_tls_cert_dir); };
    s.vnc_tls.cert_dir = cert_dir("vnc");
    s.spice_tls.cert_dir = cert_dir("spice");
    s.rdp_tls.cert_dir = cert_dir("rdp");
    s.chardev_tls.cert_dir = cert_dir("chardev");
    s.migrate_tls.cert_dir = cert_dir("migrate");
    s.backup_tls.cert_dir = cert_dir("backup");
    s.vxhs_tls.cert_dir = cert_dir("vxhs");
    s.nbd_tls.cert_dir = cert_dir("nbd");
    s.dynamic_ownership = s.remember_owner = c.privileged;
    s.user = c.privileged ? emulator_user() : host::effective_user();
    s.group = c.privileged ? emulator_group() : host::effective_group();
    s.swtpm_user = c.privileged ? host::find_user("tss").value_or(0) : host::effective_user();
    s.swtpm_group = c.privileged ? host::find_group("tss").value_or(0) : host::effective_group();
    if (c.privileged) s.namespaces = {"mount"};
    s.auto_shutdown_try_save = c.privileged ? "none" : "persistent";
    s.auto_shutdown_try_shutdown = s.auto_shutdown_poweroff = c.privileged ? "none" : "all";
    s.auto_dump_path = c.paths.dump;
    s.memory_backing_dir = c.paths.ram;
    return s;
}

}  // namespace

Config system_config(const std::string& prefix) {
    Config c;
    c.uri = "qemu:///system";
    c.privileged = host::effective_user() == 0;
    auto& p = c.paths;
    p.file = prefix + "/etc/libvirt/qemu.conf";
    p.config = prefix + "/etc/libvirt/qemu";
    p.autostart = p.config + "/autostart";
    p.state = prefix + "/run/libvirt/qemu";
    p.log = prefix + "/var/log/libvirt/qemu";
    p.cache = prefix + "/var/cache/libvirt/qemu";
    p.lib = prefix + "/var/lib/libvirt/qemu";
    // Not below lib, where emulators may write.
    p.journal = prefix + "/var/lib/libvirt/vireo/qemu.journal";
    below_lib(p);
    below_state(p);
    p.swtpm_state = p.state + "/swtpm";
    p.swtpm_storage = prefix + "/var/lib/libvirt/swtpm";
    p.swtpm_log = prefix + "/var/log/swtpm/libvirt/qemu";
    p.hooks = prefix + "/etc/libvirt/hooks";
    p.firmware = {prefix + "/usr/share/qemu/firmware", prefix + "/etc/qemu/firmware"};
    c.settings = built_in_settings(c, prefix + "/etc");
    return c;
}

Config session_config() {
    Config c;
    c.uri = "qemu:///session";
    std::string home = host::home_directory();
    std::string config_home = environment("XDG_CONFIG_HOME", home + "/.config") + "/libvirt";
    std::string cache_home = environment("XDG_CACHE_HOME", home + "/.cache");
    std::string run = environment("XDG_RUNTIME_DIR", cache_home) + "/libvirt";
    cache_home += "/libvirt";
    auto& p = c.paths;
    p.file = config_home + "/qemu.conf";
    p.config = config_home + "/qemu";
    p.autostart = p.config + "/autostart";
    p.state = run + "/qemu/run";
    p.log = cache_home + "/qemu/log";
    p.cache = cache_home + "/qemu/cache";
    p.lib = config_home + "/qemu/lib";
    p.journal = config_home + "/vireo/qemu.journal";
    below_lib(p);
    below_state(p);
    // Sessions keep these beside the definitions, not below lib.
    p.snapshot = p.config + "/snapshot";
    p.checkpoint = p.config + "/checkpoint";
    p.dump = p.config + "/dump";
    p.save = p.config + "/save";
    p.nvram = p.config + "/nvram";
    p.ram = p.config + "/ram";
    p.swtpm_state = p.state + "/swtpm";
    p.swtpm_storage = p.config + "/swtpm";
    p.swtpm_log = p.log;
    p.firmware = {"/usr/share/qemu/firmware", "/etc/qemu/firmware", environment("XDG_CONFIG_HOME", home + "/.config") + "/qemu/firmware"};
    c.settings = built_in_settings(c, "/etc");
    return c;
}

Config embed_config(const std::string& root) {
    Config c;
    c.uri = "qemu:///embed?root=" + root;
    c.root = root;
    c.privileged = host::effective_user() == 0;
    auto& p = c.paths;
    p.file = root + "/etc/qemu.conf";
    p.config = root + "/etc/qemu";
    p.autostart = p.config + "/autostart";
    p.state = root + "/run/qemu";
    p.log = root + "/log/qemu";
    p.cache = root + "/cache/qemu";
    p.lib = root + "/lib/qemu";
    p.journal = root + "/lib/vireo/qemu.journal";
    below_lib(p);
    below_state(p);
    p.swtpm_state = root + "/run/swtpm";
    p.swtpm_storage = root + "/lib/swtpm";
    p.swtpm_log = root + "/log/swtpm";
    p.firmware = {"/usr/share/qemu/firmware", "/etc/qemu/firmware"};
    if (!c.privileged) p.firmware.push_back(environment("XDG_CONFIG_HOME", host::home_directory() + "/.config") + "/qemu/firmware");
    c.settings = built_in_settings(c, "/etc");
    return c;
}

void make_directories(const Config& c) {
    const auto& p = c.paths;
    namespace fs = std::filesystem;
    auto make = [&](const std::string& path, bool emulators, unsigned mode = 0) {
        std::error_code error;
        fs::create_directories(path, error);
        if (error) fail_errno(Domain::qemu, error.value(), "Failed to create directory '{}'", path);
        if (mode && chmod(path.c_str(), mode) < 0)
            fail_errno(Domain::qemu, errno, "Failed to set mode of directory '{}'", path);
        if (emulators && c.privileged) host::change_owner(path, c.settings.user, c.settings.group);
    };
    make(p.state, false);
    make(p.log, false);
    make(p.cache, false);
    make(p.lib, true);
    for (const auto* path : {&p.save, &p.snapshot, &p.checkpoint, &p.dump, &p.nvram, &p.ram, &p.channel, &p.slirp, &p.passt})
        make(*path, true);
    make(p.rdp, true);
    make(p.dbus, true, 0770);
}

}  // namespace vireo::qemu
