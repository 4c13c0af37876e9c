// SPDX-License-Identifier: LGPL-2.1-or-later
// What the opaque pointers of the C interface point to: counted handles that carry an object's identity and hold its
// connection. They are cheap: one allocation, no table of all handles.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include "api/endpoint.h"
#include "api/gen/common.h"
#include "shim/public.h"

namespace vireo::shim {

// First word of each handle; a freed handle loses it, so that the commonest misuse is noticed and not followed.
enum class Magic : std::uint32_t {
    freed = 0,
    connection = 0x7665c001,
    domain,
    network,
    network_port,
    interface,
    storage_pool,
    storage_volume,
    node_device,
    secret,
    stream,
    nwfilter,
    nwfilter_binding,
    snapshot,
    checkpoint,
    admin_connection,
    admin_server,
    admin_client,
};

template <Magic M>
struct Handle {
    static constexpr Magic kind = M;
    Magic magic = M;
    std::atomic<int> refs{1};

    Handle() = default;
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    ~Handle() { *const_cast<volatile Magic*>(&magic) = Magic::freed; }
};

// Is this the address of a live handle of that kind? (As far as one can tell.)
template <class H>
bool is_valid(const H* h) {
    return h && h->magic == H::kind;
}

template <class H>
H* hold(H* h) {
    h->refs.fetch_add(1, std::memory_order_relaxed);
    return h;
}

// For those who learnt of the handle without holding it: false if its end has begun.
template <class H>
bool try_hold(H* h) {
    int n = h->refs.load(std::memory_order_relaxed);
    while (n > 0)
        if (h->refs.compare_exchange_weak(n, n + 1, std::memory_order_relaxed)) return true;
    return false;
}

// Gives a reference back; true if that was the last one and the handle is gone.
template <class H>
bool drop(H* h) {
    if (h->refs.fetch_sub(1, std::memory_order_acq_rel) != 1) return false;
    delete h;
    return true;
}

struct ConnectionState;

// An object of a connection: holds it, knows its reference value.
template <Magic M, class R>
struct ObjectHandle : Handle<M> {
    using Ref = R;
    virConnectPtr conn;
    R id;

    ObjectHandle(virConnectPtr c, R r);
    ~ObjectHandle();
    const R& ref() const { return id; }
};

}  // namespace vireo::shim

struct _virConnect : vireo::shim::Handle<vireo::shim::Magic::connection> {
    _virConnect(std::shared_ptr<vireo::api::Endpoint> e, std::string uri_text, unsigned open_flags);
    ~_virConnect();

    std::shared_ptr<vireo::api::Endpoint> endpoint;
    std::string uri;
    unsigned flags;
    bool read_only;
    // What only few connections use: the last error of the connection, its handler, callbacks.
    std::unique_ptr<vireo::shim::ConnectionState> more;
    const void* local_anchor = nullptr;
};

struct _virDomain : vireo::shim::Handle<vireo::shim::Magic::domain> {
    using Ref = vireo::api::DomainRef;
    virConnectPtr conn;
    std::string name;
    vireo::Uuid uuid;
    std::atomic<int> id;  // changes with start and stop, possibly while others look

    _virDomain(virConnectPtr c, Ref r);
    ~_virDomain();
    Ref ref() const { return {name, uuid, id.load(std::memory_order_relaxed)}; }
};

struct _virNetwork : vireo::shim::ObjectHandle<vireo::shim::Magic::network, vireo::api::NetworkRef> {
    using ObjectHandle::ObjectHandle;
};

struct _virNetworkPort : vireo::shim::Handle<vireo::shim::Magic::network_port> {
    using Ref = vireo::api::NetworkPortRef;
    virNetworkPtr net;
    vireo::Uuid uuid;

    _virNetworkPort(virNetworkPtr n, const vireo::Uuid& u) : net(vireo::shim::hold(n)), uuid(u) {}
    ~_virNetworkPort() { vireo::shim::drop(net); }
    Ref ref() const { return {net->ref(), uuid}; }
};

struct _virInterface : vireo::shim::ObjectHandle<vireo::shim::Magic::interface, vireo::api::InterfaceRef> {
    using ObjectHandle::ObjectHandle;
};
struct _virStoragePool : vireo::shim::ObjectHandle<vireo::shim::Magic::storage_pool, vireo::api::StoragePoolRef> {
    using ObjectHandle::ObjectHandle;
};
struct _virStorageVol : vireo::shim::ObjectHandle<vireo::shim::Magic::storage_volume, vireo::api::StorageVolRef> {
    using ObjectHandle::ObjectHandle;
};
struct _virSecret : vireo::shim::ObjectHandle<vireo::shim::Magic::secret, vireo::api::SecretRef> {
    using ObjectHandle::ObjectHandle;
};
struct _virNWFilter : vireo::shim::ObjectHandle<vireo::shim::Magic::nwfilter, vireo::api::NwfilterRef> {
    using ObjectHandle::ObjectHandle;
};
struct _virNWFilterBinding
    : vireo::shim::ObjectHandle<vireo::shim::Magic::nwfilter_binding, vireo::api::NwfilterBindingRef> {
    using ObjectHandle::ObjectHandle;
};

struct _virNodeDevice : vireo::shim::ObjectHandle<vireo::shim::Magic::node_device, vireo::api::NodeDeviceRef> {
    using ObjectHandle::ObjectHandle;
    std::atomic<const std::string*> parent{nullptr};  // asked for once; virNodeDeviceGetParent hands it out
    ~_virNodeDevice() { delete parent.load(); }
};

namespace vireo::shim {

template <Magic M, class R>
struct MomentHandle : Handle<M> {  // a snapshot or checkpoint of a domain
    using Ref = R;
    std::string name;
    virDomainPtr domain;

    MomentHandle(virDomainPtr d, std::string n) : name(std::move(n)), domain(hold(d)) {}
    ~MomentHandle() { drop(domain); }
    R ref() const { return {name, domain->ref()}; }
};

}  // namespace vireo::shim

struct _virDomainSnapshot
    : vireo::shim::MomentHandle<vireo::shim::Magic::snapshot, vireo::api::DomainSnapshotRef> {
    using MomentHandle::MomentHandle;
};
struct _virDomainCheckpoint
    : vireo::shim::MomentHandle<vireo::shim::Magic::checkpoint, vireo::api::DomainCheckpointRef> {
    using MomentHandle::MomentHandle;
};

namespace vireo::shim {

template <Magic M, class R>
ObjectHandle<M, R>::ObjectHandle(virConnectPtr c, R r) : conn(hold(c)), id(std::move(r)) {}
template <Magic M, class R>
ObjectHandle<M, R>::~ObjectHandle() {
    drop(conn);
}

// The connection behind a handle.
inline virConnectPtr connection_of(virConnectPtr c) { return c; }
inline virConnectPtr connection_of(virDomainSnapshotPtr s) { return s->domain->conn; }
inline virConnectPtr connection_of(virDomainCheckpointPtr s) { return s->domain->conn; }
inline virConnectPtr connection_of(virNetworkPortPtr p) { return p->net->conn; }
template <class H>
auto connection_of(H* h) {
    return h->conn;
}

}  // namespace vireo::shim
