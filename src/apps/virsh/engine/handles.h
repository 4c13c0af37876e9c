// SPDX-License-Identifier: LGPL-2.1-or-later
// Owners of the library's objects, lists of them, and strings it allocates.
#pragma once

#include <libvirt/libvirt.h>

#include <cstdlib>
#include <memory>
#include <string>
#include <utility>

namespace vireo::sh {

template <class T, int (*Free)(T*)>
struct Freer {
    void operator()(T* p) const { Free(p); }
};
// Owns one object and hands it to the C API as it is.
template <class T, int (*Free)(T*)>
class Handle {
public:
    Handle() = default;
    Handle(T* p) : p_(p) {}
    Handle(Handle&& o) noexcept : p_(std::exchange(o.p_, nullptr)) {}
    Handle& operator=(Handle&& o) noexcept
    {
        std::swap(p_, o.p_);
        return *this;
    }
    ~Handle() { if (p_) Free(p_); }
    operator T*() const { return p_; }
    T* get() const { return p_; }

private:
    T* p_ = nullptr;
};

using Dom = Handle<virDomain, virDomainFree>;
using Net = Handle<virNetwork, virNetworkFree>;
using Port = Handle<virNetworkPort, virNetworkPortFree>;
using Iface = Handle<virInterface, virInterfaceFree>;
using Pool = Handle<virStoragePool, virStoragePoolFree>;
using Vol = Handle<virStorageVol, virStorageVolFree>;
using Dev = Handle<virNodeDevice, virNodeDeviceFree>;
using Secret = Handle<virSecret, virSecretFree>;
using Filter = Handle<virNWFilter, virNWFilterFree>;
using Binding = Handle<virNWFilterBinding, virNWFilterBindingFree>;
using Snap = Handle<virDomainSnapshot, virDomainSnapshotFree>;
using Check = Handle<virDomainCheckpoint, virDomainCheckpointFree>;
using Stream = Handle<virStream, virStreamFree>;

// A string the library allocated.
class Text {
public:
    Text(char* p = nullptr) : p_(p) {}
    Text(Text&& o) noexcept : p_(std::exchange(o.p_, nullptr)) {}
    Text& operator=(Text&& o) noexcept
    {
        std::swap(p_, o.p_);
        return *this;
    }
    ~Text() { std::free(p_); }
    explicit operator bool() const { return p_ != nullptr; }
    const char* c_str() const { return p_; }
    std::string str() const { return p_ ? p_ : ""; }
    char** out() { return &p_; }

private:
    char* p_;
};

// A null-terminated or counted array of objects from a ListAll call.
template <class T, int (*Free)(T*)>
class List {
public:
    List() = default;
    List(const List&) = delete;
    List& operator=(const List&) = delete;
    ~List()
    {
        for (int i = 0; i < n; ++i) Free(p[i]);
        std::free(p);
    }
    T** begin() const { return p; }
    T** end() const { return p + (n > 0 ? n : 0); }
    T** p = nullptr;
    int n = 0;
};

// Typed parameters that the library filled in.
struct Params {
    Params() = default;
    Params(const Params&) = delete;
    Params& operator=(const Params&) = delete;
    ~Params() { virTypedParamsFree(p, n); }
    virTypedParameterPtr p = nullptr;
    int n = 0;
    int room = 0;
    virTypedParameterPtr begin() const { return p; }
    virTypedParameterPtr end() const { return p + n; }
};

// The value as text: booleans are yes and no.
std::string param_text(const virTypedParameter& p);

}  // namespace vireo::sh
