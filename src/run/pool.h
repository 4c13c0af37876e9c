// SPDX-License-Identifier: LGPL-2.1-or-later
// The elastic pool of threads over which lanes run: threads come when there is work and nobody idle, and leave when they
// had nothing to do for a while. The one that went idle last is used first, so caches stay warm and the others can leave.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/clock.h"

namespace vireo::run {

class Pool {
  public:
    using Task = std::move_only_function<void()>;
    struct Options {
        unsigned max_threads = 1024;             // more work than this waits in a queue
        Duration idle = std::chrono::seconds(10);  // a thread without work leaves after this long (real time)
        const char* name = "worker";             // 15 letters are kept
    };
    struct Figures {
        unsigned threads, idle, peak;
        std::size_t queued;
    };

    Pool();
    explicit Pool(Options options);
    // Runs what is queued, then waits for all threads.
    ~Pool();
    Pool(const Pool&) = delete;
    Pool& operator=(const Pool&) = delete;

    // Runs task soon on some thread; it must not throw. Returns false if it has to wait for a thread because all are
    // busy and the cap is reached. If the pool has no thread and the system gives none, it runs here and now.
    bool post(Task task);
    void set_max_threads(unsigned count);
    Figures figures() const;

  private:
    struct Worker;
    void serve(Worker& self);
    void start_worker(Worker*& out, Task&& task);

    Options options_;
    mutable std::mutex mutex_;
    std::vector<std::unique_ptr<Worker>> workers_;  // never freed before the pool: wakers may still touch them
    std::vector<Worker*> idle_, vacant_;            // vacant: its thread has left
    std::deque<Task> queue_;
    unsigned threads_ = 0, peak_ = 0;
    bool closing_ = false;
};

}  // namespace vireo::run
