// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/qemu/story/stop.h"

#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/log.h"
#include "drivers/qemu/core.h"
#include "drivers/qemu/prepare/prepare.h"
#include "host/process/process.h"
#include "hv/events.h"
#include "hv/impact.h"

namespace vireo::qemu {
namespace {

constinit log::Source source{"qemu.stop"};

// Which detail of "stopped" goes with which reason of "shut off".
int stopped_detail(int reason) {
    namespace w = hv::why::shutoff;
    namespace e = hv::event::stopped;
    switch (reason) {
        case w::shutdown: return e::shutdown;
        case w::destroyed: return e::destroyed;
        case w::migrated: return e::migrated;
        case w::saved: return e::saved;
        case w::failed: return e::failed;
        case w::from_snapshot: return e::from_snapshot;
        case hv::why::unknown: return e::failed;
        default: return e::crashed;
    }
}

const char* log_word(int reason) {
    static constexpr const char* words[] = {"unknown", "shutdown", "destroyed", "crashed", "migrated", "saved", "failed", "from-snapshot", "daemon"};
    return reason >= 0 && reason < static_cast<int>(std::size(words)) ? words[reason] : "unknown";
}

}  // namespace

void destroy_guest(Guest& guest, bool graceful) {
    auto s = guest.read();
    hv::require_active(s->active());
    Fd process = guest.process();
    int none = -1;
    guest.end_reason.compare_exchange_strong(none, hv::why::shutoff::destroyed);
    if (process) {
        const pid_t pid = s->runtime ? s->runtime->pid : 0;
        if (graceful) {
            ::syscall(SYS_pidfd_send_signal, process.get(), SIGTERM, nullptr, 0);
            if (!host::wait_for_end(process.get(), Deadline::in_ms(15'000)))
                fail_errno(Domain::qemu, EBUSY, "Failed to terminate process {} with SIGTERM", pid);
        } else {
            host::end_process(process.get(), pid, SIGTERM, Deadline::in_ms(10'000), Deadline::in_ms(40'000));
        }
        // Observers hear that it shuts down before they hear that it stopped.
        guest.hear_out(Deadline::in_ms(300));
    }
    end_guest(guest, s->life, hv::why::shutoff::destroyed);
}

void end_guest(Guest& guest, std::uint64_t life, int reason) {
    std::lock_guard once(guest.ending);
    auto s = guest.read();
    if (s->life != life || !s->active()) return;
    if (reason < 0) reason = guest.end_reason.exchange(-1);
    if (reason < 0) reason = hv::why::shutoff::crashed;
    guest.end_reason = -1;
    auto& core = guest.core();

    {
        std::lock_guard lock(guest.consoles_mutex);
        for (auto& [alias, close] : guest.consoles) close();
        guest.consoles.clear();
    }
    guest.detach();
    cleanup_host(*s->live, core.config, log_word(reason), !s->persistent());
    guest.commit(life, [&](GuestState& n) {
        ++n.life;
        n.live.reset();
        n.runtime.reset();
        n.intent = {};
        n.state = {hv::Phase::shutoff, reason};
        n.id = -1;
        n.events = {hv::lifecycle_event(n.ref(), hv::event::Lifecycle::stopped, stopped_detail(reason))};
    });
    core.drop(guest.shared_from_this());
    log::info(source, "domain '{}' ended: {}", s->name, log_word(reason));
}

}  // namespace vireo::qemu
