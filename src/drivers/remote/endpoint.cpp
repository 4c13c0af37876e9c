// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/remote/endpoint.h"

#include "api/gen/procedures.h"

namespace vireo::remote {

using namespace api::proc;

RemoteEndpoint::RemoteEndpoint(std::shared_ptr<rpc::Client> client, bool secure, bool encrypted, bool admin)
    : client_(std::move(client)), secure_(secure), encrypted_(encrypted), admin_(admin) {}

RemoteEndpoint::~RemoteEndpoint() { client_->close(); }

void RemoteEndpoint::authenticate(std::string_view wanted) {
    api::Call call;
    AuthList::Out offer;
    try {
        offer = api::invoke<AuthList>(*this, call);
    } catch (const Error& e) {
        if (e.code != Code::no_support) throw;
        offer.types = {0};
    }
    int method = offer.types.empty() ? 0 : offer.types.front();
    if (!wanted.empty() && !offer.types.empty()) {
        int want = wanted.starts_with("sasl") ? 1 : wanted == "polkit" ? 2 : -1;
        if (want < 0) fail(Code::auth_failed, Domain::remote, "unknown authentication type {}", wanted);
        if (std::find(offer.types.begin(), offer.types.end(), want) == offer.types.end() && method != 0)
            fail(Code::auth_failed, Domain::remote, "requested authentication type {} rejected", wanted);
        if (method != 0) method = want;
    }
    switch (method) {
        case 0: break;
        case 1: fail(Code::auth_failed, Domain::remote, "unsupported authentication type {}", method);
        case 2: api::invoke<AuthPolkit>(*this, call); break;
        default: fail(Code::auth_failed, Domain::remote, "unsupported authentication type {}", method);
    }
}

void RemoteEndpoint::open(const std::string& name, bool has_name, std::uint32_t flags) {
    api::Call call;
    client_->on_event([weak = weak_from_this()](const rpc::Header& h, std::span<const char> payload) {
        if (auto self = weak.lock()) self->deliver(h, payload);
    });
    if (admin_) {
        api::invoke<AdminConnectOpen>(*this, call, {flags});
        return;
    }
    if (client_->has_loop()) keepalive_ = supports_feature(call, 10);
    api::invoke<ConnectOpen>(*this, call, {has_name ? std::optional(name) : std::nullopt, flags});
}

void RemoteEndpoint::invoke(const api::Procedure& p, api::Call& call, const void* in, void* out) { client_->call(p, call, in, out); }

bool RemoteEndpoint::supports_feature(api::Call& call, int feature) {
    if (feature == 2) return true;  // the RPC layer itself
    if (admin_) return false;
    {
        std::lock_guard lock(mutex_);
        if (auto it = features_.find(feature); it != features_.end()) return it->second;
    }
    bool answer = false;
    try {
        answer = api::invoke<ConnectSupportsFeature>(*this, call, {feature}).supported != 0;
    } catch (const Error& e) {
        if (e.code != Code::no_support) throw;
    }
    std::lock_guard lock(mutex_);
    return features_[feature] = answer;
}

int RemoteEndpoint::set_keepalive(int interval_s, unsigned count) {
    if (!client_->has_loop())
        fail(Code::internal_error, Domain::remote, "{}", "the caller doesn't support keepalive protocol; perhaps it's missing event loop implementation");
    if (!keepalive_) return 1;
    client_->set_keepalive(interval_s, count);
    return 0;
}

void RemoteEndpoint::on_close(std::function<void(int)> fn) {
    api::Call call;
    bool want = static_cast<bool>(fn);
    {
        std::lock_guard lock(mutex_);
        on_close_ = fn;
    }
    client_->on_close(fn);
    if (want == close_registered_ || !client_->alive() || admin_ || !supports_feature(call, 15)) return;
    if (want) api::invoke<ConnectRegisterCloseCallback>(*this, call);
    else api::invoke<ConnectUnregisterCloseCallback>(*this, call);
    close_registered_ = want;
}

void RemoteEndpoint::close() {
    if (std::exchange(closed_, true)) return;
    try {
        api::Call call;
        // A server that hangs must not hang the close of the connection to it for ever.
        call.until = Deadline::in_ms(30000);
        if (client_->alive()) {
            if (admin_) api::invoke<AdminConnectClose>(*this, call);
            else api::invoke<ConnectClose>(*this, call);
        }
    } catch (const Error&) {
        // gone already, which is what was asked for
    }
    client_->close();
}

// ---- events ----

namespace {

template <class P, class Ref>
int ask(api::Endpoint& e, api::Call& call, int id, std::optional<Ref> ref) {
    return api::invoke<P>(e, call, {id, std::move(ref)}).callbackID;
}

}  // namespace

int RemoteEndpoint::register_at_server(api::Call& call, const api::EventFilter& f) {
    auto with_uuid = [&]<class Ref>(Ref ref) -> std::optional<Ref> {
        if (!f.uuid) return std::nullopt;
        ref.uuid = *f.uuid;
        if constexpr (requires { ref.name; }) ref.name = f.name.value_or("");
        return ref;
    };
    switch (f.cls) {
        case api::EventClass::domain:
            if (!supports_feature(call, 14)) {
                // One registration serves all subscribers of that event.
                for (const auto& [t, s] : subscribers_)
                    if (s->callback_id < 0 && s->row->id == f.id) return -1;
                api::invoke<ConnectDomainEventRegisterAny>(*this, call, {f.id});
                return -1;
            }
            {
                auto ref = with_uuid(api::DomainRef{});
                if (ref) ref->id = -1;
                return ask<ConnectDomainEventCallbackRegisterAny>(*this, call, f.id, std::move(ref));
            }
        case api::EventClass::network: return ask<ConnectNetworkEventRegisterAny>(*this, call, f.id, with_uuid(api::NetworkRef{}));
        case api::EventClass::storage_pool: return ask<ConnectStoragePoolEventRegisterAny>(*this, call, f.id, with_uuid(api::StoragePoolRef{}));
        case api::EventClass::secret: return ask<ConnectSecretEventRegisterAny>(*this, call, f.id, with_uuid(api::SecretRef{}));
        case api::EventClass::node_device: return ask<ConnectNodeDeviceEventRegisterAny>(*this, call, f.id, f.name ? std::optional(api::NodeDeviceRef{*f.name}) : std::nullopt);
        case api::EventClass::qemu_monitor: {
            std::optional<api::DomainRef> ref;
            if (f.uuid) ref = api::DomainRef{"", *f.uuid, -1};
            return api::invoke<QemuConnectDomainMonitorEventRegister>(*this, call, {std::move(ref), f.name, f.flags}).callbackID;
        }
    }
    return -1;
}

void RemoteEndpoint::deregister_at_server(api::Call& call, const Subscriber& s) {
    if (s.callback_id < 0) {
        for (const auto& [t, other] : subscribers_)
            if (other->callback_id < 0 && other->row == s.row) return;
        api::invoke<ConnectDomainEventDeregisterAny>(*this, call, {s.row->id});
        return;
    }
    switch (s.row->cls) {
        case api::EventClass::domain: api::invoke<ConnectDomainEventCallbackDeregisterAny>(*this, call, {s.callback_id}); break;
        case api::EventClass::network: api::invoke<ConnectNetworkEventDeregisterAny>(*this, call, {s.callback_id}); break;
        case api::EventClass::storage_pool: api::invoke<ConnectStoragePoolEventDeregisterAny>(*this, call, {s.callback_id}); break;
        case api::EventClass::node_device: api::invoke<ConnectNodeDeviceEventDeregisterAny>(*this, call, {s.callback_id}); break;
        case api::EventClass::secret: api::invoke<ConnectSecretEventDeregisterAny>(*this, call, {s.callback_id}); break;
        case api::EventClass::qemu_monitor: api::invoke<QemuConnectDomainMonitorEventDeregister>(*this, call, {s.callback_id}); break;
    }
}

api::EventTicket RemoteEndpoint::subscribe(api::Call& call, api::EventFilter filter, api::EventSink sink) {
    if (!client_->has_loop()) fail(Code::internal_error, Domain::none, "{}", "could not initialize domain event timer");
    const auto* row = api::find_event(filter.cls, filter.id);
    if (!row) fail(Code::invalid_arg, Domain::none, "unsupported event ID {}", filter.id);
    std::lock_guard lock(subscribing_);
    int id = register_at_server(call, filter);
    subscribers_[++last_ticket_] = std::make_shared<const Subscriber>(Subscriber{row, id, std::move(sink)});
    return last_ticket_;
}

void RemoteEndpoint::unsubscribe(api::Call& call, api::EventTicket ticket) {
    std::lock_guard lock(subscribing_);
    auto it = subscribers_.find(ticket);
    if (it == subscribers_.end()) fail(Code::invalid_arg, Domain::none, "could not find event callback {} for deletion", ticket);
    auto s = std::move(it->second);
    subscribers_.erase(it);
    if (client_->alive()) deregister_at_server(call, *s);
}

// On the application's loop.
void RemoteEndpoint::deliver(const rpc::Header& h, std::span<const char> payload) {
    if (h.program == rpc::remote_program && h.procedure == 362) {
        std::function<void(int)> fn;
        {
            std::lock_guard lock(mutex_);
            fn = on_close_;
        }
        if (fn && payload.size() >= 4) fn(static_cast<int>(rpc::get_be32(payload.data())));
        return;
    }
    const api::EventRow* row = nullptr;
    bool legacy = false;
    for (unsigned i = 0; i < api::event_row_count && !row; ++i) {
        const auto& r = api::event_rows[i];
        if (r.message->program == h.program && r.message->number == h.procedure) row = &r;
        else if (r.legacy && r.legacy->program == h.program && r.legacy->number == h.procedure) row = &r, legacy = true;
    }
    if (!row) return;
    const api::Type& type = *row->message->in;
    void* at = ::operator new(type.size);
    type.construct(at);
    std::shared_ptr<const void> body(at, [&type](const void* p) {
        type.destroy(const_cast<void*>(p));
        ::operator delete(const_cast<void*>(p));
    });
    int id = -1;
    try {
        if (legacy) rpc::decode(payload, row->legacy->in, static_cast<char*>(at) + type.fields[1].offset);
        else rpc::decode(payload, &type, at);
        if (!legacy) std::memcpy(&id, static_cast<char*>(at) + type.fields[0].offset, sizeof id);
    } catch (const Error&) {
        return;  // an event that we do not understand is no event
    }
    std::vector<std::shared_ptr<const Subscriber>> to;
    {
        std::lock_guard lock(subscribing_);
        for (const auto& [t, s] : subscribers_)
            if (s->row == row && s->callback_id == id) to.push_back(s);
    }
    api::Event event{row, {}, {}, std::move(body)};
    for (const auto& s : to) s->sink(event);
}

}  // namespace vireo::remote
