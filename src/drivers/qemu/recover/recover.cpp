// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/qemu/recover/recover.h"

#include <signal.h>

#include <algorithm>

#include "base/log.h"
#include "drivers/qemu/core.h"
#include "drivers/qemu/prepare/prepare.h"
#include "drivers/qemu/qmp/client.h"
#include "drivers/qemu/rules/fill.h"
#include "drivers/qemu/story/monitor.h"
#include "drivers/qemu/story/stop.h"
#include "host/node/sysfs.h"
#include "host/process/process.h"
#include "json/json.h"

namespace vireo::qemu {
namespace {

constinit log::Source source{"qemu.recover"};

// The process that the status file means, if it still lives: same boot, same pid, same start time.
Fd surviving_process(const Runtime& r) {
    if (r.pid <= 0) return {};
    if (!r.boot_id.empty() && r.boot_id != boot_id()) return {};
    auto pidfd = host::open_process(r.pid, r.process_start ? std::optional(r.process_start) : std::nullopt);
    if (!pidfd) return {};
    // A process that has ended but that nobody has waited for yet still has its number.
    if (host::wait_for_end(pidfd->get(), Deadline::in_ms(0))) return {};
    // libvirt's own status files carry no start time: then the process must at least be an emulator.
    if (!r.process_start && host::read_text(fmt::format("/proc/{}/comm", r.pid)).value_or("").find("qemu") == std::string::npos) return {};
    return std::move(*pidfd);
}

// False: the guest has powered itself off meanwhile and only its emulator is left.
bool adopt(Core& core, const GuestPtr& guest, bool first) {
    auto s = guest->read();
    auto runtime = std::make_shared<Runtime>(*s->runtime);
    try {
        runtime->caps = core.caps.get(s->live->devices.emulator);
    } catch (const Error& e) {
        log::warning(source, "domain '{}' runs on, but its emulator cannot be asked any more: {}", s->name, e.message);
    }
    if (first) adopt_host(*s->live, core.config);
    ++guest->thresholds_set;  // by whoever was here before
    auto monitor = guest->monitor_or_null();
    if (!monitor || monitor->closed()) {
        monitor = open_monitor(*guest, runtime->monitor_path, Deadline::in_ms(10'000));
        guest->attach_monitor(monitor);
    }
    std::vector<std::string> uncounted;
    for (const auto& event : s->live->perf) {
        if (event.enabled != model::YesNo::yes) continue;
        try {
            guest->perf.enable(event.name, runtime->pid);
        } catch (const Error& e) {
            log::warning(source, "domain '{}': {}", s->name, e.message);
            uncounted.push_back(event.name);
        }
    }
    auto status = monitor->call(qmp::Command("query-status"));
    const auto word = status.value("status", std::string());
    const bool runs = status.value("running", false);
    guest->commit(s->life, [&](GuestState& n) {
        n.runtime = runtime;
        n.intent = {};
        if (n.live && (runtime->caps || !uncounted.empty())) {
            auto live = *n.live;
            for (auto& event : live.perf)
                if (std::find(uncounted.begin(), uncounted.end(), event.name) != uncounted.end()) event.enabled = model::YesNo::no;
            if (runtime->caps) rules::mark_raw_layers(live, *runtime->caps);
            n.live = std::make_shared<const model::Domain>(std::move(live));
        }
        if (word == "shutdown") {
            n.state = {hv::Phase::shutdown, hv::why::unknown};
        } else if (word == "guest-panicked") {
            n.state = {hv::Phase::crashed, hv::why::crashed::panicked};
        } else if (word == "suspended") {
            n.state = {hv::Phase::pmsuspended, hv::why::unknown};
        } else if (runs && n.state.phase != hv::Phase::running) {
            n.state = {hv::Phase::running, hv::why::running::unpaused};
        } else if (!runs && n.state.phase == hv::Phase::running) {
            n.state = {hv::Phase::paused, word == "io-error" ? hv::why::paused::io_error : word == "watchdog" ? hv::why::paused::watchdog : hv::why::unknown};
        }
    });
    log::info(source, "domain '{}' adopted, process {}", s->name, runtime->pid);
    return word != "shutdown";
}

struct Attempt {
    std::uint64_t life = 0;
    bool half_started = false;
    unsigned failed = 0;
};

void recover_on_lane(Core& core, const GuestPtr& guest, Attempt attempt);

// A guest whose process lives is neither ended nor forgotten because it does not answer just now: it is asked again.
void recover_later(Core& core, const GuestPtr& guest, Attempt attempt) {
    const auto pause = std::min(std::chrono::milliseconds(200) * (1u << std::min(attempt.failed, 8u)), std::chrono::milliseconds(30'000));
    ++attempt.failed;
    auto& loop = core.loop.loop();
    loop.post([&core, &loop, pause, attempt, weak = guest->weak_from_this()] {
        loop.after(pause, [&core, attempt, weak] {
            if (auto g = weak.lock(); g && !core.closing) recover_on_lane(core, g, attempt);
        });
    });
}

void recover_once(Core& core, const GuestPtr& guest, Attempt attempt) {
    auto s = guest->read();
    if (s->life != attempt.life || !s->active()) return;  // ended by somebody meanwhile
    Fd process = guest->process();
    const auto lives = [&] { return process && !host::wait_for_end(process.get(), Deadline::in_ms(0)); };
    int reason = attempt.half_started ? hv::why::shutoff::failed : hv::why::unknown;
    try {
        if (lives() && !attempt.half_started) {
            if (adopt(core, guest, attempt.failed == 0)) return;
            reason = hv::why::shutoff::shutdown;
        }
        if (process) host::end_process(process.get(), s->runtime->pid, SIGTERM, Deadline::in_ms(3'000), Deadline::in_ms(8'000));
        end_guest(*guest, attempt.life, reason);
    } catch (const Error& e) {
        if (core.closing) return;  // the next daemon will see to it
        if (attempt.failed == 0) log::error(source, "cannot recover domain '{}' yet: {}", s->name, e.message);
        recover_later(core, guest, attempt);
    }
}

void recover_on_lane(Core& core, const GuestPtr& guest, Attempt attempt) {
    auto refused = [guest](const Error& e) { log::error(source, "cannot recover domain '{}': {}", guest->read()->name, e.message); };
    guest->lane(run::LaneKind::modify)->post("recover", Deadline::never(), [&core, guest, attempt] { recover_once(core, guest, attempt); }, std::move(refused));
}

// What stands in for a document that this daemon cannot read: the stored definition, or as much as lists need.
model::DomainPtr substitute(const GuestPtr& known, const GuestState& status) {
    std::shared_ptr<model::Domain> d;
    if (known)
        if (auto config = known->read()->config) d = std::make_shared<model::Domain>(*config->get());
    if (!d) {
        d = std::make_shared<model::Domain>();
        d->name = status.name;
        d->uuid = status.uuid;
        d->os.type = "hvm";
    }
    d->id = status.id;
    return d;
}

}  // namespace

std::string boot_id() {
    static const std::string id = host::read_text("/proc/sys/kernel/random/boot_id").value_or("");
    return id;
}

void recover_guest(Core& core, GuestState status) {
    core.seen_id(status.id);
    auto runtime = status.runtime;
    Fd pidfd = surviving_process(*runtime);
    const bool half_started = status.intent.story == "start";

    GuestPtr guest = core.guests.find(status.uuid);
    if (!status.live) status.live = substitute(guest, status);
    if (guest) {
        guest->commit(run::any_life, [&](GuestState& n) {
            n.life = status.life;
            n.live = status.live;
            n.id = status.id;
            n.state = status.state;
            n.runtime = runtime;
            n.intent = status.intent;
        });
    } else {
        auto name = status.name;
        auto uuid = status.uuid;
        int id = status.id;
        guest = std::make_shared<Guest>(core, std::move(status));
        if (core.guests.insert(name, uuid, guest) != run::Index<Guest>::Clash::none) {
            log::error(source, "status of '{}' clashes with a definition of another domain; it is left alone", name);
            return;
        }
        core.ids.insert(id, guest);
    }

    // From now on the guest can be ended, and its own end is noticed; whoever wants more of it queues behind the adoption.
    if (pidfd) guest->attach_process(std::move(pidfd));
    recover_on_lane(core, guest, {guest->read()->life, half_started, 0});
}

}  // namespace vireo::qemu
