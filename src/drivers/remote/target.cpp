// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/remote/target.h"

#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <span>

#include "base/error.h"
#include "base/text.h"

namespace vireo::remote {
namespace {

Transport transport_of(const api::Uri& uri) {
    std::string name = uri.transport();
    if (name.empty()) return uri.host ? Transport::tls : Transport::unix_;
    static constexpr std::pair<std::string_view, Transport> all[] = {
        {"tls", Transport::tls}, {"unix", Transport::unix_},   {"ssh", Transport::ssh},      {"libssh2", Transport::libssh2},
        {"ext", Transport::ext}, {"libssh", Transport::libssh}, {"tcp", Transport::tcp}};
    for (const auto& [text, value] : all)
        if (equal_ignoring_case(text, name)) return value;
    fail(Code::invalid_arg, Domain::remote, "remote_open: transport in URL not recognised (should be tls|unix|ssh|ext|tcp|libssh2|libssh)");
}

Mode mode_of(std::string_view text) {
    if (text == "auto") return Mode::automatic;
    if (text == "legacy") return Mode::legacy;
    if (text == "direct") return Mode::direct;
    fail(Code::config_unsupported, Domain::remote, "Unknown remote mode '{}'", text);
}

Proxy proxy_of(std::string_view text) {
    if (text == "auto") return Proxy::automatic;
    if (text == "netcat") return Proxy::netcat;
    if (text == "native") return Proxy::native;
    fail(Code::config_unsupported, Domain::remote, "Unknown proxy type '{}'", text);
}

bool truth(const std::string& name, const std::string& text) {
    auto n = to_number<int>(text);
    if (!n) fail(Code::invalid_arg, Domain::remote, "Failed to parse value of URI component {}", name);
    return *n != 0;
}

constexpr std::string_view own_daemons[] = {"xen", "qemu", "lxc", "vbox", "bhyve", "vz", "ch", "interface", "network", "nodedev", "nwfilter", "secret", "storage"};

bool exists(const std::string& path) { return access(path.c_str(), F_OK) == 0; }

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

std::string home() {
    if (auto h = environment("HOME"); !h.empty()) return h;
    char buffer[4096];
    passwd entry, *found = nullptr;
    if (getpwuid_r(geteuid(), &entry, buffer, sizeof buffer, &found) || !found) fail(Code::system_error, Domain::none, "Failed to find user record for uid '{}'", geteuid());
    return found->pw_dir;
}

}  // namespace

Target read_target(const api::Uri& uri, std::string_view default_mode) {
    Target t;
    t.transport = transport_of(uri);
    t.driver = uri.driver() == "remote" ? "" : uri.driver();
    t.user = uri.user;
    t.host = uri.host.value_or("");
    t.port = uri.port;
    t.mode = mode_of(default_mode);
    t.ask_uri = uri.scheme.empty();

    std::optional<std::string> name;
    api::Uri rest;
    rest.scheme = t.driver;
    rest.path = uri.path;
    rest.fragment = uri.fragment;
    for (const auto& [key, value] : uri.query) {
        auto is = [&k = key](std::string_view n) { return equal_ignoring_case(k, n); };
        if (is("name")) name = value;
        else if (is("command")) t.command = value;
        else if (is("socket")) t.socket = value;
        else if (is("auth")) t.auth = value;
        else if (is("sshauth")) t.sshauth = value;
        else if (is("netcat")) t.netcat = value;
        else if (is("keyfile")) t.keyfile = value;
        else if (is("pkipath")) t.pkipath = value;
        else if (is("known_hosts")) t.known_hosts = value;
        else if (is("known_hosts_verify")) t.known_hosts_verify = value;
        else if (is("tls_priority")) t.tls_priority = value;
        else if (is("authfile")) t.authfile = value;
        else if (is("mode")) t.mode = mode_of(value);
        else if (is("proxy")) t.proxy = proxy_of(value);
        else if (is("no_sanity")) t.no_sanity = truth(key, value);
        else if (is("no_verify")) t.no_verify = truth(key, value);
        else if (is("no_tty")) t.no_tty = truth(key, value);
        else rest.query.emplace_back(key, value);
    }
    if (t.transport == Transport::unix_ && !t.host.empty())
        fail(Code::invalid_arg, Domain::remote, "using unix socket and remote server '{}' is not supported.", t.host);
    bool root = geteuid() == 0;
    t.session = uri.path == "/session" || (!root && (uri.scheme.empty() || uri.driver() == "test"));
    if (t.transport != Transport::unix_ && t.transport != Transport::ext) t.session = uri.path == "/session";
    if (name) t.server_uri = *name;
    else if (!t.driver.empty()) t.server_uri = rest.text();
    return t;
}

std::string socket_dir(bool session) {
    if (!session) return environment("VIREO_ROOT") + (environment("VIREO_ROOT").empty() ? "/var/run/libvirt" : "/run/libvirt");
    if (auto dir = environment("XDG_RUNTIME_DIR"); !dir.empty()) return dir + "/libvirt";
    if (auto dir = environment("XDG_CACHE_HOME"); !dir.empty()) return dir + "/libvirt";
    return home() + "/.cache/libvirt";
}

SocketChoice choose_socket(const Target& t, bool read_only) {
    if (t.socket) return {*t.socket, "libvirtd"};
    std::string dir = socket_dir(t.session);
    auto path = [&](std::string_view prefix) { return fmt::format("{}/{}-sock{}", dir, prefix, read_only && !t.session ? "-ro" : ""); };
    std::string legacy = path("libvirt");
    bool known = std::find(std::begin(own_daemons), std::end(own_daemons), t.driver) != std::end(own_daemons);
    std::string daemon = known ? fmt::format("virt{}d", t.driver) : "";
    Mode mode = t.mode;
    if (t.driver.empty() && mode != Mode::legacy) {
        // The daemon shall choose: the first hypervisor that has one, in the order of probing.
        static constexpr std::string_view system[] = {"xen", "qemu", "lxc", "vbox", "bhyve", "vz"}, user[] = {"qemu", "vbox"};
        for (auto d : t.session ? std::span<const std::string_view>(user) : std::span<const std::string_view>(system))
            if (exists(path(fmt::format("virt{}d", d)))) {
                daemon = fmt::format("virt{}d", d);
                known = true;
                break;
            }
    }
    if (mode == Mode::automatic) mode = known && exists(path(daemon)) ? Mode::direct : exists(legacy) || !known ? Mode::legacy : Mode::direct;
    if (mode == Mode::legacy || !known) return {legacy, "libvirtd"};
    return {path(daemon), daemon};
}

}  // namespace vireo::remote
