// SPDX-License-Identifier: LGPL-2.1-or-later
// Starting, stopping, pausing: flags and look-ups here, the deeds in story/.
#include "base/log.h"
#include "drivers/qemu/accept.h"
#include "drivers/qemu/connection.h"
#include "drivers/qemu/qmp/client.h"
#include "drivers/qemu/story/power.h"
#include "drivers/qemu/story/start.h"
#include "drivers/qemu/story/stop.h"
#include "hv/flags.h"
#include "hv/impact.h"
#include "hv/refusals.h"
#include "json/json.h"
#include "libvirt/libvirt-qemu.h"
#include "libvirt/libvirt.h"
#include "model/schema/validate.h"

namespace vireo::qemu {

using namespace api;

namespace {

constexpr std::uint32_t start_flags = VIR_DOMAIN_START_PAUSED | VIR_DOMAIN_START_AUTODESTROY | VIR_DOMAIN_START_BYPASS_CACHE | VIR_DOMAIN_START_FORCE_BOOT | VIR_DOMAIN_START_VALIDATE | VIR_DOMAIN_START_RESET_NVRAM;

StartOptions options_of(std::uint32_t flags) {
    return {.paused = (flags & VIR_DOMAIN_START_PAUSED) != 0, .autodestroy = (flags & VIR_DOMAIN_START_AUTODESTROY) != 0};
}

}  // namespace

void QemuConnection::domain_create(Call& c, const DomainCreateArgs& a) { domain_create_with_flags(c, {.dom = a.dom, .flags = 0}); }

DomainCreateWithFlagsRet QemuConnection::domain_create_with_flags(Call&, const DomainCreateWithFlagsArgs& a) {
    hv::check_flags(a.flags, start_flags, "qemuDomainCreateWithFlags", Domain::qemu);
    auto g = guest(a.dom);
    start_guest(*g, options_of(a.flags));
    if (a.flags & VIR_DOMAIN_START_AUTODESTROY) {
        std::lock_guard lock(mutex_);
        autodestroy_.push_back(g);
    }
    return {.dom = g->read()->ref()};
}

DomainCreateXmlRet QemuConnection::domain_create_xml(Call&, const DomainCreateXmlArgs& a) {
    hv::check_flags(a.flags, start_flags, "qemuDomainCreateXML", Domain::qemu);
    if (a.flags & VIR_DOMAIN_START_VALIDATE) model::validate("domain", "domain", a.xml_desc, Domain::domain);
    auto d = std::make_shared<const model::Domain>(accept_definition(*core_, a.xml_desc));
    GuestPtr g;
    {
        std::lock_guard one(core_->defining);
        if (auto known = core_->guests.find(d->uuid)) {
            auto s = known->read();
            if (s->name != d->name) hv::uuid_taken(s->name, d->uuid);
            if (s->active()) hv::already_active(s->name);
            g = known;
        } else {
            if (auto other = core_->guests.find(d->name)) hv::name_taken(d->name, other->read()->uuid);
            GuestState s;
            s.name = d->name;
            s.uuid = d->uuid;
            g = std::make_shared<Guest>(*core_, std::move(s));
            core_->guests.insert(d->name, d->uuid, g);
        }
    }
    try {
        auto o = options_of(a.flags);
        o.definition = d;
        g->lane(run::LaneKind::modify)->run_sync("virDomainCreateXML", Deadline::in_ms(30'000), [&] { start_guest(*g, o); });
    } catch (...) {
        core_->drop(g);
        throw;
    }
    if (a.flags & VIR_DOMAIN_START_AUTODESTROY) {
        std::lock_guard lock(mutex_);
        autodestroy_.push_back(g);
    }
    return {.dom = g->read()->ref()};
}

void QemuConnection::domain_destroy(Call&, const DomainDestroyArgs& a) { destroy_guest(*guest(a.dom), false); }

void QemuConnection::domain_destroy_flags(Call&, const DomainDestroyFlagsArgs& a) {
    hv::check_flags(a.flags, VIR_DOMAIN_DESTROY_GRACEFUL | VIR_DOMAIN_DESTROY_REMOVE_LOGS, "qemuDomainDestroyFlags", Domain::qemu);
    destroy_guest(*guest(a.dom), a.flags & VIR_DOMAIN_DESTROY_GRACEFUL);
}

void QemuConnection::domain_suspend(Call&, const DomainSuspendArgs& a) { suspend_guest(*guest(a.dom)); }
void QemuConnection::domain_resume(Call&, const DomainResumeArgs& a) { resume_guest(*guest(a.dom)); }
void QemuConnection::domain_shutdown(Call&, const DomainShutdownArgs& a) { shutdown_guest(*guest(a.dom), 0); }

void QemuConnection::domain_shutdown_flags(Call&, const DomainShutdownFlagsArgs& a) {
    hv::check_flags(a.flags, VIR_DOMAIN_SHUTDOWN_ACPI_POWER_BTN | VIR_DOMAIN_SHUTDOWN_GUEST_AGENT, "qemuDomainShutdownFlags", Domain::qemu);
    shutdown_guest(*guest(a.dom), a.flags);
}

void QemuConnection::domain_reboot(Call&, const DomainRebootArgs& a) {
    hv::check_flags(a.flags, VIR_DOMAIN_REBOOT_ACPI_POWER_BTN | VIR_DOMAIN_REBOOT_GUEST_AGENT, "qemuDomainReboot", Domain::qemu);
    reboot_guest(*guest(a.dom), a.flags);
}

void QemuConnection::domain_reset(Call&, const DomainResetArgs& a) {
    hv::check_flags(a.flags, 0, "qemuDomainReset", Domain::qemu);
    reset_guest(*guest(a.dom));
}

QemuDomainMonitorCommandRet QemuConnection::qemu_domain_monitor_command(Call&, const QemuDomainMonitorCommandArgs& a) {
    hv::check_flags(a.flags, VIR_DOMAIN_QEMU_MONITOR_COMMAND_HMP, "qemuDomainQemuMonitorCommand", Domain::qemu);
    auto g = guest(a.dom);
    hv::require_active(g->read()->active());
    g->custom_monitor = g->read()->life;
    if (a.flags & VIR_DOMAIN_QEMU_MONITOR_COMMAND_HMP) {
        auto answer = g->monitor()->call(qmp::Command("human-monitor-command", json::Json{{"command-line", a.cmd}}));
        return {.result = answer.is_string() ? answer.get<std::string>() : std::string()};
    }
    auto given = json::parse(a.cmd);
    const auto* name = json::find(given, "execute");
    if (!name || !name->is_string()) fail(Code::internal_error, Domain::qemu, "missing \"execute\" in monitor command '{}'", a.cmd);
    const auto* arguments = json::find(given, "arguments");
    auto future = g->monitor()->send(arguments ? qmp::Command(name->get<std::string>(), *arguments) : qmp::Command(name->get<std::string>()));
    const auto* reply = future.wait(Deadline::in_ms(60'000));
    if (!reply) fail(Code::operation_timeout, Domain::qemu, "the monitor did not answer '{}' in time", name->get<std::string>());
    // In QEMU's order.
    const auto* given_id = json::find(given, "id");
    const json::Json id = given_id ? *given_id : json::Json(fmt::format("libvirt-{}", reply->serial));
    json::Json out;
    if (reply->ok)
        out = {{"return", json::parse(reply->value)}, {"id", id}};
    else
        out = {{"id", id}, {"error", {{"class", reply->error_class}, {"desc", reply->error_text}}}};
    return {.result = json::compact(out)};
}

}  // namespace vireo::qemu
