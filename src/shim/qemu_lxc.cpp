// SPDX-License-Identifier: LGPL-2.1-or-later
// Functions of libvirt-qemu and libvirt-lxc that are not mechanical. The libraries forward to these.
#include <fcntl.h>
#include <sched.h>
#include <sys/types.h>
#include <unistd.h>

#include <cerrno>

#include "base/text.h"
#include "shim/convert.h"
#include "shim/sisters.h"

using namespace vireo;
using namespace vireo::shim;

#define HERE(name) static constexpr Where w{name, vireo::Domain::none}

int vireo_virDomainQemuMonitorCommand(virDomainPtr domain, const char* cmd, char** result, unsigned int flags) {
    HERE("virDomainQemuMonitorCommand");
    return c_wall(domain, -1, [&] {
        need(w, domain);
        need_nonnull(w, result, "result");
        need_writable(w, domain->conn);
        need_nonnull(w, cmd, "cmd");
        *result = new_text(ask<api::proc::QemuDomainMonitorCommand>(domain->conn, {domain->ref(), cmd, flags}).result);
        return 0;
    });
}

int vireo_virDomainQemuMonitorCommandWithFiles(virDomainPtr domain, const char* cmd, unsigned int ninfiles, int* infiles,
                                               unsigned int* noutfiles, int** outfiles, char** result, unsigned int flags) {
    HERE("virDomainQemuMonitorCommandWithFiles");
    return c_wall(domain, -1, [&] {
        need(w, domain);
        need_nonnull(w, cmd, "cmd");
        need_nonnull(w, result, "result");
        if (ninfiles) need_nonnull(w, infiles, "infiles");
        if (outfiles) need_nonnull(w, noutfiles, "noutfiles");
        need_writable(w, domain->conn);
        auto call = make_call(domain->conn);
        call.fds_in = fds_in(infiles, ninfiles);
        auto out = ask<api::proc::QemuDomainMonitorCommandWithFiles>(domain->conn, {domain->ref(), cmd, flags}, call);
        auto text = CPtr<char>(new_text(out.result));
        if (outfiles) {
            auto fds = new_array<int>(call.fds_out.size());
            for (std::size_t i = 0; i < call.fds_out.size(); ++i) fds.get()[i] = call.fds_out[i].release();
            *outfiles = fds.release();
        }
        if (noutfiles) *noutfiles = static_cast<unsigned>(outfiles ? call.fds_out.size() : 0);
        *result = text.release();
        return 0;
    });
}

int vireo_virDomainLxcOpenNamespace(virDomainPtr domain, int** fdlist, unsigned int flags) {
    HERE("virDomainLxcOpenNamespace");
    return c_wall(domain, -1, [&] {
        need(w, domain);
        need_nonnull(w, fdlist, "fdlist");
        need_writable(w, domain->conn);
        auto call = make_call(domain->conn);
        ask<api::proc::LxcDomainOpenNamespace>(domain->conn, {domain->ref(), flags}, call);
        auto fds = new_array<int>(call.fds_out.size());
        for (std::size_t i = 0; i < call.fds_out.size(); ++i) fds.get()[i] = call.fds_out[i].release();
        *fdlist = fds.release();
        return static_cast<int>(call.fds_out.size());
    });
}

int vireo_virDomainLxcEnterNamespace(virDomainPtr domain, unsigned int nfdlist, int* fdlist, unsigned int* noldfdlist,
                                     int** oldfdlist, unsigned int flags) {
    HERE("virDomainLxcEnterNamespace");
    return c_wall(domain, -1, [&] {
        if (flags) fail_flags(w, flags);
        if (nfdlist == 0)
            throw Error::verbatim(Code::invalid_arg, w.domain, ErrorLevel::error, "Expected at least one file descriptor",
                                  "virProcessSetNamespaces", "nfdlist", "", 0, 0);
        need_nonnull(w, fdlist, "fdlist");
        need(w, domain);
        static constexpr const char* kinds[] = {"user", "ipc", "uts", "net", "pid", "mnt"};
        if (noldfdlist && oldfdlist) {
            // The way back: this process's own namespaces, in the order in which they can be entered again.
            std::vector<Fd> old;
            for (const char* kind : kinds) {
                Fd fd(open(fmt::format("/proc/self/ns/{}", kind).c_str(), O_RDONLY | O_CLOEXEC));
                if (!fd && errno != ENOENT) fail_errno(w.domain, errno, "Unable to open namespace {}", kind);
                if (fd) old.push_back(std::move(fd));
            }
            auto list = new_array<int>(old.size());
            for (std::size_t i = 0; i < old.size(); ++i) list.get()[i] = old[i].release();
            *noldfdlist = static_cast<unsigned>(old.size());
            *oldfdlist = list.release();
        }
        for (unsigned i = 0; i < nfdlist; ++i)
            if (fdlist[i] >= 0 && setns(fdlist[i], 0) < 0)
                // The user namespace that one is in already refuses to be entered again.
                if (errno != EINVAL) fail_errno(w.domain, errno, "Unable to set namespace of file descriptor {}", fdlist[i]);
        return 0;
    });
}

namespace {

// The first line of a small file of the kernel, or of errno's making if it cannot be read.
std::string read_line_of(const std::string& path, int& error) {
    Fd fd(open(path.c_str(), O_RDONLY | O_CLOEXEC));
    char buffer[VIR_SECURITY_LABEL_BUFLEN];
    ssize_t n = fd ? read(fd.get(), buffer, sizeof buffer - 1) : -1;
    error = n < 0 ? errno : 0;
    std::string text(buffer, n > 0 ? static_cast<std::size_t>(n) : 0);
    while (!text.empty() && (text.back() == '\n' || text.back() == '\0')) text.pop_back();
    return text;
}

int write_text(const std::string& path, std::string_view text) {
    Fd fd(open(path.c_str(), O_WRONLY | O_CLOEXEC));
    if (!fd) return errno;
    return write(fd.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size()) ? 0 : errno;
}

}  // namespace

int vireo_virDomainLxcEnterSecurityLabel(virSecurityModelPtr model, virSecurityLabelPtr label, virSecurityLabelPtr oldlabel,
                                         unsigned int flags) {
    HERE("virDomainLxcEnterSecurityLabel");
    return c_wall(nullptr, -1, [&] {
        if (flags) fail_flags(w, flags);
        need_nonnull(w, model, "model");
        need_nonnull(w, label, "label");
        if (oldlabel) std::memset(oldlabel, 0, sizeof *oldlabel);
        std::string_view name(model->model, strnlen(model->model, sizeof model->model));
        std::string wanted(label->label, strnlen(label->label, sizeof label->label));
        int error = 0;
        if (name == "selinux") {
            std::string now = read_line_of("/proc/thread-self/attr/current", error);
            if (error) fail_errno(w.domain, error, "unable to get PID {} security context", getpid());
            if (oldlabel) {
                chars_out(oldlabel->label, now);
                oldlabel->enforcing = 1;
            }
            if ((error = write_text("/proc/thread-self/attr/current", wanted)))
                fail_errno(w.domain, error, "Cannot set context {}", wanted);
        } else if (name == "apparmor") {
            if ((error = write_text("/proc/thread-self/attr/current", "changeprofile " + wanted)))
                fail_errno(w.domain, error, "error changing profile to {}", wanted);
        } else if (name != "none") {
            fail(Code::argument_unsupported, w.domain, "Security model {} cannot be entered", name);
        }
        return 0;
    });
}

// Moves this process to the control groups of the container's first process.
int vireo_virDomainLxcEnterCGroup(virDomainPtr domain, unsigned int flags) {
    HERE("virDomainLxcEnterCGroup");
    return c_wall(domain, -1, [&] {
        if (flags) fail_flags(w, flags);
        need(w, domain);
        need_writable(w, domain->conn);
        int leader = domain->id.load(std::memory_order_relaxed);
        if (leader <= 0) return 0;  // nothing runs, so there is no group
        Fd groups(open(fmt::format("/proc/{}/cgroup", leader).c_str(), O_RDONLY | O_CLOEXEC));
        if (!groups) fail_errno(w.domain, errno, "Unable to read the control groups of process {}", leader);
        char buffer[16384];
        ssize_t n = read(groups.get(), buffer, sizeof buffer);
        if (n < 0) fail_errno(w.domain, errno, "Unable to read the control groups of process {}", leader);
        for (std::string_view rest(buffer, static_cast<std::size_t>(n)); !rest.empty();) {
            std::string_view line = take_until(rest, '\n');
            take_until(line, ':');
            std::string_view controllers = take_until(line, ':');
            if (controllers.starts_with("name=")) controllers.remove_prefix(5);
            // Not each hierarchy of a line need be mounted here.
            std::string path = fmt::format("/sys/fs/cgroup/{}{}{}/cgroup.procs", controllers, controllers.empty() ? "" : "/", line);
            int error = write_text(path, std::to_string(getpid()));
            if (error && error != ENOENT && error != EINVAL && error != EOPNOTSUPP)
                fail_errno(w.domain, error, "Unable to enter control group {}", path);
        }
        return 0;
    });
}
