// SPDX-License-Identifier: LGPL-2.1-or-later
// Folders that a case needs on disk: tree files of the corpus, unpacked below a folder that vanishes afterwards.
#pragma once

#include <filesystem>
#include <string>

#include "golden.h"

namespace golden {

// A folder of its own below the temporary one; removed in the end.
class Folder {
  public:
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

// Writes what the tree file of that input role holds.
void write_tree(const Case& c, const std::string& role, const std::filesystem::path& to);
void write_tree(const vireo::json::Json& tree, const std::filesystem::path& to);

std::string replaced(std::string text, const std::string& from, const std::string& to);

}  // namespace golden
