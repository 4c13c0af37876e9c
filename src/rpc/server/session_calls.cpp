// SPDX-License-Identifier: LGPL-2.1-or-later
// Procedures that are the business of one connection: letting in, opening, features, identity, events.
#include <unistd.h>

#include "api/connection.h"
#include "api/gen/procedures.h"
#include "rpc/server/request.h"
#include "rpc/server/subscriptions.h"

namespace vireo::rpc {

using namespace api::proc;

void Session::session_call(Request& r, void* out) {
    switch (static_cast<unsigned>(r.row - api::procedures)) {
        case ConnectOpen::row: return open(r);
        case ConnectClose::row: close_after_reply_ = true; return;
        case ConnectSupportsFeature::row: return supports_feature(r, out);
        case AuthList::row: return auth_list(out);
        case AuthPolkit::row: return auth_polkit(out);
        case AuthSaslInit::row:
        case AuthSaslStart::row:
        case AuthSaslStep::row: throw Error(Code::auth_failed, Domain::rpc, "");
        case ConnectSetIdentity::row: return set_identity(r);
        case ConnectRegisterCloseCallback::row:
        case ConnectUnregisterCloseCallback::row: {
            bool want = r.row == &api::procedures[ConnectRegisterCloseCallback::row];
            if (!r.endpoint) fail(Code::internal_error, Domain::rpc, "hypervisor connection not open");
            if (close_callback_.exchange(want) == want)
                fail(Code::internal_error, Domain::rpc, "{}", want ? "A close callback already registered" : "No close callback registered");
            return;
        }
        default: return event_call(r, out);
    }
}

void Session::let_in() {
    if (!authenticated_.exchange(true)) server_.authenticated();
}

void Session::auth_list(void* out) {
    auto& types = static_cast<AuthList::Out*>(out)->types;
    Auth method = auth_;
    // root needs no leave from polkit
    if (method == Auth::polkit && who()->uid == 0u) method = Auth::none;
    if (method == Auth::none) let_in();
    types = {static_cast<std::int32_t>(authenticated_ ? Auth::none : method)};
}

void Session::auth_polkit(void* out) {
    if (auth_ != Auth::polkit || authenticated_) {
        server_.log(4, fmt::format("client {} tried an authentication method that is not offered", id_));
        throw Error(Code::auth_failed, Domain::rpc, "");
    }
    const auto& asks = server_.options().authenticator;
    const char* action = read_only_ ? "org.libvirt.unix.monitor" : "org.libvirt.unix.manage";
    if (!asks || !asks->authorize(*who(), action)) throw Error(Code::auth_failed, Domain::rpc, "");
    let_in();
    static_cast<AuthPolkit::Out*>(out)->complete = 1;
}

void Session::open(Request& r) {
    const auto& in = *static_cast<const ConnectOpen::In*>(r.in.get());
    {
        std::lock_guard lock(mutex_);
        if (endpoint_) {
            endpoint_.reset();
            local_.reset();
            changed_ = true;
            fail(Code::internal_error, Domain::rpc, "connection already open");
        }
        if (in.flags & 1) read_only_ = true;
        r.call.read_only = read_only_;
    }
    if (!server_.options().open) fail(Code::no_connect, Domain::rpc, "{}", in.name.value_or(""));
    auto endpoint = server_.options().open(r.call, in.name.value_or(""));
    std::lock_guard lock(mutex_);
    endpoint_ = endpoint;
    local_ = std::dynamic_pointer_cast<api::LocalEndpoint>(std::move(endpoint));
    changed_ = true;
}

void Session::supports_feature(Request& r, void* out) {
    int feature = static_cast<const ConnectSupportsFeature::In*>(r.in.get())->feature;
    auto& supported = static_cast<ConnectSupportsFeature::Out*>(out)->supported;
    switch (feature) {
        case 10: start_keepalive(); [[fallthrough]];
        case 8: case 14: case 15: supported = 1; return;
        default: break;
    }
    if (!r.endpoint) fail(Code::internal_error, Domain::rpc, "hypervisor connection not open");
    supported = r.endpoint->supports_feature(r.call, feature);
}

void Session::set_identity(const Request& r) {
    const auto& in = *static_cast<const ConnectSetIdentity::In*>(r.in.get());
    if (in.flags) fail(Code::invalid_arg, Domain::rpc, "unsupported flags (0x{:x}) in function remoteDispatchConnectSetIdentity", in.flags);
    auto next = std::make_shared<api::Identity>();
    std::string token;
    for (const auto& p : in.params) {
        auto text = [&]() -> std::string {
            if (auto* s = std::get_if<std::string>(&p.value)) return *s;
            fail(Code::invalid_arg, Domain::rpc, "invalid type for parameter '{}'", p.field);
        };
        auto number = [&]() -> std::uint64_t {
            if (auto* n = std::get_if<std::uint64_t>(&p.value)) return *n;
            if (auto* n = std::get_if<std::int64_t>(&p.value)) return static_cast<std::uint64_t>(*n);
            fail(Code::invalid_arg, Domain::rpc, "invalid type for parameter '{}'", p.field);
        };
        if (p.field == "user-name") next->user_name = text();
        else if (p.field == "unix-user-id") next->uid = static_cast<std::uint32_t>(number());
        else if (p.field == "group-name") next->group_name = text();
        else if (p.field == "unix-group-id") next->gid = static_cast<std::uint32_t>(number());
        else if (p.field == "process-id") next->pid = static_cast<std::int64_t>(number());
        else if (p.field == "process-time") next->process_start = number();
        else if (p.field == "sasl-user-name") next->sasl_user = text();
        else if (p.field == "x509-distinguished-name") next->x509_name = text();
        else if (p.field == "selinux-context") next->selinux_context = text();
        else if (p.field == "system.token") token = text();
        else fail(Code::invalid_arg, Domain::rpc, "parameter '{}' not supported", p.field);
    }
    auto who_asks = who();
    bool trusted = who_asks->uid == 0u || who_asks->uid == static_cast<std::uint32_t>(geteuid());
    if (!token.empty() && !server_.options().identity_token.empty()) trusted = trusted && token == server_.options().identity_token;
    if (!trusted) fail(Code::access_denied, Domain::rpc, "{}", "caller may not speak for another identity");
    std::lock_guard lock(mutex_);
    who_ = std::move(next);
    changed_ = true;
}

void Session::event_call(Request& r, void* out) {
    if (!r.endpoint) fail(Code::internal_error, Domain::rpc, "hypervisor connection not open");
    auto self = shared_from_this();
    auto add = [&](api::EventClass cls, int id, std::optional<Uuid> uuid, std::optional<std::string> name = {}, std::uint32_t flags = 0) {
        return subscriptions_->add(self, r.call, r.endpoint, {cls, id, std::move(uuid), std::move(name), flags}, false);
    };
    auto uuid_of = [](const auto& ref) { return ref ? std::optional(ref->uuid) : std::nullopt; };
    const void* in = r.in.get();
    switch (static_cast<unsigned>(r.row - api::procedures)) {
        case ConnectDomainEventRegister::row:
            subscriptions_->add(self, r.call, r.endpoint, {api::EventClass::domain, 0, {}, {}, 0}, true);
            static_cast<ConnectDomainEventRegister::Out*>(out)->cb_registered = 1;
            return;
        case ConnectDomainEventDeregister::row:
            subscriptions_->remove_legacy(r.call, 0);
            static_cast<ConnectDomainEventDeregister::Out*>(out)->cb_registered = 0;
            return;
        case ConnectDomainEventRegisterAny::row:
            subscriptions_->add(self, r.call, r.endpoint, {api::EventClass::domain, static_cast<const ConnectDomainEventRegisterAny::In*>(in)->eventID, {}, {}, 0}, true);
            return;
        case ConnectDomainEventDeregisterAny::row:
            return subscriptions_->remove_legacy(r.call, static_cast<const ConnectDomainEventDeregisterAny::In*>(in)->eventID);
        case ConnectDomainEventCallbackRegisterAny::row: {
            const auto& a = *static_cast<const ConnectDomainEventCallbackRegisterAny::In*>(in);
            static_cast<ConnectDomainEventCallbackRegisterAny::Out*>(out)->callbackID = add(api::EventClass::domain, a.eventID, uuid_of(a.dom));
            return;
        }
        case ConnectNetworkEventRegisterAny::row: {
            const auto& a = *static_cast<const ConnectNetworkEventRegisterAny::In*>(in);
            static_cast<ConnectNetworkEventRegisterAny::Out*>(out)->callbackID = add(api::EventClass::network, a.eventID, uuid_of(a.net));
            return;
        }
        case ConnectStoragePoolEventRegisterAny::row: {
            const auto& a = *static_cast<const ConnectStoragePoolEventRegisterAny::In*>(in);
            static_cast<ConnectStoragePoolEventRegisterAny::Out*>(out)->callbackID = add(api::EventClass::storage_pool, a.eventID, uuid_of(a.pool));
            return;
        }
        case ConnectNodeDeviceEventRegisterAny::row: {
            const auto& a = *static_cast<const ConnectNodeDeviceEventRegisterAny::In*>(in);
            static_cast<ConnectNodeDeviceEventRegisterAny::Out*>(out)->callbackID =
                add(api::EventClass::node_device, a.eventID, {}, a.dev ? std::optional(a.dev->name) : std::nullopt);
            return;
        }
        case ConnectSecretEventRegisterAny::row: {
            const auto& a = *static_cast<const ConnectSecretEventRegisterAny::In*>(in);
            static_cast<ConnectSecretEventRegisterAny::Out*>(out)->callbackID = add(api::EventClass::secret, a.eventID, uuid_of(a.secret));
            return;
        }
        case QemuConnectDomainMonitorEventRegister::row: {
            const auto& a = *static_cast<const QemuConnectDomainMonitorEventRegister::In*>(in);
            static_cast<QemuConnectDomainMonitorEventRegister::Out*>(out)->callbackID =
                add(api::EventClass::qemu_monitor, 0, uuid_of(a.dom), a.event, a.flags);
            return;
        }
        // All of these have the callback id as their only member.
        case ConnectDomainEventCallbackDeregisterAny::row: return subscriptions_->remove(r.call, api::EventClass::domain, *static_cast<const std::int32_t*>(in));
        case ConnectNetworkEventDeregisterAny::row: return subscriptions_->remove(r.call, api::EventClass::network, *static_cast<const std::int32_t*>(in));
        case ConnectStoragePoolEventDeregisterAny::row: return subscriptions_->remove(r.call, api::EventClass::storage_pool, *static_cast<const std::int32_t*>(in));
        case ConnectNodeDeviceEventDeregisterAny::row: return subscriptions_->remove(r.call, api::EventClass::node_device, *static_cast<const std::int32_t*>(in));
        case ConnectSecretEventDeregisterAny::row: return subscriptions_->remove(r.call, api::EventClass::secret, *static_cast<const std::int32_t*>(in));
        case QemuConnectDomainMonitorEventDeregister::row: return subscriptions_->remove(r.call, api::EventClass::qemu_monitor, *static_cast<const std::int32_t*>(in));
        default: fail(Code::rpc, Domain::rpc, "unknown procedure: {}", r.row->number);
    }
}

}  // namespace vireo::rpc
