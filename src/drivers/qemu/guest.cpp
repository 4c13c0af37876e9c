// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/qemu/guest.h"

#include "drivers/qemu/core.h"
#include "drivers/qemu/qmp/client.h"
#include "drivers/qemu/story/guest_events.h"

namespace vireo::qemu {

Guest::Guest(Core& core, GuestState first) : Actor(core, std::move(first)), core_(core) {}

Guest::~Guest() = default;

std::shared_ptr<qmp::Client> Guest::monitor_or_null() const {
    std::lock_guard lock(mutex_);
    return monitor_;
}

std::shared_ptr<qmp::Client> Guest::monitor() const {
    auto m = monitor_or_null();
    if (!m) fail(Code::operation_invalid, Domain::qemu, "domain is not running");
    return m;
}

void Guest::attach(std::shared_ptr<qmp::Client> monitor, Fd pidfd) {
    attach_monitor(std::move(monitor));
    attach_process(std::move(pidfd));
}

void Guest::attach_monitor(std::shared_ptr<qmp::Client> monitor) {
    if (core_.closing) return;
    std::lock_guard lock(mutex_);
    monitor_.swap(monitor);
}

void Guest::attach_process(Fd pidfd) {
    if (core_.closing) return;
    const int raw = pidfd.get();
    // The life that this process is: when its end is told, the guest may long be in its next one.
    const auto life = read()->life;
    {
        std::lock_guard lock(mutex_);
        pidfd_ = std::move(pidfd);
    }
    // Watches belong to the loop's thread.
    core_.loop.loop().post([self = shared_from_this(), raw, life] {
        std::lock_guard lock(self->mutex_);
        if (self->pidfd_.get() != raw || self->core_.closing) return;
        self->watch_ = self->core_.loop.loop().on_exit(raw, [weak = self->weak_from_this(), life] {
            if (auto guest = weak.lock()) guest->process_ended(life, 100);
        });
    });
}

void Guest::process_ended(std::uint64_t life, unsigned patience) {
    if (core_.closing) return;
    if (auto monitor = monitor_or_null(); patience && monitor && !monitor->closed() && read()->life == life) {
        core_.loop.loop().after(std::chrono::milliseconds(5), [weak = weak_from_this(), life, patience] {
            if (auto guest = weak.lock()) guest->process_ended(life, patience - 1);
        });
        return;
    }
    tell({.name = {}, .data = {}, .life = life});
}

void Guest::hear_out(Deadline until) {
    std::unique_lock lock(mutex_);
    heard_.wait_until(lock, until.at(), [&] { return (!monitor_ || monitor_->closed()) && queue_.empty() && !draining_; });
}

void Guest::monitor_ended() {
    std::lock_guard lock(mutex_);
    heard_.notify_all();
}

void Guest::detach() {
    std::shared_ptr<qmp::Client> monitor;
    {
        std::lock_guard lock(mutex_);
        monitor = std::move(monitor_);
        monitor_.reset();
        figures_.reset();
        proc_records_.reset();
        owed_.reset();
    }
    perf.disable_all();
    if (monitor) monitor->close();
    auto watch_ends = [self = shared_from_this()] {
        std::lock_guard lock(self->mutex_);
        if (self->monitor_) return;  // a new guest has taken the place meanwhile
        self->watch_.reset();
        self->pidfd_.reset();
    };
    core_.loop.loop().post(std::move(watch_ends));
}

Fd Guest::process() const {
    std::lock_guard lock(mutex_);
    return pidfd_ ? pidfd_.duplicate() : Fd();
}

std::shared_ptr<const MonitorFigures> Guest::figures() const {
    std::lock_guard lock(mutex_);
    return figures_;
}

void Guest::keep_figures(std::shared_ptr<const MonitorFigures> figures) {
    std::lock_guard lock(mutex_);
    figures_.swap(figures);
}

std::shared_ptr<const ProcRecords> Guest::proc_records() const {
    std::lock_guard lock(mutex_);
    return proc_records_;
}

void Guest::keep_proc_records(std::shared_ptr<const ProcRecords> records) {
    std::lock_guard lock(mutex_);
    if (monitor_) proc_records_.swap(records);
}

void Guest::note_owed(const qmp::Future& answer) {
    auto owed = std::make_shared<const qmp::Future>(answer);
    std::lock_guard lock(mutex_);
    owed_.swap(owed);
}

bool Guest::owes_figures() {
    std::shared_ptr<const qmp::Future> owed;
    {
        std::lock_guard lock(mutex_);
        owed = owed_;
    }
    if (!owed) return false;
    try {
        if (!owed->peek(Deadline::in_ms(0))) return true;
    } catch (const Error&) {
        // the connection ended: nothing is owed any more
    }
    std::lock_guard lock(mutex_);
    if (owed_ == owed) owed_.reset();
    return false;
}

void Guest::tell(GuestEvent event) {
    if (core_.closing) return;
    {
        std::lock_guard lock(mutex_);
        queue_.push_back(std::move(event));
        if (draining_) return;
        draining_ = true;
    }
    core_.pool.post([self = shared_from_this()] { self->drain(); });
}

void Guest::drain() {
    for (;;) {
        std::vector<GuestEvent> batch;
        {
            std::lock_guard lock(mutex_);
            if (queue_.empty()) {
                draining_ = false;
                heard_.notify_all();
                return;
            }
            batch.swap(queue_);
        }
        for (auto& e : batch) handle_guest_event(*this, e);
    }
}

}  // namespace vireo::qemu
