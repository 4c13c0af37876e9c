// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tree.h"

#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>

namespace golden {
namespace {

namespace fs = std::filesystem;

const fs::path& base() {
    struct Temporary {
        fs::path path = fs::temp_directory_path() / ("vireo-golden-" + std::to_string(getpid()));
        Temporary() { fs::create_directories(path); }
        ~Temporary() {
            std::error_code ignored;
            for (auto it = fs::recursive_directory_iterator(path, ignored); it != fs::recursive_directory_iterator(); it.increment(ignored))
                if (it->is_directory(ignored) && !it->is_symlink(ignored)) fs::permissions(it->path(), fs::perms::owner_all, ignored);
            fs::remove_all(path, ignored);
        }
    };
    static Temporary temporary;
    return temporary.path;
}

std::string decode(std::string_view text) {
    std::string out;
    unsigned bits = 0, value = 0;
    for (char c : text) {
        unsigned v = c >= 'A' && c <= 'Z' ? c - 'A' : c >= 'a' && c <= 'z' ? c - 'a' + 26 : c >= '0' && c <= '9' ? c - '0' + 52 : c == '+' ? 62 : c == '/' ? 63 : 64;
        if (v == 64) continue;
        value = value << 6 | v;
        if ((bits += 6) >= 8) out += static_cast<char>(value >> (bits -= 8) & 255);
    }
    return out;
}

void unpack(const vireo::json::Json& tree, const fs::path& root) {
    fs::create_directories(root);
    for (const auto& [path, what] : tree.items()) {
        const fs::path at = root / path;
        fs::create_directories(at.parent_path());
        if (what.contains("dir")) fs::create_directories(at);
        else if (what.contains("link")) fs::create_symlink(what["link"].get<std::string>(), at);
        else if (what.contains("base64")) std::ofstream(at, std::ios::binary) << decode(what["base64"].get<std::string>());
        else std::ofstream(at, std::ios::binary) << what.value("text", "");
    }
}

void unpack_family(const fs::path& corpus, const std::string& family) {
    for (const char* folder : {"trees", "host"}) {
        std::error_code none;
        for (const auto& e : fs::directory_iterator(corpus / family / folder, none)) {
            if (e.path().extension() != ".json") continue;
            auto text = read_file(e.path().string());
            if (text) unpack(vireo::json::parse(*text), base() / (family + "data") / e.path().stem());
        }
    }
}

}  // namespace

std::string tree(const Case& c, const std::string& role) {
    auto it = c.inputs.find(role);
    if (it == c.inputs.end() || it->second.empty()) return "";
    const fs::path path = it->second[0];
    static std::mutex mutex;
    static std::map<std::string, bool> done;
    std::lock_guard lock(mutex);
    const std::string family = path.begin()->string();
    for (const std::string& f : {family, std::string("vircaps2xml"), std::string("virhostcpu")})
        if (!done[f]) unpack_family(c.corpus, f), done[f] = true;
    return (base() / (family + "data") / path.stem()).string();
}

std::string scratch(const std::string& tag) {
    static std::atomic<unsigned> next = 0;
    auto path = base() / (tag + "-" + std::to_string(next++));
    fs::create_directories(path);
    return path.string();
}

}  // namespace golden
