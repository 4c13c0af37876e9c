// SPDX-License-Identifier: LGPL-2.1-or-later
#include "host/node/sysfs.h"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/fd.h"
#include "base/text.h"

namespace vireo::host {

std::optional<std::string> read_text(const std::string& path) {
    constexpr std::size_t limit = 1 << 20;
    Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!fd) return std::nullopt;
    std::string out;
    char buffer[4096];
    for (;;) {
        auto n = ::read(fd.get(), buffer, sizeof buffer);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return std::nullopt;
        if (n == 0 || out.size() >= limit) break;
        out.append(buffer, static_cast<std::size_t>(n));
    }
    if (out.ends_with('\n')) out.pop_back();
    return out;
}

std::string_view read_record(const char* path, std::span<char> into) {
    Fd fd(::open(path, O_RDONLY | O_CLOEXEC));
    if (!fd) return {};
    ssize_t n;
    do n = ::read(fd.get(), into.data(), into.size());
    while (n < 0 && errno == EINTR);
    return {into.data(), n > 0 ? static_cast<std::size_t>(n) : 0};
}

std::optional<std::uint64_t> read_number(const std::string& path) {
    auto text = read_text(path);
    return text ? to_number<std::uint64_t>(trim(*text)) : std::nullopt;
}

bool exists(const std::string& path) { return ::access(path.c_str(), F_OK) == 0; }

std::vector<unsigned> numbered_entries(const std::string& folder, std::string_view prefix) {
    std::vector<unsigned> out;
    DIR* dir = ::opendir(folder.c_str());
    if (!dir) return out;
    while (const dirent* e = ::readdir(dir)) {
        std::string_view name = e->d_name;
        if (!name.starts_with(prefix)) continue;
        if (auto n = to_number<unsigned>(name.substr(prefix.size()))) out.push_back(*n);
    }
    ::closedir(dir);
    std::sort(out.begin(), out.end());
    return out;
}

std::vector<unsigned> parse_cpu_list(std::string_view text) {
    std::vector<unsigned> out;
    for (auto part : split(trim(text), ',')) {
        auto dash = part.find('-');
        auto first = to_number<unsigned>(part.substr(0, dash));
        auto last = dash == part.npos ? first : to_number<unsigned>(part.substr(dash + 1));
        if (!first || !last || *last > 65535) continue;
        for (unsigned n = *first; n <= *last; ++n) out.push_back(n);
    }
    return out;
}

std::string format_cpu_list(const std::vector<unsigned>& cpus) {
    std::string out;
    for (std::size_t i = 0; i < cpus.size();) {
        std::size_t j = i;
        while (j + 1 < cpus.size() && cpus[j + 1] == cpus[j] + 1) ++j;
        if (!out.empty()) out += ',';
        out += fmt::format("{}", cpus[i]);
        if (j > i) out += fmt::format("-{}", cpus[j]);
        i = j + 1;
    }
    return out;
}

}  // namespace vireo::host
