// SPDX-License-Identifier: LGPL-2.1-or-later
// From the message of an event to the arguments of its callback: one row per event.
#include "api/gen/events.h"
#include "shim/convert.h"
#include "shim/events.h"

namespace vireo::shim {
namespace {

using namespace vireo::api;

const char* text(const std::string& s) { return s.c_str(); }
const char* text(const std::optional<std::string>& s) { return s ? s->c_str() : nullptr; }

struct Delivery {
    const Registration& to;
    const Event& event;

    template <class Msg>
    const Msg& body() const {
        return *static_cast<const Msg*>(event.body.get());
    }

    // Calls a callback of type C: connection, object, the rest, opaque.
    template <class C, class Ref, class... A>
    void call(const Ref& ref, A... rest) const {
        auto* object = make_handle(to.conn, Ref(ref));
        reinterpret_cast<C>(to.callback)(to.conn, object, rest..., to.opaque);
        drop(object);
    }
};

struct Params {
    explicit Params(const TypedParams& from) : array(new_params(from)), n(static_cast<int>(from.size())) {}
    ~Params() { virTypedParamsClear(array.get(), n); }
    CPtr<virTypedParameter> array;
    int n;
};

void graphics(const Delivery& d) {
    const auto& m = d.body<DomainEventCallbackGraphicsMsg>().msg;
    auto address = [](const DomainEventGraphicsAddress& a) {
        return virDomainEventGraphicsAddress{a.family, const_cast<char*>(a.node.c_str()), const_cast<char*>(a.service.c_str())};
    };
    auto local = address(m.local), remote = address(m.remote);
    std::vector<virDomainEventGraphicsSubjectIdentity> identities;
    for (const auto& i : m.subject) identities.push_back({const_cast<char*>(i.type.c_str()), const_cast<char*>(i.name.c_str())});
    virDomainEventGraphicsSubject subject{static_cast<int>(identities.size()), identities.empty() ? nullptr : identities.data()};
    d.call<virConnectDomainEventGraphicsCallback>(m.dom, m.phase, &local, &remote, m.authScheme.c_str(), &subject);
}

using Deliver = void (*)(const Delivery&);

// Short for the rows: message M, its object `ref`, callback C, the arguments in between.
#define ROW(C, Msg, path, ref, ...)                              \
    [](const Delivery& d) {                                      \
        const auto& m = d.body<Msg>() path;                      \
        d.call<C>(m.ref __VA_OPT__(, ) __VA_ARGS__);             \
    }

constexpr Deliver domain_rows[] = {
    ROW(virConnectDomainEventCallback, DomainEventCallbackLifecycleMsg, .msg, dom, m.event, m.detail),
    ROW(virConnectDomainEventGenericCallback, DomainEventCallbackRebootMsg, .msg, dom),
    ROW(virConnectDomainEventRTCChangeCallback, DomainEventCallbackRtcChangeMsg, .msg, dom, m.offset),
    ROW(virConnectDomainEventWatchdogCallback, DomainEventCallbackWatchdogMsg, .msg, dom, m.action),
    ROW(virConnectDomainEventIOErrorCallback, DomainEventCallbackIoErrorMsg, .msg, dom, text(m.srcPath), text(m.devAlias), m.action),
    graphics,
    ROW(virConnectDomainEventIOErrorReasonCallback, DomainEventCallbackIoErrorReasonMsg, .msg, dom, text(m.srcPath), text(m.devAlias),
        m.action, text(m.reason)),
    ROW(virConnectDomainEventGenericCallback, DomainEventCallbackControlErrorMsg, .msg, dom),
    ROW(virConnectDomainEventBlockJobCallback, DomainEventCallbackBlockJobMsg, .msg, dom, text(m.path), m.type, m.status),
    ROW(virConnectDomainEventDiskChangeCallback, DomainEventCallbackDiskChangeMsg, .msg, dom, text(m.oldSrcPath), text(m.newSrcPath),
        text(m.devAlias), m.reason),
    ROW(virConnectDomainEventTrayChangeCallback, DomainEventCallbackTrayChangeMsg, .msg, dom, text(m.devAlias), m.reason),
    ROW(virConnectDomainEventPMWakeupCallback, DomainEventCallbackPmwakeupMsg, , msg.dom, m.reason),
    ROW(virConnectDomainEventPMSuspendCallback, DomainEventCallbackPmsuspendMsg, , msg.dom, m.reason),
    ROW(virConnectDomainEventBalloonChangeCallback, DomainEventCallbackBalloonChangeMsg, .msg, dom, m.actual),
    ROW(virConnectDomainEventPMSuspendDiskCallback, DomainEventCallbackPmsuspendDiskMsg, , msg.dom, m.reason),
    ROW(virConnectDomainEventDeviceRemovedCallback, DomainEventCallbackDeviceRemovedMsg, .msg, dom, text(m.devAlias)),
    ROW(virConnectDomainEventBlockJobCallback, DomainEventBlockJob2Msg, , dom, text(m.dst), m.type, m.status),
    [](const Delivery& d) {
        const auto& m = d.body<DomainEventCallbackTunableMsg>();
        Params p(m.params);
        d.call<virConnectDomainEventTunableCallback>(m.dom, p.array.get(), p.n);
    },
    ROW(virConnectDomainEventAgentLifecycleCallback, DomainEventCallbackAgentLifecycleMsg, , dom, m.state, m.reason),
    ROW(virConnectDomainEventDeviceAddedCallback, DomainEventCallbackDeviceAddedMsg, , dom, text(m.devAlias)),
    ROW(virConnectDomainEventMigrationIterationCallback, DomainEventCallbackMigrationIterationMsg, , dom, m.iteration),
    [](const Delivery& d) {
        const auto& m = d.body<DomainEventCallbackJobCompletedMsg>();
        Params p(m.params);
        d.call<virConnectDomainEventJobCompletedCallback>(m.dom, p.array.get(), p.n);
    },
    ROW(virConnectDomainEventDeviceRemovalFailedCallback, DomainEventCallbackDeviceRemovalFailedMsg, , dom, text(m.devAlias)),
    ROW(virConnectDomainEventMetadataChangeCallback, DomainEventCallbackMetadataChangeMsg, , dom, m.type, text(m.nsuri)),
    ROW(virConnectDomainEventBlockThresholdCallback, DomainEventBlockThresholdMsg, , dom, text(m.dev), text(m.path), m.threshold, m.excess),
    ROW(virConnectDomainEventMemoryFailureCallback, DomainEventMemoryFailureMsg, , dom, m.recipient, m.action, m.flags),
    ROW(virConnectDomainEventMemoryDeviceSizeChangeCallback, DomainEventMemoryDeviceSizeChangeMsg, , dom, text(m.alias), m.size),
    ROW(virConnectDomainEventNICMACChangeCallback, DomainEventNicMacChangeMsg, , dom, text(m.alias), text(m.oldMAC), text(m.newMAC)),
};
static_assert(std::size(domain_rows) == VIR_DOMAIN_EVENT_ID_LAST);

constexpr Deliver network_rows[] = {
    ROW(virConnectNetworkEventLifecycleCallback, NetworkEventLifecycleMsg, , net, m.event, m.detail),
    ROW(virConnectNetworkEventMetadataChangeCallback, NetworkEventCallbackMetadataChangeMsg, , net, m.type, text(m.nsuri)),
};
static_assert(std::size(network_rows) == VIR_NETWORK_EVENT_ID_LAST);

constexpr Deliver pool_rows[] = {
    ROW(virConnectStoragePoolEventLifecycleCallback, StoragePoolEventLifecycleMsg, , pool, m.event, m.detail),
    ROW(virConnectStoragePoolEventGenericCallback, StoragePoolEventRefreshMsg, , pool),
};
static_assert(std::size(pool_rows) == VIR_STORAGE_POOL_EVENT_ID_LAST);

constexpr Deliver device_rows[] = {
    ROW(virConnectNodeDeviceEventLifecycleCallback, NodeDeviceEventLifecycleMsg, , dev, m.event, m.detail),
    ROW(virConnectNodeDeviceEventGenericCallback, NodeDeviceEventUpdateMsg, , dev),
};
static_assert(std::size(device_rows) == VIR_NODE_DEVICE_EVENT_ID_LAST);

constexpr Deliver secret_rows[] = {
    ROW(virConnectSecretEventLifecycleCallback, SecretEventLifecycleMsg, , secret, m.event, m.detail),
    ROW(virConnectSecretEventGenericCallback, SecretEventValueChangedMsg, , secret),
};
static_assert(std::size(secret_rows) == VIR_SECRET_EVENT_ID_LAST);

constexpr Deliver monitor_rows[] = {
    ROW(virConnectDomainQemuMonitorEventCallback, QemuDomainMonitorEventMsg, , dom, text(m.event), m.seconds, m.micros, text(m.details)),
};

#undef ROW

// In the order of api::EventClass.
constexpr std::span<const Deliver> rows[] = {domain_rows, network_rows, pool_rows, device_rows, secret_rows, monitor_rows};

}  // namespace

void call_back(const Registration& to, const api::Event& event) {
    auto of_class = rows[static_cast<std::size_t>(event.row->cls)];
    if (event.row->id >= 0 && static_cast<std::size_t>(event.row->id) < of_class.size()) of_class[event.row->id]({to, event});
}

}  // namespace vireo::shim
