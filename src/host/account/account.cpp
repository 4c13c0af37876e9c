// SPDX-License-Identifier: LGPL-2.1-or-later
#include "host/account/account.h"

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <map>
#include <mutex>
#include <vector>

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/error.h"
#include "base/text.h"

namespace vireo::host {
namespace {

// The account databases want a buffer of a size that they do not know themselves.
template <class Entry, class Read>
std::optional<Entry> look_up(std::vector<char>& buffer, Read read) {
    for (buffer.resize(1024); buffer.size() <= 1u << 20; buffer.resize(buffer.size() * 4)) {
        Entry entry;
        Entry* found = nullptr;
        int error = read(entry, buffer, &found);
        if (error == ERANGE) continue;
        if (error == 0 && found) return entry;
        return std::nullopt;
    }
    return std::nullopt;
}

template <class Find>
unsigned parse_account(const std::string& text, const char* kind, Find find) {
    std::string_view digits = text;
    if (digits.starts_with('+'))
        digits.remove_prefix(1);
    else if (auto id = find(text))
        return *id;
    if (auto id = to_number<unsigned>(digits); id && *id != ~0u) return *id;
    fail(Code::invalid_arg, Domain::none, "Failed to parse {} '{}'", kind, text);
}

}  // namespace

std::optional<unsigned> find_user(const std::string& name) {
    std::vector<char> buffer;
    auto entry = look_up<passwd>(buffer, [&](passwd& e, std::vector<char>& b, passwd** found) {
        return getpwnam_r(name.c_str(), &e, b.data(), b.size(), found);
    });
    return entry ? std::optional<unsigned>(entry->pw_uid) : std::nullopt;
}

std::optional<unsigned> find_group(const std::string& name) {
    std::vector<char> buffer;
    auto entry = look_up<group>(buffer, [&](group& e, std::vector<char>& b, group** found) {
        return getgrnam_r(name.c_str(), &e, b.data(), b.size(), found);
    });
    return entry ? std::optional<unsigned>(entry->gr_gid) : std::nullopt;
}

unsigned parse_user(const std::string& text) { return parse_account(text, "user", find_user); }
unsigned parse_group(const std::string& text) { return parse_account(text, "group", find_group); }

std::string user_name(unsigned uid) {
    std::vector<char> buffer;
    auto entry = look_up<passwd>(buffer, [&](passwd& e, std::vector<char>& b, passwd** found) {
        return getpwuid_r(uid, &e, b.data(), b.size(), found);
    });
    return entry ? std::string(entry->pw_name) : std::to_string(uid);
}

namespace {
std::vector<unsigned> look_up_groups(unsigned uid, unsigned gid) {
    std::vector<char> buffer;
    auto entry = look_up<passwd>(buffer, [&](passwd& e, std::vector<char>& b, passwd** found) {
        return getpwuid_r(uid, &e, b.data(), b.size(), found);
    });
    if (!entry) return {gid};
    std::vector<gid_t> groups(32);
    int count = static_cast<int>(groups.size());
    while (getgrouplist(entry->pw_name, gid, groups.data(), &count) < 0 && count <= 65536) groups.resize(static_cast<std::size_t>(count));
    groups.resize(static_cast<std::size_t>(count));
    return {groups.begin(), groups.end()};
}
}  // namespace

std::vector<unsigned> groups_of(unsigned uid, unsigned gid) {
    // Name services read several files or ask other processes, and guests of one account start in crowds.
    constexpr auto kept = std::chrono::seconds(2);
    struct Known {
        std::vector<unsigned> groups;
        SteadyTime until;
    };
    static std::mutex mutex;
    static std::map<std::pair<unsigned, unsigned>, Known> known;
    const auto now = real_clock().now();
    {
        std::lock_guard lock(mutex);
        if (auto it = known.find({uid, gid}); it != known.end() && now < it->second.until) return it->second.groups;
    }
    auto groups = look_up_groups(uid, gid);
    std::lock_guard lock(mutex);
    if (known.size() > 64) known.clear();
    known[{uid, gid}] = {groups, now + kept};
    return groups;
}

unsigned effective_user() { return geteuid(); }
unsigned effective_group() { return getegid(); }

std::string home_directory() {
    if (const char* home = std::getenv("HOME"); home && *home) return home;
    std::vector<char> buffer;
    auto entry = look_up<passwd>(buffer, [&](passwd& e, std::vector<char>& b, passwd** found) {
        return getpwuid_r(geteuid(), &e, b.data(), b.size(), found);
    });
    return entry ? std::string(entry->pw_dir) : std::string("/");
}

void change_owner(const std::string& path, unsigned uid, unsigned gid) {
    if (fchownat(AT_FDCWD, path.c_str(), uid, gid, AT_SYMLINK_NOFOLLOW) < 0)
        fail_errno(Domain::none, errno, "unable to set user and group to '{}:{}' on '{}'", uid, gid, path);
}

}  // namespace vireo::host
