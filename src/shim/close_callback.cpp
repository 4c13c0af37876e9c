// SPDX-License-Identifier: LGPL-2.1-or-later
// The notice that a connection was lost.
#include "shim/close_callback.h"

#include "shim/connection_state.h"
#include "shim/wall.h"

using namespace vireo;
using namespace vireo::shim;

namespace {

// Leaves the loop's hands when the notice was given or the timer was taken away.
struct Notice {
    virConnectPtr conn;  // held
    std::shared_ptr<CloseCallback> callback;
    int reason;
};

void give_notice(int timer, void* opaque) {
    auto* notice = static_cast<Notice*>(opaque);
    virEventRemoveTimeout(timer);
    if (!notice->callback->removed.exchange(true)) {
        notice->callback->function(notice->conn, notice->reason, notice->callback->opaque);
        if (notice->callback->free_opaque) notice->callback->free_opaque(notice->callback->opaque);
    }
}

void forget_notice(void* opaque) {
    auto* notice = static_cast<Notice*>(opaque);
    drop(notice->conn);
    delete notice;
}

std::shared_ptr<CloseCallback> take(virConnectPtr conn) {
    std::lock_guard lock(conn->more->mutex);
    return std::move(conn->more->close_callback);
}

}  // namespace

void vireo::shim::release(const std::shared_ptr<CloseCallback>& callback) {
    if (callback && !callback->removed.exchange(true) && callback->free_opaque) callback->free_opaque(callback->opaque);
}

int virConnectRegisterCloseCallback(virConnectPtr conn, virConnectCloseFunc cb, void* opaque, virFreeCallback freecb) {
    static constexpr Where w{"virConnectRegisterCloseCallback", vireo::Domain::domain};
    return c_wall(conn, -1, [&] {
        need(w, conn);
        need_nonnull(w, cb, "cb");
        auto callback = std::make_shared<CloseCallback>();
        callback->function = cb;
        callback->opaque = opaque;
        callback->free_opaque = freecb;
        std::shared_ptr<CloseCallback> before;
        {
            std::lock_guard lock(conn->more->mutex);
            before = std::exchange(conn->more->close_callback, callback);
        }
        release(before);
        conn->endpoint->on_close([conn](int reason) {
            // Wherever this comes from, the application hears of it in its loop.
            std::shared_ptr<CloseCallback> now;
            {
                std::lock_guard lock(conn->more->mutex);
                now = conn->more->close_callback;
            }
            if (!now) return;
            if (!try_hold(conn)) return;
            auto* notice = new Notice{conn, std::move(now), reason};
            if (virEventAddTimeout(0, give_notice, notice, forget_notice) < 0) forget_notice(notice);
        });
        return 0;
    });
}

int virConnectUnregisterCloseCallback(virConnectPtr conn, virConnectCloseFunc cb) {
    static constexpr Where w{"virConnectUnregisterCloseCallback", vireo::Domain::domain};
    return c_wall(conn, -1, [&] {
        need(w, conn);
        need_nonnull(w, cb, "cb");
        conn->endpoint->on_close({});
        release(take(conn));
        return 0;
    });
}
