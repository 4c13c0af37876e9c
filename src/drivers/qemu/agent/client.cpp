// SPDX-License-Identifier: LGPL-2.1-or-later
// See client.h.
#include "drivers/qemu/agent/client.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

#include "base/error.h"
#include "drivers/qemu/qmp/client.h"
#include "json/json.h"

namespace vireo::qemu::agent {

namespace {

constexpr int sync_seconds = 5;
constexpr qmp::Framer::Limits limits{.document = 16u << 20, .depth = 64};

[[noreturn]] void unresponsive(std::string text) { throw Error(Code::agent_unresponsive, Domain::qemu, std::move(text)); }

std::string text_of(const json::Json& o, const char* member) {
    const json::Json* v = json::find(o, member);
    return v && v->is_string() ? v->get<std::string>() : std::string();
}

}  // namespace

void Client::disconnect() {
    socket_.reset();
    framer_ = qmp::Framer(limits);
}

void Client::connect(Deadline until) {
    if (socket_) return;
    framer_ = qmp::Framer(limits);
    try {
        socket_ = qmp::connect_unix(path_, until.sooner(Deadline::in_ms(3000)), nullptr);
    } catch (const Error&) {
        unresponsive("QEMU guest agent is not connected");
    }
}

void Client::send(std::string_view text, Deadline until) {
    while (!text.empty()) {
        const ssize_t n = ::send(socket_.get(), text.data(), text.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n > 0) {
            text.remove_prefix(static_cast<std::size_t>(n));
            continue;
        }
        if (n < 0 && errno == EINTR) continue;
        if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
            pollfd p{socket_.get(), POLLOUT, 0};
            if (::poll(&p, 1, until.remaining_ms()) > 0) continue;
            disconnect();
            unresponsive("Guest agent not available for now");
        }
        disconnect();
        unresponsive("Guest agent disappeared while executing command");
    }
}

std::string Client::receive(Deadline until) {
    for (;;) {
        if (std::string_view d = framer_.next(); !d.empty()) return std::string(d);
        if (*framer_.why()) framer_ = qmp::Framer(limits);  // rubbish of the guest; the answer may still come
        pollfd p{socket_.get(), POLLIN, 0};
        const int ready = ::poll(&p, 1, until.remaining_ms());
        if (ready < 0 && errno == EINTR) continue;
        if (ready == 0) return {};
        char chunk[16 * 1024];
        const ssize_t n = ::recv(socket_.get(), chunk, sizeof chunk, MSG_DONTWAIT);
        if (n < 0 && (errno == EAGAIN || errno == EINTR)) continue;
        if (n <= 0) {
            disconnect();
            unresponsive("Guest agent disappeared while executing command");
        }
        std::string_view bytes(chunk, static_cast<std::size_t>(n));
        // The agent marks the begin of a synchronized answer; what was before is of no interest.
        if (auto at = bytes.rfind('\xff'); at != std::string_view::npos) {
            framer_ = qmp::Framer(limits);
            bytes.remove_prefix(at + 1);
        }
        framer_.feed(bytes);
        if (until.expired()) return {};
    }
}

void Client::synchronize(Deadline until) {
    const std::uint64_t id = ++last_sync_ + static_cast<std::uint64_t>(::getpid()) * 100000u;
    // The leading byte makes the agent drop whatever half of a command is in its buffer.
    send(fmt::format("\xff{{\"execute\":\"guest-sync-delimited\",\"arguments\":{{\"id\":{}}}}}\n", id), until);
    for (;;) {
        const std::string answer = receive(until);
        if (answer.empty()) {
            disconnect();
            unresponsive("Guest agent not available for now");
        }
        const json::Json doc = json::Json::parse(answer, nullptr, false);
        const json::Json* value = json::find(doc, "return");
        if (value && value->is_number() && value->get<double>() == static_cast<double>(id)) return;
    }
}

std::string Client::ask(const std::string& text, const std::string& name, int seconds, Deadline until) {
    connect(until);
    synchronize(until.sooner(Deadline::in(std::chrono::seconds(seconds > 0 && seconds < sync_seconds ? seconds : sync_seconds))));
    send(text + "\n", until);
    Deadline answer_by = until;
    if (seconds == default_) answer_by = until.sooner(Deadline::in(std::chrono::seconds(sync_seconds)));
    if (seconds >= 0) answer_by = until.sooner(Deadline::in(std::chrono::seconds(seconds)));
    std::string answer = receive(answer_by);
    if (answer.empty()) {
        disconnect();  // a late answer must not be taken for that of the next question
        throw Error(Code::agent_command_timeout, Domain::qemu,
                    fmt::format("guest agent didn't respond to command '{}' within '{}' seconds", name, seconds < 0 ? sync_seconds : seconds));
    }
    return answer;
}

json::Json Client::call(const qmp::Command& command, int seconds, Deadline until) {
    std::string text = "{\"execute\":\"" + command.name + "\"";
    if (!command.arguments.empty()) text += ",\"arguments\":" + command.arguments;
    text += '}';
    const json::Json doc = json::parse(ask(text, command.name, seconds, until));
    if (const json::Json* error = json::find(doc, "error")) {
        const std::string cls = text_of(*error, "class");
        if (cls == "CommandNotFound" || cls == "CommandDisabled")
            fail(Code::internal_error, Domain::qemu, "unable to execute QEMU agent command '{}': {}", command.name,
                 cls == "CommandNotFound" ? "The command " + command.name + " has not been found" : "The command " + command.name + " has been disabled for this instance");
        fail(Code::internal_error, Domain::qemu, "unable to execute QEMU agent command '{}': {}", command.name, text_of(*error, "desc"));
    }
    const json::Json* value = json::find(doc, "return");
    if (!value) fail(Code::internal_error, Domain::qemu, "guest agent reply to command '{}' has no result", command.name);
    return *value;
}

std::string Client::call_text(const std::string& command, int seconds, Deadline until) {
    json::Json parsed = json::parse(command);
    const std::string name = text_of(parsed, "execute");
    return ask(json::compact(parsed), name, seconds, until);
}

void Client::tell(const qmp::Command& command, const std::function<bool()>& gone, Deadline until) {
    try {
        call(command, block, until.sooner(Deadline::in(std::chrono::seconds(60))));
    } catch (const Error& e) {
        // The guest went down before it could answer: that is what was asked for.
        if ((e.code == Code::agent_unresponsive || e.code == Code::agent_command_timeout) && gone && gone()) return;
        throw;
    }
}

}  // namespace vireo::qemu::agent
