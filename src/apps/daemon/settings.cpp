// SPDX-License-Identifier: LGPL-2.1-or-later
#include "apps/daemon/settings.h"

#include <unistd.h>

#include <cstdlib>

#include "base/config.h"
#include "base/error.h"
#include "base/text.h"

namespace vireo::daemon {
namespace {

rpc::Auth auth_of(const std::string& path, const char* key, const std::string& text) {
    if (text == "none") return rpc::Auth::none;
    if (text == "sasl") return rpc::Auth::sasl;
    if (text == "polkit") return rpc::Auth::polkit;
    fail(Code::config_unsupported, Domain::none, "remoteReadConfigFile: {}: {}: unsupported auth {}", path, key, text);
}

std::optional<unsigned> perms_of(const std::string& text) {
    auto n = to_number<unsigned>(text, 8);
    if (!n || *n > 07777) fail(Code::internal_error, Domain::none, "Failed to parse mode '{}'", text);
    return n;
}

}  // namespace

Settings read_settings(const std::string& path, bool required, const Role& role, bool privileged) {
    Settings s;
    s.listen_tls = role.monolithic;
    s.auth_unix_ro = s.auth_unix_rw = privileged ? rpc::Auth::polkit : rpc::Auth::none;
    s.admin_limits.max_queued_clients = 20;
    const char* home = std::getenv("HOME");
    if (privileged || !home) {
        s.key_file = "/etc/pki/libvirt/private/serverkey.pem";
        s.cert_file = "/etc/pki/libvirt/servercert.pem";
        s.ca_file = "/etc/pki/CA/cacert.pem";
        s.crl_file = "/etc/pki/CA/cacrl.pem";
    } else {
        std::string own = std::string(home) + "/.pki/libvirt/";
        s.key_file = own + "serverkey.pem";
        s.cert_file = own + "servercert.pem";
        s.ca_file = own + "cacert.pem";
        s.crl_file = own + "cacrl.pem";
    }
    if (!required && access(path.c_str(), F_OK) != 0) return s;
    ConfigFile f = ConfigFile::read(path);
    s.findings = config_findings(f, "libvirtd");

    auto flag = [&](const char* key, bool& to) { if (auto v = f.get_bool(key)) to = *v; };
    auto text = [&](const char* key, std::string& to) { if (auto v = f.get_string(key)) to = *v; };
    auto count = [&](const char* key, auto& to) { if (auto v = f.get_uint(key)) to = *v; };
    auto perms = [&](const char* key, std::optional<unsigned>& to) { if (auto v = f.get_string(key)) to = perms_of(*v); };
    auto auth = [&](const char* key, rpc::Auth& to) { if (auto v = f.get_string(key)) to = auth_of(path, key, *v); };
    if (role.network()) {
        flag("listen_tls", s.listen_tls);
        flag("listen_tcp", s.listen_tcp);
        text("tls_port", s.tls_port);
        text("tcp_port", s.tcp_port);
        text("listen_addr", s.listen_addr);
        auth("auth_tcp", s.auth_tcp);
        auth("auth_tls", s.auth_tls);
        text("key_file", s.key_file);
        text("cert_file", s.cert_file);
        text("ca_file", s.ca_file);
        text("crl_file", s.crl_file);
        text("tls_priority", s.tls_priority);
        if (auto v = f.get_bool("tls_no_verify_certificate")) s.tls_verify = !*v;
        if (auto v = f.get_string_list("tls_allowed_dn_list")) s.tls_allowed = *v;
    }
    text("unix_sock_group", s.unix_sock_group);
    text("unix_sock_dir", s.unix_sock_dir);
    perms("unix_sock_ro_perms", s.unix_sock_ro_perms);
    perms("unix_sock_rw_perms", s.unix_sock_rw_perms);
    perms("unix_sock_admin_perms", s.unix_sock_admin_perms);
    auth("auth_unix_ro", s.auth_unix_ro);
    auth("auth_unix_rw", s.auth_unix_rw);
    if (auto v = f.get_string_list("access_drivers", true)) s.access_drivers = *v;
    count("min_workers", s.min_workers);
    if (auto v = f.get_uint("max_workers")) {
        s.max_workers = *v;
        s.max_workers_given = true;
        if (s.max_workers < 1) fail(Code::config_unsupported, Domain::none, "'max_workers' must be greater than 0");
    }
    count("prio_workers", s.prio_workers);
    count("max_clients", s.limits.max_clients);
    count("max_queued_clients", s.limits.max_queued_clients);
    count("max_anonymous_clients", s.limits.max_anonymous_clients);
    count("max_client_requests", s.limits.max_client_requests);
    if (auto v = f.get_int("keepalive_interval")) s.limits.keepalive_interval = *v;
    count("keepalive_count", s.limits.keepalive_count);
    count("admin_min_workers", s.admin_min_workers);
    count("admin_max_workers", s.admin_max_workers);
    count("admin_max_clients", s.admin_limits.max_clients);
    count("admin_max_queued_clients", s.admin_limits.max_queued_clients);
    count("admin_max_client_requests", s.admin_limits.max_client_requests);
    if (auto v = f.get_int("admin_keepalive_interval")) s.admin_limits.keepalive_interval = *v;
    count("admin_keepalive_count", s.admin_limits.keepalive_count);
    s.log_level = f.get_int("log_level");
    text("log_filters", s.log_filters);
    text("log_outputs", s.log_outputs);
    text("host_uuid", s.host_uuid);
    text("host_uuid_source", s.host_uuid_source);
    return s;
}

}  // namespace vireo::daemon
