// SPDX-License-Identifier: LGPL-2.1-or-later
// A byte stream beside a call: console, volume upload and download, screenshot, tunnelled migration.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string>

#include "base/clock.h"
#include "base/error.h"

namespace vireo::api {

// What a driver attaches to a stream: where the bytes really go. All calls come from one thread at a time.
class StreamSource {
  public:
    static constexpr int would_block = -2;
    static constexpr int at_hole = -3;
    enum Ready : unsigned { readable = 1, writable = 2, error = 4, hangup = 8 };  // as VIR_STREAM_EVENT_*

    virtual ~StreamSource() = default;
    // Bytes read, 0 at the end, would_block, or at_hole (then use receive_hole).
    virtual int receive(std::span<char> into, bool stop_at_hole) = 0;
    virtual int send(std::span<const char> from) = 0;
    virtual void send_hole(std::int64_t) { fail(Code::no_support, Domain::streams, "virStreamSendHole"); }
    virtual std::int64_t receive_hole() { fail(Code::no_support, Domain::streams, "virStreamRecvHole"); }
    // Is the position in data (true) or in a hole, and for how many bytes?
    virtual void in_data(bool& data, std::int64_t& length) { data = true, length = 0; }
    virtual void finish() = 0;  // orderly end: flush, report a late failure
    virtual void abort() = 0;
    // Readiness: a descriptor to poll, or -1 for a source that is always ready.
    virtual int poll_fd() const { return -1; }
    // Blocks until receive (readable) or send (writable) may get on or the deadline passes; returns what is ready. This
    // is what a blocking stream does when it was told would_block.
    virtual unsigned wait(unsigned ready, Deadline until);
};

// The caller's end. The C wall and the RPC server each own one; a driver's slot attaches a source (call.stream->attach).
class Stream {
  public:
    virtual ~Stream() = default;
    virtual void attach(std::unique_ptr<StreamSource> source) = 0;
};

// Reads and writes a descriptor (made non-blocking): consoles, channels, pipes, files through a helper thread.
std::unique_ptr<StreamSource> make_fd_source(int fd_owned);

}  // namespace vireo::api
