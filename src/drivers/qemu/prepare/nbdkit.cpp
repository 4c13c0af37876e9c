// SPDX-License-Identifier: LGPL-2.1-or-later
// Images on web, FTP and SSH servers, served by nbdkit if the administrator wants that: one process for each image, which
// alone knows the credentials.
#include "drivers/qemu/block/nbdkit.h"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <optional>

#include "base/error.h"
#include "base/text.h"
#include "drivers/qemu/argv/blockdev.h"
#include "drivers/qemu/prepare/helper.h"
#include "host/file/file.h"
#include "host/process/process.h"
#include "host/socket/listen.h"

namespace vireo::qemu::prepare {
namespace {

using model::StorageSource;

constexpr std::string_view pid_prefix = "nbdkit-", pid_ending = ".pid";

// What the installed one has: its folders are told by itself, the rest is files.
block::NbdkitCaps ask(const std::string& program) {
    block::NbdkitCaps caps;
    const auto config = host::run_checked({program, "--dump-config"});
    auto add = [&](const std::string& folder, const char* kind, const char* name) {
        if (host::path_exists(fmt::format("{}/nbdkit-{}-{}.so", folder, name, kind))) caps.insert(fmt::format("{}-{}", kind, name));
    };
    for (auto line : split(config, '\n')) {
        const auto key = take_until(line, '=');
        const std::string folder(line);
        if (key == "plugindir") add(folder, "plugin", "curl"), add(folder, "plugin", "ssh");
        if (key == "filterdir") add(folder, "filter", "readahead");
    }
    return caps;
}

// A pipe whose text is in it already.
Fd filled_pipe(std::string_view text) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) < 0) fail_errno(Domain::none, errno, "Unable to create pipe");
    Fd read(ends[0]), write(ends[1]);
    const auto n = ::write(write.get(), text.data(), text.size());
    if (n < 0 || static_cast<std::size_t>(n) != text.size()) fail_errno(Domain::none, n < 0 ? errno : EMSGSIZE, "unable to write to a pipe");
    return read;
}

void serve(Preparation& p, const StorageSource& s, bool read_only, const std::string& program, const block::NbdkitCaps& caps) {
    const auto node = argv::layer_names(s).storage;
    const auto socket = block::nbdkit_socket(p.bindings.domain_dir, node);
    int next = 3;
    auto command = block::nbdkit_command(s, socket, read_only, caps, [&](const block::NbdkitPipe&) { return next++; });
    Helper h;
    h.program = program;
    h.args = command.args;
    std::vector<Fd> pipes;
    for (const auto& pipe : command.pipes) {
        std::string text = pipe.text;
        if (pipe.secret) {
            if (!p.prepared.find_secret)
                fail(Code::no_secret, Domain::secret, "no secret with matching {} '{}'", pipe.secret->uuid ? "uuid" : "usage",
                     pipe.secret->uuid ? pipe.secret->uuid->text() : pipe.secret->usage);
            text = p.prepared.find_secret(*pipe.secret);
        }
        pipes.push_back(filled_pipe(text));
        h.fds.emplace_back(pipes.back().get(), 2 + static_cast<int>(pipes.size()));
    }
    for (const auto& [name, value] : command.env) h.env.push_back(name + "=" + value);
    h.pid_file = fmt::format("{}/{}{}{}", p.bindings.domain_dir, pid_prefix, node, pid_ending);
    h.log = fmt::format("{}/nbdkit-{}.log", p.bindings.domain_dir, node);
    p.undo.add("socket " + socket, [socket] { host::remove_file(socket); });
    auto process = start_helper(p, h);
    for (const Deadline until = Deadline::in_ms(10'000); !host::unix_path_answers(socket);) {
        const bool ended = host::wait_for_end(process.pidfd.get(), Deadline::in_ms(5));
        if (ended || until.expired())
            fail(Code::operation_failed, Domain::qemu, "Failed to connect to nbdkit for '{}': {}", s.path,
                 ended && host::path_exists(h.log) ? host::read_file(h.log, 1u << 20) : "it does not answer");
    }
    p.bindings.images[node].nbd_socket = socket;
}

}  // namespace

void nbdkit(Preparation& p) {
    if (!p.config.settings.storage_use_nbdkit) return;
    std::optional<std::string> program;
    block::NbdkitCaps caps;
    for (const auto& disk : p.live.devices.disks)
        for (const auto* s = &disk.source; s; s = argv::has_backing(*s) ? s->backing.get() : nullptr) {
            if (s->type != model::StorageType::network) continue;
            if (!program) {
                program = host::find_program("nbdkit");
                if (!program) return;
                caps = ask(*program);
            }
            if (block::nbdkit_serves(*s, caps)) serve(p, *s, disk.readonly || s != &disk.source, *program, caps);
        }
}

void stop_nbdkit(const model::Domain& live, const Config& config) {
    if (!live.id) return;
    const auto folder = domain_dir(live, config);
    DIR* dir = ::opendir(folder.c_str());
    if (!dir) return;
    std::vector<std::string> files;
    while (const dirent* e = ::readdir(dir))
        if (std::string_view name = e->d_name; name.starts_with(pid_prefix) && name.ends_with(pid_ending)) files.push_back(folder + "/" + e->d_name);
    ::closedir(dir);
    for (const auto& f : files) end_helper(f, {"nbdkit"});
}

}  // namespace vireo::qemu::prepare
