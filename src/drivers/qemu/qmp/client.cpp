// SPDX-License-Identifier: LGPL-2.1-or-later
// See client.h. Writing happens in the thread that sends, so that a command costs no wake-up; only when the socket is
// full does the loop take over.
#include "drivers/qemu/qmp/client.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <condition_variable>
#include <deque>
#include <thread>
#include <unordered_map>

#include "base/text.h"
#include "drivers/qemu/qmp/envelope.h"
#include "drivers/qemu/qmp/framer.h"
#include "json/json.h"
#include "run/loop.h"

namespace vireo::qemu::qmp {

struct Future::State {
    std::mutex mutex;
    std::condition_variable done;
    bool ready = false, lost = false;
    Reply reply;
    std::string lost_why;
    std::string command;
    Deadline allowed;
    std::weak_ptr<Core> core;
    std::shared_ptr<Gathering> gathering;

    // With the lock held: the reply, or the end, is in place.
    void tell() {
        ready = true;
        done.notify_all();
    }
};

std::size_t Gathering::wait(Deadline until) {
    std::unique_lock lock(mutex_);
    all_.wait_until(lock, until.at(), [&] { return out_ == 0; });
    return out_;
}

void Gathering::expect(std::size_t count) {
    expected_ += count;
    out_ += count;
}

void Gathering::arrived() {
    if (--out_ != 0) return;
    std::lock_guard lock(mutex_);  // who looked before is asleep by now
    all_.notify_all();
}

namespace {

constexpr std::size_t most_queued = 64u << 20;  // bytes not yet taken by the socket
constexpr std::size_t most_pending = 4096;      // commands without an answer
constexpr std::size_t most_per_round = 1u << 20;

std::int64_t micros_of(std::string_view timestamp) {
    // {"seconds": 1, "microseconds": 2}
    auto number_after = [&](std::string_view key) -> std::int64_t {
        auto at = timestamp.find(key);
        if (at == std::string_view::npos) return 0;
        std::string_view rest = timestamp.substr(at + key.size());
        while (!rest.empty() && (rest.front() == ':' || is_space(rest.front()))) rest.remove_prefix(1);
        std::size_t digits = 0;
        while (digits < rest.size() && digits < 18 && is_digit(rest[digits])) ++digits;
        return to_number<std::int64_t>(rest.substr(0, digits)).value_or(0);
    };
    std::int64_t seconds = number_after("\"seconds\"");
    if (seconds > 4'000'000'000'000) seconds = 0;
    return seconds * 1'000'000 + number_after("\"microseconds\"");
}

}  // namespace

class Core : public std::enable_shared_from_this<Core> {
  public:
    Core(run::Loop& loop, Fd socket, std::string peer, Listener listener)
        : loop_(loop), socket_(std::move(socket)), peer_(std::move(peer)), listener_(std::move(listener)) {}

    void start() {
        loop_.post([self = shared_from_this()] {
            if (self->closed_) return;
            self->watch_ = self->loop_.add(self->socket_.get(), self->wants(),
                                           [self = self.get()](unsigned ready) { self->on_ready(ready); });
        });
    }

    std::vector<Future> send(std::span<const Command> commands, const std::shared_ptr<Gathering>& gathering) {
        std::vector<Future> out;
        out.reserve(commands.size());
        for (const Command& c : commands) {
            Future f;
            f.state_ = std::make_shared<Future::State>();
            f.state_->command = c.name;
            f.state_->allowed = Deadline::in(c.allowed.value_or(time_allowed(pace_of(c.name))));
            f.state_->core = weak_from_this();
            f.state_->gathering = gathering;
            out.push_back(std::move(f));
        }
        std::lock_guard writer(write_mutex_);
        std::uint64_t id;
        {
            std::lock_guard lock(mutex_);
            if (closed_) fail(Code::operation_failed, Domain::qemu, "{}", why_);
            if (unresponsive_)
                fail(Code::operation_timeout, Domain::qemu, "QEMU monitor of domain '{}' does not respond", peer_);
            if (pending_.size() + commands.size() > most_pending || queued_ > most_queued)
                fail(Code::resource_busy, Domain::qemu, "QEMU monitor of domain '{}' has too many requests in flight", peer_);
            if (gathering) gathering->expect(commands.size());
            id = last_id_;
            for (const auto& f : out) pending_.emplace(++last_id_, f.state_);
        }
        for (const Command& c : commands) {
            if (out_.empty() || c.fd >= 0 || out_.back().fd) out_.emplace_back();
            std::string& text = out_.back().bytes;
            const std::size_t before = text.size();
            text += "{\"execute\":\"";
            text += c.name;
            text += '"';
            if (!c.arguments.empty()) {
                text += ",\"arguments\":";
                text += c.arguments;
            }
            fmt::format_to(std::back_inserter(text), ",\"id\":\"libvirt-{}\"}}\r\n", ++id);
            queued_ += text.size() - before;
            if (c.fd >= 0) out_.back().fd = Fd(::dup(c.fd));
        }
        if (!writing_by_loop_) flush();
        return out;
    }

    void mark_unresponsive() {
        {
            std::lock_guard lock(mutex_);
            if (closed_ || unresponsive_) return;
            unresponsive_ = true;
        }
        if (listener_.on_unresponsive) listener_.on_unresponsive(true);
    }

    void close(const std::string& why, bool tell) {
        std::unordered_map<std::uint64_t, std::shared_ptr<Future::State>> lost;
        {
            std::lock_guard writer(write_mutex_);
            std::lock_guard lock(mutex_);
            if (closed_) return;
            closed_ = true;
            why_ = why;
            lost.swap(pending_);
            out_.clear();
        }
        for (auto& [id, state] : lost) {
            {
                std::lock_guard lock(state->mutex);
                state->lost = true;
                state->lost_why = why;
                state->tell();
            }
            if (state->gathering) state->gathering->arrived();
        }
        if (tell && listener_.on_close) listener_.on_close(why);
        if (loop_.in_thread())
            end_watch();
        else
            loop_.post([self = shared_from_this()] { self->end_watch(); });
    }

    // From any thread; the flags are read without the lock by those who only want a hint.
    bool unresponsive() const {
        std::lock_guard lock(mutex_);
        return unresponsive_;
    }
    bool closed() const {
        std::lock_guard lock(mutex_);
        return closed_;
    }
    const std::string& peer() const { return peer_; }

  private:
    struct Segment {
        std::string bytes;
        Fd fd;  // goes with the first byte
        std::size_t done = 0;
    };

    void end_watch() {
        watch_.reset();
        socket_.reset();
    }

    unsigned wants() const { return run::ready::read | (writing_by_loop_ ? run::ready::write : 0u); }

    // Writes what the socket takes; called with the writers' lock held, and without the other one, or the answer would wait
    // for whoever asked.
    void flush() {
        while (!out_.empty()) {
            Segment& s = out_.front();
            iovec io{s.bytes.data() + s.done, s.bytes.size() - s.done};
            msghdr message{};
            message.msg_iov = &io;
            message.msg_iovlen = 1;
            alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
            if (s.fd && s.done == 0) {
                message.msg_control = control;
                message.msg_controllen = sizeof control;
                cmsghdr* c = CMSG_FIRSTHDR(&message);
                c->cmsg_level = SOL_SOCKET;
                c->cmsg_type = SCM_RIGHTS;
                c->cmsg_len = CMSG_LEN(sizeof(int));
                const int fd = s.fd.get();
                std::memcpy(CMSG_DATA(c), &fd, sizeof fd);
            }
            const ssize_t n = ::sendmsg(socket_.get(), &message, MSG_NOSIGNAL | MSG_DONTWAIT);
            if (n < 0) {
                if (errno == EINTR) continue;
                // A full socket: the loop goes on. A broken one: the reader finds out and tells everybody.
                if ((errno == EAGAIN || errno == EWOULDBLOCK) && !writing_by_loop_) {
                    writing_by_loop_ = true;
                    loop_.post([self = shared_from_this()] {
                        if (self->watch_) self->watch_.set(run::ready::read | run::ready::write);
                    });
                }
                if (errno != EAGAIN && errno != EWOULDBLOCK) out_.clear(), queued_ = 0;
                return;
            }
            s.done += static_cast<std::size_t>(n);
            queued_ -= static_cast<std::size_t>(n);
            if (s.done == s.bytes.size()) out_.pop_front();
        }
    }

    void on_ready(unsigned ready) {
        auto self = shared_from_this();  // a callback may drop the last handle
        if (ready & run::ready::write) {
            std::lock_guard writer(write_mutex_);
            flush();
            if (out_.empty() && writing_by_loop_) {
                writing_by_loop_ = false;
                watch_.set(run::ready::read);
            }
        }
        if (!(ready & (run::ready::read | run::ready::hangup | run::ready::error))) return;
        static thread_local std::vector<char> buffer(64 * 1024);
        for (std::size_t taken = 0; taken < most_per_round;) {
            const ssize_t n = ::recv(socket_.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
            if (n < 0) {
                if (errno == EINTR) continue;
                if (errno == EAGAIN || errno == EWOULDBLOCK) return;
                close(fmt::format("Unable to read from monitor: {}", errno_text(errno)), true);
                return;
            }
            if (n == 0) {
                close("domain is not running", true);
                return;
            }
            taken += static_cast<std::size_t>(n);
            framer_.feed({buffer.data(), static_cast<std::size_t>(n)});
            for (std::string_view document = framer_.next(); !document.empty(); document = framer_.next()) {
                take(document);
                if (!watch_) return;  // closed meanwhile
            }
            if (*framer_.why()) {
                close(fmt::format("cannot parse monitor output: {}", framer_.why()), true);
                return;
            }
            if (static_cast<std::size_t>(n) < buffer.size()) return;
        }
    }

    void take(std::string_view document) {
        auto message = read_envelope(document);
        if (!message) return;  // not ours to understand; the next one may be
        switch (message->kind) {
            case Envelope::Kind::event:
                if (listener_.on_event) listener_.on_event(message->name, message->value, micros_of(message->timestamp));
                return;
            case Envelope::Kind::reply:
            case Envelope::Kind::error: break;
            default: return;
        }
        std::shared_ptr<Future::State> state;
        std::uint64_t serial = 0;
        bool back = false;
        {
            std::lock_guard lock(mutex_);
            std::string_view id = message->id;
            if (id.starts_with("libvirt-")) id.remove_prefix(8);
            serial = to_number<std::uint64_t>(id).value_or(0);
            auto at = pending_.find(serial);
            if (at == pending_.end()) return;
            state = std::move(at->second);
            pending_.erase(at);
            back = std::exchange(unresponsive_, false);
        }
        Reply reply{.serial = serial};
        if (message->kind == Envelope::Kind::reply) {
            reply.ok = true;
            reply.value = message->value;
        } else {
            json::Json error = json::Json::parse(message->value, nullptr, false);
            if (auto* c = json::find(error, "class"); c && c->is_string()) reply.error_class = c->get<std::string>();
            if (auto* d = json::find(error, "desc"); d && d->is_string()) reply.error_text = d->get<std::string>();
        }
        {
            std::lock_guard lock(state->mutex);
            state->reply = std::move(reply);
            state->tell();
        }
        if (state->gathering) state->gathering->arrived();
        if (back && listener_.on_unresponsive) listener_.on_unresponsive(false);
    }

    run::Loop& loop_;
    Fd socket_;
    run::Watch watch_;  // loop's thread only
    Framer framer_;     // loop's thread only
    const std::string peer_;
    const Listener listener_;

    std::mutex write_mutex_;  // taken before the other one
    std::deque<Segment> out_;
    std::size_t queued_ = 0;
    bool writing_by_loop_ = false;

    mutable std::mutex mutex_;
    std::unordered_map<std::uint64_t, std::shared_ptr<Future::State>> pending_;
    std::uint64_t last_id_ = 0;
    bool closed_ = false, unresponsive_ = false;
    std::string why_;
};

const Reply* Future::peek(Deadline until) const {
    std::unique_lock lock(state_->mutex);
    auto ready = [&] { return state_->ready; };
    if (until.is_never())
        state_->done.wait(lock, ready);
    else
        state_->done.wait_until(lock, until.at(), ready);
    if (!state_->ready) return nullptr;
    if (state_->lost) fail(Code::operation_failed, Domain::qemu, "{}", state_->lost_why);
    return &state_->reply;  // not changed any more once ready
}

const Reply* Future::wait(Deadline until) const {
    const Reply* reply = peek(until.sooner(state_->allowed));
    if (!reply)
        if (auto core = state_->core.lock()) core->mark_unresponsive();
    return reply;
}

void Future::check(Deadline until) const {
    const Reply* reply = wait(until);
    if (!reply) fail(Code::operation_timeout, Domain::qemu, "QEMU did not answer command '{}' in time", state_->command);
    if (reply->ok) return;
    if (reply->error_class == "CommandNotFound")
        fail(Code::operation_unsupported, Domain::qemu, "The command {} has not been found", state_->command);
    fail(Code::internal_error, Domain::qemu, "unable to execute QEMU command '{}': {}", state_->command, reply->error_text);
}

json::Json Future::get(Deadline until) const {
    check(until);
    return json::parse(state_->reply.value);
}

Client::Client(run::Loop& loop, Fd socket, std::string peer, Listener listener)
    : core_(std::make_shared<Core>(loop, std::move(socket), std::move(peer), std::move(listener))) {
    send(Command("qmp_capabilities"));
    core_->start();
}

Client::~Client() { core_->close("monitor was closed", false); }

Future Client::send(const Command& command) { return std::move(core_->send({&command, 1}, nullptr).front()); }
std::vector<Future> Client::send(std::span<const Command> commands, const std::shared_ptr<Gathering>& gathering) { return core_->send(commands, gathering); }
json::Json Client::call(const Command& command, Deadline until) { return send(command).get(until); }
bool Client::unresponsive() const { return core_->unresponsive(); }
bool Client::closed() const { return core_->closed(); }
void Client::close() { core_->close("monitor was closed", false); }

Fd connect_unix(const std::string& path, Deadline until, const std::function<bool()>& alive) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path)
        fail(Code::internal_error, Domain::qemu, "Monitor path {} too big for destination", path);
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    Fd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!socket) fail_errno(Domain::qemu, errno, "failed to create socket");
    for (;;) {
        if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return socket;
        const int error = errno;
        if (error != ENOENT && error != ECONNREFUSED && error != EAGAIN && error != EINTR)
            fail_errno(Domain::qemu, error, "failed to connect to monitor socket");
        if (until.expired() || (alive && !alive()))
            fail_errno(Domain::qemu, error, "failed to connect to monitor socket");
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
}

}  // namespace vireo::qemu::qmp
