// SPDX-License-Identifier: LGPL-2.1-or-later
// Between C arguments and the value structs of procedures. What goes out to a C caller is malloc'ed, since free() is
// how it comes back.
#pragma once

#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "api/wire_values.h"
#include "shim/wall.h"

namespace vireo::shim {

// malloc'ed memory until it is handed over.
struct Free {
    void operator()(void* p) const { free(p); }
};
template <class T>
using CPtr = std::unique_ptr<T, Free>;

void* allocate(std::size_t count, std::size_t size);  // zeroed; throws no_memory
template <class T>
CPtr<T> new_array(std::size_t n) {
    return CPtr<T>(static_cast<T*>(allocate(n, sizeof(T))));
}

char* new_text(std::string_view s);
inline char* new_text(const std::string& s) { return new_text(std::string_view(s)); }
inline char* new_text(const std::optional<std::string>& s) { return s ? new_text(std::string_view(*s)) : nullptr; }
inline std::string_view text_view(const std::string& s) { return s; }
inline std::optional<std::string> optional_text(const char* s) {
    return s ? std::optional<std::string>(s) : std::nullopt;
}
inline Uuid uuid_in(const unsigned char* u) {
    Uuid out;
    std::memcpy(out.bytes.data(), u, out.bytes.size());
    return out;
}
// Throws VIR_ERR_INVALID_ARG if the text is no UUID.
Uuid uuid_in(const Where& w, const char* text, const char* argument);

inline api::Bytes bytes_in(const void* p, std::size_t n) {
    auto* b = static_cast<const std::uint8_t*>(p);
    return n ? api::Bytes(b, b + n) : api::Bytes();
}
std::vector<std::string> texts_in(const char* const* texts, std::size_t n);
template <class N>
std::vector<std::remove_const_t<N>> numbers_in(N* p, std::size_t n) {
    return n && p ? std::vector<std::remove_const_t<N>>(p, p + n) : std::vector<std::remove_const_t<N>>();
}
std::vector<Fd> fds_in(const int* fds, std::size_t n);  // duplicates

// Copies texts into a caller's array of maxnames pointers; returns how many.
int texts_out(const Where& w, const std::vector<std::string>& texts, char** names, int maxnames);
// A NULL-terminated malloc'ed list of malloc'ed texts.
char** text_list_out(const std::vector<std::string>& texts);
template <class From, class To>
int numbers_out(const Where& w, const std::vector<From>& from, To* to, int max);
[[noreturn]] void fail_too_many(const Where& w, std::size_t have, std::size_t limit);

template <class From, class To>
int numbers_out(const Where& w, const std::vector<From>& from, To* to, int max) {
    if (from.size() > static_cast<std::size_t>(max < 0 ? 0 : max)) fail_too_many(w, from.size(), max);
    for (std::size_t i = 0; i < from.size(); ++i) to[i] = from[i];
    return static_cast<int>(from.size());
}

template <std::size_t N>
void chars_out(char (&to)[N], std::string_view from) {
    std::size_t n = std::min(from.size(), N - 1);
    std::memcpy(to, from.data(), n);
    std::memset(to + n, 0, N - n);
}

// --- typed parameters ---

// Throws if a name is not terminated, a string is missing, or a type is unknown.
api::TypedParams params_in(const Where& w, const virTypedParameter* params, int nparams);
// Fills the caller's array (capacity *nparams) and sets *nparams.
void params_out(const Where& w, const api::TypedParams& from, virTypedParameterPtr to, int* nparams);
// A malloc'ed array; the caller gives it back with virTypedParamsFree.
CPtr<virTypedParameter> new_params(const api::TypedParams& from);
// One parameter; string values are malloc'ed.
void param_out(const api::TypedParam& from, virTypedParameterPtr to);

// --- handles ---

// Handles of what a reply names. Each owns one reference for the caller.
virDomainPtr make_handle(virConnectPtr c, api::DomainRef&& r);
virNetworkPtr make_handle(virConnectPtr c, api::NetworkRef&& r);
virNetworkPortPtr make_handle(virConnectPtr c, api::NetworkPortRef&& r);
virInterfacePtr make_handle(virConnectPtr c, api::InterfaceRef&& r);
virStoragePoolPtr make_handle(virConnectPtr c, api::StoragePoolRef&& r);
virStorageVolPtr make_handle(virConnectPtr c, api::StorageVolRef&& r);
virNodeDevicePtr make_handle(virConnectPtr c, api::NodeDeviceRef&& r);
virSecretPtr make_handle(virConnectPtr c, api::SecretRef&& r);
virNWFilterPtr make_handle(virConnectPtr c, api::NwfilterRef&& r);
virNWFilterBindingPtr make_handle(virConnectPtr c, api::NwfilterBindingRef&& r);
virDomainSnapshotPtr make_handle(virConnectPtr c, api::DomainSnapshotRef&& r);
virDomainCheckpointPtr make_handle(virConnectPtr c, api::DomainCheckpointRef&& r);

// A list of handles as C callers get it: malloc'ed, NULL after the last.
template <class C, class H, class Ref>
void list_out(C* c, std::vector<Ref>&& refs, H*** list) {
    auto array = new_array<H*>(refs.size() + 1);
    std::size_t n = 0;
    try {
        for (auto& r : refs) {
            array.get()[n] = make_handle(c, std::move(r));
            ++n;
        }
    } catch (...) {
        while (n > 0) drop(array.get()[--n]);
        throw;
    }
    *list = array.release();
}

}  // namespace vireo::shim
