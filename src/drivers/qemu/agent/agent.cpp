// SPDX-License-Identifier: LGPL-2.1-or-later
// Protocol: QEMU Guest Agent Protocol Reference, guest-sync-delimited for finding the beginning of an answer.
#include "drivers/qemu/agent/agent.h"


#include "base/error.h"
#include "drivers/qemu/agent/client.h"
#include "json/json.h"

namespace vireo::qemu::agent {
namespace {

const model::Chardev* channel_of(const model::Domain& d) {
    for (const auto& c : d.devices.channels)
        if (c.channel_target == model::ChannelTarget::virtio && c.name == "org.qemu.guest_agent.0") return &c;
    return nullptr;
}

json::Json converse(const Guest& guest, const char* command, const json::Json& arguments, int seconds, Deadline until) {
    auto s = guest.read();
    require_ready(*s);
    Client client(channel_of(*s->live)->source.path);
    qmp::Command question(command);
    if (!arguments.is_null()) question.arguments = json::compact(arguments);
    return client.call(question, seconds, until);
}

}  // namespace

bool configured(const model::Domain& d) { return channel_of(d) != nullptr; }

void require_ready(const GuestState& s) {
    if (!s.live || s.state.phase != hv::Phase::running) fail(Code::operation_invalid, Domain::qemu, "domain is not running");
    require_ready(*s.live);
}

void require_ready(const model::Domain& live) {
    const auto* c = channel_of(live);
    if (!c) fail(Code::argument_unsupported, Domain::qemu, "QEMU guest agent is not configured");
    if (c->state != model::ChannelState::connected) fail(Code::agent_unresponsive, Domain::qemu, "QEMU guest agent is not connected");
}

json::Json call(const Guest& guest, const char* command, const json::Json& arguments, Deadline until) {
    return converse(guest, command, arguments, guest.agent_timeout, until);
}

std::string call_text(const Guest& guest, const std::string& command, int seconds) {
    auto s = guest.read();
    require_ready(*s);
    return Client(channel_of(*s->live)->source.path).call_text(command, seconds);
}

void tell(const Guest& guest, const char* command) {
    auto s = guest.read();
    require_ready(*s);
    const auto life = s->life;
    Client(channel_of(*s->live)->source.path).tell(qmp::Command(command), [&] {
        auto now = guest.read();
        return now->life != life || now->state.phase == hv::Phase::pmsuspended || !now->active();
    });
}

void shutdown(const Guest& guest, Shutdown mode) {
    const char* word = mode == Shutdown::power_down ? "powerdown" : mode == Shutdown::reboot ? "reboot" : "halt";
    try {
        converse(guest, "guest-shutdown", {{"mode", word}}, block, Deadline::in_ms(60'000));
    } catch (const Error& e) {
        if (e.code != Code::agent_unresponsive && e.code != Code::agent_command_timeout) throw;
        // Silence after the command went out is what success looks like, but not silence before.
        if (!guest.read()->active()) return;
        throw;
    }
}

}  // namespace vireo::qemu::agent
