// SPDX-License-Identifier: LGPL-2.1-or-later
// Reading qemu.conf: one row per plain setting, a function for each that means more than its value.
#include <algorithm>
#include <variant>

#include "base/config.h"
#include "base/error.h"
#include "base/text.h"
#include "drivers/qemu/config.h"
#include "host/account/account.h"
#include "host/file/file.h"
#include "host/file/huge_pages.h"

namespace vireo::qemu {
namespace {

using Text = std::string Settings::*;
using Flag = bool Settings::*;
using Number = int Settings::*;
using Count = unsigned Settings::*;
using List = std::vector<std::string> Settings::*;

struct Row {
    const char* key;
    std::variant<Text, Flag, Number, Count, List> member;
};

constexpr Row rows[] = {
    {"vnc_listen", &Settings::vnc_listen},
    {"vnc_auto_unix_socket", &Settings::vnc_auto_unix_socket},
    {"vnc_sasl", &Settings::vnc_sasl},
    {"vnc_sasl_dir", &Settings::vnc_sasl_dir},
    {"vnc_allow_host_audio", &Settings::vnc_allow_host_audio},
    {"spice_listen", &Settings::spice_listen},
    {"spice_auto_unix_socket", &Settings::spice_auto_unix_socket},
    {"spice_sasl", &Settings::spice_sasl},
    {"spice_sasl_dir", &Settings::spice_sasl_dir},
    {"rdp_listen", &Settings::rdp_listen},
    {"rdp_username", &Settings::rdp_username},
    {"rdp_password", &Settings::rdp_password},
    {"migrate_tls_force", &Settings::migrate_tls_force},
    {"nographics_allow_host_audio", &Settings::nographics_allow_host_audio},
    {"security_default_confined", &Settings::security_default_confined},
    {"security_require_confined", &Settings::security_require_confined},
    {"dynamic_ownership", &Settings::dynamic_ownership},
    {"remember_owner", &Settings::remember_owner},
    {"cgroup_device_acl", &Settings::cgroup_device_acl},
    {"seccomp_sandbox", &Settings::seccomp_sandbox},
    {"auto_dump_path", &Settings::auto_dump_path},
    {"auto_dump_bypass_cache", &Settings::auto_dump_bypass_cache},
    {"auto_start_bypass_cache", &Settings::auto_start_bypass_cache},
    {"auto_start_delay", &Settings::auto_start_delay},
    {"auto_shutdown_wait", &Settings::auto_shutdown_wait},
    {"auto_shutdown_restore", &Settings::auto_shutdown_restore},
    {"auto_save_bypass_cache", &Settings::auto_save_bypass_cache},
    {"bridge_helper", &Settings::bridge_helper},
    {"pr_helper", &Settings::pr_helper},
    {"slirp_helper", &Settings::slirp_helper},
    {"qemu_rdp", &Settings::qemu_rdp},
    {"dbus_daemon", &Settings::dbus_daemon},
    {"set_process_name", &Settings::set_process_name},
    {"max_processes", &Settings::max_processes},
    {"max_files", &Settings::max_files},
    {"dump_guest_core", &Settings::dump_guest_core},
    {"max_threads_per_process", &Settings::max_threads_per_process},
    {"mac_filter", &Settings::mac_filter},
    {"relaxed_acs_check", &Settings::relaxed_acs_check},
    {"lock_manager", &Settings::lock_manager},
    {"max_queued", &Settings::max_queued},
    {"keepalive_interval", &Settings::keepalive_interval},
    {"keepalive_count", &Settings::keepalive_count},
    {"log_timestamp", &Settings::log_timestamp},
    {"gluster_debug_level", &Settings::gluster_debug_level},
    {"virtiofsd_debug", &Settings::virtiofsd_debug},
    {"deprecation_behavior", &Settings::deprecation_behavior},
    {"memory_backing_dir", &Settings::memory_backing_dir},
    {"capability_filters", &Settings::capability_filters},
    {"storage_use_nbdkit", &Settings::storage_use_nbdkit},
    {"shared_filesystems", &Settings::shared_filesystems},
};

void read_row(Settings& s, const Row& row, const ConfigFile& file) {
    struct Reader {
        Settings& s;
        const char* key;
        const ConfigFile& file;
        void operator()(Text m) const {
            if (auto v = file.get_string(key)) s.*m = std::move(*v);
        }
        void operator()(Flag m) const {
            if (auto v = file.get_bool(key)) s.*m = *v;
        }
        void operator()(Number m) const {
            if (auto v = file.get_int(key)) s.*m = *v;
        }
        void operator()(Count m) const {
            if (auto v = file.get_uint(key)) s.*m = *v;
        }
        void operator()(List m) const {
            if (auto v = file.get_string_list(key)) s.*m = std::move(*v);
        }
    };
    std::visit(Reader{s, row.key, file}, row.member);
}

void require_directory(const std::string& key, const std::string& path) {
    if (!host::path_exists(path)) fail(Code::conf_syntax, Domain::none, "{} directory '{}' does not exist", key, path);
}

// One kind of traffic: its own settings, else the common ones.
void read_tls(Settings& s, const ConfigFile& file, const std::string& kind, TlsSettings& tls, bool common_dir_given, bool has_switch) {
    if (has_switch)
        if (auto v = file.get_bool(kind + "_tls")) tls.enabled = *v;
    bool own_dir = false;
    if (auto v = file.get_string(kind + "_tls_x509_cert_dir")) {
        require_directory(kind + "_tls_x509_cert_dir", *v);
        tls.cert_dir = std::move(*v);
        own_dir = true;
    } else if (common_dir_given && tls.cert_dir.ends_with("/pki/qemu")) {
        tls.cert_dir = s.default_tls_cert_dir;
    }
    if (kind != "vxhs" && kind != "nbd") {
        if (auto v = file.get_bool(kind + "_tls_x509_verify"))
            tls.verify = *v;
        else
            tls.verify = s.default_tls_verify;
    }
    if (auto v = file.get_string(kind + "_tls_x509_secret_uuid"))
        tls.secret_uuid = std::move(*v);
    else if (!own_dir)
        tls.secret_uuid = s.default_tls_secret_uuid;
}

void read_all_tls(Settings& s, const ConfigFile& file) {
    bool given = false;
    if (auto v = file.get_string("default_tls_x509_cert_dir")) {
        require_directory("default_tls_x509_cert_dir", *v);
        s.default_tls_cert_dir = std::move(*v);
        given = true;
    }
    if (auto v = file.get_bool("default_tls_x509_verify")) s.default_tls_verify = *v;
    if (auto v = file.get_string("default_tls_x509_secret_uuid")) s.default_tls_secret_uuid = std::move(*v);
    read_tls(s, file, "vnc", s.vnc_tls, given, true);
    read_tls(s, file, "spice", s.spice_tls, given, true);
    read_tls(s, file, "rdp", s.rdp_tls, given, false);
    read_tls(s, file, "chardev", s.chardev_tls, given, true);
    read_tls(s, file, "migrate", s.migrate_tls, given, false);
    read_tls(s, file, "backup", s.backup_tls, given, false);
    read_tls(s, file, "vxhs", s.vxhs_tls, given, true);
    read_tls(s, file, "nbd", s.nbd_tls, given, true);
}

void read_password(const ConfigFile& file, const char* key, std::string& password, bool& given) {
    if (auto v = file.get_string(key)) {
        password = std::move(*v);
        given = true;
    }
}

void read_ports(const ConfigFile& file, const std::string& kind, int lowest, const std::string& floor_text, const std::string& range_text,
                int& first, int& last) {
    if (auto v = file.get_uint(kind + "_min")) first = static_cast<int>(std::min(*v, 1u << 20));
    if (first < lowest)
        fail(Code::internal_error, Domain::none, "{}: {}_min: port must be {}", file.name(), kind, floor_text);
    if (auto v = file.get_uint(kind + "_max")) last = static_cast<int>(std::min(*v, 1u << 20));
    if (last > 65535 || last < first)
        fail(Code::internal_error, Domain::none, "{}: {}_max: port must be between the minimal port{} and 65535", file.name(), kind, range_text);
}

void read_all_ports(Settings& s, const ConfigFile& file) {
    read_ports(file, "remote_websocket_port", 5700, "greater than or equal to 5700", "", s.remote_websocket_port_min, s.remote_websocket_port_max);
    read_ports(file, "remote_display_port", 5900, "greater than or equal to 5900", "", s.remote_display_port_min, s.remote_display_port_max);
    // libvirt names the lower bound in this message only.
    int first = s.migration_port_min;
    if (auto v = file.get_uint("migration_port_min")) first = static_cast<int>(std::min(*v, 1u << 20));
    read_ports(file, "migration_port", 1, "greater than 0", fmt::format(" {}", first), s.migration_port_min, s.migration_port_max);
    for (auto [from, to] : {std::pair{s.remote_display_port_min, s.remote_display_port_max},
                            std::pair{s.remote_websocket_port_min, s.remote_websocket_port_max},
                            std::pair{s.migration_port_min, s.migration_port_max}})
        if (from >= to) fail(Code::invalid_arg, Domain::none, "start port {} must be less than end port {}", from, to);
}

// An address that another host could not use to come back to us.
bool is_local_address(std::string_view text) {
    if (text.starts_with('[') && text.ends_with(']')) text = text.substr(1, text.size() - 2);
    return text == "localhost" || text.starts_with("localhost.") || text == "localhost6" || text.starts_with("127.") || text == "::1";
}

void read_migration(Settings& s, const ConfigFile& file) {
    for (auto [key, member] : {std::pair{"migration_host", &s.migration_host}, std::pair{"migration_address", &s.migration_address}}) {
        auto v = file.get_string(key);
        if (!v) continue;
        if (is_local_address(*v))
            fail(Code::conf_syntax, Domain::none, "{} must not be the address of the local machine: {}", key, *v);
        *member = std::move(*v);
    }
}

void read_accounts(Config& c, const ConfigFile& file) {
    auto& s = c.settings;
    auto user = file.get_string("user"), group = file.get_string("group");
    auto swtpm_user = file.get_string("swtpm_user"), swtpm_group = file.get_string("swtpm_group");
    // Emulators of a session run as its user whatever is written there.
    if (!c.privileged) return;
    if (user) s.user = host::parse_user(*user);
    if (group) s.group = host::parse_group(*group);
    if (swtpm_user) s.swtpm_user = host::parse_user(*swtpm_user);
    if (swtpm_group) s.swtpm_group = host::parse_group(*swtpm_group);
}

void read_lists(Config& c, const ConfigFile& file) {
    auto& s = c.settings;
    if (auto v = file.get_string_list("security_driver", true)) {
        for (std::size_t i = 0; i < v->size(); ++i)
            for (std::size_t j = 0; j < i; ++j)
                if ((*v)[i] == (*v)[j]) fail(Code::conf_syntax, Domain::none, "Duplicate security driver {}", (*v)[i]);
        s.security_driver = std::move(*v);
    }
    if (auto v = file.get_string_list("namespaces")) {
        for (const auto& name : *v) {
            if (name != "mount") fail(Code::conf_syntax, Domain::none, "Unknown namespace: {}", name);
            if (!c.privileged) fail(Code::conf_syntax, Domain::none, "cannot use namespaces in session mode");
        }
        s.namespaces = std::move(*v);
    }
    if (auto v = file.get_string_list("cgroup_controllers")) {
        constexpr std::string_view known[] = {"cpu", "cpuacct", "cpuset", "memory", "devices", "freezer", "blkio", "net_cls", "perf_event", "systemd"};
        for (const auto& name : *v)
            if (std::find(std::begin(known), std::end(known), name) == std::end(known))
                fail(Code::conf_syntax, Domain::none, "Unknown cgroup controller '{}'", name);
        s.cgroup_controllers = std::move(*v);
    }
    if (auto v = file.get_string_list("hugetlbfs_mount", true)) {
        s.hugetlbfs_mounts.clear();
        for (auto& path : *v)
            if (!path.empty()) {
                if (!host::huge_page_kib(path)) fail(Code::internal_error, Domain::none, "not a hugetlbfs mount: '{}'", path);
                s.hugetlbfs_mounts.push_back(std::move(path));
            }
        s.hugetlbfs_given = true;
    }
    if (auto v = file.get_string_list("nvram")) {
        s.nvram.clear();
        for (const auto& pair : *v) {
            std::string_view vars = pair;
            auto code = take_until(vars, ':');
            if (code.empty() || vars.empty()) fail(Code::conf_syntax, Domain::none, "Invalid nvram format: '{}'", pair);
            s.nvram.push_back({std::string(code), std::string(vars)});
        }
    }
}

// text: what is said about another word, with {} in its place.
void one_of(const ConfigFile& file, const std::string& key, std::string& member, std::initializer_list<std::string_view> words, Code code,
            const std::string& text) {
    auto v = file.get_string(key);
    if (!v) return;
    if (std::find(words.begin(), words.end(), *v) == words.end()) throw Error(code, Domain::none, replace_all(text, "{}", *v));
    member = std::move(*v);
}

void read_words(Settings& s, const ConfigFile& file) {
    one_of(file, "sched_core", s.sched_core, {"none", "vcpus", "emulator", "full"}, Code::config_unsupported, "Unknown sched_core value {}");
    std::string handler = s.stdio_logd ? "logd" : "file";
    one_of(file, "stdio_handler", handler, {"logd", "file"}, Code::config_unsupported, "Unknown stdio handler {}");
    s.stdio_logd = handler == "logd";
    for (auto [key, member] : {std::pair{"save_image_format", &s.save_image_format}, std::pair{"dump_image_format", &s.dump_image_format},
                               std::pair{"snapshot_image_format", &s.snapshot_image_format}})
        one_of(file, key, *member, {"raw", "gzip", "bzip2", "xz", "lzop", "zstd", "sparse"}, Code::config_unsupported, fmt::format("Invalid {} '{{}}'", key));
    constexpr const char* save_key = "auto_shutdown_try_save";
    for (auto [key, member] : {std::pair{save_key, &s.auto_shutdown_try_save}, std::pair{"auto_shutdown_try_shutdown", &s.auto_shutdown_try_shutdown},
                               std::pair{"auto_shutdown_poweroff", &s.auto_shutdown_poweroff}})
        one_of(file, key, *member, {"none", "persistent", "transient", "all"}, Code::invalid_arg, fmt::format("unknown {} '{{}}'", key));
    // A transient guest has nowhere to be saved to.
    if (s.auto_shutdown_try_save == "all" || s.auto_shutdown_try_save == "transient")
        fail(Code::invalid_arg, Domain::none, "managed save cannot be requested for transient domains");
    const auto* core = file.find("max_core");
    if (core && core->text()) {
        if (*core->text() != "unlimited") fail(Code::config_unsupported, Domain::none, "Unknown core size '{}'", *core->text());
        s.max_core.reset();
    } else if (core) {
        if (auto v = file.get_uint64("max_core")) s.max_core = *v;
    }
}

}  // namespace

void apply_settings(Config& config, const ConfigFile& file) {
    auto& s = config.settings;
    read_all_tls(s, file);
    for (const auto& row : rows) read_row(s, row, file);
    read_password(file, "vnc_password", s.vnc_password, s.vnc_password_given);
    read_password(file, "spice_password", s.spice_password, s.spice_password_given);
    read_all_ports(s, file);
    read_migration(s, file);
    read_accounts(config, file);
    read_lists(config, file);
    read_words(s, file);
}

void load_settings(Config& config) {
    if (!host::path_exists(config.paths.file)) return;
    apply_settings(config, ConfigFile::read(config.paths.file));
}

}  // namespace vireo::qemu
