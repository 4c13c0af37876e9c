// SPDX-License-Identifier: LGPL-2.1-or-later
// The loops that read what emulators say: several, so that the answers of hundreds of guests do not queue for one thread.
#pragma once

#include <algorithm>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "run/loop.h"

namespace vireo::qemu {

class MonitorLoops {
  public:
    // The loop for the next monitor. Threads come with the first guests, at most four.
    run::Loop& next() {
        std::lock_guard lock(mutex_);
        const std::size_t most = std::clamp(std::thread::hardware_concurrency(), 1u, 4u);
        if (loops_.size() < most) loops_.push_back(std::make_unique<run::LoopThread>("qemu-monitor"));
        return loops_[turn_++ % loops_.size()]->loop();
    }

  private:
    std::mutex mutex_;
    std::vector<std::unique_ptr<run::LoopThread>> loops_;
    std::size_t turn_ = 0;
};

}  // namespace vireo::qemu
