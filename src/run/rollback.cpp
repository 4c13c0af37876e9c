// SPDX-License-Identifier: LGPL-2.1-or-later
#include "run/rollback.h"

#include <exception>

#include "base/log.h"

namespace vireo::run {
namespace {

constinit log::Source source{"run.rollback"};

}  // namespace

void Rollback::add(std::string_view step, std::move_only_function<void()> undo) {
    try {
        steps_.push_back({std::string(step), std::move(undo)});
    } catch (...) {
        // The step was done but cannot be noted: undo it at once, then let the story fail.
        if (undo) undo();
        throw;
    }
}

std::vector<std::string> Rollback::undo() noexcept {
    std::vector<std::string> failed;
    while (!steps_.empty()) {
        Step step = std::move(steps_.back());
        steps_.pop_back();
        // One of the walls that catch: what has failed here must not keep the other steps from being undone.
        try {
            step.undo();
        } catch (const std::exception& e) {
            log::error(source, "cannot undo step '{}': {}", step.name, e.what());
            failed.push_back(std::move(step.name));
        } catch (...) {
            log::error(source, "cannot undo step '{}'", step.name);
            failed.push_back(std::move(step.name));
        }
    }
    return failed;
}

}  // namespace vireo::run
