// SPDX-License-Identifier: LGPL-2.1-or-later
// Streams: bytes, holes and the orderly or hasty end.
#include "shim/stream.h"

#include <cerrno>
#include <cstdlib>

#include "shim/convert.h"
#include "shim/stream_watch.h"

namespace vireo::shim {

void StreamEnd::attach(std::unique_ptr<api::StreamSource> source) {
    std::lock_guard lock(mutex_);
    source_ = std::move(source);
    ever_attached_ = true;
}

bool StreamEnd::ever_attached() {
    std::lock_guard lock(mutex_);
    return ever_attached_;
}

bool StreamEnd::attached() {
    std::lock_guard lock(mutex_);
    return source_ != nullptr;
}

void StreamEnd::detach() {
    std::unique_ptr<api::StreamSource> gone;
    std::lock_guard lock(mutex_);
    gone = std::move(source_);
}

int StreamEnd::poll_fd() {
    std::lock_guard lock(mutex_);
    return source_ ? source_->poll_fd() : -1;
}

void attach_stream_to(const Where& w, api::Call& call, virConnectPtr conn, virStreamPtr st) {
    if (st->conn != conn)
        throw Error::verbatim(Code::invalid_arg, w.domain, ErrorLevel::error,
                              fmt::format("stream in {} must match connection of domain", w.function), w.function, "stream", "", 0, 0);
    if (st->end->attached()) fail(Code::operation_invalid, Domain::streams, "stream is in use already");
    call.stream = st->end;
}

namespace {

using Source = api::StreamSource;

// How much one callback of the *All functions is asked for: the most that one message has always carried.
constexpr std::size_t piece = 262120;

int receive(const Where& w, virStreamPtr st, char* data, std::size_t n, bool stop_at_hole) {
    std::size_t most = std::min<std::size_t>(n, 0x7fffffff);
    return st->end->with(w.function, [&](Source& s) {
        for (;;) {
            int got = s.receive({data, most}, stop_at_hole);
            if (got != Source::would_block || (st->flags & VIR_STREAM_NONBLOCK)) return got;
            s.wait(Source::readable, Deadline::never());
        }
    });
}

int send(const Where& w, virStreamPtr st, const char* data, std::size_t n) {
    std::size_t most = std::min<std::size_t>(n, 0x7fffffff);
    return st->end->with(w.function, [&](Source& s) {
        for (;;) {
            int sent = s.send({data, most});
            if (sent != Source::would_block || (st->flags & VIR_STREAM_NONBLOCK)) return sent;
            s.wait(Source::writable, Deadline::never());
        }
    });
}

// Gives the source its end and lets go of it, whatever it says.
template <class F>
void end_with(const char* function, virStreamPtr st, F&& end) {
    try {
        st->end->with(function, end);
    } catch (...) {
        st->end->detach();
        throw;
    }
    st->end->detach();
}

void need_blocking(virStreamPtr st, const char* what) {
    if (st->flags & VIR_STREAM_NONBLOCK)
        fail(Code::operation_invalid, Domain::streams, "data {} cannot be used for non-blocking streams", what);
}

// A callback said no: the stream is given up. Its errno tells why, if it set one.
[[noreturn]] void give_up(virStreamPtr st, const char* what, int error) {
    try {
        end_with("virStreamAbort", st, [](Source& s) { s.abort(); });
    } catch (const Error&) {
        // The callback's reason is the one to tell.
    }
    fail_errno(Domain::streams, error ? error : EIO, "{}", what);
}

}  // namespace
}  // namespace vireo::shim

using namespace vireo;
using namespace vireo::shim;

_virStream::_virStream(virConnectPtr c, unsigned stream_flags) : conn(hold(c)), flags(stream_flags) {}

_virStream::~_virStream() {
    end->detach();
    drop(conn);
}

#define HERE(name) static constexpr Where w{name, vireo::Domain::streams}

virStreamPtr virStreamNew(virConnectPtr conn, unsigned int flags) {
    HERE("virStreamNew");
    return c_wall(conn, static_cast<virStreamPtr>(nullptr), [&] {
        need(w, conn);
        return new _virStream(conn, flags);
    });
}

int virStreamRef(virStreamPtr stream) {
    HERE("virStreamRef");
    return c_wall(stream, -1, [&] {
        need(w, stream);
        hold(stream);
        return 0;
    });
}

int virStreamFree(virStreamPtr stream) {
    HERE("virStreamFree");
    return c_wall(nullptr, -1, [&] {
        need(w, stream);
        drop(stream);
        return 0;
    });
}

int virStreamSend(virStreamPtr stream, const char* data, size_t nbytes) {
    HERE("virStreamSend");
    return c_wall(stream, -1, [&] {
        need(w, stream);
        need_nonnull(w, data, "data");
        return send(w, stream, data, nbytes);
    });
}

int virStreamRecv(virStreamPtr stream, char* data, size_t nbytes) {
    HERE("virStreamRecv");
    return c_wall(stream, -1, [&] {
        need(w, stream);
        need_nonnull(w, data, "data");
        return receive(w, stream, data, nbytes, false);
    });
}

int virStreamRecvFlags(virStreamPtr stream, char* data, size_t nbytes, unsigned int flags) {
    HERE("virStreamRecvFlags");
    return c_wall(stream, -1, [&] {
        need(w, stream);
        need_nonnull(w, data, "data");
        if (flags & ~static_cast<unsigned>(VIR_STREAM_RECV_STOP_AT_HOLE)) fail_flags(w, flags & ~1u);
        return receive(w, stream, data, nbytes, flags & VIR_STREAM_RECV_STOP_AT_HOLE);
    });
}

int virStreamSendHole(virStreamPtr stream, long long length, unsigned int) {
    HERE("virStreamSendHole");
    return c_wall(stream, -1, [&] {
        need(w, stream);
        stream->end->with(w.function, [&](Source& s) { s.send_hole(length); });
        return 0;
    });
}

int virStreamRecvHole(virStreamPtr stream, long long* length, unsigned int) {
    HERE("virStreamRecvHole");
    return c_wall(stream, -1, [&] {
        need(w, stream);
        need_nonnull(w, length, "length");
        *length = stream->end->with(w.function, [&](Source& s) { return s.receive_hole(); });
        return 0;
    });
}

int virStreamFinish(virStreamPtr stream) {
    HERE("virStreamFinish");
    return c_wall(stream, -1, [&] {
        need(w, stream);
        end_with(w.function, stream, [](Source& s) { s.finish(); });
        return 0;
    });
}

int virStreamAbort(virStreamPtr stream) {
    HERE("virStreamAbort");
    return c_wall(stream, -1, [&] {
        need(w, stream);
        if (!stream->end->attached()) return 0;  // nothing was begun
        end_with(w.function, stream, [](Source& s) { s.abort(); });
        return 0;
    });
}

int virStreamSendAll(virStreamPtr stream, virStreamSourceFunc handler, void* opaque) {
    HERE("virStreamSendAll");
    return c_wall(stream, -1, [&] {
        need(w, stream);
        need_nonnull(w, reinterpret_cast<void*>(handler), "handler");
        need_blocking(stream, "sources");
        auto buffer = std::make_unique<char[]>(piece);
        for (;;) {
            errno = 0;
            int n = handler(stream, buffer.get(), piece, opaque);
            if (n < 0) give_up(stream, "send handler failed", errno);
            if (n == 0) return 0;
            for (int done = 0; done < n;) done += send(w, stream, buffer.get() + done, n - done);
        }
    });
}

int virStreamRecvAll(virStreamPtr stream, virStreamSinkFunc handler, void* opaque) {
    HERE("virStreamRecvAll");
    return c_wall(stream, -1, [&] {
        need(w, stream);
        need_nonnull(w, reinterpret_cast<void*>(handler), "handler");
        need_blocking(stream, "sinks");
        auto buffer = std::make_unique<char[]>(piece);
        for (;;) {
            int n = receive(w, stream, buffer.get(), piece, false);
            if (n <= 0) return n;
            for (int done = 0; done < n;) {
                errno = 0;
                int took = handler(stream, buffer.get() + done, n - done, opaque);
                if (took < 0) give_up(stream, "recv handler failed", errno);
                done += took;
            }
        }
    });
}

int virStreamSparseSendAll(virStreamPtr stream, virStreamSourceFunc handler, virStreamSourceHoleFunc holeHandler,
                           virStreamSourceSkipFunc skipHandler, void* opaque) {
    HERE("virStreamSparseSendAll");
    return c_wall(stream, -1, [&] {
        need(w, stream);
        need_nonnull(w, reinterpret_cast<void*>(handler), "handler");
        need_nonnull(w, reinterpret_cast<void*>(holeHandler), "holeHandler");
        need_nonnull(w, reinterpret_cast<void*>(skipHandler), "skipHandler");
        need_blocking(stream, "sources");
        auto buffer = std::make_unique<char[]>(piece);
        for (;;) {
            int in_data = 0;
            long long section = 0;
            errno = 0;
            if (holeHandler(stream, &in_data, &section, opaque) < 0) give_up(stream, "send holeHandler failed", errno);
            if (!in_data && section > 0) {
                stream->end->with("virStreamSendHole", [&](Source& s) { s.send_hole(section); });
                errno = 0;
                if (skipHandler(stream, section, opaque) < 0) give_up(stream, "send skipHandler failed", errno);
                continue;
            }
            // A section of unknown length (0 at the end of file) still has its end read, which answers 0.
            std::size_t want = in_data && section > 0 ? std::min<unsigned long long>(section, piece) : piece;
            errno = 0;
            int n = handler(stream, buffer.get(), want, opaque);
            if (n < 0) give_up(stream, "send handler failed", errno);
            if (n == 0) return 0;
            for (int done = 0; done < n;) done += send(w, stream, buffer.get() + done, n - done);
        }
    });
}

int virStreamSparseRecvAll(virStreamPtr stream, virStreamSinkFunc handler, virStreamSinkHoleFunc holeHandler, void* opaque) {
    HERE("virStreamSparseRecvAll");
    return c_wall(stream, -1, [&] {
        need(w, stream);
        need_nonnull(w, reinterpret_cast<void*>(handler), "handler");
        need_nonnull(w, reinterpret_cast<void*>(holeHandler), "holeHandler");
        need_blocking(stream, "sinks");
        auto buffer = std::make_unique<char[]>(piece);
        for (;;) {
            int n = receive(w, stream, buffer.get(), piece, true);
            if (n == Source::at_hole) {
                long long hole = stream->end->with("virStreamRecvHole", [&](Source& s) { return s.receive_hole(); });
                errno = 0;
                if (holeHandler(stream, hole, opaque) < 0) give_up(stream, "recv holeHandler failed", errno);
                continue;
            }
            if (n <= 0) return n;
            for (int done = 0; done < n;) {
                errno = 0;
                int took = handler(stream, buffer.get() + done, n - done, opaque);
                if (took < 0) give_up(stream, "recv handler failed", errno);
                done += took;
            }
        }
    });
}
