// SPDX-License-Identifier: LGPL-2.1-or-later
#include "folder.h"

#include <fstream>
#include <stdexcept>

#include <stdlib.h>

namespace golden {

namespace fs = std::filesystem;

Folder::Folder() {
    std::string pattern = (fs::temp_directory_path() / "vireo-golden-XXXXXX").string();
    if (!::mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder");
    path_ = pattern;
}
Folder::~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

namespace {

std::string from_base64(const std::string& text) {
    std::string out;
    unsigned bits = 0, value = 0;
    for (char c : text) {
        unsigned v;
        if (c >= 'A' && c <= 'Z') v = static_cast<unsigned>(c - 'A');
        else if (c >= 'a' && c <= 'z') v = static_cast<unsigned>(c - 'a' + 26);
        else if (c >= '0' && c <= '9') v = static_cast<unsigned>(c - '0' + 52);
        else if (c == '+') v = 62;
        else if (c == '/') v = 63;
        else continue;
        value = value << 6 | v;
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            out += static_cast<char>(value >> bits & 255);
        }
    }
    return out;
}

}  // namespace

void write_tree(const vireo::json::Json& tree, const fs::path& to) {
    fs::create_directories(to);
    for (const auto& [name, entry] : tree.items()) {
        const fs::path path = to / name;
        fs::create_directories(path.parent_path());
        if (entry.contains("dir")) {
            fs::create_directories(path);
        } else if (entry.contains("link")) {
            fs::create_symlink(entry["link"].get<std::string>(), path);
        } else {
            std::ofstream out(path, std::ios::binary);
            out << (entry.contains("base64") ? from_base64(entry["base64"].get<std::string>()) : entry.value("text", ""));
        }
    }
}

void write_tree(const Case& c, const std::string& role, const fs::path& to) {
    write_tree(vireo::json::parse(c.input(role).value_or("{}")), to);
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    for (std::size_t at = 0; !from.empty() && (at = text.find(from, at)) != text.npos; at += to.size()) text.replace(at, from.size(), to);
    return text;
}

}  // namespace golden
