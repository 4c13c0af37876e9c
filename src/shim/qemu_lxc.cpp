// SPDX-License-Identifier: LGPL-2.1-or-later
// Functions of libvirt-qemu and libvirt-lxc that are not mechanical. The libraries forward to these.
#include <fcntl.h>
#include <sched.h>
#include <sys/types.h>
#include <unistd.h>

#include <cerrno>

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
