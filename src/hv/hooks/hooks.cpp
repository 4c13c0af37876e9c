// SPDX-License-Identifier: LGPL-2.1-or-later
#include "hv/hooks/hooks.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <vector>

#include "base/error.h"
#include "base/log.h"
#include "host/file/file.h"
#include "host/process/process.h"

namespace vireo::hv {
namespace {

constinit log::Source source{"hv.hooks"};

std::vector<std::string> scripts(const std::string& dir, const std::string& driver) {
    std::vector<std::string> all;
    if (auto main = host::find_program(dir + "/" + driver)) all.push_back(*main);
    std::vector<std::string> more;
    std::error_code error;
    for (std::filesystem::directory_iterator at(dir + "/" + driver + ".d", error), end; !error && at != end; at.increment(error))
        if (at->is_regular_file(error))
            if (auto script = host::find_program(at->path().string())) more.push_back(*script);
    std::sort(more.begin(), more.end());
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

}  // namespace

bool hooks_present(const std::string& dir, const std::string& driver) {
    if (dir.empty()) return false;
    auto script = dir + "/" + driver;
    return host::path_exists(script) || host::path_exists(script + ".d");
}

std::string run_hooks(const std::string& dir, const HookCall& call, Deadline until) {
    if (!hooks_present(dir, call.driver)) return {};
    std::string text(call.input), said;
    std::optional<Error> failed;
    for (const auto& script : scripts(dir, call.driver)) {
        try {
            auto out = host::run_checked({script, call.object, call.operation, call.sub_operation, call.extra}, {.input = text, .until = until});
            if (!out.empty()) said = text = std::move(out);
        } catch (const Error& e) {
            // The others are run all the same; what failed first is told.
            log::warning(source, "hook '{}' failed: {}", script, e.message);
            if (!failed) failed = Error(Code::hook_script_failed, Domain::hook, e.message).because(e);
        }
    }
    if (failed) throw *failed;
    return said;
}

}  // namespace vireo::hv
