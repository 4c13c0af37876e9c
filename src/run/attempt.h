// SPDX-License-Identifier: LGPL-2.1-or-later
// Pieces that the files of the store share: system calls behind fault points, and the halves of an atomic save.
#pragma once

#include <sys/types.h>

#include <cerrno>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "run/fault.h"
#include "run/store.h"

namespace vireo::run::detail {

inline constexpr std::string_view temporary_ending = ".new";

// Runs a system call unless the fault point says otherwise; -1 with errno set on failure.
template <class F>
int attempt(const char* point, F&& call) {
    if (int e = fault(point)) {
        errno = e;
        return -1;
    }
    int n;
    do n = static_cast<int>(call());
    while (n < 0 && errno == EINTR);
    return n;
}

// "." for a bare name.
std::string directory_of(const std::string& path);

// Writes the temporary file of `path`, synced if asked. mtime, nanoseconds since 1970, is what it gets as the time of its
// last change. Nothing is left on failure.
void write_temporary(const std::string& path, std::string_view content, const SaveOptions& options, bool sync, std::optional<std::int64_t> mtime = {});
// Makes the temporary link.
void link_temporary(const std::string& path, const std::string& target, Domain domain);
// Gives the temporary file its place; on failure it is gone. `held`: there is a
// file, which the caller holds open. Then the two change places, since file systems write out at once what a plain rename
// puts in the place of another.
void place_temporary(const std::string& path, Domain domain, bool held = false);
// The same for a link, with the text that fits.
void place_link(const std::string& path, const std::string& target, Domain domain);
void drop_temporary(const std::string& path) noexcept;

void sync_directory(const std::string& directory, Domain domain);
// Whether what is below a path is gone after a power cut anyway (tmpfs, ramfs), so that syncing means nothing.
bool is_volatile(int fd);
bool is_volatile(const std::string& path);

}  // namespace vireo::run::detail
