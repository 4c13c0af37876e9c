// SPDX-License-Identifier: LGPL-2.1-or-later
#include "host/file/file.h"

#include <cerrno>
#include <cstdio>
#include <filesystem>

#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "host/account/account.h"

namespace vireo::host {

bool path_exists(const std::string& path) { return access(path.c_str(), F_OK) == 0; }

void make_directory(const std::string& path, unsigned mode, const Owner* owner) {
    std::error_code error;
    std::filesystem::create_directories(std::filesystem::path(path).parent_path(), error);
    if (mkdir(path.c_str(), mode) < 0 && errno != EEXIST)
        fail_errno(Domain::none, errno, "Cannot create directory '{}'", path);
    if (chmod(path.c_str(), mode) < 0) fail_errno(Domain::none, errno, "cannot set mode of '{}'", path);
    if (owner) change_owner(path, owner->uid, owner->gid);
}

void write_file(const std::string& path, std::string_view content, unsigned mode, const Owner* owner) {
    if (unlink(path.c_str()) < 0 && errno != ENOENT) fail_errno(Domain::none, errno, "cannot remove '{}'", path);
    Fd fd(open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!fd) fail_errno(Domain::none, errno, "Failed to create file '{}'", path);
    for (auto rest = content; !rest.empty();) {
        ssize_t n = write(fd.get(), rest.data(), rest.size());
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) fail_errno(Domain::none, errno, "failed to write to file '{}'", path);
        rest.remove_prefix(static_cast<std::size_t>(n));
    }
    if (owner && fchown(fd.get(), owner->uid, owner->gid) < 0)
        fail_errno(Domain::none, errno, "unable to set user and group to '{}:{}' on '{}'", owner->uid, owner->gid, path);
    if (mode != 0600 && fchmod(fd.get(), mode) < 0) fail_errno(Domain::none, errno, "cannot set mode of '{}'", path);
}

std::string read_file(const std::string& path, std::size_t limit) {
    Fd fd(open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!fd) fail_errno(Domain::none, errno, "Failed to open file '{}'", path);
    std::string all;
    char block[16384];
    for (;;) {
        ssize_t n = read(fd.get(), block, sizeof block);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) fail_errno(Domain::none, errno, "Failed to read file '{}'", path);
        if (n == 0) return all;
        all.append(block, static_cast<std::size_t>(n));
        if (all.size() > limit) fail_errno(Domain::none, EOVERFLOW, "Failed to read file '{}'", path);
    }
}

Fd open_to_append(const std::string& path, unsigned mode, bool truncate) {
    // Never O_TRUNC together with O_CREAT on a name that a guest's owner may have replaced by a link to elsewhere.
    Fd fd(open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, mode));
    if (!fd) fail_errno(Domain::none, errno, "Unable to open file: {}", path);
    if (truncate && ftruncate(fd.get(), 0) < 0 && errno != EINVAL)
        fail_errno(Domain::none, errno, "Unable to truncate {}", path);
    return fd;
}

void rename_file(const std::string& from, const std::string& to) {
    if (rename(from.c_str(), to.c_str()) < 0) fail_errno(Domain::none, errno, "Unable to rename '{}' to '{}'", from, to);
}

void remove_tree(const std::string& path) {
    std::error_code error;
    std::filesystem::remove_all(path, error);
    if (error && error.value() != ENOENT) fail_errno(Domain::none, error.value(), "Unable to remove directory '{}'", path);
}

void remove_file(const std::string& path) {
    if (unlink(path.c_str()) < 0 && errno != ENOENT && errno != ENOTDIR)
        fail_errno(Domain::none, errno, "Unable to unlink '{}'", path);
}

std::string random_bytes(std::size_t count) {
    std::string bytes(count, '\0');
    for (std::size_t at = 0; at < count;) {
        ssize_t n = getrandom(bytes.data() + at, count - at, 0);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) fail_errno(Domain::none, errno, "Unable to get random bytes");
        at += static_cast<std::size_t>(n);
    }
    return bytes;
}

}  // namespace vireo::host
