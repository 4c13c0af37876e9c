// SPDX-License-Identifier: LGPL-2.1-or-later
// Starting threads the way a daemon wants them: named, and deaf to signals, which belong to the main thread's loop.
#pragma once

#include <functional>
#include <thread>

namespace vireo::run {

// Throws internal_error when the system gives no thread.
std::thread start_thread(const char* name, std::move_only_function<void()> body);

}  // namespace vireo::run
