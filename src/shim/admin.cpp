// SPDX-License-Identifier: LGPL-2.1-or-later
// The administration interface, as far as it is not mechanical. libvirt-admin forwards to these.
#include "shim/admin.h"

#include <unistd.h>

#include <cstdlib>

#include "base/config.h"
#include "drivers/remote/remote.h"
#include "shim/application_loop.h"
#include "shim/convert.h"
#include "shim/open.h"
#include "shim/sisters.h"

using namespace vireo;
using namespace vireo::shim;

namespace {

constexpr Where here(const char* function) { return {function, vireo::Domain::admin}; }

std::string default_admin_uri() {
    if (const char* e = std::getenv("LIBVIRT_ADMIN_DEFAULT_URI"); e && *e) return e;
    std::string path = client_config_path("libvirt-admin.conf");
    if (!path.empty() && access(path.c_str(), R_OK) == 0)
        if (auto uri = ConfigFile::read(path).get_string("uri_default"); uri && !uri->empty()) return *uri;
    return geteuid() == 0 ? "libvirtd:///system" : "libvirtd:///session";
}

std::string resolve_admin_alias(const std::string& text) {
    std::string path = client_config_path("libvirt-admin.conf");
    return !path.empty() && access(path.c_str(), R_OK) == 0 ? resolve_uri_alias(ConfigFile::read(path), text) : text;
}

void release_watch(_virAdmConnect::Watch& watch) {
    void* opaque;
    virFreeCallback ff;
    {
        std::lock_guard lock(watch.mutex);
        watch.function = nullptr;
        opaque = std::exchange(watch.opaque, nullptr);
        ff = std::exchange(watch.free_opaque, nullptr);
    }
    if (ff) ff(opaque);
}

struct Notice {
    virAdmConnectPtr conn;  // held
    int reason;
};

void give_notice(int timer, void* opaque) {
    auto* notice = static_cast<Notice*>(opaque);
    virEventRemoveTimeout(timer);
    auto watch = notice->conn->watch;
    virAdmConnectCloseFunc function;
    void* data;
    {
        std::lock_guard lock(watch->mutex);
        function = watch->function;
        data = watch->opaque;
    }
    if (function) function(notice->conn, notice->reason, data);
    release_watch(*watch);
}

void forget_notice(void* opaque) {
    auto* notice = static_cast<Notice*>(opaque);
    drop(notice->conn);
    delete notice;
}

}  // namespace

_virAdmConnect::~_virAdmConnect() {
    try {
        endpoint->on_close({});
        endpoint->close();
    } catch (...) {
        // As with ordinary connections: the end cannot be refused.
    }
    release_watch(*watch);
}

int vireo_virAdmInitialize(void) { return virInitialize(); }

int vireo_virAdmGetVersion(unsigned long long* libVer) {
    return c_wall(nullptr, -1, [&] {
        if (!libVer) fail_unknown();
        *libVer = LIBVIR_VERSION_NUMBER;
        return 0;
    });
}

virAdmConnectPtr vireo_virAdmConnectOpen(const char* name, unsigned int flags) {
    static constexpr Where w = here("virAdmConnectOpen");
    return c_wall(nullptr, static_cast<virAdmConnectPtr>(nullptr), [&] {
        initialize();
        std::string text = name && *name ? name : default_admin_uri();
        if (!(flags & VIR_CONNECT_NO_ALIASES)) text = resolve_admin_alias(text);
        if (unsigned other = flags & ~static_cast<unsigned>(VIR_CONNECT_NO_ALIASES)) fail_flags(w, other);
        api::Uri uri = api::Uri::parse(text);
        if (uri.scheme.empty()) fail(Code::no_connect, vireo::Domain::none, "URI '{}' does not include a driver name", text);
        remote::Options options;
        options.loop = application_loop();
        return new _virAdmConnect(remote::open_admin(uri, options), std::move(text));
    });
}

int vireo_virAdmConnectClose(virAdmConnectPtr conn) {
    static constexpr Where w = here("virAdmConnectClose");
    return c_wall(nullptr, -1, [&] {
        if (!conn) return 0;
        need(w, conn);
        return drop(conn) ? 0 : 1;
    });
}

int vireo_virAdmConnectRef(virAdmConnectPtr conn) {
    static constexpr Where w = here("virAdmConnectRef");
    return c_wall(nullptr, -1, [&] {
        need(w, conn);
        hold(conn);
        return 0;
    });
}

char* vireo_virAdmConnectGetURI(virAdmConnectPtr conn) {
    static constexpr Where w = here("virAdmConnectGetURI");
    return c_wall(nullptr, static_cast<char*>(nullptr), [&] {
        need(w, conn);
        return new_text(conn->uri);
    });
}

int vireo_virAdmConnectIsAlive(virAdmConnectPtr conn) {
    static constexpr Where w = here("virAdmConnectIsAlive");
    return c_wall(nullptr, -1, [&]() -> int {
        if (!conn) return 0;
        need(w, conn);
        return conn->endpoint->is_alive();
    });
}

int vireo_virAdmConnectRegisterCloseCallback(virAdmConnectPtr conn, virAdmConnectCloseFunc cb, void* opaque, virFreeCallback freecb) {
    static constexpr Where w = here("virAdmConnectRegisterCloseCallback");
    return c_wall(nullptr, -1, [&] {
        need(w, conn);
        need_nonnull(w, cb, "cb");
        {
            std::lock_guard lock(conn->watch->mutex);
            if (conn->watch->function)
                fail(Code::operation_invalid, w.domain, "A close callback is already registered");
            conn->watch->function = cb;
            conn->watch->opaque = opaque;
            conn->watch->free_opaque = freecb;
        }
        conn->endpoint->on_close([conn](int reason) {
            if (!try_hold(conn)) return;
            auto* notice = new Notice{conn, reason};
            if (virEventAddTimeout(0, give_notice, notice, forget_notice) < 0) forget_notice(notice);
        });
        return 0;
    });
}

int vireo_virAdmConnectUnregisterCloseCallback(virAdmConnectPtr conn, virAdmConnectCloseFunc cb) {
    static constexpr Where w = here("virAdmConnectUnregisterCloseCallback");
    return c_wall(nullptr, -1, [&] {
        need(w, conn);
        need_nonnull(w, cb, "cb");
        {
            std::lock_guard lock(conn->watch->mutex);
            if (conn->watch->function != cb) fail(Code::operation_invalid, w.domain, "A different callback was requested");
        }
        conn->endpoint->on_close({});
        release_watch(*conn->watch);
        return 0;
    });
}

int vireo_virAdmConnectGetLoggingOutputs(virAdmConnectPtr conn, char** outputs, unsigned int flags) {
    static constexpr Where w = here("virAdmConnectGetLoggingOutputs");
    return c_wall(nullptr, -1, [&] {
        need(w, conn);
        auto out = ask<api::proc::AdminConnectGetLoggingOutputs>(conn, {flags});
        if (outputs) *outputs = new_text(out.outputs);
        return static_cast<int>(out.noutputs);
    });
}

int vireo_virAdmConnectGetLoggingFilters(virAdmConnectPtr conn, char** filters, unsigned int flags) {
    static constexpr Where w = here("virAdmConnectGetLoggingFilters");
    return c_wall(nullptr, -1, [&] {
        need(w, conn);
        auto out = ask<api::proc::AdminConnectGetLoggingFilters>(conn, {flags});
        if (filters) *filters = new_text(out.filters);
        return static_cast<int>(out.nfilters);
    });
}

const char* vireo_virAdmServerGetName(virAdmServerPtr srv) {
    static constexpr Where w = here("virAdmServerGetName");
    return c_wall(nullptr, static_cast<const char*>(nullptr), [&] {
        need(w, srv);
        return srv->id.name.c_str();
    });
}

int vireo_virAdmServerFree(virAdmServerPtr srv) {
    static constexpr Where w = here("virAdmServerFree");
    return c_wall(nullptr, -1, [&] {
        if (!srv) return 0;
        need(w, srv);
        drop(srv);
        return 0;
    });
}

int vireo_virAdmClientFree(virAdmClientPtr client) {
    static constexpr Where w = here("virAdmClientFree");
    return c_wall(nullptr, -1, [&] {
        if (!client) return 0;
        need(w, client);
        drop(client);
        return 0;
    });
}

unsigned long long vireo_virAdmClientGetID(virAdmClientPtr client) {
    static constexpr Where w = here("virAdmClientGetID");
    return c_wall(nullptr, static_cast<unsigned long long>(-1), [&]() -> unsigned long long {
        need(w, client);
        return client->id.id;
    });
}

long long vireo_virAdmClientGetTimestamp(virAdmClientPtr client) {
    static constexpr Where w = here("virAdmClientGetTimestamp");
    return c_wall(nullptr, -1LL, [&]() -> long long {
        need(w, client);
        return client->id.timestamp;
    });
}

int vireo_virAdmClientGetTransport(virAdmClientPtr client) {
    static constexpr Where w = here("virAdmClientGetTransport");
    return c_wall(nullptr, -1, [&] {
        need(w, client);
        return static_cast<int>(client->id.transport);
    });
}
