// SPDX-License-Identifier: LGPL-2.1-or-later
// Reading the small text files of /proc and /sys below any root, so that tests can bring a tree of their own.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vireo::host {

// A file of one short record, such as /proc/PID/stat: one read into the caller's buffer, and the part that was filled
// (empty if there is no such file).
std::string_view read_record(const char* path, std::span<char> into);

// Whole content without the final newline; nothing if the file cannot be read. At most 1 MiB is taken.
std::optional<std::string> read_text(const std::string& path);
std::optional<std::uint64_t> read_number(const std::string& path);
bool exists(const std::string& path);

// Numbers n of entries called prefix + n in a folder, ascending.
std::vector<unsigned> numbered_entries(const std::string& folder, std::string_view prefix);

// "0-3,8" -> 0 1 2 3 8 (kernel cpulist format, Documentation/admin-guide/cputopology.rst); what is malformed is left out.
// Numbers above 65535 are refused, so a hostile text cannot make this long.
std::vector<unsigned> parse_cpu_list(std::string_view text);
std::string format_cpu_list(const std::vector<unsigned>& cpus);

}  // namespace vireo::host
