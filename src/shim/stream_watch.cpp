// SPDX-License-Identifier: LGPL-2.1-or-later
// Readiness of streams, told through the application's event loop.
#include "shim/stream_watch.h"

#include "shim/stream.h"
#include "shim/wall.h"

using namespace vireo;
using namespace vireo::shim;

namespace {

using Holder = std::shared_ptr<StreamWatch>;

void tell(Holder* holder, int events) {
    Holder watch = *holder;
    virStreamPtr st = hold(watch->stream);
    watch->callback(st, events, watch->opaque);
    drop(st);
}

// The loop's bits for descriptors and the bits of streams are the same numbers.
static_assert(static_cast<int>(VIR_EVENT_HANDLE_READABLE) == static_cast<int>(VIR_STREAM_EVENT_READABLE));
static_assert(static_cast<int>(VIR_EVENT_HANDLE_WRITABLE) == static_cast<int>(VIR_STREAM_EVENT_WRITABLE));
static_assert(static_cast<int>(VIR_EVENT_HANDLE_ERROR) == static_cast<int>(VIR_STREAM_EVENT_ERROR));
static_assert(static_cast<int>(VIR_EVENT_HANDLE_HANGUP) == static_cast<int>(VIR_STREAM_EVENT_HANGUP));

void on_handle(int, int, int events, void* opaque) { tell(static_cast<Holder*>(opaque), events); }

void on_timer(int, void* opaque) {
    auto* holder = static_cast<Holder*>(opaque);
    if (int ready = (*holder)->events & (VIR_STREAM_EVENT_READABLE | VIR_STREAM_EVENT_WRITABLE)) tell(holder, ready);
}

void on_free(void* opaque) {
    auto* holder = static_cast<Holder*>(opaque);
    Holder watch = std::move(*holder);
    delete holder;
    if (watch->free_opaque) watch->free_opaque(watch->opaque);
    drop(watch->stream);
}

constexpr Where add_where{"virStreamEventAddCallback", vireo::Domain::streams};
constexpr Where update_where{"virStreamEventUpdateCallback", vireo::Domain::streams};
constexpr Where remove_where{"virStreamEventRemoveCallback", vireo::Domain::streams};

void need_source(const Where& w, virStreamPtr st) {
    if (!st->end->attached()) fail(Code::no_support, vireo::Domain::streams, "{}", w.function);
}

}  // namespace

int virStreamEventAddCallback(virStreamPtr stream, int events, virStreamEventCallback cb, void* opaque, virFreeCallback ff) {
    return c_wall(stream, -1, [&] {
        need(add_where, stream);
        need_source(add_where, stream);
        need_nonnull(add_where, reinterpret_cast<void*>(cb), "cb");
        std::lock_guard lock(stream->mutex);
        if (stream->watch) fail(Code::internal_error, vireo::Domain::streams, "{}", "stream already has a callback registered");
        auto watch = std::make_shared<StreamWatch>();
        watch->stream = stream;
        watch->events = events;
        watch->callback = cb;
        watch->opaque = opaque;
        watch->free_opaque = ff;
        auto holder = std::make_unique<Holder>(watch);
        int fd = stream->end->poll_fd();
        hold(stream);
        if (fd >= 0)
            watch->handle = virEventAddHandle(fd, events, on_handle, holder.get(), on_free);
        else
            watch->timer = virEventAddTimeout(events ? 0 : -1, on_timer, holder.get(), on_free);
        if (watch->handle < 0 && watch->timer < 0) {
            drop(stream);
            fail(Code::internal_error, vireo::Domain::streams, "{}", "cannot register file watch on stream");
        }
        holder.release();
        stream->watch = std::move(watch);
        return 0;
    });
}

int virStreamEventUpdateCallback(virStreamPtr stream, int events) {
    return c_wall(stream, -1, [&] {
        need(update_where, stream);
        need_source(update_where, stream);
        std::lock_guard lock(stream->mutex);
        if (!stream->watch)
            fail(Code::internal_error, vireo::Domain::streams, "{}", "stream does not have a callback registered");
        stream->watch->events = events;
        if (stream->watch->handle >= 0)
            virEventUpdateHandle(stream->watch->handle, events);
        else
            virEventUpdateTimeout(stream->watch->timer, events ? 0 : -1);
        return 0;
    });
}

int virStreamEventRemoveCallback(virStreamPtr stream) {
    return c_wall(stream, -1, [&] {
        need(remove_where, stream);
        std::shared_ptr<StreamWatch> gone;
        {
            std::lock_guard lock(stream->mutex);
            gone = std::move(stream->watch);
        }
        if (!gone) {
            // Language bindings let go of a callback again when they drop a stream that has long ended.
            if (!stream->end->ever_attached()) fail(Code::no_support, vireo::Domain::streams, "{}", remove_where.function);
            return 0;
        }
        if (gone->handle >= 0)
            virEventRemoveHandle(gone->handle);
        else
            virEventRemoveTimeout(gone->timer);
        return 0;
    });
}
