// SPDX-License-Identifier: LGPL-2.1-or-later
#include "host/vhost/vhost.h"

#include <fcntl.h>
#include <sys/ioctl.h>

#include <cerrno>
#include <cstdint>

#include "base/error.h"

namespace vireo::host {

namespace {
// Of linux/vhost.h, which is C only.
constexpr unsigned long set_guest_cid = _IOW(0xAF, 0x60, std::uint64_t);
}  // namespace

Fd open_device(const std::string& path) { return Fd(::open(path.c_str(), O_RDWR | O_CLOEXEC)); }

bool set_vsock_cid(int fd, unsigned cid) {
    std::uint64_t value = cid;
    if (::ioctl(fd, set_guest_cid, &value) == 0) return true;
    if (errno == EADDRINUSE) return false;
    fail_errno(Domain::none, errno, "failed to set guest cid {}", cid);
}

unsigned take_vsock_cid(int fd) {
    constexpr unsigned first = 3, last = UINT32_MAX - 1;
    for (unsigned cid = first; cid < last; ++cid)
        if (set_vsock_cid(fd, cid)) return cid;
    fail(Code::internal_error, Domain::none, "no free guest cid");
}

}  // namespace vireo::host
