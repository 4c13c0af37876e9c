// SPDX-License-Identifier: LGPL-2.1-or-later
#include "run/fault.h"

#include <signal.h>
#include <unistd.h>

#include <cstdlib>
#include <mutex>
#include <vector>

#include "base/text.h"

namespace vireo::run {
namespace {

struct Armed {
    Fault fault;
    unsigned passed = 0;
    bool spent = false;
};

std::mutex mutex;
unsigned fired = 0;

std::vector<Armed>& armed() {
    static auto& list = *new std::vector<Armed>;
    return list;
}

// Whole programs are armed by their environment, before main().
[[maybe_unused]] const bool from_environment = [] {
    const char* text = secure_getenv("VIREO_FAULT");
    return text && arm_faults(text);
}();

}  // namespace

constinit std::atomic<bool> detail::faults_armed{false};

void arm_fault(Fault fault) {
    std::lock_guard lock(mutex);
    armed().push_back({std::move(fault)});
    detail::faults_armed = true;
}

bool arm_faults(std::string_view text) {
    for (auto part : split(text, ',')) {
        Fault f;
        f.point = take_until(part, '=');
        auto action = take_until(part, '@');
        if (!part.empty()) {
            auto n = to_number<unsigned>(part);
            if (!n) return false;
            f.at = *n;
        }
        auto word = take_until(action, ':');
        if (!action.empty()) {
            auto n = to_number<int>(action);
            if (!n) return false;
            f.errno_value = *n;
        }
        if (f.point.empty() || (word != "fail" && word != "kill")) return false;
        if (word == "kill") f.action = FaultAction::kill;
        arm_fault(std::move(f));
    }
    return true;
}

void disarm_faults() {
    std::lock_guard lock(mutex);
    armed().clear();
    fired = 0;
    detail::faults_armed = false;
}

unsigned faults_fired() {
    std::lock_guard lock(mutex);
    return fired;
}

int detail::fault_slowly(const char* point) {
    std::lock_guard lock(mutex);
    for (auto& a : armed()) {
        if (a.spent || (a.fault.point != "*" && a.fault.point != point)) continue;
        if (++a.passed < a.fault.at) continue;
        a.spent = true;
        ++fired;
        if (a.fault.action == FaultAction::kill) {
            kill(getpid(), SIGKILL);
            for (;;) pause();
        }
        return a.fault.errno_value;
    }
    return 0;
}

}  // namespace vireo::run
