// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/qemu/prepare/helper.h"

#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "host/account/account.h"
#include "host/file/file.h"
#include "host/process/process.h"

namespace vireo::qemu::prepare {
namespace {

std::string_view file_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

// Does this process run that program? A number in an old file may belong to anybody by now. Scripts are known by what
// their interpreter was told to read.
bool runs(int pid, const std::vector<std::string>& programs) {
    auto known = [&](std::string_view path) {
        return std::ranges::any_of(programs, [&](const std::string& p) { return file_name(p) == file_name(path); });
    };
    char target[4096];
    const auto n = readlink(fmt::format("/proc/{}/exe", pid).c_str(), target, sizeof target);
    if (n <= 0) return false;
    std::string_view path(target, static_cast<std::size_t>(n));
    if (path.ends_with(" (deleted)")) path.remove_suffix(10);
    if (known(path)) return true;
    try {
        const auto line = host::read_file(fmt::format("/proc/{}/cmdline", pid), 1u << 20);
        const auto words = split(line, '\0');
        for (std::size_t i = 0; i < std::min<std::size_t>(words.size(), 2); ++i)
            if (known(words[i])) return true;
    } catch (const Error&) {
        // it has ended meanwhile
    }
    return false;
}

host::LaunchOrder order_of(const Preparation& p, const Helper& h) {
    host::LaunchOrder order;
    order.program = h.program;
    order.args = {h.program};
    order.args.insert(order.args.end(), h.args.begin(), h.args.end());
    order.env = {"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C"};
    order.env.insert(order.env.end(), h.env.begin(), h.env.end());
    order.fds = h.fds;
    order.pid_file = h.pid_file;
    order.umask = 002;
    if (h.as_emulator && p.config.privileged) {
        order.uid = p.config.settings.user;
        order.gid = p.config.settings.group;
        const auto groups = host::groups_of(p.config.settings.user, p.config.settings.group);
        order.groups = std::vector<gid_t>(groups.begin(), groups.end());
    }
    return order;
}

}  // namespace

host::Process start_helper(Preparation& p, const Helper& h) {
    auto order = order_of(p, h);
    Fd log;
    if (!h.log.empty()) {
        log = host::open_to_append(h.log, 0600, false);
        order.fds.emplace_back(log.get(), STDOUT_FILENO);
        order.fds.emplace_back(log.get(), STDERR_FILENO);
    }
    auto process = host::launch(order, Deadline::in_ms(30'000));
    if (!h.pid_file.empty())
        p.undo.add(std::string(file_name(h.program)), [pid_file = h.pid_file, program = h.program] { end_helper(pid_file, {program}); });
    return process;
}

void run_helper(Preparation& p, const Helper& h, std::string_view name) {
    auto order = order_of(p, h);
    order.daemonize = false;
    Fd output(memfd_create("output", MFD_CLOEXEC));
    if (!output) fail_errno(Domain::none, errno, "cannot make room for the output of '{}'", name);
    order.fds.emplace_back(output.get(), STDOUT_FILENO);
    order.fds.emplace_back(output.get(), STDERR_FILENO);
    const Deadline until = Deadline::in_ms(60'000);
    auto process = host::launch(order, until);
    if (!host::wait_for_end(process.pidfd.get(), until)) {
        host::end_process(process.pidfd.get(), process.pid, SIGKILL, until, Deadline::in_ms(10'000));
        host::collect_child(process.pidfd.get());
        fail(Code::operation_timeout, Domain::none, "program '{}' did not end in time", name);
    }
    const auto status = host::collect_child(process.pidfd.get());
    if (status.value_or(0) == 0) return;
    std::string said(4096, '\0');
    const auto n = pread(output.get(), said.data(), said.size(), 0);
    said.resize(static_cast<std::size_t>(std::max<ssize_t>(n, 0)));
    fail(Code::internal_error, Domain::none, "Child process ({} {}) unexpected {}: {}", name, join(h.args, " "), host::status_text(*status), said);
}

void end_helper(const std::string& pid_file, const std::vector<std::string>& programs) {
    if (!host::path_exists(pid_file)) return;
    auto pid = to_number<int>(trim(host::read_file(pid_file, 64)));
    if (pid && *pid > 1 && runs(*pid, programs))
        if (auto process = host::open_process(*pid); process && *process)
            host::end_process(process->get(), *pid, SIGTERM, Deadline::in_ms(5'000), Deadline::in_ms(10'000));
    host::remove_file(pid_file);
}

}  // namespace vireo::qemu::prepare
