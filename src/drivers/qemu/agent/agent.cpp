// SPDX-License-Identifier: LGPL-2.1-or-later
// Protocol: QEMU Guest Agent Protocol Reference, guest-sync-delimited for finding the beginning of an answer.
#include "drivers/qemu/agent/agent.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/error.h"
#include "drivers/qemu/qmp/client.h"
#include "json/json.h"

namespace vireo::qemu::agent {
namespace {

constexpr std::size_t answer_limit = 16u << 20;

const model::Chardev* channel_of(const model::Domain& d) {
    for (const auto& c : d.devices.channels)
        if (c.channel_target == model::ChannelTarget::virtio && c.name == "org.qemu.guest_agent.0") return &c;
    return nullptr;
}

[[noreturn]] void silent() { fail(Code::agent_unresponsive, Domain::qemu, "Guest agent is not responding: QEMU guest agent is not connected"); }

void write_all(int fd, std::string_view text, Deadline until) {
    while (!text.empty()) {
        auto n = ::send(fd, text.data(), text.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n > 0) {
            text.remove_prefix(static_cast<std::size_t>(n));
            continue;
        }
        if (n < 0 && errno != EAGAIN && errno != EINTR) fail_errno(Domain::qemu, errno, "Unable to write to monitor");
        pollfd p{fd, POLLOUT, 0};
        if (::poll(&p, 1, until.remaining_ms()) == 0) silent();
    }
}

// The next line; nothing when the other side has gone.
std::optional<std::string> read_line(int fd, std::string& rest, Deadline until) {
    for (;;) {
        if (auto end = rest.find('\n'); end != rest.npos) {
            auto line = rest.substr(0, end);
            rest.erase(0, end + 1);
            return line;
        }
        if (rest.size() > answer_limit) fail(Code::internal_error, Domain::qemu, "QEMU agent monitor reply exceeds buffer size ({} bytes)", answer_limit);
        pollfd p{fd, POLLIN, 0};
        int r = ::poll(&p, 1, until.remaining_ms());
        if (r == 0) silent();
        char buffer[4096];
        auto n = ::recv(fd, buffer, sizeof buffer, MSG_DONTWAIT);
        if (n == 0) return std::nullopt;
        if (n < 0) {
            if (errno == EAGAIN || errno == EINTR) continue;
            fail_errno(Domain::qemu, errno, "Unable to read from monitor");
        }
        rest.append(buffer, static_cast<std::size_t>(n));
    }
}

std::optional<json::Json> converse(const Guest& guest, const char* command, const json::Json& arguments, Deadline until) {
    auto s = guest.read();
    if (!s->live) fail(Code::operation_invalid, Domain::qemu, "domain is not running");
    require_ready(*s->live);
    Fd socket = qmp::connect_unix(channel_of(*s->live)->source.path, until.sooner(Deadline::in_ms(5'000)), {});
    const auto id = static_cast<std::int64_t>(std::chrono::steady_clock::now().time_since_epoch().count() & 0x7fffffff);
    // 0xff makes the agent drop half a command of somebody before us.
    write_all(socket.get(), "\xff" + json::compact({{"execute", "guest-sync-delimited"}, {"arguments", {{"id", id}}}}) + "\n", until);
    std::string rest;
    for (;;) {
        auto line = read_line(socket.get(), rest, until.sooner(Deadline::in_ms(5'000)));
        if (!line) silent();
        if (auto mark = line->rfind('\xff'); mark != line->npos) line->erase(0, mark + 1);
        json::Json answer;
        try {
            answer = json::parse(*line);
        } catch (const Error&) {
            continue;
        }
        if (const auto* r = json::find(answer, "return"); r && r->is_number_integer() && r->get<std::int64_t>() == id) break;
    }
    json::Json request{{"execute", command}};
    if (!arguments.is_null()) request["arguments"] = arguments;
    write_all(socket.get(), json::compact(request) + "\n", until);
    auto line = read_line(socket.get(), rest, until);
    if (!line) return std::nullopt;
    auto answer = json::parse(*line);
    if (const auto* e = json::find(answer, "error")) {
        const auto* desc = json::find(*e, "desc");
        fail(Code::internal_error, Domain::qemu, "unable to execute QEMU agent command '{}': {}", command, desc && desc->is_string() ? desc->get<std::string>() : "unknown QEMU command error");
    }
    const auto* r = json::find(answer, "return");
    if (!r) fail(Code::internal_error, Domain::qemu, "QEMU agent reply has neither result nor error");
    return *r;
}

}  // namespace

bool configured(const model::Domain& d) { return channel_of(d) != nullptr; }

void require_ready(const model::Domain& live) {
    const auto* c = channel_of(live);
    if (!c) fail(Code::argument_unsupported, Domain::qemu, "QEMU guest agent is not configured");
    if (c->state != model::ChannelState::connected) fail(Code::agent_unresponsive, Domain::qemu, "QEMU guest agent is not connected");
}

json::Json call(const Guest& guest, const char* command, const json::Json& arguments, Deadline until) {
    auto r = converse(guest, command, arguments, until);
    if (!r) silent();
    return std::move(*r);
}

void shutdown(const Guest& guest, Shutdown mode) {
    const char* word = mode == Shutdown::power_down ? "powerdown" : mode == Shutdown::reboot ? "reboot" : "halt";
    try {
        converse(guest, "guest-shutdown", {{"mode", word}}, Deadline::in_ms(60'000));
    } catch (const Error& e) {
        if (e.code != Code::agent_unresponsive) throw;
        // Silence after the command went out is what success looks like, but not silence before.
        if (!guest.read()->active()) return;
        throw;
    }
}

}  // namespace vireo::qemu::agent
