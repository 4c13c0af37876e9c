// SPDX-License-Identifier: LGPL-2.1-or-later
#include "host/file/owner.h"

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <mutex>
#include <optional>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "base/error.h"
#include "base/fd.h"
#include "base/text.h"

namespace vireo::host {
namespace {

constexpr const char* owner_note = "trusted.libvirt.security.dac";
constexpr const char* count_note = "trusted.libvirt.security.ref_dac";
constexpr const char* time_note = "trusted.libvirt.security.timestamp_dac";

// Notes are read, judged and rewritten; other threads of this daemon must not do so in between.
std::mutex& notes_mutex() {
    static std::mutex mutex;
    return mutex;
}

std::optional<std::string> read_note(const std::string& path, const char* name) {
    char value[256];
    ssize_t n = getxattr(path.c_str(), name, value, sizeof value);
    if (n < 0) return std::nullopt;
    return std::string(value, static_cast<std::size_t>(n));
}

bool write_note(const std::string& path, const char* name, const std::string& value) {
    return setxattr(path.c_str(), name, value.data(), value.size(), 0) == 0;
}

void remove_notes(const std::string& path) {
    for (const char* name : {owner_note, count_note, time_note}) removexattr(path.c_str(), name);
}

struct Note {
    Owner owner;
    unsigned uses = 0;
};

std::optional<Note> find_note(const std::string& path) {
    auto count = read_note(path, count_note);
    auto owner = read_note(path, owner_note);
    if (!count || !owner) return std::nullopt;
    // Other daemons compute the time of the boot from the uptime, which is off by a second now and then.
    constexpr std::uint64_t slack = 5;
    auto time = to_number<std::uint64_t>(read_note(path, time_note).value_or(""));
    if (!time || *time + slack < boot_time() || *time > boot_time() + slack) {
        // The guests that it speaks of ended with the boot before.
        remove_notes(path);
        return std::nullopt;
    }
    auto number = [](std::string_view text) {
        if (text.starts_with('+')) text.remove_prefix(1);
        return to_number<unsigned>(text);
    };
    std::string_view rest = *owner;
    auto uid = number(take_until(rest, ':'));
    auto gid = number(rest);
    auto uses = to_number<unsigned>(*count);
    if (!uid || !gid || !uses || !*uses) return std::nullopt;
    return Note{{*uid, *gid}, *uses};
}

void set_owner(const std::string& path, Owner to) {
    if (chown(path.c_str(), to.uid, to.gid) == 0) return;
    int error = errno;
    struct stat st;
    if (stat(path.c_str(), &st) == 0 && st.st_uid == to.uid && st.st_gid == to.gid) return;
    // File systems without owners, mounted read-only or exported to us with root squashed: the emulator may still be
    // able to use the file, and says so itself if not.
    if (error == EOPNOTSUPP || error == ENOSYS || error == EROFS || error == EPERM) return;
    fail_errno(Domain::security, error, "unable to set user and group to '{}:{}' on '{}'", to.uid, to.gid, path);
}

}  // namespace

std::uint64_t boot_time() {
    static const std::uint64_t seconds = [] {
        char text[8192];
        Fd fd(open("/proc/stat", O_RDONLY | O_CLOEXEC));
        // The line stands behind one line per processor and the long list of interrupts.
        std::string all;
        for (ssize_t n; fd && (n = read(fd.get(), text, sizeof text)) > 0 && all.size() < 16u << 20;)
            all.append(text, static_cast<std::size_t>(n));
        auto at = all.find("\nbtime ");
        if (at == std::string::npos) return std::uint64_t{0};
        std::string_view rest = std::string_view(all).substr(at + 7);
        return to_number<std::uint64_t>(take_until(rest, '\n')).value_or(0);
    }();
    return seconds;
}

void lend_file(const std::string& path, Owner to, bool remember) {
    struct stat st;
    if (stat(path.c_str(), &st) < 0) fail_errno(Domain::security, errno, "unable to stat: {}", path);
    const Owner now{st.st_uid, st.st_gid};
    if (remember) {
        std::lock_guard lock(notes_mutex());
        if (auto note = find_note(path)) {
            if (now != to)
                fail(Code::operation_invalid, Domain::security, "Setting different DAC user or group on {} which is already in use",
                     path);
            write_note(path, count_note, std::to_string(note->uses + 1));
        } else if (write_note(path, owner_note, fmt::format("+{}:+{}", now.uid, now.gid))) {
            write_note(path, count_note, "1");
            write_note(path, time_note, std::to_string(boot_time()));
        }
        if (now != to) set_owner(path, to);
        return;
    }
    if (now != to) set_owner(path, to);
}

void return_file(const std::string& path, bool remember) {
    struct stat st;
    if (stat(path.c_str(), &st) < 0) return;
    Owner to{};
    if (remember) {
        std::lock_guard lock(notes_mutex());
        if (auto note = find_note(path)) {
            if (note->uses > 1) {
                write_note(path, count_note, std::to_string(note->uses - 1));
                return;
            }
            to = note->owner;
            remove_notes(path);
        } else if (geteuid() != 0) {
            return;
        }
    }
    if (Owner{st.st_uid, st.st_gid} != to) set_owner(path, to);
}

}  // namespace vireo::host
