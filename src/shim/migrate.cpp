// SPDX-License-Identifier: LGPL-2.1-or-later
// The six public functions that move a domain: their checks, and which way is taken.
#include "shim/migrate.h"

#include "shim/convert.h"

using namespace vireo;
using namespace vireo::shim;

namespace {

constexpr unsigned long copies = VIR_MIGRATE_NON_SHARED_DISK | VIR_MIGRATE_NON_SHARED_INC;

void refuse_contradictions(const Where& w, unsigned long flags) {
    if ((flags & copies) == copies) fail_exclusive(w, "VIR_MIGRATE_NON_SHARED_DISK", "VIR_MIGRATE_NON_SHARED_INC");
    if ((flags & VIR_MIGRATE_NON_SHARED_SYNCHRONOUS_WRITES) && !(flags & copies))
        fail_required(w, "VIR_MIGRATE_NON_SHARED_DISK | VIR_MIGRATE_NON_SHARED_INC", "VIR_MIGRATE_NON_SHARED_SYNCHRONOUS_WRITES");
}

void refuse_parallel_tunnel(const Where& w, unsigned long flags) {
    if ((flags & VIR_MIGRATE_TUNNELLED) && (flags & VIR_MIGRATE_PARALLEL))
        fail_exclusive(w, "VIR_MIGRATE_TUNNELLED", "VIR_MIGRATE_PARALLEL");
}

void need_offline(const Where& w, virDomainPtr domain, virConnectPtr dconn, unsigned long flags) {
    if (!(flags & VIR_MIGRATE_OFFLINE)) return;
    if (!supports(domain->conn, Feature::offline))
        fail(Code::argument_unsupported, w.domain, "offline migration is not supported by the source host");
    if (dconn && !supports(dconn, Feature::offline))
        fail(Code::argument_unsupported, w.domain, "offline migration is not supported by the destination host");
}

void need_protection(const Where& w, virDomainPtr domain, unsigned long flags) {
    if ((flags & VIR_MIGRATE_CHANGE_PROTECTION) && !supports(domain->conn, Feature::change_protection))
        fail(Code::argument_unsupported, w.domain, "cannot enforce change protection");
}

// Can the source do it alone, in the way that is asked for?
void need_unmanaged(const Where& w, virDomainPtr domain, unsigned long flags) {
    refuse_contradictions({"virDomainMigrateUnmanagedCheckCompat", w.domain}, flags);
    need_offline(w, domain, nullptr, flags);
    if (flags & VIR_MIGRATE_PEER2PEER) {
        if (!supports(domain->conn, Feature::migration_p2p))
            fail(Code::argument_unsupported, w.domain, "p2p migration is not supported by the source host");
    } else if (!supports(domain->conn, Feature::migration_direct)) {
        fail(Code::argument_unsupported, w.domain, "direct migration is not supported by the source host");
    }
}

MigrationRequest plain_request(const char* dxml, const char* dname, const char* uri, unsigned long bandwidth, unsigned long flags) {
    MigrationRequest r;
    r.flags = flags;
    if (dxml) r.set(VIR_MIGRATE_PARAM_DEST_XML, dxml);
    if (dname) r.set(VIR_MIGRATE_PARAM_DEST_NAME, dname);
    if (uri) r.set(VIR_MIGRATE_PARAM_URI, uri);
    if (bandwidth) r.params.push_back({VIR_MIGRATE_PARAM_BANDWIDTH, std::uint64_t{bandwidth}});
    return r;
}

virDomainPtr migrate_plain(const Where& w, virDomainPtr domain, virConnectPtr dconn, const char* dxml, unsigned long flags,
                           const char* dname, const char* uri, unsigned long bandwidth) {
    need(w, domain);
    need_writable(w, domain->conn);
    if (dname) need_text(w, dname, "dname");
    refuse_contradictions(w, flags);
    refuse_parallel_tunnel(w, flags);
    need(w, dconn);
    need_writable(w, dconn);
    need_offline(w, domain, dconn, flags);
    auto request = plain_request(dxml, dname, uri, bandwidth, flags);
    if (flags & VIR_MIGRATE_PEER2PEER) {
        if (!supports(domain->conn, Feature::migration_p2p)) api::unsupported(w.function, w.domain);
        migrate_unmanaged(w, domain, dconn->uri.c_str(), std::move(request));
        return make_handle(dconn, std::move(ask<api::proc::DomainLookupByName>(dconn, {dname ? dname : domain->name}).dom));
    }
    need_protection(w, domain, flags);
    if (flags & VIR_MIGRATE_TUNNELLED)
        fail(Code::operation_invalid, w.domain, "cannot perform tunnelled migration without using peer2peer flag");
    if (!supports(domain->conn, Feature::migration_v3) || !supports(dconn, Feature::migration_v3))
        api::unsupported(w.function, w.domain);
    return migrate_managed(domain, dconn, std::move(request));
}

// Can the procedures without extensible parameters say all this?
bool is_plain(const api::TypedParams& params) {
    return std::all_of(params.begin(), params.end(), [](const api::TypedParam& p) {
        return p.field == VIR_MIGRATE_PARAM_URI || p.field == VIR_MIGRATE_PARAM_DEST_NAME || p.field == VIR_MIGRATE_PARAM_DEST_XML ||
               p.field == VIR_MIGRATE_PARAM_BANDWIDTH;
    });
}

void need_string(const api::TypedParams& params, const char* name) {
    static constexpr const char* types[] = {"int", "uint", "llong", "ullong", "double", "boolean", "string"};
    for (const auto& p : params)
        if (p.field == name && !std::holds_alternative<std::string>(p.value))
            fail(Code::invalid_arg, vireo::Domain::none, "Invalid type 'string' requested for parameter '{}', actual type is '{}'", name,
                 types[p.value.index()]);
}

[[noreturn]] void fail_extended(const Where& w) {
    fail(Code::argument_unsupported, w.domain,
         "Migration APIs with extensible parameters are not supported but extended parameters were passed");
}

}  // namespace

virDomainPtr virDomainMigrate(virDomainPtr domain, virConnectPtr dconn, unsigned long flags, const char* dname, const char* uri,
                              unsigned long bandwidth) {
    static constexpr Where w{"virDomainMigrate", vireo::Domain::domain};
    return c_wall(domain, static_cast<virDomainPtr>(nullptr),
                  [&] { return migrate_plain(w, domain, dconn, nullptr, flags, dname, uri, bandwidth); });
}

virDomainPtr virDomainMigrate2(virDomainPtr domain, virConnectPtr dconn, const char* dxml, unsigned long flags, const char* dname,
                               const char* uri, unsigned long bandwidth) {
    static constexpr Where w{"virDomainMigrate2", vireo::Domain::domain};
    return c_wall(domain, static_cast<virDomainPtr>(nullptr),
                  [&] { return migrate_plain(w, domain, dconn, dxml, flags, dname, uri, bandwidth); });
}

virDomainPtr virDomainMigrate3(virDomainPtr domain, virConnectPtr dconn, virTypedParameterPtr params, unsigned int nparams,
                               unsigned int flags) {
    static constexpr Where w{"virDomainMigrate3", vireo::Domain::domain};
    return c_wall(domain, static_cast<virDomainPtr>(nullptr), [&] {
        need(w, domain);
        need_writable(w, domain->conn);
        refuse_contradictions(w, flags);
        need(w, dconn);
        need_writable(w, dconn);
        if (flags & VIR_MIGRATE_PEER2PEER)
            throw Error::verbatim(Code::invalid_arg, w.domain, ErrorLevel::error, "use virDomainMigrateToURI3 for peer-to-peer migration",
                                  w.function, "flags", "", 0, 0);
        if (flags & VIR_MIGRATE_TUNNELLED)
            throw Error::verbatim(Code::invalid_arg, w.domain, ErrorLevel::error, "cannot perform tunnelled migration without using peer2peer flag",
                                  w.function, "flags", "", 0, 0);
        if (nparams) need_nonnull(w, params, "params");
        MigrationRequest request;
        request.params = params_in(w, params, static_cast<int>(std::min(nparams, 0x7fffffffu)));
        request.flags = flags;
        for (const char* name : {VIR_MIGRATE_PARAM_DEST_NAME, VIR_MIGRATE_PARAM_URI, VIR_MIGRATE_PARAM_DEST_XML})
            need_string(request.params, name);
        if (auto* dname = request.text(VIR_MIGRATE_PARAM_DEST_NAME)) need_text(w, dname->c_str(), "dname");
        need_offline(w, domain, dconn, flags);
        need_protection(w, domain, flags);
        request.extensible = supports(domain->conn, Feature::params) && supports(dconn, Feature::params);
        if (!request.extensible) {
            if (!is_plain(request.params)) fail_extended(w);
            if (!supports(domain->conn, Feature::migration_v3) || !supports(dconn, Feature::migration_v3))
                api::unsupported(w.function, w.domain);
        }
        return migrate_managed(domain, dconn, std::move(request));
    });
}

int virDomainMigrateToURI(virDomainPtr domain, const char* duri, unsigned long flags, const char* dname, unsigned long bandwidth) {
    static constexpr Where w{"virDomainMigrateToURI", vireo::Domain::domain};
    return c_wall(domain, -1, [&] {
        need(w, domain);
        need_writable(w, domain->conn);
        need_nonnull(w, duri, "duri");
        if (dname) need_text(w, dname, "dname");
        refuse_parallel_tunnel(w, flags);
        need_unmanaged(w, domain, flags);
        bool peer = flags & VIR_MIGRATE_PEER2PEER;
        migrate_unmanaged(w, domain, duri, plain_request(nullptr, dname, peer ? nullptr : duri, bandwidth, flags));
        return 0;
    });
}

int virDomainMigrateToURI2(virDomainPtr domain, const char* dconnuri, const char* miguri, const char* dxml, unsigned long flags,
                           const char* dname, unsigned long bandwidth) {
    static constexpr Where w{"virDomainMigrateToURI2", vireo::Domain::domain};
    return c_wall(domain, -1, [&] {
        need(w, domain);
        need_writable(w, domain->conn);
        if (dname) need_text(w, dname, "dname");
        refuse_parallel_tunnel(w, flags);
        need_unmanaged(w, domain, flags);
        if (flags & VIR_MIGRATE_PEER2PEER) need_nonnull(w, dconnuri, "dconnuri");
        migrate_unmanaged(w, domain, dconnuri, plain_request(dxml, dname, miguri, bandwidth, flags));
        return 0;
    });
}

int virDomainMigrateToURI3(virDomainPtr domain, const char* dconnuri, virTypedParameterPtr params, unsigned int nparams,
                           unsigned int flags) {
    static constexpr Where w{"virDomainMigrateToURI3", vireo::Domain::domain};
    return c_wall(domain, -1, [&] {
        need(w, domain);
        need_writable(w, domain->conn);
        refuse_parallel_tunnel(w, flags);
        need_unmanaged(w, domain, flags);
        if (flags & VIR_MIGRATE_PEER2PEER) need_nonnull(w, dconnuri, "dconnuri");
        if (nparams) need_nonnull(w, params, "params");
        MigrationRequest request;
        request.params = params_in(w, params, static_cast<int>(std::min(nparams, 0x7fffffffu)));
        request.flags = flags;
        request.extensible = supports(domain->conn, Feature::params);
        if (!request.extensible && !is_plain(request.params)) fail_extended(w);
        migrate_unmanaged(w, domain, dconnuri, std::move(request));
        return 0;
    });
}
