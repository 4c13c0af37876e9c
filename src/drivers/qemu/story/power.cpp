// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/qemu/story/power.h"

#include <signal.h>

#include "base/log.h"
#include "drivers/qemu/agent/agent.h"
#include "drivers/qemu/core.h"
#include "drivers/qemu/qmp/client.h"
#include "drivers/qemu/story/stop.h"
#include "host/process/process.h"
#include "hv/events.h"
#include "hv/impact.h"
#include "json/json.h"
#include "libvirt/libvirt.h"

namespace vireo::qemu {
namespace {

constinit log::Source source{"qemu.power"};

using hv::event::Lifecycle;

void end_process_of(Guest& g, std::uint64_t life, int reason) {
    auto s = g.read();
    if (s->life != life || !s->active()) return;
    g.end_reason = reason;
    if (Fd process = g.process()) host::end_process(process.get(), s->runtime ? s->runtime->pid : 0, SIGTERM, Deadline::in_ms(5'000), Deadline::in_ms(20'000));
    end_guest(g, life, reason);
}

// The machine starts from its firmware again, in the same process.
void start_over(Guest& g, std::uint64_t life) {
    ++g.resets_to_ignore;
    auto monitor = g.monitor();
    const qmp::Command commands[] = {qmp::Command("system_reset"), qmp::Command("cont")};
    auto answers = monitor->send(commands);
    answers[0].check();
    answers[1].check();
    g.commit(life, [&](GuestState& n) {
        n.state = {hv::Phase::running, hv::why::running::booted};
        n.events = {hv::reboot_event(n.ref())};
    });
}

}  // namespace

void suspend_guest(Guest& g) {
    auto s = g.read();
    hv::require_active(s->active());
    if (s->state.phase == hv::Phase::pmsuspended) fail(Code::operation_invalid, Domain::qemu, "domain is pmsuspended");
    if (s->state.phase == hv::Phase::paused) return;
    g.pause_reason = hv::why::paused::user;
    g.stops_to_ignore = 1;
    g.monitor()->call(qmp::Command("stop"));
    g.stops_to_ignore = 0;
    g.commit(s->life, [&](GuestState& n) {
        if (n.state.phase == hv::Phase::running) n.events = {hv::lifecycle_event(n.ref(), Lifecycle::suspended, hv::event::suspended::paused)};
        n.state = {hv::Phase::paused, hv::why::paused::user};
    });
}

void resume_guest(Guest& g) {
    auto s = g.read();
    hv::require_active(s->active());
    if (s->state.phase == hv::Phase::pmsuspended) fail(Code::operation_invalid, Domain::qemu, "domain is pmsuspended");
    if (s->state.phase == hv::Phase::running) fail(Code::operation_invalid, Domain::qemu, "domain is already running");
    if (s->state.phase == hv::Phase::crashed) fail(Code::operation_invalid, Domain::qemu, "domain is not running");
    g.resumes_to_ignore = 1;
    g.monitor()->call(qmp::Command("cont"));
    g.resumes_to_ignore = 0;
    g.commit(s->life, [&](GuestState& n) {
        if (n.state.phase == hv::Phase::paused) n.events = {hv::lifecycle_event(n.ref(), Lifecycle::resumed, hv::event::resumed::unpaused)};
        n.state = {hv::Phase::running, hv::why::running::unpaused};
    });
}

void shutdown_guest(Guest& g, std::uint32_t flags) {
    auto s = g.read();
    const bool agent_asked = flags & VIR_DOMAIN_SHUTDOWN_GUEST_AGENT, acpi_asked = flags & VIR_DOMAIN_SHUTDOWN_ACPI_POWER_BTN;
    if (!s->active()) fail(Code::operation_invalid, Domain::qemu, "domain is not running");
    const bool has_agent = agent::configured(*s->live);
    if (agent_asked || (!flags && has_agent)) {
        try {
            agent::require_ready(*s->live);
            g.restart_after_shutdown = false;
            agent::shutdown(g, agent::Shutdown::power_down);
            return;
        } catch (const vireo::Error&) {
            if (agent_asked && !acpi_asked) throw;
        }
    }
    g.restart_after_shutdown = s->live->on_poweroff == model::LifecycleAction::restart;
    g.monitor()->call(qmp::Command("system_powerdown"));
}

void reboot_guest(Guest& g, std::uint32_t flags) {
    auto s = g.read();
    hv::require_active(s->active());
    const bool agent_asked = flags & VIR_DOMAIN_REBOOT_GUEST_AGENT, acpi_asked = flags & VIR_DOMAIN_REBOOT_ACPI_POWER_BTN;
    const bool has_agent = agent::configured(*s->live);
    if (agent_asked || (!flags && has_agent)) {
        try {
            agent::require_ready(*s->live);
            g.restart_after_shutdown = s->live->on_reboot != model::LifecycleAction::destroy;
            agent::shutdown(g, agent::Shutdown::reboot);
            return;
        } catch (const vireo::Error&) {
            if (agent_asked && !acpi_asked) throw;
        }
    }
    // QEMU knows no "press reset softly": the guest is asked to power off and is then started over.
    g.restart_after_shutdown = true;
    g.monitor()->call(qmp::Command("system_powerdown"));
}

void reset_guest(Guest& g) {
    auto s = g.read();
    hv::require_active(s->active());
    g.monitor()->call(qmp::Command("system_reset"));
    g.restart_after_shutdown = false;
    if (s->state.phase == hv::Phase::crashed)
        g.commit(s->life, [&](GuestState& n) {
            n.state = {hv::Phase::paused, hv::why::paused::user};
        });
}

void after_shutdown(Guest& g, std::uint64_t life) {
    auto s = g.read();
    if (s->life != life || !s->active()) return;
    const bool again = g.restart_after_shutdown.exchange(false) || s->live->on_poweroff == model::LifecycleAction::restart;
    if (s->live->on_poweroff == model::LifecycleAction::preserve && !again) return;
    // Not on the events strand: QEMU's answers and our waiting must not hold up what it says meanwhile.
    g.core().pool.post([self = g.shared_from_this(), life, again] {
        try {
            if (again)
                start_over(*self, life);
            else
                end_process_of(*self, life, hv::why::shutoff::shutdown);
        } catch (const vireo::Error& e) {
            log::error(source, "cannot finish the shutdown of domain '{}': {}", self->read()->name, e.message);
            try {
                end_process_of(*self, life, hv::why::shutoff::shutdown);
            } catch (const vireo::Error& worse) {
                log::error(source, "{}", worse.message);
            }
        }
    });
}

void after_crash(Guest& g, std::uint64_t life) {
    auto s = g.read();
    if (s->life != life || !s->active()) return;
    const auto action = s->live->on_crash;
    if (action == model::LifecycleAction::preserve) return;
    const bool again = action == model::LifecycleAction::restart || action == model::LifecycleAction::coredump_restart;
    g.core().pool.post([self = g.shared_from_this(), life, again] {
        try {
            if (again)
                start_over(*self, life);
            else
                end_process_of(*self, life, hv::why::shutoff::crashed);
        } catch (const vireo::Error& e) {
            log::error(source, "cannot act on the crash of domain '{}': {}", self->read()->name, e.message);
        }
    });
}

}  // namespace vireo::qemu
