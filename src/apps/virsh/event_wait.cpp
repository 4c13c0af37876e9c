// SPDX-License-Identifier: LGPL-2.1-or-later
// See event_wait.h.
#include "apps/virsh/event_wait.h"

#include <chrono>
#include <csignal>

namespace vireo::sh {

namespace {

volatile std::sig_atomic_t interrupted;
struct sigaction old_action;

}  // namespace

EventWait::EventWait(Virsh& sh, const Args& args)
    : sh_(sh), loop_(args.has("loop")), timestamp_(args.has("timestamp")), timeout_ms_(args.timeout_ms("timeout").value_or(0))
{
    interrupted = 0;
    struct sigaction act = {};
    act.sa_handler = [](int) { interrupted = 1; };
    sigaction(SIGINT, &act, &old_action);
}

EventWait::~EventWait()
{
    sigaction(SIGINT, &old_action, nullptr);
}

void EventWait::finish(End e)
{
    end_ = e;
    changed_.notify_all();
}

void EventWait::show(const std::string& text)
{
    std::lock_guard lock(mutex_);
    if (!loop_ && end_ != End::none) return;
    ++count_;
    if (timestamp_) sh_.print("{}: {}", event_time(), text);
    else sh_.print("{}", text);
    sh_.flush();
    if (!loop_) finish(End::event);
}

void EventWait::run()
{
    {
        std::unique_lock lock(mutex_);
        auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(timeout_ms_);
        while (end_ == End::none) {
            // a signal does not wake a condition variable, so it is looked for a few times a second
            auto step = std::chrono::steady_clock::now() + std::chrono::milliseconds(200);
            changed_.wait_until(lock, timeout_ms_ ? std::min(step, until) : step);
            if (end_ != End::none) break;
            if (interrupted) end_ = End::interrupt;
            else if (timeout_ms_ && std::chrono::steady_clock::now() >= until) end_ = End::timeout;
        }
    }
    if (end_ == End::interrupt) sh_.print("event loop interrupted\n");
    if (end_ == End::timeout) sh_.print("event loop timed out\n");
    sh_.print("events received: {}\n", count_);
    sh_.forget_error();
    if (end_ == End::timeout && count_ == 0) sh_.fail();
}

}  // namespace vireo::sh
