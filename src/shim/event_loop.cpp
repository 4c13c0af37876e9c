// SPDX-License-Identifier: LGPL-2.1-or-later
// The event loop interface: an application brings its own loop or takes the small one here. The library itself watches
// descriptors and timers only through it, so callbacks run where the application wants them.
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "base/clock.h"
#include "shim/application_loop.h"
#include "shim/wall.h"

using namespace vireo;
using namespace vireo::shim;

namespace {

struct Implementation {
    virEventAddHandleFunc add_handle = nullptr;
    virEventUpdateHandleFunc update_handle = nullptr;
    virEventRemoveHandleFunc remove_handle = nullptr;
    virEventAddTimeoutFunc add_timeout = nullptr;
    virEventUpdateTimeoutFunc update_timeout = nullptr;
    virEventRemoveTimeoutFunc remove_timeout = nullptr;
};

std::mutex implementation_mutex;
Implementation implementation;

Implementation current() {
    std::lock_guard lock(implementation_mutex);
    return implementation;
}

class DefaultLoop {
  public:
    static DefaultLoop& instance() {
        static auto* loop = new DefaultLoop;  // never destroyed: threads may still run it at exit
        return *loop;
    }

    int add_handle(int fd, int events, virEventHandleCallback cb, void* opaque, virFreeCallback ff) {
        std::lock_guard lock(mutex_);
        handles_.push_back({++last_watch_, fd, events, cb, opaque, ff, false});
        wake();
        return last_watch_;
    }

    void update_handle(int watch, int events) {
        std::lock_guard lock(mutex_);
        if (auto* h = find(handles_, watch)) h->events = events, wake();
    }

    int remove_handle(int watch) {
        std::lock_guard lock(mutex_);
        auto* h = find(handles_, watch);
        if (!h) return -1;
        h->deleted = true;
        any_deleted_ = true;
        wake();
        return 0;
    }

    int add_timeout(int frequency, virEventTimeoutCallback cb, void* opaque, virFreeCallback ff) {
        std::lock_guard lock(mutex_);
        timers_.push_back({++last_timer_, frequency, due(frequency), cb, opaque, ff, false});
        wake();
        return last_timer_;
    }

    void update_timeout(int timer, int frequency) {
        std::lock_guard lock(mutex_);
        if (auto* t = find(timers_, timer)) {
            t->frequency = frequency;
            t->due = due(frequency);
            wake();
        }
    }

    int remove_timeout(int timer) {
        std::lock_guard lock(mutex_);
        auto* t = find(timers_, timer);
        if (!t) return -1;
        t->deleted = true;
        any_deleted_ = true;
        wake();
        return 0;
    }

    // One turn: wait until something is due, call back what is, forget what was removed.
    void run_once() {
        forget_removed();
        std::vector<pollfd> fds;
        std::vector<int> watches;
        Deadline next = Deadline::never();
        {
            std::lock_guard lock(mutex_);
            fds.push_back({wake_, POLLIN, 0});
            for (const auto& h : handles_)
                if (!h.deleted && h.events) {
                    fds.push_back({h.fd, to_poll(h.events), 0});
                    watches.push_back(h.id);
                }
            for (const auto& t : timers_)
                if (!t.deleted) next = next.sooner(t.due);
            waiting_ = true;
        }
        int n = poll(fds.data(), fds.size(), next.remaining_ms());
        {
            std::lock_guard lock(mutex_);
            waiting_ = false;
        }
        if (n > 0 && fds[0].revents) {
            std::uint64_t count;
            while (read(wake_, &count, sizeof count) < 0 && errno == EINTR) {
            }
        }
        call_timers();
        if (n > 0) call_handles(fds, watches);
        forget_removed();
    }

  private:
    struct HandleEntry {
        int id, fd, events;
        virEventHandleCallback callback;
        void* opaque;
        virFreeCallback free_opaque;
        bool deleted;
    };
    struct TimerEntry {
        int id, frequency;
        Deadline due;
        virEventTimeoutCallback callback;
        void* opaque;
        virFreeCallback free_opaque;
        bool deleted;
    };

    // With mutex_ held. Entries stand in the order of their numbers, since they are given out in turn.
    template <class Entry>
    static Entry* find(std::vector<Entry>& entries, int id) {
        auto it = std::lower_bound(entries.begin(), entries.end(), id, [](const Entry& e, int wanted) { return e.id < wanted; });
        return it == entries.end() || it->id != id || it->deleted ? nullptr : &*it;
    }

    DefaultLoop() : wake_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

    static Deadline due(int frequency) {
        return frequency < 0 ? Deadline::never() : Deadline::in_ms(frequency);
    }

    static short to_poll(int events) {
        return static_cast<short>((events & VIR_EVENT_HANDLE_READABLE ? POLLIN : 0) | (events & VIR_EVENT_HANDLE_WRITABLE ? POLLOUT : 0) |
                                  (events & VIR_EVENT_HANDLE_ERROR ? POLLERR : 0) | (events & VIR_EVENT_HANDLE_HANGUP ? POLLHUP : 0));
    }

    static int from_poll(short events) {
        return (events & POLLIN ? VIR_EVENT_HANDLE_READABLE : 0) | (events & POLLOUT ? VIR_EVENT_HANDLE_WRITABLE : 0) |
               (events & (POLLERR | POLLNVAL) ? VIR_EVENT_HANDLE_ERROR : 0) | (events & POLLHUP ? VIR_EVENT_HANDLE_HANGUP : 0);
    }

    // With mutex_ held.
    void wake() {
        if (!waiting_) return;
        std::uint64_t one = 1;
        while (write(wake_, &one, sizeof one) < 0 && errno == EINTR) {
        }
    }

    void call_timers() {
        std::vector<int> ready;
        {
            std::lock_guard lock(mutex_);
            for (auto& t : timers_)
                if (!t.deleted && t.frequency >= 0 && t.due.expired()) {
                    t.due = due(t.frequency);
                    ready.push_back(t.id);
                }
        }
        for (int id : ready) {
            TimerEntry entry;
            {
                std::lock_guard lock(mutex_);
                const auto* t = find(timers_, id);
                if (!t || t->frequency < 0) continue;
                entry = *t;
            }
            entry.callback(entry.id, entry.opaque);
        }
    }

    void call_handles(const std::vector<pollfd>& fds, const std::vector<int>& watches) {
        for (std::size_t i = 0; i < watches.size(); ++i) {
            if (!fds[i + 1].revents) continue;
            HandleEntry entry;
            {
                std::lock_guard lock(mutex_);
                const auto* h = find(handles_, watches[i]);
                if (!h || !h->events) continue;
                entry = *h;
            }
            if (int events = from_poll(fds[i + 1].revents)) entry.callback(entry.id, entry.fd, events, entry.opaque);
        }
    }

    void forget_removed() {
        std::vector<std::pair<virFreeCallback, void*>> frees;
        {
            std::lock_guard lock(mutex_);
            if (!std::exchange(any_deleted_, false)) return;
            auto forget = [&](auto& entries) {
                for (auto& e : entries)
                    if (e.deleted && e.free_opaque) frees.emplace_back(e.free_opaque, e.opaque);
                std::erase_if(entries, [](auto& e) { return e.deleted; });
            };
            forget(handles_);
            forget(timers_);
        }
        for (auto& [ff, opaque] : frees) ff(opaque);
    }

    std::mutex mutex_;
    int wake_;
    bool waiting_ = false, any_deleted_ = false;
    int last_watch_ = 0, last_timer_ = 0;
    std::vector<HandleEntry> handles_;
    std::vector<TimerEntry> timers_;
};

}  // namespace

bool vireo::shim::has_application_loop() { return current().add_handle != nullptr; }

void virEventRegisterImpl(virEventAddHandleFunc addHandle, virEventUpdateHandleFunc updateHandle,
                          virEventRemoveHandleFunc removeHandle, virEventAddTimeoutFunc addTimeout,
                          virEventUpdateTimeoutFunc updateTimeout, virEventRemoveTimeoutFunc removeTimeout) {
    std::lock_guard lock(implementation_mutex);
    implementation = {addHandle, updateHandle, removeHandle, addTimeout, updateTimeout, removeTimeout};
}

int virEventRegisterDefaultImpl(void) {
    reset_last_error();
    virEventRegisterImpl(
        [](int fd, int events, virEventHandleCallback cb, void* opaque, virFreeCallback ff) {
            return DefaultLoop::instance().add_handle(fd, events, cb, opaque, ff);
        },
        [](int watch, int events) { DefaultLoop::instance().update_handle(watch, events); },
        [](int watch) { return DefaultLoop::instance().remove_handle(watch); },
        [](int frequency, virEventTimeoutCallback cb, void* opaque, virFreeCallback ff) {
            return DefaultLoop::instance().add_timeout(frequency, cb, opaque, ff);
        },
        [](int timer, int frequency) { DefaultLoop::instance().update_timeout(timer, frequency); },
        [](int timer) { return DefaultLoop::instance().remove_timeout(timer); });
    return 0;
}

int virEventRunDefaultImpl(void) {
    return c_wall(nullptr, -1, [&] {
        DefaultLoop::instance().run_once();
        return 0;
    });
}

int virEventAddHandle(int fd, int events, virEventHandleCallback cb, void* opaque, virFreeCallback ff) {
    auto i = current();
    return i.add_handle && cb ? i.add_handle(fd, events, cb, opaque, ff) : -1;
}

void virEventUpdateHandle(int watch, int events) {
    if (auto i = current(); i.update_handle) i.update_handle(watch, events);
}

int virEventRemoveHandle(int watch) {
    auto i = current();
    return i.remove_handle ? i.remove_handle(watch) : -1;
}

int virEventAddTimeout(int frequency, virEventTimeoutCallback cb, void* opaque, virFreeCallback ff) {
    auto i = current();
    return i.add_timeout && cb ? i.add_timeout(frequency, cb, opaque, ff) : -1;
}

void virEventUpdateTimeout(int timer, int frequency) {
    if (auto i = current(); i.update_timeout) i.update_timeout(timer, frequency);
}

int virEventRemoveTimeout(int timer) {
    auto i = current();
    return i.remove_timeout ? i.remove_timeout(timer) : -1;
}
