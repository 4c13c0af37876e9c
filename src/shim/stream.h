// SPDX-License-Identifier: LGPL-2.1-or-later
// The C interface's streams: the caller's end of what a driver attaches.
#pragma once

#include <mutex>

#include "api/stream.h"
#include "shim/wall.h"

namespace vireo::shim {

// Where a driver's source ends up. Outlives the handle if a driver keeps the call.
class StreamEnd final : public api::Stream {
  public:
    void attach(std::unique_ptr<api::StreamSource> source) override;

    // Runs fn on the source; throws no_support as `function` if none is attached. A running fn keeps the source.
    template <class F>
    auto with(const char* function, F&& fn) {
        std::lock_guard lock(mutex_);
        if (!source_) fail(Code::no_support, Domain::streams, "{}", function);
        return fn(*source_);
    }
    bool attached();
    bool ever_attached();
    void detach();
    int poll_fd();

  private:
    std::mutex mutex_;
    std::unique_ptr<api::StreamSource> source_;
    bool ever_attached_ = false;
};

struct StreamWatch;

}  // namespace vireo::shim

struct _virStream : vireo::shim::Handle<vireo::shim::Magic::stream> {
    _virStream(virConnectPtr c, unsigned stream_flags);
    ~_virStream();

    virConnectPtr conn;
    unsigned flags;
    std::shared_ptr<vireo::shim::StreamEnd> end = std::make_shared<vireo::shim::StreamEnd>();
    std::mutex mutex;  // guards watch
    std::shared_ptr<vireo::shim::StreamWatch> watch;
};

namespace vireo::shim {

// Prepares a call that opens a stream; refuses a stream of another connection.
void attach_stream_to(const Where& w, api::Call& call, virConnectPtr conn, virStreamPtr st);
template <class H>
void attach_stream(const Where& w, api::Call& call, H* self, virStreamPtr st) {
    attach_stream_to(w, call, connection_of(self), st);
}

}  // namespace vireo::shim
