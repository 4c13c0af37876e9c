// SPDX-License-Identifier: LGPL-2.1-or-later
// Errors of the C interface: the last one of each thread and of each connection, their handlers, and the checks that
// produce the commonest ones.
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>

#include "base/log.h"
#include "shim/connection_state.h"
#include "shim/wall.h"

namespace vireo::shim {

constinit thread_local virErrorPtr last_error_slot = nullptr;

namespace {

constinit log::Source source{"shim.errors"};

void clear(virErrorPtr e) {
    free(e->message);
    free(e->str1);
    free(e->str2);
    free(e->str3);
    std::memset(e, 0, sizeof *e);
}

char* copy_text(const char* s) { return s ? strdup(s) : nullptr; }
char* copy_text(const std::string& s) { return s.empty() ? nullptr : strdup(s.c_str()); }

void copy(const virError& from, virErrorPtr to) {
    clear(to);
    to->code = from.code;
    to->domain = from.domain;
    to->level = from.level;
    to->message = copy_text(from.message);
    to->str1 = copy_text(from.str1);
    to->str2 = copy_text(from.str2);
    to->str3 = copy_text(from.str3);
    to->int1 = from.int1;
    to->int2 = from.int2;
}

// Gives the slot back when the thread ends; constructed with the thread's first error, so that threads without errors
// pay nothing.
struct SlotOwner {
    ~SlotOwner() {
        if (!last_error_slot) return;
        clear(last_error_slot);
        delete last_error_slot;
        last_error_slot = nullptr;
    }
};

virErrorPtr slot() noexcept {
    if (!last_error_slot) {
        static thread_local SlotOwner owner;
        (void)owner;
        last_error_slot = new (std::nothrow) virError{};
    }
    return last_error_slot;
}

Error unknown() {
    return Error::verbatim(Code::internal_error, Domain::none, ErrorLevel::error, "An error occurred, but the cause is unknown", "", "", "", 0, 0);
}

struct Handler {
    virErrorFunc function = nullptr;
    void* data = nullptr;
};
std::mutex handler_mutex;
Handler global_handler;

// The connection's handler, else the global one, else the printer.
void tell_handlers(virConnectPtr conn, virErrorPtr e) {
    Handler h;
    if (conn && conn->more) {
        std::lock_guard lock(conn->more->mutex);
        copy(*e, &conn->more->last_error);
        h = {conn->more->handler, conn->more->handler_data};
    }
    if (!h.function) {
        std::lock_guard lock(handler_mutex);
        h = global_handler;
    }
    if (h.function)
        h.function(h.data, e);
    else
        virDefaultErrorFunc(e);
}

}  // namespace

void forget_error() noexcept { clear(last_error_slot); }

void remember_error(const Error& e) noexcept {
    virErrorPtr to = slot();
    if (!to) return;
    clear(to);
    to->code = static_cast<int>(e.code);
    to->domain = static_cast<int>(e.domain);
    to->level = static_cast<virErrorLevel>(e.level);
    to->message = copy_text(e.message.c_str());
    to->str1 = copy_text(e.str1);
    to->str2 = copy_text(e.str2);
    to->str3 = copy_text(e.str3);
    to->int1 = e.int1;
    to->int2 = e.int2;
}

void remember_exception() noexcept {
    const int saved = errno;
    try {
        throw;
    } catch (const Error& e) {
        remember_error(e);
        try {
            log::raised(source, e);
        } catch (...) {
            // The caller hears of it all the same.
        }
    } catch (const std::bad_alloc&) {
        remember_error(Error(Code::no_memory, Domain::none, ""));
    } catch (const std::exception& e) {
        remember_error(Error(Code::internal_error, Domain::none, e.what()));
    } catch (...) {
        remember_error(unknown());
    }
    errno = saved;
}

void tell_last_error(virConnectPtr conn) {
    const int saved = errno;
    if (virErrorPtr e = slot()) tell_handlers(conn, e);
    errno = saved;
}

Error last_error_value() {
    virErrorPtr e = slot();
    if (!e || !e->code) return unknown();
    auto text = [](const char* s) { return std::string(s ? s : ""); };
    return Error::verbatim(static_cast<Code>(e->code), static_cast<Domain>(e->domain), static_cast<ErrorLevel>(e->level),
                           text(e->message), text(e->str1), text(e->str2), text(e->str3), e->int1, e->int2);
}

namespace {

[[noreturn]] void fail_named(const Where& w, std::string message, std::string argument) {
    throw Error::verbatim(Code::invalid_arg, w.domain, ErrorLevel::error, std::move(message), w.function, std::move(argument), "", 0, 0);
}

struct HandleText {
    Magic kind;
    Code code;
    Domain domain;
};
constexpr HandleText handle_texts[] = {
    {Magic::domain, Code::invalid_domain, Domain::dom},
    {Magic::network, Code::invalid_network, Domain::network},
    {Magic::network_port, Code::invalid_network_port, Domain::network},
    {Magic::interface, Code::invalid_interface, Domain::interface},
    {Magic::storage_pool, Code::invalid_storage_pool, Domain::storage},
    {Magic::storage_volume, Code::invalid_storage_vol, Domain::storage},
    {Magic::node_device, Code::invalid_node_device, Domain::nodedev},
    {Magic::secret, Code::invalid_secret, Domain::secret},
    {Magic::stream, Code::invalid_stream, Domain::streams},
    {Magic::nwfilter, Code::invalid_nwfilter, Domain::nwfilter},
    {Magic::nwfilter_binding, Code::invalid_nwfilter_binding, Domain::nwfilter},
    {Magic::snapshot, Code::invalid_domain_snapshot, Domain::domain_snapshot},
    {Magic::checkpoint, Code::invalid_domain_checkpoint, Domain::domain_checkpoint},
};

}  // namespace

void fail_handle(const Where& w, Magic kind) {
    for (const auto& t : handle_texts)
        if (t.kind == kind) throw Error(t.code, t.domain, w.function);
    // Connections, and everything of the administration interface, are "connections" of the function's own part.
    throw Error(Code::invalid_conn, w.domain, w.function);
}

void fail_argument(const Where& w, std::string_view argument, const char* template_text) {
    std::string text = template_text;
    text.replace(text.find("%s"), 2, argument);
    text.replace(text.rfind("%s"), 2, w.function);
    fail_named(w, std::move(text), std::string(argument));
}

void fail_read_only(const Where& w) { fail(Code::operation_denied, w.domain, "read only access prevents {}", w.function); }

void fail_exclusive(const Where& w, const char* one, const char* other) {
    fail_named(w, fmt::format("Flags '{}' and '{}' are mutually exclusive", one, other), "ctl");
}

void fail_required(const Where& w, const char* needed, const char* flag) {
    fail_named(w, fmt::format("Flag '{}' is required by flag '{}'", needed, flag), "ctl");
}

void fail_unknown() { throw unknown(); }

void fail_flags(const Where& w, unsigned long flags) {
    fail_named(w, fmt::format("unsupported flags (0x{:x}) in function {}", flags, w.function), "flags");
}

}  // namespace vireo::shim

using namespace vireo::shim;

virErrorPtr virGetLastError(void) { return last_error_slot && last_error_slot->code ? last_error_slot : nullptr; }

int virGetLastErrorCode(void) { return last_error_slot ? last_error_slot->code : VIR_ERR_OK; }

int virGetLastErrorDomain(void) { return last_error_slot ? last_error_slot->domain : VIR_FROM_NONE; }

const char* virGetLastErrorMessage(void) {
    if (!last_error_slot || !last_error_slot->code) return "no error";
    return last_error_slot->message ? last_error_slot->message : "unknown error";
}

virErrorPtr virSaveLastError(void) {
    int saved = errno;
    auto* copied = static_cast<virErrorPtr>(calloc(1, sizeof(virError)));
    if (copied && last_error_slot) copy(*last_error_slot, copied);
    errno = saved;
    return copied;
}

void virResetError(virErrorPtr err) {
    if (err) clear(err);
}

void virFreeError(virErrorPtr err) {
    if (!err) return;
    clear(err);
    free(err);
}

void virResetLastError(void) { reset_last_error(); }

int virCopyLastError(virErrorPtr to) {
    if (!to) return -1;
    std::memset(to, 0, sizeof *to);
    if (!last_error_slot || !last_error_slot->code) return 0;
    copy(*last_error_slot, to);
    return to->code;
}

virErrorPtr virConnGetLastError(virConnectPtr conn) {
    if (!is_valid(conn)) return nullptr;
    std::lock_guard lock(conn->more->mutex);
    return conn->more->last_error.code ? &conn->more->last_error : nullptr;
}

void virConnResetLastError(virConnectPtr conn) {
    if (!is_valid(conn)) return;
    std::lock_guard lock(conn->more->mutex);
    clear(&conn->more->last_error);
}

int virConnCopyLastError(virConnectPtr conn, virErrorPtr to) {
    if (!to) return -1;
    std::memset(to, 0, sizeof *to);
    if (!is_valid(conn)) return -1;
    std::lock_guard lock(conn->more->mutex);
    if (!conn->more->last_error.code) return 0;
    copy(conn->more->last_error, to);
    return to->code;
}

void virSetErrorFunc(void* userData, virErrorFunc handler) {
    std::lock_guard lock(handler_mutex);
    global_handler = {handler, userData};
}

void virConnSetErrorFunc(virConnectPtr conn, void* userData, virErrorFunc handler) {
    if (!is_valid(conn)) return;
    std::lock_guard lock(conn->more->mutex);
    conn->more->handler = handler;
    conn->more->handler_data = userData;
}

void virDefaultErrorFunc(virErrorPtr err) {
    if (!err || err->code == VIR_ERR_OK) return;
    const char* level = err->level == VIR_ERR_WARNING ? "warning" : err->level == VIR_ERR_ERROR ? "error" : "";
    // One write, so that messages of several threads do not mingle.
    fprintf(stderr, "libvirt: %s %s : %s\n", vireo::domain_label(static_cast<vireo::Domain>(err->domain)), level,
            err->message ? err->message : "No error message provided");
}
