// SPDX-License-Identifier: LGPL-2.1-or-later
#include "run/pool.h"

#include "base/error.h"
#include "run/park.h"
#include "run/patience.h"
#include "run/thread.h"

namespace vireo::run {

struct Pool::Worker {
    Parker parker;
    Patience patience;     // its thread's
    Task task;             // under the pool's mutex until unparked
    bool on_stack = false;  // stands in idle_
    std::thread thread;
};

Pool::Pool() : Pool(Options{}) {}
Pool::Pool(Options options) : options_(options) {}

Pool::~Pool() {
    {
        std::lock_guard lock(mutex_);
        closing_ = true;
        for (auto* w : idle_) {
            w->on_stack = false;
            w->parker.unpark();
        }
        idle_.clear();
    }
    // No new workers from here on: tasks that post once more are run by the threads that still run.
    for (auto& w : workers_)
        if (w->thread.joinable()) w->thread.join();
}

bool Pool::post(Task task) {
    Worker* woken;
    {
        std::unique_lock lock(mutex_);
        if (!idle_.empty()) {
            woken = idle_.back();
            idle_.pop_back();
            woken->on_stack = false;
            woken->task = std::move(task);
        } else if (threads_ < options_.max_threads && !closing_) {
            try {
                start_worker(woken, std::move(task));
                return true;
            } catch (const Error&) {
                // The system is out of threads. One of ours will come back for it, if there is one.
                if (threads_ == 0) {
                    lock.unlock();
                    task();
                    return true;
                }
                queue_.push_back(std::move(task));
                return false;
            }
        } else {
            queue_.push_back(std::move(task));
            return false;
        }
    }
    woken->parker.unpark();
    return true;
}

void Pool::start_worker(Worker*& out, Task&& task) {
    if (vacant_.empty()) {
        workers_.push_back(std::make_unique<Worker>());
        vacant_.push_back(workers_.back().get());
        vacant_.reserve(workers_.size());
        idle_.reserve(workers_.size());
    }
    Worker* w = vacant_.back();
    if (w->thread.joinable()) w->thread.join();  // it has left, or is on its last instructions
    w->task = std::move(task);
    try {
        w->thread = start_thread(options_.name, [this, w] { serve(*w); });
    } catch (...) {
        task = std::move(w->task);
        throw;
    }
    vacant_.pop_back();
    ++threads_;
    peak_ = std::max(peak_, threads_);
    out = w;
}

void Pool::serve(Worker& self) {
    Task task;
    {
        std::lock_guard lock(mutex_);
        task = std::move(self.task);
    }
    for (;;) {
        task();
        task = nullptr;
        {
            std::lock_guard lock(mutex_);
            if (!queue_.empty() && threads_ <= options_.max_threads) {
                task = std::move(queue_.front());
                queue_.pop_front();
                continue;
            }
            if ((closing_ && queue_.empty()) || threads_ > options_.max_threads) {
                --threads_;
                vacant_.push_back(&self);
                return;
            }
            self.on_stack = true;
            idle_.push_back(&self);
        }
        auto until = Deadline::in(options_.idle);
        if (!self.patience.worth_it() || !self.patience.look([&] { return self.parker.told_already(); })) {
            const auto before = real_clock().now();
            self.parker.park(until);
            self.patience.slept(real_clock().now() - before);
        } else {
            self.parker.park(until);
        }
        std::unique_lock lock(mutex_);
        while (self.on_stack && !until.expired()) {  // woken by an unpark that came late for the task before
            lock.unlock();
            self.parker.park(until);
            lock.lock();
        }
        if (self.on_stack) {  // nobody came
            std::erase(idle_, &self);
            self.on_stack = false;
            --threads_;
            vacant_.push_back(&self);
            return;
        }
        if (!self.task) {  // the pool closes
            --threads_;
            vacant_.push_back(&self);
            return;
        }
        task = std::move(self.task);
    }
}

void Pool::set_max_threads(unsigned count) {
    std::lock_guard lock(mutex_);
    options_.max_threads = std::max(count, 1u);
    while (!queue_.empty() && threads_ < options_.max_threads && !closing_) {
        Worker* w;
        Task task = std::move(queue_.front());
        queue_.pop_front();
        try {
            start_worker(w, std::move(task));
        } catch (const Error&) {
            queue_.push_front(std::move(task));
            return;
        }
    }
}

Pool::Figures Pool::figures() const {
    std::lock_guard lock(mutex_);
    return {threads_, static_cast<unsigned>(idle_.size()), peak_, queue_.size()};
}

}  // namespace vireo::run
