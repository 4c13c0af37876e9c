// SPDX-License-Identifier: LGPL-2.1-or-later
// Owner of one file descriptor.
#pragma once

#include <utility>

namespace vireo {

class Fd {
  public:
    Fd() = default;
    explicit Fd(int fd) : fd_(fd) {}
    Fd(Fd&& o) noexcept : fd_(std::exchange(o.fd_, -1)) {}
    Fd& operator=(Fd&& o) noexcept {
        if (this != &o) {
            reset();
            fd_ = std::exchange(o.fd_, -1);
        }
        return *this;
    }
    ~Fd() { reset(); }

    int get() const { return fd_; }
    explicit operator bool() const { return fd_ >= 0; }
    int release() { return std::exchange(fd_, -1); }
    void reset();
    // A second descriptor for the same open file, close-on-exec; throws when the process has no free descriptor.
    Fd duplicate() const;

  private:
    int fd_ = -1;
};

}  // namespace vireo
