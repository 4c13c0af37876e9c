// SPDX-License-Identifier: LGPL-2.1-or-later
// File systems that give out huge pages.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace vireo::host {

struct HugePageMount {
    std::string path;
    std::uint64_t page_kib = 0;
    bool is_default = false;  // of the host's default page size
};

// Size of the pages of the file system that path lies in, in KiB; nothing if it gives out no huge pages.
std::optional<std::uint64_t> huge_page_kib(const std::string& path);

// Those that are mounted, one for each page size.
std::vector<HugePageMount> list_huge_page_mounts();
// The default page size in KiB; 0 if the kernel has no huge pages.
std::uint64_t default_huge_page_kib();

}  // namespace vireo::host
