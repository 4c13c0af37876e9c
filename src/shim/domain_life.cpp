// SPDX-License-Identifier: LGPL-2.1-or-later
// Domain functions that change the id of a handle or pass descriptors.
#include <sys/stat.h>

#include <cerrno>

#include "shim/convert.h"

using namespace vireo;
using namespace vireo::shim;

#define HERE(name) static constexpr Where w{name, vireo::Domain::domain}

namespace {

void set_id(virDomainPtr d, int id) { d->id.store(id, std::memory_order_relaxed); }

// Which id did the domain get? That it cannot be told (it may be gone again) is no failure of the start.
void refresh_id(virDomainPtr d) {
    try {
        set_id(d, ask<api::proc::DomainLookupByUuid>(d->conn, {d->uuid}).dom.id);
    } catch (const Error&) {
    }
}

}  // namespace

unsigned int virDomainGetID(virDomainPtr domain) {
    HERE("virDomainGetID");
    return c_wall(domain, static_cast<unsigned int>(-1), [&] {
        need(w, domain);
        return static_cast<unsigned int>(domain->id.load(std::memory_order_relaxed));
    });
}

int virDomainCreate(virDomainPtr domain) {
    HERE("virDomainCreate");
    return c_wall(domain, -1, [&] {
        need(w, domain);
        need_writable(w, domain->conn);
        ask<api::proc::DomainCreate>(domain->conn, {domain->ref()});
        refresh_id(domain);
        return 0;
    });
}

int virDomainCreateWithFlags(virDomainPtr domain, unsigned int flags) {
    HERE("virDomainCreateWithFlags");
    return c_wall(domain, -1, [&] {
        need(w, domain);
        need_writable(w, domain->conn);
        set_id(domain, ask<api::proc::DomainCreateWithFlags>(domain->conn, {domain->ref(), flags}).dom.id);
        return 0;
    });
}

int virDomainCreateWithFiles(virDomainPtr domain, unsigned int nfiles, int* files, unsigned int flags) {
    HERE("virDomainCreateWithFiles");
    return c_wall(domain, -1, [&] {
        need(w, domain);
        need_writable(w, domain->conn);
        if (nfiles) need_nonnull(w, files, "files");
        auto call = make_call(domain->conn);
        call.fds_in = fds_in(files, nfiles);
        set_id(domain, ask<api::proc::DomainCreateWithFiles>(domain->conn, {domain->ref(), flags}, call).dom.id);
        return 0;
    });
}

virDomainPtr virDomainCreateXMLWithFiles(virConnectPtr conn, const char* xmlDesc, unsigned int nfiles, int* files,
                                         unsigned int flags) {
    HERE("virDomainCreateXMLWithFiles");
    return c_wall(conn, static_cast<virDomainPtr>(nullptr), [&] {
        need(w, conn);
        need_nonnull(w, xmlDesc, "xmlDesc");
        need_writable(w, conn);
        if (nfiles) need_nonnull(w, files, "files");
        auto call = make_call(conn);
        call.fds_in = fds_in(files, nfiles);
        return make_handle(conn, std::move(ask<api::proc::DomainCreateXmlWithFiles>(conn, {xmlDesc, flags}, call).dom));
    });
}

virDomainPtr virDomainCreateLinux(virConnectPtr conn, const char* xmlDesc, unsigned int flags) {
    return virDomainCreateXML(conn, xmlDesc, flags);
}

int virDomainOpenGraphics(virDomainPtr dom, unsigned int idx, int fd, unsigned int flags) {
    HERE("virDomainOpenGraphics");
    return c_wall(dom, -1, [&] {
        need(w, dom);
        need_nonnegative(w, fd, "fd");
        struct stat st;
        if (fstat(fd, &st) < 0) fail_errno(w.domain, errno, "Unable to access file descriptor {}", fd);
        if (!S_ISSOCK(st.st_mode))
            throw Error::verbatim(Code::invalid_arg, w.domain, ErrorLevel::error, fmt::format("fd {} must be a socket", fd),
                                  w.function, "fd", "", 0, 0);
        need_writable(w, dom->conn);
        auto call = make_call(dom->conn);
        call.fds_in = fds_in(&fd, 1);
        ask<api::proc::DomainOpenGraphics>(dom->conn, {dom->ref(), idx, flags}, call);
        return 0;
    });
}

int virDomainOpenGraphicsFD(virDomainPtr dom, unsigned int idx, unsigned int flags) {
    HERE("virDomainOpenGraphicsFD");
    return c_wall(dom, -1, [&] {
        need(w, dom);
        need_writable(w, dom->conn);
        auto call = make_call(dom->conn);
        ask<api::proc::DomainOpenGraphicsFd>(dom->conn, {dom->ref(), idx, flags}, call);
        if (call.fds_out.size() != 1) fail(Code::internal_error, w.domain, "no file descriptor was passed");
        return call.fds_out[0].release();
    });
}

int virDomainFDAssociate(virDomainPtr domain, const char* name, unsigned int nfds, int* fds, unsigned int flags) {
    HERE("virDomainFDAssociate");
    return c_wall(domain, -1, [&] {
        need(w, domain);
        need_nonzero(w, nfds, "nfds");
        need_nonnull(w, fds, "fds");
        need_writable(w, domain->conn);
        need_nonnull(w, name, "name");
        auto call = make_call(domain->conn);
        call.fds_in = fds_in(fds, nfds);
        ask<api::proc::DomainFdAssociate>(domain->conn, {domain->ref(), name, flags}, call);
        return 0;
    });
}
