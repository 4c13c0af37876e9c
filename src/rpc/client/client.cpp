// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/client/client.h"

#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

#include "rpc/client/client_stream.h"

namespace vireo::rpc {

Client::Client(std::unique_ptr<Channel> channel, std::shared_ptr<ClientLoop> loop, std::function<std::string()> explain)
    : channel_(std::move(channel)), loop_(std::move(loop)), explain_(std::move(explain)) {
    int size = 512 * 1024;
    (void)setsockopt(channel_->fd(), SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
}

std::shared_ptr<Client> Client::make(std::unique_ptr<Channel> channel, std::shared_ptr<ClientLoop> loop, std::function<std::string()> explain) {
    std::shared_ptr<Client> c(new Client(std::move(channel), std::move(loop), std::move(explain)));
    if (c->loop_) c->watch();
    return c;
}

Client::~Client() {
    if (!loop_) return;
    if (watch_ >= 0) loop_->remove_fd(watch_);
    if (event_timer_ >= 0) loop_->remove_timer(event_timer_);
    if (keepalive_timer_ >= 0) loop_->remove_timer(keepalive_timer_);
}

void Client::watch() {
    gate_ = Fd(epoll_create1(EPOLL_CLOEXEC));
    if (!gate_) fail_errno(Domain::rpc, errno, "Unable to make pipe");
    epoll_event e{};
    e.events = gate_events_ = EPOLLIN;
    epoll_ctl(gate_.get(), EPOLL_CTL_ADD, channel_->fd(), &e);
    auto weak = weak_from_this();
    watch_ = loop_->add_fd(gate_.get(), ClientLoop::readable, [weak](int) {
        if (auto self = weak.lock()) self->on_loop_ready();
    });
    event_timer_ = watch_ < 0 ? -1 : loop_->add_timer(-1, [weak] {
        if (auto self = weak.lock()) self->deliver_events();
    });
    if (event_timer_ >= 0) return;
    if (watch_ >= 0) loop_->remove_fd(watch_);
    watch_ = -1;
    loop_.reset();  // an application without a loop that runs
}

// ---- calls ----

void Client::require_open() const {
    if (!closed_) return;
    if (end_ && reason_ == CloseReason::keepalive) throw *end_;
    fail(Code::internal_error, Domain::rpc, "client socket is closed");
}

void Client::enlist(Waiter& w) {
    w.previous = last_;
    w.next = nullptr;
    (last_ ? last_->next : first_) = &w;
    last_ = &w;
    w.listed = true;
}

void Client::strike(Waiter& w) {
    if (!std::exchange(w.listed, false)) return;
    (w.previous ? w.previous->next : first_) = w.next;
    (w.next ? w.next->previous : last_) = w.previous;
    w.next = w.previous = nullptr;
}

void Client::post(Lock& lock, Outgoing message) {
    queue_.push(std::move(message));
    if (writing_) return;  // the writer takes it along
    write_out(lock);
}

void Client::write_out(Lock& lock) {
    writing_ = true;
    while (!closed_) {
        if (sending_.empty()) {
            if (queue_.empty()) break;
            std::swap(sending_, queue_);
        }
        lock.unlock();
        bool all = false;
        std::optional<Error> error;
        try {
            all = sending_.flush(*channel_, sent_);
        } catch (const Error& e) {
            error = e;
        }
        lock.lock();
        if (error) {
            // A helper program that ended says why, which is worth more than a broken pipe.
            if (explain_) dead(CloseReason::eof, end_of_file());
            else dead(CloseReason::error, *error);
            break;
        }
        bool wanted = std::exchange(want_write_, !all);
        if (!all) break;
        if (wanted)  // streams that were told to wait may send again
            for (auto* w = first_; w; w = w->next)
                if (w->stream) w->parker.unpark();
    }
    writing_ = false;
    if (!want_write_ || closed_) return;
    // Somebody has to come back to it: a waiter that does not read, else the application's loop.
    for (auto* w = last_; w; w = w->previous)
        if (w != reader_) {
            w->parker.unpark();
            break;
        }
    arm();
}

void Client::wait_to_write(Lock& lock, Deadline until) {
    writing_ = true;
    lock.unlock();
    pollfd fd{channel_->fd(), POLLOUT, 0};
    // Not for long: the reader may leave, and a server whose answers nobody reads takes no more calls.
    int n = ::poll(&fd, 1, until.sooner(Deadline::in_ms(10)).remaining_ms());
    lock.lock();
    writing_ = false;
    if (n > 0) write_out(lock);
}

// Makes the application's loop call deliver_events().
void Client::ring() {
    event_timer_set_ = true;
    loop_->update_timer(event_timer_, 0);
}

Error Client::end_of_file() const {
    std::string why = explain_ ? explain_() : "";
    return Error::from_errno(Domain::rpc, EIO, why.empty() ? "End of file while reading data" : "End of file while reading data: " + why);
}

// The application's loop is shown the socket only while no waiter reads, so that it does not wake up for each reply.
void Client::arm() {
    if (watch_ < 0) return;
    unsigned want = closed_ ? 0u : (first_ || reading_ ? 0u : EPOLLIN) | (want_write_ && !writing_ ? EPOLLOUT : 0u);
    if (want == gate_events_) return;
    epoll_event e{};
    e.events = want;
    // Hangup is told unasked; only a removed descriptor is silent.
    epoll_ctl(gate_.get(), !want ? EPOLL_CTL_DEL : gate_events_ ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, channel_->fd(), &e);
    gate_events_ = want;
}

template <class Done>
bool Client::wait(Lock& lock, Waiter& self, Deadline until, Done done) {
    while (!done()) {
        if (!until.is_never() && until.expired()) return false;
        if (closed_) {
            self.error = end_;
            self.done = true;
            return false;
        }
        if (reading_ && reader_ != &self) {
            if (want_write_ && !writing_) {
                wait_to_write(lock, until);
                continue;
            }
            lock.unlock();
            self.parker.park(until);
            if (self.parker.finished()) return true;
            lock.lock();
            continue;
        }
        if (!reading_) {
            reading_ = true;
            reader_ = &self;
            arm();
        }
        bool ready = channel_->pending();
        bool sleep = !ready && until.is_never() && !want_write_ && channel_->can_sleep();
        if (!ready && !sleep) {
            bool write = want_write_ && !writing_;
            pollfd fd{channel_->fd(), static_cast<short>(POLLIN | (write ? POLLOUT : 0)), 0};
            writing_ |= write;
            lock.unlock();
            int n = ::poll(&fd, 1, until.remaining_ms());
            lock.lock();
            if (write) writing_ = false;
            if (n <= 0) continue;
            if (write && fd.revents & POLLOUT && !closed_) write_out(lock);
            ready = fd.revents & (POLLIN | POLLHUP | POLLERR);
        }
        if ((ready || sleep) && !closed_) read_once(lock, &self, sleep);
    }
    if (!self.handed) return false;
    lock.unlock();
    while (!self.parker.finished()) self.parker.park();
    return true;
}

Client::Waiter* Client::leave(Waiter* self) {
    bool was_reader = reading_ && reader_ == self;
    if (was_reader) {
        reading_ = false;
        reader_ = nullptr;
    }
    if (self) strike(*self);
    // The youngest reads on: it will be there longest, so the reading changes hands seldom.
    Waiter* next = nullptr;
    if ((!reading_ || (want_write_ && !writing_)) && !closed_)
        for (next = last_; next && next == reader_; next = next->previous) {}
    if (!next) {
        arm();
        if (was_reader && loop_ && self && !closed_ && channel_->pending()) ring();
    }
    return next;
}

long Client::fill(bool sleep) {
    if (!sleep) return inbox_.fill(*channel_);
    long n = Channel::would_block;
    if (patience_.worth_it() && patience_.look([&] { return (n = inbox_.fill(*channel_)) != Channel::would_block; })) return n;
    auto before = real_clock().now();
    n = inbox_.fill(*channel_, true);
    patience_.slept(real_clock().now() - before);
    return n;
}

bool Client::read_once(Lock& lock, Waiter* self, bool sleep) {
    long n;
    try {
        lock.unlock();
        try {
            n = fill(sleep);
        } catch (...) {
            lock.lock();
            throw;
        }
        lock.lock();
        if (closed_) return true;
        if (n == Channel::would_block) return false;
        if (n == Channel::closed) {
            dead(CloseReason::eof, end_of_file());
            wake_answered(lock);
            return true;
        }
        heard_ = true;
        Packet packet;
        while (!closed_ && inbox_.next(packet)) dispatch(packet, self);
    } catch (const Error& e) {
        if (!closed_) dead(CloseReason::error, e);
    }
    wake_answered(lock);
    if (!queue_.empty() && !writing_ && !want_write_ && !closed_) write_out(lock);  // pongs
    return true;
}

void Client::answered(Waiter& w) {
    strike(w);
    w.done = w.handed = true;
    w.next = woken_;
    woken_ = &w;
}

void Client::wake_answered(Lock& lock) {
    if (!woken_) return;
    Waiter* w = std::exchange(woken_, nullptr);
    lock.unlock();
    while (w) {
        Waiter* next = w->next;
        w->parker.finish();  // and it may be gone
        w = next;
    }
    lock.lock();
}

void Client::dispatch(Packet& packet, Waiter* self) {
    const Header& h = packet.header;
    switch (h.type) {
        case PacketType::reply:
        case PacketType::reply_with_fds:
            for (auto* w = first_; w; w = w->next)
                if (!w->stream && w->serial == h.serial && w->procedure == h.procedure && w->program == h.program) {
                    w->header = h;
                    w->fds = std::move(packet.fds);
                    if (w == self) {
                        w->payload = packet.payload;
                        w->done = true;
                        strike(*w);
                    } else {
                        w->copy.append(packet.payload.data(), packet.payload.size());
                        w->payload = w->copy.bytes();
                        answered(*w);
                    }
                    return;
                }
            if (abandoned_.erase(h.serial)) return;
            return dead(CloseReason::error, Error(Code::rpc, Domain::rpc, fmt::format("no call waiting for reply with prog {} vers {} serial {}", h.program, h.version, h.serial)));
        case PacketType::message:
            if (h.program == keepalive_program) {
                if (h.procedure == keepalive_ping) post_later(Outgoing{make_packet({keepalive_program, 1, keepalive_pong, PacketType::message, 0, Status::ok}), {}, {}, false});
                return;
            }
            if (!loop_) return;
            events_.push_back({h, {}});
            events_.back().payload.append(packet.payload.data(), packet.payload.size());
            if (reader_ && events_.size() == 1) ring();
            return;
        case PacketType::stream:
        case PacketType::stream_hole: return dispatch_stream(packet);
        default:
            return dead(CloseReason::error, Error(Code::rpc, Domain::rpc, fmt::format("got unexpected RPC call prog {} vers {} proc {} type {}", h.program, h.version,
                                                                                      h.procedure, static_cast<int>(h.type))));
    }
}

void Client::dispatch_stream(Packet& packet) {
    const Header& h = packet.header;
    for (auto* s : streams_) {
        if (s->header_.serial != h.serial || s->header_.procedure != h.procedure || s->header_.program != h.program) continue;
        if (h.type == PacketType::stream_hole) {
            ClientStream::Piece p;
            p.hole = decode_hole(packet.payload).length;
            s->arrived(std::move(p));
        } else if (h.status == Status::more) {
            ClientStream::Piece p;
            p.end = packet.payload.empty();
            p.bytes.append(packet.payload.data(), packet.payload.size());
            s->arrived(std::move(p));
        } else if (h.status == Status::ok) {
            s->confirmed_ = true;
        } else {
            s->failed(packet.payload.empty() ? Error(Code::rpc, Domain::rpc, "stream aborted") : decode_error(packet.payload));
        }
        for (auto* w = first_; w; w = w->next)
            if (w->stream == s) w->parker.unpark();
        return;
    }
}

void Client::call(const api::Procedure& row, api::Call& call, const void* in, void* out) {
    Outgoing message;
    message.bytes.reserve(256);
    begin_packet(message.bytes);
    Header h{row.program, 1, row.number, PacketType::call, 0, Status::ok};
    if (!call.fds_in.empty()) {
        if (!channel_->passes_fds()) fail(Code::no_support, Domain::rpc, "{}", row.api);
        if (call.fds_in.size() > fds_max) fail(Code::rpc, Domain::rpc, "Too many FDs to send {}, expected {} maximum", call.fds_in.size(), fds_max);
        h.type = PacketType::call_with_fds;
        message.bytes.u32(static_cast<std::uint32_t>(call.fds_in.size()));
        for (const auto& fd : call.fds_in) message.fds.push_back(fd.duplicate());
    }
    encode(message.bytes, row.in, in);
    finish_packet(message.bytes, 0, h);

    Waiter w;
    w.program = row.program;
    w.procedure = row.number;
    std::unique_ptr<ClientStream> stream;
    Lock lock(mutex_);
    require_open();
    w.serial = h.serial = serial_++;
    put_be32(message.bytes.data() + 20, h.serial);
    if (row.stream != api::StreamUse::none && call.stream) {
        // Known before the reply comes: data may follow it at once.
        lock.unlock();
        stream = std::make_unique<ClientStream>(shared_from_this(), row, h.serial);
        lock.lock();
        streams_.push_back(stream.get());
    }
    enlist(w);
    arm();  // before the answer can be there, or the application's loop would wake up for it
    post(lock, std::move(message));
    bool free = wait(lock, w, call.until, [&] { return w.done; });
    bool late = !w.done;
    std::optional<Error> error = std::move(w.error);
    if (late) {
        abandoned_.insert(w.serial);
        error.emplace(Code::operation_timeout, Domain::rpc, "no answer from the server in time");
    } else if (!error) {
        if (!free) lock.unlock();
        try {
            if (w.header.status == Status::ok) {
                decode(w.payload, row.out, out);
                call.fds_out = std::move(w.fds);
            } else if (w.header.status == Status::error) {
                error = decode_error(w.payload);
                // Old servers do not know all procedures; for the caller that is a lack of support.
                if (error->code == Code::rpc && (error->domain == Domain::rpc || error->domain == Domain::remote) && error->level == ErrorLevel::error &&
                    error->message.starts_with("unknown procedure"))
                    error->code = Code::no_support;
            } else {
                error.emplace(Code::rpc, Domain::rpc, fmt::format("got unexpected RPC reply status {}", static_cast<int>(w.header.status)));
            }
        } catch (const Error& e) {
            error = e;
        }
        if (!free) lock.lock();
    }
    if (!free) {
        if (Waiter* next = leave(&w)) next->parker.unpark();
        lock.unlock();
    }
    if (error) throw *error;  // the stream, if there is one, forgets itself
    if (stream) call.stream->attach(std::move(stream));
}

// ---- end ----

void Client::dead(CloseReason reason, const Error& error) {
    if (closed_) return;
    closed_ = true;
    reason_ = reason;
    end_ = error;
    channel_->shut();
    arm();
    // Those who sleep or write in the channel come back by its end.
    for (auto* w = first_; w; w = w->next) w->parker.unpark();
    for (auto* s : streams_) s->failed(error);
    // The close callback is called on the loop.
    if (loop_) ring();
}

void Client::close() {
    Lock lock(mutex_);
    on_close_ = nullptr;
    on_event_ = nullptr;
    dead(CloseReason::client, Error(Code::internal_error, Domain::rpc, "client socket is closed"));
}

bool Client::alive() const {
    std::lock_guard lock(mutex_);
    return !closed_;
}

void Client::on_event(OnEvent fn) {
    std::lock_guard lock(mutex_);
    on_event_ = std::move(fn);
}

void Client::on_close(std::function<void(int)> fn) {
    std::lock_guard lock(mutex_);
    on_close_ = std::move(fn);
}

// ---- the application's loop ----

void Client::on_loop_ready() {
    {
        Lock lock(mutex_);
        if (want_write_ && !writing_ && !closed_) write_out(lock);
        if (!reading_ && !closed_) {
            reading_ = true;
            do {
                if (!closed_) read_once(lock, nullptr, false);
            } while (!closed_ && channel_->pending());
            if (Waiter* next = leave(nullptr)) next->parker.unpark();
        }
        arm();
    }
    deliver_events();
}

void Client::deliver_events() {
    Lock lock(mutex_);
    if (event_timer_ >= 0 && std::exchange(event_timer_set_, false)) loop_->update_timer(event_timer_, -1);
    // Decrypted bytes that no descriptor tells of.
    while (!reading_ && !closed_ && !first_ && channel_->pending()) {
        reading_ = true;
        read_once(lock, nullptr, false);
        if (Waiter* next = leave(nullptr)) next->parker.unpark();
    }
    while (!events_.empty()) {
        auto event = std::move(events_.front());
        events_.pop_front();
        auto fn = on_event_;
        lock.unlock();
        if (fn) fn(event.header, event.payload.bytes());
        lock.lock();
    }
    if (closed_ && !close_told_ && on_close_) {
        close_told_ = true;
        auto fn = on_close_;
        lock.unlock();
        fn(static_cast<int>(reason_));
    }
}

void Client::set_keepalive(int interval_s, unsigned count) {
    Lock lock(mutex_);
    if (!loop_) fail(Code::internal_error, Domain::rpc, "the caller doesn't support keepalive protocol; perhaps it's missing event loop implementation");
    keepalive_interval_ = interval_s > 0 ? interval_s : 0;
    keepalive_count_ = count;
    pings_ = 0;
    heard_ = true;
    int ms = keepalive_interval_ ? keepalive_interval_ * 1000 : -1;
    if (keepalive_timer_ >= 0) return loop_->update_timer(keepalive_timer_, ms);
    if (ms < 0) return;
    keepalive_timer_ = loop_->add_timer(ms, [weak = weak_from_this()] {
        if (auto self = weak.lock()) self->tick();
    });
}

void Client::tick() {
    {
        Lock lock(mutex_);
        if (closed_) {
            if (keepalive_timer_ >= 0) loop_->update_timer(keepalive_timer_, -1);
        } else if (std::exchange(heard_, false)) {
            pings_ = 0;
        } else if (pings_ >= keepalive_count_) {
            dead(CloseReason::keepalive, Error(Code::internal_error, Domain::rpc, "connection closed due to keepalive timeout"));
        } else {
            ++pings_;
            post(lock, Outgoing{make_packet({keepalive_program, 1, keepalive_ping, PacketType::message, 0, Status::ok}), {}, {}, false});
        }
    }
    deliver_events();
}

// ---- streams ----

ClientStream::ClientStream(std::shared_ptr<Client> client, const api::Procedure& row, std::uint32_t serial)
    : client_(std::move(client)), header_{row.program, 1, row.number, PacketType::stream, serial, Status::more} {}

ClientStream::~ClientStream() {
    std::lock_guard lock(client_->mutex_);
    std::erase(client_->streams_, this);
}

void ClientStream::note() const {
    if (!notice_) return;
    bool want = readable();
    if (want == noted_) return;
    noted_ = want;
    std::uint64_t value = 1;
    if (want) (void)!::write(notice_.get(), &value, sizeof value);
    else (void)!::read(notice_.get(), &value, sizeof value);
}

void ClientStream::arrived(Piece piece) {
    pieces_.push_back(std::move(piece));
    note();
}

void ClientStream::failed(Error error) {
    if (!error_) error_ = std::move(error);
    note();
}

void ClientStream::throw_if_failed() const {
    if (error_) throw *error_;
}

int ClientStream::receive(std::span<char> into, bool stop_at_hole) {
    std::lock_guard lock(client_->mutex_);
    std::size_t got = 0;
    while (got < into.size() && !pieces_.empty()) {
        Piece& p = pieces_.front();
        if (p.hole > 0) {
            if (got) break;
            if (stop_at_hole) return at_hole;
            std::size_t n = std::min<std::uint64_t>(into.size(), static_cast<std::uint64_t>(p.hole));
            std::memset(into.data(), 0, n);
            p.hole -= static_cast<std::int64_t>(n);
            got += n;
            if (p.hole > 0) break;
        } else if (p.end) {
            break;  // stays: every further read is at the end, too
        } else {
            std::size_t n = std::min(into.size() - got, p.bytes.size() - p.done);
            std::memcpy(into.data() + got, p.bytes.data() + p.done, n);
            p.done += n;
            got += n;
            if (p.done < p.bytes.size()) break;
        }
        pieces_.pop_front();
    }
    note();
    if (got) return static_cast<int>(got);
    if (!pieces_.empty() && pieces_.front().end) return 0;
    throw_if_failed();
    return would_block;
}

std::int64_t ClientStream::receive_hole() {
    std::lock_guard lock(client_->mutex_);
    throw_if_failed();
    if (pieces_.empty() || pieces_.front().hole <= 0) return 0;
    std::int64_t n = pieces_.front().hole;
    pieces_.pop_front();
    note();
    return n;
}

int ClientStream::send(std::span<const char> from) {
    Client::Lock lock(client_->mutex_);
    throw_if_failed();
    client_->require_open();
    if (client_->want_write_ && !client_->writing_) client_->write_out(lock);
    throw_if_failed();
    if (client_->want_write_) return would_block;
    auto piece = from.first(std::min(from.size(), stream_piece));
    if (piece.empty()) return 0;
    client_->post(lock, Outgoing{make_packet(header_, piece), {}, {}, false});
    return static_cast<int>(piece.size());
}

void ClientStream::send_hole(std::int64_t length) {
    Client::Lock lock(client_->mutex_);
    throw_if_failed();
    client_->require_open();
    Buffer payload;
    encode_hole(payload, {length, 0});
    Header h = header_;
    h.type = PacketType::stream_hole;
    client_->post(lock, Outgoing{make_packet(h, payload.bytes()), {}, {}, false});
}

unsigned ClientStream::wait(unsigned want, Deadline until) {
    Client::Waiter w;
    w.stream = this;
    Client::Lock lock(client_->mutex_);
    auto now = [&] {
        unsigned r = 0;
        if (readable() || client_->closed_) r |= StreamSource::readable;
        if (!client_->want_write_ || error_) r |= writable;
        return r;
    };
    client_->enlist(w);
    client_->wait(lock, w, until, [&] { return (now() & want) != 0; });
    if (auto* next = client_->leave(&w)) next->parker.unpark();
    return now() & want;
}

void ClientStream::conclude(Status status) {
    Client::Waiter w;
    w.stream = this;
    Client::Lock lock(client_->mutex_);
    if (std::exchange(concluded_, true)) return;
    if (status == Status::ok) throw_if_failed();
    else if (error_) return;  // gone on the other side as well
    client_->require_open();
    Header h = header_;
    h.status = status;
    client_->enlist(w);
    client_->post(lock, Outgoing{make_packet(h), {}, {}, false});
    client_->wait(lock, w, Deadline::never(), [&] { return confirmed_ || error_.has_value(); });
    if (auto* next = client_->leave(&w)) next->parker.unpark();
    std::erase(client_->streams_, this);
    throw_if_failed();
}

void ClientStream::finish() { conclude(Status::ok); }
void ClientStream::abort() { conclude(Status::error); }

int ClientStream::poll_fd() const {
    std::lock_guard lock(client_->mutex_);
    if (!notice_) {
        notice_ = Fd(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
        noted_ = false;
        note();
    }
    return notice_.get();
}

}  // namespace vireo::rpc
