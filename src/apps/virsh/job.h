// SPDX-License-Identifier: LGPL-2.1-or-later
// A call that takes long runs beside a watch that shows progress, obeys a time limit, and aborts the job on Ctrl-C.
#pragma once

#include "apps/virsh/virsh.h"

namespace vireo::sh {

struct JobWatch {
    const char* label = "";           // "Migration"
    bool verbose = false;
    int timeout_ms = 0;               // 0: none
    std::function<void()> on_timeout; // once
};

// Runs `work` in a thread of its own; returns what it returned. The library's error is kept for the caller.
bool run_job(Virsh& sh, virDomainPtr dom, const JobWatch& watch, const std::function<bool()>& work);

void show_progress(const char* label, unsigned long long remaining, unsigned long long total);

// While one exists Ctrl-C only sets a mark.
class Interrupt {
public:
    Interrupt();
    ~Interrupt();
    static bool seen();
};

}  // namespace vireo::sh
