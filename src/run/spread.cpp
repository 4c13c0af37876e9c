// SPDX-License-Identifier: LGPL-2.1-or-later
// See spread.h.
#include "run/spread.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <memory>
#include <mutex>
#include <thread>

namespace vireo::run {
namespace {

struct Job {
    std::size_t count, grain, ranges;
    const std::function<void(std::size_t, std::size_t)>* work;  // of the caller: alive while a range is open
    std::atomic<std::size_t> next{0};
    std::mutex mutex;
    std::condition_variable ended;
    std::size_t done = 0;
    std::exception_ptr first;

    void help() {
        for (std::size_t i; (i = next.fetch_add(1)) < ranges;) {
            std::exception_ptr thrown;
            try {
                (*work)(i * grain, std::min(count, (i + 1) * grain));
            } catch (...) {
                thrown = std::current_exception();
            }
            std::lock_guard lock(mutex);
            if (thrown && !first) first = thrown;
            if (++done == ranges) ended.notify_one();
        }
    }
};

}  // namespace

void spread(Pool& pool, std::size_t count, std::size_t grain, const std::function<void(std::size_t, std::size_t)>& work) {
    if (count == 0) return;
    if (count <= grain) return work(0, count);
    auto job = std::make_shared<Job>();
    job->count = count;
    job->grain = grain;
    job->ranges = (count + grain - 1) / grain;
    job->work = &work;
    const std::size_t helpers = std::min<std::size_t>(job->ranges, std::max(1u, std::thread::hardware_concurrency())) - 1;
    for (std::size_t i = 0; i < helpers; ++i) pool.post([job] { job->help(); });
    job->help();
    std::unique_lock lock(job->mutex);
    job->ended.wait(lock, [&] { return job->done == job->ranges; });
    if (job->first) std::rethrow_exception(job->first);
}

}  // namespace vireo::run
