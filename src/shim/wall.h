// SPDX-License-Identifier: LGPL-2.1-or-later
// The C wall: what every exported function does around its own business. It forgets the thread's last error, checks
// arguments as facts demand, runs, and turns whatever is thrown into the thread's last error and the failure value.
#pragma once

#include <cxxabi.h>

#include <span>
#include <string>
#include <string_view>

#include "api/gen/procedures.h"
#include "base/error.h"
#include "shim/handles.h"

namespace vireo::shim {

// Which function runs, for messages: its name and the error domain of its part of the interface.
struct Where {
    const char* function;
    Domain domain;
};

// --- the last error of this thread (errors.cpp) ---

// null until the thread's first error. Looked at by each call, so it is found without asking the dynamic linker.
extern constinit thread_local virErrorPtr last_error_slot __attribute__((tls_model("initial-exec")));
void forget_error() noexcept;
inline void reset_last_error() noexcept {
    if (last_error_slot && last_error_slot->code) [[unlikely]]
        forget_error();
}
// Makes e the thread's last error, without telling anyone.
void remember_error(const Error& e) noexcept;
// The thread's last error becomes what is being handled in a catch block.
void remember_exception() noexcept;
// Handlers hear of the thread's last error. Outside of catch blocks: a handler that ends its thread could not leave one.
void tell_last_error(virConnectPtr conn);
// The thread's last error, as a value to throw again.
Error last_error_value();

// --- checks; each throws the error that callers know ---

[[noreturn]] void fail_argument(const Where& w, std::string_view argument, const char* template_text);
[[noreturn]] void fail_handle(const Where& w, Magic kind);
[[noreturn]] void fail_read_only(const Where& w);
[[noreturn]] void fail_exclusive(const Where& w, const char* one, const char* other);
[[noreturn]] void fail_required(const Where& w, const char* needed, const char* flag);
[[noreturn]] void fail_unknown();  // what callers get when nobody said why
[[noreturn]] void fail_flags(const Where& w, unsigned long flags);

template <class H>
void need(const Where& w, const H* h) {
    if (!is_valid(h)) [[unlikely]]
        fail_handle(w, H::kind);
}
inline void need_nonnull(const Where& w, const void* p, const char* argument) {
    if (!p) [[unlikely]]
        fail_argument(w, argument, "%s in %s must not be NULL");
}
template <class R, class... A>
void need_nonnull(const Where& w, R (*function)(A...), const char* argument) {
    if (!function) [[unlikely]]
        fail_argument(w, argument, "%s in %s must not be NULL");
}
inline void need_null(const Where& w, const void* p, const char* argument) {
    if (p) [[unlikely]]
        fail_argument(w, argument, "%s in %s must be NULL");
}
inline void need_text(const Where& w, const char* p, const char* argument) {
    if (!*p) [[unlikely]]
        fail_argument(w, argument, "string %s in %s must not be empty");
}
template <class N>
void need_positive(const Where& w, N n, const char* argument) {
    if (!(n > 0)) [[unlikely]]
        fail_argument(w, argument, "%s in %s must be greater than zero");
}
template <class N>
void need_nonzero(const Where& w, N n, const char* argument) {
    if (n == 0) [[unlikely]]
        fail_argument(w, argument, "%s in %s must not be zero");
}
template <class N>
void need_zero(const Where& w, N n, const char* argument) {
    if (n != 0) [[unlikely]]
        fail_argument(w, argument, "%s in %s must be zero");
}
template <class N>
void need_nonnegative(const Where& w, N n, const char* argument) {
    if (n < 0) [[unlikely]]
        fail_argument(w, argument, "%s in %s must be zero or greater");
}
inline void need_writable(const Where& w, virConnectPtr c) {
    if (c->read_only) [[unlikely]]
        fail_read_only(w);
}

// --- asking the endpoint ---

inline api::Call make_call(virConnectPtr c) {
    api::Call call;
    call.read_only = c->read_only;
    return call;
}

// C: a connection handle, ordinary or of the administration interface.
template <class P, class C>
typename P::Out ask(C* c, const typename P::In& in, api::Call& call) {
    typename P::Out out{};
    c->endpoint->invoke(api::procedures[P::row], call, &in, &out);
    return out;
}
template <class P, class C>
typename P::Out ask(C* c, const typename P::In& in = {}) {
    api::Call call = make_call(c);
    return ask<P>(c, in, call);
}

// --- the wall itself ---

// Which connection hears of an error about this handle, besides the thread?
template <class H>
virConnectPtr error_connection(H* self) {
    if constexpr (H::kind >= Magic::admin_connection) return nullptr;
    else return is_valid(self) ? connection_of(self) : nullptr;
}

// An application may end its thread in a callback (pthread_exit; Python does when it finishes). That is no error of ours: it
// goes through every wall, and whoever stops it has the process aborted by the C library.
//
// self: the handle that the call is about (its connection hears of errors too), or nullptr.
template <class R, class H, class F>
R c_wall(H* self, R failure, F&& body) {
    reset_last_error();
    try {
        return body();
    } catch (abi::__forced_unwind&) {
        throw;
    } catch (...) {
        remember_exception();
    }
    tell_last_error(error_connection(self));
    return failure;
}
template <class R, class F>
R c_wall(std::nullptr_t, R failure, F&& body) {
    reset_last_error();
    try {
        return body();
    } catch (abi::__forced_unwind&) {
        throw;
    } catch (...) {
        remember_exception();
    }
    tell_last_error(nullptr);
    return failure;
}

}  // namespace vireo::shim
