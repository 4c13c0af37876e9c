// SPDX-License-Identifier: LGPL-2.1-or-later
// Keeping state in plain files so that after any crash each file is whole, old or new: temporary file in the same
// directory, write, fsync, rename, fsync of the directory; no syncing where a power cut takes everything anyway (tmpfs).
// run/durable_store.h gives the same promise for less. Errors are system_error with libvirt's texts, naming the file.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace vireo::run {

struct SaveOptions {
    mode_t mode = 0600;                     // exact, whatever the umask
    std::optional<uid_t> owner = {};
    std::optional<gid_t> group = {};
    bool durable = true;                    // survives a power cut; false for files on tmpfs or made anew anyway
    Domain domain = Domain::none;           // of errors
};

// The temporary file is path + ".new"; there must be one writer of a path at a time.
void save_file(const std::string& path, std::string_view content, const SaveOptions& options = {});

// False if there was none.
bool remove_file(const std::string& path, bool durable = true, Domain domain = Domain::none);

// Makes path a symbolic link to target (autostart); an existing link is replaced, an equal one left alone.
void save_link(const std::string& path, const std::string& target, bool durable = true, Domain domain = Domain::none);
// Whether there is a symbolic link to exactly this target.
bool link_says(const std::string& path, std::string_view target);
// False if there was none.
bool remove_link(const std::string& path, bool durable = true, Domain domain = Domain::none);

// Moves a file within a file system (rename of an object); replaces what is there.
void rename_file(const std::string& from, const std::string& to, bool durable = true, Domain domain = Domain::none);

// The whole file; nothing if it does not exist. Longer than limit is an error (EOVERFLOW), as is not being a file.
std::optional<std::string> read_file(const std::string& path, std::size_t limit = 32u << 20, Domain domain = Domain::none);

// Makes the directory and its parents; existing ones are left as they are.
void make_directory(const std::string& path, mode_t mode = 0700, Domain domain = Domain::none);

// Names in a directory with this ending, sorted, without "." and ".."; none if the directory does not exist.
std::vector<std::string> list_directory(const std::string& path, std::string_view ending = {}, Domain domain = Domain::none);

// Removes what writers that died left behind (*.new); returns how many. To be called before the first save.
unsigned clean_leftovers(const std::string& directory, Domain domain = Domain::none);

}  // namespace vireo::run
