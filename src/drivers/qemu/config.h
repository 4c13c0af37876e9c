// SPDX-License-Identifier: LGPL-2.1-or-later
// Where the driver keeps its files (facts/config/layout.json) and what an administrator may set in qemu.conf
// (facts/config/qemu.json). Plain values, made once when the driver opens.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace vireo {
class ConfigFile;
}

namespace vireo::qemu {

struct Paths {
    std::string file;        // qemu.conf
    std::string config;      // NAME.xml
    std::string autostart;   // links to definitions
    std::string state;       // status NAME.xml, NAME.pid: gone after a reboot of the host
    std::string log;         // NAME.log
    std::string cache;       // what emulators can do
    std::string journal;     // changes of definitions that are not yet synced; empty after an orderly stop
    std::string lib;         // folders of running guests
    std::string save;        // managed saves
    std::string snapshot, checkpoint, dump, nvram, ram;
    std::string channel;     // sockets of <channel>s
    std::string swtpm_state, swtpm_storage, swtpm_log;
    std::string slirp, passt, dbus, rdp;
    std::string hooks;       // hook scripts; empty: none are run
    std::vector<std::string> firmware;  // folders of firmware descriptors; later ones override
};

// Certificates of one kind of traffic.
struct TlsSettings {
    bool enabled = false;
    std::string cert_dir;
    std::optional<bool> verify;     // absent: default_tls_x509_verify, else the kind's own default
    std::string secret_uuid;        // of the key's password; empty: the key is not encrypted
};

struct Settings {
    std::string default_tls_cert_dir = "/etc/pki/qemu";
    std::optional<bool> default_tls_verify;
    std::string default_tls_secret_uuid;

    std::string vnc_listen = "127.0.0.1";
    bool vnc_auto_unix_socket = false;
    TlsSettings vnc_tls;
    std::string vnc_password;
    bool vnc_password_given = false;   // an empty password is one: nobody gets in
    bool vnc_sasl = false;
    std::string vnc_sasl_dir;
    bool vnc_allow_host_audio = false;

    std::string spice_listen = "127.0.0.1";
    TlsSettings spice_tls;
    bool spice_auto_unix_socket = false;
    std::string spice_password;
    bool spice_password_given = false;
    bool spice_sasl = false;
    std::string spice_sasl_dir;

    std::string rdp_listen = "127.0.0.1";
    TlsSettings rdp_tls;
    std::string rdp_username, rdp_password;

    TlsSettings chardev_tls, migrate_tls, backup_tls, vxhs_tls, nbd_tls;
    bool migrate_tls_force = false;

    bool nographics_allow_host_audio = false;
    int remote_display_port_min = 5900, remote_display_port_max = 65535;
    int remote_websocket_port_min = 5700, remote_websocket_port_max = 65535;

    std::vector<std::string> security_driver;  // empty: the first that is there
    bool security_default_confined = true, security_require_confined = false;
    unsigned user = 0;                            // the emulator's; in sessions the caller's own
    unsigned group = 0;
    bool dynamic_ownership = false, remember_owner = false;
    std::vector<std::string> cgroup_controllers;  // empty: those mounted
    std::vector<std::string> cgroup_device_acl{"/dev/null", "/dev/full", "/dev/zero", "/dev/random",
                                               "/dev/urandom", "/dev/ptmx", "/dev/kvm", "/dev/userfaultfd"};
    int seccomp_sandbox = -1;                  // -1: on if QEMU knows it, 0: off, 1: on
    std::vector<std::string> namespaces;

    std::string save_image_format = "raw", dump_image_format = "raw", snapshot_image_format = "raw";
    std::string auto_dump_path;
    bool auto_dump_bypass_cache = false, auto_start_bypass_cache = false;
    int auto_start_delay = 0;                  // milliseconds between guests
    std::string auto_shutdown_try_save, auto_shutdown_try_shutdown, auto_shutdown_poweroff;
    int auto_shutdown_wait = 0;                // seconds
    bool auto_shutdown_restore = true, auto_save_bypass_cache = false;

    std::vector<std::string> hugetlbfs_mounts;
    bool hugetlbfs_given = false;              // not given: those that are mounted
    std::string bridge_helper = "qemu-bridge-helper", pr_helper = "qemu-pr-helper", slirp_helper = "slirp-helper";
    std::string qemu_rdp = "qemu-rdp", dbus_daemon = "dbus-daemon";

    bool set_process_name = false;
    unsigned max_processes = 0, max_files = 0;  // 0: as the daemon has them
    std::optional<std::uint64_t> max_core;      // bytes; absent: unlimited
    bool dump_guest_core = false;
    bool stdio_logd = false;                    // logs go through virtlogd
    unsigned max_threads_per_process = 0;
    std::string sched_core = "none";

    bool mac_filter = false, relaxed_acs_check = false;
    std::string lock_manager;                   // empty: none
    unsigned max_queued = 0;                    // 0: no limit
    int keepalive_interval = 5;                 // seconds; -1: off
    unsigned keepalive_count = 5;
    std::string migration_address = "0.0.0.0", migration_host;
    int migration_port_min = 49152, migration_port_max = 49215;
    bool log_timestamp = true;
    struct Nvram {
        std::string code, vars;
    };
    std::vector<Nvram> nvram;                   // firmware images and their variable stores
    int gluster_debug_level = 4;
    bool virtiofsd_debug = false;
    std::string deprecation_behavior = "none";
    std::string memory_backing_dir;
    unsigned swtpm_user = 0;
    unsigned swtpm_group = 0;
    std::vector<std::string> capability_filters;
    bool storage_use_nbdkit = false;
    std::vector<std::string> shared_filesystems;
};

struct Config {
    std::string uri;          // of the driver itself: "qemu:///system"
    bool privileged = false;
    std::string root;         // embed only: its folder
    Paths paths;
    Settings settings;

    bool is_embed() const { return !root.empty(); }
};

// Layouts with built-in settings. prefix stands before every path (tests, images of other hosts).
Config system_config(const std::string& prefix = {});
// XDG_CONFIG_HOME, XDG_CACHE_HOME, XDG_RUNTIME_DIR and HOME are read here.
Config session_config();
// A driver inside the caller's process; root is an absolute path.
Config embed_config(const std::string& root);

// Puts in what a qemu.conf says; throws libvirt's errors about a setting's type, range or word.
void apply_settings(Config& config, const ConfigFile& file);
// Reads paths.file if it is there.
void load_settings(Config& config);

// Makes every folder of paths that is missing, with libvirt's modes and owners.
void make_directories(const Config& config);

}  // namespace vireo::qemu
