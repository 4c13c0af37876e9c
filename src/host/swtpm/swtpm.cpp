// SPDX-License-Identifier: LGPL-2.1-or-later
#include "host/swtpm/swtpm.h"

#include <sys/stat.h>

#include <map>
#include <mutex>

#include "base/error.h"
#include "host/process/process.h"
#include "json/json.h"

namespace vireo::host {
namespace {

using Features = std::set<std::string, std::less<>>;

// One program as it was when it was asked.
struct Asked {
    timespec changed{};
    ino_t inode = 0;
    Features features;
};

Features ask(const std::string& path, const std::vector<std::string>& words) {
    std::vector<std::string> argv{path};
    argv.insert(argv.end(), words.begin(), words.end());
    try {
        auto result = run_command(argv, {.until = Deadline::in_ms(10'000), .max_output = 1u << 16});
        return result.ok() ? parse_swtpm_features(result.out) : Features();
    } catch (const Error&) {
        return {};  // one that does not answer can do nothing
    }
}

Features features_of(const std::string& path, const std::vector<std::string>& words) {
    static std::mutex mutex;
    static std::map<std::string, Asked> known;
    struct stat st {};
    if (::stat(path.c_str(), &st) < 0) return {};
    std::lock_guard lock(mutex);
    auto& slot = known[path];
    if (slot.inode != st.st_ino || slot.changed.tv_sec != st.st_ctim.tv_sec || slot.changed.tv_nsec != st.st_ctim.tv_nsec)
        slot = {st.st_ctim, st.st_ino, ask(path, words)};
    return slot.features;
}

}  // namespace

std::set<std::string, std::less<>> parse_swtpm_features(std::string_view text) {
    Features out;
    try {
        const auto answer = json::parse(text);
        const auto* list = json::find(answer, "features");
        if (!list || !list->is_array()) return out;
        for (const auto& f : *list)
            if (f.is_string()) out.insert(f.get<std::string>());
    } catch (const Error&) {
        // some other program of that name
    }
    return out;
}

std::vector<std::string> Swtpm::versions() const {
    std::vector<std::string> out;
    if (emulator.empty()) return out;
    if (setup_features.contains("tpm-1.2")) out.emplace_back("1.2");
    if (setup_features.contains("tpm-2.0")) out.emplace_back("2.0");
    return out;
}

Swtpm find_swtpm() {
    Swtpm s;
    if (auto path = find_program("swtpm")) {
        s.emulator = *path;
        s.emulator_features = features_of(*path, {"socket", "--print-capabilities"});
    }
    if (auto path = find_program("swtpm_setup")) {
        s.setup = *path;
        s.setup_features = features_of(*path, {"--print-capabilities"});
    }
    return s;
}

}  // namespace vireo::host
