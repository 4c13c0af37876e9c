// SPDX-License-Identifier: LGPL-2.1-or-later
// Names and members: QEMU QMP Reference Manual, events.
#include "drivers/qemu/story/guest_events.h"

#include <signal.h>

#include "api/gen/events.h"
#include "base/log.h"
#include "base/text.h"
#include "drivers/qemu/core.h"
#include "drivers/qemu/qmp/client.h"
#include "drivers/qemu/story/power.h"
#include "drivers/qemu/story/stop.h"
#include "host/process/process.h"
#include "hv/events.h"
#include "json/json.h"

namespace vireo::qemu {
namespace {

constinit log::Source source{"qemu.events"};

using hv::event::Lifecycle;
using json::Json;

template <class Msg>
api::Event domain_event(int id, const GuestState& s, Msg msg) {
    return api::make_event(api::EventClass::domain, id, s.uuid, std::move(msg));
}

// Publishes without a change of state.
void announce(Guest& g, const GuestState& s, api::Event e) {
    if (g.read()->life == s.life) g.core().events.publish(e);
}

std::string text(const Json& d, const char* name) {
    const auto* v = json::find(d, name);
    return v && v->is_string() ? v->get<std::string>() : std::string();
}

bool flag(const Json& d, const char* name) {
    const auto* v = json::find(d, name);
    return v && v->is_boolean() && v->get<bool>();
}

void on_shutdown(Guest& g, const GuestState& s, const Json& d) {
    const bool known = json::find(d, "guest") != nullptr, by_guest = flag(d, "guest");
    g.commit(s.life, [&](GuestState& n) {
        if (n.state.phase == hv::Phase::shutdown || n.state.phase == hv::Phase::crashed) return;
        n.state = {hv::Phase::shutdown, hv::why::unknown};
        n.events = {hv::lifecycle_event(n.ref(), Lifecycle::shutdown, !known ? hv::event::shutdown::finished : by_guest ? hv::event::shutdown::guest : hv::event::shutdown::host)};
    });
    if (known && !by_guest) return;  // whoever signalled the process ends it as well
    after_shutdown(g, s.life);
}

void on_stop(Guest& g, const GuestState& s) {
    g.commit(s.life, [&](GuestState& n) {
        if (n.state.phase != hv::Phase::running) return;
        const int why = g.pause_reason.exchange(hv::why::unknown);
        n.state = {hv::Phase::paused, why};
        n.events = {hv::lifecycle_event(n.ref(), Lifecycle::suspended, why == hv::why::paused::io_error ? hv::event::suspended::io_error
                                                                       : why == hv::why::paused::watchdog ? hv::event::suspended::watchdog
                                                                                                          : hv::event::suspended::paused)};
    });
}

void on_resume(Guest& g, const GuestState& s) {
    g.commit(s.life, [&](GuestState& n) {
        if (n.state.phase != hv::Phase::paused || n.intent.story == "start") return;
        n.state = {hv::Phase::running, hv::why::running::unpaused};
        n.events = {hv::lifecycle_event(n.ref(), Lifecycle::resumed, hv::event::resumed::unpaused)};
    });
}

void on_panic(Guest& g, const GuestState& s) {
    g.commit(s.life, [&](GuestState& n) {
        n.state = {hv::Phase::crashed, hv::why::crashed::panicked};
        n.events = {hv::lifecycle_event(n.ref(), Lifecycle::crashed, 0)};
    });
    after_crash(g, s.life);
}

// Disk of a block node or device: its source and alias.
std::pair<std::string, std::string> disk_of(const GuestState& s, const Json& d) {
    auto device = text(d, "device"), node = text(d, "node-name"), qom = text(d, "qom-path");
    for (const auto& disk : s.live->devices.disks) {
        const auto& alias = disk.info.alias;
        bool hit = device == "drive-" + alias || device == alias || (!qom.empty() && qom.find("/" + alias) != std::string::npos);
        for (const model::StorageSource* i = &disk.source; i && !hit && i->type != model::StorageType::none; i = i->backing ? &*i->backing : nullptr)
            if (i->index && (node == fmt::format("libvirt-{}-format", *i->index) || node == fmt::format("libvirt-{}-storage", *i->index))) hit = true;
        if (hit) return {disk.source.path, alias};
    }
    return {"", device};
}

void on_io_error(Guest& g, const GuestState& s, const Json& d) {
    auto [path, alias] = disk_of(s, d);
    auto word = text(d, "action");
    const int action = word == "stop" ? 1 : word == "report" ? 2 : 0;
    const std::string reason = flag(d, "nospace") ? "enospc" : "";
    if (action == 1) g.pause_reason = hv::why::paused::io_error;
    auto ref = s.ref();
    announce(g, s, domain_event(4, s, api::DomainEventCallbackIoErrorMsg{.callbackID = 0, .msg = {.dom = ref, .srcPath = path, .devAlias = alias, .action = action}}));
    announce(g, s, domain_event(6, s, api::DomainEventCallbackIoErrorReasonMsg{.callbackID = 0, .msg = {.dom = ref, .srcPath = path, .devAlias = alias, .action = action, .reason = reason}}));
}

void on_graphics(Guest& g, const GuestState& s, const Json& d, int phase) {
    auto address = [&](const char* which) {
        api::DomainEventGraphicsAddress a;
        const auto* side = json::find(d, which);
        if (!side) return a;
        auto family = text(*side, "family");
        a.family = family == "ipv4" ? 0 : family == "ipv6" ? 1 : 2;
        a.node = text(*side, "host");
        a.service = text(*side, "service");
        if (a.service.empty()) a.service = text(*side, "port");
        return a;
    };
    api::DomainEventGraphicsMsg m{.dom = s.ref(), .phase = phase, .local = address("server"), .remote = address("client"), .authScheme = {}, .subject = {}};
    if (const auto* server = json::find(d, "server")) m.authScheme = text(*server, "auth");
    if (const auto* client = json::find(d, "client")) {
        if (auto name = text(*client, "x509_dname"); !name.empty()) m.subject.push_back({.type = "x509dname", .name = name});
        if (auto name = text(*client, "sasl_username"); !name.empty()) m.subject.push_back({.type = "saslUsername", .name = name});
    }
    announce(g, s, domain_event(5, s, api::DomainEventCallbackGraphicsMsg{.callbackID = 0, .msg = std::move(m)}));
}

void on_watchdog(Guest& g, const GuestState& s, const Json& d) {
    static constexpr std::string_view actions[] = {"none", "pause", "reset", "poweroff", "shutdown", "debug", "inject-nmi"};
    auto word = text(d, "action");
    int action = 0;
    for (std::size_t i = 0; i < std::size(actions); ++i)
        if (actions[i] == word) action = static_cast<int>(i);
    if (word == "pause") g.pause_reason = hv::why::paused::watchdog;
    announce(g, s, domain_event(3, s, api::DomainEventCallbackWatchdogMsg{.callbackID = 0, .msg = {.dom = s.ref(), .action = action}}));
}

void on_balloon(Guest& g, const GuestState& s, const Json& d) {
    const auto* actual = json::find(d, "actual");
    if (!actual || !actual->is_number()) return;
    const auto kib = actual->get<std::uint64_t>() / 1024;
    g.commit(s.life, [&](GuestState& n) {
        auto live = std::make_shared<model::Domain>(*n.live);
        live->current_memory = kib;
        n.live = std::move(live);
        n.events = {hv::balloon_change_event(n.ref(), kib)};
    });
}

void on_tray(Guest& g, const GuestState& s, const Json& d) {
    auto id = text(d, "id");
    const bool open = flag(d, "tray-open");
    g.commit(s.life, [&](GuestState& n) {
        auto live = std::make_shared<model::Domain>(*n.live);
        for (auto& disk : live->devices.disks)
            if (disk.info.alias == id || "drive-" + disk.info.alias == text(d, "device")) {
                disk.tray = open ? model::Tray::open : model::Tray::closed;
                n.events = {domain_event(10, n, api::DomainEventCallbackTrayChangeMsg{.callbackID = 0, .msg = {.dom = n.ref(), .devAlias = disk.info.alias, .reason = open ? 0 : 1}})};
            }
        n.live = std::move(live);
    });
}

void on_port(Guest& g, const GuestState& s, const Json& d) {
    auto id = text(d, "id");
    const bool open = flag(d, "open");
    g.commit(s.life, [&](GuestState& n) {
        auto live = std::make_shared<model::Domain>(*n.live);
        for (auto& c : live->devices.channels) {
            if (c.info.alias != id) continue;
            c.state = open ? model::ChannelState::connected : model::ChannelState::disconnected;
            if (c.name == "org.qemu.guest_agent.0") n.events = {hv::agent_lifecycle_event(n.ref(), open ? 1 : 2, 2)};
        }
        n.live = std::move(live);
    });
}

void on_device_deleted(Guest& g, const GuestState& s, const Json& d) {
    auto alias = text(d, "device");
    if (!alias.empty()) announce(g, s, hv::device_removed_event(s.ref(), alias));
}

void on_rtc(Guest& g, const GuestState& s, const Json& d) {
    if (const auto* offset = json::find(d, "offset"); offset && offset->is_number()) announce(g, s, hv::rtc_change_event(s.ref(), offset->get<std::int64_t>()));
}

void on_sleep(Guest& g, const GuestState& s, bool to_disk) {
    g.commit(s.life, [&](GuestState& n) {
        n.state = {hv::Phase::pmsuspended, hv::why::unknown};
        n.events = {hv::lifecycle_event(n.ref(), Lifecycle::pmsuspended, to_disk ? 1 : 0)};
    });
}

void on_wakeup(Guest& g, const GuestState& s) {
    g.commit(s.life, [&](GuestState& n) {
        if (n.state.phase != hv::Phase::pmsuspended) return;
        n.state = {hv::Phase::running, hv::why::running::wakeup};
        n.events = {hv::lifecycle_event(n.ref(), Lifecycle::started, hv::event::started::wakeup)};
    });
}

void monitor_event(Guest& g, const GuestState& s, const GuestEvent& e) {
    api::QemuDomainMonitorEventMsg m{.callbackID = 0, .dom = s.ref(), .event = e.name, .seconds = e.micros / 1'000'000, .micros = static_cast<std::uint32_t>(e.micros % 1'000'000), .details = {}};
    if (!e.data.empty()) m.details = e.data;
    auto event = api::make_event(api::EventClass::qemu_monitor, 0, s.uuid, std::move(m));
    event.name = e.name;
    g.core().monitor_events.publish(event);
}

void handle(Guest& g, const GuestEvent& e) {
    auto s = g.read();
    if (e.life != s->life || !s->active()) return;
    if (e.name.empty()) {
        if (s->intent.story == "start") return;  // the story that starts it sees that for itself
        if (Fd process = g.process(); process && !host::wait_for_end(process.get(), Deadline::in_ms(0))) return;  // nobody forgets a process that lives
        end_guest(g, e.life, -1);
        return;
    }
    monitor_event(g, *s, e);
    const Json d = e.data.empty() ? Json::object() : json::parse(e.data);
    if (e.name == "SHUTDOWN") return on_shutdown(g, *s, d);
    if (e.ours) return;
    if (e.name == "STOP") return on_stop(g, *s);
    if (e.name == "RESUME") return on_resume(g, *s);
    if (e.name == "RESET") {
        if (!flag(d, "guest") && g.resets_to_ignore.load() > 0) {
            --g.resets_to_ignore;
            return;
        }
        return announce(g, *s, hv::reboot_event(s->ref()));
    }
    if (e.name == "BLOCK_IO_ERROR") return on_io_error(g, *s, d);
    if (e.name == "WATCHDOG") return on_watchdog(g, *s, d);
    if (e.name == "VNC_CONNECTED" || e.name == "SPICE_CONNECTED") return on_graphics(g, *s, d, 0);
    if (e.name == "VNC_INITIALIZED" || e.name == "SPICE_INITIALIZED") return on_graphics(g, *s, d, 1);
    if (e.name == "VNC_DISCONNECTED" || e.name == "SPICE_DISCONNECTED") return on_graphics(g, *s, d, 2);
    if (e.name == "BALLOON_CHANGE") return on_balloon(g, *s, d);
    if (e.name == "DEVICE_TRAY_MOVED") return on_tray(g, *s, d);
    if (e.name == "VSERPORT_CHANGE") return on_port(g, *s, d);
    if (e.name == "DEVICE_DELETED") return on_device_deleted(g, *s, d);
    if (e.name == "RTC_CHANGE") return on_rtc(g, *s, d);
    if (e.name == "GUEST_PANICKED") return on_panic(g, *s);
    if (e.name == "SUSPEND" || e.name == "SUSPEND_DISK") return on_sleep(g, *s, e.name == "SUSPEND_DISK");
    if (e.name == "WAKEUP") return on_wakeup(g, *s);
}

}  // namespace

void handle_guest_event(Guest& guest, const GuestEvent& event) noexcept {
    try {
        handle(guest, event);
    } catch (const vireo::Error& e) {
        log::warning(source, "event {} of domain '{}' had no effect: {}", event.name.empty() ? "end of process" : event.name, guest.read()->name, e.message);
    } catch (const std::exception& e) {
        log::error(source, "event {}: {}", event.name, e.what());
    }
}

}  // namespace vireo::qemu
