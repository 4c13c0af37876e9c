// SPDX-License-Identifier: LGPL-2.1-or-later
// Handles of the administration interface: a daemon, its servers, their clients.
#pragma once

#include "shim/close_callback.h"
#include "shim/handles.h"

struct _virAdmConnect : vireo::shim::Handle<vireo::shim::Magic::admin_connection> {
    _virAdmConnect(std::shared_ptr<vireo::api::Endpoint> e, std::string uri_text)
        : endpoint(std::move(e)), uri(std::move(uri_text)) {}
    ~_virAdmConnect();

    std::shared_ptr<vireo::api::Endpoint> endpoint;
    std::string uri;
    // Told in the application's loop when the daemon goes away.
    struct Watch {
        std::mutex mutex;
        virAdmConnectCloseFunc function = nullptr;
        void* opaque = nullptr;
        virFreeCallback free_opaque = nullptr;
    };
    std::shared_ptr<Watch> watch = std::make_shared<Watch>();
};

struct _virAdmServer : vireo::shim::Handle<vireo::shim::Magic::admin_server> {
    using Ref = vireo::api::AdminServerRef;
    _virAdmServer(virAdmConnectPtr c, Ref r) : conn(vireo::shim::hold(c)), id(std::move(r)) {}
    ~_virAdmServer() { vireo::shim::drop(conn); }
    const Ref& ref() const { return id; }
    virAdmConnectPtr conn;
    Ref id;
};

struct _virAdmClient : vireo::shim::Handle<vireo::shim::Magic::admin_client> {
    using Ref = vireo::api::AdminClientRef;
    _virAdmClient(virAdmConnectPtr c, Ref r) : conn(vireo::shim::hold(c)), id(std::move(r)) {}
    ~_virAdmClient() { vireo::shim::drop(conn); }
    const Ref& ref() const { return id; }
    virAdmConnectPtr conn;
    Ref id;
};

namespace vireo::shim {

inline virAdmConnectPtr connection_of(virAdmConnectPtr c) { return c; }
inline api::Call make_call(virAdmConnectPtr) { return {}; }
inline virAdmServerPtr make_handle(virAdmConnectPtr c, api::AdminServerRef&& r) { return new _virAdmServer(c, std::move(r)); }
inline virAdmClientPtr make_handle(virAdmConnectPtr c, api::AdminClientRef&& r) { return new _virAdmClient(c, std::move(r)); }

}  // namespace vireo::shim
