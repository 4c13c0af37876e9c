// SPDX-License-Identifier: LGPL-2.1-or-later
// Layouts and qemu.conf.
#include "base/config.h"
#include "scene.h"

namespace vireo::qemu {
namespace {

std::string refusal(const std::string& text) {
    Config config = embed_config("/nowhere");
    return failure([&] { apply_settings(config, ConfigFile::parse(text, "/x/qemu.conf")); });
}

Settings settings(const std::string& text) {
    Config config = embed_config("/nowhere");
    apply_settings(config, ConfigFile::parse(text));
    return config.settings;
}

TEST(Layout, FollowsTheHost) {
    auto c = system_config("/alt");
    EXPECT_EQ(c.uri, "qemu:///system");
    EXPECT_EQ(c.paths.config, "/alt/etc/libvirt/qemu");
    EXPECT_EQ(c.paths.autostart, "/alt/etc/libvirt/qemu/autostart");
    EXPECT_EQ(c.paths.state, "/alt/run/libvirt/qemu");
    EXPECT_EQ(c.paths.channel, "/alt/run/libvirt/qemu/channel");
    EXPECT_EQ(c.paths.nvram, "/alt/var/lib/libvirt/qemu/nvram");
    EXPECT_EQ(c.paths.swtpm_log, "/alt/var/log/swtpm/libvirt/qemu");
    c = embed_config("/r");
    EXPECT_EQ(c.uri, "qemu:///embed?root=/r");
    EXPECT_EQ(c.paths.file, "/r/etc/qemu.conf");
    EXPECT_EQ(c.paths.config, "/r/etc/qemu");
    EXPECT_EQ(c.paths.log, "/r/log/qemu");
    EXPECT_EQ(c.paths.swtpm_state, "/r/run/swtpm");
    setenv("XDG_CONFIG_HOME", "/h/conf", 1);
    setenv("XDG_CACHE_HOME", "/h/cache", 1);
    unsetenv("XDG_RUNTIME_DIR");
    c = session_config();
    EXPECT_EQ(c.uri, "qemu:///session");
    EXPECT_FALSE(c.privileged);
    EXPECT_EQ(c.paths.config, "/h/conf/libvirt/qemu");
    EXPECT_EQ(c.paths.state, "/h/cache/libvirt/qemu/run");
    EXPECT_EQ(c.paths.save, "/h/conf/libvirt/qemu/save");
    setenv("XDG_RUNTIME_DIR", "/run/user/1", 1);
    EXPECT_EQ(session_config().paths.channel, "/run/user/1/libvirt/qemu/run/channel");
}

TEST(QemuConf, EveryKnownSettingCanBeRead) {
    std::string text;
    for (const auto& key : config_keys("qemu")) {
        std::string name = key.name;
        if (name.find("cert_dir") != name.npos)
            text += name + " = \"/tmp\"\n";
        else if (name.starts_with("auto_shutdown_") && key.type == ConfigKey::Type::text)
            text += name + " = \"persistent\"\n";
        else if (name == "sched_core")
            text += name + " = \"full\"\n";
        else if (name == "stdio_handler")
            text += name + " = \"file\"\n";
        else if (name == "user" || name == "group" || name.starts_with("swtpm_"))
            text += name + " = \"+0\"\n";
        else if (name == "namespaces")
            text += name + " = []\n";
        else if (name == "nvram")
            text += name + " = [ \"/a:/b\" ]\n";
        else if (name == "cgroup_controllers")
            text += name + " = [ \"cpu\" ]\n";
        else if (name == "hugetlbfs_mount")
            text += name + " = [ \"\" ]\n";
        else if (name.ends_with("_image_format"))
            text += name + " = \"xz\"\n";
        else if (name.ends_with("_min"))
            text += name + " = 6000\n";
        else if (name.ends_with("_max"))
            text += name + " = 7000\n";
        else if (key.type == ConfigKey::Type::text_list || key.type == ConfigKey::Type::text_or_list)
            text += name + " = [ \"a\", \"b\" ]\n";
        else if (key.type == ConfigKey::Type::text)
            text += name + " = \"word\"\n";
        else
            text += name + " = 1\n";
    }
    EXPECT_EQ(refusal(text), "");
    auto s = settings(text);
    EXPECT_EQ(s.vnc_tls.cert_dir, "/tmp");
    EXPECT_TRUE(s.vnc_tls.enabled && s.vnc_tls.verify == true && s.vnc_sasl);
    EXPECT_EQ(s.vnc_password, "word");
    EXPECT_EQ(s.remote_display_port_max, 7000);
    EXPECT_EQ(s.max_core, 1u);
    EXPECT_EQ(s.nvram.at(0).vars, "/b");
    EXPECT_TRUE(s.hugetlbfs_given && s.hugetlbfs_mounts.empty());
    EXPECT_EQ(s.dump_image_format, "xz");
    EXPECT_EQ(s.sched_core, "full");
}

TEST(QemuConf, DefaultsHold) {
    auto s = settings("");
    EXPECT_EQ(s.vnc_listen, "127.0.0.1");
    EXPECT_EQ(s.remote_display_port_min, 5900);
    EXPECT_EQ(s.migration_port_max, 49215);
    EXPECT_EQ(s.seccomp_sandbox, -1);
    EXPECT_EQ(s.keepalive_interval, 5);
    EXPECT_FALSE(s.max_core);
    EXPECT_TRUE(s.log_timestamp);
}

TEST(QemuConf, RefusesWithTheReferencesWords) {
    const std::string file = "internal error: /x/qemu.conf: ";
    struct {
        const char* text;
        std::string message;
    } cases[] = {
        {"user = \"nosuchuser\"", geteuid() ? "" : "invalid argument: Failed to parse user 'nosuchuser'"},
        {"group = \"nosuch\"", geteuid() ? "" : "invalid argument: Failed to parse group 'nosuch'"},
        {"remote_display_port_min = 100", file + "remote_display_port_min: port must be greater than or equal to 5900"},
        {"remote_display_port_max = 70000", file + "remote_display_port_max: port must be between the minimal port and 65535"},
        {"remote_display_port_min = 6000\nremote_display_port_max = 5950",
         file + "remote_display_port_max: port must be between the minimal port and 65535"},
        {"remote_websocket_port_min = 100", file + "remote_websocket_port_min: port must be greater than or equal to 5700"},
        {"security_driver = [ \"foo\", \"foo\" ]", "configuration file syntax error: Duplicate security driver foo"},
        {"migration_port_min = 0", file + "migration_port_min: port must be greater than 0"},
        {"migration_port_max = 70000", file + "migration_port_max: port must be between the minimal port 49152 and 65535"},
        {"migration_host = \"localhost\"", "configuration file syntax error: migration_host must not be the address of the local machine: localhost"},
        {"migration_address = \"127.0.0.1\"", "configuration file syntax error: migration_address must not be the address of the local machine: 127.0.0.1"},
        {"namespaces = [ \"foo\" ]", "configuration file syntax error: Unknown namespace: foo"},
        {"sched_core = \"foo\"", "unsupported configuration: Unknown sched_core value foo"},
        {"max_core = \"foo\"", "unsupported configuration: Unknown core size 'foo'"},
        {"stdio_handler = \"foo\"", "unsupported configuration: Unknown stdio handler foo"},
        {"cgroup_controllers = [ \"foo\" ]", "configuration file syntax error: Unknown cgroup controller 'foo'"},
        {"vnc_tls_x509_cert_dir = \"/nope\"", "configuration file syntax error: vnc_tls_x509_cert_dir directory '/nope' does not exist"},
        {"keepalive_interval = \"x\"", file + "expected a signed integer for 'keepalive_interval' parameter"},
        {"security_default_confined = 5", file + "value for 'security_default_confined' parameter must be 0 or 1"},
        {"namespaces = \"mount\"", file + "expected a string list for 'namespaces' parameter"},
        {"save_image_format = \"foo\"", "unsupported configuration: Invalid save_image_format 'foo'"},
        {"auto_shutdown_try_save = \"foo\"", "invalid argument: unknown auto_shutdown_try_save 'foo'"},
        {"auto_shutdown_try_save = \"all\"", "invalid argument: managed save cannot be requested for transient domains"},
        {"auto_shutdown_poweroff = \"foo\"", "invalid argument: unknown auto_shutdown_poweroff 'foo'"},
        {"nvram = [ \"a\" ]", "configuration file syntax error: Invalid nvram format: 'a'"},
        {"hugetlbfs_mount = \"/nope\"", "internal error: not a hugetlbfs mount: '/nope'"},
        {"hugetlbfs_mount = 5", file + "expected a string or string list for 'hugetlbfs_mount' parameter"},
        {"max_files = -5", file + "expected an unsigned integer for 'max_files' parameter"},
    };
    for (const auto& c : cases) EXPECT_EQ(refusal(c.text), c.message) << c.text;
}

}  // namespace
}  // namespace vireo::qemu
