// SPDX-License-Identifier: LGPL-2.1-or-later
// Places where tests make the world fail: each effect outside the process asks its fault point first. A test (or the
// environment variable VIREO_FAULT, for whole daemons) arms a point to fail at its n-th passing or to kill the process
// there, and loops over n until nothing fires any more. Unarmed, a point costs one relaxed load.
#pragma once

#include <atomic>
#include <string>
#include <string_view>

namespace vireo::run {

enum class FaultAction { fail, kill };  // kill: SIGKILL to the own process, as a power cut for one program

struct Fault {
    std::string point;           // "*" counts passings of all points
    unsigned at = 1;             // fires at this passing, once
    FaultAction action = FaultAction::fail;
    int errno_value = 5;         // what fault() returns when it fires (EIO)
};

void arm_fault(Fault fault);
// Reads "point=fail[:errno number][@n]" or "point=kill[@n]"; several joined by commas. False if malformed.
bool arm_faults(std::string_view text);
void disarm_faults();
// How many have fired since the last disarm_faults().
unsigned faults_fired();

namespace detail {
extern std::atomic<bool> faults_armed;
int fault_slowly(const char* point);
}  // namespace detail

// To be asked right before an effect: 0, or the errno with which the effect has to fail.
inline int fault(const char* point) {
    if (!detail::faults_armed.load(std::memory_order_relaxed)) [[likely]]
        return 0;
    return detail::fault_slowly(point);
}

}  // namespace vireo::run
