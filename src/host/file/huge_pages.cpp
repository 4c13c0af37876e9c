// SPDX-License-Identifier: LGPL-2.1-or-later
#include "host/file/huge_pages.h"

#include <algorithm>

#include <linux/magic.h>
#include <sys/vfs.h>

#include "base/text.h"
#include "host/file/file.h"

namespace vireo::host {
namespace {

constexpr std::size_t table_limit = 16u << 20;

// Mount tables write blanks and backslashes as three octal digits.
std::string unescape(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto code = text[i] == '\\' && i + 3 < text.size() ? to_number<unsigned>(text.substr(i + 1, 3), 8) : std::nullopt;
        if (code) {
            out += static_cast<char>(*code);
            i += 3;
        } else {
            out += text[i];
        }
    }
    return out;
}

}  // namespace

std::optional<std::uint64_t> huge_page_kib(const std::string& path) {
    struct statfs fs;
    if (statfs(path.c_str(), &fs) < 0 || fs.f_type != HUGETLBFS_MAGIC) return std::nullopt;
    return static_cast<std::uint64_t>(fs.f_bsize) / 1024;
}

std::uint64_t default_huge_page_kib() {
    const auto text = read_file("/proc/meminfo", table_limit);
    constexpr std::string_view name = "\nHugepagesize:";
    auto at = text.find(name);
    if (at == text.npos) return 0;
    auto words = split_words(std::string_view(text).substr(at + name.size(), 64));
    return words.empty() ? 0 : to_number<std::uint64_t>(words[0]).value_or(0);
}

std::vector<HugePageMount> list_huge_page_mounts() {
    std::vector<HugePageMount> all;
    const auto table = read_file("/proc/self/mounts", table_limit);
    const auto usual = default_huge_page_kib();
    for (auto line : split(table, '\n')) {
        auto fields = split(line, ' ');
        if (fields.size() < 3 || fields[2] != "hugetlbfs") continue;
        auto path = unescape(fields[1]);
        auto size = huge_page_kib(path);
        if (!size) continue;
        if (std::any_of(all.begin(), all.end(), [&](const auto& m) { return m.page_kib == *size; })) continue;
        all.push_back({std::move(path), *size, *size == usual});
    }
    return all;
}

}  // namespace vireo::host
