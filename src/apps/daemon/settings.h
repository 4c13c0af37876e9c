// SPDX-License-Identifier: LGPL-2.1-or-later
// The daemon's configuration file (facts/config/libvirtd.json), as values with their defaults.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "apps/daemon/role.h"
#include "rpc/server/server.h"

namespace vireo::daemon {

struct Settings {
    bool listen_tls = false, listen_tcp = false;
    std::string tls_port = "16514", tcp_port = "16509", listen_addr;
    std::string unix_sock_group, unix_sock_dir;
    std::optional<unsigned> unix_sock_ro_perms, unix_sock_rw_perms, unix_sock_admin_perms;
    rpc::Auth auth_unix_ro = rpc::Auth::none, auth_unix_rw = rpc::Auth::none, auth_tcp = rpc::Auth::sasl, auth_tls = rpc::Auth::none;
    std::string key_file, cert_file, ca_file, crl_file, tls_priority;
    bool tls_verify = true;
    std::vector<std::string> tls_allowed;
    std::vector<std::string> access_drivers;
    unsigned min_workers = 5, max_workers = 20, prio_workers = 5;
    bool max_workers_given = false;
    rpc::Limits limits, admin_limits;
    unsigned admin_min_workers = 5, admin_max_workers = 20;
    std::optional<int> log_level;
    std::string log_filters, log_outputs;
    std::string host_uuid, host_uuid_source = "smbios";
    std::vector<std::string> findings;  // for the log
};

// A missing file is all defaults unless it was asked for by name. Throws with libvirt's texts.
Settings read_settings(const std::string& path, bool required, const Role& role, bool privileged);

}  // namespace vireo::daemon
