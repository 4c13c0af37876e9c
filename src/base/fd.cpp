// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/fd.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "base/error.h"

namespace vireo {

void Fd::reset() {
    // close() releases the number even when it reports EINTR, so it is never repeated (Linux close(2)).
    if (fd_ >= 0) ::close(std::exchange(fd_, -1));
}

Fd Fd::duplicate() const {
    int n = fcntl(fd_, F_DUPFD_CLOEXEC, 3);
    if (n < 0) fail_errno(Domain::none, errno, "cannot duplicate file descriptor {}", fd_);
    return Fd(n);
}

}  // namespace vireo
