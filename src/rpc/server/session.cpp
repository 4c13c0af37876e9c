// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/server/session.h"

#include <sys/socket.h>
#include <sys/uio.h>

#include "api/connection.h"
#include "api/gen/procedures.h"
#include "rpc/server/peer.h"
#include "rpc/server/request.h"
#include "rpc/server/server_stream.h"
#include "rpc/server/subscriptions.h"

namespace vireo::rpc {
namespace {
// A client that asks but does not read its answers is not read either, once this much waits for it.
constexpr std::size_t most_unread = 4 << 20;
// Replies of one batch are kept together up to here.
constexpr std::size_t batch_size = 256 << 10;
}  // namespace

Session::Session(Server& server, run::Loop& loop, std::uint64_t id, std::unique_ptr<Channel> channel, TransportKind transport, Auth auth, bool read_only)
    : server_(server), loop_(loop), id_(id), since_(std::time(nullptr)), transport_(transport), auth_(auth), read_only_(read_only) {
    who_ = std::make_shared<const api::Identity>(peer_identity(channel->fd()));
    address_ = peer_address(channel->fd());
    // A piece of a stream fits into the kernel at once, so its sender need not come back for the rest.
    int size = 512 * 1024;
    (void)setsockopt(channel->fd(), SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
    channel_ = std::move(channel);
    endpoint_ = server.options().fixed;
    local_ = std::dynamic_pointer_cast<api::LocalEndpoint>(endpoint_);
    subscriptions_ = std::make_unique<Subscriptions>();
    authenticated_ = auth == Auth::none;
    ++server_.living_;
}

Session::~Session() { --server_.living_; }

std::shared_ptr<const api::Identity> Session::who() const {
    std::lock_guard lock(mutex_);
    return who_;
}

void Session::start() {
    watch_ = loop_.add(channel_->fd(), run::ready::read, [self = shared_from_this()](unsigned ready) { self->on_ready(ready); });
}

void Session::shut() {
    std::lock_guard lock(mutex_);
    if (!gone_) channel_->shut();
}

// ---- reading ----

void Session::on_ready(unsigned ready) {
    auto self = shared_from_this();  // closed() drops the watch that holds us
    if (!prepared_ && !prepare()) return;
    if (ready & run::ready::write) flush();
    if (ready & (run::ready::read | run::ready::hangup | run::ready::error)) {
        if (paused_here_ && ready & (run::ready::hangup | run::ready::error)) return closed();
        read();
    }
}

// True once messages may be read.
bool Session::prepare() {
    try {
        switch (channel_->prepare()) {
            case Channel::Wants::read: watch_.set(run::ready::read); return false;
            case Channel::Wants::write: watch_.set(run::ready::write); return false;
            case Channel::Wants::nothing: break;
        }
    } catch (const Error& e) {
        server_.log(3, fmt::format("client {} refused: {}", id_, e.message));
        closed();
        return false;
    }
    prepared_ = true;
    if (auto name = channel_->peer_name(); !name.empty()) {
        std::lock_guard lock(mutex_);
        auto who = std::make_shared<api::Identity>(*who_);
        who->x509_name = std::move(name);
        who_ = std::move(who);
        changed_ = true;
    }
    read();  // what came along with the end of the handshake
    return false;
}

bool Session::busy() const { return in_flight_.load() >= limit_.load(std::memory_order_relaxed) || held_.load() > 0 || congested_.load(); }

bool Session::must_pause() {
    if (!busy()) return false;
    paused_ = true;
    if (busy()) return true;
    return !paused_.exchange(false);  // another thread saw the flag: it posted resume()
}

void Session::read() {
    if (gone_) return;
    {
        std::lock_guard lock(mutex_);
        corked_ = true;
    }
    bool over = false;
    limit_ = server_.request_limit();
    if (keepalive_) heard_ = loop_.clock().now(), pings_ = 0;
    try {
        Packet packet;
        for (unsigned round = 0;; ++round) {
            while (!(paused_here_ = must_pause()) && inbox_.next(packet)) handle(packet);
            if (paused_here_ || (round >= 8 && !channel_->pending())) break;
            if (round > 0 && !inbox_.full() && !channel_->pending()) break;  // the last read took all there was
            long n = inbox_.fill(*channel_);
            if (n == Channel::would_block) break;
            if (n == Channel::closed) {
                over = true;
                break;
            }
        }
    } catch (const Error& e) {
        server_.log(3, fmt::format("client {} disconnected: {}", id_, e.message));
        over = true;
    }
    commit_replies();
    {
        std::lock_guard lock(mutex_);
        corked_ = false;
    }
    flush();
    if (over) closed();
}

// Onto the wire if nothing waits before them.
void Session::commit_replies() {
    if (replies_.empty()) return;
    std::lock_guard lock(mutex_);
    std::size_t sent = 0;
    if (!gone_ && outbox_.empty()) {
        iovec part{replies_.data(), replies_.size()};
        try {
            long n = channel_->send(&part, 1);
            if (n != Channel::would_block) sent = static_cast<std::size_t>(n);
        } catch (const Error&) {
            channel_->shut();  // the loop sees the end of it
            sent = replies_.size();
        }
    }
    if (!gone_ && sent < replies_.size()) {
        Buffer rest;
        rest.append(replies_.data() + sent, replies_.size() - sent);
        outbox_.push(std::move(rest));
        congested_ = outbox_.bytes() > most_unread;
    }
    if (replies_.capacity() > 4 * batch_size) replies_ = Buffer();
    replies_.clear();
}

void Session::resume() {
    paused_here_ = false;
    read();
}

void Session::hold() { ++held_; }

void Session::release() {
    --held_;
    wake_if_paused();
}

void Session::wake_if_paused() {
    // Whoever ends the last reason to pause wakes; to wake while others stand would only turn the loop.
    if (paused_.load() && !busy() && paused_.exchange(false)) loop_.post([self = shared_from_this()] { self->resume(); });
}

void Session::handle(Packet& packet) {
    const Header& h = packet.header;
    if (close_after_reply_) return;  // it said goodbye
    switch (h.type) {
        case PacketType::call:
        case PacketType::call_with_fds: return handle_call(packet);
        case PacketType::stream:
        case PacketType::stream_hole: return handle_stream(packet);
        case PacketType::message:
            if (h.program == keepalive_program && h.procedure == keepalive_ping)
                send(make_packet({keepalive_program, 1, keepalive_pong, PacketType::message, 0, Status::ok}));
            return;
        default: return;
    }
}

bool Session::runs_here(const api::Procedure& row) const {
    using namespace api::proc;
    if (row.facet == api::FacetId::session) {
        switch (static_cast<unsigned>(&row - api::procedures)) {
            case ConnectClose::row:
            case ConnectSupportsFeature::row:
            case AuthList::row:
            case ConnectRegisterCloseCallback::row:
            case ConnectUnregisterCloseCallback::row: return true;
            default: return false;
        }
    }
    return row.lane == api::LaneKind::inline_ && local_ && !server_.options().access;
}

// Where opening does not wait, a change of thread would be most of what it costs.
bool Session::opens_here(const Request& r) const {
    using api::proc::ConnectOpen;
    const auto& at_once = server_.options().opens_at_once;
    return r.row == &api::procedures[ConnectOpen::row] && at_once && at_once(static_cast<const ConnectOpen::In*>(r.in.get())->name.value_or(""));
}

bool Session::quick(const api::Procedure& row) {
    if (row.lane != api::LaneKind::inline_ || row.facet == api::FacetId::session || row.fds_in || row.fds_out || row.stream != api::StreamUse::none ||
        server_.options().access)
        return false;
    if (changed_.exchange(false)) {
        std::lock_guard lock(mutex_);
        quick_call_.who = who_;
        quick_call_.read_only = read_only_;
        quick_local_ = local_;
    }
    return quick_local_ != nullptr;
}

void Session::answer_quickly(const api::Procedure& row, Packet& packet) {
    Header h = packet.header;
    h.type = PacketType::reply;
    h.status = Status::ok;
    const std::size_t at = begin_packet(replies_);
    auto refuse = [&](const Error& e) {
        replies_.truncate(at);
        h.status = Status::error;
        begin_packet(replies_);
        encode_error(replies_, e);
        finish_packet(replies_, at, h);
    };
    try {
        Value in(row.in), out(row.out);
        decode(packet.payload, row.in, in.get());
        quick_local_->run(row, quick_call_, in.get(), out.get());
        encode(replies_, row.out, out.get());
        finish_packet(replies_, at, h);
    } catch (const Error& e) {
        refuse(e);
    } catch (const std::bad_alloc&) {
        refuse(Error(Code::no_memory, Domain::rpc, ""));
    } catch (const std::exception& e) {
        refuse(Error(Code::internal_error, Domain::rpc, e.what()));
    }
    if (replies_.size() > batch_size) commit_replies();
}

void Session::handle_call(Packet& packet) {
    const Header& h = packet.header;
    const api::Procedure* row = nullptr;
    try {
        if (!server_.serves(h.program) || h.version != 1)
            fail(Code::rpc, Domain::rpc, "Cannot find program {} version {}", h.program, h.version);
        row = api::find_procedure(h.program, h.procedure);
        if (!row || row->event) fail(Code::rpc, Domain::rpc, "unknown procedure: {}", h.procedure);
        if (!authenticated_ && !row->before_auth) fail(Code::rpc, Domain::rpc, "authentication required");
        if (h.status != Status::ok) fail(Code::rpc, Domain::rpc, "Unexpected message status {}", static_cast<unsigned>(h.status));
    } catch (const Error& e) {
        return answer(h, e);
    }
    if (h.type == PacketType::call && quick(*row)) return answer_quickly(*row, packet);
    auto prepare = [&](Request& r) {
        r.session = shared_from_this();
        r.row = row;
        r.header = h;
        {
            std::lock_guard lock(mutex_);
            r.call.who = who_;
            r.call.read_only = read_only_;
            r.endpoint = endpoint_;
            r.local = local_.get();
        }
        r.in.reset(row->in);
        try {
            decode(packet.payload, row->in, r.in.get());
            r.call.fds_in = std::move(packet.fds);
            if (row->facet != api::FacetId::session && !r.endpoint)
                fail(Code::internal_error, Domain::rpc, "hypervisor connection not open");
        } catch (const Error& e) {
            answer(h, e);
            return false;
        }
        return true;
    };
    if (runs_here(*row)) {
        Request r;
        if (prepare(r)) run(r);
        return;
    }
    auto r = std::make_unique<Request>();
    if (!prepare(*r)) return;
    if (opens_here(*r)) {
        // Unless another procedure of the session is under way, which may wait.
        if (std::unique_lock lock(calls_, std::try_to_lock); lock) return run(*r, true);
    }
    r->counted = true;
    ++in_flight_;
    if (row->stream != api::StreamUse::none) {
        r->stream = std::make_shared<ServerStream>(shared_from_this(), *row, h, r->in.get());
        r->call.stream = r->stream;
    }
    if (r->local && !server_.options().access) {
        if (auto lane = r->local->lane(*row, r->in.get())) return Request::post(*lane, std::move(r));
    }
    try {
        server_.pool().post([r = std::move(r)]() mutable { Request::on_pool(std::move(r)); });
    } catch (const Error& e) {
        answer(h, e);
        --in_flight_;
    }
}

void Request::on_pool(std::unique_ptr<Request> r) {
    // With access control the question comes first, and it may wait; then the lane.
    const auto& access = r->session->server().options().access;
    if (access && r->local && r->row->facet != api::FacetId::session) {
        try {
            access->require(*r->call.who, *r->row, r->in.get());
        } catch (const Error& e) {
            return r->refuse(e);
        }
        r->checked = true;
        if (auto lane = r->local->lane(*r->row, r->in.get())) return post(*lane, std::move(r));
    }
    r->run();
}

void Request::post(run::Lane& lane, std::unique_ptr<Request> r) {
    r->what = r->row->api[0] ? r->row->api : r->row->name;
    r->until = Deadline::in(std::chrono::seconds(30));
    lane.post(std::move(r));
}

// ---- running ----

void Session::run(Request& r, bool alone) {
    Outgoing message;
    message.bytes.reserve(256);
    begin_packet(message.bytes);
    Header h = r.header;
    h.type = PacketType::reply;
    h.status = Status::ok;
    try {
        Value out(r.row->out);
        if (r.row->facet == api::FacetId::session) {
            std::unique_lock<std::mutex> lock(calls_, std::defer_lock);
            if (!alone && !runs_here(*r.row)) lock.lock();
            session_call(r, out.get());
        } else {
            if (server_.options().access && !r.checked) server_.options().access->require(*r.call.who, *r.row, r.in.get());
            if (r.local) r.local->run(*r.row, r.call, r.in.get(), out.get());
            else r.endpoint->invoke(*r.row, r.call, r.in.get(), out.get());
            if (r.row == &api::procedures[api::proc::AdminConnectClose::row]) close_after_reply_ = true;
        }
        if (!r.call.fds_out.empty()) {
            h.type = PacketType::reply_with_fds;
            message.bytes.u32(static_cast<std::uint32_t>(r.call.fds_out.size()));
            message.fds = std::move(r.call.fds_out);
        }
        encode(message.bytes, r.row->out, out.get());
        finish_packet(message.bytes, 0, h);
    } catch (const Error& e) {
        return refuse(r, e);
    } catch (const std::bad_alloc&) {
        return refuse(r, Error(Code::no_memory, Domain::rpc, ""));
    } catch (const std::exception& e) {
        return refuse(r, Error(Code::internal_error, Domain::rpc, e.what()));
    }
    if (r.stream) {
        std::lock_guard lock(mutex_);
        if (!gone_) streams_[{h.serial, h.procedure}] = r.stream;
    }
    if (close_after_reply_)
        message.sent = [weak = weak_from_this()] {
            if (auto self = weak.lock()) self->shut();
        };
    send(std::move(message));
    if (r.stream) r.stream->begin();
    finished(r);
}

void Session::refuse(Request& r, const Error& error) {
    if (r.stream) r.stream->drop();
    answer(r.header, error);
    finished(r);
}

void Session::finished(Request& r) {
    if (!r.counted) return;
    r.counted = false;
    --in_flight_;
    wake_if_paused();
}

void Session::answer(const Header& call, const Error& error) {
    Header h = call;
    h.type = PacketType::reply;
    h.status = Status::error;
    Buffer out;
    begin_packet(out);
    encode_error(out, error);
    finish_packet(out, 0, h);
    send(std::move(out));
}

void Session::handle_stream(Packet& packet) {
    std::shared_ptr<ServerStream> stream;
    {
        std::lock_guard lock(mutex_);
        auto it = streams_.find({packet.header.serial, packet.header.procedure});
        if (it == streams_.end()) return;  // gone already: such packets are dropped
        stream = it->second;
    }
    stream->deliver(packet);
}

void Session::forget(ServerStream& stream) {
    std::lock_guard lock(mutex_);
    auto it = streams_.find(stream.key());
    if (it != streams_.end() && it->second.get() == &stream) streams_.erase(it);
}

// ---- writing ----

void Session::send(Outgoing message) {
    std::vector<std::move_only_function<void()>> done;
    bool blocked = false;
    {
        std::lock_guard lock(mutex_);
        if (gone_) return;
        outbox_.push(std::move(message));
        if (corked_ || want_write_) {
            congested_ = outbox_.bytes() > most_unread;
            return;
        }
        blocked = !try_flush(done);
    }
    for (auto& fn : done) fn();
    if (!congested_) wake_if_paused();
    if (blocked) loop_.post([self = shared_from_this()] { self->update_watch(); });
}

void Session::send_event(Buffer bytes) {
    std::size_t most = server_.event_limit();
    std::lock_guard lock(mutex_);
    if (gone_) return;
    if (outbox_.events() >= most) {
        if (!overrun_) server_.log(3, fmt::format("client {} disconnected: {} events wait for it", id_, most));
        overrun_ = true;
        channel_->shut();
        return;
    }
    outbox_.push(Outgoing{std::move(bytes), {}, {}, true});
    if (corked_ || want_write_ || flush_posted_) return;
    flush_posted_ = true;
    loop_.post([self = shared_from_this()] { self->flush(); });
}

// Under mutex_. True if nothing is left to write.
bool Session::try_flush(std::vector<std::move_only_function<void()>>& done) {
    try {
        want_write_ = !outbox_.flush(*channel_, done);
    } catch (const Error&) {
        channel_->shut();  // the loop sees the end of it
        want_write_ = false;
        congested_ = false;
        return true;
    }
    congested_ = outbox_.bytes() > most_unread;
    return !want_write_;
}

void Session::flush() {
    std::vector<std::move_only_function<void()>> done;
    {
        std::lock_guard lock(mutex_);
        flush_posted_ = false;
        if (gone_ || corked_) return;
        if (!outbox_.empty()) try_flush(done);
        else want_write_ = false;
    }
    for (auto& fn : done) fn();
    if (!congested_) wake_if_paused();
    update_watch();
}

void Session::update_watch() {
    if (!watch_) return;
    bool write;
    {
        std::lock_guard lock(mutex_);
        write = want_write_;
    }
    watch_.set((paused_here_ ? 0u : run::ready::read) | (write ? run::ready::write : 0u));
}

// ---- end ----

void Session::closed() {
    auto self = shared_from_this();
    std::map<std::pair<std::uint32_t, std::int32_t>, std::shared_ptr<ServerStream>> streams;
    std::shared_ptr<api::Endpoint> endpoint;
    {
        std::lock_guard lock(mutex_);
        if (gone_) return;
        gone_ = true;
        streams.swap(streams_);
        endpoint = endpoint_;
    }
    watch_.reset();
    keepalive_.reset();
    channel_->shut();
    for (auto& [key, stream] : streams) stream->drop();
    server_.left(*this);
    // What waits (a running sink, a driver that closes) does so on the pool.
    auto cleanup = [self, endpoint, quick = std::move(quick_local_)]() mutable {
        quick.reset();
        std::lock_guard lock(self->calls_);
        self->subscriptions_->clear();
        std::lock_guard inner(self->mutex_);
        self->endpoint_.reset();
        self->local_.reset();
    };
    if (endpoint) server_.pool().post(std::move(cleanup));
}

// ---- keepalive ----

void Session::start_keepalive() {
    auto limits = server_.limits();
    if (limits.keepalive_interval <= 0) return;
    loop_.post([self = shared_from_this(), interval = limits.keepalive_interval] {
        if (self->gone_ || self->keepalive_) return;
        self->heard_ = self->loop_.clock().now();
        self->keepalive_ = self->loop_.timer([weak = std::weak_ptr(self)] {
            if (auto strong = weak.lock()) strong->tick();
        });
        self->keepalive_.start_in(std::chrono::seconds(interval));
    });
}

void Session::tick() {
    auto limits = server_.limits();
    if (limits.keepalive_interval <= 0) return;
    Duration interval = std::chrono::seconds(limits.keepalive_interval);
    auto quiet = loop_.clock().now() - heard_;
    if (pings_ == 0 && quiet < interval) return keepalive_.start_in(interval - quiet);
    if (pings_ >= limits.keepalive_count) {
        server_.log(3, fmt::format("connection of client {} closed due to keepalive timeout", id_));
        return closed();
    }
    ++pings_;
    send(make_packet({keepalive_program, 1, keepalive_ping, PacketType::message, 0, Status::ok}));
    keepalive_.start_in(interval);
}

}  // namespace vireo::rpc
