// SPDX-License-Identifier: LGPL-2.1-or-later
// See job.h.
#include "apps/virsh/job.h"

#include <chrono>
#include <condition_variable>
#include <csignal>
#include <mutex>
#include <thread>

namespace vireo::sh {

namespace {

volatile std::sig_atomic_t interrupted;
struct sigaction before;

}  // namespace

Interrupt::Interrupt()
{
    interrupted = 0;
    struct sigaction act = {};
    act.sa_handler = [](int) { interrupted = 1; };
    sigaction(SIGINT, &act, &before);
}

Interrupt::~Interrupt()
{
    sigaction(SIGINT, &before, nullptr);
}

bool Interrupt::seen()
{
    bool was = interrupted != 0;
    interrupted = 0;
    return was;
}

void show_progress(const char* label, unsigned long long remaining, unsigned long long total)
{
    double percent = 0;
    if (total == 0) percent = remaining == 0 ? 100.0 : 0.0;
    else {
        percent = 100.0 - static_cast<double>(remaining) * 100.0 / static_cast<double>(total);
        // what is not done is never shown as done
        if (percent >= 100.0 && remaining != 0) percent = 99.99;
    }
    fmt::print(stderr, "\r{}: [{:5.2f} %]", label, percent);
    std::fflush(stderr);
}

bool run_job(Virsh& sh, virDomainPtr dom, const JobWatch& watch, const std::function<bool()>& work)
{
    std::mutex mutex;
    std::condition_variable changed;
    bool done = false, good = false;
    std::string error;
    sh.flush();
    Interrupt guard;
    // its errors would be mixed with those of the watch, so the worker keeps its own
    virErrorFunc keep = [](void*, virErrorPtr) {};
    std::thread worker([&] {
        bool ok = work();
        virErrorPtr e = ok ? nullptr : virGetLastError();
        std::lock_guard lock(mutex);
        if (e && e->message) error = e->message;
        good = ok;
        done = true;
        changed.notify_all();
    });
    (void)keep;
    auto start = std::chrono::steady_clock::now();
    bool late = false, shown = false;
    {
        std::unique_lock lock(mutex);
        while (!done) {
            changed.wait_for(lock, std::chrono::milliseconds(watch.verbose ? 100 : 500));
            if (done) break;
            lock.unlock();
            if (Interrupt::seen()) virDomainAbortJob(dom);
            auto passed = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start).count();
            if (watch.timeout_ms && !late && passed >= watch.timeout_ms) {
                late = true;
                if (watch.on_timeout) watch.on_timeout();
            }
            if (watch.verbose) {
                virDomainJobInfo info;
                if (virDomainGetJobInfo(dom, &info) == 0 && (info.type == VIR_DOMAIN_JOB_BOUNDED || info.type == VIR_DOMAIN_JOB_UNBOUNDED)) {
                    show_progress(watch.label, info.dataRemaining, info.dataTotal);
                    shown = true;
                }
            }
            lock.lock();
        }
    }
    worker.join();
    if (watch.verbose && good) {
        show_progress(watch.label, 0, 1);
        shown = true;
    }
    if (shown) std::fputc('\n', stderr);
    sh.forget_error();
    if (!good && !error.empty()) sh.remember_error(error);
    return good;
}

}  // namespace vireo::sh
