// SPDX-License-Identifier: LGPL-2.1-or-later
// Files and folders as drivers make them for their guests. Errors are system_error with libvirt's wording.
#pragma once

#include <string>
#include <string_view>

#include "base/fd.h"
#include "host/file/owner.h"

namespace vireo::host {

bool path_exists(const std::string& path);

// A folder with exactly this mode, and its missing parents; owner null: ours.
void make_directory(const std::string& path, unsigned mode, const Owner* owner = nullptr);

// Replaces what was there. The content is never visible with a wider mode.
void write_file(const std::string& path, std::string_view content, unsigned mode, const Owner* owner = nullptr);

// At most `limit` bytes of a file; throws if there are more or it cannot be read.
std::string read_file(const std::string& path, std::size_t limit);

// For writing at its end; made with this mode if missing, emptied with truncate.
Fd open_to_append(const std::string& path, unsigned mode, bool truncate);

// Takes the place of whatever has the new name, at once.
void rename_file(const std::string& from, const std::string& to);

// With all below it; links are not followed. What is gone already is no error.
void remove_tree(const std::string& path);
// One file or socket; what is gone already is no error.
void remove_file(const std::string& path);

// Bytes of the kernel's generator.
std::string random_bytes(std::size_t count);

}  // namespace vireo::host
