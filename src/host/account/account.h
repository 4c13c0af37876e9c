// SPDX-License-Identifier: LGPL-2.1-or-later
// Users and groups of this host, by name or number.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace vireo::host {

// Nothing if there is no such account.
std::optional<unsigned> find_user(const std::string& name);
std::optional<unsigned> find_group(const std::string& name);

// A name, a number, or "+number" (never a name); throws invalid_arg "Failed to parse user 'NAME'".
unsigned parse_user(const std::string& text);
unsigned parse_group(const std::string& text);

// The name of a user, or its number as text.
std::string user_name(unsigned uid);

// All groups of a user, the given first one included; what was found may be two seconds old.
std::vector<unsigned> groups_of(unsigned uid, unsigned gid);

// Of this process.
unsigned effective_user();
unsigned effective_group();
std::string home_directory();

// Gives a path (not what a link points at) to an owner; throws system_error naming the path.
void change_owner(const std::string& path, unsigned uid, unsigned gid);

}  // namespace vireo::host
