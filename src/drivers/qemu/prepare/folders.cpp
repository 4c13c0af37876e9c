// SPDX-License-Identifier: LGPL-2.1-or-later
// Where a running guest keeps its things, its key for secrets, its monitor's socket and its limits.
#include "base/error.h"
#include "drivers/qemu/prepare/steps.h"
#include "host/account/account.h"
#include "drivers/qemu/rules/memory_lock.h"
#include "host/crypto/secret.h"
#include "host/file/file.h"
#include "host/socket/listen.h"

namespace vireo::qemu {
namespace {

constexpr unsigned short_name_characters = 20;

// The first `count` characters of UTF-8 text; bytes that are no UTF-8 count one each.
std::string_view first_characters(std::string_view text, unsigned count) {
    std::size_t at = 0;
    while (at < text.size() && count--) {
        ++at;
        while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80) ++at;
    }
    return text.substr(0, at);
}

}  // namespace

std::string short_name(const model::Domain& live) {
    return fmt::format("{}-{}", live.id.value_or(-1), first_characters(live.name, short_name_characters));
}

std::string domain_dir(const model::Domain& live, const Config& config) {
    return config.paths.lib + "/domain-" + short_name(live);
}

std::string channel_dir(const model::Domain& live, const Config& config) {
    return config.paths.channel + "/" + short_name(live);
}

std::string log_path(const model::Domain& domain, const Config& config) { return config.paths.log + "/" + domain.name + ".log"; }

std::string pid_path(const model::Domain& domain, const Config& config) {
    return config.paths.state + "/" + domain.name + ".pid";
}

namespace prepare {

void folders(Preparation& p) {
    auto make = [&](const std::string& path) {
        p.undo.add("folder " + path, [path] { host::remove_tree(path); });
        // What a guest of the same number left behind after a crash of the host must not be taken for ours.
        host::remove_tree(path);
        host::make_directory(path, 0750, p.folder_owner());
    };
    p.bindings.lib_dir = p.config.paths.lib;
    p.bindings.domain_dir = domain_dir(p.live, p.config);
    p.prepared.channel_dir = channel_dir(p.live, p.config);
    p.prepared.pid_file = pid_path(p.live, p.config);
    make(p.bindings.domain_dir);
    make(p.prepared.channel_dir);
    p.undo.add("process number file", [path = p.prepared.pid_file] { host::remove_file(path); });
}

void master_key(Preparation& p) {
    // QEMU decrypts with it what the daemon sends over the monitor.
    auto path = p.bindings.domain_dir + "/master-key.aes";
    p.prepared.master_key = host::random_bytes(host::secret_key_bytes);
    host::write_file(path, p.prepared.master_key, 0600, p.folder_owner());
    p.bindings.master_key_file = path;
}

void monitor(Preparation& p) {
    // It listens before QEMU exists, so that connecting needs no waiting.
    p.bindings.monitor_path = p.bindings.domain_dir + "/monitor.sock";
    p.bindings.monitor_fd = p.prepared.pass(host::listen_unix(p.bindings.monitor_path));
}

void limits(Preparation& p) {
    const auto& s = p.config.settings;
    auto& out = p.prepared;
    if (p.config.privileged) {
        out.uid = s.user;
        out.gid = s.group;
        out.groups = host::groups_of(s.user, s.group);
        out.max_core = s.max_core.value_or(UINT64_MAX);
    } else if (s.max_core) {
        out.max_core = s.max_core;
    }
    if (s.max_files) out.max_files = s.max_files;
    if (s.max_processes) out.max_processes = s.max_processes;

    out.max_memlock = rules::memory_lock_limit(p.live);
}

}  // namespace prepare
}  // namespace vireo::qemu
