// SPDX-License-Identifier: LGPL-2.1-or-later
// Undoing a story that did not reach its end: each step registers how it is undone, and unless keep() is called the
// undo steps run backwards when the story is left. An undo that fails is logged and the others still run.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace vireo::run {

class Rollback {
  public:
    Rollback() = default;
    ~Rollback() { undo(); }
    Rollback(const Rollback&) = delete;
    Rollback& operator=(const Rollback&) = delete;

    // step names what is undone, for the log. Undo steps must be idempotent: recovery may run them again.
    void add(std::string_view step, std::move_only_function<void()> undo);
    // The story succeeded; nothing will be undone.
    void keep() noexcept { steps_.clear(); }
    // Undoes now; returns the names of the steps whose undo failed.
    std::vector<std::string> undo() noexcept;
    bool empty() const { return steps_.empty(); }

  private:
    struct Step {
        std::string name;
        std::move_only_function<void()> undo;
    };
    std::vector<Step> steps_;
};

}  // namespace vireo::run
