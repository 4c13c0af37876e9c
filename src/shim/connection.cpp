// SPDX-License-Identifier: LGPL-2.1-or-later
// Connections: their life, and what they know about themselves.
#include "shim/connection_state.h"
#include "shim/convert.h"
#include "shim/open.h"

using namespace vireo;
using namespace vireo::shim;

_virConnect::_virConnect(std::shared_ptr<api::Endpoint> e, std::string uri_text, unsigned open_flags)
    : endpoint(std::move(e)), uri(std::move(uri_text)), flags(open_flags), read_only(open_flags & VIR_CONNECT_RO),
      more(std::make_unique<ConnectionState>()) {}

_virConnect::~_virConnect() {
    try {
        endpoint->on_close({});
        release(more->close_callback);
        endpoint->close();
    } catch (...) {
        // Whoever closes no longer cares how the other side feels about it.
    }
}

_virDomain::_virDomain(virConnectPtr c, Ref r) : conn(hold(c)), name(std::move(r.name)), uuid(r.uuid), id(r.id) {}
_virDomain::~_virDomain() { drop(conn); }

int virInitialize(void) {
    reset_last_error();
    return c_wall(nullptr, -1, [&] {
        initialize();
        return 0;
    });
}

int virGetVersion(unsigned long* libVer, const char*, unsigned long* typeVer) {
    return c_wall(nullptr, -1, [&] {
        if (!libVer) fail_unknown();
        *libVer = LIBVIR_VERSION_NUMBER;
        if (typeVer) *typeVer = LIBVIR_VERSION_NUMBER;
        return 0;
    });
}

#define HERE(name) static constexpr Where w{name, vireo::Domain::domain}

virConnectPtr virConnectOpen(const char* name) {
    return c_wall(nullptr, static_cast<virConnectPtr>(nullptr), [&] { return open_connection(name, nullptr, 0); });
}

virConnectPtr virConnectOpenReadOnly(const char* name) {
    return c_wall(nullptr, static_cast<virConnectPtr>(nullptr), [&] { return open_connection(name, nullptr, VIR_CONNECT_RO); });
}

virConnectPtr virConnectOpenAuth(const char* name, virConnectAuthPtr auth, unsigned int flags) {
    return c_wall(nullptr, static_cast<virConnectPtr>(nullptr), [&] { return open_connection(name, auth, flags); });
}

int virConnectRef(virConnectPtr conn) {
    HERE("virConnectRef");
    return c_wall(conn, -1, [&] {
        need(w, conn);
        hold(conn);
        return 0;
    });
}

int virConnectClose(virConnectPtr conn) {
    static constexpr Where w{"virConnectClose", vireo::Domain::none};
    return c_wall(nullptr, -1, [&] {
        need(w, conn);
        // 1 tells the caller that somebody still holds it.
        return drop(conn) ? 0 : 1;
    });
}

const char* virConnectGetType(virConnectPtr conn) {
    HERE("virConnectGetType");
    return c_wall(conn, static_cast<const char*>(nullptr), [&]() -> const char* {
        need(w, conn);
        {
            std::lock_guard lock(conn->more->mutex);
            if (!conn->more->type.empty()) return conn->more->type.c_str();
        }
        auto type = ask<api::proc::ConnectGetType>(conn).type;
        std::lock_guard lock(conn->more->mutex);
        if (conn->more->type.empty()) conn->more->type = std::move(type);
        return conn->more->type.c_str();
    });
}

char* virConnectGetURI(virConnectPtr conn) {
    HERE("virConnectGetURI");
    return c_wall(conn, static_cast<char*>(nullptr), [&] {
        need(w, conn);
        return new_text(std::string_view(conn->uri));
    });
}

int virConnectIsAlive(virConnectPtr conn) {
    HERE("virConnectIsAlive");
    return c_wall(conn, -1, [&]() -> int {
        need(w, conn);
        return conn->endpoint->is_alive();
    });
}

int virConnectIsEncrypted(virConnectPtr conn) {
    HERE("virConnectIsEncrypted");
    return c_wall(conn, -1, [&]() -> int {
        need(w, conn);
        return conn->endpoint->is_encrypted();
    });
}

int virConnectIsSecure(virConnectPtr conn) {
    HERE("virConnectIsSecure");
    return c_wall(conn, -1, [&]() -> int {
        need(w, conn);
        return conn->endpoint->is_secure();
    });
}

int virConnectSetKeepAlive(virConnectPtr conn, int interval, unsigned int count) {
    HERE("virConnectSetKeepAlive");
    return c_wall(conn, -1, [&] {
        need(w, conn);
        try {
            return conn->endpoint->set_keepalive(interval, count);
        } catch (Error& e) {
            if (e.code == Code::no_support) e.domain = w.domain;
            throw;
        }
    });
}
