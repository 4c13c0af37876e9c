// SPDX-License-Identifier: LGPL-2.1-or-later
#include "run/store.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <memory>

#include "base/fd.h"
#include "run/attempt.h"

namespace vireo::run {
namespace detail {

std::string directory_of(const std::string& path) {
    auto at = path.rfind('/');
    if (at == path.npos) return ".";
    return at == 0 ? "/" : path.substr(0, at);
}

bool is_volatile(int fd) {
    struct statfs s;
    return fstatfs(fd, &s) == 0 && (s.f_type == 0x01021994 /* tmpfs */ || static_cast<unsigned long>(s.f_type) == 0x858458f6ul /* ramfs */);
}

bool is_volatile(const std::string& path) {
    Fd fd(open(path.c_str(), O_PATH | O_CLOEXEC));
    return fd && is_volatile(fd.get());
}

void sync_directory(const std::string& directory, Domain domain) {
    Fd fd(attempt("store.open_directory", [&] { return open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); }));
    if (!fd) fail_errno(domain, errno, "cannot open directory '{}'", directory);
    if (is_volatile(fd.get())) return;
    // Some file systems know no fsync of directories and say EINVAL; there is nothing more that can be done then.
    if (attempt("store.sync_directory", [&] { return fsync(fd.get()); }) < 0 && errno != EINVAL)
        fail_errno(domain, errno, "cannot sync directory '{}'", directory);
}

}  // namespace detail

using namespace detail;

namespace {

// Removes the temporary file unless it became the real one.
struct Temporary {
    const std::string& path;
    bool keep = false;
    ~Temporary() {
        if (!keep) unlink(path.c_str());
    }
};

std::string temporary_of(const std::string& path) { return path + std::string(temporary_ending); }

void write_all(int fd, std::string_view content, const std::string& path, Domain domain) {
    while (!content.empty()) {
        auto n = ::write(fd, content.data(), content.size());
        if (int e = fault("store.write")) n = -1, errno = e;
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) fail_errno(domain, errno, "cannot write data to file '{}'", path);
        content.remove_prefix(static_cast<std::size_t>(n));
    }
}

}  // namespace

void detail::write_temporary(const std::string& path, std::string_view content, const SaveOptions& o, bool sync, std::optional<std::int64_t> mtime) {
    const std::string temporary = temporary_of(path);
    Temporary undo{temporary, true};
    // What a dead writer left may have another owner or mode, hence always a new file; a link is never followed.
    auto make = [&] {
        return attempt("store.create", [&] {
            return open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, o.mode);
        });
    };
    Fd fd(make());
    if (!fd && errno == EEXIST && unlink(temporary.c_str()) == 0) fd = Fd(make());
    if (!fd) fail_errno(o.domain, errno, "Failed to create file '{}'", temporary);
    undo.keep = false;

    // Born with o.mode less the umask; chown first, since it takes away set-id bits.
    struct stat st;
    if (attempt("store.stat", [&] { return fstat(fd.get(), &st); }) < 0)
        fail_errno(o.domain, errno, "cannot stat file '{}'", temporary);
    if ((o.owner && *o.owner != st.st_uid) || (o.group && *o.group != st.st_gid)) {
        auto uid = o.owner.value_or(static_cast<uid_t>(-1));
        auto gid = o.group.value_or(static_cast<gid_t>(-1));
        if (attempt("store.chown", [&] { return fchown(fd.get(), uid, gid); }) < 0)
            fail_errno(o.domain, errno, "cannot chown '{}' to ({}, {})", temporary, uid, gid);
    }
    if ((st.st_mode & 07777) != o.mode && attempt("store.chmod", [&] { return fchmod(fd.get(), o.mode); }) < 0)
        fail_errno(o.domain, errno, "cannot set mode of '{}' to {:04o}", temporary, o.mode);

    write_all(fd.get(), content, temporary, o.domain);
    if (mtime) {
        const timespec times[] = {{0, UTIME_OMIT}, {*mtime / 1'000'000'000, *mtime % 1'000'000'000}};
        if (attempt("store.time", [&] { return futimens(fd.get(), times); }) < 0)
            fail_errno(o.domain, errno, "cannot set time of file '{}'", temporary);
    }
    if (sync && !is_volatile(fd.get()) && attempt("store.sync", [&] { return fsync(fd.get()); }) < 0)
        fail_errno(o.domain, errno, "cannot sync file '{}'", temporary);
    // Network file systems report late write errors here.
    int closing = fd.release();
    if (attempt("store.close", [&] { return 0; }) < 0 || (::close(closing) < 0 && errno != EINTR))
        fail_errno(o.domain, errno, "cannot save file '{}'", temporary);
    undo.keep = true;
}

void detail::drop_temporary(const std::string& path) noexcept { unlink(temporary_of(path).c_str()); }

void detail::place_temporary(const std::string& path, Domain domain, bool held) {
    const std::string temporary = temporary_of(path);
    Temporary undo{temporary};
    // On success the temporary name is the old file's, and goes. Not every file system can do it.
    if (held && attempt("store.exchange", [&] { return renameat2(AT_FDCWD, temporary.c_str(), AT_FDCWD, path.c_str(), RENAME_EXCHANGE); }) == 0) return;
    if (attempt("store.rename", [&] { return rename(temporary.c_str(), path.c_str()); }) < 0)
        fail_errno(domain, errno, "cannot rename file '{}' as '{}'", temporary, path);
    undo.keep = true;
}

namespace {
[[noreturn]] void refuse_link(const std::string& path, const std::string& target, Domain domain) {
    // The quote missing in the text is missing in libvirt's, too.
    fail_errno(domain, errno, "Failed to create symlink '{} to '{}'", path, target);
}
}  // namespace

void detail::link_temporary(const std::string& path, const std::string& target, Domain domain) {
    const std::string temporary = temporary_of(path);
    auto make = [&] { return attempt("store.symlink", [&] { return symlink(target.c_str(), temporary.c_str()); }); };
    if (make() < 0 && (errno != EEXIST || unlink(temporary.c_str()) < 0 || make() < 0)) refuse_link(path, target, domain);
}

void detail::place_link(const std::string& path, const std::string& target, Domain domain) {
    const std::string temporary = temporary_of(path);
    Temporary undo{temporary};
    if (attempt("store.rename", [&] { return rename(temporary.c_str(), path.c_str()); }) < 0) refuse_link(path, target, domain);
    undo.keep = true;
}

void save_file(const std::string& path, std::string_view content, const SaveOptions& o) {
    write_temporary(path, content, o, o.durable);
    place_temporary(path, o.domain, !o.durable);  // a plain rename over a file makes some file systems write it out at once
    if (o.durable) sync_directory(directory_of(path), o.domain);
}

bool remove_file(const std::string& path, bool durable, Domain domain) {
    if (attempt("store.unlink", [&] { return unlink(path.c_str()); }) < 0) {
        if (errno == ENOENT) return false;
        fail_errno(domain, errno, "cannot unlink '{}'", path);
    }
    if (durable) sync_directory(directory_of(path), domain);
    return true;
}

bool link_says(const std::string& path, std::string_view target) {
    char now[4096];
    auto n = readlink(path.c_str(), now, sizeof now);
    return n >= 0 && std::string_view(now, static_cast<std::size_t>(n)) == target;
}

void save_link(const std::string& path, const std::string& target, bool durable, Domain domain) {
    if (link_says(path, target)) return;
    link_temporary(path, target, domain);
    place_link(path, target, domain);
    if (durable) sync_directory(directory_of(path), domain);
}

bool remove_link(const std::string& path, bool durable, Domain domain) {
    if (attempt("store.unlink", [&] { return unlink(path.c_str()); }) < 0) {
        if (errno == ENOENT || errno == ENOTDIR) return false;
        fail_errno(domain, errno, "Failed to delete symlink '{}'", path);
    }
    if (durable) sync_directory(directory_of(path), domain);
    return true;
}

void rename_file(const std::string& from, const std::string& to, bool durable, Domain domain) {
    if (attempt("store.rename", [&] { return rename(from.c_str(), to.c_str()); }) < 0)
        fail_errno(domain, errno, "cannot rename file '{}' as '{}'", from, to);
    if (!durable) return;
    auto target = directory_of(to), source = directory_of(from);
    sync_directory(target, domain);
    if (source != target) sync_directory(source, domain);
}

std::optional<std::string> read_file(const std::string& path, std::size_t limit, Domain domain) {
    // Not blocking: what stands there may be a pipe that nobody writes to.
    Fd fd(attempt("store.open", [&] { return open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK); }));
    if (!fd) {
        if (errno == ENOENT) return std::nullopt;
        fail_errno(domain, errno, "Failed to open file '{}'", path);
    }
    struct stat st;
    if (fstat(fd.get(), &st) < 0) fail_errno(domain, errno, "Failed to read file '{}'", path);
    if (S_ISDIR(st.st_mode)) fail_errno(domain, EISDIR, "Failed to read file '{}'", path);
    std::string out;
    std::size_t have = 0;
    // The size is a hint only: files in /proc and /sys report none, others may grow meanwhile.
    std::size_t step = st.st_size > 0 ? static_cast<std::size_t>(st.st_size) + 1 : 4096;
    for (;;) {
        if (have > limit) fail_errno(domain, EOVERFLOW, "Failed to read file '{}'", path);
        out.resize(std::min(std::max(have + step, out.size()), limit + 1));
        if (have == out.size()) fail_errno(domain, EOVERFLOW, "Failed to read file '{}'", path);
        auto n = attempt("store.read", [&] { return ::read(fd.get(), out.data() + have, std::min<std::size_t>(out.size() - have, 1u << 30)); });
        if (n < 0) fail_errno(domain, errno, "Failed to read file '{}'", path);
        if (n == 0) break;
        have += static_cast<std::size_t>(n);
        if (have == out.size()) step = std::max<std::size_t>(have, 4096);
    }
    if (have > limit) fail_errno(domain, EOVERFLOW, "Failed to read file '{}'", path);
    out.resize(have);
    return out;
}

void make_directory(const std::string& path, mode_t mode, Domain domain) {
    if (attempt("store.mkdir", [&] { return mkdir(path.c_str(), mode); }) == 0) return;
    if (errno == EEXIST) {
        struct stat st;
        if (stat(path.c_str(), &st) == 0 && S_ISDIR(st.st_mode)) return;
        fail_errno(domain, EEXIST, "cannot create directory {}", path);
    }
    auto parent = directory_of(path);
    if (errno != ENOENT || parent == path || parent == ".") fail_errno(domain, errno, "cannot create directory {}", path);
    make_directory(parent, mode, domain);
    if (mkdir(path.c_str(), mode) < 0 && errno != EEXIST) fail_errno(domain, errno, "cannot create directory {}", path);
}

std::vector<std::string> list_directory(const std::string& path, std::string_view ending, Domain domain) {
    std::vector<std::string> names;
    struct Close {
        void operator()(DIR* d) const { closedir(d); }
    };
    std::unique_ptr<DIR, Close> dir(opendir(path.c_str()));
    if (!dir) {
        if (errno == ENOENT) return names;
        fail_errno(domain, errno, "cannot open directory '{}'", path);
    }
    for (;;) {
        errno = 0;
        auto* entry = readdir(dir.get());
        if (!entry) {
            if (errno) fail_errno(domain, errno, "Unable to read directory '{}'", path);
            break;
        }
        std::string_view name = entry->d_name;
        if (name == "." || name == ".." || !name.ends_with(ending)) continue;
        names.emplace_back(name);
    }
    std::sort(names.begin(), names.end());
    return names;
}

unsigned clean_leftovers(const std::string& directory, Domain domain) {
    unsigned count = 0;
    for (const auto& name : list_directory(directory, temporary_ending, domain))
        if (unlink((directory + "/" + name).c_str()) == 0) ++count;
    return count;
}

}  // namespace vireo::run
