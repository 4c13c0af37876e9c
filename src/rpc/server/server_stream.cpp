// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/server/server_stream.h"

#include "api/gen/procedures.h"
#include "rpc/codec/codec.h"
#include "rpc/server/session.h"

namespace vireo::rpc {
namespace {
constexpr std::size_t most_waiting = 8;
}

ServerStream::ServerStream(std::shared_ptr<Session> session, const api::Procedure& row, const Header& call, const void* in)
    : session_(std::move(session)), header_(call), to_client_(row.stream == api::StreamUse::to_client) {
    header_.type = PacketType::stream;
    if (&row == &api::procedures[api::proc::StorageVolDownload::row]) sparse_ = static_cast<const api::StorageVolDownloadArgs*>(in)->flags & 1;
    if (&row == &api::procedures[api::proc::StorageVolUpload::row]) sparse_ = static_cast<const api::StorageVolUploadArgs*>(in)->flags & 1;
}

ServerStream::~ServerStream() = default;

void ServerStream::attach(std::unique_ptr<api::StreamSource> source) {
    source_ = std::move(source);
    fd_ = source_->poll_fd();
}

void ServerStream::begin() {
    if (!source_) return end();
    {
        std::lock_guard lock(mutex_);
        live_ = true;
    }
    schedule();
}

void ServerStream::deliver(Packet& packet) {
    Piece piece{Piece::data, {}, 0, 0};
    if (packet.header.type == PacketType::stream_hole) {
        piece.kind = Piece::hole;
        try {
            if (!sparse_) fail(Code::rpc, Domain::rpc, "Unexpected stream hole");
            piece.length = decode_hole(packet.payload).length;
            if (piece.length < 0) fail(Code::rpc, Domain::rpc, "Unexpected stream hole");
        } catch (const Error& e) {
            send_error(e);
            return drop();
        }
    } else if (packet.header.status == Status::ok) {
        piece.kind = Piece::finish;
    } else if (packet.header.status == Status::error) {
        piece.kind = Piece::abort;
    } else if (packet.header.status == Status::more) {
        if (packet.payload.empty()) return;  // the client will send no more; it says finish next
        piece.bytes.append(packet.payload.data(), packet.payload.size());
    } else {
        send_error(Error(Code::rpc, Domain::rpc, fmt::format("stream has unexpected status {}", static_cast<int>(packet.header.status))));
        return drop();
    }
    {
        std::lock_guard lock(mutex_);
        if (dropped_) return;
        if (piece.kind == Piece::abort) pieces_.clear();
        pieces_.push_back(std::move(piece));
        if (pieces_.size() >= most_waiting && !holding_) {
            holding_ = true;
            session_->hold();
        }
    }
    schedule();
}

void ServerStream::drop() {
    {
        std::lock_guard lock(mutex_);
        if (dropped_) return;
        dropped_ = true;
        live_ = true;
    }
    schedule();
}

// At most one pump runs: on the session's loop for sources with a descriptor, on the pool for those that are always ready
// (files: a disk may be slow).
void ServerStream::schedule() {
    {
        std::lock_guard lock(mutex_);
        if (!live_) return;
        if (pumping_) {
            again_ = true;
            return;
        }
        pumping_ = true;
    }
    auto self = shared_from_this();
    if (fd_ >= 0 || !source_) session_->loop().post([self] { self->pump(); });
    else session_->server().pool().post([self] { self->pump(); });
}

void ServerStream::pump() {
    auto self = shared_from_this();
    for (;;) {
        bool dropped;
        {
            std::lock_guard lock(mutex_);
            again_ = false;
            dropped = dropped_;
        }
        try {
            if (dropped) {
                if (source_ && !over_) source_->abort();
                over_ = true;
            }
            while (!over_ && step()) {}
        } catch (const Error& e) {
            if (!dropped) send_error(e);
            over_ = true;
        }
        if (over_) return end();
        std::lock_guard lock(mutex_);
        if (!again_) {
            pumping_ = false;
            break;
        }
    }
    if (fd_ >= 0) return update_watch();
    if (blocked_in_ || blocked_out_) {
        // An always ready source that is not: wait for it, but not in a circle.
        source_->wait((blocked_in_ ? api::StreamSource::readable : 0u) | (blocked_out_ ? api::StreamSource::writable : 0u), Deadline::in_ms(1000));
        schedule();
    }
}

bool ServerStream::step() {
    bool did = take_piece();
    if (over_) return false;
    return give_piece() || did;
}

bool ServerStream::take_piece() {
    blocked_out_ = false;
    Piece mine{};
    {
        std::lock_guard lock(mutex_);
        if (pieces_.empty()) return false;
        mine = std::move(pieces_.front());
        pieces_.pop_front();
    }
    switch (mine.kind) {
        case Piece::data:
            while (mine.done < mine.bytes.size()) {
                int n = source_->send({mine.bytes.data() + mine.done, mine.bytes.size() - mine.done});
                if (n == api::StreamSource::would_block) {
                    blocked_out_ = true;
                    std::lock_guard lock(mutex_);
                    if (pieces_.empty() || pieces_.front().kind != Piece::abort) pieces_.push_front(std::move(mine));
                    return false;
                }
                mine.done += static_cast<std::size_t>(n);
            }
            break;
        case Piece::hole: source_->send_hole(mine.length); break;
        case Piece::finish:
            source_->finish();
            over_ = true;
            send(PacketType::stream, Status::ok, {}, false);
            break;
        case Piece::abort:
            source_->abort();
            over_ = true;
            send(PacketType::stream, Status::ok, {}, false);
            break;
    }
    bool release = false;
    {
        std::lock_guard lock(mutex_);
        if (holding_ && pieces_.size() < most_waiting / 2) release = !(holding_ = false);
    }
    if (release) session_->release();
    return true;
}

bool ServerStream::give_piece() {
    blocked_in_ = false;
    if (!to_client_ || at_end_) return false;
    {
        std::lock_guard lock(mutex_);
        if (in_flight_) return false;
    }
    if (!piece_) piece_.reset(new char[stream_piece]);
    int n = source_->receive({piece_.get(), stream_piece}, sparse_);
    if (n == api::StreamSource::would_block) {
        blocked_in_ = true;
        return false;
    }
    if (n == api::StreamSource::at_hole) {
        Buffer hole;
        encode_hole(hole, {source_->receive_hole(), 0});
        send(PacketType::stream_hole, Status::more, hole.bytes(), true);
        return true;
    }
    if (n < 0) fail(Code::internal_error, Domain::streams, "stream had I/O failure");
    at_end_ = n == 0;
    send(PacketType::stream, Status::more, {piece_.get(), static_cast<std::size_t>(n)}, true);
    return true;
}

void ServerStream::send(PacketType type, Status status, std::span<const char> payload, bool paced) {
    Outgoing out;
    Header h = header_;
    h.type = type;
    h.status = status;
    out.bytes = make_packet(h, payload);
    if (paced) {
        {
            std::lock_guard lock(mutex_);
            in_flight_ = true;
        }
        out.sent = [weak = weak_from_this()] {
            auto self = weak.lock();
            if (!self) return;
            {
                std::lock_guard lock(self->mutex_);
                self->in_flight_ = false;
            }
            self->schedule();
        };
    }
    session_->send(std::move(out));
}

void ServerStream::send_error(const Error& error) {
    Buffer payload;
    encode_error(payload, error);
    send(PacketType::stream, Status::error, payload.bytes(), false);
}

void ServerStream::end() {
    bool release;
    {
        std::lock_guard lock(mutex_);
        dropped_ = live_ = true;
        pumping_ = true;  // no pump ever again
        pieces_.clear();
        release = std::exchange(holding_, false);
    }
    session_->forget(*this);
    if (release) session_->release();
    // The watch belongs to the loop and must end before the descriptor that it watches.
    auto self = shared_from_this();
    session_->loop().post([self] {
        self->watch_.reset();
        self->source_.reset();
    });
}

void ServerStream::update_watch() {
    auto self = shared_from_this();
    bool flying;
    {
        std::lock_guard lock(mutex_);
        flying = in_flight_;
    }
    unsigned want = (to_client_ && !at_end_ && !flying && blocked_in_ ? run::ready::read : 0u) | (blocked_out_ ? run::ready::write : 0u);
    if (!want) {
        // Hangup is told unasked and would spin.
        watch_.reset();
        return;
    }
    if (!watch_) watch_ = session_->loop().add(fd_, want | run::ready::once, [this](unsigned) { schedule(); });
    else watch_.set(want | run::ready::once);
}

}  // namespace vireo::rpc
