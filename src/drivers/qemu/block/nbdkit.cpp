// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/qemu/block/nbdkit.h"

#include <fmt/core.h>

#include "base/text.h"
#include "drivers/qemu/argv/blockdev.h"

namespace vireo::qemu::block {

using namespace model;

namespace {

bool is_curl(StorageProtocol p) {
    return p == StorageProtocol::http || p == StorageProtocol::https || p == StorageProtocol::ftp || p == StorageProtocol::ftps || p == StorageProtocol::tftp;
}

std::string cookies(const StorageSource& s) {
    std::vector<std::string> all;
    for (const auto& c : s.cookies) all.push_back(c.name + "=" + c.value);
    return join(all, "; ");
}

}  // namespace

bool nbdkit_serves(const StorageSource& s, const NbdkitCaps& caps) {
    if (s.type != StorageType::network) return false;
    if (is_curl(s.protocol)) return caps.contains("plugin-curl");
    return s.protocol == StorageProtocol::ssh && caps.contains("plugin-ssh");
}

std::string nbdkit_socket(const std::string& state_dir, const std::string& name) { return fmt::format("{}/nbdkit-{}.socket", state_dir, name); }

NbdkitCommand nbdkit_command(const StorageSource& s, const std::string& socket, bool read_only, const NbdkitCaps& caps, const std::function<int(const NbdkitPipe&)>& fd_of) {
    NbdkitCommand c;
    auto add = [&](std::string_view name, std::string_view value) { c.args.push_back(fmt::format("{}={}", name, value)); };
    auto pipe = [&](const char* name, const SecretReference* secret, std::string text) {
        c.pipes.push_back({name, secret, std::move(text)});
        add(name, fmt::format("-{}", fd_of(c.pipes.back())));
    };
    auto credentials = [&] {
        if (!s.auth) return;
        add("user", s.auth->username);
        pipe("password", &s.auth->secret, {});
    };
    c.args = {"--unix", socket, "--foreground"};
    if (read_only) c.args.push_back("--readonly");
    if (s.readahead && caps.contains("filter-readahead")) c.args.insert(c.args.end(), {"--filter", "readahead"});
    if (is_curl(s.protocol)) {
        c.args.push_back("curl");
        // A server may move the image to its encrypted side, never back.
        add("protocols", s.protocol == StorageProtocol::http ? "http,https" : word(s.protocol));
        add("url", argv::network_uri(s, true));
        credentials();
        if (!s.cookies.empty()) pipe("cookie", nullptr, cookies(s));
        if (s.ssl_verify == YesNo::no) add("sslverify", "false");
        if (s.timeout) add("timeout", std::to_string(*s.timeout));
    } else {
        c.args.push_back("ssh");
        const StorageHost& h = s.hosts.front();
        add("host", h.name);
        add("port", std::to_string(h.port.value_or(default_port(s.protocol))));
        add("path", s.path);
        if (!s.ssh_keyfile.empty()) add("identity", s.ssh_keyfile);
        if (s.auth)
            credentials();
        else if (!s.ssh_user.empty() || !s.ssh_backing_user.empty())
            add("user", s.ssh_user.empty() ? s.ssh_backing_user : s.ssh_user);
        if (s.ssh_host_key_unchecked) add("verify-remote-host", "false");
        if (!s.known_hosts.empty()) add("known-hosts", s.known_hosts);
        if (!s.ssh_agent.empty()) c.env.emplace_back("SSH_AUTH_SOCK", s.ssh_agent);
    }
    return c;
}

}  // namespace vireo::qemu::block
